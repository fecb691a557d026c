/** What tags and styles say about an element: whether it is a block, where its tags stand. */

import type {Element, Nodes} from 'hast'
import type {Place} from '../../../model.ts'
import {placeOf} from '../../../trace.ts'

const blockTags: ReadonlySet<string> = new Set(
  'address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp'.split(
    ' '
  )
)
const blockStyle = /(?:^|;)\s*display\s*:\s*(?:block|flex|grid|table|list-item)\b/i

export function isBlock(node: Element): boolean {
  return blockTags.has(node.tagName) || blockStyle.test(String(node.properties['style'] ?? ''))
}

/** Whether a block stands anywhere in an element. */
export function hasBlock(node: Element): boolean {
  return node.children.some((child) => child.type === 'element' && (isBlock(child) || hasBlock(child)))
}

/** Classes of an element. */
export function classesOf({properties}: Element): string[] {
  const value = properties['className']
  return Array.isArray(value) ? value.map(String) : []
}

export function attributeOf(node: Element, name: string): string {
  const value = node.properties[name]
  return (Array.isArray(value) ? value.join(' ') : String(value ?? '')).trim()
}

/** Elements right below an element, of one name. */
export function childrenOf(node: Element, tagName?: string): Element[] {
  return node.children.filter(
    (child): child is Element =>
      child.type === 'element' && (tagName === undefined || child.tagName === tagName)
  )
}

/** Elements beside one of several siblings, the nearest first. */
export function listBeside(
  siblings: ReadonlyArray<Nodes>,
  index: number,
  {step, most}: {step: 1 | -1; most: number}
): Element[] {
  const found: Element[] = []
  for (let at = index + step; siblings[at] && found.length < most; at += step) {
    const sibling = siblings[at]
    if (sibling?.type === 'element') found.push(sibling)
  }

  return found
}

/** Elements anywhere below an element that a test finds; of those within others the outer ones. */
export function findElements(node: Element, test: (node: Element) => boolean): Element[] {
  return childrenOf(node).flatMap((child) => (test(child) ? [child] : findElements(child, test)))
}

/** Where an element's first tag stands. */
export function openingOf(node: Element): Place {
  return placeOf({position: node.data?.position?.opening})
}

/** Where its last one stands; an empty place at its end where there is none. */
export function closingOf(node: Element): Place {
  const {closing} = node.data?.position ?? {}
  const [, end] = placeOf(node)
  return closing ? placeOf({position: closing}) : [end, end]
}
