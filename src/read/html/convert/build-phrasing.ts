/**
 * Build phrasing out of atoms: pieces of text, nodes and breaks, each with the marks that
 * it stands under.
 *
 * A flat list makes light of what pages do: a mark in each of ten spans is one mark, a
 * blank belongs to no mark that ends beside it, and a text runs on over tags that say
 * nothing, as one node with one place in the source.
 */

import type {Break, PhrasingContent, Text} from 'mdast'
import type {Edit, Place} from '../../../model.ts'
import {applyEdits} from '../../../trace.ts'
import {isClear, type Piece, type Source} from './list-pieces.ts'

/** What phrasing may stand under. */
export interface Mark {
  /** Marks of one key that stand side by side are one. */
  readonly key: string
  readonly create: (children: PhrasingContent[]) => PhrasingContent
}

export type Atom =
  | {readonly kind: 'piece'; readonly piece: Piece; readonly marks: ReadonlyArray<Mark>}
  | {
      readonly kind: 'node'
      readonly node: PhrasingContent
      readonly place: Place
      readonly marks: ReadonlyArray<Mark>
    }
  | {readonly kind: 'break'; readonly at: number; readonly marks: ReadonlyArray<Mark>}

type PieceAtom = Extract<Atom, {kind: 'piece'}>

/** Gives a node its position. */
export type Locate = <Node extends PhrasingContent>(node: Node, place: Place) => Node

/** Scripts that are written without blanks, and their marks. */
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u

/** Phrasing of some atoms, without breaks and blanks at its ends. */
export function buildPhrasing(
  atoms: ReadonlyArray<Atom>,
  {source, locate}: {source: Source; locate: Locate}
): PhrasingContent[] {
  return build(foldBlanks(atoms), 0).nodes

  function build(list: ReadonlyArray<Atom>, depth: number): {nodes: PhrasingContent[]; place: Place} {
    const nodes: PhrasingContent[] = []
    let place: Place | undefined
    for (let index = 0; index < list.length;) {
      const atom = list[index] as Atom
      const key = atom.marks[depth]?.key
      let end = index + 1
      if (key !== undefined) while (list[end]?.marks[depth]?.key === key) end++
      else if (atom.kind === 'piece') end = findTextEnd(list, index, depth)
      const made = buildOne(list.slice(index, end), depth)
      nodes.push(made.node)
      place = place ? [Math.min(place[0], made.place[0]), Math.max(place[1], made.place[1])] : made.place
      index = end
    }

    return {nodes, place: place ?? [0, 0]}
  }

  function buildOne(list: ReadonlyArray<Atom>, depth: number): {node: PhrasingContent; place: Place} {
    const [first] = list as readonly [Atom]
    const mark = first.marks[depth]
    if (mark) {
      const {nodes, place} = build(list, depth + 1)
      return {node: locate(mark.create(nodes), place), place}
    }

    if (first.kind === 'break') {
      const line: Break = {type: 'break'}
      return {node: locate(line, [first.at, first.at]), place: [first.at, first.at]}
    }

    if (first.kind === 'node') return {node: first.node, place: first.place}
    const pieces = (list as ReadonlyArray<PieceAtom>).map(({piece}) => piece)
    const {place, value, edits} = joinPieces(pieces, source.text)
    const text: Text = {type: 'text', value}
    if (edits.length > 0) text.data = {edits}
    return {node: locate(text, place), place}
  }

  /** One node of text stands for one place: what stands elsewhere begins another. */
  function findTextEnd(list: ReadonlyArray<Atom>, index: number, depth: number): number {
    let end = index + 1
    for (let atom = list[end]; atom?.kind === 'piece' && !atom.marks[depth]; atom = list[++end]) {
      const before = (list[end - 1] as PieceAtom).piece
      if (atom.piece.start < before.end || !isClear(source, before.end, atom.piece.start)) break
    }

    return end
  }
}

