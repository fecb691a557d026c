/** Set a chapter: opening, introduction, body, notes at the foot, source card. */

import type {Element} from 'hast'
import type {Asset, Chapter} from '../../model.ts'
import type {Faces} from '../faces.ts'
import type {Shaper} from './shape.ts'
import type {StyleSheet} from './style-sheet.ts'
import type {Box, Inline, Mark, Note, Page, TextStyle} from './types.ts'
import {readInlines} from './read-inlines.ts'
import {breakPages} from './break-pages.ts'
import {floatFigures, type Block} from './float-figures.ts'
import {
  hasClass,
  inlineContext,
  inlinesOf,
  spaced,
  wrapPhrasing,
  type BlockSetter,
  type Place
} from './block-parts.ts'
import {setBlocks} from './set-blocks.ts'
import {addAfter, baselineIn, fillGrid, layLines, setText} from './set-text.ts'
import {createTag, type Tag} from './tags.ts'

/** What setting a book needs, the same for every chapter. */
export interface Press {
  readonly sheet: StyleSheet
  readonly shaper: Shaper
  readonly faces: Faces
  readonly lang: string
  readonly asset: (name: string) => Asset | undefined
}

// Cost of a page that begins with a source card: as of ten lines left blank.
const loneCard = 100
// Cost of an opening without a line of its article below it.
const loneOpening = 40
// Lines of a note that have to stay on one page; a longer note goes over in such parts.
const notePart = 6

/** Options of the page breaker for a style sheet. */
export function pageOptions(sheet: StyleSheet) {
  return {depth: sheet.depth, pitch: sheet.pitch, noteGap: sheet.pitch}
}

/** Set a chapter into pages; `parent` is the tag that it stands in. */
export function setChapter(chapter: Chapter, press: Press, parent: Tag): ReadonlyArray<Page> {
  const {sheet} = press
  const section = chapter.tree.children.find((node): node is Element => node.type === 'element')
  if (!section) return []
  const tag = createTag('Sect', parent, {lang: chapter.lang})
  const style = sheet.style('body', 'text', 'text')
  const place: Place = {
    x: 0,
    measure: sheet.measure,
    style,
    pitch: sheet.pitch,
    lang: chapter.lang,
    tag,
    indent: style.size * 2
  }
  const setter: BlockSetter = {...press, notes: createNotes(section, press, place)}

  const children = section.children.filter((node): node is Element => node.type === 'element')
  const hasCard = children.some((child) => hasClass(child, 'source-card'))
  const lastText = children.findLastIndex((child) => !/^(?:footer|section)$/.test(child.tagName))
  const blocks = children.flatMap((child, index): Block[] => {
    if (hasClass(child, 'notes')) return []
    const isLast = hasCard && index === lastText
    const set = setChild(child, isLast, chapter, place, setter)
    // Blocks are set one by one, so what follows a heading has to be told to stay with it.
    const before = children[index - 1]
    const keeps = /^(?:h[2-6]|header)$/.test(before?.tagName ?? '')
    const cost = keeps ? Infinity : before && hasClass(before, 'editor') ? loneOpening : 0
    const boxes = set.map((box, at) => (at === 0 ? {...box, breakCost: Math.max(box.breakCost, cost)} : box))
    const yields = child.tagName === 'p' && !isLast && child.properties['className'] === undefined
    return [{boxes, floats: child.tagName === 'figure', yields}]
  })
  const options = pageOptions(sheet)
  return breakPages(
    floatFigures(blocks, options).flatMap((block) => block.boxes),
    options
  )
}

function setChild(
  child: Element,
  isLast: boolean,
  chapter: Chapter,
  place: Place,
  setter: BlockSetter
): Box[] {
  if (child.tagName === 'header') return setOpening(child, chapter, place, setter)
  if (hasClass(child, 'source-card')) return setCard(child, place, setter)
  if (hasClass(child, 'editor')) return setEditor(child, place, setter)
  if (chapter.kind === 'colophon' && child.tagName === 'dl') {
    return setCard({...child, tagName: 'footer', children: [child]}, place, setter)
  }

  return isLast && child.tagName === 'p' ? setSealed(child, place, setter) : setBlocks([child], place, setter)
}

