/**
 * Compile a digest into a PDF: it is bound into a book, which is drawn page by
 * page in reading order; and, if asked, as a booklet: the same pages on sheets
 * that are printed on both sides and folded.
 */

import type {VFileMessage} from 'vfile-message'
import type {Chapter, Digest, Edition, FaceFile, World} from '../../model.ts'
import type {Drawing} from '../drawing.ts'
import type {PageBreak} from '../page-breaks.ts'
import type {Press} from './block-parts.ts'
import {openFaces} from '../faces.ts'
import {listSections} from '../list-sections.ts'
import {readTokens} from '../theme.ts'
import {bindBook, type Book} from './bind-book.ts'
import {drawLeaf} from './draw-leaf.ts'
import {imposePages} from './impose.ts'
import {createWriter, type LabelRange, type OutlineItem, type WriterOptions} from './pdf.ts'
import {createShaper} from './shape.ts'
import {createStyleSheet} from './style-sheet.ts'
import {createTag} from './tags.ts'

export interface Options {
  readonly faces: ReadonlyArray<FaceFile>
  readonly rasterize: World['rasterize']
  readonly cover: Drawing | undefined
  /** Points of paper beyond the page on each side, to be cut away (default: 0). */
  readonly bleed?: number
  /** Make the booklet, too. */
  readonly hasBooklet?: boolean
}

export interface CompiledPdf {
  readonly edition: Edition
  readonly booklet?: Edition
  /** Characters that no face has. */
  readonly messages: ReadonlyArray<VFileMessage>
  /** Label of the page on which each id begins. */
  readonly pages: ReadonlyMap<string, string>
  /** Where each page begins in the trees of the digest. */
  readonly breaks: ReadonlyArray<PageBreak>
}

// Paper of 80 g a square metre, folded round others, pushes them out by its thickness: points.
const creep = (0.1 * 72) / 25.4

/** @param digest is not changed. */
export async function compilePdf(digest: Digest, options: Options): Promise<CompiledPdf> {
  const {meta} = digest
  const tokens = readTokens(digest.theme)
  const press: Press = {
    sheet: createStyleSheet(digest, tokens),
    shaper: createShaper(openFaces(options.faces), tokens, meta.lang),
    lang: meta.lang,
    asset: (name) => digest.assets.get(name)
  }
  const writing: WriterOptions = {
    title: meta.title,
    author: meta.editor,
    subject: meta.description,
    lang: meta.lang,
    modified: meta.modified,
    identifier: meta.identifier,
    rasterize: options.rasterize,
    asset: press.asset,
    bleed: options.bleed ?? 0
  }
  const root = createTag('Document', undefined)
  const book = bindBook(digest, press, root)
  const {breaks, messages, pages} = book
  const bytes = await drawBook(book, digest, press, {...writing, root, cover: options.cover})
  const edition: Edition = {name: `${digest.id}.pdf`, format: 'pdf', bytes}
  if (!options.hasBooklet) return {edition, messages, pages, breaks}
  const sheets = await drawBooklet(book, digest, press, {...writing, bleed: 0, cover: options.cover})
  return {
    edition,
    booklet: {name: `${digest.id}-booklet.pdf`, format: 'pdf', bytes: sheets},
    messages,
    pages,
    breaks
  }
}

type Drawn = WriterOptions & {readonly cover: Drawing | undefined}

function drawBook(book: Book, digest: Digest, press: Press, {cover, ...options}: Drawn): Promise<Uint8Array> {
  const {height, width} = press.sheet.page
  const writer = createWriter(options)
  writer.addPage(width, height)
  if (cover) writer.drawCover(cover, digest.meta.title, width, height)
  writer.addPage(width, height)
  for (const leaf of book.leaves) {
    writer.addPage(width, height)
    drawLeaf(writer, leaf, press, digest)
  }

  const labels: LabelRange[] = [
    {from: 0, style: 'arabic', prefix: digest.labels['cover'] ?? ''},
    {from: 2, style: 'roman'},
    {from: 2 + book.firstArabic, style: 'arabic'}
  ]
  return writer.finish(listOutline(digest), labels)
}

/** Two pages side by side; the pages of inner sheets move towards the fold. */
function drawBooklet(
  {leaves}: Book,
  digest: Digest,
  press: Press,
  {cover, ...options}: Drawn
): Promise<Uint8Array> {
  const {height, width} = press.sheet.page
  const writer = createWriter({...options, isSheets: true})
  const draw = (page: number | undefined, x: number) => {
    if (page === undefined) return
    if (page === 0 && cover) writer.drawCover(cover, digest.meta.title, width, height, x)
    const leaf = leaves[page - 2]
    if (leaf) drawLeaf(writer, leaf, press, digest, x)
  }

  for (const {inside, left, right} of imposePages(leaves.length + 2)) {
    writer.addPage(2 * width, height)
    draw(left, inside * creep)
    draw(right, width - inside * creep)
  }

  return writer.finish([], [])
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
