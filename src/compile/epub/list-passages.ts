/**
 * List the characters of a book by how they are set: by what sets them, by
 * language, weight and slope, as `style.css` and the rules for faces have it.
 */

import type {Element, Nodes} from 'hast'
import type {Digest, FaceUse, Lang} from '../../model.ts'
import type {Tokens} from '../theme.ts'
import {h} from 'hastscript'
import {fillLabel} from '../../fill-label.ts'
import {listSections} from '../list-sections.ts'
import {makePart, makeTitle} from './make-front.ts'

/** How a text is set. */
export interface Look {
  readonly use: FaceUse
  readonly lang: Lang
  readonly weight: number
  readonly italic: boolean
}

/** Where a text stands, as far as its look depends on it. */
interface Scope extends Look {
  readonly isAdrift: boolean
  readonly isCard: boolean
  readonly isEditor: boolean
  readonly isEm: boolean
  readonly isHeading: boolean
  readonly isNotes: boolean
}

/** All that is set in one way. */
export interface Passage extends Look {
  readonly codePoints: ReadonlySet<number>
}

const headings: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
// Line ends and tabs: no glyphs.
const control = /\p{Cc}/u

/** @returns passages in reading order of their first characters. */
export function listPassages(digest: Digest, tokens: Tokens): ReadonlyArray<Passage> {
  const {back, front, meta, parts} = digest
  const passages = new Map<string, Passage & {codePoints: Set<number>}>()
  const base: Scope = {
    use: 'text',
    lang: meta.lang,
    weight: tokens.weights.text,
    italic: false,
    isAdrift: false,
    isCard: false,
    isEditor: false,
    isEm: false,
    isHeading: false,
    isNotes: false
  }
  const walk = (node: Nodes, scope: Scope) => {
    if (node.type === 'text') read(node.value, scope, passages)
    if (!('children' in node)) return
    const inner = node.type === 'element' ? enter(node, scope, tokens) : scope
    for (const child of node.children) walk(child, inner)
  }

  walk(makeTitle(digest, []), base)
  walk(makeContents(digest), base)
  for (const chapter of front) walk(chapter.tree, base)
  for (const {chapters, id, title} of parts) {
    if (title !== undefined) walk(makePart(id, title, []), base)
    for (const chapter of chapters) walk(chapter.tree, base)
  }

  for (const chapter of back) walk(chapter.tree, base)
  return [...passages.values()]
}

function read(
  text: string,
  {italic, lang, use, weight}: Look,
  passages: Map<string, Passage & {codePoints: Set<number>}>
): void {
  const key = `${use} ${lang} ${weight} ${italic}`
  const passage = passages.get(key) ?? {use, lang, weight, italic, codePoints: new Set()}
  passages.set(key, passage)
  for (const char of text) {
    if (!control.test(char)) passage.codePoints.add(char.codePointAt(0) ?? 0)
  }
}

/** The contents, of which the page itself is made by a template. */
function makeContents({back, front, labels, parts}: Digest): Element {
  const chapters = [...front, ...parts.flatMap((part) => part.chapters), ...back]
  return h('nav', [
    h('h1', fillLabel(labels, 'contents')),
    ...parts.map(({title}) => h('p', title)),
    ...chapters.map((chapter) =>
      h('p', {lang: chapter.lang}, [chapter.title, ...listSections(chapter).map(({title}) => title)])
    )
  ])
}

/** How the content of an element is set. */
function enter({properties, tagName}: Element, scope: Scope, {weights}: Tokens): Scope {
  const classes = [properties['className']].flat()
  const lang = typeof properties['lang'] === 'string' ? properties['lang'] : scope.lang
  const inside = {
    isAdrift: scope.isAdrift || classes.includes('adrift'),
    isCard: scope.isCard || classes.includes('source-card'),
    isEditor: scope.isEditor || (tagName === 'section' && classes.includes('editor')),
    isEm: scope.isEm || tagName === 'em',
    isHeading: scope.isHeading || headings.has(tagName),
    isNotes: scope.isNotes || classes.includes('notes')
  }
  const weigh = () => {
    if (inside.isEditor && classes.includes('label')) return weights.strong
    if (headings.has(tagName)) return weights.head
    if (properties['role'] === 'doc-noteref') return weights.text
    if (scope.isHeading) return scope.weight
    const isStrong = tagName === 'strong' || tagName === 'th' || classes.includes('question')
    return isStrong || (tagName === 'dt' && inside.isCard) ? weights.strong : scope.weight
  }

  return {
    ...inside,
    use: useOf(tagName, classes, scope),
    lang,
    weight: weigh(),
    // Han is never slanted, and English in it is.
    italic: tagName === 'em' ? !lang.startsWith('zh') : scope.italic || (scope.isEm && lang.startsWith('en'))
  }
}

function useOf(tagName: string, classes: ReadonlyArray<unknown>, {isAdrift, isNotes, use}: Scope): FaceUse {
  if (tagName === 'code' || tagName === 'pre') return 'code'
  if (headings.has(tagName)) return isNotes ? 'note' : 'head'
  if (tagName === 'blockquote' && isAdrift) return 'text'
  const isNote =
    tagName === 'figcaption' ||
    tagName === 'caption' ||
    ['caption', 'notes', 'source-card'].some((name) => classes.includes(name)) ||
    (tagName === 'section' && classes.includes('editor'))
  return isNote ? 'note' : use
}
