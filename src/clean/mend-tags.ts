/**
 * remark plugin to take stray HTML apart: tags go, text stays.
 *
 * Raw HTML in an article is a remnant of the page it came from. What it says is kept, as
 * headings, lists, quotes, code and tables where it says so, and what a line marks; scripts,
 * styles and comments say nothing to a reader. What only looks like a tag is text. The marks of
 * programs that show Markdown go, too.
 */

import type {
  Break,
  Code,
  Heading,
  Html,
  Image,
  Nodes,
  Parents,
  PhrasingContent,
  Root,
  RootContent,
  Text
} from 'mdast'
import type {Edit, Place} from '../model.ts'
import type {VFile} from 'vfile'
import {decodeString} from 'micromark-util-decode-string'
import {applyEdits, placeOf} from '../trace.ts'
import {cellTags, createParagraph, createTable, findTables, isCell, type Token} from './build-table.ts'
import {setPlace} from './cut-range.ts'
import {dropMarks} from './drop-marks.ts'
import {isHeld, record} from './ledger.ts'
import {createStack} from './nest-blocks.ts'
import {isPaired, pairTags} from './pair-tags.ts'
import {replaceMatches} from './replace-matches.ts'
import {replaceNodes} from './replace-nodes.ts'
import {hasNode, visitTexts} from './visit-texts.ts'

