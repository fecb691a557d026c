/**
 * Write a PDF: the only file that knows pdfkit.
 *
 * pdfkit gives objects, subsets of faces, images and the file; text is drawn
 * here, glyph by glyph at given points, and so is one XMP packet that declares
 * PDF/UA-1 and PDF/A-3a at once (its own escapes nothing). The names of pdfkit
 * that are not its public face stand in `Inner`; its version is pinned for them.
 */

import type {Drawing} from '../drawing.ts'
import type {Face} from '../faces.ts'
import type {Asset, World} from '../../model.ts'
import type {Cluster, Glyph, Mark} from './types.ts'
import PDFDocument from 'pdfkit'
import {createContent, type Code, type Content, type ContentFont} from './content.ts'
import {createTag, type Tag} from './tags.ts'
import {createCmap} from './cmap.ts'
import {
  writeLabels,
  writeLinks,
  writeOutline,
  writeTree,
  type LabelRange,
  type Objects,
  type OutlineItem,
  type PendingLink,
  type Ref
} from './write-tree.ts'
import {createXmp, type XmpOptions} from './xmp.ts'

export type {LabelRange, OutlineItem} from './write-tree.ts'

export interface WriterOptions extends XmpOptions {
  readonly rasterize: World['rasterize']
  readonly asset: (name: string) => Asset | undefined
  /** How far the paper goes beyond the page on each side, to be cut away: points. */
  readonly bleed: number
  /** Sheets for a printer: not tagged, and no word of any standard. */
  readonly isSheets?: boolean
  /** The tag that everything stands in. */
  readonly root?: Tag
}

export interface Writer {
  readonly addPage: (width: number, height: number) => void
  /** Paint marks, `x` and `y` being where their box stands; an artifact is read by nobody. */
  readonly draw: (marks: ReadonlyArray<Mark>, x: number, y: number, isArtifact?: boolean) => void
  /** @param x where it begins. */
  readonly drawCover: (drawing: Drawing, alt: string, width: number, height: number, x?: number) => void
  /** A destination at `y` of the page. */
  readonly addAnchor: (id: string, y: number) => void
  readonly finish: (
    outline: ReadonlyArray<OutlineItem>,
    labels: ReadonlyArray<LabelRange>
  ) => Promise<Uint8Array>
}

interface InnerFont {
  id: string
  ref: () => unknown
  subset: {includeGlyph: (id: number) => number; glyphs: number[]; font: unknown}
  widths: number[]
  unicode: Array<ReadonlyArray<number>>
  toUnicodeCmap: () => unknown
}

interface InnerPage {
  dictionary: Ref
  fonts: Record<string, unknown>
  annotations: unknown[]
  structParentTreeKey: number
  height: number
}

/** What is used of pdfkit beside its documented face. */
interface Inner {
  _font: InnerFont
  _root: Ref
  page: InnerPage
  ref: (data: Record<string, unknown>) => Ref
  getStructTreeRoot: () => Ref
  getStructParentTree: () => {add: (key: number, value: unknown) => void}
  createStructParentTreeNextKey: () => number
  _addInfo: () => void
  appendXML: (xml: string) => void
  font: (source: unknown) => void
  openImage: (bytes: Uint8Array) => unknown
  _offset: number
  _write: (data: Uint8Array | string) => void
}

/** A font of the file, with the codes of what it has drawn. */
interface OpenFont extends ContentFont {
  readonly inner: InnerFont
}

// Printed pictures of 300 dots an inch; a vector picture becomes one of that fineness, within reason.
const dotsPerPoint = 300 / 72
const maxDots = 2400
// A blank that is not broken at is a blank to whoever copies it.
const noBreakSpace = 0xa0
const space = 0x20

