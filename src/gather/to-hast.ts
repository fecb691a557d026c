/**
 * Turn a Markdown tree into the body of a chapter.
 *
 * remark-rehype does the work; the handlers say what differs: notes get the
 * roles of DPUB-ARIA, pictures become figures, links that lead nowhere safe
 * become their text, raw HTML is parsed piece by piece so that what it breaks
 * ends with it.
 */

import type {Element, ElementContent, Nodes as HastNodes, Root as HastRoot} from 'hast'
import type {FootnoteDefinition, Image, Nodes, ParagraphData, Parents, Root, Table, Text} from 'mdast'
import type {VFile} from 'vfile'
import type {Asset, NoteKind} from '../model.ts'
import {fromHtml} from 'hast-util-from-html'
import {sanitize} from 'hast-util-sanitize'
import {toString} from 'hast-util-to-string'
import {h} from 'hastscript'
import remarkRehype, {type Options as RehypeOptions} from 'remark-rehype'
import {unified} from 'unified'
import {SKIP, visit} from 'unist-util-visit'
import {cloneTree} from '../clone-tree.ts'
import {decodeReferences, isDeep, listHtmlTexts, mostLevels, parseHtml} from '../parse-html.ts'
import {replaceChild} from '../replace-child.ts'
import {resolvePicture} from './resolve-picture.ts'
import {foreignSchema} from './sanitize.ts'

type Handlers = NonNullable<RehypeOptions['handlers']>

export interface Context {
  /** Id of the chapter, the start of every id in it. */
  readonly id: string
  /** Path and file of the article, for its pictures and messages. */
  readonly path: string
  readonly file: VFile
  /** Address of the article: relative links start from there. */
  readonly url?: string
  readonly assets: ReadonlyMap<string, Asset>
  /** Pictures that were used, by name; added to. */
  readonly used: Map<string, Asset>
  /** Addresses of pictures that stand on the web; added to. */
  readonly remote: Set<string>
}

/** A note: where it stands among all, what calls it, what it says, and who speaks. */
export interface ChapterNote {
  /** From 1, in the order of calls. */
  readonly number: number
  /** What its call shows. */
  readonly mark: string
  readonly kind?: NoteKind
  readonly by: 'editor' | 'author'
  readonly tree: HastRoot
}

export interface Body {
  readonly tree: HastRoot
  readonly notes: ReadonlyArray<ChapterNote>
}

/** What calls the notes of the margin, in turn; once all are used they are doubled. */
const marginMarks = ['*', '\u2020', '\u2021', '\u00a7'] as const

/** Empty cells of a table; no table that anyone wrote lacks so many. */
const mostFilled = 2 ** 16

/** What holds blocks. */
const flows: ReadonlySet<string> = new Set(['blockquote', 'footnoteDefinition', 'listItem', 'root'])
/** What the allow list of raw HTML knows that stands within a line. */
const phrasing: ReadonlySet<string> = new Set([
  ...['a', 'br', 'code', 'del', 'em', 'img', 'span', 'strong', 'sub', 'sup']
])

const safeLink = /^(?:https?:|mailto:)/i

/**
 * Convert a tree.
 *
 * @param source not changed.
 */
export function toBody(source: Root, context: Context): Body {
  const tree = cloneTree(source)
  markBlocks(tree)
  const {order, definitions} = numberNotes(tree)
  const marks = markNotes(order, definitions)
  const convert = createConverter(context, marks)
  const notes = [...marks].map(([identifier, mark]): ChapterNote => ({
    ...mark,
    tree: settlePictures(convert({type: 'root', children: definitions.get(identifier)?.children ?? []}))
  }))
  const body = convert(tree)
  setFigures(body)
  settlePictures(body)
  levelHeadings(body, context.id)
  return {tree: body, notes}
}

/** A note without what it says. */
type NoteMark = Omit<ChapterNote, 'tree'>

