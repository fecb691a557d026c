/**
 * Checks on an EPUB: functions that rules call by name.
 */

import type {Book} from './open-book.ts'
import type {CheckTable} from './types.ts'
import {documentChecks} from './document-checks.ts'
import {packageChecks} from './package-checks.ts'
import {pictureChecks} from './picture-checks.ts'
import {styleChecks} from './style-checks.ts'

export const epubChecks: CheckTable<Book> = {
  ...packageChecks,
  ...documentChecks,
  ...pictureChecks,
  ...styleChecks
}
