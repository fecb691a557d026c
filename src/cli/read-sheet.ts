/**
 * Write what was understood of a file for a person to read, in lines of a terminal's width.
 */

import type {Shown} from './run-read.ts'
import {excerpt} from './excerpt.ts'
import {fields, type Aside, type Facts, type Field, type Heading, type Line} from './read-facts.ts'
import type {PictureFound} from './read-pictures.ts'
import {neutralize} from './neutralize.ts'

/** Of a terminal as it opens everywhere. */
const columns = 80
// As long as the longest label, and what stands before and after it.
const margin = 12
/** A list that is longer is cut: `--json` has it whole. */
const longest = 12
/** What else a page says of one field. */
const otherCount = 3

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3ffff}]/u
const standings = {
  found: 'found',
  missing: 'not found',
  web: 'on the web',
  unknown: 'unknown'
} as const

/** A container and what is in it. */
export function writeContainer({articles = [], kind, kindReason, path}: Shown): string {
  const shown = articles.map((article) => neutralize(article.replace(`${path}/`, '')))
  return join([
    neutralize(path),
    ...row('kind', `${kind}, ${kindReason}`),
    ...rows('holds', shown.length === 0 ? ['nothing that can be read'] : cutList(shown, 'articles'))
  ])
}

/** An article; nothing where it could not be read. */
export function writeSheet({bytes = 0, facts, kind, kindReason, path, pictures = [], read}: Shown): string {
  const {article, candidates, raw} = read ?? {}
  if (!facts || !raw || !article) return ''
  const declared = raw.said?.lang
  const origin = raw.origins?.lang
  return join([
    neutralize(path),
    ...row('kind', `${kind}, ${kindReason}`),
    ...row('encoding', `${raw.encoding}: ${neutralize(raw.encodingReason)}`),
    ...row('size', `${count(bytes, 'byte')}; ${writeSize(facts)}`),
    ...row('language', `${article.lang}, by its characters`),
    ...(declared === undefined ? [] : row('', `${neutralize(declared)} is declared`, origin)),
    ...fields.flatMap((field) => writeField(field, facts, candidates?.[field] ?? [])),
    ...rows('holds', [writeHoldings(facts)]),
    ...rows('pictures', cutList(pictures.map(writePicture), 'pictures')),
    ...rows('aside', cutList(writeAside(facts.aside), 'kinds of parts')),
    ...rows('outline', writeOutline(facts))
  ])
}

function writeSize({characters, han, words}: Facts): string {
  return `${count(characters, 'character')}: ${count(han, 'Han letter')}, ${count(words, 'word')}`
}

/** What is known, and what else is said, each with its origin. */
function writeField(
  field: Field,
  {metadata}: Facts,
  candidates: ReadonlyArray<{value: string; origin: string}>
): string[] {
  const said = metadata[field]
  if (!said) return row(field, '-')
  const origin = said.line === undefined ? said.origin : `${said.origin}, line ${said.line}`
  const others = new Map(
    candidates.map(({origin, value}) => [value, origin]).reverse() as Array<[string, string]>
  )
  others.delete(said.value)
  const shown = [...others].reverse().slice(0, otherCount)
  return [
    ...row(field, neutralize(said.value), origin),
    ...shown.flatMap(([value, origin]) => row('', `or ${excerpt(value)}`, origin))
  ]
}

function writeHoldings({code, footnotes, formulae, tables}: Facts): string {
  const parts = [
    [footnotes, 'footnote'],
    [tables, 'table'],
    [code, 'code block'],
    [formulae, 'formula']
  ] as const
  return parts.flatMap(([number, name]) => (number > 0 ? count(number, name) : [])).join(', ') || 'text only'
}

function writePicture({address, standing}: PictureFound): string {
  const state = standings[standing].padEnd(standings.web.length)
  return `${state}  ${cutColumns(neutralize(address), columns - margin - state.length - 2)}`
}

/** A line for each kind of part: its share, how many there are, and how the largest begins. */
function writeAside(aside: ReadonlyArray<Aside>): string[] {
  const kinds = new Map<string, Aside[]>()
  for (const one of aside) kinds.set(one.rule, [...(kinds.get(one.rule) ?? []), one])
  const sums = [...kinds].map(([rule, list]) => ({
    rule,
    list: list.toSorted((a, b) => b.share - a.share),
    share: list.reduce((sum, {share}) => sum + share, 0)
  }))
  return sums
    .toSorted((a, b) => b.share - a.share)
    .map(function ({list, rule, share}) {
      const [first] = list
      const times = list.length > 1 ? ` (${list.length})` : ''
      const head = `${writeShare(share)}  ${neutralize(rule)}${times}`.padEnd(asideColumns)
      return `${head}  ${cutColumns(neutralize(first?.text ?? ''), columns - margin - head.length - 2)}`
    })
}

// As wide as the share and most names of parts.
const asideColumns = 24

function writeShare(share: number): string {
  const percent = share * 100
  return `${percent > 0 && percent < 1 ? '<1' : String(Math.round(percent))} %`.padStart(5)
}

/** Headings; without any, how the text begins and ends. */
function writeOutline({first, last, outline}: Facts): string[] {
  if (outline.length > 0) return cutList(writeLines(outline), 'headings')
  if (!first || !last) return ['no text']
  return writeLines(first === last ? [first] : [first, last])
}

function writeLines(lines: ReadonlyArray<Line | Heading>): string[] {
  const width = Math.max(...lines.map(({line}) => String(line).length))
  return lines.map(function (one) {
    const indent = '  '.repeat('depth' in one ? one.depth - 1 : 0)
    return `${String(one.line).padStart(width)}  ${indent}${cutColumns(neutralize(one.text), columns - margin - width - 2 - indent.length)}`
  })
}

function cutList(lines: ReadonlyArray<string>, name: string): string[] {
  if (lines.length <= longest) return [...lines]
  return [...lines.slice(0, longest - 1), `and ${lines.length - longest + 1} more ${name}`]
}

/** A label and its text, with its origin behind it, or below where there is no room. */
function row(label: string, text: string, origin?: string): string[] {
  const head = `  ${label}`.padEnd(margin) + text
  if (origin === undefined) return [head]
  const shown = `[${neutralize(origin)}]`
  const fits = measureColumns(head) + 2 + measureColumns(shown) <= columns
  return fits ? [`${head}  ${shown}`] : [head, ' '.repeat(margin) + shown]
}

function rows(label: string, lines: ReadonlyArray<string>): string[] {
  return lines.flatMap((line, index) => row(index === 0 ? label : '', line))
}

function count(number: number, name: string): string {
  const plural = name.endsWith('a') ? `${name}e` : `${name}s`
  return `${number} ${number === 1 ? name : plural}`
}

function measureColumns(text: string): number {
  let sum = 0
  for (const character of text) sum += wide.test(character) ? 2 : 1
  return sum
}

/** What of a text has room, with a sign of what is missing. */
function cutColumns(text: string, room: number): string {
  let cut = ''
  let used = 0
  for (const character of text) {
    used += wide.test(character) ? 2 : 1
    if (used > room) return `${trimTo(cut, room - 1)}\u2026`
    cut += character
  }

  return text
}

function trimTo(text: string, room: number): string {
  return measureColumns(text) <= room ? text : [...text].slice(0, -1).join('')
}

function join(lines: ReadonlyArray<string>): string {
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n\n`
}