/** Silence, number, title, source line. */
function setOpening(header: Element, chapter: Chapter, place: Place, setter: BlockSetter): Box[] {
  const {sheet} = setter
  const {colour, space} = sheet.tokens
  const boxes: Box[] = [
    {
      height: space.opening * sheet.pitch,
      marks: [],
      notes: [],
      before: 0,
      breakCost: 0,
      anchors: [chapter.id, `${chapter.id}-title`]
    }
  ]
  const stay = {firstCost: Infinity, isWhole: true, align: 'left' as const, measure: place.measure}
  for (const child of header.children) {
    if (child.type !== 'element') continue
    if (hasClass(child, 'kicker')) {
      const style = sheet.style('sub', 'head', 'text', colour.print.accent)
      boxes.push(
        ...setText(inlinesOf(child, place, setter, createTag('P', place.tag), style), setter, {
          ...stay,
          pitch: sheet.pitch,
          size: style.size
        })
      )
    } else if (child.tagName === 'h1') {
      const style = sheet.style('title', 'head', 'head')
      boxes.push(
        ...setText(inlinesOf(child, place, setter, createTag('H1', place.tag), style), setter, {
          ...stay,
          pitch: sheet.pitchOf('title'),
          size: style.size
        })
      )
    } else if (hasClass(child, 'source-line')) {
      const style = sheet.style('small', 'text', 'text', colour.print.soft)
      const tag = createTag('P', place.tag)
      // An em of blank between publisher, author and date.
      const runs = child.children.flatMap((part): Inline[] =>
        part.type === 'text'
          ? [{text: '\u3000', style, lang: place.lang, tag}]
          : readInlines([part], {...inlineContext({...place, style, tag}, setter)})
      )
      boxes.push(...setText(runs, setter, {...stay, pitch: sheet.pitch, size: style.size}))
    }
  }

  return addAfter(boxes, sheet.tokens.space.section * sheet.pitch)
}

/** The editor's voice: another face, another colour, a label, a rule beside it. */
function setEditor(section: Element, place: Place, setter: BlockSetter): Box[] {
  const {sheet} = setter
  const colour = sheet.tokens.colour.print.editor
  const style = sheet.style('note', 'note', 'text', colour)
  const inset = place.style.size
  const inner: Place = {
    ...place,
    x: place.x + inset,
    measure: place.measure - inset,
    style,
    pitch: sheet.pitchOf('note'),
    lang: typeof section.properties['lang'] === 'string' ? section.properties['lang'] : place.lang,
    tag: createTag('Div', place.tag),
    indent: 0
  }
  const boxes = setBlocks(section.children as Element[], inner, setter)
  const ruled = boxes.map((box, index): Box => {
    const blank = index === 0 ? 0 : box.before
    const rule: Mark = {kind: 'rule', x: place.x, y: -blank, width: 0.8, height: box.height + blank, colour}
    // What the label says stays with it.
    return {...box, marks: [rule, ...box.marks], breakCost: index === 1 ? Infinity : box.breakCost}
  })
  return spaced(fillGrid(ruled, sheet.pitch), 0, sheet.pitch)
}

/** The last paragraph of an article, with the mark that closes it. */
function setSealed(node: Element, place: Place, setter: BlockSetter): Box[] {
  // An element of our own: no article can hold it, the allow list does not know it.
  const seal: Element = {type: 'element', tagName: 'seal', properties: {}, children: []}
  return setBlocks([{...node, children: [...node.children, seal]}], place, setter)
}

