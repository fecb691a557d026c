/**
 * Check that cleaning a web page lost nothing in silence.
 *
 * The page's source is parsed anew, to know which of its characters are text; those must
 * stand in the tree or in the ledger, once each. Tags and comments are markup wherever
 * they stand.
 */

import type {Code, InlineCode, Nodes, Text} from 'mdast'
import type {Article, Edit, Place} from '../model.ts'
import type {Finding} from './check-conservation.ts'
import {listTextPlaces} from '../list-text-places.ts'
import {decodeReferences} from '../parse-html.ts'
import {applyEdits, placeOf} from '../trace.ts'

/** Raised and lowered characters, which say what the raised and lowered tags say. */
const shifted = /^[\u00b2\u00b3\u00b9\u2070-\u209f]+$/
const word = /[\p{L}\p{N}]/u

/** Everything of a page that an article's tree and ledger fail to account for. */
export function checkPage({text, tree, ledger}: Pick<Article, 'text' | 'tree' | 'ledger'>): Finding[] {
  const findings: Finding[] = []
  const said = new Uint8Array(text.length)
  for (const [start, end] of listTextPlaces(text)) said.fill(1, start, end)
  const owned = new Uint8Array(text.length)
  const rewritten = new Uint8Array(text.length + 1)
  for (const {kind, place} of ledger) {
    if (kind === 'drop' || kind === 'lift') own(place, 'the ledger')
    if (kind === 'rewrite') rewritten.fill(1, place[0], Math.max(place[1], place[0] + 1))
  }

  walk(tree)
  findLost()
  return findings

  function walk(node: Nodes): void {
    if ('children' in node) for (const child of node.children) walk(child)
    else if (node.type === 'text' || node.type === 'code' || node.type === 'inlineCode') checkValue(node)
    else own(placeOf(node), node.type)
  }

  function checkValue(node: Text | Code | InlineCode): void {
    const place = placeOf(node)
    const edits = node.data?.edits ?? []
    if (applyEdits(text, place, edits) !== node.value)
      findings.push({
        reason: `Unexpected value \`${node.value}\`, expected the raw text with its edits`,
        place
      })
    let at = place[0]
    for (const edit of edits) {
      checkPlain([at, edit.start], node.type)
      // What an edit takes out must be told of elsewhere.
      if (edit.text !== '') own([edit.start, edit.end], node.type)
      if (edit.text !== '' && !isMarkup(edit) && !isRewritten(edit)) {
        const reason = `Unexpected edit to \`${edit.text}\`, expected it in the ledger`
        findings.push({reason, place: [edit.start, edit.end]})
      }

      at = edit.end
    }

    checkPlain([at, place[1]], node.type)
  }

  function checkPlain(place: Place, name: string): void {
    own(place, name)
    for (let at = place[0]; at < place[1]; at++) {
      if (said[at] === 1 || isBlank(at)) continue
      findings.push({reason: `Unexpected markup in ${name}, expected text alone`, place})
      return
    }
  }

  function own(place: Place, name: string): void {
    let twice = 0
    for (let at = place[0]; at < place[1]; at++) {
      if (said[at] !== 1 || isBlank(at)) continue
      if (owned[at] === 1) twice++
      owned[at] = 1
    }

    if (twice > 0) findings.push({reason: `Unexpected ${twice} characters twice, in ${name}`, place})
  }

  function isBlank(at: number): boolean {
    return /[\s\0]/.test(text[at] ?? ' ')
  }

  /** Whether an edit says what the page says there, without tags and with references decoded. */
  function isMarkup({start, end, text: value}: Edit): boolean {
    const is = squeeze(readSaid([start, end]))
    const becomes = squeeze(value)
    if (is === becomes) return true
    // Brackets, quotes and signs that tags stand for, and what their attributes say.
    if (is === '') return !word.test(becomes) || decodeReferences(text.slice(start, end)).includes(value)
    return shifted.test(becomes) && unshift(becomes) === unshift(is)
  }

  function readSaid([start, end]: Place): string {
    let value = ''
    for (let at = start; at < end;) {
      let next = at + 1
      while (next < end && said[next] === said[at]) next++
      if (said[at] === 1) value += decodeReferences(text.slice(at, next))
      at = next
    }

    return value
  }

  function isRewritten({start, end}: Edit): boolean {
    for (let at = start; at < Math.max(end, start + 1); at++) if (rewritten[at] !== 1) return false
    return true
  }

  function findLost(): void {
    let start = -1
    for (let at = 0; at <= text.length; at++) {
      const isLost =
        at < text.length && said[at] === 1 && owned[at] === 0 && rewritten[at] === 0 && !isBlank(at)
      if (isLost && start < 0) start = at
      // A reference to a blank is one, however it is written.
      if (!isLost && start >= 0 && squeeze(decodeReferences(text.slice(start, at))) !== '')
        findings.push({reason: `Unexpected loss of \`${text.slice(start, at)}\``, place: [start, at]})
      if (!isLost) start = -1
    }
  }
}

function squeeze(value: string): string {
  return value.replace(/[\s\0\ufffd]/g, '')
}

function unshift(value: string): string {
  return value.normalize('NFKC').replaceAll('\u2212', '-')
}
