/**
 * Write sentences that mean nothing and look like text: in simplified and
 * traditional Chinese and in English, with the marks, names, figures and foreign
 * words that make lines hard to break.
 *
 * Chinese words are pairs of common characters, which the code tables of GB 2312
 * and Big5 list first; between them stand the little words of a real sentence.
 */

import type {ElementContent} from 'hast'
import type {Lang} from '../../../../src/model.ts'
import type {Random} from './random.ts'
import {h} from 'hastscript'

export type Phrasing = Array<ElementContent | string>

export interface Scribe {
  readonly lang: Lang
  readonly word: () => string
  /** A few words without a stop. */
  readonly title: () => string
  /** A name as it would be written in this language. */
  readonly name: () => string
  readonly sentence: () => string
  /** A sentence with something in it that is marked up. */
  readonly richSentence: () => Phrasing
}

interface Marks {
  readonly open: string
  readonly close: string
  readonly innerOpen: string
  readonly innerClose: string
}

const marks = {
  comma: '\uff0c',
  stop: '\u3002',
  list: '\u3001',
  semicolon: '\uff1b',
  colon: '\uff1a',
  question: '\uff1f',
  exclamation: '\uff01',
  open: '\uff08',
  close: '\uff09',
  titleOpen: '\u300a',
  titleClose: '\u300b',
  dash: '\u2014\u2014',
  ellipsis: '\u2026\u2026',
  dot: '\u00b7'
} as const
const corner: Marks = {open: '\u300c', close: '\u300d', innerOpen: '\u300e', innerClose: '\u300f'}
const curly: Marks = {open: '\u201c', close: '\u201d', innerOpen: '\u2018', innerClose: '\u2019'}

// Words between words, alike in both scripts.
const links = [
  ...'\u7684\u4e86\u5728\u662f\u548c\u4e0d\u4e5f\u90fd\u53c8\u5c31\u628a\u88ab\u5411\u518d\u624d\u4ee5\u56e0\u800c\u4e14\u4e4b\u65bc'
]
const times = ['\u4eca\u5929', '\u90a3\u5e74\u6625\u5929', '\u8d77\u521d', '\u4e0d\u4e45\u4ee5\u524d']
const surnames = [...'\u674e\u738b\u6797\u4f55\u767d\u6c5f\u7530\u65b9\u77f3']
const vocabularySize = 5000
// Characters of each script; a long book has some four thousand in all.
const characterCount = 2400

// Places of a two-byte table: rows and columns of its common characters.
const tables = {
  'zh-Hans': {encoding: 'gb18030', rows: [0xb0, 0xd6], columns: [[0xa1, 0xfe]]},
  'zh-Hant': {
    encoding: 'big5',
    rows: [0xa4, 0xc5],
    columns: [
      [0x40, 0x7e],
      [0xa1, 0xfe]
    ]
  }
} as const

const foreign = [
  'Llama',
  'Mistral 7B',
  'Transformer',
  'Caf\u00e9',
  'Z\u00fcrich',
  'na\u00efve',
  'S\u00e3o Paulo',
  '\u0141\u00f3d\u017a',
  'T\u014dky\u014d',
  'C++',
  'GPT-4',
  'PyTorch 2.0',
  'Dvo\u0159\u00e1k',
  'open weights',
  'state-of-the-art',
  'internationalisation',
  'A/B'
]
const amounts = [
  '65 GB',
  '3.5%',
  '1,500 km',
  '12 \u00b0C',
  '\u20ac40',
  '7 \u00d7 9',
  '30\u201340',
  '2.5 kg',
  '\u00b10.5'
]
const units = [...'\u5e74\u6708\u4eba\u672c']
const addresses = [
  'https://weekly.example.org/archive/2023/02/25/an-article-with-a-long-name.html?page=2&print=true',
  'https://example.org/seeds',
  'https://code.example.net/harbour-lights/lantern_parade/blob/main/src/really/deep/folder/index.md#L10-L42'
]
// Extension A: rare, and in few faces.
const rare = ['\u3437', '\u3ab0', '\u3d50', '\u4100', '\u4443', '\u4aa9', '\u4c77']

const english = {
  nouns:
    'harbour lantern keeper morning letter weather ferry orchard window argument machine language island paragraph library sentence carpenter measurement conversation neighbourhood responsibility apprentice winter river journal village editor copper telescope gardener',
  verbs:
    'carries remembers measures answers follows repairs considers publishes translates collects understands forgets demonstrates invites arranges photographs questions recommends',
  adjectives:
    'quiet narrow patient unfinished extraordinary copper northern careful ordinary half-forgotten bright uncomfortable recent handwritten small',
  adverbs: 'slowly almost never carefully sometimes unexpectedly deliberately again',
  names:
    'Ada Ng\u0169g\u0129|Bj\u00f6rn|Fran\u00e7oise|Zo\u00eb Quinn|Dr. O\u2019Neill|M. Garc\u00eda M\u00e1rquez|Ji\u0159\u00ed'
}
const words = (list: string) => list.split(' ')

export function createScribe(random: Random, lang: Lang): Scribe {
  return lang === 'en' ? createEnglish(random) : createChinese(random, lang)
}

