/**
 * List the blocks of a web page, as they would stand below each other on a screen, and the
 * boxes that they stand in.
 *
 * A block is a run of text between two block boundaries: what a paragraph element holds, or the
 * text that stands in a box between two other boxes, or between two `br` in a row. Everything that
 * judges a page judges blocks; everything that decides about it decides about boxes.
 */

import type {Element, ElementContent, Root, RootContent} from 'hast'

/** An element that stands as a box of its own, or holds one. */
export interface Box {
  readonly element: Element
  readonly parent: Box | undefined
  /** What stands in it, in order. */
  readonly parts: ReadonlyArray<Box | Block>
  /** Words of class, id, role and `itemprop`, in lower case. */
  readonly words: ReadonlyArray<string>
  readonly depth: number
  /** Blocks `[first, end)` of the page stand in it. */
  readonly first: number
  readonly end: number
}

export interface Block {
  /** The nearest box. */
  readonly box: Box
  /** Children `[from, to)` of the box's element. */
  readonly from: number
  readonly to: number
  readonly index: number
  /** White space folded. */
  readonly text: string
  /** Han letters, and words of other scripts. */
  readonly length: number
  /** How many of them are links. */
  readonly linked: number
}

export interface Page {
  readonly top: Box
  readonly boxes: ReadonlyArray<Box>
  readonly blocks: ReadonlyArray<Block>
}

/** Elements that run on in a line; all others part lines. */
const inline: ReadonlySet<string> = new Set(
  (
    'a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark nobr ' +
    'o:p output picture q rb rp rt rtc ruby s samp small source span strike strong sub sup time track tt u var wbr'
  ).split(' ')
)
/** Elements whose text nobody sees. */
const unseen: ReadonlySet<string> = new Set(
  'head iframe math-ml noembed noframes object script style svg template textarea title'.split(' ')
)
const word = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu
const letters = /[A-Z][a-z]+|[a-z]+|[A-Z]+(?![a-z])/g
/** Names of two letters are words where they stand alone; what is cut out of a longer name is not. */
const leastWord = 3
/** Figures among the letters: no person gave that name. */
const madeUp = /\d[A-Za-z]/
const blankText = /^\s*$/

type Writable<Type> = {-readonly [Key in keyof Type]: Type[Key]}

/** List what a page shows. */
export function listBlocks(root: Root): Page {
  const boxes: Box[] = []
  const blocks: Block[] = []
  const top = open({
    type: 'element',
    tagName: 'html',
    properties: {},
    children: root.children as ElementContent[]
  })
  return {top, boxes, blocks}

  function open(element: Element, parent?: Box): Box {
    const parts: Array<Box | Block> = []
    const box: Writable<Box> = {
      element,
      parent,
      parts,
      words: readWords(element),
      depth: (parent?.depth ?? -1) + 1,
      first: blocks.length,
      end: blocks.length
    }
    boxes.push(box)
    let from = 0
    element.children.forEach(function (child, index) {
      const isBreak =
        child.type === 'element' && child.tagName === 'br' && isBreakBefore(element.children, index)
      if (!isBreak && runsOn(child)) return
      close(box, parts, from, index)
      from = index + 1
      if (child.type === 'element' && !isBreak && !unseen.has(child.tagName)) parts.push(open(child, box))
    })
    close(box, parts, from, element.children.length)
    box.end = blocks.length
    return box
  }

  function close(box: Box, parts: Array<Box | Block>, from: number, to: number): void {
    const run = {text: '', linked: ''}
    for (const child of box.element.children.slice(from, to)) readRun(child, run, isLink(box.element))
    const text = run.text.replace(/\s+/g, ' ').trim()
    if (text === '') return
    const block: Block = {
      box,
      from,
      to,
      index: blocks.length,
      text,
      length: countWords(text),
      linked: countWords(run.linked)
    }
    blocks.push(block)
    parts.push(block)
  }
}

/** Han letters, and words of other scripts. */
function countWords(text: string): number {
  return text.match(word)?.length ?? 0
}

/** Whether a node stands in a line with what is beside it. */
export function runsOn(node: RootContent): boolean {
  if (node.type !== 'element') return true
  if (!inline.has(node.tagName)) return false
  return node.children.every(runsOn)
}

function isBreakBefore(siblings: ReadonlyArray<ElementContent>, index: number): boolean {
  for (let at = index - 1; at >= 0; at--) {
    const node = siblings[at]
    if (node?.type === 'text' && blankText.test(node.value)) continue
    if (node?.type === 'comment') continue
    return node?.type === 'element' && node.tagName === 'br'
  }

  return false
}

function isLink({properties, tagName}: Element): boolean {
  return tagName === 'a' && properties.href !== undefined
}

function readRun(node: ElementContent, run: {text: string; linked: string}, isLinked: boolean): void {
  if (node.type === 'text') {
    run.text += node.value
    if (isLinked) run.linked += node.value
  } else if (node.type === 'element') {
    if (node.tagName === 'br') run.text += ' '
    const is = isLinked || isLink(node)
    for (const child of node.children) readRun(child, run, is)
  }
}

/** The words of which names in the markup are made. */
function readWords({properties}: Element): string[] {
  const {className, id, itemProp, role} = properties
  const names = [
    ...(Array.isArray(className) ? className : []),
    id,
    role,
    ...(Array.isArray(itemProp) ? itemProp : [])
  ]
  const words = names.flatMap((name) => (typeof name === 'string' ? name.split(/[^A-Za-z\d]+/) : []))
  return [...new Set(words.flatMap(splitWord))].slice(0, maxWords)
}

function splitWord(name: string): string[] {
  if (madeUp.test(name)) return []
  const words = name.match(letters) ?? []
  const [only = ''] = words
  return words
    .filter(({length}) => length >= leastWord || (length > 1 && only === name))
    .map((one) => one.toLowerCase())
}

// Some frameworks write hundreds of utility classes on one element; the first ones name it.
const maxWords = 24
