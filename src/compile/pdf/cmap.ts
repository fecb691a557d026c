/**
 * Say which characters the glyphs of a face stand for (ISO 32000-1, 9.10.3).
 *
 * pdfkit writes the characters of a ligature with blanks between them: lawful,
 * but some readers stumble over it and take every code after it for another.
 */

// The most entries that one section may have.
const sectionSize = 100

// Of several glyphs that are one character the first says it, and the others nothing.
const zeroWidthSpace = 0x200b

/** @param unicode code points by glyph code. */
export function createCmap(unicode: ReadonlyArray<ReadonlyArray<number>>): string {
  const entries = unicode.map((points, code) => {
    const shown = points.length === 0 ? [zeroWidthSpace] : points
    return `<${hex(code)}> <${shown.map(toUtf16).join('')}>`
  })
  const sections: string[] = []
  for (let from = 0; from < entries.length; from += sectionSize) {
    const chunk = entries.slice(from, from + sectionSize)
    sections.push(`${chunk.length} beginbfchar\n${chunk.join('\n')}\nendbfchar`)
  }

  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${sections.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
}

function toUtf16(point: number): string {
  const char = String.fromCodePoint(point)
  return [...Array(char.length).keys()].map((index) => hex(char.charCodeAt(index))).join('')
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0')
}
