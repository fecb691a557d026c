/**
 * Score a text against its gold as the public sets themselves do, so that our figures
 * stand beside theirs.
 *
 * `shingles` follows `evaluate.py` of scrapinghub's article-extraction-benchmark: runs
 * of four tokens, counted; precision and recall are means over pages, and F1 is made
 * from those two means. `words` follows that of the Web Content Extraction Benchmark:
 * a bag of lower-case words, and F1 is the mean over pages. `strings` follows that of
 * trafilatura: texts that must occur and texts that must not, counted over all pages.
 */

/** What a page's article says. */
export interface Gold {
  readonly body: string
  readonly url?: string
  readonly type?: string
  /** Texts that must occur, and that must not; for `strings` alone. */
  readonly with?: ReadonlyArray<string>
  readonly without?: ReadonlyArray<string>
}

export interface SetHead {
  readonly metric: 'shingles' | 'words' | 'strings'
  /** `en`: tokens as the set's own script makes them; else each Han character is one. */
  readonly lang: 'en' | 'zh' | 'mixed'
}

export interface Score {
  /** True positives, false positives, false negatives. */
  readonly counts: readonly [tp: number, fp: number, fn: number]
  readonly p: number
  readonly r: number
  readonly f1: number
}

export interface Total {
  readonly p: number
  readonly r: number
  readonly f1: number
}

// Letters, numbers and `_`, without combining marks: what Python takes for `\w`.
const word = /[\p{L}\p{N}_]+/gu
const hanOrWord = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}_])+/gu
const shingleLength = 4

/** Tokens of a text, in order. */
export function listTokens(text: string, {lang}: SetHead): string[] {
  return text.match(lang === 'en' ? word : hanOrWord) ?? []
}

/** Runs of four tokens, in order; a shorter text is one run. */
export function listShingles(tokens: ReadonlyArray<string>): string[] {
  if (tokens.length === 0) return []
  const count = Math.max(1, tokens.length - shingleLength + 1)
  return Array.from({length: count}, (_, start) => tokens.slice(start, start + shingleLength).join(' '))
}

/** Score one page. */
export function scoreText(text: string, gold: Gold, head: SetHead): Score {
  if (head.metric === 'strings') return scoreStrings(text, gold)
  if (head.metric === 'words') return scoreWords(text, gold.body)
  const found = listShingles(listTokens(text, head))
  const wanted = listShingles(listTokens(gold.body, head))
  const tp = countCommon(found, wanted)
  const counts = [tp, found.length - tp, wanted.length - tp] as const
  return {counts, ...weigh(...counts)}
}

/** Total of a set's pages. */
export function sumScores(scores: ReadonlyArray<Score>, {metric}: SetHead): Total {
  if (metric === 'strings') {
    const sum = (index: 0 | 1 | 2) => scores.reduce((total, {counts}) => total + counts[index], 0)
    return weigh(sum(0), sum(1), sum(2))
  }

  if (metric === 'words') {
    return {
      p: mean(scores.map(({p}) => p)),
      r: mean(scores.map(({r}) => r)),
      f1: mean(scores.map(({f1}) => f1))
    }
  }

  // Pages without output say nothing about precision, and pages without gold nothing about recall.
  const p = mean(scores.filter(({counts: [tp, fp]}) => tp + fp > 0).map(({p}) => p))
  const r = mean(scores.filter(({counts: [tp, , fn]}) => tp + fn > 0).map(({r}) => r))
  return {p, r, f1: harmonicMean(p, r)}
}

/** How many items two lists share, each as often as it stands in both. */
function countCommon(left: ReadonlyArray<string>, right: ReadonlyArray<string>): number {
  const counts = new Map<string, number>()
  for (const item of right) counts.set(item, (counts.get(item) ?? 0) + 1)
  let common = 0
  for (const item of left) {
    const rest = counts.get(item) ?? 0
    if (rest === 0) continue
    counts.set(item, rest - 1)
    common++
  }

  return common
}

function scoreWords(text: string, body: string): Score {
  const found = text.toLowerCase().match(word) ?? []
  const wanted = body.toLowerCase().match(word) ?? []
  const tp = countCommon(found, wanted)
  const counts = [tp, found.length - tp, wanted.length - tp] as const
  if (wanted.length === 0 || found.length === 0) {
    const value = wanted.length === found.length ? 1 : 0
    return {counts, p: value, r: value, f1: value}
  }

  return {counts, ...weigh(...counts)}
}

function scoreStrings(text: string, gold: Gold): Score {
  const wanted = gold.with ?? []
  const normalized = normalize(text)
  const isFound = (part: string) => normalized.includes(normalize(part))
  const tp = wanted.filter(isFound).length
  const fp = (gold.without ?? []).filter(isFound).length
  const counts = [tp, fp, wanted.length - tp] as const
  return {counts, ...weigh(...counts)}
}

const normalize = (text: string) => text.replace(/\s+/g, ' ').trim()

function weigh(tp: number, fp: number, fn: number): Total {
  if (fp === 0 && fn === 0) return {p: 1, r: 1, f1: 1}
  const p = tp === 0 ? 0 : tp / (tp + fp)
  const r = tp === 0 ? 0 : tp / (tp + fn)
  return {p, r, f1: harmonicMean(p, r)}
}

const harmonicMean = (p: number, r: number) => (p + r === 0 ? 0 : (2 * p * r) / (p + r))

const mean = (values: ReadonlyArray<number>) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
