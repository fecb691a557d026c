/**
 * Fit a chapter for a page that holds all of them: headings at their level,
 * names that are told apart, pictures inside the file, tables that scroll in
 * their own box, notes that find their place in the margin.
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
  readonly assets: ReadonlyMap<string, Asset>
  readonly labels: Labels
  readonly measures: Measures
}

/** @param root section of a chapter; not changed. */
export function fitChapter(root: Element, context: Context): Element {
  const fitted = structuredClone(root)
  visit(fitted, 'element', function (node, index, parent) {
    const heading = /^h([1-6])$/.exec(node.tagName)
    if (heading) node.tagName = `h${Math.min(6, Number(heading[1]) + context.level - 1)}`
    // A section is asked for a heading, which the editor's words have none of.
    if (node.tagName === 'section' && hasClass(node, 'editor')) node.tagName = 'div'
    if (node.tagName === 'img') node.properties['src'] = toDataUri(node, context.assets)
    if (typeof node.properties['href'] === 'string')
      node.properties['href'] = writeUrl(node.properties['href'])
    if (node.properties['role'] === 'doc-backlink') {
      node.properties['ariaLabel'] = fillLabel(context.labels, 'backToText', {number: toString(node)})
    }

    if ((node.tagName === 'table' || node.tagName === 'pre') && index !== undefined && parent) {
      parent.children[index] = makeBox(node, context.labels)
      return [SKIP, index + 1]
    }
  })
  nameParts(fitted, context.labels)
  placeNotes(fitted, context.measures)
  return fitted
}

function toDataUri({properties}: Element, assets: ReadonlyMap<string, Asset>): string {
  const name = String(properties['src']).replace(/^asset:/, '')
  const asset = assets.get(name)
  if (!asset) throw new Error(`Expected asset \`${name}\``)
  return `data:${asset.mediaType};base64,${Buffer.from(asset.bytes).toString('base64')}`
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
