/**
 * Set the blocks of a chapter: flow content becomes boxes, one under another.
 *
 * Each kind of block is a function in the table below; what a block does not
 * know (a wrapper, say) gives its children.
 */

import type {Element, ElementContent, Text} from 'hast'
import type {Box, Mark} from './types.ts'
import {toString} from 'hast-util-to-string'
import {
  blockTag,
  hasClass,
  idOf,
  inlinesOf,
  insetPlace,
  spaced,
  textOptions,
  wrapPhrasing,
  type BlockSetter,
  type Place
} from './block-parts.ts'
import {setCaption, setFigure} from './set-figure.ts'
import {setTable} from './set-table.ts'
import {addAfter, baselineIn, fillGrid, layLines, setText, type TextOptions} from './set-text.ts'
import {createTag, type Role} from './tags.ts'

type SetBlock = (node: Element, place: Place, setter: BlockSetter) => Box[]

const table: Readonly<Record<string, SetBlock>> = {
  p: setParagraph,
  h2: (node, place, setter) => setHeading(node, place, setter, 1.5, 0.5),
  h3: (node, place, setter) => setHeading(node, place, setter, 1, 0),
  h4: (node, place, setter) => setHeading(node, place, setter, 1, 0),
  h5: (node, place, setter) => setHeading(node, place, setter, 0.5, 0),
  h6: (node, place, setter) => setHeading(node, place, setter, 0.5, 0),
  ul: setList,
  ol: setList,
  blockquote: setQuote,
  figure: setFigure,
  img: setFigure,
  table: setTable,
  pre: setCode,
  hr: setBreak,
  dl: setDefinitions
}

// The holes of a binding, in ems: a thread through four of them marks a break.
const stitch = {length: 6, hole: 0.14, gap: 1.6} as const
// A hairline that marks a break, in ems.
const hairLength = 4

/** Set flow content. */
export function setBlocks(nodes: ReadonlyArray<ElementContent>, place: Place, setter: BlockSetter): Box[] {
  const boxes: Box[] = []
  let keeps = false
  for (const node of nodes) {
    if (node.type !== 'element') continue
    const own = typeof node.properties['lang'] === 'string' ? node.properties['lang'] : place.lang
    const set = table[node.tagName]
    const there = own === place.lang ? place : {...place, lang: own}
    const added = set ? set(node, there, setter) : setBlocks(node.children, there, setter)
    // What follows a heading stays with it.
    for (const [index, box] of added.entries())
      boxes.push(keeps && index === 0 ? {...box, breakCost: Infinity} : box)
    if (added.length > 0) keeps = /^(?:h[2-6]|dt)$/.test(node.tagName)
  }

  return boxes
}

function setParagraph(node: Element, place: Place, setter: BlockSetter): Box[] {
  const {sheet} = setter
  if (hasClass(node, 'caption')) return setCaption(node, place, setter, createTag('Caption', place.tag), 0)
  if (hasClass(node, 'label')) {
    const style = {...place.style, weight: sheet.tokens.weights.strong}
    return setText(inlinesOf(node, place, setter, createTag('P', place.tag), style), setter, {
      ...textOptions(place),
      indent: 0,
      align: 'left'
    })
  }

  const tag = blockTag('P', node, place)
  // The turns of a play hang; of an interview, whose answers run over paragraphs, the questions stand out.
  if (hasClass(node, 'speech')) {
    const hang = place.style.size * 2
    return setText(inlinesOf(node, place, setter, tag), setter, {
      ...textOptions(place),
      x: place.x + hang,
      measure: place.measure - hang,
      indent: -hang,
      anchors: idOf(node)
    })
  }

  const indent = place.lang.startsWith('en') ? place.indent / 2 : place.indent
  const weight = hasClass(node, 'question') ? sheet.tokens.weights.strong : place.style.weight
  const boxes = setText(inlinesOf(node, place, setter, tag, {...place.style, weight}), setter, {
    ...textOptions(place),
    indent,
    anchors: idOf(node)
  })
  return addAfter(boxes, sheet.tokens.space.paragraph * place.pitch)
}

function setHeading(node: Element, place: Place, setter: BlockSetter, above: number, below: number): Box[] {
  const {sheet} = setter
  const role = node.tagName.toUpperCase() as Role
  const style = sheet.style('sub', 'head', 'head')
  const boxes = setText(inlinesOf(node, place, setter, blockTag(role, node, place), style), setter, {
    ...textOptions({...place, style}),
    indent: 0,
    align: 'left',
    before: above * sheet.pitch,
    anchors: idOf(node),
    isWhole: true,
    isBalanced: true
  })
  return addAfter(boxes, below * sheet.pitch)
}

function setList(node: Element, place: Place, setter: BlockSetter): Box[] {
  const isOrdered = node.tagName === 'ol'
  const list = createTag('L', place.tag, {numbering: isOrdered ? 'Decimal' : 'Disc'})
  let number = typeof node.properties['start'] === 'number' ? node.properties['start'] : 1
  const items = node.children.filter(
    (child): child is Element => child.type === 'element' && child.tagName === 'li'
  )
  const gutter = place.style.size * (isOrdered && items.length + number > 10 ? 2.5 : 2)
  return items.flatMap((item) => {
    const tag = createTag('LI', list)
    const label = isOrdered ? `${number++}.` : '\u2022'
    const lines = layLines(
      [{text: label, style: place.style, lang: 'en', tag: createTag('Lbl', tag)}],
      setter,
      gutter,
      0,
      true
    )
    const inner = insetPlace({...place, indent: 0, tag: createTag('LBody', tag)}, gutter)
    const boxes = setBlocks(wrapPhrasing(item), inner, setter)
    const width = lines[0]?.width ?? 0
    const x = inner.x - width - place.style.size * 0.5
    const marks: Mark[] = lines
      .slice(0, 1)
      .map((line) => ({kind: 'line', line, x, baseline: baselineIn(place.pitch, place.style.size)}))
    return boxes.map((box, index) => (index === 0 ? {...box, marks: [...marks, ...box.marks]} : box))
  })
}

