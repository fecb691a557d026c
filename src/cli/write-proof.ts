/**
 * Write the proof of an article: its raw text with what was dropped,
 * rewritten, lifted, moved or flagged marked in it, and beneath each line why.
 */

import type {Article, Change, ChangeKind} from '../model.ts'
import {listLines, type Line, type Piece, type Remark, type Run} from '../explain/list-lines.ts'
import {segmentText, type Segment} from '../explain/segment-text.ts'
import {excerpt} from './excerpt.ts'
import {showText, takePen, type Pen} from './mark-text.ts'
import {showFound} from './show-found.ts'
import {neutralize} from './neutralize.ts'

export interface ProofOptions {
  readonly hasColors: boolean
  /** Whether stretches without changes are folded. */
  readonly isFolded: boolean
}

const words: Readonly<Record<ChangeKind, string>> = {
  drop: 'dropped',
  rewrite: 'rewritten',
  lift: 'lifted',
  move: 'moved',
  flag: 'flagged'
}

/** Lines without changes that stay on each side of one with changes. */
const context = 1

/** @param path name of the file, as it was given. */
export function writeProof(path: string, article: Article, options: ProofOptions): string {
  const pen = takePen(options.hasColors)
  const segments = segmentText(article.text, article.ledger)
  const lines = listLines(segments)
  const width = String(lines.at(-1)?.number ?? 1).length + 1
  const margin = (text: string) => pen.margin(`${text.padStart(width)} |`)
  const isShown = options.isFolded ? findShown(lines) : () => true
  const rows: string[] = []
  let folded = 0
  for (const [index, line] of lines.entries()) {
    folded = isShown(index) ? 0 : folded + 1
    if (folded > 0 && (index === lines.length - 1 || isShown(index + 1)))
      rows.push(pen.margin(`${'\u22ee'.padStart(width)} ${count(folded, 'line')} without changes`))
    if (folded > 0) continue
    const text = line.runs.map((run) => showRun(run, article, pen)).join('')
    rows.push(`${margin(String(line.number))} ${text}`.trimEnd())
    for (const remark of line.remarks)
      rows.push(...showRemark(remark, line.number, pen).map((row) => `${margin('')}   ${row}`))
  }

  const head = [pen.head(neutralize(path)), ...showFound(article), ...summarize(article, segments)]
  return [...head, '', ...rows, ''].join('\n')
}

/** How to undo what the proofs of some articles show, by ids that stand in them. */
export function adviseOn(articles: ReadonlyArray<Article>): string {
  const all = articles.flatMap(({ledger}) => ledger)
  const done = all.find(({kind}) => kind === 'drop') ?? all.find(({kind}) => kind !== 'flag')
  const [flagged] = articles.flatMap(({ledger}) =>
    ledger.filter((flag) => flag.kind === 'flag' && !ledger.some((other) => takes(other, flag)))
  )
  if (done === undefined && flagged === undefined) return ''
  return [
    'To overrule, name entries in digest.yaml, or try it with --keep and --drop:',
    ...(done ? [`  keep: [${done.id}]   the raw text stays as it was there`] : []),
    ...(flagged ? [`  drop: [${flagged.id}]   what was flagged goes`] : []),
    ''
  ].join('\n')
}

/** Whether a change took out what is flagged, too. */
function takes({kind, place}: Change, flag: Change): boolean {
  return kind === 'drop' && place[0] <= flag.place[0] && flag.place[1] <= place[1]
}

function summarize({ledger}: Article, segments: ReadonlyArray<Segment>): string[] {
  const kinds = (Object.keys(words) as ChangeKind[]).flatMap(function (kind) {
    const number = ledger.filter((change) => change.kind === kind).length
    return number > 0 ? [`${number} ${words[kind]}`] : []
  })
  const size = (list: ReadonlyArray<Segment>) =>
    list.reduce((sum, {text}) => sum + text.replace(/\s/g, '').length, 0)
  const dropped = size(segments.filter(({kind}) => kind === 'drop'))
  const all = size(segments)
  const share = all === 0 ? 0 : Math.round((dropped / all) * 1000) / 10
  return [
    `  changes: ${kinds.join(', ') || '-'}`,
    `  dropped: ${share} % of the text, ${dropped} of ${count(all, 'character')}`
  ]
}

function findShown(lines: ReadonlyArray<Line>): (index: number) => boolean {
  const shown = new Set<number>()
  for (const [index, line] of lines.entries()) {
    if (line.remarks.length === 0 && line.runs.every((run) => isUntouched(run))) continue
    for (let near = index - context; near <= index + context; near++) shown.add(near)
  }

  // To say that a line is left out takes a line, too.
  const gaps = new Set([...lines.keys()].filter((index) => shown.has(index - 1) && shown.has(index + 1)))
  return (index) => shown.has(index) || gaps.has(index)
}

function isUntouched({change, pieces}: Run): boolean {
  return change === undefined && pieces.every(({after}) => after === undefined)
}

function showRun({change, isFirst, pieces}: Run, article: Article, pen: Pen): string {
  const text = pieces.map((piece) => piece.text).join('')
  if (change?.kind === 'drop') return pen.strike(text)
  if (change?.kind === 'lift')
    return pen.lift(`${isFirst ? `${nameLifted(change, article)}: ` : ''}${showText(text)}`)
  const parts = pieces.flatMap((piece) => showPiece(piece, pen))
  return change?.kind === 'flag' || change?.kind === 'move'
    ? pen.hold(change.kind, parts)
    : parts.map((part) => part.text).join('')
}

function showPiece({text, after}: Piece, pen: Pen): ReadonlyArray<{text: string; isMarked: boolean}> {
  if (after === undefined) return [{text: showText(text), isMarked: false}]
  return [
    ...(text === '' ? [] : [{text: pen.strike(text), isMarked: true}]),
    ...(after === '' ? [] : [{text: pen.insert(after), isMarked: true}])
  ]
}

/** Metadata that a lift gave, as far as its text says it. */
function nameLifted({before, rule}: Change, article: Article): string {
  if (rule.startsWith('lift-title:')) return 'title'
  const {title, byline, date, source, url} = article
  const names = Object.entries({title, byline, date, source, url}).flatMap(([name, value]) =>
    value !== undefined && before.includes(value) ? [name] : []
  )
  return names.join(', ') || 'lifted'
}

function showRemark({changes, isRepeated, end}: Remark, line: number, pen: Pen): string[] {
  const [first] = changes
  if (first === undefined) throw new Error('Expected a remark about a change')
  const chances = changes.map(({confidence}) => Math.round(confidence * 100))
  const [least, most] = [Math.min(...chances), Math.max(...chances)]
  const sure = least === 100 ? '' : ` (${least === most ? '' : `${least} to `}${most} % sure)`
  const reach = end > line ? ` to line ${end}` : ''
  const reason = isRepeated ? 'as above' : neutralize(first.why)
  const head = `${pen.tell(first.kind, words[first.kind])}${reach}: ${reason}${sure}`
  const ids = changes.map(({id}) => pen.margin(neutralize(id)))
  // Rewrites are known by their order; of anything longer it has to be said which is which.
  if (changes.length === 1 || first.kind === 'rewrite') return [`${head}  ${ids.join(', ')}`]
  return [head, ...changes.map(({before}, index) => `  ${ids[index] ?? ''}  ${excerpt(before)}`)]
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
