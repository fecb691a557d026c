/**
 * Read the marks that vaults, blogs and clippers write beyond Markdown: links and pictures
 * of a vault, pictures with a size or with blanks in their path, marked text, pictures of
 * site generators, formulas of several lines.
 */

import type {Code, Image, Link, Nodes, Parents, PhrasingContent, Strong, Text} from 'mdast'
import {placeOf, splitText} from '../trace.ts'

const candidate = /\[\[|\]\(|==|\{[{%]/
const wiki = /(!?)\[\[([^[\]\n|]+)(?:\\?\|([^[\]\n]*))?\]\]/.source
/** A picture or a link whose address Markdown refuses: blanks in it, or a size behind it. */
const loose =
  /(!?)\[([^[\]\n]*)\]\(\s*([^\n()<>]*?(?:\([^\n()]*\)[^\n()<>]*?)*)(?:\s+=\d*%?x?\d*%?)?(?:\s+"[^"\n]*")?\s*\)/
    .source
const figure =
  /\{\{[<%]\s*(?:figure|img|image)\s[^{}\n]*?src=["']?([^"'\s{}]+)["']?[^{}\n]*\}\}|\{%\s*(?:asset_img|img|image)\s[^{}\n]*?((?:https?:\/\/|\/)?[^\s{}"']+\.(?:png|jpe?g|gif|webp|svg|avif))[^{}\n]*%\}/
    .source
const pattern = new RegExp(`${wiki}|${loose}|${figure}`, 'gi')
const picture = /\.(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?)(?:[?#].*)?$/i
/** An address in brackets: it has a path or an ending, or Markdown would have taken it. */
const path = /^(?:https?:|\.{0,2}\/|[^\s/]+\/)|\.[a-z\d]{2,5}(?:[?#].*)?$/i
const size = /(?:^|\|)\s*\d+(?:x\d+)?\s*$|\s+=\d*%?x?\d*%?\s*$/
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
    const make = readMatch(match)
    return make ? [{from: match.index, to: match.index + match[0].length, make}] : []
  })
  const nodes: PhrasingContent[] = []
  let rest = node
  let at = 0
  for (const {from, to, make} of found) {
    const target = from > at ? splitText(rest, from - at) : rest
    if (target !== rest) nodes.push(rest)
    rest = splitText(target, to - from)
    nodes.push(make(target))
    at = to
  }

  if (rest.value !== '' || found.length === 0) nodes.push(rest)
  return nodes
}

function readMatch(match: RegExpMatchArray): ((node: Text) => PhrasingContent) | undefined {
  const [, embed, page, words, mark, label = '', address = '', hugo, hexo] = match
  const shown = hugo ?? hexo
  if (shown !== undefined) return (node) => createImage(node, shown, '')
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

  const paired: Nodes[] = []
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index]
    if (!node) continue
    const close = isMark(node) ? nodes.findIndex((other, at) => at > index + 1 && isMark(other)) : -1
    const inside = nodes.slice(index + 1, close)
    if (close < 0 || !opens(inside)) {
      paired.push(node)
      continue
    }

    const end = nodes[close]?.position?.end
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
function opens(inside: ReadonlyArray<Nodes>): boolean {
  const [first] = inside
  const last = inside.at(-1)
  const isClose = (node: Nodes | undefined, blank: RegExp) =>
    node && !(node.type === 'text' && blank.test(node.value))
  return Boolean(isClose(first, /^\s|^[^]*\n/) && isClose(last, /\s$/))
}

function splitAtHighlights(node: Text): Text[] {
  const texts: Text[] = []
  let rest = node
  for (;;) {
    const from = rest.value.search(/(?<!=)==(?!=)/)
    if (from < 0) break
    const mark = from > 0 ? splitText(rest, from) : rest
    if (mark !== rest) texts.push(rest)
    rest = splitText(mark, 2)
    texts.push(mark)
  }

  if (rest.value !== '' || texts.length === 0) texts.push(rest)
  return texts
}

/** A formula of several lines stands as it is written. */
function readFormula(node: Nodes): Nodes {
  const [only, more] = node.type === 'paragraph' ? node.children : []
  if (only?.type !== 'text' || more !== undefined || !formula.test(only.value)) return node
  const code: Code = {type: 'code', lang: 'math', value: only.value}
  if (node.position) code.position = {start: node.position.start, end: node.position.end}
  return placeOf(code)[1] > 0 ? code : node
}
