/**
 * remark plugin to lift the title, so that it is not printed twice.
 *
 * A title is a line that says so, the one heading of the first rank, or a first line
 * that is short and has no stop, with credits or a long paragraph behind it. Where nothing
 * looks like a title there is none. The name of a site behind it is not part of it.
 */

import type {Heading, Root} from 'mdast'
import type {RulePack} from '../model.ts'
import type {VFile} from 'vfile'
import {dropNode} from './drop-node.ts'
import {foldLetters} from './fold-line.ts'
import {listUnits, type Unit} from './list-units.ts'
import {readCredit} from './read-credit.ts'

export interface Options {
  readonly rules: ReadonlyArray<RulePack>
}

/** Titles longer than this are paragraphs; see `measureText`. */
const longest = 60
/** A first line of a text is a title only if what follows is clearly longer. */
const ratio = 1.5
/** How far from the head a line may repeat the title. */
const headSize = 14

/** Raw characters between a title and the credit behind it; addresses of pictures are long. */
const near = 800

const siteMark = /\s+[-\u2013\u2014|_\u00b7]\s+|\s*--+\s*|\s*[|\uff5c]\s*|_(?=[^_]{2,12}$)/gu
const sentence = /[.!?\u3002\uff01\uff1f,\uff0c;\uff1b]$/u
const titleEnd = /[\u3002\uff0c,;\uff1b:\uff1a.]$/u

/** Lift the title. */
export function remarkLiftTitle(options: Options) {
  const rules = options.rules.filter((pack) => pack.job === 'lift-title').flatMap((pack) => pack.rules)

  return function (tree: Root, file: VFile): void {
    const metadata = (file.data.metadata ??= {})
    let units = listUnits(tree)
    const named = units.slice(0, headSize).find((unit) => readCredit(rules, unit.text))
    if (named) {
      metadata.title ??= readCredit(rules, named.text)?.metadata.title ?? named.text
      lift(named, 'named', 'A line that names the title', file)
      units = units.filter((unit) => unit !== named)
    }

    const title = findTitle(units, file)
    if (title) {
      metadata.title ??= title.text
      lift(title, 'heading', 'The title', file)
      units = units.filter((unit) => unit !== title)
    }

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

function lift(unit: Unit, rule: string, why: string, file: VFile): void {
  dropNode(file, unit.node, unit.ancestors, {rule: `lift-title:${rule}`, kind: 'lift', why})
}

function findTitle(units: ReadonlyArray<Unit>, file: VFile): Unit | undefined {
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
  if (one && (first.length === 1 || units.indexOf(one) < 3)) return isSection(one, units) ? undefined : one
  const second = headings.filter((unit) => (unit.node as Heading).depth === 2)
  const [only] = second
  if (only && second.length === 1 && only === headings[0] && units.indexOf(only) <= units.length / 3)
    return only
  return findPlainTitle(units, file)
}

function isHeading(unit: Unit): boolean {
  return unit.node.type === 'heading' && unit.text !== ''
}

// A heading of the first rank late in a text without any other is a section all the same.
function isSection(unit: Unit, units: ReadonlyArray<Unit>): boolean {
  const before = units.slice(0, units.indexOf(unit))
  const body = before.filter((other) => other.length >= 40 && other.hasStop && other.linkShare < 0.5)
  return body.length > 1
}

function isLike(known: string, text: string): boolean {
  if (text.length < 4) return false
  if (known === text || known.startsWith(text)) return true
  // Clippers drop letters that they can't write into a file's name.
  const letters = new Set(known)
  const shared = [...text].filter((letter) => letters.has(letter)).length
  return shared >= text.length * 0.95 && Math.abs(known.length - text.length) <= 3 + known.length * 0.4
}

function findPlainTitle(units: ReadonlyArray<Unit>, file: VFile): Unit | undefined {
  const [first, next] = units.filter((unit) => unit.text !== '' || !unit.hasImage)
  if (first?.node.type !== 'paragraph' || first.inQuote || first.hasImage || first.text === '') return
  if (first.length > longest || first.length < 3 || titleEnd.test(first.text) || first.linkShare > 0.5) return
  const hasCredit = (file.data.ledger ?? []).some(
    (change) =>
      change.kind === 'lift' &&
      change.rule.startsWith('lift-credits:') &&
      change.place[0] >= first.place[1] &&
      change.place[0] - first.place[1] <= near
  )
  if (hasCredit) return first
  const isText = !file.path?.match(/\.(?:md|markdown)$/i)
  return isText && !sentence.test(first.text) && next && next.length > first.length * ratio
    ? first
    : undefined
}

/** A title without the names of sites and sections behind it. */
function dropSite(title: string): string {
  let rest = title.trim()
  for (;;) {
    const cut = [...rest.matchAll(siteMark)].at(-1)
    if (!cut || cut.index === 0) return rest
    const head = rest.slice(0, cut.index).trim()
    const site = rest.slice(cut.index + cut[0].length).trim()
    const isSite =
      site.split(/\s+/).length <= 6 &&
      site.length <= 40 &&
      !/[?!\uff1f\uff01\u3002,\uff0c\u2019']/u.test(site)
    // A dash may be the title's own; a bar seldom is.
    const ratio = /[|\uff5c_]|--/.test(cut[0]) ? 0.6 : 2
    if (!isSite || head.length < site.length * ratio) return rest
    rest = head
  }
}
