/**
 * Say which pages stand side by side so that sheets, printed on both sides and
 * folded, make a booklet.
 */

/** A side of a sheet: indices of pages, undefined where it stays blank. */
export interface SheetSide {
  readonly left: number | undefined
  readonly right: number | undefined
  /** Sheets that lie around this one: paper that its pages are pushed outwards by. */
  readonly inside: number
}

// So many pages are folded at once at most: sixteen sheets still close.
const mostPages = 64
// Signatures of a thicker book: eight sheets each, sewn or glued one behind another.
const signaturePages = 32

/**
 * @param count of pages; blank ones are added behind the last until the sheets are full.
 * @returns sides in the order in which a printer that turns sheets over their short edge takes them.
 */
export function imposePages(count: number): ReadonlyArray<SheetSide> {
  const sides: SheetSide[] = []
  const size = count <= mostPages ? mostPages : signaturePages
  for (let from = 0; from < count; from += size) {
    const pages = Math.ceil(Math.min(size, count - from) / 4) * 4
    const at = (index: number) => (from + index < count ? from + index : undefined)
    for (let sheet = 0; sheet < pages / 4; sheet++) {
      const low = 2 * sheet
      const high = pages - 1 - low
      sides.push(
        {left: at(high), right: at(low), inside: sheet},
        {left: at(low + 1), right: at(high - 1), inside: sheet}
      )
    }
  }

  return sides
}
