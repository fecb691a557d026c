/**
 * Write a PDF: the only file that knows pdfkit.
 *
 * pdfkit gives objects, subsets of faces, images and the file; text is drawn
 * here, glyph by glyph at given points. What it has no call for is written as
 * plain objects: the structure tree (its own points a link's OBJR at the wrong
 * page), outline, page labels, and one XMP packet that declares PDF/UA-1 and
 * PDF/A-3a at once (its own escapes nothing). The names of pdfkit that are not
 * its public face stand in `Inner`; its version is pinned for them.
 */

import type {Drawing} from '../drawing.ts'
import type {Face} from '../faces.ts'
import type {Asset, World} from '../../model.ts'
import type {Line, Link, Mark, Piece} from './types.ts'
import PDFDocument from 'pdfkit'
import {writeUrl} from '../write-url.ts'
import {attachTag, createTag, type Tag} from './tags.ts'
import {createCmap} from './cmap.ts'
import {createXmp, type XmpOptions} from './xmp.ts'

export interface WriterOptions extends XmpOptions {
  readonly rasterize: World['rasterize']
  readonly asset: (name: string) => Asset | undefined
  /** Colour of the mark that closes an article. */
  readonly seal: string
}

export interface OutlineItem {
  readonly title: string
  readonly id: string
  readonly children: ReadonlyArray<OutlineItem>
}

/** A range of pages that are counted alike. */
export interface LabelRange {
  /** Index of its first page. */
  readonly from: number
  readonly style: 'roman' | 'arabic'
  readonly prefix?: string
}

export interface Writer {
  readonly root: Tag
  readonly addPage: (width: number, height: number) => void
  /** Paint marks, `x` and `y` being where their box stands; an artifact is read by nobody. */
  readonly draw: (marks: ReadonlyArray<Mark>, x: number, y: number, isArtifact?: boolean) => void
  readonly drawCover: (drawing: Drawing, alt: string, width: number, height: number) => void
  /** A destination at `y` of the page. */
  readonly addAnchor: (id: string, y: number) => void
  readonly finish: (
    outline: ReadonlyArray<OutlineItem>,
    labels: ReadonlyArray<LabelRange>
  ) => Promise<Uint8Array>
}

interface Ref {
  data: Record<string, unknown>
  end: (chunk?: Uint8Array | string) => void
}

interface InnerFont {
  id: string
  ref: () => unknown
  subset: {includeGlyph: (id: number) => number}
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
  getStructParentTree: () => {add: (key: number, value: unknown) => void; get: (key: number) => unknown[]}
  createStructParentTreeNextKey: () => number
  _addInfo: () => void
  appendXML: (xml: string) => void
  font: (source: unknown) => void
  openImage: (bytes: Uint8Array) => unknown
}

interface PendingLink {
  readonly page: number
  readonly rect: readonly [number, number, number, number]
  readonly link: Link
}

// Printed pictures of 300 dots an inch; a vector picture becomes one of that fineness, within reason.
const dotsPerPoint = 300 / 72
const maxDots = 2400
// A blank that is not broken at is a blank to whoever copies it.
const noBreakSpace = 0xa0
const space = 0x20
// What a link's box takes above and below the baseline, in ems.
const linkTop = 0.9
const linkBottom = 0.2

