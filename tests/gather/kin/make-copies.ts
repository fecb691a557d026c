/** Make copies of an article as they come, and articles that only share a frame. */

import {readdirSync, readFileSync} from 'node:fs'
import {Converter} from 'opencc-js'

export type Blocks = ReadonlyArray<string>

const here = new URL('./', import.meta.url)
const junk = {zh: readLines('junk-zh.txt'), en: readLines('junk-en.txt')}
const toTaiwan = Converter({from: 'cn', to: 'twp'})

/** Blocks of each text in a folder, by name. */
export function readTexts(folder: string): Map<string, Blocks> {
  const names = readdirSync(new URL(`${folder}/`, here)).sort()
  return new Map(names.map((name) => [name.replace('.txt', ''), readLines(`${folder}/${name}`)]))
}

/** Each filling of a frame: of `{one|other}` the first one of each, then the second one, and so on. */
export function fillFrame(frame: Blocks): Blocks[] {
  const count = /\{([^}]*)\}/.exec(frame.join('\n'))?.[1]?.split('|').length ?? 0
  return Array.from({length: count}, (_, index) =>
    frame.map((line) => line.replace(/\{([^}]*)\}/g, (_, slot: string) => slot.split('|')[index] ?? ''))
  )
}

/** Numbers that look like chance and are the same each time. */
export function createChance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Ways in which copies differ. */
export const copies: Readonly<Record<string, (blocks: Blocks, chance: () => number) => Blocks>> = {
  'other script': (blocks) =>
    isHan(blocks) ? blocks.map(toTaiwan) : blocks.map((block) => block.toUpperCase()),
  'end cut': (blocks) => blocks.slice(0, Math.ceil(blocks.length * 0.6)),
  'middle cut': (blocks) =>
    blocks.filter((_, index) => index < blocks.length * 0.3 || index >= blocks.length * 0.6),
  excerpt: (blocks, chance) => cutExcerpt(blocks, chance),
  'advertisements between': (blocks) => addJunk(blocks),
  'other headline': (blocks) => [isHan(blocks) ? otherTitle.zh : otherTitle.en, ...blocks.slice(1)],
  'other punctuation': (blocks) => blocks.map(changeMarks),
  'paragraphs merged': (blocks) => [blocks.join(' ')],
  'paragraphs split': (blocks) => splitSentences(blocks),
  'lightly edited': (blocks, chance) => blocks.map((block) => editLetters(block, 0.05, chance)),
  'parts exchanged': (blocks) => exchange(blocks),
  'everything at once': (blocks, chance) => {
    const kept = blocks.slice(1, Math.ceil(blocks.length * 0.75))
    const edited = kept.map((block) => editLetters(block, 0.01, chance))
    const headed = [isHan(blocks) ? otherTitle.zh : otherTitle.en, ...edited]
    return addJunk(headed.slice(0, 4))
      .concat(headed.slice(4))
      .map((block) => (isHan(blocks) ? toTaiwan(block) : block))
  }
}

const otherTitle = {
  zh: '\u4eba\u4eba\u90fd\u5728\u8bf4\u7684\u90a3\u4ef6\u4e8b\uff0c\u540e\u6765\u600e\u4e48\u6837\u4e86\uff1f',
  en: 'What Everybody Is Talking About This Week, Explained'
}

function isHan(blocks: Blocks): boolean {
  const text = blocks.join('')
  return (text.match(/\p{Script=Han}/gu)?.length ?? 0) > text.length / 4
}

function readLines(path: string): string[] {
  return readFileSync(new URL(path, here), 'utf8').trim().split('\n')
}

/** Three tenths of the letters, wherever they begin. */
function cutExcerpt(blocks: Blocks, chance: () => number): Blocks {
  const text = blocks.join('\n')
  const from = Math.floor(chance() * text.length * 0.7)
  return text.slice(from, from + Math.ceil(text.length * 0.3)).split('\n')
}

function addJunk(blocks: Blocks): Blocks {
  const lines = isHan(blocks) ? junk.zh : junk.en
  return blocks.flatMap((block, index) => [block, lines[index % lines.length] ?? ''])
}

function changeMarks(block: string): string {
  return block
    .replace(/[\uff0c,](?!\d)/g, '\u3001')
    .replace(/[\u201c\u201d"]/g, '\u300d')
    .replace(/\u3002/g, '. ')
    .replace(/\uff1b|;/g, '\u3002')
    .replace(/[\uff01\uff1f]/g, '...')
}

function splitSentences(blocks: Blocks): string[] {
  return blocks.flatMap((block) => block.split(/(?<=[\u3002\uff01\uff1f]|[.!?] )/))
}

function exchange(blocks: Blocks): Blocks {
  const middle = Math.ceil(blocks.length / 2)
  return [...blocks.slice(middle), ...blocks.slice(0, middle)]
}

function editLetters(block: string, rate: number, chance: () => number): string {
  const chars = [...block]
  return chars
    .map((char) => {
      if (chance() >= rate) return char
      const what = chance()
      const other = pickLike(char, chars, chance)
      return what < 0.6 ? other : what < 0.8 ? '' : char + other
    })
    .join('')
}

/** A character for another one: a digit for a digit, a letter for a letter, one of the text for Han. */
function pickLike(char: string, chars: ReadonlyArray<string>, chance: () => number): string {
  if (/\d/.test(char)) return String(Math.floor(chance() * 10))
  if (/[a-z]/i.test(char)) return String.fromCharCode(0x61 + Math.floor(chance() * 26))
  return chars[Math.floor(chance() * chars.length)] ?? char
}
