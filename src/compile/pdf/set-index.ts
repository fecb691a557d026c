/** Set the blocks of an index: what entries stand under, and entries, whose second lines hang. */

import type {Element} from 'hast'
import type {Box} from './types.ts'
import {blockTag, idOf, inlinesOf, type BlockSetter, type Place} from './block-parts.ts'
import {setText, type TextOptions} from './set-text.ts'
import {createTag} from './tags.ts'

// How far a line that goes on is set in: ems.
const hang = 1

/** @param block a heading or an `ul`. */
export function setIndexBlock(block: Element, around: Place, setter: BlockSetter): Box[] {
  const {sheet} = setter
  const place: Place = {...around, style: sheet.style('note', 'text', 'text')}
  const options: TextOptions = {
    pitch: sheet.pitchOf('note'),
    size: place.style.size,
    x: place.x,
    measure: place.measure,
    align: 'left',
    isWhole: true
  }
  return block.tagName === 'ul'
    ? setEntries(block, place, setter, options)
    : setGroup(block, place, setter, options)
}

function setGroup(heading: Element, place: Place, setter: BlockSetter, options: TextOptions): Box[] {
  const style = {...place.style, weight: setter.sheet.tokens.weights.strong}
  // A line of blank, so that columns stay on one grid of their own.
  return setText(inlinesOf(heading, place, setter, blockTag('H2', heading, place), style), setter, {
    ...options,
    before: options.pitch,
    anchors: idOf(heading)
  })
}

function setEntries(list: Element, place: Place, setter: BlockSetter, options: TextOptions): Box[] {
  const inset = hang * place.style.size
  const tag = createTag('L', place.tag, {numbering: 'None'})
  return list.children.flatMap((item) => {
    if (item.type !== 'element') return []
    const body = createTag('LBody', blockTag('LI', item, {...place, tag}))
    return setText(inlinesOf(item, place, setter, body), setter, {
      ...options,
      x: place.x + inset,
      measure: place.measure - inset,
      indent: -inset
    })
  })
}
