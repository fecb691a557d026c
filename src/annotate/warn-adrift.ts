/**
 * Say of a note that it has not found its passage, why, and where it may be.
 */

import type {Article, Note} from '../model.ts'
import type {Location} from 'vfile-location'
import type {Candidate, Miss} from './find-passage.ts'

// A longer text is shown by its ends.
const longest = 48
// By so much of it anyone knows a quotation.
const longestQuote = 200

/** An article, and its lines: read once for all of its notes. */
export interface Lined extends Pick<Article, 'path'> {
  readonly lines: Location
}

/** Words a note's passage is quoted by. */
function showQuote({quote}: Note): string {
  const {prefix = '', exact = '', end, suffix = ''} = quote ?? {}
  const passage = end === undefined ? exact : `${exact} \u2026 ${end}`
  return prefix || suffix ? `${prefix}**${passage}**${suffix}` : passage
}

/** Warn on the file of notes. */
export function warnAdrift(note: Note, article: Lined, {candidates, reason}: Miss): void {
  const whole = showQuote(note)
  const quote = shorten(whole, longestQuote)
  const where = candidates.map((candidate) =>
    showCandidate(candidate, article, reason === 'missing' && candidate.alike === 1)
  )
  const [first] = where
  const kept = 'printed the note at the end'
  const reasons: Record<Miss['reason'], string> = {
    missing: `Unexpected note without its passage, expected \`${quote}\` in \`${article.path}\`, ${kept}; ${first === undefined ? 'nothing there is like it' : `nearest is ${where.join(', ')}`}`,
    twice: `Unexpected passage \`${quote}\` more than once in \`${article.path}\`, expected a longer quotation, or words around the passage in bold, ${kept}; it may be ${where.join(', ')}`,
    gone: `Unexpected note on a passage that is not in the article, expected \`${quote}\` in what cleaning leaves of \`${article.path}\`, ${kept}; it stands in ${where.join(', ')}`,
    markup: `Unexpected note on code or markup, expected \`${quote}\` in the running text of \`${article.path}\`, ${kept}; it stands in ${where.join(', ')}`
  }
  const message = note.file.message(reasons[reason], {
    place: {line: note.line, column: 1},
    ruleId: 'passage',
    source: 'annotate'
  })
  Object.assign(message, {actual: whole, expected: candidates.map(({text}) => text)})
}

/** A text by its beginning and its end, where it has more characters than are shown. */
function shorten(text: string, most: number): string {
  const half = most / 2
  const [...chars] = text
  return chars.length > most ? `${chars.slice(0, half).join('')} \u2026 ${chars.slice(-half).join('')}` : text
}

function showCandidate(candidate: Candidate, article: Lined, isWithin: boolean): string {
  const {alike, change, isAmong, offset, text} = candidate
  const line = article.lines.toPoint(offset)?.line ?? 1
  const plain = text.replace(/\s+/gu, ' ').trim()
  const short = shorten(plain, longest)
  const remarks = [
    ...(alike < 1 ? [`${Math.floor(alike * 100)} % alike`] : []),
    ...(isWithin ? ['within a longer word or number'] : []),
    ...(change ? [`${change.kind === 'lift' ? 'taken for metadata' : 'dropped'} by ${change.id}`] : [])
  ]
  const shown = isAmong ? `\`\u2026${short}\u2026\`` : `\`${short}\``
  return `line ${line} ${shown}${remarks.length > 0 ? ` (${remarks.join(', ')})` : ''}`
}
