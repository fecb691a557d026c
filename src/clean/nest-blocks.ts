/**
 * Nest the blocks of raw HTML: lists and quotes hold those that stand between their tags.
 */

import type {Blockquote, Html, List, ListItem, RootContent, ThematicBreak} from 'mdast'
import type {Token} from './build-table.ts'
import {placeOf} from '../trace.ts'
import {setPlace} from './cut-range.ts'

interface Level {
  readonly name: string
  readonly children: RootContent[]
  /** Number of the first item. */
  readonly start?: number
}

export interface Stack {
  readonly add: (node: RootContent) => void
  readonly enter: (tag: Token, raw: string) => void
  readonly leave: (tag: Token) => void
  /** Blocks, once all that is open is closed. */
  readonly close: () => RootContent[]
}

const nested: ReadonlySet<string> = new Set(['ul', 'ol', 'li', 'blockquote'])

/** @param origin - gives its position to what is made. */
export function createStack(origin: Html): Stack {
  const root: Level = {name: '', children: []}
  const levels = [root]
  return {add, enter, leave, close}

  function add(node: RootContent): void {
    const level = levels.at(-1) ?? root
    // What stands in a list outside its items is an item of its own.
    level.children.push(isList(level) && node.type !== 'listItem' ? createItem([node]) : node)
  }

  function enter(tag: Token, raw: string): void {
    if (tag.name === 'hr') add(createRule(tag))
    if (!nested.has(tag.name)) return
    if (tag.name === 'li') {
      // An item ends where the next begins; outside a list it is a paragraph.
      const index = levels.findLastIndex(isList)
      if (index < 0) return
      while (levels.length > index + 1) pop()
    }

    const start = /\sstart\s*=\s*["']?(\d{1,9})/i.exec(raw.slice(tag.start, tag.end))?.[1]
    levels.push({name: tag.name, children: [], ...(start !== undefined && {start: Number(start)})})
  }

  function leave({name}: Token): void {
    const index = levels.findLastIndex((level) => level.name === name)
    if (index > 0) while (levels.length > index) pop()
  }

  function pop(): void {
    const level = levels.pop()
    if (level && level.children.length > 0) add(build(level))
  }

  function close(): RootContent[] {
    while (levels.length > 1) pop()
    return root.children
  }

  function build({name, children, start}: Level): RootContent {
    if (name === 'blockquote')
      return place<Blockquote>({type: 'blockquote', children: children as never}, children)
    if (name === 'li') return createItem(children)
    const list: List = {type: 'list', ordered: name === 'ol', spread: false, children: children as ListItem[]}
    if (name === 'ol') list.start = start ?? 1
    return place(list, children)
  }

  function createItem(children: RootContent[]): ListItem {
    return place<ListItem>({type: 'listItem', spread: false, children: children as never}, children)
  }

  function createRule(tag: Token): ThematicBreak {
    const rule: ThematicBreak = {type: 'thematicBreak'}
    // The tag itself is in the ledger.
    setPlace(rule, [tag.start, tag.start], origin)
    return rule
  }

  function place<Node extends RootContent>(node: Node, inside: ReadonlyArray<RootContent>): Node {
    const [first] = inside
    const last = inside.at(-1)
    if (origin.position) node.position = origin.position
    if (first && last) setPlace(node, [placeOf(first)[0], placeOf(last)[1]])
    return node
  }
}

function isList({name}: Level): boolean {
  return name === 'ul' || name === 'ol'
}
