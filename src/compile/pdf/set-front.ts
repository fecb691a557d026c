/** Set what comes before the articles: title page, contents, and the title of a part. */

import type {Chapter, Digest, Lang, Part} from '../../model.ts'
import type {TypeRole} from '../theme.ts'
import type {Press} from './block-parts.ts'
import type {Box, Inline, Mark, TextStyle} from './types.ts'
import {fillLabel, formatDate} from '../../fill-label.ts'
import {addAfter, baselineIn, layLines, setText, type Setter} from './set-text.ts'
import {createTag, type Role, type Tag} from './tags.ts'

/** A line of the contents. */
interface Entry {
  readonly title: string
  readonly id: string
  readonly detail?: string
  readonly isPart: boolean
  readonly lang: Lang
}

// Where the title of a book, and of a part, begins: a third of the way down the page.
const titleShare = 1 / 3

export function setTitlePage(digest: Digest, press: Press, parent: Tag): Box[] {
  const {sheet} = press
  const {meta, labels} = digest
  const {soft, accent} = sheet.tokens.colour.print
  const tag = createTag('Sect', parent)
  const line = (text: string, type: TypeRole, role: Role, colour?: string, isHead = false) =>
    setText(
      [inline(text, press, createTag(role, tag), type, isHead ? 'head' : 'text', colour)],
      toSetter(press),
      {
        pitch: Math.ceil(sheet.pitchOf(type) / sheet.pitch) * sheet.pitch,
        size: sheet.style(type, 'text', 'text').size,
        measure: sheet.fullMeasure,
        align: 'left',
        firstCost: Infinity,
        isWhole: true,
        isBalanced: role === 'H1'
      }
    )

  const boxes: Box[] = [space(Math.floor(sheet.page.lines * titleShare) * sheet.pitch)]
  if (meta.number) boxes.push(...line(fillLabel(labels, 'issue', {number: meta.number}), 'sub', 'P', accent))
  boxes.push(...line(meta.title, 'masthead', 'H1', undefined, true))
  if (meta.subtitle) boxes.push(...line(meta.subtitle, 'deck', 'P', soft))
  const below = [
    meta.editor && fillLabel(labels, 'editedBy', {editor: meta.editor}),
    meta.publisher,
    meta.date && formatDate(labels, meta.date)
  ]
  const lines = below.filter((text) => text !== undefined && text !== '') as string[]
  // The imprint stands at the foot.
  const imprint = lines.flatMap((text) => line(text, 'deck', 'P', soft))
  const used = [...boxes, ...imprint].reduce((sum, box) => sum + box.height, 0)
  boxes.push(space(Math.max(0, sheet.depth - used)), ...imprint)
  return boxes
}

/** @param isPage it stands on a page of its own, and not in a band above its first article. */
export function setPartTitle(part: Part, press: Press, parent: Tag, isPage: boolean): Box[] {
  const {sheet} = press
  const {colour, rules} = sheet.tokens
  const boxes = setText(
    [
      inline(
        part.title ?? '',
        press,
        createTag('H1', createTag('Sect', parent)),
        isPage ? 'lead' : 'sub',
        'head'
      )
    ],
    toSetter(press),
    {
      pitch: isPage ? sheet.pitchOf('lead') : sheet.pitch,
      size: sheet.style(isPage ? 'lead' : 'sub', 'head', 'head').size,
      measure: sheet.fullMeasure,
      align: 'left',
      anchors: [part.id],
      firstCost: Infinity,
      isWhole: true,
      isBalanced: true
    }
  )
  if (isPage) return [space(Math.floor(sheet.page.lines * titleShare) * sheet.pitch), ...boxes]
  const bar: Mark = {
    kind: 'rule',
    x: 0,
    y: 0,
    width: sheet.fullMeasure,
    height: rules.bar,
    colour: colour.print.ink
  }
  return [{...space(sheet.pitch / 2), marks: [bar]}, ...addAfter(boxes, sheet.pitch / 2)]
}

/**
 * Set the contents.
 *
 * @param labelOf label of the page on which an id stands; it does not change how long the contents are.
 */
