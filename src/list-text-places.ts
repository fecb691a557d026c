/**
 * Find what of a page's source is text, by the rules by which the page is read: those of XML where
 * it is well-formed XHTML, else those of HTML.
 */

import type {Nodes, Root} from 'hast'
import type {Place} from './model.ts'
import {isSilent, listHtmlTexts, parseHtml} from './parse-html.ts'
import {isXhtml, parseXhtml} from './parse-xhtml.ts'

/** Places of all text of a page, in the order of the source. */
export function listTextPlaces(text: string): Place[] {
  const tree = isXhtml(text) ? parseXhtml(text) : undefined
  return tree ? listTexts(tree) : listHtmlTexts(parseHtml(text))
}

/** A page of the same length in which everything but its text is blank. */
export function blankMarkup(text: string): string {
  let blanked = ''
  for (const [start, end] of listTextPlaces(text))
    if (start >= blanked.length) blanked += ' '.repeat(start - blanked.length) + text.slice(start, end)
  return blanked + ' '.repeat(text.length - blanked.length)
}

// Without recursion: a page may nest deeper than the stack.
function listTexts(tree: Root): Place[] {
  const places: Place[] = []
  const open: Nodes[] = [tree]
  for (let node = open.pop(); node; node = open.pop()) {
    if (isUnread(node)) continue
    if ('children' in node) for (const child of node.children.toReversed()) open.push(child)
    else if (node.type === 'text')
      places.push([node.position?.start.offset ?? 0, node.position?.end.offset ?? 0])
  }

  return places
}

function isUnread(node: Nodes): boolean {
  if (node.type !== 'element') return false
  const {type} = node.properties
  return isSilent(node.tagName, typeof type === 'string' ? type : undefined)
}
