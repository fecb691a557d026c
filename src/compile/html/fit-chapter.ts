/**
 * Fit a chapter for a page: headings at their level, which are links to
 * themselves, blocks that can be linked to, names that are told apart, tables
 * that scroll in their own box, notes that find their place in the margin.
 */

import type {Element, ElementContent} from 'hast'
import type {Asset, Labels} from '../../model.ts'
import {Buffer} from 'node:buffer'
import {h} from 'hastscript'
import {toString} from 'hast-util-to-string'
import {SKIP, visit} from 'unist-util-visit'
import {fillLabel} from '../../fill-label.ts'
import {writeUrl} from '../write-url.ts'
import {placeNotes, type Measures} from './place-notes.ts'

export interface Context {
  /** Level of the chapter's own heading. */
  readonly level: number
  readonly labels: Labels
  readonly measures: Measures
  /** Where a link within the digest leads. */
  readonly toAddress: (href: string) => string
  /** Address of a picture, by its name in the digest. */
  readonly toPicture: (name: string) => string
}

/** @param root section of a chapter; not changed. */
export function fitChapter(root: Element, context: Context): Element {
  const fitted = structuredClone(root)
  // Whatever its kind: what all chapters share, a style sheet says once.
  fitted.properties['className'] = [...[root.properties['className'] ?? []].flat(), 'chapter'].map(String)
  visit(fitted, 'element', function (node, index, parent) {
    const heading = /^h([1-6])$/.exec(node.tagName)
    if (heading) node.tagName = `h${Math.min(6, Number(heading[1]) + context.level - 1)}`
    // A section is asked for a heading, which the editor's words have none of.
    if (node.tagName === 'section' && hasClass(node, 'editor')) node.tagName = 'div'
    if (node.tagName === 'img')
      node.properties['src'] = context.toPicture(String(node.properties['src']).replace(/^asset:/, ''))
    const {href} = node.properties
    if (typeof href === 'string')
      node.properties['href'] = href.startsWith('#') ? context.toAddress(href) : writeUrl(href)
    if (node.properties['role'] === 'doc-backlink') {
      node.properties['ariaLabel'] = fillLabel(context.labels, 'backToText', {number: toString(node)})
    }

    if ((node.tagName === 'table' || node.tagName === 'pre') && index !== undefined && parent) {
      parent.children[index] = makeBox(node, context.labels)
      return [SKIP, index + 1]
    }
  })
  nameParts(fitted, context.labels)
  nameBlocks(fitted)
  linkHeadings(fitted)
  placeNotes(fitted, context.measures)
  return fitted
}

/** Pictures inside the file, as data. */
export function embedPicture(assets: ReadonlyMap<string, Asset>): (name: string) => string {
  return function (name) {
    const asset = assets.get(name)
    if (!asset) throw new Error(`Expected asset \`${name}\``)
    return `data:${asset.mediaType};base64,${Buffer.from(asset.bytes).toString('base64')}`
  }
}

/** What is wider than the page scrolls in a box of its own, which the keyboard reaches. */
function makeBox(node: Element, labels: Labels): Element {
  const caption = node.children.find((child) => child.type === 'element' && child.tagName === 'caption')
  const label = caption ? toString(caption) : fillLabel(labels, node.tagName === 'pre' ? 'code' : 'table')
  return h('div', {className: ['box'], role: 'group', tabIndex: 0, ariaLabel: label}, [node])
}

/** Introductions and notes have the same label in each chapter: add its title. */
function nameParts(root: Element, labels: Labels): void {
  const {id, ariaLabelledBy} = root.properties
  const title = findTitle(root)
  visit(root, 'element', function ({properties}) {
    if (properties['role'] !== 'doc-footnote') return
    properties['ariaLabel'] = [properties['ariaLabel'], title].join(fillLabel(labels, 'titleSeparator'))
  })
  for (const child of elements(root.children)) {
    const kind =
      child.properties['role'] === 'doc-introduction'
        ? 'intro'
        : hasClass(child, 'notes')
          ? 'notes'
          : undefined
    const label = elements(child.children).find((child) => hasClass(child, 'label'))
    if (kind === undefined || label === undefined) continue
    label.properties['id'] = `${String(id)}-label-${kind}`
    delete child.properties['ariaLabel']
    child.properties['ariaLabelledBy'] = [
      label.properties['id'],
      ...[ariaLabelledBy ?? []].flat().map(String)
    ]
  }
}

/** Blocks of the body are counted, so that each has an address: `#a-title.12` is the twelfth. */
function nameBlocks(root: Element): void {
  let count = 0
  for (const child of elements(root.children)) {
    if (child.tagName === 'header' || child.tagName === 'footer' || child.tagName === 'hr') continue
    if (hasClass(child, 'notes')) continue
    count++
    child.properties['id'] ??= `${String(root.properties['id'])}.${count}`
  }
}

/** A heading is a link to itself, whose address can be taken and passed on; where it has a link, it stays. */
function linkHeadings(root: Element): void {
  visit(root, 'element', function (node) {
    if (!/^h[1-6]$/.test(node.tagName) || hasClass(node, 'label')) return
    const {id} = node.properties
    if (typeof id !== 'string') return SKIP
    const first = node.children.findIndex(hasLink)
    const words = first === -1 ? node.children : node.children.slice(0, first)
    if (words.length === 0) return SKIP
    // The title of a chapter stands for all of it.
    const target = id === `${String(root.properties['id'])}-title` ? root.properties['id'] : id
    node.children = [
      h('a', {className: ['here'], href: `#${String(target)}`}, words),
      ...node.children.slice(words.length)
    ]
    return SKIP
  })
}

function hasLink(node: ElementContent): boolean {
  return node.type === 'element' && (node.tagName === 'a' || node.children.some((child) => hasLink(child)))
}

function findTitle(root: Element): string {
  const header = elements(root.children).find((child) => child.tagName === 'header')
  const heading = elements(header?.children ?? []).find((child) => /^h\d$/.test(child.tagName))
  return heading ? toString(heading) : ''
}

function elements(children: ReadonlyArray<ElementContent>): Element[] {
  return children.filter((child): child is Element => child.type === 'element')
}

function hasClass({properties}: Element, name: string): boolean {
  return [properties['className'] ?? []].flat().includes(name)
}
