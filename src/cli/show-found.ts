/**
 * Show what cleaning found out about an article, a line each.
 */

import type {Article} from '../model.ts'
import {neutralize} from './neutralize.ts'

export function showFound({title, byline, date, source, lang}: Article): string[] {
  return Object.entries({title, byline, date, source, lang}).map(
    ([name, value]) => `  ${name}: ${neutralize(value ?? '-')}`
  )
}
