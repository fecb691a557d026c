/**
 * Write the rules that set a book in faces of its own.
 *
 * They name families for the page and for what stands apart from its text, by
 * element and never by force, so that a face that the reader chooses wins. The
 * book's own language comes first and is not asked for, since there are readers
 * that know none.
 */

import type {FaceUse, Lang} from '../../model.ts'
import type {Tokens} from '../theme.ts'
import {inChinese, latinRange, quote, type Cut} from '../latin-in-chinese.ts'

/** A family as a style sheet calls it. */
export interface FamilyName {
  readonly name: string
  /** Sets letters and figures only, and leaves punctuation to the Han face behind it. */
  readonly isInChinese: boolean
}

/** A family that is declared. */
export interface DeclaredFamily extends FamilyName {
  readonly cuts: ReadonlyArray<Cut>
  /** Whether it is for code, which is no larger beside Han. */
  readonly isFixed?: boolean
}

/** Families for a use and a language, in order. */
export interface FamilyStack {
  readonly use: FaceUse
  readonly lang: Lang
  readonly names: ReadonlyArray<FamilyName>
}

export interface FaceCss {
  readonly faces: ReadonlyArray<DeclaredFamily>
  /** Of a use and a language the first counts. */
  readonly stacks: ReadonlyArray<FamilyStack>
  /** The book's language. */
  readonly lang: Lang
  readonly tokens: Tokens
}

const levels = [1, 2, 3, 4, 5, 6].map((level) => `h${level}`)
// What each use sets, as `list-passages.ts` tells them apart; of these rules later ones win.
const selectors: ReadonlyArray<readonly [FaceUse, ReadonlyArray<string>]> = [
  ['text', ['body', '.adrift blockquote']],
  ['head', levels],
  ['note', ['section.editor', '.notes', '.notes h2', '.source-card', 'figcaption', 'caption', '.caption']],
  ['code', ['pre', 'code']]
]
const strong = ['strong', 'th', '.question', '.source-card dt', 'section.editor .label']

export function writeFaceCss({faces, lang, stacks, tokens}: FaceCss): string {
  return [
    ...faces.flatMap((face) => declare(face, tokens)),
    ...selectors.flatMap(([use, places]) => {
      const own = stacks.filter((stack) => stack.use === use)
      return setUse(places, own, lang, genericOf(use, tokens))
    })
  ].join('\n')
}

/** Weights as the theme has them: of a face that is carried another one has other characters. */
export function writeWeightCss({weights}: Tokens): string {
  return [
    rule(levels, [`font-weight: ${weights.head}`]),
    rule(strong, [`font-weight: ${weights.strong}`]),
    rule(
      levels.map((level) => `${level} strong`),
      ['font-weight: inherit']
    )
  ].join('\n')
}

function declare({cuts, isFixed = false, isInChinese, name}: DeclaredFamily, {latinScale}: Tokens): string[] {
  const isScaled = isInChinese && !isFixed && latinScale !== 1
  return cuts.map(({italic, source, weight}) =>
    rule(
      ['@font-face'],
      [
        `font-family: ${call({name, isInChinese})}`,
        `font-weight: ${weight}`,
        `font-style: ${italic ? 'italic' : 'normal'}`,
        `src: ${source}`,
        ...(isScaled ? [`size-adjust: ${Math.round(latinScale * 100)}%`] : []),
        ...(isInChinese ? [`unicode-range: ${latinRange}`] : [])
      ]
    )
  )
}

function setUse(
  places: ReadonlyArray<string>,
  stacks: ReadonlyArray<FamilyStack>,
  lang: Lang,
  generic: string
): string[] {
  const byLang = new Map(stacks.toReversed().map(({lang, names}) => [lang, names]))
  const base = byLang.get(lang)
  // A longer tag says more, and `:lang()` of a shorter one takes it, too.
  const others = [...byLang].sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
  const row = (names: FamilyStack['names']) => [`font-family: ${[...names.map(call), generic].join(', ')}`]
  return [
    ...(base ? [rule(places, row(base))] : []),
    ...(base && others.length === 1
      ? []
      : others.map(([lang, names]) => rule(placesIn(places, lang), row(names))))
  ]
}

/** Places where a language begins, and those where it is the language around. */
function placesIn(places: ReadonlyArray<string>, lang: Lang): ReadonlyArray<string> {
  const begins = `[lang="${lang}"]`
  return places.flatMap((place) =>
    place === 'body' ? [begins] : [`${place}:lang(${lang})`, `${place} ${begins}`]
  )
}

function call({isInChinese, name}: FamilyName): string {
  return quote(isInChinese ? inChinese(name) : name)
}

/** What a reader has at hand for what no face here has. */
function genericOf(use: FaceUse, {faces}: Tokens): string {
  if (use === 'code') return 'monospace'
  return faces[use].han === 'serif' ? 'serif' : 'sans-serif'
}

function rule(selectors: ReadonlyArray<string>, rows: ReadonlyArray<string>): string {
  return `${selectors.join(',\n')} {\n${rows.map((row) => `  ${row};\n`).join('')}}`
}
