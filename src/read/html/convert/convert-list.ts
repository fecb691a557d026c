/** Convert lists, whatever stands in them: items, items of another list, texts, notes. */

import type {Element, Nodes} from 'hast'
import type {List, ListItem} from 'mdast'
import {toString} from 'hast-util-to-string'
import {addFrame} from './add-frames.ts'
import type {Mark} from './build-phrasing.ts'
import {closeParagraph, hullOf, openFlow, type Flow, type Scene} from './flow.ts'
import {attributeOf, childrenOf, isBlock} from './tags.ts'

/** Add a list; its notes stand beside it. */
export function addList(node: Element, flow: Flow, scene: Scene, marks: ReadonlyArray<Mark>): void {
  closeParagraph(flow, scene)
  let items: ListItem[] = []
  let loose: Nodes[] = []
  for (const child of node.children) {
    if (child.type !== 'element' || (!isBlock(child) && child.tagName !== 'template')) {
      loose.push(child)
      continue
    }

    closeItem()
    const data = scene.frames.get(child)
    if (data) addAside(child)
    else if (scene.notes.definitions.has(child)) {
      closeList()
      scene.walk(child, flow, marks)
    } else if (/^(?:ul|ol|menu|dir)$/.test(child.tagName) && items.length > 0) {
      // A list right in a list belongs to the item before it.
      const inside = openFlow()
      addList(child, inside, scene, marks)
      append(items.at(-1), inside)
    } else addItem([child], child.tagName === 'li' ? child : undefined)
  }

  closeItem()
  closeList()

  function addItem(nodes: ReadonlyArray<Nodes>, item: Element | undefined): void {
    const inside = openFlow()
    for (const part of nodes) {
      if (part === item) scene.open(item, inside, marks)
      else scene.walk(part, inside, marks)
    }

    closeParagraph(inside, scene)
    if (inside.blocks.length === 0) return
    const paragraphs = inside.blocks.filter(({type}) => type === 'paragraph').length
    const made: ListItem = {
      type: 'listItem',
      spread: paragraphs > 1,
      children: inside.blocks as ListItem['children']
    }
    if (item) {
      const box = findBox(item)
      if (box) made.checked = Boolean(box.properties['checked'])
    }

    items.push(scene.locate(made, hullOf(inside.blocks)))
  }

  function closeItem(): void {
    const nodes = loose
    loose = []
    if (nodes.length > 0) addItem(nodes, undefined)
  }

  /** A frame goes with the item before it, since a list holds items alone. */
  function addAside(child: Element): void {
    const inside = openFlow()
    const data = scene.frames.get(child)
    if (data) addFrame(child, inside, scene, {data, marks})
    closeParagraph(inside, scene)
    if (items.length > 0) append(items.at(-1), inside)
    else flow.blocks.push(...inside.blocks)
  }

  function append(item: ListItem | undefined, inside: Flow): void {
    if (!item) return
    item.children.push(...(inside.blocks as ListItem['children']))
    scene.locate(item, hullOf([item, ...inside.blocks]))
  }

  function closeList(): void {
    if (items.length === 0) return
    const isOrdered = node.tagName === 'ol'
    const [first] = childrenOf(node, 'li')
    const start = Number(node.properties['start'] ?? first?.properties['value'] ?? 1)
    const list: List = {
      type: 'list',
      ordered: isOrdered,
      start: isOrdered ? (Number.isSafeInteger(start) && start >= 0 ? start : 1) : null,
      spread: items.some(({spread}) => spread === true),
      children: items
    }
    flow.blocks.push(scene.locate(list, hullOf(items)))
    items = []
  }
}

/** The box that opens an item of a list of tasks. */
function findBox(item: Element): Element | undefined {
  const first = item.children.find((child) => child.type === 'element' || toString(child).trim() !== '')
  if (first?.type !== 'element') return
  if (first.tagName === 'input') return attributeOf(first, 'type') === 'checkbox' ? first : undefined
  return /^(?:label|p|span|div)$/.test(first.tagName) ? findBox(first) : undefined
}

/** Add a list of terms: each term a strong line, and what is said of it behind. */
export function addTerm(node: Element, flow: Flow, scene: Scene, marks: ReadonlyArray<Mark>): void {
  closeParagraph(flow, scene)
  const strong: Mark = {key: 'strong', create: (children) => ({type: 'strong', children: children as never})}
  const isMarked = marks.some(({key}) => key === 'strong')
  scene.open(node, flow, isMarked ? marks : [...marks, strong])
  closeParagraph(flow, scene)
}
