/**
 * Parse XHTML by the rules of XML to hast: `<a id="x"/>` and `<title/>` are
 * whole elements, a CDATA section is text.
 *
 * Positions are those that `hast-util-from-html` gives: the range of a text is
 * its raw range, references included; that of a CDATA section is what stands
 * between its marks, where nothing is to be decoded.
 */

import type {Element, ElementContent, ElementData, Root, RootContent, Text} from 'hast'
import {XmlCdata, XmlComment, XmlDocumentType, XmlElement, XmlText, type XmlNode} from '@rgrove/parse-xml'
import {h, s} from 'hastscript'
import {location} from 'vfile-location'
import {localName, parseXml} from './parse-xml.ts'

const cdataStart = '<![CDATA['.length
const cdataEnd = ']]>'.length

interface State {
  readonly text: string
  readonly positionAt: (start: number, end: number) => NonNullable<Root['position']>
  /** Prefix of the elements of XHTML, with its colon. */
  readonly prefix: string
}

/** Whether a text says that it is XML: its reader is to try `parseXhtml` first. */
export function isXhtml(text: string): boolean {
  return /^\ufeff?<\?xml\s/.test(text) || /^[^]{0,1000}?<(?:\w+:)?html\s[^>]*\bxmlns\b/i.test(text)
}

/** @returns undefined where the text is not well-formed, or no XHTML: it is to be read as HTML then. */
export function parseXhtml(text: string): Root | undefined {
  const document = parseXml(text)
  if (!document?.root || localName(document.root) !== 'html') return
  const places = location(text)
  const last = {line: 1, column: 1, offset: 0}
  const pointAt = (offset: number) => places.toPoint(Math.min(offset, text.length)) ?? last
  const state: State = {
    text,
    positionAt: (start, end) => ({start: pointAt(start), end: pointAt(end)}),
    prefix: document.root.name.slice(0, -'html'.length)
  }
  return {
    type: 'root',
    children: document.children.flatMap((node): RootContent[] =>
      node instanceof XmlDocumentType
        ? [{type: 'doctype', position: state.positionAt(node.start, node.end)}]
        : convertNode(node, state, false)
    ),
    data: {quirksMode: false},
    position: state.positionAt(0, text.length)
  }
}

function convertNode(node: XmlNode, state: State, isSvg: boolean): ElementContent[] {
  const {start, end} = node
  if (node instanceof XmlElement) return [convertElement(node, state, isSvg)]
  if (node instanceof XmlCdata) return [textOf(node, state.positionAt(start + cdataStart, end - cdataEnd))]
  if (node instanceof XmlText) return [textOf(node, state.positionAt(start, end))]
  if (node instanceof XmlComment)
    return [{type: 'comment', value: node.content, position: state.positionAt(start, end)}]
  return []
}

function textOf({text}: XmlText, position: Text['position']): Text {
  return {type: 'text', value: text, ...(position && {position})}
}

function convertElement(node: XmlElement, state: State, isOuterSvg: boolean): Element {
  const {prefix} = state
  const name = prefix !== '' && node.name.startsWith(prefix) ? node.name.slice(prefix.length) : node.name
  const isSvg = isOuterSvg || name === 'svg'
  // The maker takes a point or a hash in a name for a class or an id.
  const element = (isSvg ? s : h)(/[.#]/.test(name) ? 'span' : name, {...node.attributes}, [])
  return {
    ...(element as Element),
    data: {position: placeTags(node, state)},
    children: node.children.flatMap((child) => convertNode(child, state, isSvg && name !== 'foreignObject')),
    position: state.positionAt(node.start, node.end)
  }
}

/** Where the tags of an element stand; everything between them is a child. */
function placeTags({children, start, end}: XmlElement, {text, positionAt}: State): ElementData['position'] {
  const isEmpty = text[end - 2] === '/' && children.length === 0
  const closing = isEmpty ? end : text.lastIndexOf('</', end - 1)
  return {
    opening: positionAt(start, children[0]?.start ?? closing),
    ...(!isEmpty && {closing: positionAt(closing, end)}),
    properties: {}
  }
}
