/** Lines of the whole sample: as the reference breaks them, and as CLREQ asks. */

import {describe, expect, test} from 'vitest'
import tex from 'tex-linebreak'
import type {Chapter} from '../../../src/model.ts'
import type {Element, ElementContent} from 'hast'
import type {Line} from '../../../src/compile/pdf/types.ts'
import {breakLines, fit} from '../../../src/compile/pdf/break-lines.ts'
import {box, buildItems, glue, infinity, type Items} from '../../../src/compile/pdf/items.ts'
import {inlineContext} from '../../../src/compile/pdf/block-parts.ts'
import {readInlines} from '../../../src/compile/pdf/read-inlines.ts'
import {setLines} from '../../../src/compile/pdf/set-lines.ts'
import {createTag} from '../../../src/compile/pdf/tags.ts'
import {createPress, sample as digest} from '../read-press.ts'

const press = createPress(digest)
const {sheet} = press
const measure = sheet.measure

/** Every paragraph of the sample as items. */
const paragraphs = [...digest.front, ...digest.parts.flatMap((part) => part.chapters)].flatMap(readParagraphs)

describe('breakLines', () => {
  test.each([1.5, 4])('breaks as the reference does, up to a ratio of %d', (maxRatio) => {
    let compared = 0
    for (const items of paragraphs) {
      const own = fit(items, measure, maxRatio)
      if (!own) continue
      expect([0, ...own.map(({at}) => at)]).toEqual(reference(items, maxRatio))
      compared++
    }

    // What neither can set within the ratio is left to the next tier.
    expect(compared).toBeGreaterThan(paragraphs.length * (maxRatio === 4 ? 0.95 : 0.5))
  })

  test('fills every line but the last to the margin', () => {
    for (const items of paragraphs) {
      const lines = linesOf(items)
      for (const line of lines.slice(0, -1))
        expect(Math.abs(line.width - hangOf(line) - measure), textOf(line)).toBeLessThan(0.5)
    }
  })

  test('a word wider than its line is broken, not lost', () => {
    const items = itemsOf([{type: 'text', value: 'x'.repeat(300)}], 'en')
    const lines = linesOf(items)
    expect(lines.map(textOf).join('')).toBe('x'.repeat(300))
    for (const line of lines) expect(line.width).toBeLessThanOrEqual(measure + 0.5)
  })

  test('nothing to set is no line, and one character is one', () => {
    expect(linesOf(itemsOf([{type: 'text', value: '\u5b57'}], 'zh-Hant')).map(textOf)).toEqual(['\u5b57'])
  })
})

describe('characters', () => {
  const piecesIn = (text: string) =>
    piecesOf(linesOf(itemsOf([{type: 'text', value: text}], 'zh-Hant', 0))[0]).map((piece) => piece.text)

  test('an emoji with its tone, its joiners, its flag is one', () => {
    const emoji = ['\u{1f44d}\u{1f3fd}', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}', '\u{1f1f9}\u{1f1fc}']
    expect(piecesIn(`\u5b57${emoji.join('')}\u5b57`)).toEqual(['\u5b57', ...emoji, '\u5b57'])
  })

  test('one that no face has is printed as a mark, and named with its words', () => {
    press.shaper.takeMissing()
    expect(piecesIn('\u4e00\u4e8c\u{20bb7}\u91ce')).toEqual(['\u4e00', '\u4e8c', '\u3013', '\u91ce'])
    expect([...press.shaper.takeMissing()]).toEqual([['\u{20bb7}', '\u4e00\u4e8c\u{20bb7}\u91ce']])
    expect(press.shaper.takeMissing().size).toBe(0)
  })

  test('stops hang in the margin where they stand at the left of their em, centred ones never', () => {
    const hung = paragraphs.flatMap((items) =>
      linesOf(items)
        .filter((line) => line.width > measure + 1)
        .map((line) => [items.inlines[0]?.lang, textOf(line).at(-1)])
    )
    expect(hung.length).toBeGreaterThan(0)
    expect(new Set(hung.map(([lang]) => lang))).toEqual(new Set(['zh-Hans']))
    for (const [, mark] of hung) expect(mark).toMatch(/[\u3001\u3002\uff0c]/u)
  })
})

