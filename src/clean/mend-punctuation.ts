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
/** What closes before a mark: the Han text is behind it. */
const closing = /[\u201d\u2019\u300b\u300d\u300f\u3011\uff09)%\u3000-\u303f]/u
const opening = /[\u201c\u2018\u300a\u300c\u300e\u3010\uff08(]/u

const blank = /[ \u00a0]/
/** Blanks inside quotation marks and brackets, and beside full-width punctuation. */
const blanks =
  /(?<=[\u3001\u3002\uff0c\uff01\uff1a\uff1b\uff1f\u300a\u300c\u300e\u3010\uff08])[ \u00a0]+(?=\S)|(?<=\S)[ \u00a0]+(?=[\u3001\u3002\uff0c\uff01\uff1a\uff1b\uff1f\u300b\u300d\u300f\u3011\uff09])|(?<=[\u300b\u300d\u300f\u3011\uff09\u201d])[ \u00a0]+(?=\p{Script=Han})|(?<=\p{Script=Han})[ \u00a0]+(?=[\u300a\u300c\u300e\u3010\uff08\u201c])/gu
const quoted = /\u201c([ \u00a0]*)([^\u201c\u201d\n]*[^\s\u201c\u201d])([ \u00a0]*)\u201d/gu

/** Widen punctuation in Han text and take out blanks beside it. */
export function remarkMendPunctuation() {
  return function (tree: Root, file: VFile): void {
    visitTexts(tree, function (node, parent, index) {
      if (!candidate.test(node.value)) return
      const before = neighbour(parent, index, -1)
      const after = neighbour(parent, index, 1)
      if (!han.test(node.value) && !han.test(before + after)) return
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
  return (step < 0 ? text.at(-1) : text[0]) ?? ''
}

function findMarks(node: Text, before: string, after: string): Replacement[] {
  const {value} = node
  const found: Replacement[] = []
  const open: {index: number; at: number}[] = []
  for (const match of value.matchAll(mark)) {
    const [text] = match
    const from = match.index
    const to = from + text.length
    const left = value[from - 1] ?? before
    const right = value[to] ?? after
    if (text === '(') open.push({index: from, at: found.length})
    else if (text === ')') {
      const pair = open.pop()
      if (pair && isHanBracket(value, pair.index, from, before, after)) {
        found.splice(pair.at, 0, {from: pair.index, to: pair.index + 1, text: wide['('] ?? '('})
        found.push({from, to, text: wide[')'] ?? ')'})
      }
    } else if (text.length > 1) {
      if (han.test(left) || han.test(right)) found.push({from, to, text: ellipsis})
    } else if (isHanMark(text, left, right, value.slice(0, from))) {
      found.push({from, to, text: wide[text] ?? text})
    }
  }

  return found
}

function isHanMark(text: string, left: string, right: string, before: string): boolean {
  const isAfterHan = han.test(left) || (closing.test(left) && hasHanBehind(before))
  if (text === '.') return isAfterHan && (right === '' || han.test(right) || /[\s\u201d\u300d]/.test(right))
  if (isAfterHan) return true
  // After a Latin word or a number it takes Han text on the right, and no time or ratio on the left.
  return han.test(right) && /[\p{L}\p{N}]/u.test(left) && text !== '!' && text !== '?'
}

function hasHanBehind(before: string): boolean {
  return han.test(before.slice(-8))
}

function isHanBracket(value: string, from: number, to: number, before: string, after: string): boolean {
  const left = value[from - 1] ?? before
  const right = value[to + 1] ?? after
  if (/[\w$]/.test(left) && !han.test(value.slice(from, to))) return false
  return han.test(left) || han.test(value.slice(from + 1, to)) || (opening.test(left) && han.test(right))
}

function findBlanks(node: Text): Replacement[] {
  const found: Replacement[] = []
  for (const match of node.value.matchAll(blanks)) {
    found.push({from: match.index, to: match.index + match[0].length, text: ''})
  }

  if (han.test(node.value)) {
    for (const {0: whole, 1: head = '', 3: tail = '', index} of node.value.matchAll(quoted)) {
      const end = index + whole.length - 1
      if (head !== '') found.push({from: index + 1, to: index + 1 + head.length, text: ''})
      if (tail !== '') found.push({from: end - tail.length, to: end, text: ''})
    }
  }

  found.sort((a, b) => a.from - b.from)
  // A blank between two marks is found for both of them.
  return found.filter(({from}, index) => from >= (found[index - 1]?.to ?? 0))
}
