/**
 * Convert formulas: as TeX where a page has it, once, whatever copies stand beside it.
 *
 * Pages set a formula several times over: for the eye, for screen readers, for scripts.
 */

import type {Element, Nodes, Text} from 'hast'
import type {FrameData} from 'mdast'
import {toString} from 'hast-util-to-string'
import {isSilent} from '../../../parse-html.ts'
import {addTextFrames} from './add-frames.ts'
import type {Mark} from './build-phrasing.ts'
import {addText, type Flow, type Scene} from './flow.ts'
import {isOneRun, listTexts} from './list-pieces.ts'
import {attributeOf, classesOf, closingOf, findElements, listBeside, openingOf} from './tags.ts'

/** What stands around a formula and all its copies. */
const wrapperClass = /^(?:katex(?:-display)?|mwe-math-element|mathjax|mjx-container)$/i
/** A copy that a script set before its source. */
const copyClass = /^(?:mathjax(?:_\w+)?|mjx-\w+)$/i
const copy: FrameData = {rule: 'formula-copy', why: 'A copy of the formula beside it', confidence: 1}

/** Add a formula. @returns whether the element is one that is written in TeX. */
export function addMath(
  node: Element,
  flow: Flow,
  scene: Scene,
  {marks, siblings, index}: {marks: ReadonlyArray<Mark>; siblings: ReadonlyArray<Nodes>; index: number}
): boolean {
  if (node.tagName === 'script') return addScript(node, flow, scene, marks)
  if (isCopy(node, siblings, index)) {
    addTextFrames(listTexts(node), flow, scene, {data: copy, marks})
    return true
  }

  const isWhole =
    node.tagName === 'math' ||
    node.tagName === 'mjx-container' ||
    classesOf(node).some((name) => wrapperClass.test(name))
  if (!isWhole) return false
  const [tex] = findElements(
    node,
    (part) => part.tagName === 'annotation' && /tex/i.test(attributeOf(part, 'encoding'))
  )
  if (!tex || toString(tex).trim() === '') return false
  const texts = listTexts(node)
  const own = new Set(listTexts(tex))
  if (!isOneRun(scene.source, texts)) return false
  const from = texts.findIndex((text) => own.has(text))
  addTextFrames(texts.slice(0, from), flow, scene, {data: copy, marks})
  addText(flow, '$', openingOf(tex), marks)
  addTrimmed([...own], flow, scene, marks)
  addText(flow, '$', closingOf(tex), marks)
  addTextFrames(texts.slice(from + own.size), flow, scene, {data: copy, marks})
  return true
}

/** TeX without blanks at its ends, which would keep readers from taking the marks for what they are. */
function addTrimmed(texts: ReadonlyArray<Text>, flow: Flow, scene: Scene, marks: ReadonlyArray<Mark>): void {
  const pieces = texts.flatMap((text) => scene.source.pieces.get(text) ?? [])
  const from = pieces.findIndex(({isBlank}) => !isBlank)
  const to = pieces.findLastIndex(({isBlank}) => !isBlank)
  for (const piece of pieces.slice(from, to + 1)) flow.atoms.push({kind: 'piece', piece, marks})
}

/** A script that holds TeX says it, though the page shows a copy. */
function addScript(node: Element, flow: Flow, scene: Scene, marks: ReadonlyArray<Mark>): boolean {
  if (!isTexScript(node) || toString(node).trim() === '') return false
  addText(flow, '$', openingOf(node), marks)
  addTrimmed(listTexts(node), flow, scene, marks)
  addText(flow, '$', closingOf(node), marks)
  return true
}

function isTexScript(node: Nodes): boolean {
  return (
    node.type === 'element' && node.tagName === 'script' && !isSilent('script', attributeOf(node, 'type'))
  )
}

/** Whether an element is what a script made of the source behind it. */
function isCopy(node: Element, siblings: ReadonlyArray<Nodes>, index: number): boolean {
  if (!classesOf(node).some((name) => copyClass.test(name))) return false
  // A preview, the copy, and the source stand in a row.
  return listBeside(siblings, index, {step: 1, most: 2}).some(isTexScript)
}