/** Begin a document. */
export function createWriter(options: WriterOptions): Writer {
  const date = new Date(`${options.modified}T00:00:00Z`)
  const document = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    // pdfkit takes what is not `undefined` for a face to open.
    font: null as unknown as string,
    lang: options.lang,
    displayTitle: true,
    tagged: true,
    subset: 'PDF/A-3a',
    info: {
      Title: options.title,
      ...(options.author && {Author: options.author}),
      ...(options.subject && {Subject: options.subject}),
      Creator: 'Fascicle',
      Producer: 'pdfkit',
      CreationDate: date,
      ModDate: date
    }
  } as PDFKit.PDFDocumentOptions)
  const inner = document as unknown as Inner
  inner._addInfo = () => inner.appendXML(createXmp(options))

  const root = createTag('Document', undefined)
  const refs = new Map<Tag, Ref>()
  const fonts = new Map<string, InnerFont>()
  const images = new Map<string, unknown>()
  const links: PendingLink[] = []
  const anchors = new Map<string, string>()
  let page = -1
  let mcid = 0
  let parents: unknown[] = []
  let open: Tag | 'artifact' | undefined
  let write: string[] = []

  const refOf = (tag: Tag): Ref => {
    const ref = refs.get(tag) ?? inner.ref({})
    refs.set(tag, ref)
    return ref
  }

  const flush = () => {
    if (write.length > 0) document.addContent(write.join('\n'))
    write = []
  }

  const close = () => {
    if (open !== undefined) write.push('EMC')
    open = undefined
  }

  const enter = (tag: Tag | 'artifact') => {
    if (open === tag) return
    close()
    open = tag
    if (tag === 'artifact') {
      write.push('/Artifact BMC')
      return
    }

    attachTag(tag)
    tag.kids.push({page, mcid})
    parents[mcid] = refOf(tag)
    write.push(`/${tag.role} <</MCID ${mcid++}>> BDC`)
  }

  const fontOf = (face: Face): InnerFont => {
    let font = fonts.get(face.key)
    if (!font) {
      inner.font(face.font)
      font = inner._font
      const {unicode} = font
      font.toUnicodeCmap = () => {
        const cmap = inner.ref({})
        cmap.end(createCmap(unicode))
        return cmap
      }

      fonts.set(face.key, font)
    }

    inner.page.fonts[font.id] = font.ref()
    return font
  }

  const encode = (font: InnerFont, glyph: Piece['atom']['cluster']['glyphs'][number]): string => {
    const id = font.subset.includeGlyph(glyph.id)
    font.widths[id] ??= glyph.advance
    font.unicode[id] ??= glyph.codePoints.map((point) => (point === noBreakSpace ? space : point))
    return id.toString(16).padStart(4, '0')
  }

  /** Pieces of one face, size, colour and height, drawn by one operator. */
  const drawRun = (pieces: ReadonlyArray<Piece>, x: number, baseline: number) => {
    const [first] = pieces
    const face = first?.atom.cluster.face
    if (!first || !face) return
    const {size, inline} = first.atom
    const font = fontOf(face)
    const {rise, colour} = inline.style
    const start = x + first.x
    let pen = start
    let run = ''
    let array = ''
    for (const piece of pieces) {
      const {cluster} = piece.atom
      const left = x + piece.x - cluster.left * size
      for (const glyph of cluster.glyphs) {
        const at = left + (glyph.x * size) / 1000
        const shift = Math.round(((pen - at) * 1000) / size)
        if (shift !== 0) {
          array += `${run === '' ? '' : `<${run}>`}${shift} `
          run = ''
          pen -= (shift * size) / 1000
        }

        run += encode(font, glyph)
        pen += (glyph.advance * size) / 1000
      }
    }

    if (run === '') return
    write.push(
      `BT ${paint(colour)} rg /${font.id} ${real(size)} Tf 1 0 0 -1 ${real(start)} ${real(baseline - rise)} Tm [${array}<${run}>] TJ ET`
    )
  }

  const drawLine = (line: Line, x: number, baseline: number, isArtifact: boolean) => {
    let run: Piece[] = []
    const drawPending = () => {
      const [first] = run
      if (first) {
        enter(isArtifact ? 'artifact' : first.atom.inline.tag)
        drawRun(run, x, baseline)
      }

      run = []
    }

    for (const piece of line.pieces) {
      if (piece.atom.inline.isSeal) {
        drawPending()
        drawSeal(piece, x, baseline)
        continue
      }

      const [first] = run
      if (first && !isSameRun(first, piece, isArtifact)) drawPending()
      run.push(piece)
    }

    drawPending()
    drawStrikes(line, x, baseline)
    if (!isArtifact) collectLinks(line, x, baseline)
  }

  const drawSeal = ({x, atom: {size, cluster}}: Piece, left: number, baseline: number) => {
    const side = cluster.width * size * 0.8
    enter('artifact')
    write.push(
      `q ${paint(options.seal)} RG ${real(size * 0.09)} w ${real(left + x)} ${real(baseline - side)} ${real(side)} ${real(side)} re S Q`
    )
  }

  const drawStrikes = (line: Line, x: number, baseline: number) => {
    for (const piece of line.pieces) {
      const {inline, size, cluster} = piece.atom
      if (!inline.style.isStruck) continue
      enter('artifact')
      write.push(
        `${paint(inline.style.colour)} rg ${real(x + piece.x)} ${real(baseline - size * 0.33)} ${real(cluster.width * size)} 0.5 re f`
      )
    }
  }

  const collectLinks = (line: Line, x: number, baseline: number) => {
    let from = 0
    while (from < line.pieces.length) {
      const link = line.pieces[from]?.atom.inline.link
      let to = from + 1
      while (to < line.pieces.length && line.pieces[to]?.atom.inline.link === link) to++
      const first = line.pieces[from]
      const last = line.pieces[to - 1]
      if (link && first && last) {
        const {size, inline} = first.atom
        const foot = baseline - inline.style.rise
        const right = x + last.x + last.atom.cluster.width * last.atom.size
        links.push({page, link, rect: [x + first.x, foot - size * linkTop, right, foot + size * linkBottom]})
      }

      from = to
    }
  }

  const drawImage = (mark: Mark & {kind: 'image'}, x: number, y: number) => {
    const asset = options.asset(mark.name)
    if (!asset) return
    const image = images.get(mark.name) ?? openImage(asset, mark.width)
    images.set(mark.name, image)
    const left = x + mark.x
    const top = y + mark.y
    const {height} = inner.page
    mark.tag.bounds = [left, height - top - mark.height, left + mark.width, height - top]
    enter(mark.tag)
    flush()
    document.image(image as string, left, top, {width: mark.width, height: mark.height})
    close()
  }

  const openImage = (asset: Asset, width: number): unknown => {
    if (asset.mediaType !== 'image/svg+xml') return inner.openImage(asset.bytes)
    const dots = Math.min(maxDots, Math.ceil(width * dotsPerPoint))
    return inner.openImage(options.rasterize(new TextDecoder().decode(asset.bytes), dots))
  }

  const drawMark = (mark: Mark, x: number, y: number, isArtifact: boolean) => {
    switch (mark.kind) {
      case 'line': {
        drawLine(mark.line, x + mark.x, y + mark.baseline, isArtifact)
        break
      }

      case 'rule': {
        enter('artifact')
        write.push(
          `${paint(mark.colour)} rg ${real(x + mark.x)} ${real(y + mark.y)} ${real(mark.width)} ${real(mark.height)} re f`
        )
        break
      }

      case 'path': {
        enter('artifact')
        flush()
        drawPath(mark, x + mark.x, y + mark.y)
        break
      }

      case 'image': {
        drawImage(mark, x, y)
        break
      }
    }
  }

  const drawPath = ({d, fill, stroke, lineWidth = 1}: Mark & {kind: 'path'}, x: number, y: number) => {
    document.save().translate(x, y).path(d)
    if (fill) document.fill(fill)
    else if (stroke) document.lineWidth(lineWidth).stroke(stroke)
    document.restore()
  }

  const endPage = () => {
    if (page < 0) return
    close()
    flush()
    const key = inner.page.structParentTreeKey
    inner.getStructParentTree().add(key, parents)
  }

  return {
    root,
    addPage(width, height) {
      endPage()
      document.addPage({size: [width, height], margin: 0})
      page++
      mcid = 0
      parents = []
    },
    draw(marks, x, y, isArtifact = false) {
      for (const mark of marks) drawMark(mark, x, y, isArtifact)
    },
    drawCover(drawing, alt, width, height) {
      const tag = createTag('Figure', createTag('Sect', root), {alt})
      tag.bounds = [0, 0, width, height]
      enter(tag)
      flush()
      document.save()
      if (drawing.background) document.rect(0, 0, width, height).fill(drawing.background)
      document.scale(width / drawing.width, height / drawing.height)
      for (const {d, fill} of drawing.shapes) document.path(d).fill(fill)
      document.restore()
      close()
    },
    addAnchor(id, y) {
      if (id === '' || anchors.has(id)) return
      // Numbers, so that no locale can order the names of destinations otherwise than bytes do.
      const name = `d${String(anchors.size).padStart(6, '0')}`
      anchors.set(id, name)
      document.addNamedDestination(name, 'XYZ', null as unknown as number, y, null as unknown as number)
    },
    finish(outline, labels) {
      endPage()
      writeLinks()
      writeTree()
      writeOutline(outline)
      inner._root.data['PageLabels'] = {Nums: labels.flatMap(toLabel)}
      const chunks: Uint8Array[] = []
      return new Promise((resolve, reject) => {
        document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
        document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
        document.on('error', reject)
        document.end()
      })
    }
  }

  function writeLinks(): void {
    for (const {page, link, rect} of links) {
      const target = link.href.startsWith('#') ? anchors.get(link.href.slice(1)) : undefined
      // A place in the book that is not printed, such as a label, is no link.
      if (link.href.startsWith('#') && target === undefined) continue
      document.switchToPage(page)
      const {height} = inner.page
      const key = inner.createStructParentTreeNextKey()
      const annotation = inner.ref({
        Type: 'Annot',
        Subtype: 'Link',
        Rect: [rect[0], height - rect[3], rect[2], height - rect[1]].map((value) => Number(real(value))),
        Border: [0, 0, 0],
        F: 4,
        StructParent: key,
        Contents: new String(link.contents),
        ...(target === undefined
          ? {A: {Type: 'Action', S: 'URI', URI: new String(writeUrl(link.href))}}
          : {Dest: new String(target)})
      })
      annotation.end()
      inner.page.annotations.push(annotation)
      attachTag(link.tag)
      link.tag.kids.push({page, annotation})
      inner.getStructParentTree().add(key, refOf(link.tag))
    }
  }

  function writeTree(): void {
    const tree = inner.getStructTreeRoot()
    const pages = (inner._root.data['Pages'] as Ref).data['Kids'] as unknown[]
    const ids = new Map<string, Ref>()
    const writeTag = (tag: Tag, parent: Ref): Ref => {
      const ref = refOf(tag)
      const first = tag.kids.find((kid) => 'page' in kid)
      const own = first && 'page' in first ? first.page : undefined
      Object.assign(ref.data, {
        Type: 'StructElem',
        S: tag.role,
        P: parent,
        ...(own !== undefined && {Pg: pages[own]}),
        ...(tag.lang && {Lang: new String(tag.lang)}),
        ...(tag.alt !== undefined && {Alt: new String(tag.alt)}),
        ...(tag.id !== undefined && {ID: new String(tag.id)}),
        ...attributesOf(tag),
        K: tag.kids.map((kid) => {
          if ('role' in kid) return writeTag(kid, ref)
          if ('annotation' in kid) return {Type: 'OBJR', Obj: kid.annotation, Pg: pages[kid.page]}
          return kid.page === own ? kid.mcid : {Type: 'MCR', Pg: pages[kid.page], MCID: kid.mcid}
        })
      })
      if (tag.id !== undefined) ids.set(tag.id, ref)
      ref.end()
      return ref
    }

    tree.data['K'] = [writeTag(root, tree)]
    const names = [...ids].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([id, ref]) => [new String(id), ref])
    if (names.length > 0) tree.data['IDTree'] = {Names: names}
  }

  function writeOutline(items: ReadonlyArray<OutlineItem>): void {
    const top = inner.ref({Type: 'Outlines'})
    const count = writeItems(items, top)
    top.data['Count'] = count
    top.end()
    inner._root.data['Outlines'] = top
    inner._root.data['PageMode'] = 'UseOutlines'
  }

  /** @returns how many items are shown when the outline is opened. */
  function writeItems(items: ReadonlyArray<OutlineItem>, parent: Ref): number {
    const list = items.map(() => inner.ref({}))
    let shown = list.length
    for (const [index, item] of items.entries()) {
      const ref = list[index] as Ref
      const inside = item.children.length > 0 ? writeItems(item.children, ref) : 0
      // Parts stand open, chapters closed.
      const isOpen =
        item.children.some((child) => child.children.length > 0) || parent.data['Type'] !== 'Outlines'
      if (isOpen) shown += inside
      Object.assign(ref.data, {
        Title: new String(item.title),
        Parent: parent,
        ...(index > 0 && {Prev: list[index - 1]}),
        ...(index < list.length - 1 && {Next: list[index + 1]}),
        ...(inside > 0 && {Count: isOpen ? inside : -inside}),
        ...(anchors.has(item.id) && {Dest: new String(anchors.get(item.id))})
      })
      ref.end()
    }

    if (list.length > 0) Object.assign(parent.data, {First: list[0], Last: list.at(-1)})
    return shown
  }
}

