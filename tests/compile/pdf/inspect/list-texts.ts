/**
 * List the blocks of text that a digest holds, in the order in which a reader meets
 * them, and find each in a PDF.
 */

import type {Element, ElementContent} from 'hast'
import type {ChapterKind, Digest} from '../../../../src/model.ts'
import type {Fault} from './types.ts'
import {squash, type Block} from './list-blocks.ts'

export type TextKind =
  | 'title'
  | 'opening'
  | 'heading'
  | 'p'
  | 'quote'
  | 'editor'
  | 'label'
  | 'item'
  | 'caption'
  | 'cell'
  | 'code'
  | 'dt'
  | 'dd'
  | 'entry'
  | 'card'

/** A block of text as the digest has it. */
export interface Text {
  readonly kind: TextKind
  /** Name of the element that it is. */
  readonly tag: string
  readonly chapter: string
  /** With its blanks; a forced end of line is `\n`. */
  readonly text: string
  /** Ids of the notes called in it. */
  readonly calls: ReadonlyArray<string>
  /** Id of the note that it belongs to. */
  readonly note?: string
}

/** A block of the digest, and what it is in the PDF. */
export interface Match {
  readonly text: Text
  readonly block: Block
}

const flow =
  /^(?:p|h[1-6]|[uod]l|li|d[td]|blockquote|figure|figcaption|table|pre|hr|section|header|footer|aside|caption|t(?:head|body|foot|[rdh]))$/

/** What phrasing content stands in. */
interface Inside {
  readonly kind: TextKind
  readonly tag: string
  readonly note?: string
}

/** @param pageOf label of the page on which an id stands: an index shows it. */
export function listTexts({front, parts, back}: Digest, pageOf?: PageOf): Text[] {
  return [...front, ...parts.flatMap((part) => part.chapters), ...back].flatMap(({id, kind, tree}) => {
    const texts: Text[] = []
    const add = (nodes: ReadonlyArray<ElementContent>, inside: Inside) => {
      const text = textOf(nodes, pageOf)
      if (squash(text) !== '') texts.push({...inside, chapter: id, text, calls: callsOf(nodes)})
    }

    const visit = (nodes: ReadonlyArray<ElementContent>, inside: Inside) => {
      let run: ElementContent[] = []
      for (const node of nodes) {
        if (node.type !== 'element' || !flow.test(node.tagName)) {
          run.push(node)
          continue
        }

        add(run, inside)
        run = []
        const {tagName: tag, children, properties} = node
        const own = {...inside, tag, kind: kindOfBlock(node, inside.kind, kind)}
        if (tag === 'pre') add(children, own)
        else if (tag === 'aside') visit(children, {...own, note: String(properties['id'])})
        // A figure's picture is described, not read; a label over the notes stands where they are a list.
        else if (tag === 'figure')
          visit(
            children.filter((child) => !isElement(child, 'img')),
            own
          )
        else if (hasClass(node, 'notes'))
          visit(
            children.filter((child) => isElement(child, 'aside')),
            own
          )
        else visit(children, own)
      }

      add(run, inside)
    }

    visit(
      tree.children.filter((node) => node.type === 'element'),
      {kind: 'p', tag: 'p'}
    )
    return texts
  })
}

type PageOf = (id: string) => string | undefined

function kindOfBlock(node: Element, inside: TextKind, chapter: ChapterKind): TextKind {
  switch (node.tagName) {
    case 'h1':
      return 'title'
    case 'header':
      return 'opening'
    case 'p':
      if (hasClass(node, 'label')) return 'label'
      return hasClass(node, 'caption') ? 'caption' : inside
    case 'li':
      return chapter === 'index' ? 'entry' : 'item'
    case 'blockquote':
      return 'quote'
    case 'caption':
    case 'figcaption':
      return 'caption'
    case 'pre':
      return 'code'
    case 'aside':
      return 'p'
    case 'td':
    case 'th':
      return 'cell'
    case 'dt':
    case 'dd':
      if (node.tagName === 'dd' && (chapter === 'chronology' || chapter === 'sources')) return 'entry'
      return inside === 'card' || chapter === 'colophon' ? 'card' : node.tagName
    case 'footer':
      return 'card'
    default:
      if (hasClass(node, 'editor')) return 'editor'
      return /^h[2-6]$/.test(node.tagName) ? 'heading' : inside
  }
}

function textOf(nodes: ReadonlyArray<ElementContent>, pageOf?: PageOf): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.value.replaceAll('\n', ' ')
      if (node.type !== 'element' || node.properties['role'] === 'doc-backlink') return ''
      if (node.tagName === 'br') return '\n'
      if (pageOf && hasClass(node, 'locators')) return listPages(node, pageOf)
      return node.tagName === 'img' ? String(node.properties['alt'] ?? '') : textOf(node.children, pageOf)
    })
    .join('')
}

