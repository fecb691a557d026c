/**
 * Find what an element of a page makes a browser ask for, by attributes and
 * by styles. What a reader follows by choice is not among it.
 */

import type {Element} from 'hast'
import {walk} from 'css-tree'
import {parseCss} from './parse-css.ts'
import {textOf} from './walk-tree.ts'

const loading = ['src', 'srcSet', 'poster', 'data', 'background', 'xLinkHref', 'manifest'] as const
// Relations of a link by which a browser loads, or knocks at a door.
const linked =
  /^(?:stylesheet|icon|apple-touch-icon|preload|prefetch|preconnect|dns-prefetch|modulepreload|manifest)$/
// What is there already: data, a place in this page, or nothing.
const own = /^(?:data:|#|about:blank$|$)/i

/** Addresses that are loaded when the page is opened. */
export function findAddresses(element: Element): string[] {
  const {properties, tagName} = element
  const given = loading.flatMap((name) => listOf(properties[name], name === 'srcSet'))
  const relations = listOf(properties['rel'], false).flatMap((value) => value.split(/\s+/))
  const isLinked = tagName === 'link' && relations.some((value) => linked.test(value))
  const isDrawn = tagName === 'use' || tagName === 'image' || tagName === 'feImage'
  if (isLinked || isDrawn) given.push(...listOf(properties['href'], false))
  const refresh = tagName === 'meta' && /refresh/i.test(String(properties['httpEquiv'] ?? ''))
  const [, target] = refresh ? (/url\s*=\s*(\S+)/i.exec(String(properties['content'])) ?? []) : []
  if (target !== undefined) given.push(target)
  if (tagName === 'style') given.push(...findInStyle(textOf(element), 'stylesheet'))
  const style = properties['style']
  if (typeof style === 'string') given.push(...findInStyle(style, 'declarationList'))
  return given.map((value) => value.trim()).filter((value) => !own.test(value))
}

function listOf(value: unknown, isSet: boolean): string[] {
  const values = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []
  // In a set each address may have a width or a density behind it.
  return isSet ? values.map((each) => each.trim().replace(/\s+\S+$/, '')) : values
}

function findInStyle(text: string, context: 'stylesheet' | 'declarationList'): string[] {
  const found: string[] = []
  const tree = parseCss(text, {context})
  if (!tree) return found
  walk(tree, function (node) {
    const isImport = node.type === 'String' && this.atrule?.name === 'import'
    if (node.type === 'Url' || isImport) found.push(node.value)
  })
  return found
}
