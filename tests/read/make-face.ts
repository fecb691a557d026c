/** Take a face apart and put it together again, with other tables. */

export interface Alteration {
  /** First four bytes of the file. */
  readonly version?: string
  readonly without?: ReadonlyArray<string>
  /** Tables to add, or to change: a table is given as it is. */
  readonly tables?: Readonly<Record<string, (table: Buffer) => Buffer>>
}

/** A real face with something altered; check sums stay as they were, since nobody reads them. */
export function makeFace(bytes: Uint8Array, {version, without = [], tables = {}}: Alteration = {}): Buffer {
  const file = Buffer.from(bytes)
  const found = new Map<string, Buffer>()
  for (let at = 12; at < 12 + file.readUInt16BE(4) * 16; at += 16) {
    const start = file.readUInt32BE(at + 8)
    const table = Buffer.from(file.subarray(start, start + file.readUInt32BE(at + 12)))
    found.set(file.toString('latin1', at, at + 4), table)
  }

  for (const [name, change] of Object.entries(tables))
    found.set(name, change(found.get(name) ?? Buffer.alloc(0)))
  for (const name of without) found.delete(name)
  const head = Buffer.alloc(12 + found.size * 16)
  head.write(version ?? file.toString('latin1', 0, 4), 0, 'latin1')
  head.writeUInt16BE(found.size, 4)
  const parts: Uint8Array[] = [head]
  let end = head.length
  for (const [index, [name, table]] of [...found].entries()) {
    const at = 12 + index * 16
    head.write(name, at, 'latin1')
    head.writeUInt32BE(end, at + 8)
    head.writeUInt32BE(table.length, at + 12)
    const padding = Buffer.alloc(-table.length & 3)
    parts.push(table, padding)
    end += table.length + padding.length
  }

  return Buffer.concat(parts)
}

/** Overwrite a number of 16 bits in a table. */
export function put(offset: number, value: number): (table: Buffer) => Buffer {
  return (table) => {
    table.writeUInt16BE(value, offset)
    return table
  }
}
