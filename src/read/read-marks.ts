/**
 * Read the marks that vaults, blogs and clippers write beyond Markdown: links and pictures
 * of a vault, pictures with a size or with blanks in their path, marked text, pictures of
 * site generators, formulas of several lines.
 */

import type {Code, Image, Link, Nodes, Parents, PhrasingContent, Strong, Text} from 'mdast'
import {placeOf, rawPlace, splitAll, splitText} from '../trace.ts'

const candidate = /\[\[|\]\(|==|\{[{%]/
const wiki = /(!?)\[\[([^[\]\n|]+)(?:\\?\|([^[\]\n]*))?\]\]/.source
/** A word of an address: what is in brackets may hold blanks. */
const word = /(?:[^\s()<>]|\([^\n()]*\))+/.source
/** A picture or a link whose address Markdown refuses: blanks in it, or a size behind it. */
const loose =
  /(!?)\[([^[\]\n]*)\]\(\s*/.source +
  `(${word}(?:[^\\S\\n]+${word})*?)` +
  /(?:\s+=\d*%?(?:x\d*%?)?)?(?:\s+"[^"\n]*")?\s*\)/.source
const figure = /\{\{[<%]\s*(?:figure|img|image)\s([^{}\n]*)\}\}|\{%\s*(?:asset_img|img|image)\s([^{}\n]*)%\}/
  .source
/** Where the tag of a figure has its address. */
const hugoAddress = /src=["']?([^"'\s]+)/i
const hexoAddress = /(?<![^\s"'])[^\s"']+\.(?:png|jpe?g|gif|webp|svg|avif)/i
const pattern = new RegExp(`${wiki}|${loose}|${figure}`, 'gi')
const picture = /\.(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?)(?:[?#].*)?$/i
/** An address in brackets: it has a path or an ending, or Markdown would have taken it. */
const path = /^(?:https?:|\.{0,2}\/|[^\s/]+\/)|\.[a-z\d]{2,5}(?:[?#].*)?$/i
const size = /(?:^|\|)\s*\d+(?:x\d+)?\s*$|(?<!\s)\s+=\d*%?(?:x\d*%?)?\s*$/
const formula = /^\$\$[^]*\n[^]*\$\$$/

/** Read the marks in the children of a node, in place. */
export function readMarks(parent: Parents): void {
  if (parent.children.some((child) => child.type === 'text' && candidate.test(child.value))) {
    parent.children = (parent.children as Nodes[]).flatMap((child) =>
      child.type === 'text' && parent.type !== 'link' ? readText(child) : [child]
    ) as typeof parent.children
    parent.children = pairHighlights(parent.children as Nodes[]) as typeof parent.children
  }

  for (const child of parent.children) {
    if (child.type === 'image' && child.alt) child.alt = child.alt.replace(size, '')
  }

  parent.children = (parent.children as Nodes[]).map(readFormula) as typeof parent.children
}

function readText(node: Text): PhrasingContent[] {
  const found = [...node.value.matchAll(pattern)].flatMap((match) => {
    const make = isWritten(node, match.index) ? readMatch(match) : undefined
    return make ? [{from: match.index, to: match.index + match[0].length, make}] : []
  })
  if (found.length === 0) return [node]
  const makers = new Map(found.map(({from, make}) => [from, make]))
  return cutPieces(node, found).map(([piece, at]) => makers.get(at)?.(piece) ?? piece)
}

/** Whether a mark stands there as such: one that is escaped, or written as a reference, is a letter. */
function isWritten(node: Text, at: number): boolean {
  const bracket = node.value.startsWith('![', at) ? at + 1 : at
  const [start, end] = rawPlace(node, bracket, bracket + 1)
  const isEscaped = node.data?.edits?.some((edit) => edit.end === start && edit.text === '') ?? false
  return end - start === 1 && !isEscaped
}

/** Texts between and within ranges of a text, each with its offset; none is empty. */
function cutPieces(
  node: Text,
  ranges: ReadonlyArray<{readonly from: number; readonly to: number}>
): ReadonlyArray<readonly [piece: Text, at: number]> {
  const offsets = ranges
    .flatMap(({from, to}) => [from, to])
    .filter((offset, index, all) => offset > (all[index - 1] ?? 0))
  return splitAll(node, offsets)
    .map((piece, index) => [piece, offsets[index - 1] ?? 0] as const)
    .filter(([{value}]) => value !== '')
}

function readMatch(match: RegExpMatchArray): ((node: Text) => PhrasingContent) | undefined {
  const [, embed, page, words, mark, label = '', address = '', hugo, hexo] = match
  if (hugo !== undefined || hexo !== undefined) {
    const shown = hugo === undefined ? hexoAddress.exec(hexo ?? '')?.[0] : hugoAddress.exec(hugo)?.[1]
    return shown === undefined ? undefined : (node) => createImage(node, shown, '')
  }

  if (page !== undefined) {
    // The place of a table of contents is no note.
    if (page.toLowerCase() === 'toc') return
    if (embed && picture.test(page)) return (node) => createImage(node, page, (words ?? '').replace(size, ''))
    // What it leads to is a note of the vault, which no digest holds: only its words are printed.
    const name = words?.trim() ? words : page
    return (node) => createLink(node, `wiki:${page}`, match[0].lastIndexOf(name), name.length)
  }

  const url = address.trim()
  if (url === '' || !path.test(url)) return
  if (mark) return (node) => createImage(node, url, label.replace(size, ''))
  return label === '' ? undefined : (node) => createLink(node, url, 1, label.length)
}

function createImage(node: Text, url: string, alt: string): Image {
  return {type: 'image', url: url.trim(), alt: alt.trim(), ...(node.position && {position: node.position})}
}

/** A link of a stretch of a text; the link stands for the whole. */
function createLink(node: Text, url: string, from: number, length: number): Link {
  const {position} = node
  const label = splitText(node, from)
  splitText(label, length)
  return {type: 'link', url: url.trim(), children: [label], ...(position && {position})}
}

/** Text between two `==` is marked; a formula or a comparison is not. */
function pairHighlights(children: ReadonlyArray<Nodes>): Nodes[] {
  const nodes: Nodes[] = []
  for (const child of children) {
    if (child.type !== 'text') nodes.push(child)
    else for (const text of splitAtHighlights(child)) nodes.push(text)
  }

  const marks = nodes.flatMap((node, index) => (isMark(node) ? [index] : []))
  const paired: Nodes[] = []
  let next = 0
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index]
    if (!node) continue
    // The first mark behind what stands between.
    while ((marks[next] ?? Infinity) <= index + 1) next++
    const close = isMark(node) ? marks[next] : undefined
    if (close === undefined || !opens(nodes[index + 1], nodes[close - 1])) {
      paired.push(node)
      continue
    }

    const end = nodes[close]?.position?.end
    const inside = nodes.slice(index + 1, close)
    const [only, more] = inside
    const strong: Strong =
      only?.type === 'strong' && more === undefined
        ? only
        : {type: 'strong', children: inside as PhrasingContent[]}
    if (node.position && end) strong.position = {start: node.position.start, end}
    paired.push(strong)
    index = close
  }

  return paired
}

function isMark(node: Nodes): boolean {
  return node.type === 'text' && node.value === '=='
}

/** Whether marks stand right beside what they mark. */
function opens(first: Nodes | undefined, last: Nodes | undefined): boolean {
  const isClose = (node: Nodes | undefined, blank: RegExp) =>
    node && !(node.type === 'text' && blank.test(node.value))
  return Boolean(isClose(first, /^\s|^[^]*\n/) && isClose(last, /\s$/))
}

function splitAtHighlights(node: Text): Text[] {
  const marks = [...node.value.matchAll(/(?<!=)==(?!=)/g)].map(({index}) => ({from: index, to: index + 2}))
  return marks.length === 0 ? [node] : cutPieces(node, marks).map(([piece]) => piece)
}

/** A formula of several lines stands as it is written. */
function readFormula(node: Nodes): Nodes {
  const [only, more] = node.type === 'paragraph' ? node.children : []
  if (only?.type !== 'text' || more !== undefined || !formula.test(only.value)) return node
  const code: Code = {type: 'code', lang: 'math', value: only.value}
  if (node.position) code.position = {start: node.position.start, end: node.position.end}
  return placeOf(code)[1] > 0 ? code : node
}
