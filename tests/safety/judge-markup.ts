/**
 * Judge markup as a browser or a reading system takes it: parsed, never by
 * its text. What is found is a list of sentences; a safe edition has none.
 */

import type {Element, Root} from 'hast'
import {createHash} from 'node:crypto'
import {fromHtml} from 'hast-util-from-html'
import {toString} from 'hast-util-to-string'
import {visit} from 'unist-util-visit'
import {parseXml, XmlElement, type XmlDocument} from '@rgrove/parse-xml'
import {XMLValidator} from 'fast-xml-parser'

// Written down once more, and not taken from the product: two lists have to agree.
const text =
  'a aside blockquote br caption code dd del div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr img li main nav ol p path pre rect section span strong sub sup svg table tbody td th thead time tr ul'
const elements = {
  html: new Set(`${text} html head body title meta style script`.split(' ')),
  site: new Set(`${text} html head body title meta script link form input`.split(' ')),
  epub: new Set(`${text} html head body title meta link`.split(' '))
}
const common =
  'aria-label aria-labelledby class id lang role href src alt width height start scope colspan rowspan datetime tabindex viewBox fill d'
const attributes = {
  html: new Set(`${common} style`.split(' ')),
  site: new Set(`${common} style rel`.split(' ')),
  epub: new Set(`${common} xml:lang epub:type hidden`.split(' '))
}
const spelled: Readonly<Record<string, string>> = {
  className: 'class',
  dateTime: 'datetime',
  colSpan: 'colspan',
  rowSpan: 'rowspan',
  tabIndex: 'tabindex',
  ariaLabel: 'aria-label',
  ariaLabelledBy: 'aria-labelledby'
}
const picture = /^data:image\/(?:png|jpeg|svg\+xml);base64,[A-Za-z\d+/=]+$/
const language = /^[A-Za-z]{2,3}(?:-[A-Za-z\d]{2,8})*$/
const number = /^-?\d{1,6}$/
// Neither HTML nor XML has a place for these; some readers stop at the first.
const unprintable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202d\u202e]|\p{Noncharacter_Code_Point}|\p{Surrogate}/u

interface Surroundings {
  readonly kind: 'html' | 'site' | 'epub'
  /** Whether a file of the edition is there. */
  readonly has?: (path: string) => boolean
  /** Scripts that are the product's own. */
  readonly scripts?: ReadonlyArray<string>
}