/** Pages of the places in an index, each once. */
function listPages({children}: Element, pageOf: PageOf): string {
  const separator = children.find((child) => child.type === 'text')?.value ?? ''
  const pages = children.flatMap((child) =>
    child.type === 'element' ? [pageOf(String(child.properties['href']).slice(1)) ?? ''] : []
  )
  return [...new Set(pages)].join(separator)
}

function callsOf(nodes: ReadonlyArray<ElementContent>): string[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'element') return []
    if (node.properties['role'] === 'doc-noteref') return [String(node.properties['href']).slice(1)]
    return callsOf(node.children)
  })
}

function isElement(node: ElementContent, name: string): boolean {
  return node.type === 'element' && node.tagName === name
}

function hasClass(node: Element, name: string): boolean {
  return [node.properties['className']].flat().includes(name)
}

/** Find each text among the blocks; what is not there, or there in another order, is a fault. */
export function matchTexts(
  texts: ReadonlyArray<Text>,
  blocks: ReadonlyArray<Block>
): {matches: Match[]; faults: Fault[]} {
  const waiting = new Map<string, Block[]>()
  for (const block of blocks) {
    const key = keyOf(block.text, block.isNote)
    waiting.set(key, [...(waiting.get(key) ?? []), block])
  }

  const faults: Fault[] = []
  const last: Record<'body' | 'note', Block['at']> = {body: [-1, -1], note: [-1, -1]}
  const matches = texts.flatMap((text): Match[] => {
    const stream = text.note === undefined ? 'body' : 'note'
    const alike = waiting.get(keyOf(squash(text.text), text.note !== undefined)) ?? []
    // What is said twice is meant where it comes next.
    const index = alike.findIndex(({at}) => !isBefore(at, last[stream]))
    const [block] = alike.splice(Math.max(0, index), 1)
    if (block && text.kind !== 'caption') last[stream] = block.at
    if (block) return [{text, block}]
    faults.push({
      check: 'text-missing',
      page: 0,
      text: `${text.kind} of ${text.chapter}: ${text.text.slice(0, 40)}`
    })
    return []
  })
  const chapters = new Set(matches.map(({block}) => sectionOf(block)))
  for (const [, rest] of waiting) {
    for (const block of rest) {
      const isOwn = block.element.role === 'Lbl' || !chapters.has(sectionOf(block))
      if (!isOwn)
        faults.push({
          check: 'text-extra',
          page: block.at[0] + 1,
          text: `${block.element.role}: ${block.text.slice(0, 40)}`
        })
    }
  }

  return {matches, faults: [...faults, ...checkOrder(matches, blocks), ...checkRoles(matches)]}
}

function keyOf(text: string, isNote: boolean): string {
  return `${isNote ? 'note' : 'body'} ${text}`
}

function sectionOf({element}: Block): unknown {
  let section = undefined
  for (let at = element.parent; at; at = at.parent) if (at.role === 'Sect') section = at
  return section
}

/** Roles that an element may have, where it cannot have all of them. */
const roles: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((level) => [`h${level}`, new RegExp(`^H${level}$`)])),
  td: /^TD$/,
  th: /^TH$/,
  pre: /^Code$/,
  caption: /^Caption$/,
  figcaption: /^Caption$/,
  dt: /^(?:Lbl|P)$/,
  dd: /^(?:LBody|P)$/,
  li: /^(?:LBody|P)$/,
  p: /^(?:P|Caption|LBody|T[DH]|Note|BlockQuote)$/
}

function checkRoles(matches: ReadonlyArray<Match>): Fault[] {
  return matches
    .filter(({text, block}) => roles[text.tag]?.test(block.element.role) === false)
    .map(({text, block}) => ({
      check: 'text-role',
      page: block.at[0] + 1,
      text: `${text.tag} as ${block.element.role}: ${text.text.slice(0, 30)}`
    }))
}

/** Body and notes are tagged and drawn in their order, each; pictures may stand elsewhere. */
function checkOrder(matches: ReadonlyArray<Match>, blocks: ReadonlyArray<Block>): Fault[] {
  const tagged = new Map(blocks.map((block, index) => [block, index]))
  const faults: Fault[] = []
  for (const isNote of [false, true]) {
    let last: Block | undefined
    for (const {text, block} of matches) {
      if (block.isNote !== isNote || text.kind === 'caption') continue
      const isLate =
        last && (isBefore(block.at, last.at) || (tagged.get(block) ?? 0) < (tagged.get(last) ?? 0))
      if (isLate) faults.push({check: 'text-order', page: block.at[0] + 1, text: text.text.slice(0, 40)})
      else last = block
    }
  }

  return faults
}

function isBefore([page, index]: Block['at'], [lastPage, last]: Block['at']): boolean {
  return page < lastPage || (page === lastPage && index < last)
}
