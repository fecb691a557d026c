/**
 * remark plugin to give Han text its full-width punctuation, and to take out blanks
 * that have no place beside it.
 *
 * A mark is widened only where Han text touches it and nothing speaks against it:
 * numbers, Latin words, code and URLs keep theirs. Brackets are widened in pairs.
 */

import type {Nodes, Parents, Root, Text} from 'mdast'
import type {VFile} from 'vfile'
import {toString} from 'mdast-util-to-string'
import type {Replacement} from '../trace.ts'
import {replaceTogether} from './replace-matches.ts'
import {visitTexts} from './visit-texts.ts'

const wide: Readonly<Record<string, string>> = {
  ',': '\uff0c',
  ';': '\uff1b',
  ':': '\uff1a',
  '?': '\uff1f',
  '!': '\uff01',
  '.': '\u3002',
  '(': '\uff08',
  ')': '\uff09'
}
const ellipsis = '\u2026\u2026'

const mark = /\.{3,}|[,;:?!.()]/g
const candidate =
  /[,;:?!.()\u201c\u201d\u2018\u2019\u300a-\u300f\u3010\u3011\uff08\uff09\u3001\u3002\uff0c\uff01\uff1a\uff1b\uff1f]/
const han = /\p{Script=Han}/u
/** No Han letter stands before these. */
const beyondLatin = /[\u2e80-\uffff]/
const commonHan = /[\u4e00-\u9fff]/
/** What closes before a mark: the Han text is behind it. */
const closing = /[\u201d\u2019\u300b\u300d\u300f\u3011\uff09)%\u3000-\u303f]/u
const opening = /[\u201c\u2018\u300a\u300c\u300e\u3010\uff08(]/u

const blank = /[ \u00a0]/
const blankRun = /[ \u00a0]+/g
/** What no blank stands behind, and what none stands before, whatever is on its other side. */
const bareBehind = /[\u3001\u3002\uff0c\uff01\uff1a\uff1b\uff1f\u300a\u300c\u300e\u3010\uff08]/
const bareBefore = /[\u3001\u3002\uff0c\uff01\uff1a\uff1b\uff1f\u300b\u300d\u300f\u3011\uff09]/
/** What no blank parts from Han text behind it, and before it. */
const closesHan = /[\u300b\u300d\u300f\u3011\uff09\u201d]/
const opensHan = /[\u300a\u300c\u300e\u3010\uff08\u201c]/
const solid = /\S/
const endsInHan = /\p{Script=Han}$/u
const startsInHan = /^\p{Script=Han}/u
const quoted = /\u201c([^\u201c\u201d\n]*)\u201d/gu
const startBlank = /^[ \u00a0]+/

/** Widen punctuation in Han text and take out blanks beside it. */
export function remarkMendPunctuation() {
  return function (tree: Root, file: VFile): void {
    visitTexts(tree, function (node, parent, index) {
      if (!candidate.test(node.value)) return
      const before = neighbour(parent, index, -1)
      const after = neighbour(parent, index, 1)
      if (!holdsHan(node.value) && !holdsHan(before + after)) return
      if (parent.type === 'link' && /^\w+:\/\//.test(node.value)) return
      replaceTogether(file, node, findMarks(node, before, after), {
        rule: 'mend-punctuation:half-width',
        why: 'Half-width punctuation in Han text'
      })
      if (!blank.test(node.value)) return
      replaceTogether(file, node, findBlanks(node), {
        rule: 'mend-punctuation:blank',
        why: 'A blank beside punctuation that brings its own'
      })
    })
  }
}

/** The character beside a text node, in the node next to it. */
function neighbour(parent: Parents, index: number, step: -1 | 1): string {
  const sibling: Nodes | undefined = parent.children[index + step]
  if (sibling === undefined) return ''
  const text = toString(sibling)
  return step < 0 ? characterBefore(text, text.length) : characterAt(text, 0)
}

/** The character before an offset; empty at the start. Many a Han letter is two units. */
function characterBefore(text: string, at: number): string {
  const pair = text.slice(Math.max(0, at - 2), at)
  return isPair(pair) ? pair : pair.slice(-1)
}

/** The character at an offset; empty at the end. */
function characterAt(text: string, at: number): string {
  const pair = text.slice(at, at + 2)
  return isPair(pair) ? pair : pair.slice(0, 1)
}

function isPair(text: string): boolean {
  return (text.codePointAt(0) ?? 0) > 0xff_ff
}

function findMarks(node: Text, before: string, after: string): Replacement[] {
  const {value} = node
  const found: Replacement[] = []
  const open: {index: number; hasHan: boolean}[] = []
  // What stands between two brackets is looked at once, however deep they are.
  let seen = 0
  for (const match of value.matchAll(mark)) {
    const [text] = match
    const from = match.index
    const to = from + text.length
    const left = characterBefore(value, from) || before
    const right = characterAt(value, to) || after
    if (text === '(' || text === ')') {
      const last = open.at(-1)
      if (last) last.hasHan ||= holdsHan(value.slice(seen, from))
      seen = to
    }

    if (text === '(') open.push({index: from, hasHan: false})
    else if (text === ')') {
      const pair = open.pop()
      const outer = open.at(-1)
      if (outer && pair) outer.hasHan ||= pair.hasHan
      if (pair && isHanBracket(characterBefore(value, pair.index) || before, right, pair.hasHan)) {
        found.push({from: pair.index, to: pair.index + 1, text: wide['('] ?? '('})
        found.push({from, to, text: wide[')'] ?? ')'})
      }
    } else if (text.length > 1) {
      if (holdsHan(left) || holdsHan(right)) found.push({from, to, text: ellipsis})
    } else if (isHanMark(text, left, right, value.slice(0, from))) {
      found.push({from, to, text: wide[text] ?? text})
    }
  }

  // A bracket is known to be one of a pair only at the other.
  return found.sort((a, b) => a.from - b.from)
}

function isHanMark(text: string, left: string, right: string, before: string): boolean {
  const isAfterHan = holdsHan(left) || (closing.test(left) && hasHanBehind(before))
  if (text === '.') return isAfterHan && (right === '' || holdsHan(right) || /[\s\u201d\u300d]/.test(right))
  if (isAfterHan) return true
  // After a Latin word or a number it takes Han text on the right, and no time or ratio on the left.
  return holdsHan(right) && /[\p{L}\p{N}]/u.test(left) && text !== '!' && text !== '?'
}

function hasHanBehind(before: string): boolean {
  return holdsHan(before.slice(-8))
}

/** Whether a pair of brackets stands in Han text, by what is beside it and whether Han text is inside. */
function isHanBracket(left: string, right: string, hasHan: boolean): boolean {
  if (/[\w$]/.test(left) && !hasHan) return false
  return holdsHan(left) || hasHan || (opening.test(left) && holdsHan(right))
}

function findBlanks(node: Text): Replacement[] {
  const found: Replacement[] = []
  const {value} = node
  for (const {0: run, index} of value.matchAll(blankRun)) {
    const to = index + run.length
    if (isOdd(value.slice(Math.max(0, index - 2), index), value.slice(to, to + 2)))
      found.push({from: index, to, text: ''})
  }

  if (holdsHan(value)) {
    for (const {1: inside = '', index} of value.matchAll(quoted)) {
      if (inside.trim() === '') continue
      const start = index + 1
      const head = startBlank.exec(inside)?.[0].length ?? 0
      let tail = inside.length
      while (blank.test(inside.charAt(tail - 1))) tail--
      if (head > 0) found.push({from: start, to: start + head, text: ''})
      if (tail < inside.length) found.push({from: start + tail, to: start + inside.length, text: ''})
    }
  }

  found.sort((a, b) => a.from - b.from)
  // A blank between two marks is found for both of them.
  return found.filter(({from}, index) => from >= (found[index - 1]?.to ?? 0))
}

/** Whether a blank has no place between what stands before it and behind it: inside marks, and beside full-width punctuation. */
function isOdd(before: string, after: string): boolean {
  const left = before.slice(-1)
  const right = after.slice(0, 1)
  if (!solid.test(left) || !solid.test(right)) return false
  return (
    bareBehind.test(left) ||
    bareBefore.test(right) ||
    (closesHan.test(left) && startsInHan.test(after)) ||
    (opensHan.test(right) && endsInHan.test(before))
  )
}

/** Whether a text holds Han text; of what a class of thousands of letters finds, the common ones are found first. */
function holdsHan(text: string): boolean {
  return beyondLatin.test(text) && (commonHan.test(text) || han.test(text))
}
