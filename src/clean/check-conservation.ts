/**
 * Check that cleaning lost nothing in silence.
 *
 * The raw text must be what stands in the tree together with what the ledger
 * holds, every character once; white space and the marks of syntax aside. It is
 * written without knowledge of any plugin, so that no plugin can excuse itself.
 */

import type {Nodes, Text} from 'mdast'
import type {Article, Change, Edit, Place} from '../model.ts'
import {decodeString} from 'micromark-util-decode-string'
import {applyEdits, placeOf} from '../trace.ts'
import {checkPage} from './check-page.ts'

export interface Finding {
  readonly reason: string
  readonly place: Place
}

/** Who accounts for a character. */
const Owner = {Nobody: 0, Parent: 1, Leaf: 2, Ledger: 3} as const

const parentsWithSyntax: ReadonlySet<string> = new Set(['link', 'linkReference', 'footnoteDefinition'])
/** White space, and marks that say nothing once the block around them is gone. */
const blank = /[\s>#*+\-_=~`|\\]/
/** What syntax around children may be made of, digits for the numbers of lists included. */
const mark = /[\s!-/:-@[-`{-~\d]/
const taskMark = /\[[ xX]\]/

/** Everything that an article's tree and ledger fail to account for; empty when all is well. */
export function checkConservation(article: Pick<Article, 'text' | 'tree' | 'ledger' | 'kind'>): Finding[] {
  const findings = checkBefore(article)
  if (article.kind === 'html') return [...findings, ...checkPage(article)]
  const owners = new Uint8Array(article.text.length)
  const rewrites = article.ledger.filter((change) => change.kind === 'rewrite')
  const rewritten = markPlaces(article.text.length, rewrites)

  for (const change of article.ledger) {
    if (change.kind === 'drop' || change.kind === 'lift')
      own(owners, change.place, Owner.Ledger, findings, change.rule)
  }

  walk(article.tree)
  findUncovered()
  return findings

  function walk(node: Nodes): void {
    const place = placeOf(node)
    if (node.type === 'text') checkText(article.text, node, rewritten, findings)
    if (!('children' in node)) return own(owners, place, Owner.Leaf, findings, node.type)
    for (const child of node.children) walk(child)
    if (node.type === 'root') return
    const owner = parentsWithSyntax.has(node.type) ? Owner.Leaf : Owner.Parent
    for (let at = place[0]; at < place[1]; at++) if (owners[at] === Owner.Nobody) owners[at] = owner
  }

  function findUncovered(): void {
    let start = -1
    for (let at = 0; at <= owners.length; at++) {
      const character = article.text[at] ?? ''
      const owner = owners[at]
      const isLost =
        at < owners.length &&
        ((owner === Owner.Nobody && !blank.test(character)) ||
          (owner === Owner.Parent && !mark.test(character)))
      if (isLost && start < 0) start = at
      if (!isLost && start >= 0) {
        const lost = article.text.slice(start, at)
        if (rewritten[start] !== 1)
          findings.push({reason: `Unexpected loss of \`${lost}\``, place: [start, at]})
        start = -1
      }
    }
  }
}

/** The ledger must quote the raw text as it stands. */
function checkBefore({text, ledger}: Pick<Article, 'text' | 'ledger'>): Finding[] {
  return ledger
    .filter(({before, place}) => text.slice(...place) !== before)
    .map(({place, rule}) => ({
      reason: `Unexpected \`before\` in ${rule}, expected the raw text there`,
      place
    }))
}

function own(owners: Uint8Array, place: Place, owner: number, findings: Finding[], name: string): void {
  let twice = 0
  for (let at = place[0]; at < place[1]; at++) {
    if (owners[at] === Owner.Leaf || owners[at] === Owner.Ledger) twice++
    owners[at] = owner
  }

  if (twice > 0) findings.push({reason: `Unexpected ${twice} characters twice, in ${name}`, place})
}

function markPlaces(length: number, changes: ReadonlyArray<Change>): Uint8Array {
  const marked = new Uint8Array(length + 1)
  for (const change of changes)
    marked.fill(1, change.place[0], Math.max(change.place[1], change.place[0] + 1))
  return marked
}

function checkText(raw: string, node: Text, rewritten: Uint8Array, findings: Finding[]): void {
  const place = placeOf(node)
  const edits = node.data?.edits ?? []
  if (applyEdits(raw, place, edits) !== node.value) {
    findings.push({reason: `Unexpected value \`${node.value}\`, expected the raw text with its edits`, place})
  }

  for (const edit of edits) {
    if (isMarkup(raw, edit) || isRewritten(edit, rewritten)) continue
    findings.push({
      reason: `Unexpected edit to \`${edit.text}\`, expected it in the ledger`,
      place: [edit.start, edit.end]
    })
  }
}

/** Whether an edit does no more than reading Markdown does. */
function isMarkup(raw: string, edit: Edit): boolean {
  const before = raw.slice(edit.start, edit.end)
  if (edit.text.trim() === '' && /^[\s>\\]*$/.test(before)) return true
  if (before === '\\' && edit.text === '') return true
  if (edit.text === '' && taskMark.test(before)) return true
  return decodeString(before) === edit.text
}

function isRewritten(edit: Edit, rewritten: Uint8Array): boolean {
  for (let at = edit.start; at < Math.max(edit.end, edit.start + 1); at++)
    if (rewritten[at] !== 1) return false
  return true
}
