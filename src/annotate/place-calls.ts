/** Place the calls of notes right after their passages. */

import type {FootnoteReference, Parents, PhrasingContent} from 'mdast'
import {splitText} from '../trace.ts'
import type {Anchor} from './read-haystack.ts'

/** A call that is to be placed. */
export interface Call {
  readonly anchor: Anchor
  readonly identifier: string
}

/**
 * Place calls, in the order of their notes.
 *
 * From the end backwards, so that a split leaves the offsets before it true; of
 * two calls at one point the later note goes in first and so stands second.
 */
export function placeCalls(calls: ReadonlyArray<Call>): void {
  const ordered = calls
    .map((call, order) => ({...call, order}))
    .sort(
      (a, b) => b.anchor.leaf.index - a.anchor.leaf.index || b.anchor.at - a.anchor.at || b.order - a.order
    )
  for (const {anchor, identifier} of ordered) {
    const {at, leaf} = anchor
    const {ancestors, node} = leaf
    const call: FootnoteReference = {type: 'footnoteReference', identifier, label: identifier}
    const link = ancestors.findIndex((parent) => parent.type === 'link' || parent.type === 'linkReference')
    const parent = ancestors.at(-1) as Parents
    // A call is a link itself and may not stand in one.
    if (link > 0) insertAfter(ancestors[link - 1] as Parents, ancestors[link] as PhrasingContent, [call])
    else if (node.type === 'text' && at < node.value.length)
      insertAfter(parent, node, [call, splitText(node, at)])
    else insertAfter(parent, node, [call])
  }
}

function insertAfter(parent: Parents, child: PhrasingContent, added: ReadonlyArray<PhrasingContent>): void {
  const children = parent.children as PhrasingContent[]
  children.splice(children.indexOf(child) + 1, 0, ...added)
}
