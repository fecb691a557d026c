/**
 * List what cleaning judges: the lines of an article, whatever block they stand in.
 *
 * A unit is a paragraph, a heading, a list item without blocks of its own, a table,
 * a piece of code or HTML. Quotes and lists are looked into, since junk stands in
 * them line by line.
 */

import type {Nodes, Parents, Root, RootContent} from 'mdast'
import type {Place} from '../model.ts'
import {toString} from 'mdast-util-to-string'
import {placeOf} from '../trace.ts'

export interface Unit {
  readonly node: RootContent
  /** From the root to the node's parent. */
  readonly ancestors: ReadonlyArray<Parents>
  readonly text: string
  readonly place: Place
  /** Han characters, or letters and digits of other scripts taken by threes, as much is said in both. */
  readonly length: number
  /** Share of the text that is a link's. */
  readonly linkShare: number
  /** Share of the text that is a link's which leads nowhere. */
  readonly deadShare: number
  /** Share of the text that is a link's to a place in the page. */
  readonly inPageShare: number
  readonly inList: boolean
  readonly inQuote: boolean
  readonly isBold: boolean
  readonly hasImage: boolean
  /** Has a picture that lies beside the file, as no advertisement's does. */
  readonly hasOwnImage: boolean
  readonly hasStop: boolean
}

/** Links that only did something on their page. */
const inPageLink = /^#./
const deadLink = /^(?:#+|javascript:.*)?$/i
const stop =
  /[.!?\u3002\uff01\uff1f\u2026;\uff1b:\uff1a,\uff0c](?:["'\u201d\u2019\u300d\u300f)\uff09\]*\s]|\p{So})*$/u

/** An address without a scheme or a host. */
const ownAddress = /^(?!\/)(?![a-z][a-z\d+.-]*:)[^#?]/i

/** Units of a tree, in order. */
export function listUnits(tree: Root): Unit[] {
  const units: Unit[] = []
  for (const child of tree.children) collect(child, [tree], units)
  return units
}

function collect(node: RootContent, ancestors: ReadonlyArray<Parents>, units: Unit[]): void {
  if (node.type === 'listItem') {
    const [only] = node.children
    // An item that holds nothing is a unit as well, so that it can go.
    if (!only || (node.children.length === 1 && only.type === 'paragraph')) {
      units.push(createUnit(node, ancestors))
      return
    }
  }

  if (node.type === 'blockquote' || node.type === 'list' || node.type === 'listItem') {
    for (const child of node.children) collect(child, [...ancestors, node], units)
    return
  }

  units.push(createUnit(node, ancestors))
}

function createUnit(node: RootContent, ancestors: ReadonlyArray<Parents>): Unit {
  // The words of two cells are not one word.
  const cells = node.type === 'table' ? node.children.flatMap((row) => row.children) : [node]
  const text = cells
    .map((cell) => toString(cell))
    .join(' ')
    .trim()
  const count = {linked: 0, dead: 0, inPage: 0, bold: 0, images: 0, ownImages: 0}
  countMarks(node, count)
  const size = Math.max(1, text.length)
  return {
    node,
    ancestors,
    text,
    place: placeOf(node),
    length: measureText(text),
    linkShare: Math.min(1, count.linked / size),
    deadShare: Math.min(1, count.dead / size),
    inPageShare: Math.min(1, count.inPage / size),
    inList: node.type === 'listItem' || ancestors.some((parent) => parent.type === 'list'),
    inQuote: ancestors.some((parent) => parent.type === 'blockquote'),
    isBold: text !== '' && count.bold >= text.length * 0.8,
    hasImage: count.images > 0,
    hasOwnImage: count.ownImages > 0,
    // The stop and what may close behind it; the whole of a long text need not be searched.
    hasStop: stop.test(text.slice(-12))
  }
}

/** How much a text says: Han characters, letters of other scripts at a third. */
export function measureText(text: string): number {
  let characters = 0
  let others = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x80) {
      if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39))
        others++
    } else if ((code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff)) characters++
    // Han characters beyond the first plane, by the first half of their pair.
    else if (code >= 0xd840 && code <= 0xd88f) characters++
    else if (code >= 0xc0 && code < 0x2000) others++
    else if (code >= 0xff10 && code <= 0xff5a) others++
  }

  return Math.round(characters + others / 3)
}

interface Marks {
  linked: number
  dead: number
  inPage: number
  bold: number
  images: number
  ownImages: number
}

function countMarks(node: Nodes, count: Marks): void {
  if (node.type === 'link' || node.type === 'linkReference') count.linked += toString(node).trim().length
  if (node.type === 'link' && deadLink.test(node.url)) count.dead += toString(node).trim().length
  if (node.type === 'link' && inPageLink.test(node.url)) count.inPage += toString(node).trim().length
  if (node.type === 'strong') count.bold += toString(node).trim().length
  if (node.type === 'image' || node.type === 'imageReference') count.images++
  if (node.type === 'image' && ownAddress.test(node.url)) count.ownImages++
  if ('children' in node) for (const child of node.children) countMarks(child, count)
}
