/**
 * Tell whether a file is a face that can be printed: static TrueType, whole,
 * and free to be embedded.
 *
 * Only static TrueType prints as it should, and what is asked for has to be
 * what is printed, so all else is refused with the reason. Offsets and counts
 * are proved here, table by table, because whoever draws a face later trusts
 * them.
 */

/** Where a table lies in the file. */
interface Table {
  readonly offset: number
  readonly length: number
}

type Tables = ReadonlyMap<string, Table>

const kinds: Readonly<Record<string, string>> = {
  OTTO: 'OpenType with PostScript outlines (`CFF`)',
  ttcf: 'a collection of faces',
  wOFF: 'WOFF',
  wOF2: 'WOFF 2'
}
const versions: ReadonlySet<string> = new Set(['\u0000\u0001\u0000\u0000', 'true'])
const needed = ['OS/2', 'cmap', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'name', 'post']
// Least bytes of the tables whose fields are read below.
const leastLengths: Readonly<Record<string, number>> = {'OS/2': 64, head: 54, hhea: 36, maxp: 6, post: 32}
// A glyph made of others that are made of others: real faces stay at two or three.
const depthLimit = 8

const expected = 'expected a static TrueType face'

/**
 * @param isCarried whether a book is to carry the face itself, which whoever has the book can take out.
 * @returns what stands in the way, worded as a message; undefined for a face that can be printed, or carried.
 */
export function checkFace(bytes: Uint8Array, isCarried = false): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tag = textAt(bytes, 0)
  const kind = kinds[tag]
  if (kind !== undefined) return `Unexpected ${kind}, ${expected}`
  if (!versions.has(tag) || bytes.length < 12) return `Unexpected bytes, ${expected}`
  const tables = readTables(bytes, view)
  if (!tables) return `Unexpected end of a face, ${expected}`
  if (tables.has('fvar')) return `Unexpected variable face, ${expected}: it prints in its default weight only`
  const missing = needed.find((name) => !tables.has(name))
  if (missing === 'glyf') return `Unexpected face without TrueType outlines (\`glyf\`), ${expected}`
  if (missing !== undefined) return `Unexpected face without table \`${missing}\`, ${expected}`
  for (const [name, least] of Object.entries(leastLengths)) {
    if (at(tables, name).length < least) return `Unexpected end of table \`${name}\` of a face, ${expected}`
  }

  return checkLicence(view, tables, isCarried) ?? checkOutlines(view, tables)
}

function readTables(bytes: Uint8Array, view: DataView): Tables | undefined {
  const count = view.getUint16(4)
  if (12 + count * 16 > bytes.length) return
  const tables = new Map<string, Table>()
  for (let start = 12; start < 12 + count * 16; start += 16) {
    const offset = view.getUint32(start + 8)
    const length = view.getUint32(start + 12)
    if (offset + length > bytes.length) return
    tables.set(textAt(bytes, start), {offset, length})
  }

  return tables
}

// OS/2 `fsType`: where older faces set several of the levels, the freest counts.
function checkLicence(view: DataView, tables: Tables, isCarried: boolean): string | undefined {
  const type = view.getUint16(at(tables, 'OS/2').offset + 8)
  const by = `(\`fsType\` ${type}), expected a face that its licence lets a document carry`
  if ((type & 0x000e) === 0x0002) return `Unexpected face that may not be embedded ${by}`
  if (isCarried && (type & 0x000c) === 0x0004)
    return `Unexpected face that may be embedded for print and preview only (\`fsType\` ${type}), expected with \`embed\` a face that its licence lets a book carry`
  if ((type & 0x0100) !== 0) return `Unexpected face that may not be embedded in part ${by}`
  if ((type & 0x0200) !== 0) return `Unexpected face of which only bitmaps may be embedded ${by}`
  return undefined
}

function checkOutlines(view: DataView, tables: Tables): string | undefined {
  const head = at(tables, 'head').offset
  const em = view.getUint16(head + 18)
  const isLong = view.getInt16(head + 50) === 1
  const count = view.getUint16(at(tables, 'maxp').offset + 4)
  const metrics = view.getUint16(at(tables, 'hhea').offset + 34)
  const loca = at(tables, 'loca')
  const glyf = at(tables, 'glyf')
  const hmtx = at(tables, 'hmtx')
  const broken = (what: string) => `Unexpected ${what} in a face, expected a whole one`
  // The bounds of the OpenType specification.
  if (em < 16 || em > 16_384) return broken(`size of ${em} units`)
  if (count === 0 || loca.length < (count + 1) * (isLong ? 4 : 2)) return broken('count of glyphs')
  if (metrics === 0 || metrics > count || hmtx.length < metrics * 4 + (count - metrics) * 2)
    return broken('count of widths')
  const offsetOf = (glyph: number) =>
    isLong ? view.getUint32(loca.offset + glyph * 4) : view.getUint16(loca.offset + glyph * 2) * 2
  for (let glyph = 0; glyph < count; glyph++) {
    if (offsetOf(glyph) > offsetOf(glyph + 1) || offsetOf(glyph + 1) > glyf.length)
      return broken('place of a glyph')
  }

  const read = (glyph: number) => {
    const start = glyf.offset + offsetOf(glyph)
    return readParts(view, start, glyf.offset + offsetOf(glyph + 1))
  }
  return checkParts(read, count) ? undefined : broken('parts of a glyph')
}

/** Glyphs that a glyph is made of; undefined where they cannot be read. */
function readParts(view: DataView, start: number, end: number): ReadonlyArray<number> | undefined {
  if (start === end) return []
  if (end - start < 10) return
  if (view.getInt16(start) >= 0) return []
  const parts: number[] = []
  let flags = 0x0020
  for (let place = start + 10; (flags & 0x0020) !== 0;) {
    if (place + 4 > end) return
    flags = view.getUint16(place)
    parts.push(view.getUint16(place + 2))
    const numbers = (flags & 0x0001) === 0 ? 2 : 4
    const scale = flags & 0x0008 ? 2 : flags & 0x0040 ? 4 : flags & 0x0080 ? 8 : 0
    place += 4 + numbers + scale
    if (place > end) return
  }

  return parts
}

/** Whether every glyph comes to an end: made of glyphs that are there, and never of itself. */
function checkParts(read: (glyph: number) => ReadonlyArray<number> | undefined, count: number): boolean {
  const depths = new Map<number, number>()
  const depthOf = (glyph: number, above: number): number => {
    const known = depths.get(glyph)
    if (known !== undefined) return known
    const parts = glyph < count && above <= depthLimit ? read(glyph) : undefined
    const depth = parts
      ? parts.reduce((deepest, part) => Math.max(deepest, 1 + depthOf(part, above + 1)), 0)
      : Infinity
    depths.set(glyph, depth)
    return depth
  }

  for (let glyph = 0; glyph < count; glyph++) if (depthOf(glyph, 0) > depthLimit) return false
  return true
}

function at(tables: Tables, name: string): Table {
  return tables.get(name) ?? {offset: 0, length: 0}
}

function textAt(bytes: Uint8Array, start: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + 4))
}
