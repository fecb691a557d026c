/**
 * Link the names of an article's body: the first use of a term to its entry in
 * the glossary, and, for the index, one place for each section.
 *
 * A heading, a link and a quotation in another language are left unlinked, code
 * is left alone; the index lists what stands in them, but for code.
 */

import type {Element, ElementContent, Root, Text} from 'hast'
import type {Lang} from '../model.ts'
import type {Finder, Name} from './find-names.ts'
import {h} from 'hastscript'

/** Where a name stands. */
export interface NamePlace {
  readonly name: Name
  readonly id: string
  /** Number of the section, from 1; 0: before the first. */
  readonly section: number
}

export interface LinkOptions {
  /** Id of the chapter. */
  readonly id: string
  readonly lang: Lang
  readonly find: Finder
  /** Whether there is an index: without one, no place is marked. */
  readonly hasIndex: boolean
  /** Names that the opening of the article shows: they need no other place before the first section. */
  readonly shown: ReadonlyArray<Name>
}

/** What holds where a text stands. */
interface Around {
  readonly canLink: boolean
  /** Id of the heading that it is in. */
  readonly heading?: string | undefined
}

/**
 * @param tree body of an article; changed.
 * @returns places for the index, in order.
 */
export function linkNames(tree: Root, {id, lang, find, hasIndex, shown}: LinkOptions): NamePlace[] {
  const places: NamePlace[] = shown.map((name) => ({name, id, section: 0}))
  const linked = new Set<Name>()
  let listed = new Set<Name>(shown)
  let section = 0
  let count = 0

  for (const child of tree.children) {
    if (child.type !== 'element') continue
    if (child.tagName === 'h2') {
      section++
      listed = new Set()
    }

    child.children = markChildren(child, {canLink: true})
  }

  return places

  function markChildren(node: Element, around: Around): ElementContent[] {
    const {tagName, properties} = node
    if (tagName === 'pre' || tagName === 'code' || properties['role'] === 'doc-noteref') return node.children
    const isHeading = /^h[2-6]$/.test(tagName)
    const isForeign = tagName !== 'span' && isOther(properties['lang'], lang)
    const inner = {
      canLink: around.canLink && !isHeading && !isForeign && tagName !== 'a',
      heading: isHeading ? String(properties['id']) : around.heading
    }
    return node.children.flatMap((child) => {
      if (child.type === 'text') return markText(child, inner)
      if (child.type === 'element') child.children = markChildren(child, inner)
      return [child]
    })
  }

  function markText(node: Text, {canLink, heading}: Around): ElementContent[] {
    const parts: ElementContent[] = []
    let from = 0
    for (const {from: start, to, name} of find(node.value)) {
      const href =
        canLink && !linked.has(name) && name.glossary !== undefined ? `#${name.glossary}` : undefined
      const isListed = hasIndex && !listed.has(name)
      if (isListed) listed.add(name)
      if (isListed && heading !== undefined) places.push({name, id: heading, section})
      const place = isListed && heading === undefined ? `${id}_${++count}` : undefined
      if (place !== undefined) places.push({name, id: place, section})
      if (href === undefined && place === undefined) continue
      if (href !== undefined) linked.add(name)
      const own = place === undefined ? {} : {id: place}
      const word = node.value.slice(start, to)
      if (start > from) parts.push({type: 'text', value: node.value.slice(from, start)})
      parts.push(
        href === undefined ? h('span', own, word) : h('a', {role: 'doc-glossref', ...own, href}, word)
      )
      from = to
    }

    if (parts.length === 0) return [node]
    if (from < node.value.length) parts.push({type: 'text', value: node.value.slice(from)})
    return parts
  }
}

/** Whether a text is in another language, whatever the script. */
function isOther(own: unknown, lang: Lang): boolean {
  return typeof own === 'string' && own.split('-')[0] !== lang.split('-')[0]
}
