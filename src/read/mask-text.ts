/**
 * Mask what is no Markdown before Markdown is parsed, and put it back into the tree.
 *
 * Formulas and the tags of site generators are full of marks that mean something else in
 * Markdown. Each of their characters is replaced by one that means nothing, so that no
 * offset moves; line endings of other systems and page breaks become those that the parser knows.
 */

import type {Nodes} from 'mdast'
import {placeOf} from '../trace.ts'

/** A character of no meaning, that no text holds: the last for private use. */
const mask = '\u{f8fe}'

/** As much as tells whether there is anything to mask: most texts hold nothing. */
const candidate = /[$\u2028\u2029\f\v]|\\[([]|\{[{%]/
/** A formula between two lines of `$$`, or one of several lines; as long as anyone writes. */
const block = /^[ \t]*\$\$(?=[^$])(?:(?!\$\$|```)[^]){1,4000}?\$\$(?=[ \t]*(?:\{#[^}\n]*\})?[ \t]*$)/gm
/**
 * A formula in a line: no blank inside its marks, no digit behind them, as prices have. What
 * holds none of the marks of Markdown needs no mask.
 */
const inline =
  /(?<![\\$\w])\$\$?(?=[^\s$])(?=[^$\n`]*[\\_^*{<])(?:\\\$|[^$\n`]){1,300}?(?<=[^\s\\])\$\$?(?![\d$])/g
/** The marks of TeX itself: exporters write them for brackets, too, so a command or a power must stand inside. */
const tex =
  /\\\((?=(?:(?!\\\))[^\n]){0,300}?(?:\\[a-z]{2}|\^))[^\n]{1,300}?\\\)|\\\[(?=(?:(?!\\\])[^\n]){0,1000}?(?:\\[a-z]{2}|\^))[^\n]{1,1000}?\\\]/gi
/** Tags of site generators: `{% x %}`, `{{< x >}}`, `{{ x }}`. */
const template = /\{%(?!\})[^{}\n]{1,400}?%\}|\{\{[^{}\n]{1,400}?\}\}/g
const patterns = [block, inline, tex, template]
/** What makes code or an address of it. */
const foreign = /\]\(|`/

/** The text as it is to be parsed, of the same length. */
export function maskText(text: string): string {
  if (!candidate.test(text)) return text
  const plain = text.replace(/[\u2028\u2029]/g, '\n').replace(/[\f\v]/g, ' ')
  return patterns.reduce(
    (masked, pattern) =>
      masked.replace(pattern, (match) => (foreign.test(match) ? match : mask.repeat(match.length))),
    plain
  )
}

/** Whether a text was changed to be parsed. */
export function isMasked(value: string): boolean {
  return value.includes(mask)
}

/**
 * A function that gives values what stands behind their masks: from an offset on, and one value
 * behind the other, as the masks stand in the same order in the raw range.
 */
export function createUnmask(whole: string, masked: string, from: number): (value: string) => string {
  let at = from
  return (value) =>
    value.replaceAll(mask, () => {
      while (masked[at] !== mask && at < masked.length) at++
      return whole[at++] ?? ''
    })
}

/** Put back what was masked in a node that is no text. */
export function unmaskNode(node: Nodes, whole: string, masked: string): void {
  const unmask = createUnmask(whole, masked, findOwn(node, masked))
  // In the order in which they are written.
  if ('alt' in node && node.alt) node.alt = unmask(node.alt)
  if ('lang' in node && node.lang) node.lang = unmask(node.lang)
  if ('meta' in node && node.meta) node.meta = unmask(node.meta)
  if ('value' in node) node.value = unmask(node.value)
  if ('label' in node && node.label && isMasked(node.label)) {
    node.label = unmask(node.label)
    // Two formulas of one length have one mask, so the label tells them apart.
    node.identifier = node.label.replace(/\s+/g, ' ').toLowerCase()
  }

  if ('url' in node) node.url = unmask(node.url)
  if ('title' in node && node.title) node.title = unmask(node.title)
}

/** Where a node begins to write what its children do not: a link and a reference behind their text. */
function findOwn(node: Nodes, masked: string): number {
  const [from] = placeOf(node)
  // The text of a bare address is its address, and that of a short reference is its label.
  if (node.type === 'link' ? masked[from] !== '[' : node.type !== 'linkReference') return from
  if (node.type === 'linkReference' && node.referenceType !== 'full') return from
  const last = 'children' in node ? node.children.at(-1) : undefined
  return last ? placeOf(last)[1] : from
}