const tagName = /^<\/?([a-z][\w:-]*)/i
/** Names that mean markup; another in angle brackets is what the author wrote, as `vector<int>`. */
const known: ReadonlySet<string> = new Set(
  (
    'a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote body br button ' +
    'canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed ' +
    'fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i ' +
    'iframe img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noframes ' +
    'noscript object ol optgroup option output p param path picture pre progress q rb rp rt rtc ruby s samp script ' +
    'search section select slot small source span strike strong style sub summary sup svg table tbody td template ' +
    'textarea tfoot th thead time title tr track tt u ul use var video wbr'
  ).split(' ')
)
const sourceAttribute = /\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i
const altAttribute = /\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i
const reference = /&(?:#x[\da-f]{1,6}|#\d{1,7}|[a-z\d]{1,31});/gi
/** Elements whose content is no text. */
const mute: ReadonlySet<string> = new Set(['script', 'style', 'noscript', 'template'])
const breaks: ReadonlySet<string> = new Set(
  'p div br li ul ol tr td th table tbody thead h1 h2 h3 h4 h5 h6 section article header footer blockquote pre figure figcaption hr dl dt dd'.split(
    ' '
  )
)
/** A closing tag whose first character a broken encoding swallowed. */
const remnant = /\/(?:strong|span|em|div|font|section|p|b|i|u|a)>/g
/** What holds blocks. */
const flows: ReadonlySet<string> = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition'])
const why = 'Markup of the page that the text was taken from'

/** Take stray HTML apart. */
export function remarkMendTags() {
  return function (tree: Root, file: VFile): void {
    if (hasNode(tree, 'html'))
      replaceNodes(tree, function (node, parent) {
        if (node.type !== 'html') return
        return !flows.has(parent.type) ? mendInline(node, file) : mendBlock(node, file)
      })
    pairTags(tree)
    removeEmpty(tree)
    dropMarks(tree, file)
    visitTexts(tree, function (node) {
      if (!node.value.includes('>')) return
      const found = [...node.value.matchAll(remnant)].map(({0: match, index}) => ({
        from: index,
        to: index + match.length,
        text: ''
      }))
      replaceMatches(file, node, found, {rule: 'mend-tags:remnant', why: 'A tag that lost its opening mark'})
    })
  }
}

function mendInline(node: Html, file: VFile): PhrasingContent[] {
  const name = tagName.exec(node.value)?.[1]?.toLowerCase()
  if (name === 'br' && node.position) {
    return [{type: 'break', position: node.position}]
  }

  const picture = name === 'img' ? readPicture(String(file.value), placeOf(node), node) : undefined
  if (picture) return [picture]
  const bracket = name === 'rt' ? readRuby(node, String(file.value), file) : undefined
  if (bracket) return [bracket]
  const entry = {rule: 'mend-tags:tag', kind: 'drop', place: placeOf(node), why} as const
  if (!isMarkup(name, node.value) || isHeld(file, entry))
    return [createLiteral(String(file.value), entry.place, node)]
  record(file, entry)
  // Until it is paired.
  return name !== undefined && isPaired(name) ? [node] : []
}

/** A bracket around a reading that stands over its characters on the page, where the page has none for it. */
function readRuby(node: Html, raw: string, file: VFile): Text | undefined {
  const [start, end] = placeOf(node)
  const isEnd = raw[start + 1] === '/'
  const hasBracket = isEnd ? raw.startsWith('<rp', end) : raw.slice(0, start).endsWith('</rp>')
  const value = isEnd ? '\uff09' : '\uff08'
  const entry = {
    rule: 'mend-tags:reading',
    kind: 'rewrite',
    place: [start, end],
    after: value,
    why: 'A reading over its characters'
  } as const
  if (hasBracket) return
  if (isHeld(file, entry)) return createLiteral(raw, entry.place, node)
  record(file, entry)
  const text: Text = {type: 'text', value, data: {edits: [{start, end, text: value}]}}
  if (node.position) text.position = node.position
  return text
}

/** Comments, declarations, elements of HTML, and those with a prefix or a hyphen, which are someone's own. */
function isMarkup(name: string | undefined, tag: string): boolean {
  return name === undefined ? /^<[!?]/.test(tag) : known.has(name) || /[:-]/.test(name)
}

/** A picture that a tag shows; one without a source shows none. */
function readPicture(raw: string, place: Place, origin: Html): Image | undefined {
  const tag = raw.slice(...place)
  const read = (attribute: RegExp) => {
    const match = attribute.exec(tag)
    const value = match?.[1] ?? match?.[2] ?? match?.[3]
    return value === undefined ? undefined : decodeString(value).trim()
  }

  const url = read(sourceAttribute)
  if (url === undefined || url === '') return
  const image: Image = {type: 'image', url, alt: read(altAttribute) ?? ''}
  setPlace(image, place, origin)
  return image
}

function mendBlock(node: Html, file: VFile): RootContent[] {
  const raw = String(file.value)
  const tokens = tokenize(raw, placeOf(node))
  const tables = findTables(tokens, raw)
  const stack = createStack(node)
  let current: PhrasingContent[] = []
  let dropped: [number, number] | undefined
  let rows: PhrasingContent[][][] | undefined
  let depth: Heading['depth'] | undefined
  let isCaption = false
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]
    if (!token) continue
    const picture = token.name === 'img' ? readPicture(raw, [token.start, token.end], node) : undefined
    if (picture) {
      flushDropped()
      current.push(picture)
    } else if (token.kind === 'tag') {
      addDropped(token)
      if (tables.has(index)) {
        flushBlock()
        rows = []
      } else if (rows && !cellTags.has(token.name)) addBreak(token)
      else if (rows) readCell(token)
      else if (breaks.has(token.name)) index = readBlock(token, index)
      else if (isPaired(token.name)) addPaired(token)
    } else {
      const text = createText(raw, [token.start, token.end], node, current.length > 0 && !rows)
      if (!text) continue
      flushDropped()
      current.push(text)
    }
  }

  flushDropped()
  flushBlock()
  return stack.close()

  function addDropped(token: Token): void {
    if (dropped && raw.slice(dropped[1], token.start).trim() === '') dropped[1] = token.end
    else {
      flushDropped()
      dropped = [token.start, token.end]
    }
  }

  function flushDropped(): void {
    if (!dropped) return
    const entry = {rule: 'mend-tags:tag', kind: 'drop', place: dropped, why} as const
    dropped = undefined
    if (isHeld(file, entry)) current.push(createLiteral(raw, entry.place, node))
    else record(file, entry)
  }

  /** A tag of a block; code is read to its end. */
  function readBlock(token: Token, index: number): number {
    const isEnd = raw[token.start + 1] === '/'
    flushBlock()
    const level = /^h([1-6])$/.exec(token.name)?.[1]
    if (level !== undefined) depth = isEnd ? undefined : (Number(level) as Heading['depth'])
    if (token.name === 'figcaption') isCaption = !isEnd
    if (isEnd) stack.leave(token)
    else stack.enter(token, raw)
    if (token.name !== 'pre' || isEnd) return index
    const end = tokens.findIndex((other, at) => at > index && other.name === 'pre')
    if (end < 0) return index
    const code = createCode(raw, tokens.slice(index, end), node)
    if (!code) return index
    flushDropped()
    stack.add(code)
    return end - 1
  }

  function readCell(token: Token): void {
    flushCell()
    if (token.name === 'tr' && raw[token.start + 1] !== '/') rows?.push([])
    if (isCell(token) && raw[token.start + 1] !== '/') rows?.at(-1)?.push((current = []))
    if (token.name !== 'table' || !rows) return
    for (const block of createTable(rows, node)) stack.add(block)
    rows = undefined
  }

  function flushBlock(): void {
    for (const paragraph of createParagraph(trimPhrasing(current), node)) {
      if (depth !== undefined) {
        const {children, position} = paragraph
        stack.add({type: 'heading', depth, children, ...(position && {position})})
      } else stack.add(isCaption ? {...paragraph, data: {role: 'caption'}} : paragraph)
    }

    current = []
  }

  /** What stands between cells is a cell of its own, so that nothing is lost. */
  function flushCell(): void {
    while (current.at(-1)?.type === 'break') current.pop()
    const row = rows?.at(-1)
    if (current.length > 0 && row && row.at(-1) !== current) row.push(current)
    else if (current.length > 0 && !row) flushBlock()
    current = []
  }

  function addPaired({start, end}: Token): void {
    const tag: Html = {type: 'html', value: raw.slice(start, end)}
    setPlace(tag, [start, end], node)
    current.push(tag)
  }

  function addBreak({name, start}: Token): void {
    if (!breaks.has(name) || current.length === 0 || current.at(-1)?.type === 'break') return
    const line: Break = {type: 'break'}
    // The tag itself is in the ledger.
    setPlace(line, [start, start], node)
    current.push(line)
  }
}