function setQuote(node: Element, place: Place, setter: BlockSetter): Box[] {
  const {pitch} = setter.sheet
  const inset = place.style.size * 2
  const inner = insetPlace({...place, tag: blockTag('BlockQuote', node, place), indent: 0}, inset, inset)
  return spaced(setBlocks(wrapPhrasing(node), inner, setter), pitch / 2, pitch / 2)
}

function setCode(node: Element, place: Place, setter: BlockSetter): Box[] {
  const {sheet} = setter
  const pitch = sheet.pitchOf('note')
  const style = {...sheet.style('note', 'text', 'text'), isCode: true}
  const tag = createTag('Code', place.tag)
  const [source] = listTexts(node)
  const lines = toString(node).replace(/\n$/, '').split('\n')
  let from = 0
  const x = place.x + place.style.size
  const options: TextOptions = {
    pitch,
    size: style.size,
    x,
    measure: place.measure - place.style.size,
    align: 'left'
  }
  // Blanks count in code: none of them may be broken at or closed up.
  const boxes = lines.flatMap((line) => {
    const text = line.replaceAll('\t', '    ').replaceAll(' ', '\u00a0')
    const run = {text: text === '' ? '\u00a0' : text, style, lang: 'en', tag, from}
    from += line.length + 1
    return setText([source ? {...run, source} : run], setter, options)
  })
  const rule = sheet.tokens.colour.print.rule
  const ruled = boxes.map((box): Box => ({
    ...box,
    marks: [{kind: 'rule', x: place.x, y: 0, width: 0.5, height: pitch, colour: rule}, ...box.marks]
  }))
  return spaced(fillGrid(ruled, sheet.pitch / 2), sheet.pitch / 2, sheet.pitch / 2)
}

/** The texts of code: one, as an article has it. */
function listTexts(node: Element): Text[] {
  return node.children.flatMap((child) =>
    child.type === 'text' ? [child] : child.type === 'element' ? listTexts(child) : []
  )
}

function setBreak(_: Element, place: Place, setter: BlockSetter): Box[] {
  const {sheet} = setter
  const marks = {stitch: markStitch, hair: markHair, none: () => []}[sheet.tokens.ornament.break](
    place,
    setter
  )
  return [{height: 2 * sheet.pitch, marks, notes: [], before: 0, breakCost: Infinity, anchors: []}]
}

/** A thread through four holes. */
function markStitch(place: Place, {sheet}: BlockSetter): Mark[] {
  const em = place.style.size
  const x = place.x + (place.measure - stitch.length * em) / 2
  const y = sheet.pitch
  const colour = sheet.tokens.colour.print.soft
  const holes = [0, 1, 2, 3].map((index): Mark => {
    const cx = x + (stitch.length - 3 * stitch.gap) * em * 0.5 + index * stitch.gap * em
    const r = stitch.hole * em
    return {
      kind: 'path',
      d: `M${-r} 0A${r} ${r} 0 1 0 ${r} 0A${r} ${r} 0 1 0 ${-r} 0Z`,
      x: cx,
      y,
      fill: colour
    }
  })
  const thread: Mark = {kind: 'rule', x, y: y - 0.2, width: stitch.length * em, height: 0.4, colour}
  return [thread, ...holes]
}

function markHair(place: Place, {sheet}: BlockSetter): Mark[] {
  const width = hairLength * place.style.size
  const {colour, rules} = sheet.tokens
  const x = place.x + (place.measure - width) / 2
  return [{kind: 'rule', x, y: sheet.pitch, width, height: rules.hair, colour: colour.print.rule}]
}

function setDefinitions(node: Element, place: Place, setter: BlockSetter): Box[] {
  const {sheet} = setter
  const list = createTag('L', place.tag)
  let item = list
  const boxes: Box[] = []
  for (const child of node.children) {
    if (child.type !== 'element') continue
    if (child.tagName === 'dt') {
      item = createTag('LI', list)
      const style = {...place.style, weight: sheet.tokens.weights.strong}
      boxes.push(
        ...setText(
          inlinesOf(child, place, setter, blockTag('Lbl', child, {...place, tag: item}), style),
          setter,
          {
            ...textOptions(place),
            indent: 0,
            align: 'left',
            anchors: idOf(child),
            before: boxes.length > 0 ? sheet.pitch / 2 : 0,
            isWhole: true
          }
        )
      )
    } else {
      const inner = insetPlace({...place, indent: 0, tag: createTag('LBody', item)}, place.style.size * 2)
      boxes.push(
        ...setBlocks(wrapPhrasing(child), inner, setter).map((box, index) =>
          index === 0 ? {...box, breakCost: Infinity} : box
        )
      )
    }
  }

  return boxes
}
