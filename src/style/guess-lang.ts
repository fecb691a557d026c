/**
 * Guess the language of a passage that is not Han: by its script, and for Latin
 * letters by the small words that every sentence needs and by letters that only
 * some languages have.
 *
 * It would rather say nothing: a wrong guess is read out in a wrong voice, while a
 * passage without a language is read as well as it can be.
 */

import type {Lang} from '../model.ts'

interface Language {
  readonly lang: Lang
  readonly words: ReadonlySet<string>
  /** Letters that hardly any other of these languages has. */
  readonly letters?: RegExp
}

const words = (list: string) => new Set(list.split(' '))

const languages: ReadonlyArray<Language> = [
  {
    lang: 'en',
    words: words(
      'the of and to in is are was were be been being that for with on as it its this these those by from at or an not but ' +
        'you your we our us they their them he she his her my i have has had will would can could should do does did ' +
        'all any no so if then than more most about into over under how what why when where who which there here just up out'
    )
  },
  {
    lang: 'fr',
    words: words(
      'le la les des du de et un une est dans pour que qui sur pas au aux ce cette ces avec par ne se il elle nous vous ' +
        'ils sont plus mais ou son sa ses leur être c\u2019est d\u2019un d\u2019une l\u2019on'
    ),
    letters: /[\u0153\u00e7\u00ea\u00ee\u00fb]/iu
  },
  {
    lang: 'de',
    words: words(
      'der die das und ist nicht ein eine einen einer mit von zu zum zur den dem des im f\u00fcr auf auch sich als werden ' +
        'wird bei aus nach \u00fcber wie wir ich sie er es sind war oder aber'
    ),
    letters: /[\u00df\u00e4]/iu
  },
  {
    lang: 'es',
    words: words(
      'el la los las de del y en que un una es por con para no se su sus al lo como m\u00e1s pero este esta son fue muy ya'
    ),
    letters: /[\u00f1\u00bf\u00a1]/iu
  },
  {
    lang: 'it',
    words: words(
      'il lo la gli le di del della dei delle e un una che per con non \u00e8 sono nel nella alla al si come pi\u00f9 ma anche'
    ),
    letters: /[\u00ec\u00f2]/iu
  },
  {
    lang: 'pt',
    words: words(
      'o a os as de do da dos das e em um uma que para com n\u00e3o no na por se ao \u00e9 mais mas como foi s\u00e3o'
    ),
    letters: /[\u00e3\u00f5]/iu
  },
  {lang: 'vi', words: new Set(), letters: /[\u0111\u01a1\u01b0\u1ea0-\u1ef9]/iu}
]

/** What a letter of one's own is worth in small words. */
const letterWorth = 2
/** A language other than English needs more than one small word: `la` and `no` are in half of them. */
const minOther = 2
// English that names things has no small words, but endings of its own.
const english =
  /(?:ing|tion|ment|ness|ight|ough|ould|ware|ful|less|ship|ly|ers?|ed|wh|sh|th|ck|ee|oo|age|arge|ast|el|ity|ous|ive|able|[ae]nce|ork|ard|ome|ace|ate|ure|ase|ake)s?$|^(?:wh|th|sh|kn)/iu

/** BCP 47 tag of a Latin passage, or undefined. */
export function guessLatin(text: string): Lang | undefined {
  const tokens =
    text
      .toLowerCase()
      .replaceAll("'", '\u2019')
      .match(/\p{Script=Latin}[\p{Script=Latin}\p{M}\u2019]*/gu) ?? []
  const scores = languages
    .map(({lang, words, letters}) => ({
      lang,
      score: tokens.filter((token) => words.has(token)).length + (letters?.test(text) ? letterWorth : 0)
    }))
    .sort((a, b) => b.score - a.score)
  const [first, second] = scores
  if (!first || !second) return
  if (first.score > second.score && (first.score >= minOther || first.lang === 'en')) return first.lang
  if (first.score > 0 || /[^\x00-\x7f\u2018-\u201d\u2013\u2014\u2026]/.test(text)) return
  // At least half of the words look it.
  return tokens.filter((token) => english.test(token)).length * 2 >= tokens.length ? 'en' : undefined
}
