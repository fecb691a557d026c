/**
 * Tell whether an SVG may stand in an edition as it is: a drawing that neither
 * runs nor loads anything, in bytes that every reader takes for the same text.
 *
 * By what is known to be harmless, and not by what is known to harm: the text
 * is parsed, so that references, prefixes and blanks hide nothing.
 */

import {
  parseXml,
  XmlDocumentType,
  XmlElement,
  XmlProcessingInstruction,
  type XmlNode
} from '@rgrove/parse-xml'

const svg = 'http://www.w3.org/2000/svg'
const xlink = 'http://www.w3.org/1999/xlink'
const xml = 'http://www.w3.org/XML/1998/namespace'
const known: ReadonlySet<string> = new Set(
  [
    'circle clipPath defs desc ellipse g line linearGradient marker mask metadata path pattern polygon polyline',
    'radialGradient rect stop style svg switch symbol text textPath title tref tspan use view',
    'feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap',
    'feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode',
    'feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter'
  ].flatMap((row) => row.split(' '))
)
// What drawing programs write for themselves, which no reader understands.
const notes =
  /^(?:http:\/\/(?:www\.inkscape\.org|sodipodi\.sourceforge\.net|ns\.adobe\.com|creativecommons\.org|web\.resource\.org|purl\.org\/dc|www\.serif\.com|www\.bohemiancoding\.com)\/|http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#|https:\/\/boxy-svg\.com)/
// Style and paint load by these; a reference within the drawing begins with `#`. An escape could spell any of them.
const loading =
  /\\|@import|@font-face|@namespace|url\(\s*["']?\s*(?!#)[^\s"']|(?:image|image-set|src|cross-fade|element|expression)\(|-moz-binding|(?<![\w-])behavior\s*:/i

/** Name spaces by prefix. */
type Scope = Readonly<Record<string, string>>

export function isSafeDrawing(bytes: Uint8Array): boolean {
  try {
    // Another encoding, or bytes that are none, may be another text to another reader.
    const text = new TextDecoder('utf-8', {fatal: true}).decode(bytes)
    const document = parseXml(text, {preserveDocumentType: true, preserveXmlDeclaration: true})
    return document.children.every((node) => isSafe(node, {xml}))
  } catch {
    return false
  }
}

function isSafe(node: XmlNode, around: Scope): boolean {
  if (node instanceof XmlProcessingInstruction) return false
  if (node instanceof XmlDocumentType) return !node.internalSubset
  if (node instanceof XmlElement) return isSafeElement(node, around)
  if (node.type !== 'xmldecl') return true
  const {encoding} = node as XmlNode & {readonly encoding: string | null}
  return !encoding || /^(?:utf-8|us-ascii)$/i.test(encoding)
}

function isSafeElement(element: XmlElement, around: Scope): boolean {
  const scope = {...around, ...readScope(element)}
  const {local, space} = resolve(element.name, scope, scope[''])
  if (space !== svg ? !notes.test(space ?? '') : !known.has(local)) return false
  if (local === 'style' && loading.test(element.text)) return false
  return (
    Object.entries(element.attributes).every(([name, value]) => isSafeAttribute(name, value, scope)) &&
    element.children.every((child) => isSafe(child, scope))
  )
}

function isSafeAttribute(name: string, value: string, scope: Scope): boolean {
  if (name === 'xmlns' || name.startsWith('xmlns:')) return true
  const {local, space} = resolve(name, scope, undefined)
  if (space !== undefined && notes.test(space)) return true
  if (space === xml) return local === 'lang' || local === 'space' || local === 'id'
  if (space === xlink) return local !== 'href' || value.startsWith('#')
  if (space !== undefined || name.includes(':') || /^on/i.test(name)) return false
  return /^(?:href|src)$/i.test(name) ? value.startsWith('#') : !loading.test(value)
}

function readScope({attributes}: XmlElement): Scope {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      name === 'xmlns' ? [['', value]] : name.startsWith('xmlns:') ? [[name.slice(6), value]] : []
    )
  )
}

/** @param plain name space of a name without a prefix. */
function resolve(name: string, scope: Scope, plain: string | undefined) {
  const at = name.indexOf(':')
  return at < 0 ? {local: name, space: plain} : {local: name.slice(at + 1), space: scope[name.slice(0, at)]}
}
