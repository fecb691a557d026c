/**
 * List the elements of a page in order, with what their names say and whether they stand beside
 * the article: one walk, on which every reader of this folder looks things up.
 */

import type {Element, Root, RootContent} from 'hast'
import type {Place} from '../../../model.ts'
import {visitParents} from 'unist-util-visit-parents'
import {placeOf} from '../../../trace.ts'

export interface Listed {
  readonly element: Element
  readonly index: number
  /** Words of class and id, in lower case. */
  readonly words: ReadonlySet<string>
  /** Whether it stands in something that is not the article, such as its comments. */
  readonly isAside: boolean
  /** The nearest element around it that is the scope of an item. */
  readonly scope: Element | undefined
}

export interface PageElements {
  readonly all: ReadonlyArray<Listed>
  readonly comments: ReadonlyArray<{readonly value: string; readonly place?: Place}>
}

const asideTags: ReadonlySet<string> = new Set([
  'aside',
  'footer',
  'nav',
  'noscript',
  'template',
  'svg',
  'iframe'
])
const asideWords: ReadonlySet<string> = new Set(
  (
    'comment comments commentlist disqus discussion footer hot infinite latest menu modal more nav next popular ' +
    'prev previous promo rank recommend recommended recommendations related relate reply sidebar side teaser testimonial testimonials tie trending widget'
  ).split(' ')
)
const asideParents: ReadonlySet<string> = new Set(['html', 'body', 'main', 'article'])
const word = /\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{Lo}+/gu
/** Names so long are made by machines. */
const wordsSize = 400
/** Elements whose text nobody reads. */
const unread: ReadonlySet<string> = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'iframe',
  'button'
])
const inline: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo cite code data em font i mark q s small span strong sub sup time u var wbr'.split(' ')
)

export function listElements(tree: Root): PageElements {
  const all: Listed[] = []
  // Pages repeat their classes.
  const known = new Map<string, ReadonlySet<string>>()
  const comments: Array<{value: string; place?: Place}> = []
  const around = listAround(tree)
  const stack: Array<{node: RootContent; isAside: boolean; scope: Element | undefined}> = []
  push(tree.children, false, undefined)
  for (let top = stack.pop(); top; top = stack.pop()) {
    const {node, isAside, scope} = top
    if (node.type === 'comment') comments.push({value: node.value, ...withPlace(node)})
    if (node.type !== 'element') continue
    const words = readWords(node, known)
    const listed = {
      element: node,
      index: all.length,
      words,
      scope,
      isAside: isAside || (!asideParents.has(node.tagName) && isBeside(node, words, around))
    }
    all.push(listed)
    push(node.children, listed.isAside, node.properties['itemScope'] === undefined ? scope : node)
  }

  return {all, comments}

  function push(nodes: ReadonlyArray<RootContent>, isAside: boolean, scope: Element | undefined): void {
    for (let index = nodes.length - 1; index >= 0; index--) {
      const node = nodes[index]
      if (node) stack.push({node, isAside, scope})
    }
  }
}

/** Elements around what the page says is its article, else around its headline. */
function listAround(tree: Root): ReadonlySet<Element> {
  const around: Record<'main' | 'h1', Element[] | undefined> = {main: undefined, h1: undefined}
  visitParents(tree, 'element', function (node, parents) {
    const {tagName} = node
    if (tagName !== 'main' && tagName !== 'h1') return
    around[tagName] ??= parents.filter((parent) => parent.type === 'element')
  })
  return new Set(around.main ?? around.h1)
}

/** @param around - what holds the article: a name such as `has-sidebar` says there what lies beside it. */
function isBeside(element: Element, words: ReadonlySet<string>, around: ReadonlySet<Element>): boolean {
  if (asideTags.has(element.tagName)) return true
  if (around.has(element)) return false
  for (const one of words) if (asideWords.has(one)) return true
  return false
}

function readWords(element: Element, known: Map<string, ReadonlySet<string>>): ReadonlySet<string> {
  const text = `${readAttribute(element, 'className')} ${readAttribute(element, 'id')}`.slice(0, wordsSize)
  let words = known.get(text)
  if (!words)
    known.set(text, (words = new Set(Array.from(text.matchAll(word), ([one]) => one.toLowerCase()))))
  return words
}

/** Value of an attribute, empty without. */
export function readAttribute({properties}: Element, name: string): string {
  const value = Object.hasOwn(properties, name) ? properties[name] : undefined
  if (Array.isArray(value)) return value.join(' ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Text of an element; undefined where it is longer than `size`, so that a box costs no more than a line. */
export function readText(element: Element, size: number): string | undefined {
  let text = ''
  // A line of credit has no more parts than this, blanks between elements counted.
  let budget = 300
  const stack: Array<RootContent | string> = [...element.children].reverse()
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (budget-- < 0) return
    if (typeof node === 'string') text += node
    if (typeof node === 'string') continue
    if (node.type === 'text') text += node.value
    // White space between the parts of a line may be as long as the line.
    if (text.length > size * 4) return
    if (node.type !== 'element' || unread.has(node.tagName)) continue
    const isInline = inline.has(node.tagName)
    if (!isInline) text += ' '
    if (!isInline) stack.push(' ')
    if (node.children.length > budget) return
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index]
      if (child) stack.push(child)
    }
  }

  const value = text.replace(/\s+/g, ' ').trim()
  return value.length > size ? undefined : value
}

/** The place of a node, where it has one, to be spread into a finding. */
export function withPlace(node: Pick<RootContent, 'position'>): {place?: Place} {
  const place = placeOf(node as Parameters<typeof placeOf>[0])
  return place[1] > place[0] ? {place} : {}
}