/** What calls each note: a number, but for those of the margin, which are not counted. */
function markNotes(
  order: ReadonlyMap<string, number>,
  definitions: ReadonlyMap<string, FootnoteDefinition>
): Map<string, NoteMark> {
  const marks = new Map<string, NoteMark>()
  let counted = 0
  let aside = 0
  for (const [identifier, number] of order) {
    const {by, kind} = definitions.get(identifier)?.data ?? {}
    const sign = marginMarks[aside % marginMarks.length] ?? ''
    const mark =
      kind === 'margin' ? sign.repeat(1 + Math.floor(aside++ / marginMarks.length)) : String(++counted)
    marks.set(identifier, {number, mark, by: by ?? 'author', ...(kind && {kind})})
  }

  return marks
}

/** Classes of a note and of its call; an author's own note has none. */
export function noteClasses({by, kind}: Pick<ChapterNote, 'by' | 'kind'>): {className?: string[]} {
  return by === 'editor' ? {className: ['editor', ...(kind ? [kind] : [])]} : {}
}

function createConverter(context: Context, marks: ReadonlyMap<string, NoteMark>): (tree: Root) => HastRoot {
  const calls = new Map<string, number>()
  const footnoteReference = (_: unknown, node: {identifier: string}) => {
    const note = marks.get(node.identifier)
    // What only a note calls that nothing calls stands as text, as that one does.
    if (!note) return undefined
    const count = (calls.get(node.identifier) ?? 0) + 1
    calls.set(node.identifier, count)
    const id = `${context.id}-r${note.number}${count === 1 ? '' : `-${count}`}`
    const properties = {role: 'doc-noteref', id, href: `#${context.id}-n${note.number}`}
    return h('a', {...properties, ...noteClasses(note)}, note.mark)
  }

  const handlers: Handlers = {
    footnoteReference,
    text: (_: unknown, node: Text) =>
      node.data?.lang ? h('span', {lang: node.data.lang}, node.value) : {type: 'text', value: node.value},
    html(_: unknown, node: {value: string}, parent: Parents | undefined) {
      const content = fromForeign(node.value, context)
      return parent && flows.has(parent.type) ? wrapLoose(content) : content
    },
    image: (_: unknown, node: Image) => toImage(node, context),
    link: (state, node) => {
      const children = state.all(node as never)
      const url = safeUrl((node as {url: string}).url, context.url)
      return url === undefined || children.length === 0 ? (children as never) : h('a', {href: url}, children)
    }
  }
  const processor = unified().use(remarkRehype, {handlers}).freeze()
  return (tree) => processor.runSync(tree) as HastRoot
}

/** Make paragraphs of text that stands beside blocks, as raw HTML may have it. */
function wrapLoose(content: ReadonlyArray<ElementContent>): ElementContent[] {
  let open: Element | undefined
  const children: ElementContent[] = []
  for (const child of content) {
    const isLine = child.type === 'text' || (child.type === 'element' && phrasing.has(child.tagName))
    if (isLine && !isBlank(child) && !open) children.push((open = h('p')))
    else if (!isLine) open = undefined
    if (open) open.children.push(child)
    else children.push(child)
  }

  return children
}

/** Address of a link, absolute, or undefined where it is of no use to a reader. */
function safeUrl(url: string, base: string | undefined): string | undefined {
  if (safeLink.test(url)) return URL.canParse(url) ? url : undefined
  if (base === undefined || /^[a-z][a-z\d+.-]*:/i.test(url) || url === '' || url.startsWith('#')) return
  return URL.canParse(url, base) ? new URL(url, base).href : undefined
}

