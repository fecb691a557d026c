/**
 * Judge whether a digest is open to readers with other senses, as far as a
 * program can tell: what WCAG 2.2 asks at level AA of text, pictures and
 * tables, beside what every book has by its making (a language, contents, an
 * order, no time limits, nothing that moves or sounds).
 */

import type {Element, ElementContent, Root} from 'hast'
import type {Chapter, Digest} from '../../model.ts'
import {toString} from 'hast-util-to-string'
import {eachElement} from './each-element.ts'

/** What is missing, by success criterion: 1.1.1, 1.3.1, 2.4.4, 2.4.6, 3.1.2. */
export type Gap = 'alternatives' | 'headings' | 'languages' | 'links' | 'tables'

export interface Access {
  readonly conforms: boolean
  readonly missing: ReadonlyArray<Gap>
}

// A few words in letters of another script are names, which need no language of their own.
const latinPassage =
  /\p{Script=Latin}[\p{L}\p{M}'\u2019-]*(?:[ ,;:]{1,2}\p{Script=Latin}[\p{L}\p{M}'\u2019-]*){7,}/u
const hanPassage = /\p{Script=Han}{8,}/u
const hanLanguage = /^(?:zh|ja|ko|yue|nan|hak|wuu|lzh)\b/
const codes: ReadonlySet<string> = new Set(['code', 'pre'])

export function judgeAccess({front, parts, back}: Digest): Access {
  const found = new Set<Gap>()
  for (const chapter of [...front, ...parts.flatMap((part) => part.chapters), ...back]) {
    judgeElements(chapter.tree, found)
    if (!hasOrder(chapter)) found.add('headings')
    for (const child of chapter.tree.children) {
      if (child.type === 'element' && !isSaid(child, chapter.lang)) found.add('languages')
    }
  }

  const missing = [...found].sort()
  return {conforms: missing.length === 0, missing}
}

function judgeElements(tree: Root, found: Set<Gap>): void {
  eachElement(tree, function (node) {
    switch (node.tagName) {
      // An empty alternative says that a picture is decoration, which raw articles say of every picture.
      case 'img': {
        if (!node.properties['alt']) found.add('alternatives')
        break
      }

      case 'a': {
        if (!hasName(node)) found.add('links')
        break
      }

      case 'table': {
        if (!hasHead(node)) found.add('tables')
        break
      }
    }
  })
}

function hasName(link: Element): boolean {
  if (toString(link).trim() !== '') return true
  return link.children.some((child) => child.type === 'element' && Boolean(child.properties['alt']))
}

function hasHead(table: Element): boolean {
  let has = false
  eachElement(table, function ({tagName}) {
    if (tagName === 'th') has = true
  })
  return has
}

/** Headings begin with the title, say something, and never jump a level. */
function hasOrder({tree}: Chapter): boolean {
  let before = 0
  let isOrdered = true
  eachElement(tree, function (node) {
    const level = Number(/^h([1-6])$/.exec(node.tagName)?.[1] ?? 0)
    if (level === 0) return
    if (level > before + 1 || toString(node).trim() === '') isOrdered = false
    before = level
  })
  return isOrdered && before > 0
}

/** Every passage is in the language that it is said to be in. */
function isSaid(node: ElementContent, around: string): boolean {
  if (node.type === 'text') return !(hanLanguage.test(around) ? latinPassage : hanPassage).test(node.value)
  if (node.type !== 'element' || codes.has(node.tagName)) return true
  const {lang} = node.properties
  const own = typeof lang === 'string' ? lang : around
  return own !== '' && node.children.every((child) => isSaid(child, own))
}
