/**
 * remark plugin to lift the title, so that it is not printed twice.
 *
 * A title is a line that says so, the one heading of the first rank, or a first line
 * that is short and has no stop, with credits or a long paragraph behind it. Where nothing
 * looks like a title there is none. The name of a site behind it is not part of it; a name
 * on the line under it, with credits or a post behind, is the author's.
 */

import type {Heading, Root} from 'mdast'
import type {Rule, RulePack} from '../model.ts'
import type {VFile} from 'vfile'
import {dropNode} from './drop-node.ts'
import {foldLetters, foldLine} from './fold-line.ts'
import {listNamed, listOthers} from './list-rules.ts'
import {listUnits, type Unit} from './list-units.ts'
import {findRule} from './pick-rules.ts'
import {readCredit} from './read-credit.ts'

export interface Options {
  readonly rules: ReadonlyArray<RulePack>
}

/** Titles longer than this are paragraphs; see `measureText`. */
const longest = 60
/** A first line of a text is a title only if what follows is clearly longer. */
const ratio = 1.5
/** Longer than any title with the names of sites behind it; in code units, blanks and all. */
const widest = 400
/** One dash between a title and a site. */
const dash = /^\s+[-\u2013\u2014]\s+$/
/** How far from the head a line may repeat the title. */
const headSize = 14

/** A name of a site or a section is no longer than this; see `measureText`. */
const nameSize = 8
/** A title that a clipper quotes is no longer than this, and is no sentence. */
const quotedSize = 24
const pause = /[,.!?;\u2026\u3002\uff0c\uff01\uff1f\uff1b]/
/** A junk rule of this weight says that a line is no title. */
const telling = 0.5
/** Steps of a path through a site. */
const path = /\S\s*[>\u203a\u00bb]\s*\S|\s\/\s.*\s\/\s/u
/** Raw characters between a title and the credit behind it; addresses of pictures are long. */
const near = 800

const siteMark =
  /\s+[-\u2013\u2014|_\u00b7:]\s+|\s+::?\s*|\s+@\s*|\s*--+\s*|\s*[|\uff5c]\s*|_(?=[^_]{2,12}$)/gu
const sentence = /[.!?\u3002\uff01\uff1f,\uff0c;\uff1b]$/u
const titleEnd = /[\u3002\uff0c,;\uff1b:\uff1a.]$/u

/** Lift the title. */
export function remarkLiftTitle(options: Options) {
  const rules = listOthers(options.rules, 'lift-title', ['names', 'paths', 'posts'])
  const people = {
    names: listNamed(options.rules, 'lift-title', 'names'),
    posts: listNamed(options.rules, 'lift-title', 'posts')
  }
  const controls = {
    junk: listOthers(options.rules, 'drop-junk').filter((rule) => rule.weight >= telling),
    paths: listNamed(options.rules, 'lift-title', 'paths')
  }

  return function (tree: Root, file: VFile): void {
    const metadata = (file.data.metadata ??= {})
    let units = listUnits(tree)
    const named = units.slice(0, headSize).find((unit) => readCredit(rules, unit.text))
    if (named) {
      const said = readCredit(rules, named.text)?.metadata.title ?? named.text
      if (lift(named, 'named', 'A line that names the title', file)) metadata.title ??= said
      units = units.filter((unit) => unit !== named)
    }

    const title = findTitle(units, controls, file)
    if (title) {
      if (lift(title, 'heading', 'The title', file)) metadata.title ??= title.text
      units = units.filter((unit) => unit !== title)
    }

    if (title) liftName(title, units, people, file)
    if (metadata.title === undefined) return
    const whole = foldLetters(metadata.title)
    metadata.title = dropSite(metadata.title)
    const bare = foldLetters(metadata.title)
    for (const unit of units.slice(0, headSize)) {
      const text = foldLetters(unit.text)
      const isRepeat =
        text !== '' && (text === whole || text === bare || foldLetters(dropSite(unit.text)) === bare)
      if (isRepeat && unit.node.type !== 'code') lift(unit, 'repeat', 'The title again', file)
    }
  }
}