/** Tags at the ends of a line mark nothing, unless both halves stand in it. */
function trimPhrasing(nodes: ReadonlyArray<PhrasingContent>): ReadonlyArray<PhrasingContent> {
  return nodes.some((node) => node.type !== 'html') ? nodes : []
}

function tokenize(raw: string, [start, end]: Place): Token[] {
  const tokens: Token[] = []
  let at = start
  let silent: string | undefined
  while (at < end) {
    const open = raw.indexOf('<', at)
    const next = open < 0 || open >= end ? end : open
    if (next > at) tokens.push({kind: silent ? 'tag' : 'text', name: '', start: at, end: next})
    if (next >= end) break
    const name = tagName.exec(raw.slice(next, Math.min(end, next + 32)))?.[1]?.toLowerCase() ?? ''
    const isTag = name === '' ? /^<[!?/]/.test(raw.slice(next, next + 2)) : isMarkup(name, '')
    const stop = isTag ? findTagEnd(raw, next, end) : next + 1
    tokens.push({kind: isTag ? 'tag' : 'text', name: silent ? '' : name, start: next, end: stop})
    if (mute.has(name)) silent = raw[next + 1] === '/' ? undefined : name
    at = stop
  }

  return tokens
}

/** Where a tag or a comment ends that begins at an offset; one that nothing closes ends where all does. */
function findTagEnd(raw: string, start: number, end: number): number {
  const mark = raw.startsWith('<!--', start) ? '-->' : '>'
  const close = raw.indexOf(mark, start)
  return close < 0 || close >= end ? end : close + mark.length
}

/** Code, from the tag that opens it to the one that closes it; colours of its words are no part of it. */
function createCode(raw: string, tokens: ReadonlyArray<Token>, node: Html): Code | undefined {
  const [open] = tokens
  const last = tokens.at(-1)
  const inside = tokens.slice(1)
  const value = inside
    .map((token) => (token.kind === 'text' ? decodeString(raw.slice(token.start, token.end)) : ''))
    .join('')
  if (!open || !last || value.trim() === '') return
  const lang = /\bclass\s*=\s*["']?[^"'>]*\blang(?:uage)?-([\w+#-]+)/i.exec(
    raw.slice(open.start, inside[0]?.end)
  )?.[1]
  const code: Code = {
    type: 'code',
    value: value.replace(/^\r?\n|\s+$/g, ''),
    ...(lang !== undefined && {lang})
  }
  setPlace(code, [open.end, last.end], node)
  return code
}

/** @param isInside - whether something stands before it in the line: then a blank parts them. */
function createText(raw: string, [start, end]: Place, node: Html, isInside: boolean): Text | undefined {
  const slice = raw.slice(start, end)
  if (slice.trim() === '') return
  const head = slice.length - slice.trimStart().length
  const tail = slice.length - slice.trimEnd().length
  // A line ending beside a tag belongs to the markup; a blank is between words.
  const keepsHead = isInside && /^ (?=\S)/.test(slice)
  const keepsTail =
    /\S $/.test(slice) && isPaired(tagName.exec(raw.slice(end, end + 32))?.[1]?.toLowerCase() ?? '')
  const place: Place = [keepsHead ? start : start + head, keepsTail ? end : end - tail]
  const edits: Edit[] = []
  for (const match of raw.slice(...place).matchAll(reference)) {
    const text = decodeString(match[0])
    if (text === match[0]) continue
    edits.push({start: place[0] + match.index, end: place[0] + match.index + match[0].length, text})
  }

  const text: Text = {type: 'text', value: applyEdits(raw, place, edits)}
  if (edits.length > 0) text.data = {edits}
  setPlace(text, place, node)
  return text
}

/** Markup that the editor keeps: text, since a reader could not see it as markup. */
function createLiteral(raw: string, place: Place, node: Html): Text {
  const text: Text = {type: 'text', value: raw.slice(...place)}
  setPlace(text, place, node)
  return text
}

/** Paragraphs that held nothing but tags go without a word: the ledger has the tags. */
function removeEmpty(parent: Parents): void {
  const children: Nodes[] = []
  for (const child of parent.children as Nodes[]) {
    if ('children' in child) {
      const before = child.children.length
      removeEmpty(child)
      const isEmpty = child.children.length === 0 && (before > 0 || child.type === 'paragraph')
      if (isEmpty && child.type !== 'tableCell') continue
    }

    children.push(child)
  }

  parent.children = children as typeof parent.children
}
