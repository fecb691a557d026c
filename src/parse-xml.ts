/**
 * Parse XML as books write it: strict in its tags, and with the named
 * references of HTML, which a document type would declare.
 *
 * A document type is not read, so no entity of its own is ever expanded.
 */

import {parseXml as parse, XmlElement, XmlError, type XmlDocument, type XmlNode} from '@rgrove/parse-xml'
import {decodeNamedCharacterReference} from 'decode-named-character-reference'
import {mostLevels} from './parse-html.ts'

/** @returns undefined where the text is not well-formed, or its elements nest deeper than any that are meant. */
export function parseXml(text: string): XmlDocument | undefined {
  try {
    const document = parse(text, {
      includeOffsets: true,
      preserveCdata: true,
      preserveComments: true,
      preserveDocumentType: true,
      resolveUndefinedEntity: (reference) =>
        decodeNamedCharacterReference(reference.slice(1, -1)) || undefined
    })
    return isDeep(document) ? undefined : document
  } catch (error) {
    // A stack that is full says so, too.
    if (error instanceof XmlError || error instanceof RangeError) return
    throw error
  }
}

function isDeep(document: XmlDocument): boolean {
  let level: XmlNode[] = [document]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > mostLevels) return true
    level = level.flatMap(elementsOf)
  }

  return false
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