describe('rules of line starts and ends (CLREQ 3.1.4)', () => {
  const never =
    /^[\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff01\uff1f\uff09\u300b\u300d\u300f\u3011\u201d\u2019\u2026\u2014]|[\uff08\u300a\u300c\u300e\u3010\u201c\u2018]$/u

  test('no line of the sample begins or ends with what it must not', () => {
    const bad = paragraphs.flatMap((items) => linesOf(items).map(textOf)).filter((text) => never.test(text))
    expect(bad).toEqual([])
  })

  test('dashes and ellipses stay whole', () => {
    const text = '\u4e00\u4e8c\u4e09\u56db\u2014\u2014\u4e94\u516d\u4e03\u516b\u2026\u2026'.repeat(40)
    const lines = linesOf(itemsOf([{type: 'text', value: text}], 'zh-Hans')).map(textOf)
    expect(lines.join('')).toBe(text)
    for (const line of lines)
      expect(line).not.toMatch(/(?:^|[^\u2014])\u2014(?:$|[^\u2014])|(?:^|[^\u2026])\u2026(?:$|[^\u2026])/u)
  })

  test('a stop and a bracket that meet are squeezed', () => {
    const width = (text: string) => {
      const last = piecesOf(linesOf(itemsOf([{type: 'text', value: text}], 'zh-Hans', 0))[0]).at(-1)
      return last ? last.x + last.width : 0
    }

    const em = sheet.style('body', 'text', 'text').size
    // Each mark is half an em; between a closing and an opening one half an em stays.
    expect(width('\u300c\u5b57\u3002\u300d') / em).toBeCloseTo(2.5)
    expect(width('\u300d\u300c') / em).toBeCloseTo(1.5)
  })

  test('a quarter em stands between Han and Latin, none beside a bracket', () => {
    const gap = (text: string) => {
      const [line] = linesOf(itemsOf([{type: 'text', value: text}], 'zh-Hant', 0))
      const [a, b] = piecesOf(line)
      return a && b ? (b.x - a.x - a.width) / sheet.style('body', 'text', 'text').size : 0
    }

    expect(gap('\u5b57a')).toBeCloseTo(0.25)
    expect(gap('a\u5b57')).toBeCloseTo(0.25)
    expect(gap('\u5b57(a)')).toBeCloseTo(0)
  })
})

function readParagraphs(chapter: Chapter): Items[] {
  const found: Items[] = []
  const visit = (node: Element) => {
    if (node.tagName === 'p') found.push(itemsOf(node.children, chapter.lang))
    else for (const child of node.children) if (child.type === 'element') visit(child)
  }

  for (const child of chapter.tree.children) if (child.type === 'element') visit(child)
  return found
}

function itemsOf(children: ReadonlyArray<ElementContent>, lang: string, indent = 21): Items {
  const style = sheet.style('body', 'text', 'text')
  const tag = createTag('P', undefined)
  const place = {x: 0, measure, style, pitch: sheet.pitch, lang, tag, indent}
  const inlines = readInlines(children, inlineContext(place, {...press, notes: () => undefined}))
  const {hang, latinScale} = sheet.tokens
  return buildItems(inlines, {shaper: press.shaper, latinScale, indent, measure, hangs: hang})
}

function linesOf(items: Items): ReadonlyArray<Line> {
  return setLines(items, breakLines(items, measure), false)
}

function piecesOf(line: Line | undefined): {text: string; x: number; width: number}[] {
  return (line?.runs ?? []).flatMap(({clusters, size, xs}) =>
    clusters.map(({text, width}, index) => ({text, x: xs[index] ?? 0, width: width * size}))
  )
}

/** How far a stop at its end hangs in the margin. */
function hangOf(line: Line): number {
  const last = piecesOf(line).at(-1)
  return line.width > measure + 1 && /^[\u3001\u3002\uff0c]$/u.test(last?.text ?? '') ? (last?.width ?? 0) : 0
}

function textOf(line: Line): string {
  return piecesOf(line)
    .map(({text}) => text)
    .join('')
    .trim()
}

function reference(items: Items, maxRatio: number): number[] {
  const {count, kind, width, stretch, shrink, cost, flagged} = items
  const forced = (price: number) =>
    price <= -infinity ? tex.MIN_COST : price >= infinity ? tex.MAX_COST : Math.min(price, tex.MAX_COST - 1)
  const list = Array.from(kind.subarray(0, count), (name, index) => {
    const size = width[index] as number
    if (name === box) return {type: 'box' as const, width: size}
    if (name === glue)
      return {
        type: 'glue' as const,
        width: size,
        stretch: stretch[index] as number,
        shrink: shrink[index] as number
      }
    return {
      type: 'penalty' as const,
      width: size,
      cost: forced(cost[index] as number),
      flagged: flagged[index] === 1
    }
  })
  const options = {
    maxAdjustmentRatio: maxRatio,
    initialMaxAdjustmentRatio: maxRatio,
    doubleHyphenPenalty: 3000
  }
  return tex.breakLines(list, measure, options)
}
