/**
 * remark plugin to take stray HTML apart: tags go, text stays.
 *
 * Raw HTML in an article is a remnant of the page it came from. What it says is kept
 * as paragraphs; line breaks, pictures and tables are kept as such; scripts, styles and
 * comments say nothing to a reader.
 */

import type {Break, Html, Image, Nodes, Parents, PhrasingContent, Root, RootContent, Text} from 'mdast'
import type {Edit, Place} from '../model.ts'
import type {VFile} from 'vfile'
import {decodeString} from 'micromark-util-decode-string'
import {applyEdits, placeOf} from '../trace.ts'
import {cellTags, createParagraph, createTable, findTables, isCell, type Token} from './build-table.ts'
import {setPlace} from './cut-range.ts'
import {isHeld, record} from './ledger.ts'
import {replaceMatches} from './replace-matches.ts'
import {replaceNodes} from './replace-nodes.ts'
import {hasNode, visitTexts} from './visit-texts.ts'

const tagName = /^<\/?([a-z][a-z\d]*)/i
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
const why = 'Markup of the page that the text was taken from'

/** Take stray HTML apart. */
export function remarkMendTags() {
  return function (tree: Root, file: VFile): void {
    if (hasNode(tree, 'html'))
      replaceNodes(tree, function (node, parent) {
        if (node.type !== 'html') return
        const isInline = parent.type !== 'root' && parent.type !== 'blockquote' && parent.type !== 'listItem'
        return isInline ? mendInline(node, file) : mendBlock(node, file)
      })
    removeEmpty(tree)
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
  const entry = {rule: 'mend-tags:tag', kind: 'drop', place: placeOf(node), why} as const
  if (isHeld(file, entry)) return [createLiteral(String(file.value), entry.place, node)]
  record(file, entry)
  return []
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
  if (origin.position) image.position = structuredClone(origin.position)
  setPlace(image, place)
  return image
}

function mendBlock(node: Html, file: VFile): RootContent[] {
  const raw = String(file.value)
  const tokens = tokenize(raw, placeOf(node))
  const tables = findTables(tokens, raw)
  const blocks: RootContent[] = []
  let current: PhrasingContent[] = []
  let dropped: [number, number] | undefined
  let rows: PhrasingContent[][][] | undefined
  for (const [index, token] of tokens.entries()) {
    const picture = token.name === 'img' ? readPicture(raw, [token.start, token.end], node) : undefined
    if (picture) {
      flushDropped()
      current.push(picture)
    } else if (token.kind === 'tag') {
      if (dropped && raw.slice(dropped[1], token.start).trim() === '') dropped[1] = token.end
      else {
        flushDropped()
        dropped = [token.start, token.end]
      }

      if (tables.has(index)) {
        flushBlock()
        rows = []
      } else if (rows && !cellTags.has(token.name)) addBreak(token)
      else if (rows) {
        flushCell()
        if (token.name === 'tr' && raw[token.start + 1] !== '/') rows.push([])
        if (isCell(token) && raw[token.start + 1] !== '/') rows.at(-1)?.push((current = []))
        if (token.name === 'table') {
          for (const block of createTable(rows, node)) blocks.push(block)
          rows = undefined
        }
      } else if (breaks.has(token.name)) flushBlock()
    } else {
      const text = createText(raw, [token.start, token.end], node)
      if (!text) continue
      flushDropped()
      current.push(text)
    }
  }

  flushDropped()
  flushBlock()
  return blocks

  function flushDropped(): void {
    if (!dropped) return
    const entry = {rule: 'mend-tags:tag', kind: 'drop', place: dropped, why} as const
    dropped = undefined
    if (isHeld(file, entry)) current.push(createLiteral(raw, entry.place, node))
    else record(file, entry)
  }

  function flushBlock(): void {
    blocks.push(...createParagraph(current, node))
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

  function addBreak({name, start}: Token): void {
    if (!breaks.has(name) || current.length === 0 || current.at(-1)?.type === 'break') return
    const line: Break = {type: 'break'}
    if (node.position) line.position = structuredClone(node.position)
    // The tag itself is in the ledger.
    setPlace(line, [start, start])
    current.push(line)
  }
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
    const isComment = raw.startsWith('<!--', next)
    const name = tagName.exec(raw.slice(next, Math.min(end, next + 32)))?.[1]?.toLowerCase() ?? ''
    const isTag = isComment || name !== '' || /^<[!?/]/.test(raw.slice(next, next + 2))
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

function createText(raw: string, [start, end]: Place, node: Html): Text | undefined {
  const slice = raw.slice(start, end)
  if (slice.trim() === '') return
  const place: Place = [
    start + (slice.length - slice.trimStart().length),
    end - (slice.length - slice.trimEnd().length)
  ]
  const edits: Edit[] = []
  for (const match of raw.slice(...place).matchAll(reference)) {
    const text = decodeString(match[0])
    if (text === match[0]) continue
    edits.push({start: place[0] + match.index, end: place[0] + match.index + match[0].length, text})
  }

  const text: Text = {type: 'text', value: applyEdits(raw, place, edits)}
  if (edits.length > 0) text.data = {edits}
  if (node.position) text.position = structuredClone(node.position)
  setPlace(text, place)
  return text
}

/** Markup that the editor keeps: text, since a reader could not see it as markup. */
function createLiteral(raw: string, place: Place, node: Html): Text {
  const text: Text = {type: 'text', value: raw.slice(...place)}
  if (node.position) text.position = structuredClone(node.position)
  setPlace(text, place)
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
