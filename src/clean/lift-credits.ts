/**
 * remark plugin to lift lines of credit: who wrote it, when, and where it was published.
 *
 * They stand before the body or right behind it. A line is lifted only if a rule
 * accounts for the whole of it, or if little stands beside links to the pages of its
 * authors. A sentence that names its author or its reporter is no credit: what it says is
 * noted, and it stays.
 */

import type {Image, Link, Root} from 'mdast'
import type {Metadata, Rule, RulePack} from '../model.ts'
import type {VFile} from 'vfile'
import {toString} from 'mdast-util-to-string'
import {visit} from 'unist-util-visit'
import {dropNode} from './drop-node.ts'
import {listNamed, listOthers} from './list-rules.ts'
import {listUnits, measureText, type Unit} from './list-units.ts'
import {readCredit} from './read-credit.ts'

export interface Options {
  readonly rules: ReadonlyArray<RulePack>
}

/** As much as may stand before the body: menus, title, section, author, date, picture and the like. */
const headSize = 60
/** Body paragraphs that may stand before a credit, such as a summary. */
const headBody = 2
const tailSize = 30
/** A credit is a line, not a paragraph; see `measureText`. */
const longest = 80
/** So much of a paragraph is read for a mention of its author. */
const sentenceSize = 300
/** A paragraph of this length with a stop is body. */
const bodySize = 40
/** The longest name, and what may stand beside names: a date, a label; see `measureText`. */
const nameSize = 14
const restSize = 24

/** How sites address the pages of their authors. */
const authorPage =
  /\/(?:authors?|by|byline|columnists?|contributors?|experts?|journalists?|people|profiles?|reporters?|staff|users?|writers?)\/[^/?#]+\/?(?:[?#].*)?$|[?&](?:author|user)=/i
const avatar = /avatar/i
const authorTitle = /^(?:posts|articles|stories|more) (?:by|from) /i

/** Lift lines of credit. */
export function remarkLiftCredits(options: Options) {
  const rules = listOthers(options.rules, 'lift-credits', ['glued', 'noted'])
  // A date behind the body is the date of a comment as often as not.
  const tailRules = listOthers(options.rules, 'lift-credits', ['dates', 'glued', 'noted'])
  const noted = listNamed(options.rules, 'lift-credits', 'noted')

  return function (tree: Root, file: VFile): void {
    const units = listUnits(tree)
    const ends: Unit[] = []
    let body = 0
    for (const [index, unit] of units.entries()) {
      const isHead = index < headSize && body < headBody
      const isTail = index >= units.length - tailSize
      if (isBody(unit)) body++
      if (unit.text === '' || !(isHead || isTail)) continue
      ends.push(unit)
      if (unit.length > longest || liftLine(unit, isHead ? rules : tailRules, file)) continue
      // Behind the body other authors are linked to, too.
      if (isHead || file.data.metadata?.byline === undefined) liftAuthors(unit, file, isHead)
    }

    // What a sentence says of its author is noted, wherever the sentence goes.
    for (const {text} of ends) {
      const credit = readCredit(noted, text.slice(0, sentenceSize))
      if (credit) mergeMetadata(file, credit.metadata)
    }
  }
}

function isBody(unit: Unit): boolean {
  return unit.node.type === 'paragraph' && unit.length >= bodySize && unit.hasStop
}

/** Lift a line that links to pages about its authors; one that says much else is left as it is. */
function liftAuthors(unit: Unit, file: VFile, isHead: boolean): void {
  const names: string[] = []
  visit(unit.node, 'link', function (node: Link) {
    const name = toString(node).trim()
    const isAuthor = authorPage.test(node.url) || authorTitle.test(node.title ?? '')
    if (isAuthor && name !== '' && measureText(name) <= nameSize && !names.includes(name)) names.push(name)
  })
  if (isHead && names.length === 0 && hasAvatar(unit) && unit.length <= nameSize) names.push(unit.text)
  const rest = unit.length - names.reduce((sum, name) => sum + measureText(name), 0)
  if (names.length === 0 || unit.hasStop || rest > restSize) return
  const reason = {
    rule: 'lift-credits:author-page',
    kind: 'lift',
    why: 'Links to the page of its author',
    confidence: 0.9
  } as const
  if (dropNode(file, unit.node, unit.ancestors, reason)) mergeMetadata(file, {byline: names.join(', ')})
}

/** Whether the portrait of an account stands before its name. */
function hasAvatar({node}: Unit): boolean {
  let found = false
  visit(node, 'image', function ({url}: Image) {
    found ||= avatar.test(url)
  })
  return found
}

/** Lift a line that a rule accounts for. */
function liftLine(unit: Unit, rules: ReadonlyArray<Rule>, file: VFile): boolean {
  const credit = readCredit(rules, unit.text)
  if (!credit) return false
  const reason = {
    rule: `lift-credits:${credit.rule.id}`,
    kind: 'lift',
    why: credit.rule.why,
    confidence: credit.rule.weight
  } as const
  if (!dropNode(file, unit.node, unit.ancestors, reason)) return true
  mergeMetadata(file, credit.metadata)
  const url = findAddress(unit)
  if (
    url !== undefined &&
    (credit.metadata.source !== undefined || Object.keys(credit.metadata).length === 0)
  ) {
    mergeMetadata(file, {url})
  }

  return true
}

/** Keep what was found first. */
export function mergeMetadata(file: VFile, found: Metadata): void {
  file.data.metadata = {...found, ...file.data.metadata}
}

// The last link of a credit is the article's, the one before it that of a tool or an account.
function findAddress(unit: Unit): string | undefined {
  let last: string | undefined
  visit(unit.node, 'link', function (node: Link) {
    if (/^https?:/.test(node.url)) last = node.url
  })
  return last
}
