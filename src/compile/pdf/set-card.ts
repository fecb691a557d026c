/** Set where an article comes from, and the colophon: a small table without rules. */

import type {Element} from 'hast'
import type {Box, Mark, TextStyle} from './types.ts'
import {blockTag, inlinesOf, langOf, spaced, type BlockSetter, type Place} from './block-parts.ts'
import {baselineIn, layLines, setText} from './set-text.ts'
import {createTag, type Tag} from './tags.ts'

// Cost of a page that begins with a source card: as of ten lines left blank.
const loneCard = 100
// The rule above it, in ems.
const ruleLength = 6

/** @param card holds a `dl`. */
export function setCard(card: Element, around: Place, setter: BlockSetter): Box[] {
  const place = {...around, lang: langOf(card, around)}
  const {sheet} = setter
  const {rule, soft} = sheet.tokens.colour.print
  const style = sheet.style('small', 'note', 'text', soft)
  const pitch = sheet.pitchOf('small')
  const list = blockTag('L', card, around)
  const rows = card.children
    .flatMap((child) => (child.type === 'element' && child.tagName === 'dl' ? child.children : []))
    .filter((row): row is Element => row.type === 'element')
  const inlines = (node: Element, tag: Tag, look: TextStyle) =>
    inlinesOf(node, {...place, lang: langOf(node, place)}, setter, tag, look)
  const bold = {...style, weight: sheet.tokens.weights.strong}
  let widest = 0
  for (const row of rows) {
    if (row.tagName !== 'dt') continue
    const [line] = layLines(inlines(row, list, bold), setter, 1e5, 0, true)
    widest = Math.max(widest, line?.width ?? 0)
  }

  const gutter = Math.min(place.measure / 3, widest + style.size)
  const boxes: Box[] = []
  let label: Mark[] = []
  let item = list
  for (const row of rows) {
    if (row.tagName === 'dt') {
      item = createTag('LI', list)
      const [line] = layLines(inlines(row, createTag('Lbl', item), bold), setter, gutter, 0, true)
      label = line ? [{kind: 'line', line, x: place.x, baseline: baselineIn(pitch, style.size)}] : []
      continue
    }

    const set = setText(inlines(row, blockTag('LBody', row, {...place, tag: item}), style), setter, {
      pitch,
      size: style.size,
      x: place.x + gutter,
      measure: place.measure - gutter,
      align: 'left',
      isWhole: true
    })
    boxes.push(...set.map((box, index) => (index === 0 ? {...box, marks: [...label, ...box.marks]} : box)))
  }

  const mark: Mark = {
    kind: 'rule',
    x: place.x,
    y: -pitch / 2,
    width: style.size * ruleLength,
    height: sheet.tokens.rules.hair,
    colour: rule
  }
  // The card stays together, and had better not stand on a page alone.
  const whole = boxes.map((box, index): Box => ({
    ...box,
    marks: index === 0 ? [mark, ...box.marks] : box.marks,
    breakCost: index === 0 ? loneCard : Infinity
  }))
  return spaced(whole, 2 * sheet.pitch, 0)
}
