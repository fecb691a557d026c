/**
 * Gather blocks and phrasing as they come, and let paragraphs part where blocks do.
 */

import type {Element, Nodes} from 'hast'
import type {FrameData, Nodes as MdastNodes, Paragraph, PhrasingContent, RootContent} from 'mdast'
import type {Place} from '../../../model.ts'
import {placeOf} from '../../../trace.ts'
import {buildPhrasing, isAside, type Atom, type Locate, type Mark} from './build-phrasing.ts'
import type {Source} from './list-pieces.ts'
import type {Notes} from './find-notes.ts'

/** What stands so far. */
export interface Flow {
  readonly blocks: RootContent[]
  atoms: Atom[]
  /** What a block boundary becomes where only phrasing may stand (default: a new paragraph). */
  readonly edge?: 'break' | 'blank'
  /** Stands in a heading, whose anchors and buttons are its own. */
  readonly isHeading?: boolean
  readonly role?: 'caption'
}

/** What is known while a page is converted. */
export interface Scene {
  readonly source: Source
  readonly frames: ReadonlyMap<Element, FrameData>
  readonly resolve: (address: string) => string
  readonly notes: Notes
  /** Languages of pieces of code. */
  readonly languages: ReadonlyMap<Element, string>
  readonly locate: Locate & (<Node extends MdastNodes>(node: Node, place: Place) => Node)
  /** Add a node and what stands in it. */
  readonly walk: (node: Nodes, flow: Flow, marks: ReadonlyArray<Mark>) => void
  /** Add what stands in an element, whether it is a frame or not. */
  readonly open: (node: Element, flow: Flow, marks: ReadonlyArray<Mark>) => void
}

/** A new flow that holds nothing. */
export function openFlow(options: Pick<Flow, 'edge' | 'isHeading' | 'role'> = {}): Flow {
  return {blocks: [], atoms: [], ...options}
}

/** Add a node of phrasing. */
export function addNode(flow: Flow, node: PhrasingContent, marks: ReadonlyArray<Mark>): void {
  flow.atoms.push({kind: 'node', node, place: placeOf(node), marks})
}

/** Add a text that the source says in other words, such as a tag for a bracket. */
export function addText(flow: Flow, value: string, place: Place, marks: ReadonlyArray<Mark>): void {
  flow.atoms.push({kind: 'piece', piece: {start: place[0], end: place[1], value, isBlank: false}, marks})
}

/** Part what comes from what stood so far. */
export function addEdge(flow: Flow, scene: Scene, at: number): void {
  if (flow.edge === 'break') {
    while (isBlank(flow.atoms.at(-1))) flow.atoms.pop()
    // Where several blocks begin and end in one place there is one edge.
    if (flow.atoms.at(-1)?.kind !== 'break') flow.atoms.push({kind: 'break', at, marks: []})
  } else if (flow.edge === 'blank') {
    flow.atoms.push({kind: 'piece', piece: {start: at, end: at, value: ' ', isBlank: true}, marks: []})
  } else closeParagraph(flow, scene)
}

/** Add a block; where only phrasing may stand, its phrasing. */
export function addBlock(flow: Flow, scene: Scene, node: RootContent): void {
  closeParagraph(flow, scene)
  flow.blocks.push(node)
}

/** Make paragraphs of the phrasing that stands open. */
export function closeParagraph(flow: Flow, scene: Scene): void {
  const atoms = flow.atoms
  flow.atoms = []
  for (const part of splitAtBreaks(atoms)) {
    const children = buildPhrasing(part, scene)
    if (children.length === 0) continue
    const only = children.length === 1 ? children[0] : undefined
    // A frame by itself is none of any paragraph.
    if ((only?.type as string) === 'frame') flow.blocks.push(only as RootContent)
    else flow.blocks.push(createParagraph(children, scene, flow.role))
  }
}

/** A paragraph of some phrasing. */
function createParagraph(children: PhrasingContent[], scene: Scene, role?: 'caption'): Paragraph {
  const paragraph: Paragraph = {type: 'paragraph', children, ...(role && {data: {role}})}
  return scene.locate(paragraph, hullOf(children))
}

/** Range that nodes stand in. */
export function hullOf(nodes: ReadonlyArray<MdastNodes>): Place {
  const places = nodes.map((node) => placeOf(node))
  const filled = places.some(([start, end]) => end > start)
    ? places.filter(([start, end]) => end > start)
    : places
  return [
    filled.reduce((least, [start]) => Math.min(least, start), filled[0]?.[0] ?? 0),
    filled.reduce((most, [, end]) => Math.max(most, end), 0)
  ]
}

/** Two breaks in a row part paragraphs; frames at an end of a line stand by themselves. */
function splitAtBreaks(atoms: ReadonlyArray<Atom>): Atom[][] {
  const parts: Atom[][] = []
  let part: Atom[] = []
  let breaks = 0
  for (const atom of atoms) {
    const isEmpty = atom.kind === 'piece' && atom.piece.value.trim() === ''
    if (atom.kind === 'break') breaks++
    else if (!isEmpty && !isAside(atom)) {
      if (breaks > 1) {
        parts.push(part)
        part = []
      }

      breaks = 0
    }

    part.push(atom)
  }

  return [...parts, part]
}

function isBlank(atom: Atom | undefined): boolean {
  return atom?.kind === 'piece' && atom.piece.isBlank
}