function fromForeign(value: string, context: Context): ElementContent[] {
  // No tag is shorter than three characters.
  const page = value.length > 3 * mostLevels ? parseHtml(value) : undefined
  if (page && isDeep(page)) {
    const texts = listHtmlTexts(page).map((place) => decodeReferences(value.slice(...place)))
    return [{type: 'text', value: texts.join('')}]
  }

  const foreign = fromHtml(value, {fragment: true})
  visit(foreign, 'element', function (node) {
    const {alt, href, src} = node.properties
    if (node.tagName === 'img')
      node.properties = toImage({url: String(src ?? ''), alt: String(alt ?? '')}, context).properties
    if (node.tagName === 'a') node.properties = {href: safeUrl(String(href ?? ''), context.url)}
  })
  const tree = sanitize(foreign, foreignSchema)
  return tree.type === 'root' ? (tree.children as ElementContent[]) : []
}

/** A picture; one that is not there keeps its words, for `setFigures`. */
function toImage(node: Pick<Image, 'url' | 'alt' | 'title' | 'position'>, context: Context): Element {
  const alt = node.alt ?? ''
  const picture = resolvePicture(node.url, context.path, context.assets)
  if (typeof picture !== 'string') {
    context.used.set(picture.name, picture)
    const {name, width, height} = picture
    return h('img', {src: `asset:${name}`, alt, width, height, ...(node.title && {title: node.title})})
  }

  if (picture === 'remote') context.remote.add(node.url)
  else if (node.url !== '') {
    context.file.message(
      `Unexpected picture \`${node.url}\`, expected a picture file in the folder, left it out`,
      {
        ...(node.position && {place: node.position}),
        ruleId: 'picture',
        source: 'gather'
      }
    )
  }

  return h('img', {alt})
}

/** `h2` to `h6` without a jump, however deep the article began, each with an id. */
function levelHeadings(tree: HastRoot, id: string): void {
  const depths = new Set<number>()
  visit(tree, 'element', function (node) {
    if (/^h[1-6]$/.test(node.tagName)) depths.add(Number(node.tagName[1]))
  })
  const ranks = [...depths].sort((a, b) => a - b)
  let before = 1
  let section = 0
  visit(tree, 'element', function (node) {
    if (!/^h[1-6]$/.test(node.tagName)) return
    before = Math.min(2 + ranks.indexOf(Number(node.tagName[1])), before + 1, 6)
    node.tagName = `h${before}`
    node.properties['id'] = `${id}-s${++section}`
  })
}

/** Classes and languages of blocks. */
function markBlocks(tree: Root): void {
  visit(tree as Nodes, function (node) {
    if (node.type === 'table') return boundTable(node)
    if (node.type !== 'paragraph' && node.type !== 'heading') return
    const {role, lang} = (node.data ?? {}) as ParagraphData
    if (role ?? lang)
      node.data = {...node.data, hProperties: {...(role && {className: [role]}), ...(lang && {lang})}}
  })
}

/** Rows are filled up to the width that the marks of alignment say, but a few kilobytes can ask for millions of cells. */
function boundTable(node: Table): void {
  const written = node.children.reduce((sum, row) => sum + row.children.length, 0)
  if ((node.align ?? []).length * node.children.length - written > mostFilled) node.align = null
}

/** Notes in the order of their calls; a note that nothing calls becomes text where it stands. */
function numberNotes(tree: Root) {
  const definitions = new Map<string, FootnoteDefinition>()
  visit(tree as Nodes, 'footnoteDefinition', function (node) {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node)
  })
  const order = new Map<string, number>()
  const count = (node: Nodes) => {
    visit(node, function (inner) {
      if (inner.type === 'footnoteDefinition') return SKIP
      if (inner.type !== 'footnoteReference' || order.has(inner.identifier)) return
      order.set(inner.identifier, order.size + 1)
    })
  }

  count(tree)
  // A note may call another; the map grows while it is walked.
  for (const [identifier] of order) {
    for (const child of definitions.get(identifier)?.children ?? []) count(child)
  }

  visit(tree as Nodes, 'footnoteDefinition', function (node, index, parent) {
    if (!parent || index === undefined) return
    const stays = order.has(node.identifier) && definitions.get(node.identifier) === node
    const children = stays ? [] : node.children
    replaceChild(parent as {children: unknown[]}, index, children)
    return [SKIP, index + children.length]
  })
  return {order, definitions}
}

