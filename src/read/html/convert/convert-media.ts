/** Convert pictures, and what plays: a book can only lead to it. */

import type {Element, Nodes} from 'hast'
import type {Image, Link} from 'mdast'
import {toString} from 'hast-util-to-string'
import {addFrame, addTextFrames} from './add-frames.ts'
import type {Mark} from './build-phrasing.ts'
import {isLink} from './convert-inline.ts'
import {addEdge, addNode, addText, type Flow, type Scene} from './flow.ts'
import {listTexts} from './list-pieces.ts'
import {readPicture} from './read-picture.ts'
import {attributeOf, childrenOf, classesOf, findElements, listBeside, openingOf} from './tags.ts'

const fallback = {rule: 'fallback', why: 'What browsers show that cannot show the rest', confidence: 1}
/** A picture of a formula that stands beside it as text. */
const formulaClass = /^(?:mwe-math-fallback|tex-fallback)/
/** Addresses of what is embedded and plays; others are advertising and counters. */
const player = /player|embed|video|audio|podcast|\/v\/|\.(?:mp[34]|webm|ogg|m4a)\b/i

/** Add a picture, and words in its element, which stand for it, as a frame. */
export function addPicture(node: Element, flow: Flow, scene: Scene, marks: ReadonlyArray<Mark>): void {
  addTextFrames(listTexts(node), flow, scene, {data: fallback, marks})
  const [image] = node.tagName === 'picture' ? findElements(node, ({tagName}) => tagName === 'img') : [node]
  if (!image || classesOf(image).some((name) => formulaClass.test(name))) return
  const url = readPicture(image, childrenOf(node, 'source'))
  if (url === undefined) return
  const title = attributeOf(image, 'title')
  const picture: Image = {
    type: 'image',
    url: scene.resolve(url),
    alt: attributeOf(image, 'alt'),
    ...(title !== '' && {title})
  }
  addNode(flow, scene.locate(picture, openingOf(image)), marks)
}

/** Add what stands for readers without scripts: a picture, unless it stands beside it already. */
export function addNoscript(
  node: Element,
  flow: Flow,
  scene: Scene,
  {marks, siblings, index}: {marks: ReadonlyArray<Mark>; siblings: ReadonlyArray<Nodes>; index: number}
): void {
  if (toString(node).trim() !== '') {
    const data = {...fallback, rule: 'noscript', why: 'Shown only where scripts do not run'}
    addFrame(node, flow, scene, {data, marks})
    return
  }

  const beside = ([-1, 1] as const).flatMap((step) => listBeside(siblings, index, {step, most: 1}))
  if (!beside.some(showsPicture)) scene.open(node, flow, marks)
}

function showsPicture(node: Element): boolean {
  const images = node.tagName === 'img' ? [node] : findElements(node, ({tagName}) => tagName === 'img')
  return images.some((image) => readPicture(image) !== undefined)
}

/** Add what plays as a link, and what stands in it for browsers that cannot play it as a frame. */
export function addPlayer(node: Element, flow: Flow, scene: Scene, marks: ReadonlyArray<Mark>): void {
  const [address, owner] = findAddress(node) ?? []
  const title = attributeOf(node, 'title') || attributeOf(node, 'ariaLabel')
  const isPlayer = node.tagName === 'video' || node.tagName === 'audio' || (address && player.test(address))
  // Only what a tag says is there to be read.
  const said = [title === '' ? [] : [title, node], [address, owner]] as ReadonlyArray<[string?, Element?]>
  const [label, teller] =
    said.find(([value, part]) => value !== undefined && part && tagOf(part, scene).includes(value)) ?? []
  if (address !== undefined && isPlayer && label !== undefined && teller) {
    const [start, end] = openingOf(teller)
    const url = address.startsWith('//') ? `https:${address}` : address
    const link: Mark = {
      key: `link\0${url}\0${start}`,
      create: (children): Link => ({type: 'link', url, title: null, children: children as Link['children']})
    }
    addEdge(flow, scene, start)
    addText(flow, label, [start, end], [...marks.filter((mark) => !isLink(mark)), link])
    addEdge(flow, scene, end)
  }

  addTextFrames(listTexts(node), flow, scene, {data: fallback, marks})
}

/** Address of what plays, and the element that has it. */
function findAddress(node: Element): readonly [string, Element] | undefined {
  return [node, ...childrenOf(node, 'source')]
    .flatMap((part) =>
      ['src', 'dataSrc', 'data'].map((name): [string, Element] => [attributeOf(part, name), part])
    )
    .find(([value]) => /^(?:https?:)?\/\/\S+$/i.test(value))
}

function tagOf(node: Element, scene: Scene): string {
  return scene.source.text.slice(...openingOf(node))
}