/** What can stand before a title: junk, and where in a site the page is. */
interface Controls {
  readonly junk: ReadonlyArray<Rule>
  readonly paths: ReadonlyArray<Rule>
}

/** How people are named, and what they are called by their work. */
interface People {
  readonly names: ReadonlyArray<Rule>
  readonly posts: ReadonlyArray<Rule>
}

/** A name between the title and a line of credit, or before a line that says what someone is, is the author's. */
function liftName(title: Unit, units: ReadonlyArray<Unit>, people: People, file: VFile): void {
  const metadata = (file.data.metadata ??= {})
  const after = units.filter((unit) => unit.place[0] >= title.place[1] && unit.text !== '')
  const [unit, next] = after
  if (metadata.byline !== undefined || !unit || unit.length > nameSize) return
  const isBetween = file.data.ledger?.some(
    ({kind, place, rule}) =>
      kind === 'lift' &&
      rule.startsWith('lift-credits:') &&
      place[0] >= unit.place[1] &&
      place[1] <= (next?.place[0] ?? Infinity)
  )
  const isPost =
    next !== undefined && next.length <= nameSize * 2 && findRule(people.posts, foldLine(next.text))
  const credit = isBetween || isPost ? readCredit(people.names, unit.text) : undefined
  if (!credit?.metadata.byline) return
  const entry = {rule: `lift-title:${credit.rule.id}`, kind: 'lift', why: credit.rule.why} as const
  if (!dropNode(file, unit.node, unit.ancestors, entry)) return
  metadata.byline = credit.metadata.byline
  if (isPost) dropNode(file, next.node, next.ancestors, entry)
}

function lift(unit: Unit, rule: string, why: string, file: VFile): boolean {
  return dropNode(file, unit.node, unit.ancestors, {rule: `lift-title:${rule}`, kind: 'lift', why})
}

function findTitle(units: ReadonlyArray<Unit>, controls: Controls, file: VFile): Unit | undefined {
  const known = foldLetters(file.data.metadata?.title ?? '')
  const headings = units.filter(isHeading)
  const first = headings.filter((unit) => (unit.node as Heading).depth === 1)
  if (known !== '') {
    const same = headings.slice(0, 4).find((unit) => isLike(known, foldLetters(unit.text)))
    if (same) return same
    if (units[0] && isLike(known, foldLetters(units[0].text))) return units[0]
    return
  }

  // Of two first headings, the one that the other holds as `Site: Title`.
  const [one, two] = first
  if (one && two && first.length === 2 && one.text.includes(two.text)) return two
  // The first may be the site's, or the name of the file, which lost its marks.
  const later = headings.slice(0, 3).find((unit) => isRather(unit, one, units))
  if (later) return later
  if (one && (first.length === 1 || units.indexOf(one) < 3)) return isSection(one, units) ? undefined : one
  if (first.length === 0) {
    const top = findTopHeading(headings, units, controls, file)
    if (top) return top
  }

  return findPlainTitle(units, controls, file)
}

/** Without a heading of the first rank: the one of the highest rank, or one that a credit follows. */
function findTopHeading(
  headings: ReadonlyArray<Unit>,
  units: ReadonlyArray<Unit>,
  controls: Controls,
  file: VFile
): Unit | undefined {
  const titles = headings.filter(
    (unit) => !isControl({...unit, linkShare: 0}, controls) && unit.length <= longest
  )
  const [top] = titles
  if (!top || isSection(top, units, 0) || units.indexOf(top) > units.length / 3) return
  const depthOf = (unit: Unit) => (unit.node as Heading).depth
  const isAlone = titles.every((unit) => unit === top || depthOf(unit) > depthOf(top))
  return isAlone || hasCredit(top, file) ? top : undefined
}

/** Whether a heading behind the first is the title: longer by far than a short name, or the same with its marks. */
function isRather(unit: Unit, first: Unit | undefined, units: ReadonlyArray<Unit>): boolean {
  if (!first || unit === first || unit.length > longest || isSection(unit, units, 0)) return false
  const isName = first.length <= nameSize && unit.length > first.length * 2
  const {depth} = unit.node as Heading
  const isSame = depth === 1 && foldLetters(first.text).startsWith(foldLetters(unit.text))
  return isName || isSame
}