/** Place, value and edits of pieces that stand in order. */
export function joinPieces(
  pieces: ReadonlyArray<Piece>,
  raw: string
): {place: Place; value: string; edits: Edit[]} {
  const edits: Edit[] = []
  const start = pieces[0]?.start ?? 0
  let at = start
  for (const piece of pieces) {
    if (piece.start > at) edits.push({start: at, end: piece.start, text: ''})
    if (piece.value !== raw.slice(piece.start, piece.end))
      edits.push({start: piece.start, end: piece.end, text: piece.value})
    at = piece.end
  }

  return {place: [start, at], value: applyEdits(raw, [start, at], edits), edits}
}

/** One blank for many, and none at the ends of lines, nor where Han text is broken over lines. */
function foldBlanks(atoms: ReadonlyArray<Atom>): Atom[] {
  const folded: Atom[] = []
  let blanks: PieceAtom[] = []
  // What stands beside the blanks; a frame is as good as not there.
  let before: Atom | undefined
  for (const atom of atoms) {
    if (atom.kind === 'piece' && atom.piece.isBlank) blanks.push(atom)
    else if (isAside(atom)) folded.push(atom)
    else {
      const [blank] = blanks
      if (blank && before && !isNeedless(before, atom, blanks)) insertBlank(blank, before, atom)
      blanks = []
      folded.push(atom)
      before = atom
    }
  }

  return trimEnds(folded)

  function insertBlank(blank: PieceAtom, left: Atom, right: Atom): void {
    let shared = 0
    while (left.marks[shared] && left.marks[shared]?.key === right.marks[shared]?.key) shared++
    const marks = left.marks.slice(0, shared)
    const piece: Piece = {...blank.piece, value: ' '}
    // The edge of an element that the page does not write out has no place of its own.
    const least = left.kind === 'piece' ? left.piece.end : piece.start
    const [start, end] = [Math.max(piece.start, least), Math.max(piece.end, least)]
    // Behind a frame if it stands behind it.
    let index = folded.lastIndexOf(left) + 1
    while (index < folded.length && startOf(folded[index]) < start) index++
    folded.splice(index, 0, {kind: 'piece', piece: {...piece, start, end}, marks})
  }
}

function isNeedless(left: Atom, right: Atom, blanks: ReadonlyArray<PieceAtom>): boolean {
  if (left.kind === 'break' || right.kind === 'break') return true
  if (left.kind !== 'piece' || right.kind !== 'piece') return false
  return (
    blanks.some(({piece}) => piece.value.includes('\n')) &&
    dense.test([...left.piece.value].at(-1) ?? '') &&
    dense.test([...right.piece.value][0] ?? '')
  )
}

function trimEnds(atoms: Atom[]): Atom[] {
  let [from, to] = [0, atoms.length]
  // Frames at the ends stay where they are, in front of what else is left.
  while (from < to && isTrimmed(atoms[from])) from++
  while (to > from && isTrimmed(atoms[to - 1])) to--
  const rest = atoms.slice(from, to)
  const first = rest[0]
  const last = rest.at(-1)
  if (first?.kind === 'piece') rest[0] = {...first, piece: trimPiece(first.piece, 'start')}
  const end = rest.at(-1)
  if (last?.kind === 'piece' && end?.kind === 'piece')
    rest[rest.length - 1] = {...end, piece: trimPiece(end.piece, 'end')}
  return rest
}

function trimPiece(piece: Piece, side: 'start' | 'end'): Piece {
  const value = side === 'start' ? piece.value.trimStart() : piece.value.trimEnd()
  const cut = piece.value.length - value.length
  // What is decoded can't be cut.
  if (cut === 0 || piece.end - piece.start !== piece.value.length) return piece
  return side === 'start'
    ? {...piece, start: piece.start + cut, value}
    : {...piece, end: piece.end - cut, value}
}

function isTrimmed(atom: Atom | undefined): boolean {
  return atom?.kind === 'break' || (atom?.kind === 'piece' && atom.piece.value.trim() === '')
}

/** A frame goes, so nothing around it may count on it. */
export function isAside(atom: Atom): boolean {
  return atom.kind === 'node' && (atom.node.type as string) === 'frame'
}

function startOf(atom: Atom | undefined): number {
  if (!atom) return Infinity
  if (atom.kind === 'piece') return atom.piece.start
  return atom.kind === 'break' ? atom.at : atom.place[0]
}
