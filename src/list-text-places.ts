/**
 * Find what of a page's source is text, by the rules by which the page is read: those of XML where
 * it is well-formed XHTML, else those of HTML.
 */

import type {Nodes} from 'hast'
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

function listTexts(node: Nodes): Place[] {
  if (node.type === 'element') {
    const {type} = node.properties
    if (isSilent(node.tagName, typeof type === 'string' ? type : undefined)) return []
  }

  if ('children' in node) return node.children.flatMap(listTexts)
  const {end, start} = node.position ?? {}
  return node.type === 'text' ? [[start?.offset ?? 0, end?.offset ?? 0]] : []
}
