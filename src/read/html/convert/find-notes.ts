/**
 * Find a page's notes: what calls each, what holds it, and what leads back.
 *
 * A page has links and lists, no notes. A call is a short link to a place further down
 * that says so, or that leads back to the call.
 */

import type {Element, Nodes, Root} from 'hast'
import type {FrameData} from 'mdast'
import {toString} from 'hast-util-to-string'
import {visitParents} from 'unist-util-visit-parents'

export interface Notes {
  /** Names of notes by the elements that call them. */
  readonly calls: ReadonlyMap<Element, string>
  /** Names of notes by the elements that hold them. */
  readonly definitions: ReadonlyMap<Element, string>
  /** Links back to a call, and the number before a note. */
  readonly asides: ReadonlySet<Element>
}

/** A link, what it stands in, and where it stands among all elements. */
interface Link {
  readonly node: Element
  readonly ancestors: ReadonlyArray<Element>
  readonly order: number
  readonly target: string
}

const holders: ReadonlySet<string> = new Set(['li', 'aside', 'p', 'div', 'dd', 'section', 'td', 'footnote'])
const callText =
  /^[[(\u3010\u3014\uff08]?\s*(?:(?:\p{L}{1,6}\s?)?\d{1,3}|[a-z]{1,2}|[ivxlc]{1,6}|[*\u2020\u2021\u00a7]{1,3}|[\u2460-\u2473])\s*[\])\u3011\u3015\uff09]?$/iu
const callRole = /\b(?:doc-)?noteref\b/
const noteRole = /\b(?:doc-)?(?:footnote|endnote|rearnote)s?\b/
const noteClass = /note|reference|citation|\bfn/i
const backClass = /back-?(?:link|ref)/i
const brackets = /[[\](){}\u3010\u3011\u3014\u3015\uff08\uff09\s,]/g

/** Find the notes of a page, but for what stands in frames. */
export function findNotes(tree: Root, frames: ReadonlyMap<Element, FrameData>): Notes {
  const {links, places} = listLinks(tree, frames)
  const calls = new Map<Element, string>()
  const definitions = new Map<Element, string>()
  const asides = new Set<Element>()
  const backs = groupBy(links, ({target}) => target)
  // What holds several places is a list of notes without a holder for each.
  const targets = new Map<Element, string>()
  const numbers = new Map<Element, Set<string>>()
  const shared = new Set<Element>()
  for (const link of links) {
    const place = places.get(link.target)
    if (!place || place.order <= link.order || !callText.test(toString(link.node).trim())) continue
    const holder = [...place.ancestors, place.node].findLast(({tagName}) => holders.has(tagName))
    if (!holder || link.ancestors.includes(holder)) continue
    if (!numbers.has(holder) && toString(holder).trim() === '') continue
    const returns = listNames(link).flatMap((name) => backs.get(name) ?? [])
    const leadsBack = returns.filter(({ancestors}) => ancestors.includes(holder))
    if (leadsBack.length === 0 && !isMarked(link, holder)) continue
    if ((targets.get(holder) ?? link.target) !== link.target) shared.add(holder)
    targets.set(holder, link.target)
    const name = definitions.get(holder) ?? String(definitions.size + 1)
    definitions.set(holder, name)
    calls.set(findCall(link), name)
    for (const {node, ancestors} of leadsBack) asides.add(findBack(node, ancestors, holder))
    numbers.set(holder, (numbers.get(holder) ?? new Set()).add(toString(link.node).replace(brackets, '')))
  }

  for (const [holder, said] of numbers) addAsides(holder, said, asides)
  for (const holder of shared) definitions.delete(holder)
  // A holder within another would stand in it twice.
  for (const holder of definitions.keys()) {
    visitParents(holder, 'element', function (node) {
      if (node !== holder) definitions.delete(node)
    })
  }

  const names = new Set(definitions.values())
  return {calls: new Map([...calls].filter(([, name]) => names.has(name))), definitions, asides}
}

