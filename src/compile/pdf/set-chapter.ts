/**
 * Set a chapter into stretches: what is set across the page (an opening, a wide
 * table) and what is set in its columns, in turns. With one column there is one
 * stretch.
 */

import type {Element} from 'hast'
import type {Chapter} from '../../model.ts'
import type {Box, Mark} from './types.ts'
import {hasClass, insetPlace, spaced, type BlockSetter, type Place, type Press} from './block-parts.ts'
import {floatFigures, type Block} from './float-figures.ts'
import {setBlocks} from './set-blocks.ts'
import {setCard} from './set-card.ts'
import {createNotes} from './set-notes.ts'
import {setOpening} from './set-opening.ts'
import {fillGrid} from './set-text.ts'
import {setIndexBlock} from './set-index.ts'
import {halvePage, pageOptions} from './style-sheet.ts'
import {createTag, type Tag} from './tags.ts'

/** Boxes that are broken into pages together. */
export interface Stretch {
  readonly boxes: ReadonlyArray<Box>
  /** Across all columns. */
  readonly isWide: boolean
  /** In two columns where the page has one: lines that are short. */
  readonly isHalved?: boolean
}

// The rule beside the editor's words, points.
const ruleWidth = 0.8
// Cost of an opening without a line of its article below it.
const loneOpening = 40

/** @param parent the tag that the chapter stands in. */
export function setChapter(chapter: Chapter, press: Press, parent: Tag): ReadonlyArray<Stretch> {
  const {sheet} = press
  const section = chapter.tree.children.find((node): node is Element => node.type === 'element')
  if (!section) return []
  const style = sheet.style('body', 'text', 'text')
  const place: Place = {
    x: 0,
    measure: sheet.measure,
    style,
    pitch: sheet.pitch,
    lang: chapter.lang,
    tag: createTag('Sect', parent, {lang: chapter.lang}),
    indent: style.size * sheet.tokens.space.indent
  }
  const setter: BlockSetter = {...press, notes: createNotes(section, press, place)}
  const children = section.children.filter((node): node is Element => node.type === 'element')
  const hasCard = children.some((child) => hasClass(child, 'source-card'))
  const lastText = children.findLastIndex((child) => !/^(?:footer|section)$/.test(child.tagName))
  const stretches: {blocks: Block[]; isWide: boolean; isHalved: boolean}[] = []
  for (const [index, child] of children.entries()) {
    if (hasClass(child, 'notes')) continue
    const isWide = sheet.page.columns > 1 && spansColumns(child, setter)
    const isHalved = chapter.kind === 'index' && child.tagName !== 'header' && sheet.page.columns === 1
    const measure = isWide ? sheet.fullMeasure : isHalved ? halvePage(sheet).measure : sheet.measure
    const isLast = hasCard && index === lastText
    const set = setChild(child, isLast, chapter, {...place, measure}, setter)
    // Blocks are set one by one, so what follows a heading has to be told to stay with it.
    const before = children[index - 1]
    const keeps = /^(?:h[2-6]|header)$/.test(before?.tagName ?? '')
    const cost = keeps ? Infinity : before && hasClass(before, 'editor') ? loneOpening : 0
    const boxes = set.map((box, at) => (at === 0 ? {...box, breakCost: Math.max(box.breakCost, cost)} : box))
    const yields = child.tagName === 'p' && !isLast && child.properties['className'] === undefined
    const block: Block = {boxes, floats: child.tagName === 'figure', yields}
    const last = stretches.at(-1)
    if (last?.isWide === isWide && last.isHalved === isHalved) last.blocks.push(block)
    else stretches.push({blocks: [block], isWide, isHalved})
  }

  return stretches.map(({blocks, isHalved, isWide}) => ({
    isWide,
    isHalved,
    boxes: floatFigures(blocks, pageOptions(sheet, isWide)).flatMap(({boxes}) => boxes)
  }))
}

