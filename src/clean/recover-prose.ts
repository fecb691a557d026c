/**
 * remark plugin to recover prose that stands in a code block.
 *
 * Converters put boxes of a page into fences, and an indent of four blanks makes code of
 * a paragraph. A block without a language that holds Han text and no sign of code is
 * taken apart into its lines. Comments in code are code: the lines around them show it.
 */

import type {Code, Image, Paragraph, Root, Text} from 'mdast'
import type {Place} from '../model.ts'
import type {VFile} from 'vfile'
import {placeOf} from '../trace.ts'
import {setPlace} from './cut-range.ts'
import {isHeld, record} from './ledger.ts'
import {measureText} from './list-units.ts'
import {replaceNodes} from './replace-nodes.ts'
import {hasNode} from './visit-texts.ts'

const han = /\p{Script=Han}/gu
const symbols = /[{};=<>$|\\/#%&+*[\]]|\w\(|^\s*(?:\$|>>>|\/\/|\d+[.:]\d)/gmu
/** A picture, with or without a link around it, and nothing else. */
const picture =
  /^\s*\[?!\[([^\]\n]*)\]\(([^\s()]+)(?:\s+"[^"\n]*")?\)\s*(?:\]\([^\s()]*(?:\s+"[^"\n]*")?\s*\))?\s*$/
const fence = /^[ \t]*(?:`{3,}|~{3,})[^\n]*$/
/** Han characters a sign of code; what has fewer is code that people comment. */
const perSymbol = 12

/** Recover prose. */
export function remarkRecoverProse() {
  return function (tree: Root, file: VFile): void {
    if (!hasNode(tree, 'code')) return
    replaceNodes(tree, function (node) {
      if (node.type !== 'code' || node.lang) return
      const shown = readPicture(node, file)
      if (shown) return [shown]
      return isProse(node.value) ? createLines(node, String(file.value)) : undefined
    })
  }
}

/** A picture that an indent made code of, and the link around it. */
function readPicture(node: Code, file: VFile): Paragraph | undefined {
  const match = picture.exec(node.value)
  if (!match) return
  const raw = String(file.value)
  const [start, end] = placeOf(node)
  const [, alt = '', url = ''] = match
  const mark = `![${alt}](${url}`
  const from = raw.indexOf(mark, start)
  const to = raw.indexOf(')', from + mark.length) + 1
  if (from < start || to > end || to === 0) return
  const sides: Place[] = [
    [start, from],
    [to, end]
  ]
  const entry = {rule: 'recover-prose:picture', kind: 'drop', why: 'A link around a picture'} as const
  const links = sides.filter((place) => raw.slice(...place).trim() !== '')
  if (links.some((place) => isHeld(file, {...entry, place}))) return
  for (const place of links) record(file, {...entry, place})
  const image: Image = {type: 'image', url, alt}
  const paragraph: Paragraph = {type: 'paragraph', children: [image]}
  setPlace(image, [from, to], node)
  setPlace(paragraph, [from, to], node)
  return paragraph
}

function isProse(value: string): boolean {
  const characters = value.match(han)?.length ?? 0
  const signs = value.match(symbols)?.length ?? 0
  return characters >= measureText(value) * 0.6 && characters > signs * perSymbol && characters >= 4
}

function createLines(node: Code, raw: string): Paragraph[] {
  const [start, end] = placeOf(node)
  const paragraphs: Paragraph[] = []
  let at = start
  for (const line of raw.slice(start, end).split('\n')) {
    const text = line.trim()
    const from = at + line.indexOf(text)
    at += line.length + 1
    if (text === '' || fence.test(line)) continue
    const leaf: Text = {type: 'text', value: text}
    const paragraph: Paragraph = {type: 'paragraph', children: [leaf]}
    if (node.position) {
      leaf.position = node.position
      paragraph.position = node.position
    }

    setPlace(leaf, [from, from + text.length])
    setPlace(paragraph, [from, from + text.length])
    paragraphs.push(paragraph)
  }

  return paragraphs
}
