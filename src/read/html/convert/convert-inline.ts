/** Convert what changes a word or two: emphasis, links, readings, raised and lowered characters. */

import type {Element} from 'hast'
import type {Emphasis, Link} from 'mdast'
import {toString} from 'hast-util-to-string'
import type {Mark} from './build-phrasing.ts'
import {addText, type Flow, type Scene} from './flow.ts'
import {listTexts} from './list-pieces.ts'
import {attributeOf, childrenOf, closingOf, findElements, openingOf} from './tags.ts'

const han = /\p{Script=Han}/u
const boldStyle = /font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b/i
const plainStyle = /font-weight\s*:\s*(?:normal|lighter|[1-5]00)\b/i
const italicStyle = /font-style\s*:\s*(?:italic|oblique)\b/i
const uprightStyle = /font-style\s*:\s*normal\b/i
/** What is raised behind a number, or to say whose a name is, and needs no sign. */
const plainRaised = /^(?:st|nd|rd|th|e|er|re|\u00e8me|\u00aa|\u00ba|o|a|tm|sm|\u2122|\u00ae|\u00a9)$/i
/** What raised and lowered text may stand in without saying anything else. */
const simpleTags = /^(?:span|i|em|b|small|font)$/
/** Characters that there are raised and lowered, and which. */
const raised = mapCharacters(
  '0123456789+-\u2212=()ni',
  '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b\u207b\u207c\u207d\u207e\u207f\u2071'
)
const lowered = mapCharacters(
  '0123456789+-\u2212=()',
  '\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089\u208a\u208b\u208b\u208c\u208d\u208e'
)

const strong: Mark = {key: 'strong', create: (children) => ({type: 'strong', children})}
const emphasis: Mark = {key: 'emphasis', create: (children): Emphasis => ({type: 'emphasis', children})}
const deleted: Mark = {key: 'delete', create: (children) => ({type: 'delete', children})}

/** Marks that an element puts on what stands in it, beside those that it stands under. */
export function addMarks(node: Element, flow: Flow, marks: ReadonlyArray<Mark>): ReadonlyArray<Mark> {
  const style = attributeOf(node, 'style')
  const {tagName} = node
  const isStrong = (/^(?:b|strong)$/.test(tagName) && !plainStyle.test(style)) || boldStyle.test(style)
  const isSlanted =
    (/^(?:i|em|var|dfn)$/.test(tagName) && !uprightStyle.test(style)) || italicStyle.test(style)
  const added: Mark[] = []
  // A heading is strong as it is.
  if (isStrong && !flow.isHeading) added.push(strong)
  if (isSlanted) added.push(emphasis)
  if (/^(?:del|s|strike)$/.test(tagName)) added.push(deleted)
  if (tagName === 'a') added.push(...createLink(node))
  const fresh = added.filter(({key}) => !marks.some((mark) => mark.key === key))
  if (fresh.length === 0) return marks
  // A link within another leads where it says itself.
  const outer = fresh.some(isLink) ? marks.filter((mark) => !isLink(mark)) : marks
  return [...outer, ...fresh]
}

export function isLink({key}: Mark): boolean {
  return key.startsWith('link\0')
}

function createLink(node: Element): Mark[] {
  const url = attributeOf(node, 'href')
  const title = attributeOf(node, 'title')
  if (url === '' || /^(?:javascript|vbscript|data):/i.test(url)) return []
  return [
    {
      key: `link\0${url}\0${openingOf(node)[0]}`,
      create: (children): Link => ({
        type: 'link',
        url,
        title: title === '' ? null : title,
        children: children as Link['children']
      })
    }
  ]
}

/** Add a word with its reading: in brackets, as the page says where it has any. */
export function addReading(node: Element, flow: Flow, scene: Scene, marks: ReadonlyArray<Mark>): void {
  if (toString(node).trim() === '') return
  addText(flow, '\uff08', openingOf(node), marks)
  scene.open(node, flow, marks)
  addText(flow, '\uff09', closingOf(node), marks)
}

/** Whether a page says itself how a reading stands in the line. */
export function hasBrackets(node: Element): boolean {
  return childrenOf(node, 'rp').some((part) => toString(part).trim() !== '')
}

/** Add raised or lowered text: in characters that are so, else behind a sign that says it. */
export function addShifted(node: Element, flow: Flow, scene: Scene, marks: ReadonlyArray<Mark>): void {
  const isRaised = node.tagName === 'sup'
  const value = toString(node).trim()
  const table = isRaised ? raised : lowered
  const isSimple =
    findElements(node, (part) => !simpleTags.test(part.tagName) || scene.frames.has(part)).length === 0
  if (value !== '' && isSimple && [...value].every((character) => table.has(character))) {
    for (const text of listTexts(node)) {
      for (const piece of scene.source.pieces.get(text) ?? []) {
        if (piece.isBlank) continue
        addPieces(piece.start, piece.end, piece.value)
      }
    }

    return
  }

  const needsSign = !(isRaised && plainRaised.test(value)) && isBehindWord(flow) && isShort(value)
  const isLong = /[^\p{L}\p{N}]/u.test(value)
  const sign = `${isRaised ? '^' : '_'}${isLong ? '(' : ''}`
  if (needsSign) addText(flow, sign, openingOf(node), marks)
  scene.open(node, flow, addMarks(node, flow, marks))
  if (needsSign && isLong) addText(flow, ')', closingOf(node), marks)

  function addPieces(start: number, end: number, said: string): void {
    addText(
      flow,
      [...said].map((character) => table.get(character) ?? character).join(''),
      [start, end],
      marks
    )
  }
}

/** Index and exponent are short; what is long is a note that someone set small. */
function isShort(value: string): boolean {
  return (
    value !== '' &&
    value.length <= 12 &&
    !han.test(value) &&
    /^[\x21-\x7e\u0370-\u03ff\u2200-\u22ff ]+$/u.test(value)
  )
}

function isBehindWord(flow: Flow): boolean {
  const last = flow.atoms.at(-1)
  return last?.kind === 'piece' && /[\p{L}\p{N})\]}]$/u.test(last.piece.value)
}

function mapCharacters(from: string, to: string): ReadonlyMap<string, string> {
  const target = [...to]
  return new Map([...from].map((character, index) => [character, target[index] ?? character]))
}