/** Whether a block is too wide for a column: openings, tables of many columns, wide pictures. */
function spansColumns(node: Element, {asset, sheet}: BlockSetter): boolean {
  if (node.tagName === 'header') return sheet.tokens.opening.span
  if (node.tagName === 'table') return countColumns(node) >= wideTable
  if (node.tagName !== 'figure') return false
  const picture = node.children.find(
    (child): child is Element => child.type === 'element' && child.tagName === 'img'
  )
  const name = String(picture?.properties['src'] ?? '').replace(/^asset:/, '')
  const size = asset(name)
  // Pixels as they are set: three quarters of a point.
  return size !== undefined && size.width * 0.75 > sheet.measure * wideFigure && size.width > size.height
}

// Columns of a table, and columns' widths of a picture, from which it is set across.
const wideTable = 4
const wideFigure = 1.25

function countColumns(node: Element): number {
  if (node.tagName === 'tr') return node.children.filter((child) => child.type === 'element').length
  return node.children.reduce(
    (most, child) => (child.type === 'element' ? Math.max(most, countColumns(child)) : most),
    0
  )
}

function setChild(
  child: Element,
  isLast: boolean,
  chapter: Chapter,
  place: Place,
  setter: BlockSetter
): Box[] {
  if (child.tagName === 'header') return setOpening(child, chapter, place, setter)
  if (hasClass(child, 'source-card')) return setCard(child, place, setter)
  if (hasClass(child, 'editor')) return setEditor(child, place, setter)
  if (chapter.kind === 'index') return setIndexBlock(child, place, setter)
  if (chapter.kind === 'chronology' || chapter.kind === 'sources') {
    return setBlocks([child], {...place, isRagged: true}, setter)
  }

  if (chapter.kind === 'colophon' && child.tagName === 'dl') {
    return setCard({...child, tagName: 'footer', children: [child]}, place, setter)
  }

  return isLast && child.tagName === 'p' ? setSealed(child, place, setter) : setBlocks([child], place, setter)
}

/** The editor's voice: another face, another colour, a label, and a rule beside it or a wash behind. */
function setEditor(section: Element, place: Place, setter: BlockSetter): Box[] {
  const {sheet} = setter
  const {editor, wash} = sheet.tokens.colour.print
  const style = sheet.style('note', 'note', 'text', editor)
  const inner: Place = {
    ...insetPlace(place, place.style.size, sheet.tokens.editor === 'wash' ? place.style.size : 0),
    style,
    pitch: sheet.pitchOf('note'),
    lang: typeof section.properties['lang'] === 'string' ? section.properties['lang'] : place.lang,
    tag: createTag('Div', place.tag),
    indent: 0
  }
  const boxes = setBlocks(section.children as Element[], inner, setter)
  const isWash = sheet.tokens.editor === 'wash'
  const pad = isWash ? sheet.pitch / 4 : 0
  const marked = boxes.map((box, index): Box => {
    const top = index === 0 ? -pad : -box.before
    const bottom = box.height + (index === boxes.length - 1 ? pad : (box.after ?? 0))
    const behind: Mark = {
      kind: 'rule',
      x: place.x,
      y: top,
      width: isWash ? place.measure : ruleWidth,
      height: bottom - top,
      colour: isWash ? wash : editor
    }
    // What the label says stays with it.
    return {...box, marks: [behind, ...box.marks], breakCost: index === 1 ? Infinity : box.breakCost}
  })
  return spaced(fillGrid(marked, sheet.pitch), isWash ? sheet.pitch / 2 : 0, sheet.pitch)
}

/** The last paragraph of an article, with the mark that closes it. */
function setSealed(node: Element, place: Place, setter: BlockSetter): Box[] {
  // An element of our own: no article can hold it, the allow list does not know it.
  const seal: Element = {type: 'element', tagName: 'seal', properties: {}, children: []}
  return setBlocks([{...node, children: [...node.children, seal]}], place, setter)
}
