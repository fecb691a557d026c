/**
 * remark plugin to mark paragraphs that are questions and answers, lines of a play, or
 * captions, so that an edition can set them as such.
 *
 * Who speaks is named before a colon. Two names that take turns make an interview: the one
 * who speaks first asks. More names make a play. A caption stands behind a picture, is
 * short, and ends in no stop.
 */

import type {Paragraph, Root, RootContent} from 'mdast'
import {toString} from 'mdast-util-to-string'
import {measureText} from './list-units.ts'

type Role = 'caption' | 'question' | 'answer' | 'speech'

/** A name is no longer than this; see `measureText`. */
const nameSize = 12
/** Turns that make a conversation. */
const turns = 4
/** No turn of a scene is longer than this. */
const turnSize = 60
/** Longer lines behind a picture go on with the text. */
const captionSize = 40

const speaker =
  /^([^\s:\uff1a\u3002\uff0c,.!?]{1,24}(?: [^\s:\uff1a\u3002\uff0c,.!?]{1,16}){0,2})\s?[:\uff1a]\s?(?=\S)/u
const stop = /[\u3002!?\uff01\uff1f.:\uff1a\uff0c,;\uff1b][\u201d\u300d"')\uff09]*$/u
const question = /[?\uff1f][\u201d\u300d"')\uff09]*$/u
const captionMark =
  /^(?:[\u25b2\u25b3\u25bc\u2191]|(?:\u56fe|\u5716)\s?[\d\u4e00-\u4e5d\u5341]{1,3}[:\uff1a\s]|(?:\u56fe|\u5716)\s?\d|(?:\u56fe|\u5716)\s?[:\uff1a]|figure\s?\d|fig\.\s?\d)/iu

/** Mark roles. */
export function remarkMarkRoles() {
  return function (tree: Root): void {
    markSpeakers(tree)
    tree.children.forEach(function (node, index) {
      if (node.type === 'paragraph' && isCaption(node, tree.children[index - 1])) mark(node, 'caption')
    })
  }
}

function markSpeakers(tree: Root): void {
  const names = tree.children.map((node) => (node.type === 'paragraph' ? readSpeaker(node) : undefined))
  const counts = new Map<string, number>()
  for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  const voices = new Set([...counts].filter(([, count]) => count >= 2).map(([name]) => name))
  const spoken = names.filter((name) => name !== undefined && voices.has(name))
  if (voices.size < 2 || spoken.length < turns) return

  const [asks] = spoken
  const isPlay = voices.size > 2 || (isBrief(tree, names, voices) && !isAsking(tree, names, asks))
  names.forEach(function (name, index) {
    const node = tree.children[index]
    if (node?.type !== 'paragraph' || name === undefined || !voices.has(name)) return
    if (isPlay) mark(node, 'speech')
    else mark(node, name === asks ? 'question' : 'answer')
  })
}

/** An interview has answers of some length; short turns on both sides are a scene. */
function isBrief(tree: Root, names: ReadonlyArray<string | undefined>, voices: ReadonlySet<string>): boolean {
  const lines = tree.children.filter((_, index) => voices.has(names[index] ?? ''))
  const sizes = lines.map((node) => measureText(toString(node))).sort((a, b) => a - b)
  return (sizes.at(-1) ?? 0) < turnSize
}

/** Whether at least half of what one voice says are questions. */
function isAsking(tree: Root, names: ReadonlyArray<string | undefined>, asks: string | undefined): boolean {
  const lines = tree.children.filter((_, index) => names[index] === asks)
  return lines.filter((node) => question.test(toString(node).trim())).length * 2 >= lines.length
}

function readSpeaker(node: Paragraph): string | undefined {
  const name = speaker.exec(toString(node).trim())?.[1]
  return name !== undefined && measureText(name) <= nameSize && !/^https?$/i.test(name) ? name : undefined
}

function isCaption(node: Paragraph, before: RootContent | undefined): boolean {
  const text = toString(node).trim()
  if (text === '' || hasPicture(node)) return false
  const isBehind =
    before?.type === 'paragraph' &&
    hasPicture(before) &&
    toString(before, {includeImageAlt: false}).trim() === ''
  // All of it emphasised, right behind a picture: no article goes on like that.
  if (isBehind && node.children.length === 1 && node.children[0]?.type === 'emphasis') return true
  if (measureText(text) > captionSize) return false
  if (captionMark.test(text)) return !stop.test(text) || before?.type === 'paragraph'
  return isBehind && !stop.test(text)
}

function hasPicture(node: Paragraph): boolean {
  return node.children.some((child) => child.type === 'image' || child.type === 'imageReference')
}

function mark(node: Paragraph, role: Role): void {
  node.data = {...node.data, role}
}