function isHeading(unit: Unit): boolean {
  return unit.node.type === 'heading' && unit.text !== ''
}

// A heading of the first rank late in a text without any other is a section all the same.
function isSection(unit: Unit, units: ReadonlyArray<Unit>, most = 1): boolean {
  const before = units.slice(0, units.indexOf(unit))
  const body = before.filter((other) => other.length >= 40 && other.hasStop && other.linkShare < 0.5)
  return body.length > most
}

function isLike(known: string, text: string): boolean {
  if (text.length < 4) return false
  if (known === text || known.startsWith(text)) return true
  // Clippers drop letters that they can't write into a file's name.
  const letters = new Set(known)
  const shared = [...text].filter((letter) => letters.has(letter)).length
  return shared >= text.length * 0.95 && Math.abs(known.length - text.length) <= 3 + known.length * 0.4
}

function findPlainTitle(units: ReadonlyArray<Unit>, controls: Controls, file: VFile): Unit | undefined {
  const candidates = units.filter((unit) => unit.text !== '' || !unit.hasImage)
  const start = candidates.slice(0, headSize).findIndex((unit) => !isControl(unit, controls))
  const [first, next] = start < 0 ? [] : candidates.slice(start)
  if (first && next && isQuotedTitle(first, next, units)) return first
  if (first?.node.type !== 'paragraph' || first.inQuote || first.hasImage || first.text === '') return
  if (first.length > longest || first.length < 3 || titleEnd.test(first.text) || first.linkShare > 0.5) return
  if (hasCredit(first, file)) return first
  const isText = !file.path?.match(/\.(?:md|markdown)$/i)
  return isText && !sentence.test(first.text) && next && next.length > first.length * ratio
    ? first
    : undefined
}

/** Clippers quote what a page says of itself: its title, if it is short and nothing else repeats it. */
function isQuotedTitle(first: Unit, next: Unit, units: ReadonlyArray<Unit>): boolean {
  if (!first.inQuote || first.isBold || next.inQuote || first.length < 3 || first.length > quotedSize)
    return false
  if (pause.test(first.text) || first.linkShare > 0.5) return false
  const letters = foldLetters(first.text)
  return units.every((unit) => unit === first || foldLetters(unit.text.slice(0, near)) !== letters)
}

/** Whether a credit stands right behind a unit. */
function hasCredit({place}: Unit, file: VFile): boolean {
  return (file.data.ledger ?? []).some(
    (change) =>
      change.kind === 'lift' &&
      change.rule.startsWith('lift-credits:') &&
      change.place[0] >= place[1] &&
      change.place[0] - place[1] <= near
  )
}

/** What stands before a title without being one: a path through a site, a count, a control. */
function isControl({length, linkShare, text}: Unit, {junk, paths}: Controls): boolean {
  if (length < 3 || linkShare > 0.5 || path.test(text) || readCredit(paths, text)) return true
  return length <= nameSize * 2 && findRule(junk, foldLine(text)) !== undefined
}

/** A title without the names of sites and sections behind it. */
function dropSite(title: string): string {
  let rest = title.trim()
  if (rest.length > widest) return rest
  let last = ''
  for (;;) {
    const cut = [...rest.matchAll(siteMark)].at(-1)
    if (!cut || cut.index === 0) return rest
    // A title may have a dash of its own before that of the site.
    if (dash.test(last) && dash.test(cut[0])) return rest
    const isFirst = last === ''
    last = cut[0]
    const head = rest.slice(0, cut.index).trim()
    const site = rest.slice(cut.index + cut[0].length).trim()
    const isSite =
      site.split(/\s+/).length <= 6 &&
      site.length <= 40 &&
      !/[?!\uff1f\uff01\u3002,\uff0c\u2019']/u.test(site)
    // A dash may be the title's own; a bar seldom is.
    const ratio = isFirst && /[|\uff5c_]|--/.test(cut[0]) ? 0.6 : 2
    if (!isSite || head.length < site.length * ratio) return rest
    rest = head
  }
}
