/**
 * Write hast as XHTML.
 *
 * Serialising as XML, and not as HTML that happens to be closed, is what keeps
 * a chapter open: one `<` in an attribute makes it unreadable as a whole.
 */

import type {Element, ElementContent} from 'hast'
import {toXast} from 'hast-util-to-xast'
import {toXml} from 'xast-util-to-xml'

// Elements that HTML never closes; all others keep an end tag of their own, since some readers parse
// XHTML as HTML. In text and attributes `<` is a reference, so that nothing else looks like this.
const voidEnd = /><\/(?:br|col|hr|img|wbr)>/g

/** @param nodes content of `body`; not changed. */
export function toXhtml(nodes: ReadonlyArray<ElementContent>): string {
  const written = nodes.map((node) => {
    const twin = toXast(node)
    if (twin.type !== 'element') return twin
    // The name space stands on the root that the template gives.
    const {xmlns: _, ...attributes} = twin.attributes
    return {...twin, attributes}
  })
  // XML keeps `]]>` for the end of CDATA.
  return toXml(written).replace(voidEnd, ' />').replaceAll(']]>', ']]&gt;')
}

/** Give an element what only XML readers look for: its language, once more. */
export function markLang(element: Element): void {
  const {lang} = element.properties
  if (typeof lang === 'string') element.properties = {...element.properties, xmlLang: lang}
}