/** Begin a document. */
export function createWriter(options: WriterOptions): Writer {
  const {bleed, isSheets = false, root = createTag('Document', undefined)} = options
  const document = openDocument(options)
  const inner = document as unknown as Inner
  const file = keepFile(inner)
  if (!isSheets) inner._addInfo = () => inner.appendXML(createXmp(options))
  const objects: Objects = {
    ref: (data) => inner.ref(data),
    catalogue: inner._root,
    structTreeRoot: () => inner.getStructTreeRoot(),
    addParent: (key, value) => inner.getStructParentTree().add(key, value),
    nextParentKey: () => inner.createStructParentTreeNextKey()
  }

  const refs = new Map<Tag, Ref>()
  const fonts = new Map<string, OpenFont>()
  const images = new Map<string, unknown>()
  const links: PendingLink[] = []
  const anchors = new Map<string, string>()
  let page = -1
  let parents: unknown[] = []
  let content: Content | undefined

  const refOf = (tag: Tag): Ref => {
    const ref = refs.get(tag) ?? inner.ref({})
    refs.set(tag, ref)
    return ref
  }

  const openContent = (): Content =>
    createContent({
      font(face) {
        const font = fonts.get(face.key) ?? openFont(face, inner)
        fonts.set(face.key, font)
        inner.page.fonts[font.name] ??= font.inner.ref()
        return font
      },
      mark(tag) {
        const mcid = parents.length
        tag.kids.push({page, mcid})
        parents.push(refOf(tag))
        return mcid
      },
      onLink(link, [left, top, right, bottom]) {
        const {height} = inner.page
        links.push({page, link, rect: [left, height - bottom, right, height - top]})
      }
    })

  /** As bytes at once: pdfkit makes them of a text character by character. */
  const addContent = (operators: string) => {
    document.addContent(Buffer.from(`${operators}\n`, 'latin1') as unknown as string)
  }

  /** Let pdfkit draw, between what is written here. */
  const drawInside = (tag: Tag | 'artifact', draw: () => void) => {
    if (!content) return
    content.enter(tag)
    addContent(content.take())
    document.save()
    draw()
    document.restore()
    content.close()
  }

  const drawImage = (mark: Mark & {kind: 'image'}, left: number, top: number, isArtifact: boolean) => {
    const asset = options.asset(mark.name)
    if (!asset) return
    const image = images.get(mark.name) ?? openImage(asset, mark.width)
    images.set(mark.name, image)
    const {height} = inner.page
    if (!isArtifact) mark.tag.bounds = [left, height - top - mark.height, left + mark.width, height - top]
    drawInside(isArtifact ? 'artifact' : mark.tag, () => {
      document.image(image as string, left, top, {width: mark.width, height: mark.height})
    })
  }

  const openImage = (asset: Asset, width: number): unknown => {
    if (asset.mediaType !== 'image/svg+xml') return inner.openImage(asset.bytes)
    const dots = Math.min(maxDots, Math.ceil(width * dotsPerPoint))
    return inner.openImage(options.rasterize(new TextDecoder().decode(asset.bytes), dots))
  }

  const drawPath = ({d, fill, stroke, lineWidth = 1}: Mark & {kind: 'path'}, x: number, y: number) => {
    drawInside('artifact', () => {
      document.translate(x, y).path(d)
      if (fill) document.fill(fill)
      else if (stroke) document.lineWidth(lineWidth).stroke(stroke)
    })
  }

  const drawMark = (mark: Mark, x: number, y: number, isArtifact: boolean) => {
    switch (mark.kind) {
      case 'line': {
        content?.line(mark.line, x + mark.x, y + mark.baseline, isArtifact)
        break
      }

      case 'rule': {
        content?.rule(x + mark.x, y + mark.y, mark.width, mark.height, mark.colour)
        break
      }

      case 'leader': {
        content?.leader(x + mark.x, y + mark.y, mark.width, mark.colour)
        break
      }

      case 'square': {
        content?.square(x + mark.x, y + mark.y, mark.side, mark.lineWidth, mark.colour)
        break
      }

      case 'path': {
        drawPath(mark, x + mark.x, y + mark.y)
        break
      }

      case 'image': {
        drawImage(mark, x + mark.x, y + mark.y, isArtifact)
        break
      }
    }
  }

  const endPage = () => {
    if (!content) return
    content.close()
    addContent(content.take())
    if (!isSheets) objects.addParent(inner.page.structParentTreeKey, parents)
  }

  return {
    addPage(width, height) {
      endPage()
      document.addPage({size: [width + 2 * bleed, height + 2 * bleed], margin: 0})
      if (bleed > 0) {
        const {data} = inner.page.dictionary
        data['TrimBox'] = [bleed, bleed, width + bleed, height + bleed]
        data['BleedBox'] = [0, 0, width + 2 * bleed, height + 2 * bleed]
      }

      page++
      parents = []
      content = openContent()
    },
    draw(marks, x, y, isArtifact = false) {
      for (const mark of marks) drawMark(mark, x + bleed, y + bleed, isArtifact || isSheets)
    },
    drawCover(drawing, alt, width, height, x = 0) {
      const tag = createTag('Figure', createTag('Sect', root), {alt})
      tag.bounds = [x, 0, x + width + 2 * bleed, height + 2 * bleed]
      drawInside(isSheets ? 'artifact' : tag, () => {
        if (drawing.background)
          document.rect(x, 0, width + 2 * bleed, height + 2 * bleed).fill(drawing.background)
        document.translate(x + bleed, bleed).scale(width / drawing.width, height / drawing.height)
        for (const {d, fill} of drawing.shapes) document.path(d).fill(fill)
      })
    },
    addAnchor(id, y) {
      if (id === '' || isSheets || anchors.has(id)) return
      // Numbers, so that no locale can order the names of destinations otherwise than bytes do.
      const name = `d${String(anchors.size).padStart(6, '0')}`
      anchors.set(id, name)
      const none = null as unknown as number
      document.addNamedDestination(name, 'XYZ', none, y + bleed, none)
    },
    finish(outline, labels) {
      endPage()
      writeLinks(links, objects, refOf, anchors, (page, annotation) => {
        document.switchToPage(page)
        inner.page.annotations.push(annotation)
      })
      if (!isSheets) {
        writeTree(root, objects, refOf)
        writeOutline(outline, objects, anchors)
        writeLabels(labels, objects)
      }

      const chunks: Uint8Array[] = []
      return new Promise((resolve, reject) => {
        document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
        document.on('end', () => resolve(joinBytes([...chunks, file()])))
        document.on('error', reject)
        document.end()
      })
    }
  }
}

