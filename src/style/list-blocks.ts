/**
 * List the blocks of a tree as strings, with the text nodes they are made of:
 * a phrase, a pair of quotation marks or a name may begin in one node and end in
 * another.
 */

import type {Heading, Nodes, Paragraph, Parents, TableCell, Text} from 'mdast'

/** A text node where it stands in its block. */
export interface Span {
  readonly node: Text
  readonly from: number
  readonly to: number
  /** Marked as another language's, so to be left alone. */
  readonly isForeign: boolean
}

export interface Block {
  readonly node: Parents
  /** What its text nodes say; what is no text is U+FFFC. */
  readonly text: string
  readonly spans: ReadonlyArray<Span>
}

const object = '\ufffc'

/**
 * @param isForeign whether a language that something is marked as is not the article's.
 */
export function listBlocks(tree: Nodes, isForeign: (lang: string) => boolean): Block[] {
  const blocks: Block[] = []
  walk(tree)
  return blocks

  function walk(node: Nodes): void {
    if (isEditors(node)) return
    if (isBlock(node)) blocks.push(createBlock(node, isForeign))
    else if ('children' in node) for (const child of node.children) walk(child)
  }
}

/** Whether a node holds text and nothing else that does. */
export function isBlock(node: Nodes): node is Heading | Paragraph | TableCell {
  return node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell'
}

/** Whether a note is the editor's own: those are written as the editor wants them. */
export function isEditors(node: Nodes): boolean {
  return node.type === 'footnoteDefinition' && node.data?.by === 'editor'
}

/** A block as it stands now. */
export function createBlock(block: Parents, isForeign: (lang: string) => boolean): Block {
  const spans: Span[] = []
  let text = ''
  const own = langOf(block)
  add(block, own !== undefined && isForeign(own))
  return {node: block, text, spans}

  function add(parent: Parents, isOut: boolean): void {
    for (const child of parent.children) {
      if (child.type === 'text') {
        const lang = child.data?.lang
        const from = text.length
        text += child.value
        spans.push({
          node: child,
          from,
          to: text.length,
          isForeign: isOut || (lang !== undefined && isForeign(lang))
        })
      } else if ('children' in child) add(child, isOut)
      else text += child.type === 'break' ? '\n' : object
    }
  }
}

function langOf(node: Parents): string | undefined {
  return node.data && 'lang' in node.data ? (node.data.lang as string | undefined) : undefined
}

/** One replacement in a block's text. */
export interface BlockRewrite {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly rule: string
  readonly why: string
}

/** The span that holds a range whole, if one does and it may be changed. */
export function findSpan({spans}: Block, from: number, to: number): Span | undefined {
  for (let index = firstEndingAt(spans, to); ; index++) {
    const span = spans[index]
    if (!span || span.from > from) return
    if (span.from < span.to && !span.isForeign) return span
  }
}

/** The span that an offset stands in. */
export function spanAt({spans}: Block, offset: number): Span | undefined {
  const span = spans[firstEndingAt(spans, offset + 1)]
  return span && span.from <= offset ? span : undefined
}

/** Whether one of some ranges, in order and not overlapping, shares something with another range. */
export function overlaps(ranges: ReadonlyArray<Range>, from: number, to: number): boolean {
  const range = ranges[firstEndingAt(ranges, from + 1)]
  return range !== undefined && range.from < to
}

interface Range {
  readonly from: number
  readonly to: number
}

/** Index of the first of some ranges, in order, that reaches so far: by halves, for a block may be a book. */
function firstEndingAt(ranges: ReadonlyArray<Range>, to: number): number {
  let [low, high] = [0, ranges.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle] as Range).to < to) low = middle + 1
    else high = middle
  }

  return low
}
