/**
 * Keep the ledger: what cleaning did, one entry a change.
 *
 * It lies in `file.data`, so that each plugin works alone in anyone's unified
 * pipeline. The raw text is the file's value. Whoever changes the tree asks
 * `isHeld` first: what the editor decided to keep stays as it is, and an entry
 * against it is a bug.
 */

import type {Change, ChangeKind, Metadata, Place, RawArticle} from '../model.ts'
import type {VFile} from 'vfile'
import {createChange} from '../create-change.ts'
import {createBook, type Book} from './decide-changes.ts'

export interface Entry {
  /** `<plugin>:<rule>`. */
  readonly rule: string
  readonly kind: ChangeKind
  readonly place: Place
  readonly after?: string
  readonly why: string
  /** 0 to 1 (default: 1). */
  readonly confidence?: number
}

/** What of a change is known before it is made. */
export type Plan = Pick<Entry, 'rule' | 'kind' | 'place'>

declare module 'vfile' {
  interface DataMap {
    ledger: Change[]
    /** What was lifted from the text. */
    metadata: {-readonly [Key in keyof Metadata]: Metadata[Key]}
    /** Lines that recur across articles of one source, by `foldLetters`. */
    recurring: ReadonlySet<string>
    /** What kind of text it is (default: one without tags). */
    kind: RawArticle['kind']
    /** Ids of the editor's decisions that met a change of this article. */
    decided: ReadonlySet<string>
  }
}

// Beside the file, since it is of no use to anyone else.
const books = new WeakMap<VFile, Book>()

/** Let the changes of a file be numbered and decided by a book. */
export function openBook(file: VFile, book: Book): void {
  books.set(file, book)
}

/** Put a change into the ledger of a file. */
export function record(file: VFile, entry: Entry): Change {
  if (isHeld(file, entry))
    throw new Error(`Unexpected ${entry.rule} at ${entry.place[0]}, the editor keeps it`)
  const ledger = (file.data.ledger ??= [])
  const book = books.get(file) ?? createBook()
  books.set(file, book)
  const fields = {
    rule: entry.rule,
    kind: entry.kind,
    place: entry.place,
    before: String(file.value).slice(entry.place[0], entry.place[1]),
    ...(entry.after === undefined ? {} : {after: entry.after}),
    why: entry.why,
    confidence: entry.confidence ?? 1
  }
  let key = keyOf(entry)
  while (book.made.has(key)) key += '\0'
  const id = book.ids.get(key)
  const change = id === undefined ? createChange(fields, book.counts) : {id, ...fields}
  book.ids.set(key, change.id)
  book.made.add(key)
  ledger.push(change)
  return change
}

/** Whether the editor decided against a change that is about to be made; ask before the tree is touched. */
export function isHeld(file: VFile, plan: Plan): boolean {
  const book = books.get(file)
  if (book === undefined || book.kept.length === 0) return false
  const isKnown = book.ids.has(keyOf(plan))
  return book.kept.some((kept) => holds(kept, plan, isKnown))
}

/** Whether the editor decided against any change at all: most articles need not be asked change by change. */
export function hasHeld(file: VFile): boolean {
  return (books.get(file)?.kept.length ?? 0) > 0
}

/** Raw ranges within a range that the editor decided to keep, in order. */
export function findHeld(file: VFile, range: Place): Place[] {
  return (books.get(file)?.kept ?? [])
    .filter(({kind, place}) => kind !== 'flag' && kind !== 'rewrite' && overlaps(place, range))
    .map(({place}): Place => [Math.max(place[0], range[0]), Math.min(place[1], range[1])])
    .sort((a, b) => a[0] - b[0])
}

/** Places of a ledger that left the tree, found by where they stand. */
interface Told {
  readonly ledger: ReadonlyArray<Change>
  /** How many entries of the ledger are in it. */
  count: number
  readonly blocks: Map<number, Place[]>
}

const told = new WeakMap<VFile, Told>()
/** Raw text is looked up by blocks of this many characters: a long article drops thousands of lines. */
const blockSize = 1024

/** What the ledger has told of already as dropped or lifted within a range, in order. */
export function findTold(file: VFile, [start, end]: Place): Place[] {
  const {blocks} = readTold(file)
  const found = new Set<Place>()
  for (let block = Math.floor(start / blockSize); block * blockSize < end; block++) {
    for (const place of blocks.get(block) ?? []) if (place[0] < end && place[1] > start) found.add(place)
  }

  return [...found].sort((a, b) => a[0] - b[0])
}

function readTold(file: VFile): Told {
  const ledger = file.data.ledger ?? []
  let known = told.get(file)
  if (known?.ledger !== ledger) told.set(file, (known = {ledger, count: 0, blocks: new Map()}))
  for (; known.count < ledger.length; known.count++) {
    const {kind, place} = ledger[known.count] as Change
    if (kind !== 'drop' && kind !== 'lift') continue
    for (let block = Math.floor(place[0] / blockSize); block * blockSize < place[1]; block++) {
      const places = known.blocks.get(block)
      if (places) places.push(place)
      else known.blocks.set(block, [place])
    }
  }

  return known
}

/** The flag over a range that the editor answered with `drop`, whatever is thought of its text by now. */
export function findOrdered(file: VFile, range: Place): Change | undefined {
  return books.get(file)?.ordered.find(({place}) => covers(place, range))
}

/**
 * Whether a change that is not to be made holds another one, too.
 *
 * Text that is kept stands in the article, so nothing else takes it out, and no mend
 * meets it but those that met it before. A rewrite that is undone leaves it to others
 * whether the text stands at all. A flag that is answered keeps its text from going as a whole.
 */
function holds(kept: Change, plan: Plan, isKnown: boolean): boolean {
  const isMend = plan.kind === 'rewrite'
  if (kept.kind === 'flag') return !isMend && plan.kind !== 'move' && covers(plan.place, kept.place)
  if (kept.kind === 'rewrite' && !isMend) return false
  if (plan.kind === 'flag') return covers(kept.place, plan.place)
  return overlaps(kept.place, plan.place) && !(isMend && isKnown && kept.rule !== plan.rule)
}

function overlaps(a: Place, b: Place): boolean {
  return a[0] < b[1] && b[0] < a[1]
}

function covers(outer: Place, inner: Place): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1]
}

/** A change is the same one whenever a rule meets the same text at the same place. */
function keyOf({rule, place}: Plan): string {
  return `${rule}\0${place[0]}\0${place[1]}`
}
