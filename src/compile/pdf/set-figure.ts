/** Set a picture with its caption. */

import type {Element} from 'hast'
import type {Box, Mark} from './types.ts'
import {toString} from 'hast-util-to-string'
import {hasClass, inlinesOf, spaced, type BlockSetter, type Place} from './block-parts.ts'
import {fillGrid, setText} from './set-text.ts'
import {createTag, type Tag} from './tags.ts'

export function setFigure(node: Element, place: Place, setter: BlockSetter): Box[] {
  const {sheet} = setter
  const picture =
    node.tagName === 'img'
      ? node
      : node.children.find((child): child is Element => child.type === 'element' && child.tagName === 'img')
  const name = String(picture?.properties['src'] ?? '').replace(/^asset:/, '')
  const asset = setter.asset(name)
  const captions = node.children.filter(
    (child): child is Element => child.type === 'element' && child.tagName === 'figcaption'
  )
  const alt = String(picture?.properties['alt'] ?? '')
  const holder = createTag('Div', place.tag)
  const boxes: Box[] = []
  if (asset) {
    // A CSS pixel is three quarters of a point; a picture is never set larger than it is.
    const scale = Math.min(0.75, place.measure / asset.width, (sheet.depth * 0.62) / asset.height)
    const [width, height] = [asset.width * scale, asset.height * scale]
    const tag = createTag('Figure', holder, {
      alt: alt === '' ? captions.map((caption) => toString(caption)).join(' ') || name : alt
    })
    const mark: Mark = {
      kind: 'image',
      name,
      x: place.x + (place.measure - width) / 2,
      y: 0,
      width,
      height,
      tag,
      ...(picture && {node: picture})
    }
    boxes.push({
      height: height + sheet.pitch / 2,
      marks: [mark],
      notes: [],
      before: sheet.pitch,
      breakCost: 0,
      anchors: []
    })
  }

  const said = captions.flatMap((caption) =>
    setCaption(caption, place, setter, createTag('Caption', holder), asset ? Infinity : 0)
  )
  return spaced(fillGrid([...boxes, ...said], sheet.pitch / 2), sheet.pitch, sheet.pitch / 2)
}

/** @param firstCost cost of beginning a page with the caption: infinite below its picture. */
export function setCaption(
  node: Element,
  place: Place,
  setter: BlockSetter,
  tag: Tag,
  firstCost: number
): Box[] {
  const {sheet} = setter
  const style = sheet.style('note', 'note', 'text', sheet.tokens.colour.print.soft)
  const inlines = inlinesOf(node, place, setter, tag, style)
  const inset = place.style.size * 2
  const boxes = setText(inlines, setter, {
    pitch: sheet.pitchOf('note'),
    size: style.size,
    x: place.x + inset,
    measure: place.measure - 2 * inset,
    align: 'center',
    firstCost,
    isWhole: true
  })
  return hasClass(node, 'caption')
    ? spaced(fillGrid(boxes, sheet.pitch / 2), sheet.pitch / 2, sheet.pitch / 2)
    : boxes
}
