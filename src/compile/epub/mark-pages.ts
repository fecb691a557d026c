/**
 * Mark in a chapter where the pages of the printed edition begin, so that a
 * reader can go to a page that somebody cites.
 *
 * A mark stands between words: a word divided between two pages belongs to the
 * first. It stands outside headings, whose words are read out as names, and
 * outside links, which are divided if the page begins within one.
 */

import type {Element, ElementContent, Text} from 'hast'
import type {Marker} from './list-markers.ts'
import {h} from 'hastscript'

/** A place among the children of the last of `parents`. */
interface Position {
  readonly parents: ReadonlyArray<Element>
  readonly index: number
}

interface Copy {
  readonly node: Element | Text
  readonly parents: ReadonlyArray<Element>
}

const headings = /^h[1-6]$/
const inlines = /^(?:code|del|em|span|strong|sub|sup)$/
// Letters and digits of scripts that set blanks between words, with the marks that join them.
const restOfWord = /^(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}'\u2019]+/u
const endOfWord = /(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}]$/u

/**
 * @param root section of a chapter; not changed.
 * @param markers pages that begin in it, in order.
 * @returns a copy with the marks.
 */
export function markPages(root: Element, markers: ReadonlyArray<Marker>): Element {
  const copies = new Map<unknown, Copy>()
  const marked = copyElement(root, [], {wanted: new Set(markers.map(({node}) => node)), copies})
  // From the last to the first: what is divided then holds the places before.
  for (const marker of [...markers].reverse()) {
    const copy = marker.node && copies.get(marker.node)
    if (marker.node && !copy) throw new Error(`Expected the start of page \`${marker.label}\` in its chapter`)
    const position = copy ? findPosition(copy, marker.offset) : {parents: [marked], index: 0}
    const {parents, index} = leaveHeading(leaveLink(position))
    parents.at(-1)?.children.splice(index, 0, makeMark(marker))
  }

  return marked
}

/** An empty element, which is called by the page's number. */
export function makeMark({label, place}: Pick<Marker, 'label' | 'place'>): Element {
  return h('span', {'epub:type': 'pagebreak', role: 'doc-pagebreak', id: place, ariaLabel: label})
}

interface Search {
  readonly wanted: ReadonlySet<unknown>
  /** What is found, by the node that it is a copy of. */
  readonly copies: Map<unknown, Copy>
}

function copyElement(element: Element, parents: ReadonlyArray<Element>, search: Search): Element {
  const {wanted, copies} = search
  const copy: Element = {...element, properties: {...element.properties}, children: []}
  if (wanted.has(element)) copies.set(element, {node: copy, parents})
  const within = [...parents, copy]
  copy.children = element.children.map((child): ElementContent => {
    if (child.type === 'element') return copyElement(child, within, search)
    const text = {...child}
    if (text.type === 'text' && wanted.has(child)) copies.set(child, {node: text, parents: within})
    return text
  })
  return copy
}

/** Place before a node, or within a text, which is divided there. */
function findPosition({node, parents}: Copy, offset: number): Position {
  const siblings = parents.at(-1)?.children ?? []
  const index = siblings.indexOf(node)
  if (node.type === 'element') return {parents, index}
  const at = skipWord(node.value, offset)
  if (at <= 0) return {parents, index}
  if (at < node.value.length) {
    siblings.splice(index + 1, 0, {type: 'text', value: node.value.slice(at)})
    node.value = node.value.slice(0, at)
    return {parents, index: index + 1}
  }

  // The call of a note belongs to the word before it.
  let next = index + 1
  while (isCall(siblings[next])) next++
  return {parents, index: next}
}

function skipWord(value: string, offset: number): number {
  if (!endOfWord.test(value.slice(0, offset))) return offset
  return offset + (restOfWord.exec(value.slice(offset))?.[0].length ?? 0)
}

function isCall(node: ElementContent | undefined): boolean {
  return node?.type === 'element' && node.properties['role'] === 'doc-noteref'
}

function leaveLink(position: Position): Position {
  const outermost = position.parents.findIndex(({tagName}) => tagName === 'a')
  let left = position
  while (outermost !== -1 && left.parents.length > outermost) left = leaveElement(left)
  return left
}

/** Leave an element by its near edge, or divide it. */
function leaveElement({parents, index}: Position): Position {
  const element = parents.at(-1)
  const outer = parents.slice(0, -1)
  const siblings = outer.at(-1)?.children
  if (!element || !siblings) throw new Error('Expected an element within another')
  const at = siblings.indexOf(element)
  if (index === 0) return {parents: outer, index: at}
  if (index < element.children.length && !isCall(element)) {
    const {id: _, ...properties} = element.properties
    siblings.splice(at + 1, 0, {...element, properties, children: element.children.splice(index)})
  }

  return {parents: outer, index: at + 1}
}

/** Leave what only begins here, if that is a heading or the chapter as a whole. */
function leaveHeading(position: Position): Position {
  let left = position
  while (left.index === 0 && inlines.test(left.parents.at(-1)?.tagName ?? '')) left = leaveElement(left)
  if (isStart(left)) return {parents: left.parents.slice(0, 1), index: 0}
  return left.index === 0 && headings.test(left.parents.at(-1)?.tagName ?? '') ? leaveElement(left) : left
}

function isStart({parents, index}: Position): boolean {
  return (
    index === 0 && parents.every((parent, depth) => depth === 0 || parents[depth - 1]?.children[0] === parent)
  )
}
