/**
 * Number the places where pages of the printed edition begin, so that each has
 * an id in the book.
 */

import type {PageBreak} from '../page-breaks.ts'

/** A page of the printed edition. */
export interface Marker extends PageBreak {
  /** Id of the element that stands where the page begins. */
  readonly place: string
}

// What may stand in an id and in an address as it is; numbers of pages are Arabic or Roman.
const plain = /^[\w-]+$/

/**
 * @returns the pages in order. One without a place in a tree begins with what
 *   it is of, or is left out where that has begun: better none than a wrong one.
 */
export function listMarkers(breaks: ReadonlyArray<PageBreak>): ReadonlyArray<Marker> {
  const taken = new Set<string>()
  const begun = new Set<string>()
  return breaks.flatMap((pageBreak, index) => {
    if (pageBreak.node) begun.add(pageBreak.id)
    else if (begun.has(pageBreak.id)) return []
    const byLabel = `page-${pageBreak.label}`
    const place = plain.test(pageBreak.label) && !taken.has(byLabel) ? byLabel : `page-at-${index + 1}`
    taken.add(place)
    return [{...pageBreak, place}]
  })
}
