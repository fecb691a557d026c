/**
 * Add frames: what is not of the article, with everything in it.
 *
 * A frame stands for one range of the source, which `clean` drops as a whole. Where the
 * browser moves text out of it, or lets it stand in several places, there are several.
 */

import type {Element, Text} from 'hast'
import type {Frame, FrameData, RootContent} from 'mdast'
import {placeOf} from '../../../trace.ts'
import {buildPhrasing, type Mark} from './build-phrasing.ts'
import {addNode, closeParagraph, hullOf, openFlow, type Flow, type Scene} from './flow.ts'
import {findOwnPlace, groupTexts, listTexts} from './list-pieces.ts'
import {hasBlock, isBlock} from './tags.ts'

export const control: FrameData = {rule: 'control', why: 'A control of the page', confidence: 1}

/** Add an element as a frame. */
export function addFrame(
  node: Element,
  flow: Flow,
  scene: Scene,
  {data, marks}: {data: FrameData; marks: ReadonlyArray<Mark>}
): void {
  const place = findOwnPlace(scene.source, node)
  if (!place) {
    addTextFrames(listTexts(node), flow, scene, {data, marks})
    return
  }

  const isInline = flow.edge !== undefined || !(isBlock(node) || hasBlock(node))
  const inside = openFlow(isInline ? {edge: 'blank'} : {})
  scene.open(node, inside, [])
  if (!isInline) closeParagraph(inside, scene)
  const children: RootContent[] = isInline ? buildPhrasing(inside.atoms, scene) : inside.blocks
  if (children.length === 0) return
  const frame: Frame = scene.locate({type: 'frame', children, data: {...data}}, place)
  if (isInline) addNode(flow, frame, marks)
  else {
    closeParagraph(flow, scene)
    flow.blocks.push(frame)
  }
}

/** Add texts as frames, each of a run between which nothing else is said. */
export function addTextFrames(
  texts: ReadonlyArray<Text>,
  flow: Flow,
  scene: Scene,
  {data, marks}: {data: FrameData; marks: ReadonlyArray<Mark>}
): void {
  for (const run of groupTexts(scene.source, texts)) {
    const inside = openFlow({edge: 'blank'})
    for (const text of run) scene.walk(text, inside, [])
    const children = buildPhrasing(inside.atoms, scene)
    if (children.length === 0) continue
    const [first, last] = [run[0], run.at(-1)]
    const [start, end] = hullOf(children)
    const place = [
      Math.min(start, first ? placeOf(first)[0] : start),
      Math.max(end, last ? placeOf(last)[1] : end)
    ] as const
    addNode(flow, scene.locate<Frame>({type: 'frame', children, data: {...data}}, place), marks)
  }
}