/** Make figures of the paragraphs that hold nothing but pictures, each with the caption that follows it. */
function setFigures(tree: HastRoot): void {
  visit(tree, 'element', function (node, index, parent) {
    if (node.tagName === 'th') setHead(node)
    if (node.tagName !== 'p' || !parent || index === undefined) return
    const pictures = node.children.filter((child) => isElement(child, 'img'))
    if (pictures.length === 0) return
    if (node.children.some((child) => !isElement(child, 'img') && !isBlank(child))) {
      node.children = node.children.flatMap((child) => (isElement(child, 'img') ? toInline(child) : [child]))
      return SKIP
    }

    const blocks = pictures.flatMap(toFigure)
    replaceChild(parent, index, blocks)
    const last = blocks.at(-1)
    if (last) takeCaption(last, parent, index + blocks.length)
    return [SKIP, index + blocks.length]
  })
}

/** What holds nothing once its picture is gone goes with it; a cell stays. */
const hollow: ReadonlySet<string> = new Set([
  'a',
  'blockquote',
  'del',
  'em',
  'figure',
  'li',
  'ol',
  'p',
  'span',
  'strong',
  'sub',
  'sup',
  'ul'
])

/** Give each picture that is gone its words, wherever it stands. */
function settlePictures(tree: HastRoot): HastRoot {
  settle(tree)
  return tree

  function settle(node: HastRoot | Element): boolean {
    let isTouched = false
    node.children = (node.children as ElementContent[]).flatMap((child): ElementContent[] => {
      if (child.type !== 'element') return [child]
      if (child.tagName === 'img') {
        if (child.properties['src']) return [child]
        isTouched = true
        return toInline(child)
      }

      const hasLost = settle(child)
      isTouched ||= hasLost
      const isEmpty = child.children.every((inner) => inner.type === 'text' && inner.value.trim() === '')
      return hasLost && isEmpty && hollow.has(child.tagName) ? [] : [child]
    })
    return isTouched
  }
}

/** A picture among words; one that is gone leaves its own. */
function toInline(picture: Element): ElementContent[] {
  const {src, alt} = picture.properties
  if (src) return [picture]
  return hasWords(alt) ? [{type: 'text', value: String(alt)}] : []
}

function hasWords(alt: unknown): boolean {
  return /\p{L}{2}/u.test(String(alt ?? ''))
}

/** A head without a word heads nothing. */
function setHead(node: Element): void {
  if (toString(node).trim() === '') node.tagName = 'td'
  else node.properties = {...node.properties, scope: node.properties['scope'] ?? 'col'}
}

function toFigure(picture: Element): Element[] {
  const {src, alt, title, ...rest} = picture.properties
  // What a picture that is gone showed is still said, where it was said in words.
  if (!src) return hasWords(alt) ? [h('p', {className: ['caption']}, String(alt))] : []
  const image = h('img', {src, alt, ...rest})
  return [h('figure', title ? [image, h('figcaption', String(title))] : [image])]
}

function takeCaption(figure: Element, parent: {children: Array<HastNodes>}, from: number): void {
  const at = parent.children.findIndex((child, index) => index >= from && !isBlank(child))
  const next = parent.children[at]
  if (!next || !isElement(next, 'p') || figure.children.length !== 1) return
  const {className, ...properties} = next.properties
  if (figure.tagName !== 'figure' || ![className].flat().includes('caption')) return
  figure.children.push({...next, tagName: 'figcaption', properties})
  parent.children.splice(at, 1)
}

function isElement(node: HastNodes, tagName: string): node is Element {
  return node.type === 'element' && node.tagName === tagName
}

function isBlank(node: HastNodes): boolean {
  return (node.type === 'text' && node.value.trim() === '') || isElement(node, 'br')
}
