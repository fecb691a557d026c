/**
 * Decide changes as the editor has: find the ones that decisions name.
 *
 * An id is made of rule and text, so it is known only once the change is made. An
 * article is therefore cleaned, and cleaned again with what was named held, until
 * nothing is named any more. A change keeps its id over these rounds, and a new one
 * never takes the id of another: a decision holds for the one change it was made about.
 */

import type {Change, Decisions} from '../model.ts'

/** What is remembered of an article's changes from round to round. */
export interface Book {
  /** Ids that the editor named. */
  readonly keep: ReadonlySet<string>
  readonly drop: ReadonlySet<string>
  /** Changes that are not to be made. */
  readonly kept: Change[]
  /** Flags whose text is to go. */
  readonly ordered: Change[]
  /** Ids that met a change. */
  readonly met: Set<string>
  /** Ids of changes, by rule, place and text. */
  readonly ids: Map<string, string>
  /** How often each rule met each text. */
  readonly counts: Map<string, number>
  /** Changes made in this round, by rule, place and text. */
  readonly made: Set<string>
}

/** A book for one article. What is both to stay and to go stays. */
export function createBook(decisions: Decisions = {keep: [], drop: []}): Book {
  const keep = new Set(decisions.keep)
  return {
    keep,
    drop: new Set(decisions.drop.filter((id) => !keep.has(id))),
    kept: [],
    ordered: [],
    met: new Set(),
    ids: new Map(),
    counts: new Map(),
    made: new Set()
  }
}

/**
 * Note in a book which changes of a round the editor decided otherwise.
 *
 * @returns whether there are any, so that the article has to be cleaned again.
 */
export function decideChanges(book: Book, ledger: ReadonlyArray<Change>): boolean {
  const kept = ledger.filter(({id}) => book.keep.has(id))
  const ordered = ledger.filter(({id, kind}) => kind === 'flag' && book.drop.has(id))
  for (const {id, rule} of [...kept, ...ordered]) {
    if (book.met.has(id)) throw new Error(`Unexpected ${rule} again, the editor decided against it`)
    book.met.add(id)
  }

  // What goes by itself by now has what the editor asked for.
  for (const {id, kind} of ledger) if (kind === 'drop' && book.drop.has(id)) book.met.add(id)
  for (const change of kept) book.kept.push(change)
  for (const change of ordered) book.ordered.push(change)
  book.made.clear()
  return kept.length + ordered.length > 0
}