/** Where an article comes from: a small table without rules. */
function setCard(footer: Element, place: Place, setter: BlockSetter): Box[] {
  const {sheet} = setter
  const soft = sheet.tokens.colour.print.soft
  const style = sheet.style('small', 'note', 'text', soft)
  const pitch = sheet.pitchOf('small')
  const list = createTag('L', place.tag)
  const rows = footer.children.flatMap((child) =>
    child.type === 'element' && child.tagName === 'dl' ? child.children : []
  )
  const labels = rows.filter((row): row is Element => row.type === 'element' && row.tagName === 'dt')
  const inlines = (node: Element, tag: Tag, look: TextStyle) => inlinesOf(node, place, setter, tag, look)
  const bold = {...style, weight: sheet.tokens.weights.strong}
  const widths = labels.map(
    (node) => layLines(inlines(node, list, bold), setter, 1e5, 0, true)[0]?.width ?? 0
  )
  const gutter = Math.min(place.measure / 3, Math.max(0, ...widths) + style.size)
  const boxes: Box[] = []
  let label: Mark[] = []
  let item = list
  for (const row of rows) {
    if (row.type !== 'element') continue
    if (row.tagName === 'dt') {
      item = createTag('LI', list)
      const [line] = layLines(inlines(row, createTag('Lbl', item), bold), setter, gutter, 0, true)
      label = line ? [{kind: 'line', line, x: place.x, baseline: baselineIn(pitch, style.size)}] : []
    } else {
      const set = setText(inlines(row, createTag('LBody', item), style), setter, {
        pitch,
        size: style.size,
        x: place.x + gutter,
        measure: place.measure - gutter,
        align: 'left',
        isWhole: true
      })
      boxes.push(...set.map((box, index) => (index === 0 ? {...box, marks: [...label, ...box.marks]} : box)))
    }
  }

  const rule: Mark = {
    kind: 'rule',
    x: place.x,
    y: -pitch / 2,
    width: style.size * 6,
    height: 0.35,
    colour: sheet.tokens.colour.print.rule
  }
  // The card stays together, and had better not stand on a page alone.
  const whole = boxes.map((box, index): Box => ({
    ...box,
    marks: index === 0 ? [rule, ...box.marks] : box.marks,
    breakCost: index === 0 ? loneCard : Infinity
  }))
  return spaced(whole, 2 * sheet.pitch, 0)
}

/** The notes of a chapter, each set when it is first called. */
function createNotes(section: Element, press: Press, place: Place): (id: string) => ReadonlyArray<Note> {
  const asides = new Map<string, Element>()
  for (const child of section.children) {
    if (child.type !== 'element' || !hasClass(child, 'notes')) continue
    for (const note of child.children)
      if (note.type === 'element' && note.tagName === 'aside') asides.set(String(note.properties['id']), note)
  }

  const called = new Set<string>()
  let number = 0
  return (id) => {
    const aside = asides.get(id)
    if (!aside || called.has(id)) return []
    called.add(id)
    return setNote(aside, id, ++number, press, place)
  }
}

function setNote(
  aside: Element,
  id: string,
  number: number,
  press: Press,
  place: Place
): ReadonlyArray<Note> {
  const {sheet} = press
  const {ink, editor} = sheet.tokens.colour.print
  const isEditor = hasClass(aside, 'editor')
  const style = sheet.style('note', isEditor ? 'note' : 'text', 'text', isEditor ? editor : ink)
  const pitch = sheet.pitchOf('note')
  const tag = createTag('Note', place.tag, {id})
  const gutter = style.size * 1.5
  const inner: Place = {
    ...place,
    x: gutter,
    measure: place.measure - gutter,
    style,
    pitch,
    tag,
    indent: 0,
    lang: isEditor ? press.lang : place.lang
  }
  const setter: BlockSetter = {...press, notes: () => []}
  const boxes = setBlocks(wrapPhrasing(aside), inner, setter)
  const [label] = layLines(
    [{text: String(number), style, lang: 'en', tag: createTag('Lbl', tag)}],
    setter,
    gutter,
    0,
    true
  )
  const marks: Mark[] = label
    ? [{kind: 'line', line: label, x: 0, baseline: baselineIn(pitch, style.size)}]
    : []

  const parts: Note[] = []
  for (let from = 0; from < boxes.length; from += notePart) {
    const chunk = boxes.slice(from, from + notePart)
    let y = 0
    const placed = chunk.flatMap((box, index) => {
      if (index > 0 || from > 0) y += box.before
      const top = y
      y += box.height + (box.after ?? 0)
      return box.marks.map((mark) => moveMark(mark, top))
    })
    parts.push({id: from === 0 ? id : '', height: y, marks: from === 0 ? [...marks, ...placed] : placed})
  }

  return parts
}

function moveMark(mark: Mark, by: number): Mark {
  return mark.kind === 'line' ? {...mark, baseline: mark.baseline + by} : {...mark, y: mark.y + by}
}
