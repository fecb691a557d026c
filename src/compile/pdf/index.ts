/**
 * Compile a digest into a PDF.
 *
 * Chapters are set into pages, pages are counted, the contents are set with
 * what was counted, and all is drawn in reading order.
 */

import type {VFileMessage as Message} from 'vfile-message'
import type {Asset, Chapter, Digest, Edition, FaceFile, Lang, World} from '../../model.ts'
import type {Drawing} from '../drawing.ts'
import type {Inline, Page} from './types.ts'
import {VFileMessage} from 'vfile-message'
import {openFaces} from '../faces.ts'
import {listSections} from '../list-sections.ts'
import {readTokens} from '../theme.ts'
import {createWriter, type LabelRange, type OutlineItem, type Writer} from './pdf.ts'
import {setChapter, type Press} from './set-chapter.ts'
import {setContents, setPartPage, setTitlePage} from './set-front.ts'
import {createShaper} from './shape.ts'
import {createStyleSheet, type StyleSheet} from './style-sheet.ts'
import {layLines} from './set-text.ts'
import {createTag} from './tags.ts'
import {toRoman} from './to-roman.ts'

export interface Options {
  readonly faces: ReadonlyArray<FaceFile>
  readonly rasterize: World['rasterize']
  readonly cover: Drawing | undefined
}

export interface CompiledPdf {
  readonly edition: Edition
  /** Characters that no face has. */
  readonly messages: ReadonlyArray<Message>
  /** Label of the page on which each id begins. */
  readonly pages: ReadonlyMap<string, string>
}

/** A page of the book, with what stands at its foot. */
interface Leaf {
  readonly page: Page
  /** Title at the fore-edge; undefined on a page without one. */
  readonly title?: string
  /** Language of the title. */
  readonly lang?: Lang
  /** No folio: a blank page, a title page. */
  readonly isBare: boolean
}

const blank: Leaf = {page: {body: [], notes: [], noteRule: undefined}, isBare: true}

/** @param digest is not changed. */
export async function compilePdf(digest: Digest, options: Options): Promise<CompiledPdf> {
  const tokens = readTokens(digest.theme)
  const sheet = createStyleSheet(digest, tokens)
  const shaper = createShaper()
  const faces = openFaces(options.faces)
  const asset = (name: string): Asset | undefined => digest.assets.get(name)
  const press: Press = {sheet, shaper, faces, lang: digest.meta.lang, asset}
  const {meta} = digest
  const writer = createWriter({
    title: meta.title,
    author: meta.editor,
    subject: meta.description,
    lang: meta.lang,
    modified: meta.modified,
    identifier: meta.identifier,
    rasterize: options.rasterize,
    asset,
    seal: tokens.colour.print.accent
  })

  const messages: VFileMessage[] = []
  const set = (chapter: Chapter): Leaf[] => {
    const before = new Map(shaper.missing)
    const pages = setChapter(chapter, press, writer.root)
    for (const [char, count] of shaper.missing)
      if (count !== before.get(char)) messages.push(missing(char, chapter))
    return pages.map((page, index) => ({
      page,
      isBare: false,
      ...(index > 0 && {title: chapter.title, lang: chapter.lang})
    }))
  }

  const bare = (pages: ReadonlyArray<Page>): Leaf[] => pages.map((page) => ({page, isBare: true}))
  const front = digest.front.flatMap(set)
  const body = digest.parts.flatMap((part) => [
    ...(part.title === undefined ? [] : bare(setPartPage(part, press, createTag('Part', writer.root)))),
    ...part.chapters.flatMap(set)
  ])
  const back = digest.back.flatMap(set)

  const titlePage = bare(setTitlePage(digest, press, writer.root))
  const contentsTag = createTag('Part', writer.root)
  const count = setContents(digest, press, createTag('Part', undefined), () => '').length
  // The cover and its blank back are not counted; arabic numbers begin on a right-hand page.
  const roman = [...titlePage, ...Array.from({length: count}, () => blank), ...front]
  const filler = roman.length % 2 === 1 ? [blank] : []
  const labelled: Array<[Leaf, string]> = [
    ...[...roman, ...filler].map((leaf, index): [Leaf, string] => [leaf, toRoman(index + 1)]),
    ...[...body, ...back].map((leaf, index): [Leaf, string] => [leaf, String(index + 1)])
  ]
  const pages = new Map(
    labelled.flatMap(([leaf, label]) => anchorsOf(leaf).map((id) => [id, label] as const))
  )
  const contents = bare(setContents(digest, press, contentsTag, (id) => pages.get(id) ?? ''))
  const leaves = [...titlePage, ...contents, ...front, ...filler, ...body, ...back]

  drawCover(writer, digest, options.cover, sheet)
  for (const [index, leaf] of leaves.entries())
    drawLeaf(writer, leaf, labelled[index]?.[1] ?? '', index + 2, press)

  const firstArabic = 2 + roman.length + filler.length
  const labels: LabelRange[] = [
    {from: 0, style: 'arabic', prefix: digest.labels['cover'] ?? ''},
    {from: 2, style: 'roman'},
    {from: firstArabic, style: 'arabic'}
  ]
  const bytes = await writer.finish(listOutline(digest), labels)
  return {edition: {name: `${digest.id}.pdf`, format: 'pdf', bytes}, messages, pages}
}