function createChinese(random: Random, lang: Lang): Scribe {
  const isTraditional = lang === 'zh-Hant'
  const quotes = isTraditional ? corner : curly
  const vocabulary = listVocabulary(random, isTraditional ? 'zh-Hant' : 'zh-Hans')
  const word = () => random.rank(vocabulary)
  const name = () =>
    random.chance(0.2)
      ? `${word()}${marks.dot}${word()}`
      : `${random.pick(surnames)}${random.chance(0.01) ? random.pick(rare) : word()}`
  const title = () => Array.from({length: random.between(2, 5)}, word).join('')
  const group = (): string =>
    random.chance(0.12)
      ? Array.from({length: random.between(2, 4)}, word).join(marks.list)
      : random.chance(0.15)
        ? `${word()}${random.pick(links)}${word()}`
        : random.chance(0.1)
          ? foreignIn(random)
          : word()
  const clause = () => {
    const said = `${random.chance(0.3) ? random.pick(times) : ''}${group()}${random.pick(links)}${word()}${group()}`
    const turn = random.next()
    if (turn < 0.04)
      return `${said}${marks.open}${name()}${marks.comma}${marks.titleOpen}${title()}${marks.titleClose}${marks.close}`
    if (turn < 0.06) return `${said}${marks.dash}${word()}${group()}${marks.dash}${word()}`
    if (turn < 0.08) return `${random.between(1990, 2026)} ${random.pick(units)}${said}`
    if (turn < 0.1) return `${said}${random.pick(amounts)}`
    if (turn < 0.11) return `${marks.titleOpen}${title()}${marks.titleClose}${said}`
    return said
  }

  const sentence = (): string => {
    const turn = random.next()
    const clauses = Array.from({length: random.between(1, 4)}, clause)
    const said = clauses.join(random.chance(0.05) ? marks.semicolon : marks.comma)
    if (turn < 0.06) {
      const inner = random.chance(0.3) ? `${quotes.innerOpen}${word()}${word()}${quotes.innerClose}` : ''
      return `${name()}${random.pick(links)}${marks.colon}${quotes.open}${said}${inner}${marks.stop}${quotes.close}`
    }

    if (turn < 0.1) return `${said}${marks.question}`
    if (turn < 0.12) return `${said}${marks.exclamation}`
    if (turn < 0.14) return `${said}${marks.ellipsis}`
    return `${said}${marks.stop}`
  }

  return {
    lang,
    word,
    title,
    name,
    sentence,
    richSentence: () => [clause(), ...mark(random, title), clause(), marks.stop]
  }
}

function foreignIn(random: Random): string {
  const term = random.pick(foreign)
  // As writers do it: with blanks, and without.
  return random.chance(0.5) ? ` ${term} ` : term
}

function listVocabulary(random: Random, script: keyof typeof tables): string[] {
  const {encoding, rows, columns} = tables[script]
  const decoder = new TextDecoder(encoding)
  const chars: string[] = []
  for (let row = rows[0]; row <= rows[1]; row++) {
    for (const [from, to] of columns)
      for (let column = from; column <= to; column++) chars.push(decoder.decode(Uint8Array.of(row, column)))
  }

  const han = random.shuffle(chars.filter((char) => /^\p{Script=Han}$/u.test(char))).slice(0, characterCount)
  return Array.from(
    {length: vocabularySize},
    () => random.pick(han) + (random.chance(0.85) ? random.pick(han) : '')
  )
}

function createEnglish(random: Random): Scribe {
  const noun = () => random.pick(words(english.nouns))
  const name = () => random.pick(english.names.split('|'))
  const group = () =>
    random.chance(0.15)
      ? name()
      : `${random.pick(['the', 'a', 'every', 'that'])} ${random.chance(0.5) ? `${random.pick(words(english.adjectives))} ` : ''}${noun()}`
  const clause = () => {
    const turn = random.next()
    const said = `${group()} ${random.chance(0.3) ? `${random.pick(words(english.adverbs))} ` : ''}${random.pick(words(english.verbs))} ${group()}`
    if (turn < 0.06) return `${said} (${noun()}, ${random.pick(amounts)})`
    if (turn < 0.1) return `${said}\u2014${noun()} and ${noun()}\u2014of ${group()}`
    if (turn < 0.14) return `${said} in ${random.pick(foreign)}`
    return said
  }

  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
  const joint = () => random.pick([', and ', '; ', ', but ', ' while '])
  const sentence = () => {
    const said = capital(random.chance(0.5) ? clause() : `${clause()}${joint()}${clause()}`)
    const turn = random.next()
    if (turn < 0.08) return `\u201c${said},\u201d ${name()} said, \u201cand ${clause()}.\u201d `
    return `${said}${turn < 0.14 ? '?' : '.'} `
  }

  const title = () => capital(`${random.pick(words(english.adjectives))} ${noun()} of ${name()}`)
  return {
    lang: 'en',
    word: noun,
    title,
    name,
    sentence,
    richSentence: () => [`${capital(clause())} `, ...mark(random, title), ` ${clause()}. `]
  }
}

/** Each kind of inline that a chapter may hold. */
function mark(random: Random, write: () => string): Phrasing {
  switch (random.between(0, 11)) {
    case 0:
    case 1:
      return [h('em', write())]
    case 2:
    case 3:
      return [h('strong', write())]
    case 4:
      return [h('del', write())]
    case 5:
      return [h('code', 'npm run build')]
    case 6:
      return ['H', h('sub', '2'), 'O']
    case 7:
      return ['10', h('sup', '12')]
    case 8:
      return [h('span', {lang: 'en'}, 'the lantern keeper\u2019s own words')]
    case 9:
      return [h('a', {href: 'https://example.org/linked'}, [write(), h('em', write())])]
    case 10: {
      const address = random.pick(addresses)
      return [' ', h('a', {href: address}, address), ' ']
    }

    default:
      return [write(), h('br'), write()]
  }
}