function attributesOf(tag: Tag): Record<string, unknown> {
  if (tag.bounds)
    return {A: {O: 'Layout', Placement: 'Block', BBox: tag.bounds.map((value) => Number(real(value)))}}
  if (!tag.cell) return {}
  const {scope, columns, rows} = tag.cell
  if (!scope && columns === 1 && rows === 1) return {}
  return {
    A: {
      O: 'Table',
      ...(scope && {Scope: scope}),
      ...(columns > 1 && {ColSpan: columns}),
      ...(rows > 1 && {RowSpan: rows})
    }
  }
}

function toLabel({from, style, prefix}: LabelRange): unknown[] {
  return [from, prefix === undefined ? {S: style === 'roman' ? 'r' : 'D'} : {P: new String(prefix)}]
}

function isSameRun(a: Piece, b: Piece, isArtifact: boolean): boolean {
  const [left, right] = [a.atom, b.atom]
  return (
    left.cluster.face?.key === right.cluster.face?.key &&
    left.size === right.size &&
    left.inline.style.colour === right.inline.style.colour &&
    left.inline.style.rise === right.inline.style.rise &&
    (isArtifact || left.inline.tag === right.inline.tag)
  )
}

/** `#rrggbb` as three numbers. */
function paint(colour: string): string {
  return [1, 3, 5].map((at) => real(Number.parseInt(colour.slice(at, at + 2), 16) / 255)).join(' ')
}

function real(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