function missing(char: string, chapter: Chapter): VFileMessage {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  const reason = `Unexpected character \`${char}\` (U+${code}) in \`${chapter.title}\`, no face has it, printed a mark in its place`
  return new VFileMessage(reason, {ruleId: 'missing-glyph', source: 'compile'})
}

function anchorsOf({page}: Leaf): ReadonlyArray<string> {
  return [...page.body, ...page.notes].flatMap((placed) => placed.anchors)
}

function drawCover(writer: Writer, digest: Digest, cover: Drawing | undefined, {page}: StyleSheet): void {
  writer.addPage(page.width, page.height)
  if (cover) writer.drawCover(cover, digest.meta.title, page.width, page.height)
  writer.addPage(page.width, page.height)
}

/** @param index of the page in the book: even ones lie at the right. */
function drawLeaf(writer: Writer, leaf: Leaf, label: string, index: number, press: Press): void {
  const {page} = press.sheet
  writer.addPage(page.width, page.height)
  const isRight = index % 2 === 0
  const left = isRight ? page.inner : page.outer
  for (const {y, marks, anchors, isRepeated} of leaf.page.body) {
    for (const id of anchors) writer.addAnchor(id, page.top + y)
    writer.draw(marks, left, page.top + y, isRepeated)
  }

  if (leaf.page.noteRule !== undefined) {
    const {rule} = press.sheet.tokens.colour.print
    const em = press.sheet.style('body', 'text', 'text').size
    writer.draw(
      [{kind: 'rule', x: 0, y: 0, width: 6 * em, height: 0.35, colour: rule}],
      left,
      page.top + leaf.page.noteRule
    )
  }

  for (const {y, marks, anchors} of leaf.page.notes) {
    for (const id of anchors) writer.addAnchor(id, page.top + y)
    writer.draw(marks, left, page.top + y)
  }

  if (!leaf.isBare) drawFoot(writer, leaf, label, isRight, left, press)
}

/** The title at the fore-edge, and the folio under it. */
function drawFoot(
  writer: Writer,
  leaf: Leaf,
  label: string,
  isRight: boolean,
  left: number,
  press: Press
): void {
  const {sheet} = press
  const style = sheet.style('small', 'text', 'text', sheet.tokens.colour.print.soft)
  const pitch = sheet.pitchOf('small')
  const top = sheet.page.height - sheet.tokens.foot.at
  const tag = createTag('Span', undefined)
  const draw = (text: string, y: number, lang = press.lang) => {
    const run: Inline = {text, style, lang, tag}
    const [line] = layLines([run], {...press, notes: () => []}, sheet.measure, 0, true)
    if (!line) return
    writer.draw(
      [{kind: 'line', line, x: isRight ? sheet.measure - line.width : 0, baseline: 0}],
      left,
      y,
      true
    )
  }

  if (leaf.title !== undefined) draw(leaf.title, top - pitch, leaf.lang)
  draw(label, top)
}

function listOutline({front, parts, back}: Digest): ReadonlyArray<OutlineItem> {
  const item = (chapter: Chapter): OutlineItem => ({
    title: chapter.title,
    id: chapter.id,
    children: listSections(chapter).map((section) => ({...section, children: []}))
  })
  return [
    ...front.map(item),
    ...parts.flatMap(({id, title, chapters}) =>
      title === undefined ? chapters.map(item) : [{id, title, children: chapters.map(item)}]
    ),
    ...back.map(item)
  ]
}
