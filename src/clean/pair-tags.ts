/**
 * Pair the tags of HTML that stand in a line: what they mark becomes a node of its own.
 *
 * The ledger has the tags already; they stand in the tree only until they are paired.
 */

import type {Html, Nodes, Parents, PhrasingContent} from 'mdast'
import {decodeString} from 'micromark-util-decode-string'
import {placeOf} from '../trace.ts'
import {setPlace} from './cut-range.ts'

/** Elements that mdast has a node for. */
const kinds: Readonly<Record<string, 'strong' | 'emphasis' | 'delete' | 'link'>> = {
  a: 'link',
  b: 'strong',
  strong: 'strong',
  mark: 'strong',
  em: 'emphasis',
  i: 'emphasis',
  del: 'delete',
  s: 'delete',
  strike: 'delete'
}
const tag = /^<(\/?)([a-z]+)(?=[\s>/])/i
const target = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i

/** Whether a tag stays in the tree until it is paired. */
export function isPaired(name: string): boolean {
  return Object.hasOwn(kinds, name)
}

/** Put nodes in the place of pairs, below a parent; a tag without its other half goes. */
export function pairTags(parent: Parents): void {
  for (const child of parent.children) if ('children' in child) pairTags(child)
  if (!parent.children.some((child) => child.type === 'html')) return
  const done: Nodes[] = []
  // Tags that wait for their other half, and where in `done` what they mark begins.
  const open: {name: string; node: Html; from: number}[] = []
  for (const child of parent.children as Nodes[]) {
    const [, slash, name = ''] = child.type === 'html' ? (tag.exec(child.value) ?? []) : []
    if (child.type !== 'html') done.push(child)
    else if (slash === '') open.push({name: name.toLowerCase(), node: child, from: done.length})
    else {
      const index = open.findLastIndex((other) => other.name === name.toLowerCase())
      const start = open[index]
      if (!start) continue
      open.length = index
      const inside = done.splice(start.from)
      for (const node of wrap(start.name, start.node, inside as PhrasingContent[])) done.push(node)
    }
  }

  parent.children = done as typeof parent.children
}

function wrap(name: string, node: Html, children: PhrasingContent[]): PhrasingContent[] {
  const [first] = children
  const last = children.at(-1)
  const kind = kinds[name]
  if (!first || !last || kind === undefined) return children
  const match = target.exec(node.value)
  const url = decodeString(match?.[1] ?? match?.[2] ?? match?.[3] ?? '').trim()
  if (kind === 'link' && url === '') return children
  const outer: PhrasingContent =
    kind === 'link' ? {type: kind, url, children: children as never} : {type: kind, children}
  setPlace(outer, [placeOf(first)[0], placeOf(last)[1]], node)
  return [outer]
}
