/**
 * Parse XML as books write it: strict in its tags, and with the named
 * references of HTML, which a document type would declare.
 *
 * A document type is not read, so no entity of its own is ever expanded.
 */

import {parseXml as parse, XmlElement, XmlError, type XmlDocument, type XmlNode} from '@rgrove/parse-xml'
import {decodeNamedCharacterReference} from 'decode-named-character-reference'

/** @returns undefined where the text is not well-formed. */
export function parseXml(text: string): XmlDocument | undefined {
  try {
    return parse(text, {
      includeOffsets: true,
      preserveCdata: true,
      preserveComments: true,
      preserveDocumentType: true,
      resolveUndefinedEntity: (reference) =>
        decodeNamedCharacterReference(reference.slice(1, -1)) || undefined
    })
  } catch (error) {
    // A stack that is full says that the elements nest too deep to be meant.
    if (error instanceof XmlError || error instanceof RangeError) return
    throw error
  }
}

/** Elements of a name, whatever its prefix, in the order of the document. */
export function findElements(node: XmlNode, name: string): XmlElement[] {
  return elementsOf(node).flatMap((child) => [
    ...(localName(child) === name ? [child] : []),
    ...findElements(child, name)
  ])
}

/** Elements right below a node. */
export function elementsOf(node: XmlNode): XmlElement[] {
  const children: ReadonlyArray<unknown> =
    'children' in node && Array.isArray(node.children) ? node.children : []
  return children.filter((child): child is XmlElement => child instanceof XmlElement)
}

/** Name of an element without its prefix. */
export function localName({name}: XmlElement): string {
  return name.replace(/^.*:/, '')
}