// Doubled until a file fits.
const fileSize = 1 << 20

/**
 * Keep what pdfkit writes from here on: a book is some hundred thousand pieces, and
 * its stream, which has the first two of them already, takes longer over each than writing it.
 *
 * @returns what stands in the file so far, without those two.
 */
function keepFile(inner: Inner): () => Uint8Array {
  let bytes = Buffer.alloc(fileSize)
  let length = 0
  inner._write = (data) => {
    const size = typeof data === 'string' ? data.length + 1 : data.length
    while (length + size > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)])
    if (typeof data === 'string') bytes.write(`${data}\n`, length, 'latin1')
    else bytes.set(data, length)
    length += size
    inner._offset += size
  }

  return () => bytes.subarray(0, length)
}

// What readers of a file are given is no Buffer of Node's.
function joinBytes(chunks: ReadonlyArray<Uint8Array>): Uint8Array {
  const {buffer, byteOffset, length} = Buffer.concat(chunks)
  return new Uint8Array(buffer, byteOffset, length)
}

function openDocument({author, isSheets, lang, modified, subject, title}: WriterOptions): PDFKit.PDFDocument {
  const date = new Date(`${modified}T00:00:00Z`)
  return new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    // pdfkit takes what is not `undefined` for a face to open.
    font: null as unknown as string,
    lang,
    displayTitle: true,
    ...(!isSheets && {tagged: true, subset: 'PDF/A-3a'}),
    info: {
      Title: title,
      ...(author && {Author: author}),
      ...(subject && {Subject: subject}),
      Creator: 'Fascicle',
      Producer: 'pdfkit',
      CreationDate: date,
      ModDate: date
    }
  } as PDFKit.PDFDocumentOptions)
}

/** What is used of fontkit beside its documented face, to take outlines over as they are. */
interface InnerFace {
  getGlyph: (id: number) => unknown
  loca: {offsets: ArrayLike<number>}
  hmtx: {metrics: {length: number; get: (index: number) => {advance: number; bearing: number}}}
  _getTableStream: (tag: string) => {pos: number; readInt16BE: () => number}
}

/**
 * A face whose plain glyphs are not decoded when it is cut down to what is used:
 * only of glyphs that are made of others fontkit has to look inside.
 */
function lighten(font: Face['font']): Face['font'] {
  const inner = font as unknown as InnerFace
  const {metrics} = inner.hmtx
  const getGlyph = (id: number): unknown => {
    const from = inner.loca.offsets[id] as number
    const stream = inner._getTableStream('glyf')
    stream.pos += from
    const isPlain = from === inner.loca.offsets[id + 1] || stream.readInt16BE() >= 0
    if (!isPlain || id >= metrics.length) return inner.getGlyph(id)
    const {advance, bearing} = metrics.get(id)
    return {advanceWidth: advance, _decode: () => undefined, _getMetrics: () => ({leftBearing: bearing})}
  }

  return Object.create(font, {getGlyph: {value: getGlyph}}) as Face['font']
}

function openFont(face: Face, document: Inner): OpenFont {
  document.font(face.font)
  const inner = document._font
  const {unicode, widths} = inner
  inner.subset.font = lighten(face.font)
  inner.toUnicodeCmap = () => {
    const cmap = document.ref({})
    cmap.end(createCmap(unicode))
    return cmap
  }

  /** By the number of their clusters. */
  const codes: Array<Code | undefined> = []
  const ids = new Map<string, number>()
  /** A code for a glyph: another one where it stands for other characters. */
  const codeOf = ({advance, codePoints, id}: Glyph): number => {
    const points = codePoints.map((point) => (point === noBreakSpace ? space : point))
    const key = `${id} ${points.join(' ')}`
    const known = ids.get(key)
    if (known !== undefined) return known
    const {glyphs} = inner.subset
    const first = inner.subset.includeGlyph(id)
    const code = unicode[first] === undefined || id === 0 ? first : glyphs.push(id) - 1
    widths[code] = advance
    unicode[code] = points
    ids.set(key, code)
    return code
  }

  const encode = (cluster: Cluster): Code => {
    const start = (cluster.glyphs[0]?.x ?? 0) - cluster.left * 1000
    let pen = cluster.glyphs[0]?.x ?? 0
    let text = ''
    for (const glyph of cluster.glyphs) {
      const shift = Math.round(pen - glyph.x)
      if (shift !== 0) text += `>${shift}<`
      text += codeOf(glyph).toString(16).padStart(4, '0')
      pen = glyph.x + glyph.advance
    }

    return {text, advance: pen - (cluster.glyphs[0]?.x ?? 0), start, glyphs: cluster.glyphs.length}
  }

  return {
    name: inner.id,
    inner,
    code(cluster) {
      return (codes[cluster.index] ??= encode(cluster))
    }
  }
}