export function setContents(
  digest: Digest,
  press: Press,
  parent: Tag,
  labelOf: (id: string) => string
): Box[] {
  const {sheet} = press
  const {labels} = digest
  const section = createTag('Sect', parent)
  const title = fillLabel(labels, 'contents')
  const heading = setText(
    [inline(title, press, createTag('H1', section), 'title', 'head')],
    toSetter(press),
    {
      pitch: sheet.pitchOf('title'),
      size: sheet.style('title', 'head', 'head').size,
      measure: sheet.fullMeasure,
      align: 'left',
      anchors: ['contents'],
      firstCost: Infinity,
      isWhole: true
    }
  )
  const opening = space((sheet.tokens.opening.lines / 2) * sheet.pitch)
  const toc = createTag('TOC', section)
  const entries = listEntries(digest)
  const boxes = entries.flatMap((entry, index) =>
    setEntry(entry, press, createTag('TOCI', toc), labelOf(entry.id), entries[index - 1]?.isPart === true)
  )
  return [opening, ...addAfter(heading, sheet.pitch), ...boxes]
}

function listEntries({meta, front, parts, back, labels}: Digest): ReadonlyArray<Entry> {
  const entry = ({id, title, lang, source, byline}: Chapter): Entry => {
    const detail = [byline, source].filter(Boolean).join(fillLabel(labels, 'listSeparator'))
    return {id, title, lang, isPart: false, ...(detail && {detail})}
  }

  return [
    ...front.map(entry),
    ...parts.flatMap((part) => [
      ...(part.title === undefined ? [] : [{id: part.id, title: part.title, lang: meta.lang, isPart: true}]),
      ...part.chapters.map(entry)
    ]),
    ...back.map(entry)
  ]
}

function setEntry(
  {id, title, lang, detail, isPart}: Entry,
  press: Press,
  item: Tag,
  label: string,
  isAfterPart: boolean
): Box[] {
  const {sheet} = press
  const setter = toSetter(press)
  const {accent, soft} = sheet.tokens.colour.print
  const style = isPart ? sheet.style('sub', 'head', 'head', accent) : sheet.style('body', 'text', 'text')
  const reference = createTag('Reference', item, lang === press.lang ? {} : {lang})
  const tag = createTag('Link', reference)
  const link = {href: `#${id}`, contents: title, tag}
  const run = (text: string): Inline => ({text, style, lang, tag, link})
  const folio = layLines([run(label)], setter, sheet.fullMeasure, 0, true)[0]
  const gutter = style.size * 3
  const boxes = setText([run(title)], setter, {
    pitch: sheet.pitch,
    size: style.size,
    measure: sheet.fullMeasure - gutter,
    align: 'left',
    before: isPart ? sheet.pitch : 0,
    firstCost: isAfterPart ? Infinity : 0,
    isWhole: true
  })
  const withFolio = boxes.map((box, index): Box => {
    if (index < boxes.length - 1 || !folio) return box
    const baseline = baselineIn(sheet.pitch, style.size)
    const x = sheet.fullMeasure - folio.width
    const mark: Mark = {kind: 'line', line: folio, x, baseline}
    return {...box, marks: [...box.marks, ...setLeader(box, x, baseline, style, press), mark]}
  })
  if (detail === undefined) return withFolio
  const small = sheet.style('small', 'text', 'text', soft)
  const details = setText([{text: detail, style: small, lang, tag: createTag('P', item)}], setter, {
    pitch: sheet.pitch,
    size: small.size,
    measure: sheet.fullMeasure - gutter,
    align: 'left',
    firstCost: Infinity,
    isWhole: true
  })
  return [...withFolio, ...details]
}

/** Dots from the end of a line to its page. */
function setLeader({marks}: Box, end: number, y: number, {size}: TextStyle, {sheet}: Press): Mark[] {
  const [first] = marks
  if (!sheet.tokens.leaders || first?.kind !== 'line') return []
  const x = first.x + first.line.width + size / 2
  return [{kind: 'leader', x, y, width: end - size / 2 - x, colour: sheet.tokens.colour.print.soft}]
}

function inline(
  text: string,
  press: Press,
  tag: Tag,
  type: TypeRole,
  face: 'text' | 'head',
  colour?: string
): Inline {
  return {
    text,
    style: press.sheet.style(type, face, face === 'head' ? 'head' : 'text', colour),
    lang: press.lang,
    tag
  }
}

function space(height: number): Box {
  return {height, marks: [], notes: [], before: 0, breakCost: 0, anchors: []}
}

function toSetter(press: Press): Setter {
  return {...press, notes: () => undefined}
}
