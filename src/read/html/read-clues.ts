/**
 * Read what a page says of its article apart from it: titles, and the text as data for machines
 * repeat it. By these the article is found again among everything else.
 */

import type {Element, Nodes, Root} from 'hast'
import type {Clues} from './survey-page.ts'
import {readText} from './metadata/list-elements.ts'
import {isJsonLd} from './metadata/list-json-ld.ts'
import {titleSize} from './metadata/tidy-value.ts'

const separators = /\s+[-|\u2013\u2014\u00b7\u00bb_:]+\s+|\s*[|_]\s*|\uff0d|\u2014\u2014/
/** Kinds of page that a vocabulary of data names. */
const dataType =
  /"@type"\s*:\s*\[?\s*"((?:News|Blog|Scholarly|Tech|Report|Opinion|Analysis)?(?:Article|Posting)|BlogPosting|Product|QAPage|DiscussionForumPosting|CollectionPage|ItemList)"/
const kinds: ReadonlyArray<readonly [string, RegExp]> = [
  ['forum', /QAPage|Forum/],
  ['article', /Article|Posting/],
  ['product', /Product/],
  ['list', /Collection|ItemList/]
]
// What has less says too little of where it stands.
const leastBody = 40
// A page has one title in a few places; more are made to be many.
const most = 20
// A script of data that is larger holds a whole site.
const maxData = 2 ** 20

/** Read the clues of a page. */
export function readClues(root: Root): Clues {
  const titles: string[] = []
  const bodies: string[] = []
  let kind = 'none'
  walk(root)
  return {titles: [...new Set(titles)].slice(0, most), bodies: [...new Set(bodies)].slice(0, most), kind}

  function walk(node: Nodes): void {
    if (node.type === 'element') read(node)
    if ('children' in node) for (const child of node.children) walk(child)
  }

  function read(node: Element): void {
    const {properties, tagName} = node
    if (tagName === 'title' || tagName === 'h1') {
      const title = readText(node, titleSize)
      if (title === undefined || title === '') return
      titles.push(
        title,
        ...(tagName === 'title' ? title.split(separators).filter((one) => one.length > 8) : [])
      )
    } else if (tagName === 'meta') {
      const {content} = properties
      const name = properties.property ?? properties.name ?? properties.itemProp
      if (typeof content !== 'string') return
      const key = Array.isArray(name) ? String(name[0]) : String(name)
      if (/^(?:og|twitter):title$/i.test(key)) titles.push(content.trim().slice(0, titleSize))
      if (/^(?:(?:og|twitter):)?description$/i.test(key) && content.length >= leastBody) bodies.push(content)
      if (/^og:type$/i.test(key))
        kind = /^(?:article|product|website|profile)/.exec(content.toLowerCase())?.[0] ?? 'other'
    } else if (tagName === 'script' && isJsonLd(node)) {
      bodies.push(...readBodies(node))
      const type = dataType.exec(textOf(node))?.[1]
      if (type !== undefined && (kind === 'none' || kind === 'website' || kind === 'other'))
        kind = kinds.find(([, is]) => is.test(type))?.[0] ?? kind
    }
  }
}

function textOf(node: Element): string {
  return node.children.map((child) => ('value' in child ? child.value : '')).join('')
}

function readBodies(node: Element): string[] {
  const text = textOf(node)
  if (text.length > maxData) return []
  // Data that is broken elsewhere still holds its text whole.
  return [...text.matchAll(/"(?:articleBody|reviewBody)"\s*:\s*("(?:[^"\\]|\\.)*")/g)].flatMap(function ([
    ,
    quoted
  ]) {
    try {
      const value: unknown = JSON.parse((quoted ?? '').replace(/[\n\r\t]/g, ' '))
      return typeof value === 'string' && value.length >= leastBody ? [value] : []
    } catch {
      return []
    }
  })
}
