/** Compile a digest into an EPUB 3.3, with an NCX for readers that know only EPUB 2. */

import type {Chapter, Digest, Edition, FaceFile, World} from '../../model.ts'
import type {Drawing} from '../drawing.ts'
import type {Faces} from '../faces.ts'
import type {PageBreak} from '../page-breaks.ts'
import type {Book, Landmark, Picture} from './book.ts'
import {fillLabel} from '../../fill-label.ts'
import {toSvg} from '../drawing.ts'
import {rootOf} from '../list-sections.ts'
import {namePictures} from '../name-pictures.ts'
import {readTokens} from '../theme.ts'
import {carryFaces} from './carry-faces.ts'
import {fillCss} from './fill-css.ts'
import {typeOf} from './fit-chapter.ts'
import {listMarkers} from './list-markers.ts'
import {makeMetadata} from './make-metadata.ts'
import {makePages, type Pages} from './make-pages.ts'
import {nameFaces} from './name-faces.ts'
import {writeEpub} from './write-epub.ts'

export interface Options {
  readonly cover: Drawing | undefined
  readonly rasterize: World['rasterize']
  /** Files of `templates/epub`. */
  readonly templates: ReadonlyMap<string, string>
  /** The printed edition, whose pages are then marked and listed. */
  readonly print?: Print
  /** Faces, of which those that the digest names go into the styles. */
  readonly faces?: ReadonlyArray<FaceFile>
  /** What it takes to carry the faces in the book. */
  readonly carrier?: Carrier
}

export interface Carrier {
  readonly faces: Faces
  /** HarfBuzz with its subsetter, as WebAssembly. */
  readonly subsetter: Uint8Array
}

export interface Print {
  /** What tells it from every other edition. */
  readonly identification: string
  readonly breaks: ReadonlyArray<PageBreak>
}

// A shorter side of 1410 pixels, where shops ask for 1400 at most; readers scale down well, never up.
const coverHeight = 2000

export async function compileEpub(digest: Digest, options: Options): Promise<Edition> {
  const {labels, theme} = digest
  const {carrier, print, templates} = options
  const tokens = readTokens(theme)
  const cover = options.cover && drawCover(options.cover, options.rasterize)
  const pictures = namePictures(digest.assets, 'images/')
  const pages = makePages(digest, {pictures, cover, markers: listMarkers(print?.breaks ?? [])})
  const {spine} = pages
  const faces = carrier
    ? carryFaces(digest, {...carrier, tokens})
    : {files: [], css: nameFaces(digest, options.faces ?? [], tokens)}
  const book: Book = {
    ...makeMetadata(digest, {
      hasCover: cover !== undefined,
      pageSource: pages.pageList.length > 0 ? print?.identification : undefined
    }),
    ...pages,
    pageListTitle: fillLabel(labels, 'pageList'),
    contentsTitle: fillLabel(labels, 'contents'),
    landmarksTitle: fillLabel(labels, 'landmarks'),
    landmarks: listLandmarks(digest, spine),
    pictures: [...(cover ? [cover] : []), ...pictures.values()],
    faces: faces.files,
    css: fillCss([templates.get('style.css'), theme.files.get('epub.css'), faces.css], tokens.colour.light)
  }
  return {name: `${digest.id}.epub`, format: 'epub', bytes: await writeEpub(book, templates)}
}

function drawCover(cover: Drawing, rasterize: World['rasterize']): Picture {
  const width = Math.ceil((coverHeight * cover.width) / cover.height)
  return {
    id: 'cover-image',
    href: 'images/cover.png',
    mediaType: 'image/png',
    bytes: rasterize(toSvg(cover), width),
    properties: 'cover-image'
  }
}

function listLandmarks({front, parts, back, labels}: Digest, spine: Pages['spine']): Landmark[] {
  const fileOf = (id: string | undefined) => {
    const page = spine.find((page) => page !== 'toc' && page.id === id)
    return page === undefined || page === 'toc' ? undefined : page.file
  }
  const toRow = (chapter: Chapter) => {
    const type = typeOf(rootOf(chapter))
    return [type ?? '', chapter.title, type === undefined ? undefined : fileOf(chapter.id)] as const
  }

  const start = parts[0]?.title === undefined ? parts[0]?.chapters[0]?.id : parts[0].id
  const rows: ReadonlyArray<readonly [type: string, title: string, href: string | undefined]> = [
    ['cover', fillLabel(labels, 'cover'), fileOf('cover')],
    ['titlepage', fillLabel(labels, 'titlePage'), fileOf('title')],
    ['toc', fillLabel(labels, 'contents'), 'toc.xhtml#toc'],
    ...front.map(toRow),
    ['bodymatter', fillLabel(labels, 'startOfText'), fileOf(start)],
    ...back.map(toRow)
  ]
  return rows.flatMap(([type, title, href]) => (href === undefined ? [] : [{type, title, href}]))
}
