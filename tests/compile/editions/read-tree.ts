/** Read the trees of editions, HTML and XML alike: texts, ids, links, headings. */

import type {Nodes as HastNodes} from 'hast'
import type {Nodes as XastNodes} from 'xast'

export interface Tree {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: ReadonlyArray<Tree | string>
}

/** A chapter as an edition has it: its body, and its notes, which may stand elsewhere. */
export interface Reading {
  readonly id: string
  readonly body: string
  readonly notes: string
  /** What stands for its pictures. */
  readonly alternatives: ReadonlyArray<string>
}

export function fromXast(node: XastNodes): Tree {
  const attributes =
    node.type === 'element'
      ? Object.fromEntries(Object.entries(node.attributes).map(([name, value]) => [name, value ?? '']))
      : {}
  return {
    name: node.type === 'element' ? node.name : '',
    attributes,
    children: 'children' in node ? node.children.flatMap((child) => readChild(child, fromXast)) : []
  }
}

const attributeNames: Readonly<Record<string, string>> = {
  ariaLabelledBy: 'aria-labelledby',
  className: 'class',
  dataHref: 'data-href'
}

export function fromHast(node: HastNodes): Tree {
  const properties = node.type === 'element' ? Object.entries(node.properties) : []
  return {
    name: node.type === 'element' ? node.tagName : '',
    attributes: Object.fromEntries(
      properties.map(([name, value]) => [attributeNames[name] ?? name, [value].flat().join(' ')])
    ),
    children: 'children' in node ? node.children.flatMap((child) => readChild(child, fromHast)) : []
  }
}

function readChild<T extends {type: string}>(child: T, read: (node: T) => Tree): Array<Tree | string> {
  if ('value' in child) return child.type === 'text' && typeof child.value === 'string' ? [child.value] : []
  return [read(child)]
}

export function* walk(tree: Tree): Generator<Tree> {
  yield tree
  for (const child of tree.children) if (typeof child !== 'string') yield* walk(child)
}

export function find(tree: Tree, test: (node: Tree) => boolean): Tree | undefined {
  for (const node of walk(tree)) if (test(node)) return node
  return undefined
}

/** @param skip what is left out, with the blank before it. */
export function textOf({children}: Tree, skip: (node: Tree) => boolean = () => false): string {
  const isSkipped = (child: Tree | string | undefined) =>
    child !== undefined && typeof child !== 'string' && skip(child)
  return children
    .map((child, index) => {
      if (typeof child !== 'string') return isSkipped(child) ? '' : textOf(child, skip)
      return child === ' ' && isSkipped(children[index + 1]) ? '' : child
    })
    .join('')
}

/** Each run of text by itself, without the blanks around it. */
export function listRuns(tree: Tree, skip: (node: Tree) => boolean): string[] {
  return tree.children.flatMap((child) => {
    if (typeof child !== 'string') return skip(child) ? [] : listRuns(child, skip)
    return child.trim() === '' ? [] : [child.trim()]
  })
}

export function hasClass({attributes}: Tree, name: string): boolean {
  return (attributes['class'] ?? '').split(' ').includes(name)
}

/** What stands twice. */
export function listRepeated(values: ReadonlyArray<string>): string[] {
  const seen = new Set<string>()
  return values.filter((value) => seen.size === seen.add(value).size)
}

export function listIds(tree: Tree): string[] {
  return [...walk(tree)].flatMap(({attributes}) => attributes['id'] ?? [])
}

/** Headings that are more than one level below the one before. */
export function listSkips(trees: ReadonlyArray<Tree>): string[] {
  let before = 0
  return trees
    .flatMap((tree) => [...walk(tree)])
    .flatMap((node) => {
      const level = Number(/^h([1-6])$/.exec(node.name)?.[1] ?? 0)
      if (level === 0) return []
      const isSkip = level > before + 1
      before = level
      return isSkip ? [`${node.name}: ${textOf(node)}`] : []
    })
}

/** Ids that the names of elements point to. */
export function listNamers(tree: Tree): string[] {
  return [...walk(tree)].flatMap(({attributes}) => attributes['aria-labelledby']?.split(' ') ?? [])
}

/** Read chapters from their sections, in order; one without an id goes on with what the section before began. */
export function readChapters(
  sections: ReadonlyArray<Tree>,
  isAdded: (node: Tree) => boolean = () => false
): Reading[] {
  const readings: Array<{id: string; sections: Tree[]}> = []
  for (const section of sections) {
    const id = section.attributes['id']
    if (id === undefined) readings.at(-1)?.sections.push(section)
    else readings.push({id, sections: [section]})
  }

  return readings.map(({id, sections}) => {
    const notes = sections.flatMap((section) => [...walk(section)].filter(isNote))
    return {
      id,
      body: sections.map((section) => textOf(section, (node) => isNotes(node) || isAdded(node))).join(''),
      notes: notes.map((note) => textOf(note)).join(''),
      alternatives: sections
        .flatMap((section) => [...walk(section)])
        .flatMap((node) => (node.name === 'img' ? [node.attributes['alt'] ?? ''] : []))
    }
  })
}

// Shown around the place where two texts part.
const shown = 20

/** Where the chapters of an edition are not those of the digest: the first place of each. */
export function listDifferences(actual: ReadonlyArray<Reading>, expected: ReadonlyArray<Reading>): string[] {
  const ids = (readings: ReadonlyArray<Reading>) => readings.map(({id}) => id).join(' ')
  return [
    compare('chapters', ids(actual), ids(expected)),
    ...expected.flatMap(({alternatives, body, id, notes}, index) => [
      compare(`${id}, body`, actual[index]?.body ?? '', body),
      compare(`${id}, notes`, actual[index]?.notes ?? '', notes),
      compare(`${id}, pictures`, actual[index]?.alternatives.join('\n') ?? '', alternatives.join('\n'))
    ])
  ].filter((difference) => difference !== '')
}

function compare(place: string, actual: string, expected: string): string {
  if (actual === expected) return ''
  let at = 0
  while (actual[at] === expected[at]) at++
  const part = (text: string) => text.slice(Math.max(0, at - shown), at + shown)
  return `${place}: ${part(actual)} / ${part(expected)}`
}

const isNotes = (node: Tree) => node.name === 'section' && hasClass(node, 'notes')

const isNote = (node: Tree) => node.name === 'aside'
