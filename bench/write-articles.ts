/**
 * Write a folder of articles in Markdown that is as long as a thick book: headings,
 * paragraphs with marks and notes, lists, tables, quotations and a picture in each
 * article. The same numbers give the same folder.
 */

import fs from 'node:fs'
import path from 'node:path'
import {encode} from 'fast-png'
import {createRandom, type Random} from '../tests/compile/pdf/book/random.ts'
import {createScribe, type Scribe} from '../tests/compile/pdf/book/write-sentences.ts'

export interface Folder {
  /** Paths of the articles in order. */
  readonly articles: ReadonlyArray<string>
  /** Characters of the articles, blanks and Markdown left aside. */
  readonly characters: number
  /** Bytes of the pictures. */
  readonly pictures: number
}

const languages = ['zh-Hant', 'zh-Hans', 'zh-Hant', 'zh-Hans', 'en']
const sentencesOfParagraph = 5
// Between 20 and 60 kB as PNG, as a photograph of this size has.
const noise = {width: 200, least: 75, most: 200} as const

/**
 * Write so many articles of so many characters each, with a manifest and pictures.
 *
 * @param hasPictures whether each article has one; where many short articles are
 *   written, pictures would be most of the book.
 */
export function writeArticles(folder: string, count: number, length: number, hasPictures = true): Folder {
  const random = createRandom(1)
  const scribes = new Map(languages.map((lang) => [lang, createScribe(random, lang)]))
  fs.mkdirSync(path.join(folder, 'images'), {recursive: true})
  const articles: string[] = []
  let characters = 0
  let pictures = 0
  for (let number = 1; number <= count; number++) {
    const scribe = scribes.get(languages[number % languages.length] ?? '')
    if (!scribe) throw new Error('Expected a scribe of each language')
    const name = String(number).padStart(3, '0')
    const picture = hasPictures ? `images/${name}.png` : undefined
    const text = writeArticle(name, length, picture, scribe, random)
    fs.writeFileSync(path.join(folder, `${name}.md`), text)
    articles.push(`${name}.md`)
    characters += countLetters(text)
    if (picture === undefined) continue
    const bytes = drawNoise(random)
    fs.writeFileSync(path.join(folder, picture), bytes)
    pictures += bytes.length
  }

  const manifest = [
    'title: A Thick Book',
    'language: zh-Hant',
    'date: 2026-11-22',
    'articles:',
    ...articles.map((article) => `  - ${article}`)
  ]
  fs.writeFileSync(path.join(folder, 'digest.yaml'), `${manifest.join('\n')}\n`)
  return {articles, characters, pictures}
}

function writeArticle(
  name: string,
  length: number,
  picture: string | undefined,
  scribe: Scribe,
  random: Random
): string {
  const blocks = [`# ${scribe.title()}`]
  let written = 0
  const add = (...added: ReadonlyArray<string>) => {
    blocks.push(...added)
    written += countLetters(added.join(''))
  }

  let notes = 0
  while (written < length) {
    const turn = blocks.length % 14
    if (turn === 2 && picture !== undefined) add(`![${scribe.title()}](${picture})`)
    else if (turn === 5) add(`## ${scribe.title()}`, writeParagraph(scribe, random))
    else if (turn === 8) add(Array.from({length: 4}, () => `- ${scribe.sentence().trim()}`).join('\n'))
    else if (turn === 10) add(`> ${writeParagraph(scribe, random)}`)
    else if (turn === 12 && random.chance(0.3)) add(writeTable(scribe, random))
    else if (turn === 13 && random.chance(0.4)) {
      notes++
      add(
        `${writeParagraph(scribe, random)}[^${name}-${notes}]`,
        `[^${name}-${notes}]: ${scribe.sentence().trim()}`
      )
    } else add(writeParagraph(scribe, random))
  }

  return `${blocks.join('\n\n')}\n`
}

function writeParagraph(scribe: Scribe, random: Random): string {
  const sentences = Array.from({length: random.between(2, 2 * sentencesOfParagraph - 2)}, () =>
    scribe.sentence()
  )
  if (random.chance(0.5)) sentences.splice(1, 0, ` **${scribe.title()}** `)
  if (random.chance(0.2)) sentences.splice(1, 0, ` [${scribe.title()}](https://example.org/linked) `)
  return sentences.join('').trim()
}

function writeTable(scribe: Scribe, random: Random): string {
  const row = () => `| ${scribe.word()} | ${random.between(1, 99_999)} | ${scribe.word()} |`
  return [row(), '| --- | --- | --- |', ...Array.from({length: 8}, row)].join('\n')
}

/** A gradient with noise on it, which no compression makes much smaller. */
function drawNoise(random: Random): Uint8Array {
  const {width} = noise
  const height = random.between(noise.least, noise.most)
  const data = new Uint8Array(width * height * 3)
  for (let at = 0; at < data.length; at++) data[at] = ((at / data.length) * 190 + random.next() * 16) & 0xff
  return encode({width, height, data, channels: 3, depth: 8})
}

function countLetters(text: string): number {
  return text.replace(/\s/g, '').length
}