interface Spot {
  readonly node: Element
  readonly ancestors: ReadonlyArray<Element>
  readonly order: number
}

function listLinks(tree: Root, frames: ReadonlyMap<Element, FrameData>) {
  const links: Link[] = []
  const places = new Map<string, Spot>()
  let order = 0
  visitParents(tree, 'element', function (node, path) {
    if (frames.has(node)) return 'skip'
    order++
    const {href, id, name} = node.properties
    if (id === undefined && node.tagName !== 'a') return
    const ancestors = path.filter((parent) => parent.type === 'element')
    for (const value of [id, node.tagName === 'a' ? name : undefined]) {
      const key = String(value ?? '')
      if (key !== '' && !places.has(key)) places.set(key, {node, ancestors, order})
    }

    if (node.tagName !== 'a' || typeof href !== 'string' || !/^#./.test(href)) return
    links.push({node, ancestors, order, target: decodeName(href.slice(1))})
    return
  })
  return {links, places}
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** Names by which a link may be led back to: its own, those right around it and right in it. */
function listNames({node, ancestors}: Link): string[] {
  const inside = node.children.filter((child) => child.type === 'element')
  return [node, ...ancestors.slice(-2), ...inside].flatMap(({properties}) =>
    [properties['id'], properties['name']].flatMap((name) => (name ? [String(name)] : []))
  )
}

function isMarked({node, ancestors}: Link, holder: Element): boolean {
  if (callRole.test(kindOf(node))) return true
  const isRaised = ancestors.slice(-2).some(({tagName}) => tagName === 'sup') || hasChild(node, 'sup')
  return (
    noteRole.test(kindOf(holder)) || (isRaised && (holder.tagName === 'li' || noteClass.test(nameOf(holder))))
  )
}

function kindOf({properties}: Element): string {
  return `${String(properties['role'] ?? '')} ${String(properties['epub:type'] ?? '')}`
}

function nameOf({properties}: Element): string {
  return [properties['className'], properties['id'], properties['name']].flat().join(' ')
}

function hasChild(node: Element, tagName: string): boolean {
  return node.children.some((child) => child.type === 'element' && child.tagName === tagName)
}

/** The call with the brackets and the raised tag that stand around it alone. */
function findCall({node, ancestors}: Link): Element {
  const said = toString(node).replace(brackets, '')
  return (
    ancestors
      .slice(-3)
      .find(
        (parent) =>
          /^(?:sup|span|small|cite|b)$/.test(parent.tagName) &&
          toString(parent).replace(brackets, '') === said
      ) ?? node
  )
}

/** The link back, with what stands around it to mark it as such. */
function findBack(node: Element, ancestors: ReadonlyArray<Element>, holder: Element): Element {
  const inside = ancestors.slice(ancestors.indexOf(holder) + 1)
  return inside.find((parent) => backClass.test(nameOf(parent)) && parent.tagName !== 'p') ?? node
}

/** The links back by role, and an element that opens a note with nothing but its number. */
function addAsides(holder: Element, numbers: ReadonlySet<string>, asides: Set<Element>): void {
  let isOpen = true
  const walk = (node: Nodes) => {
    if (node.type === 'text' && node.value.trim() !== '') isOpen = false
    if (node.type === 'element' && node !== holder) {
      const said = toString(node)
        .replace(brackets, '')
        .replace(/[.\u3001\uff0e:]$/, '')
      const isBack =
        node.properties['role'] === 'doc-backlink' || /^(?:[\u21a9\u2191^\u21b5]\ufe0e?)+$/u.test(said)
      if (isBack && (node.tagName === 'a' || said !== '')) asides.add(node)
      if (isOpen && said !== '' && numbers.has(said)) asides.add(node)
      if (asides.has(node)) return
    }

    if ('children' in node) for (const child of node.children) walk(child)
  }

  walk(holder)
}

function groupBy<Item>(items: ReadonlyArray<Item>, keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }

  return groups
}
