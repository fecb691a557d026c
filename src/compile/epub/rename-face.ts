/**
 * Give a face other names, and keep what it says about its makers.
 *
 * Licences such as the SIL Open Font License let a face be changed, but not
 * under a name that its makers have reserved, and not every face says which
 * those are. A face of which a part was taken is a changed one, so each gets a
 * name of its own; copyright, trademark and licence stay in it word for word.
 */

/** What a face says about its makers, in the records of its table `name`. */
export interface Notice {
  readonly copyright?: string
  readonly trademark?: string
  readonly license?: string
  readonly licenseUrl?: string
}

export interface FaceName {
  readonly family: string
  readonly weight: number
  readonly italic: boolean
}

// The Windows platform, Unicode, English of the United States: the record that every reader finds.
const record = {platform: 3, encoding: 1, language: 0x0409} as const
// Numbers of the records of `name`, in the order in which they have to stand.
const ids = {copyright: 0, family: 1, style: 2, unique: 3, full: 4, postScript: 6, trademark: 7} as const
const noticeIds = {license: 13, licenseUrl: 14} as const
const recordLength = 12
const headerLength = 6
// What the sum of a whole face has to come to, by the OpenType specification.
const wholeSum = 0xb1b0afba
// Where `head` holds what is lacking to that sum.
const adjustmentAt = 8

/** @param bytes a face, whose table `name` is replaced; not changed. */
export function renameFace(bytes: Uint8Array, name: FaceName, notice: Notice): Uint8Array {
  const tables = readTables(bytes)
  tables.set('name', writeNames(name, notice))
  return writeTables(bytes, tables)
}

function readTables(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = viewOf(bytes)
  const tables = new Map<string, Uint8Array>()
  for (let index = 0; index < view.getUint16(4); index++) {
    const at = 12 + index * 16
    const start = view.getUint32(at + 8)
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4))
    // A copy, since the sum in `head` is written anew.
    tables.set(tag, bytes.slice(start, start + view.getUint32(at + 12)))
  }

  return tables
}

function writeNames({family, weight, italic}: FaceName, notice: Notice): Uint8Array {
  const slope = italic ? ' Italic' : ''
  const full = `${family} ${weight}${slope}`
  const postScript = full.replaceAll(' ', '-')
  const texts: ReadonlyArray<readonly [id: number, text: string | undefined]> = [
    [ids.copyright, notice.copyright],
    [ids.family, `${family} ${weight}`],
    [ids.style, italic ? 'Italic' : 'Regular'],
    [ids.unique, postScript],
    [ids.full, full],
    [ids.postScript, postScript],
    [ids.trademark, notice.trademark],
    [noticeIds.license, notice.license],
    [noticeIds.licenseUrl, notice.licenseUrl]
  ]
  const records = texts.flatMap(([id, text]) => (text === undefined ? [] : [{id, text}]))
  const start = headerLength + records.length * recordLength
  const length = records.reduce((sum, {text}) => sum + text.length * 2, start)
  const view = new DataView(new ArrayBuffer(length))
  view.setUint16(2, records.length)
  view.setUint16(4, start)
  let end = 0
  for (const [index, {id, text}] of records.entries()) {
    const at = headerLength + index * recordLength
    const fields = [record.platform, record.encoding, record.language, id, text.length * 2, end]
    for (const [field, value] of fields.entries()) view.setUint16(at + field * 2, value)
    for (const unit of Array.from({length: text.length}, (_, place) => text.charCodeAt(place))) {
      view.setUint16(start + end, unit)
      end += 2
    }
  }

  return new Uint8Array(view.buffer)
}

function writeTables(from: Uint8Array, tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const rows = [...tables].sort(([a], [b]) => (a < b ? -1 : 1))
  const start = 12 + rows.length * 16
  const length = rows.reduce((sum, [, table]) => sum + padded(table.length), start)
  const bytes = new Uint8Array(length)
  const view = viewOf(bytes)
  // Kind, count, and the fields for a search among as many tables: every table of before is there.
  bytes.set(from.subarray(0, 12))
  let end = start
  let head = 0
  for (const [index, [tag, table]] of rows.entries()) {
    const at = 12 + index * 16
    if (tag === 'head') {
      viewOf(table).setUint32(adjustmentAt, 0)
      head = end
    }

    bytes.set(table, end)
    for (let place = 0; place < 4; place++) view.setUint8(at + place, tag.charCodeAt(place))
    view.setUint32(at + 4, sum(view, end, end + padded(table.length)))
    view.setUint32(at + 8, end)
    view.setUint32(at + 12, table.length)
    end += padded(table.length)
  }

  view.setUint32(head + adjustmentAt, (wholeSum - sum(view, 0, length)) >>> 0)
  return bytes
}

/** Sum of the numbers of four bytes, as the check sums of a face count. */
function sum(view: DataView, from: number, to: number): number {
  let total = 0
  for (let at = from; at < to; at += 4) total = (total + view.getUint32(at)) >>> 0
  return total
}

function padded(length: number): number {
  return (length + 3) & ~3
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
