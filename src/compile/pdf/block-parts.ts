/** What the setters of blocks share: where a block stands, its runs, its tag, the blank around it. */

import type {Element, ElementContent} from 'hast'
import type {Asset, Lang} from '../../model.ts'
import type {Box, Mark, Seal, TextStyle} from './types.ts'
import type {Tokens} from '../theme.ts'
import {readInlines, type InlineContext} from './read-inlines.ts'
import {addAfter, type Setter, type TextOptions} from './set-text.ts'
import {createTag, type Role, type Tag} from './tags.ts'

/** Where a block stands, and how its text looks. */
export interface Place {
  readonly x: number
  readonly measure: number
  readonly style: TextStyle
  readonly pitch: number
  readonly lang: Lang
  readonly tag: Tag
  /** Points of indent of a paragraph's first line. */
  readonly indent: number
  /** Lines are not stretched to the measure: it is too narrow for that. */
  readonly isRagged?: boolean
}

/** What setting a book needs, the same for every chapter. */
export interface Press extends Omit<Setter, 'notes'> {
  readonly asset: (name: string) => Asset | undefined
}

export interface BlockSetter extends Setter {
  readonly asset: (name: string) => Asset | undefined
}

/** Runs of a block's text. */
export function inlinesOf(node: Element, place: Place, setter: BlockSetter, tag: Tag, style = place.style) {
  return readInlines(node.children, inlineContext({...place, style, tag}, setter))
}

/** What runs in a place look like. */
export function inlineContext({style, lang, tag}: Place, {pageOf, sheet}: Setter): InlineContext {
  const {tokens} = sheet
  const {editor} = tokens.colour.print
  return {
    style,
    lang,
    tag,
    strong: style.role === 'head' ? style.weight : tokens.weights.strong,
    hasDots: tokens.emphasis === 'dots' && style.role !== 'head',
    call: {
      size: style.size * tokens.noteMark.size,
      rise: style.size * tokens.noteMark.raise,
      weight: tokens.noteMark.weight,
      colour: editor
    },
    linkColour: editor,
    ...(pageOf && {pageOf}),
    seal: sealOf(sheet.tokens)
  }
}

// A hollow seal, and a full square; ems.
const seals = {
  seal: {side: 0.64, lineWidth: 0.09},
  square: {side: 0.62, lineWidth: 0}
} as const

function sealOf({colour, ornament}: Tokens): Seal | undefined {
  return ornament.end === 'none' ? undefined : {...seals[ornament.end], colour: colour.print.accent}
}

/** A tag for a block, with its language where it differs. */
export function blockTag(role: Role, node: Element, place: Place, extra: Partial<Tag> = {}): Tag {
  const own = node.properties['lang']
  return createTag(role, place.tag, {...(typeof own === 'string' && {lang: own}), ...extra})
}

/** The language of what a block says. */
export function langOf(node: Element, place: Place): Lang {
  const own = node.properties['lang']
  return typeof own === 'string' ? own : place.lang
}

/** Its id as a list of destinations. */
export function idOf(node: Element): string[] {
  return typeof node.properties['id'] === 'string' ? [node.properties['id']] : []
}

// However deep blocks are nested, they keep this measure, in ems.
const leastMeasure = 8

/** A place further in, unless it would be too narrow for text. */
export function insetPlace(place: Place, left: number, right = 0): Place {
  const measure = place.measure - left - right
  return measure < leastMeasure * place.style.size ? place : {...place, x: place.x + left, measure}
}

/** How a paragraph stands in a place. */
export function textOptions(place: Place): TextOptions {
  return {
    pitch: place.pitch,
    size: place.style.size,
    x: place.x,
    measure: place.measure,
    indent: place.indent,
    align: place.isRagged ? 'left' : 'justify'
  }
}

export function hasClass(node: Element, name: string): boolean {
  return [node.properties['className']].flat().includes(name)
}

const flow = /^(?:p|h[2-6]|ul|ol|blockquote|figure|table|pre|hr|dl|section|div)$/

/** Phrasing content among blocks, as a tight list item has it, in paragraphs of its own. */
export function wrapPhrasing(node: Element): ElementContent[] {
  const blocks: ElementContent[] = []
  let run: ElementContent[] = []
  const close = () => {
    if (run.some((child) => child.type !== 'text' || child.value.trim() !== '')) {
      blocks.push({type: 'element', tagName: 'p', properties: {}, children: run})
    }

    run = []
  }

  for (const child of node.children) {
    if (child.type === 'element' && flow.test(child.tagName)) {
      close()
      blocks.push(child)
    } else run.push(child)
  }

  close()
  return blocks
}

/** A mark, further down. */
export function moveMark(mark: Mark, by: number): Mark {
  return mark.kind === 'line' ? {...mark, baseline: mark.baseline + by} : {...mark, y: mark.y + by}
}

/** Blank before and after a block. */
export function spaced(boxes: ReadonlyArray<Box>, before: number, after: number): Box[] {
  return addAfter(boxes, after).map((box, index) =>
    index === 0 ? {...box, before: Math.max(box.before, before)} : box
  )
}
