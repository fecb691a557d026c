/** Set the opening of a chapter: a rule or silence, kicker, title, deck, source line. */

import type {Element} from 'hast'
import type {Chapter} from '../../model.ts'
import type {TypeRole} from '../theme.ts'
import type {Box, Inline, Mark} from './types.ts'
import {
  blockTag,
  hasClass,
  inlineContext,
  inlinesOf,
  langOf,
  type BlockSetter,
  type Place
} from './block-parts.ts'
import {readInlines} from './read-inlines.ts'
import {addAfter, setText} from './set-text.ts'
import type {Role} from './tags.ts'

// The oxford rule: a bar, a gap and a fine rule; points.
const oxford = {gap: 1.6, fine: 0.5} as const
// Lines of the grid that a rule takes.
const ruleLines = {none: 0, oxford: 1, bar: 0.5} as const
// The bar above a title, in ems of the body.
const barLength = 2.4

/** @param place the width that it takes. */
export function setOpening(header: Element, chapter: Chapter, place: Place, setter: BlockSetter): Box[] {
  const {sheet} = setter
  const {colour, opening, space} = sheet.tokens
  const line = (child: Element, role: Role, type: TypeRole, isHead: boolean, shade?: string): Box[] => {
    const own = langOf(child, place)
    const style = sheet.style(type, isHead ? 'head' : 'text', isHead ? 'head' : 'text', shade)
    const tag = blockTag(role, child, place)
    const runs = hasClass(child, 'source-line')
      ? readSourceLine(child, {...place, style, tag}, setter)
      : inlinesOf(child, {...place, lang: own}, setter, tag, style)
    return setText(runs, setter, {
      pitch: Math.max(sheet.pitch, sheet.pitchOf(type)),
      size: style.size,
      x: place.x,
      measure: place.measure,
      align: 'left',
      isBalanced: role === 'H1',
      firstCost: Infinity,
      isWhole: true
    })
  }

  const top: Box = {
    height: (opening.lines + ruleLines[opening.rule]) * sheet.pitch,
    marks: setRule(place, setter),
    notes: [],
    before: 0,
    breakCost: 0,
    anchors: [chapter.id, `${chapter.id}-title`]
  }
  const lines = header.children.flatMap((child): ReadonlyArray<Box> => {
    if (child.type !== 'element') return []
    if (hasClass(child, 'kicker')) return line(child, 'P', 'sub', true, colour.print.accent)
    if (child.tagName === 'h1') return line(child, 'H1', 'title', true)
    if (hasClass(child, 'deck')) return line(child, 'P', 'deck', false)
    return hasClass(child, 'source-line') ? line(child, 'P', 'small', false, colour.print.soft) : []
  })
  return addAfter([top, ...lines], space.section * sheet.pitch)
}

/** An em of blank between publisher, author and date. */
function readSourceLine(node: Element, place: Place, setter: BlockSetter): Inline[] {
  return node.children.flatMap((part): Inline[] =>
    part.type === 'text'
      ? [{text: '\u3000', style: place.style, lang: place.lang, tag: place.tag}]
      : readInlines([part], inlineContext(place, setter))
  )
}

function setRule({measure, style, x}: Place, {sheet}: BlockSetter): Mark[] {
  const {colour, opening, rules} = sheet.tokens
  const {accent, ink} = colour.print
  const rule = (y: number, width: number, height: number, shade: string): Mark => ({
    kind: 'rule',
    x,
    y,
    width,
    height,
    colour: shade
  })
  if (opening.rule === 'none') return []
  if (opening.rule === 'bar') return [rule(0, barLength * style.size, rules.bar, accent)]
  return [rule(0, measure, rules.bar, ink), rule(rules.bar + oxford.gap, measure, oxford.fine, ink)]
}
