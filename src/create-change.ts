/**
 * Make an entry of the ledger, with an id that stays.
 *
 * The id is made from the rule and the text, not from the place: an edit
 * elsewhere in the raw file leaves it as it was, so a decision that names it
 * holds. The same text changed twice by one rule is told apart by its count.
 */

import type {Change} from './model.ts'
import {hash} from 'node:crypto'

// Eight hexadecimal digits: among the thousands of entries that a long article
// may have, two that meet by chance are one in a million, and the count still
// tells them apart.
const digits = 8

/**
 * @param count how often each `rule` and `before` was met so far; it is counted up.
 */
export function createChange(fields: Omit<Change, 'id'>, count: Map<string, number>): Change {
  const key = `${fields.rule}\0${fields.before}`
  const occurrence = (count.get(key) ?? 0) + 1
  count.set(key, occurrence)
  const digest = hash('sha256', key, 'hex').slice(0, digits)
  return {
    id: occurrence === 1 ? `${fields.rule}#${digest}` : `${fields.rule}#${digest}.${occurrence}`,
    ...fields
  }
}
