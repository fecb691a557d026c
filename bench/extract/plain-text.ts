/**
 * Plain text of HTML, and of our own trees: blocks on lines of their own, so that
 * every peer's words are told apart in the same way.
 */

import type {Nodes} from 'mdast'
import {parseFragment, type DefaultTreeAdapterTypes} from 'parse5'

type HtmlNode = DefaultTreeAdapterTypes.Node

/** Elements whose text nobody reads. */
const silent: ReadonlySet<string> = new Set(['head', 'noscript', 'script', 'style', 'template'])

/** Elements that do not part words; all others do. */
const inline: ReadonlySet<string> = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp ' +
    'small span strike strong sub sup time tt u var wbr'
  ).split(' ')
)

/** Text of a piece of HTML. */
export function textOfHtml(html: string): string {
  return textOfNode(parseFragment(html, {scriptingEnabled: false}))
}

/** Text of a node of parse5. */
export function textOfNode(node: HtmlNode): string {
  if ('value' in node) return node.value
  if (silent.has(node.nodeName) || !('childNodes' in node)) return ''
  const text = node.childNodes.map(textOfNode).join('')
  return inline.has(node.nodeName) ? text : `\n${text}\n`
}

const phrasing: ReadonlySet<string> = new Set(['delete', 'emphasis', 'link', 'linkReference', 'strong'])

/**
 * Body of an article: without what is marked as no part of it, and without captions,
 * which the gold of the sets leaves out as well.
 */
export function textOfTree(node: Nodes): string {
  if (node.type === 'frame' || node.type === 'html' || node.type === 'yaml') return ''
  if (node.type === 'paragraph' && node.data?.role === 'caption') return ''
  if ('value' in node) return node.type === 'code' ? `\n${node.value}\n` : node.value
  if (node.type === 'break') return '\n'
  if (!('children' in node)) return ''
  const text = node.children.map(textOfTree).join('')
  return phrasing.has(node.type) ? text : `\n${text}\n`
}
