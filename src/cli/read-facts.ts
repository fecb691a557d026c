/**
 * Read off an article what was understood of it, as data: what `fascicle read` shows.
 *
 * What stands in frames is counted for them and for nothing else.
 */

import type {Nodes, Root} from 'mdast'
import type {Article, Change, Metadata, RawArticle} from '../model.ts'
import {toString} from 'mdast-util-to-string'
import {SKIP, visit} from 'unist-util-visit'
import {location} from 'vfile-location'
import {countScripts} from '../script-of.ts'

/** Something with the line of the raw text that it begins on. */
export interface Line {
  readonly line: number
  readonly text: string
}

export interface Heading extends Line {
  readonly depth: number
}

/** What is said of an article, and where. */
export interface Said {
  readonly value: string
  readonly origin: string
  /** Where it was found in the text itself. */
  readonly line?: number
}

/** A part of a page that is not its article. */
export interface Aside extends Line {
  readonly rule: string
  readonly why: string
  readonly confidence: number
  /** Of all characters of the page, 0 to 1. */
  readonly share: number
}

export interface Facts {
  readonly characters: number
  readonly han: number
  /** Words of other scripts. */
  readonly words: number
  readonly metadata: Readonly<Partial<Record<Field, Said>>>
  /** Addresses of pictures. */
  readonly pictures: ReadonlyArray<string>
  readonly footnotes: number
  readonly tables: number
  readonly code: number
  readonly formulae: number
  readonly aside: ReadonlyArray<Aside>
  readonly outline: ReadonlyArray<Heading>
  readonly first?: Line
  readonly last?: Line
}

export const fields = ['title', 'byline', 'date', 'source', 'url'] as const
export type Field = (typeof fields)[number]

const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'\u2019-]*/gu
/** TeX between dollars: no blank stands inside them, and no digit behind, as in prices. */
const formula =
  /\$\$[^$]+\$\$|(?<![\\$])\$(?=[^\s$])[^$\n]*[^\s$\\]\$(?![\d$])|(?<![\\$])\$[^\s$\d]\$(?![\d$])/g
const han = /\p{Script=Han}/gu

/** @param article what cleaning would make of it. */
export function readFacts(raw: RawArticle, article: Article): Facts {
  const text = readText(raw.tree)
  const own = countCharacters(text)
  const aside = listAside(raw.tree)
  const all = aside.reduce((sum, {characters}) => sum + characters, own)
  const paragraphs = listNodes(raw.tree, 'paragraph')
    .map(toLine)
    .filter((line) => line.text !== '')
  const [first, last] = [paragraphs[0], paragraphs.at(-1)]
  const count = (type: Nodes['type']) => listNodes(raw.tree, type).length
  return {
    characters: own,
    han: countScripts(text).han,
    words: text.replace(han, ' ').match(word)?.length ?? 0,
    metadata: tellOrigins(raw, article),
    pictures: listNodes(raw.tree, 'image').map(({url}) => url),
    footnotes: count('footnoteDefinition'),
    tables: count('table'),
    code: listNodes(raw.tree, 'code').filter(({lang}) => lang !== 'math').length,
    formulae: text.match(formula)?.length ?? 0,
    aside: aside.map(({characters, ...rest}) => ({...rest, share: all === 0 ? 0 : characters / all})),
    outline: listNodes(raw.tree, 'heading').map((node) => ({...toLine(node), depth: node.depth})),
    ...(first && {first}),
    ...(last && {last})
  }
}

function listNodes<Type extends Nodes['type']>(tree: Root, type: Type): Array<Extract<Nodes, {type: Type}>> {
  const found: Array<Extract<Nodes, {type: Type}>> = []
  visit(tree, function (node) {
    if (node.type === 'frame' && type !== 'frame') return SKIP
    if (node.type === type) found.push(node as Extract<Nodes, {type: Type}>)
    // A frame within another goes with it.
    return node.type === 'frame' ? SKIP : undefined
  })
  return found
}

function listAside(tree: Root): Array<Omit<Aside, 'share'> & {characters: number}> {
  return listNodes(tree, 'frame').map(function (node) {
    const {confidence, rule, why} = node.data
    const text = readText({type: 'root', children: node.children})
    return {rule, why, confidence, line: lineOf(node), text: oneLine(text), characters: countCharacters(text)}
  })
}

/** Text of a tree without frames, a line for each piece that no other text may run into. */
function readText(tree: Root): string {
  let text = ''
  visit(tree, function (node) {
    // What only machines read.
    if (node.type === 'frame' || node.type === 'yaml') return SKIP
    if (node.type === 'html' || node.type === 'definition') return SKIP
    if (node.type === 'code') text += `\n${node.value}`
    else if ('value' in node) text += node.value
    else if (blocks.has(node.type)) text += '\n'
  })
  return text
}

const blocks: ReadonlySet<string> = new Set(['break', 'heading', 'listItem', 'paragraph', 'tableCell'])

function countCharacters(text: string): number {
  return [...text.replace(/\s/gu, '')].length
}

function toLine(node: Nodes): Line {
  return {line: lineOf(node), text: oneLine(toString(node))}
}

function lineOf({position}: Nodes): number {
  return position?.start.line ?? 1
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/gu, ' ')
}

/** What is known once an article is cleaned, each with what said it first. */
function tellOrigins(raw: RawArticle, article: Article): Facts['metadata'] {
  const places = location(raw.text)
  const lifted = article.ledger.filter(({kind}) => kind === 'lift')
  return Object.fromEntries(
    fields.flatMap(function (field): Array<[Field, Said]> {
      const value = article[field]
      if (value === undefined) return []
      const origin = raw.said?.[field] === value ? raw.origins?.[field] : undefined
      if (origin !== undefined) return [[field, {value, origin}]]
      const change = lifted.find((one) => holdsValue(one, field, value))
      if (!change) return [[field, {value, origin: 'the text'}]]
      const line = places.toPoint(change.place[0])?.line ?? 1
      return [[field, {value, origin: blockOrigins.get(change.rule) ?? 'the text', line}]]
    })
  )
}

const blockOrigins = new Map([
  ['lift-frontmatter:block', 'front matter'],
  ['lift-frontmatter:lines', 'lines of metadata']
])

/** Whether the text that a change lifted says a value; a day may be written in any way, but not without its year. */
function holdsValue({before}: Change, field: keyof Metadata, value: string): boolean {
  return oneLine(before).includes(field === 'date' ? value.slice(0, 4) : value)
}