/** What is wrong with an attribute, in any markup. */
function judgeAttribute(name: string, value: string, tag: string, {has, kind}: Surroundings): string[] {
  const say = (what: string) => [`${what}: <${tag} ${name}="${value.slice(0, 80)}">`]
  if (!attributes[kind].has(name)) return say('attribute')
  if (unprintable.test(value)) return say('character')
  if (name === 'href' && !isSafe(value, has)) return say('address')
  if (name === 'src' && !(picture.test(value) || has?.(value))) return say('picture')
  if ((name === 'lang' || name === 'xml:lang') && !language.test(value)) return say('language')
  if (name === 'style' && !/^--row: \d+; --line: \d+$/.test(value)) return say('style')
  if (/^(?:colspan|rowspan|start)$/.test(name) && !number.test(value)) return say('number')
  if (name === 'id' && !/^[^\s"'<>&]+$/.test(value)) return say('id')
  return []
}

function isSafe(href: string, has: Surroundings['has']): boolean {
  if (/^(?:https?:\/\/[^\s/]|mailto:[^\s])/.test(href)) return URL.canParse(href) && !/\s/.test(href)
  if (href.startsWith('#')) return true
  return has !== undefined && has(href.replace(/#.*$/s, ''))
}

export function judgeHtml(source: string, around: Surroundings): string[] {
  const tree = fromHtml(source, {fragment: false})
  const found: string[] = []
  const policy = policyOf(tree)
  if (unprintable.test(source)) found.push('character in the page')
  visit(tree, function (node, _, parent) {
    if (node.type === 'comment') found.push(`comment: ${node.value.slice(0, 80)}`)
    if (node.type !== 'element') return
    const {tagName} = node
    const isInHead = parent?.type === 'element' && parent.tagName === 'head'
    if (!elements[around.kind].has(tagName)) found.push(`element: <${tagName}>`)
    else if (tagName === 'script') found.push(...judgeScript(node, policy, around))
    else if (tagName === 'meta') found.push(...judgeMeta(node))
    else if (/^(?:title|style|link)$/.test(tagName) && !isInHead) found.push(`place: <${tagName}>`)
    else if (tagName === 'style') found.push(...judgeCss(toString(node)))
    else if (!/^(?:form|input|link)$/.test(tagName)) found.push(...judgeElement(node, around))
    else if (tagName === 'form' && node.properties['action'] !== 'search.html') found.push('form')
    else if (tagName === 'link' && !isSafe(String(node.properties['href']), around.has)) found.push('link')
  })
  return [...new Set(found)]
}

function judgeElement({properties, tagName}: Element, around: Surroundings): string[] {
  return Object.entries(properties).flatMap(([name, value]) =>
    judgeAttribute(spelled[name] ?? name, [value].flat().join(' '), tagName, around)
  )
}

function policyOf(tree: Root): string {
  let policy = ''
  visit(tree, 'element', function ({properties, tagName}) {
    if (tagName === 'meta' && String(properties['httpEquiv']).toLowerCase() === 'content-security-policy')
      policy += String(properties['content'])
  })
  return policy
}

function judgeScript(node: Element, policy: string, {scripts = []}: Surroundings): string[] {
  const source = toString(node)
  const {src, type} = node.properties
  const hash = createHash('sha256').update(source).digest('base64')
  if (src !== undefined) return ['script from outside']
  if (!policy.includes(`'sha256-${hash}'`)) return ['script that the policy does not name']
  if (type === 'module') return scripts.includes(source) ? [] : ['script of somebody else']
  const isData = type === 'application/json' || type === 'application/ld+json'
  if (!isData) return [`script of type ${String(type)}`]
  return judgeData(JSON.parse(source))
}

/** Addresses in data for machines are followed by machines. */
function judgeData(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === 'isBasedOn' || key === 'sameAs') && !/^https?:\/\/\S+$/.test(String(inner))
      ? [`address in data: ${String(inner)}`]
      : judgeData(inner)
  )
}

function judgeMeta({properties}: Element): string[] {
  const {charSet, content, httpEquiv, name} = properties
  if (httpEquiv !== undefined)
    return String(httpEquiv).toLowerCase() === 'content-security-policy' ? [] : [`meta ${String(httpEquiv)}`]
  if (charSet !== undefined) return String(charSet).toLowerCase() === 'utf-8' ? [] : ['charset']
  return name === 'referrer' && content !== 'no-referrer' ? ['referrer'] : []
}

/** A style sheet of the product loads nothing at all, whoever named its faces. */
export function judgeCss(css: string): string[] {
  const bare = css.replace(/"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/g, '""').replace(/\/\*[^]*?\*\//g, '')
  const found =
    /@import|url\s*\(|expression\s*\(|-moz-binding|(?<![\w-])behavior\s*:|javascript:|<\/|\\/i.exec(bare)
  return found ? [`style: ${bare.slice(found.index, found.index + 60)}`] : []
}

/** Parse as strict readers do, and by a second parser, since they differ. */
export function parseStrictly(name: string, source: string): XmlDocument | string {
  if (unprintable.test(source)) return `${name}: character ${JSON.stringify(unprintable.exec(source)?.[0])}`
  const valid = XMLValidator.validate(source)
  if (valid !== true) return `${name}: ${valid.err.msg}`
  try {
    return parseXml(source)
  } catch (error) {
    return `${name}: ${String(error).slice(0, 200)}`
  }
}

export function judgeXhtml(name: string, source: string, around: Surroundings): string[] {
  const document = parseStrictly(name, source)
  if (typeof document === 'string') return [document]
  const found: string[] = []
  for (const element of listElements(document)) {
    const {name: tag, attributes} = element
    if (!elements.epub.has(tag)) found.push(`${name}: element <${tag}>`)
    if (/^(?:html|head|meta|link|title)$/.test(tag)) continue
    for (const [key, value] of Object.entries(attributes))
      found.push(...judgeAttribute(key, value, tag, around).map((what) => `${name}: ${what}`))
  }

  return found
}

export function listElements(node: XmlDocument | XmlElement): XmlElement[] {
  return node.children.flatMap((child) =>
    child instanceof XmlElement ? [child, ...listElements(child)] : []
  )
}
