/** Turn phrasing content into runs of text, each with its style, language and tag. */

import type {Element, ElementContent} from 'hast'
import type {Lang} from '../../model.ts'
import type {Inline, Link, Seal, TextStyle} from './types.ts'
import {createTag, type Tag} from './tags.ts'

export interface InlineContext {
  readonly style: TextStyle
  readonly lang: Lang
  readonly tag: Tag
  /** Weight of `strong`. */
  readonly strong: number
  /** Whether dots rather than weight mark what Chinese text stresses. */
  readonly hasDots: boolean
  /** Size and colour of the figure that calls a note. */
  readonly call: {
    readonly size: number
    readonly rise: number
    readonly weight: number
    readonly colour: string
  }
  readonly link?: Link
  /** What closes an article. */
  readonly seal?: Seal | undefined
  /** Colour of an address, where it is shown as one. */
  readonly linkColour: string
  /** Label of the page on which an id stands. */
  readonly pageOf?: (id: string) => string | undefined
}

/** @param nodes phrasing content; elements of other kinds give their text. */
export function readInlines(nodes: ReadonlyArray<ElementContent>, context: InlineContext): Inline[] {
  return nodes.flatMap((node) => {
    if (node.type === 'text') {
      const text = node.value.replace(/\s+/g, (blank) => (blank === '\u3000' ? blank : ' '))
      return text === '' ? [] : [{...makeInline(text, context), source: node}]
    }

    return node.type === 'element' ? readElement(node, context) : []
  })
}

function makeInline(text: string, {style, lang, tag, link}: InlineContext): Inline {
  return {text, style, lang, tag, ...(link && {link})}
}

function readElement(node: Element, context: InlineContext): Inline[] {
  const own = typeof node.properties['lang'] === 'string' ? node.properties['lang'] : undefined
  const inner =
    own && own !== context.lang
      ? {...context, lang: own, tag: createTag('Span', context.tag, {lang: own})}
      : context
  const {style} = inner
  const restyle = (change: Partial<TextStyle>) =>
    readInlines(node.children, {...inner, style: {...style, ...change}})
  switch (node.tagName) {
    case 'br': {
      return [{...makeInline('', inner), isBreak: true}]
    }

    case 'em': {
      // Han does not slant: dots or weight mark it there, the italic face marks Latin.
      if (!inner.lang.startsWith('zh')) return restyle({italic: !style.italic})
      return restyle(inner.hasDots ? {isDotted: true} : {weight: inner.strong})
    }

    case 'strong': {
      return restyle({weight: inner.strong})
    }

    case 'del': {
      return restyle({isStruck: true})
    }

    case 'code': {
      return restyle({isCode: true})
    }

    case 'sub': {
      return restyle({size: style.size * 0.7, rise: style.rise - style.size * 0.15})
    }

    case 'sup': {
      return restyle({size: style.size * 0.7, rise: style.rise + style.size * 0.35})
    }

    case 'img': {
      const alt = String(node.properties['alt'] ?? '')
      return alt === '' ? [] : [makeInline(alt, inner)]
    }

    case 'a': {
      return readAnchor(node, inner)
    }

    case 'span': {
      const isIndex = [node.properties['className']].flat().includes('locators')
      const inlines = isIndex ? readLocators(node, inner) : readInlines(node.children, inner)
      return anchorFirst(inlines, node)
    }

    case 'seal': {
      return inner.seal ? [{...makeInline('', inner), seal: inner.seal}] : []
    }

    default: {
      return readInlines(node.children, inner)
    }
  }
}

/** The first run of what has an id is where links to it lead. */
function anchorFirst([first, ...rest]: Inline[], {properties}: Element): Inline[] {
  const {id} = properties
  if (!first) return []
  return [typeof id === 'string' ? {...first, anchor: id} : first, ...rest]
}

/** Places in an index: on paper a place is its page, and of several on one page the first stands. */
function readLocators(node: Element, context: InlineContext): Inline[] {
  const separator = node.children.find((child) => child.type === 'text')?.value ?? ''
  const shown = new Set<string>()
  return node.children.flatMap((child): Inline[] => {
    if (child.type !== 'element') return []
    const href = String(child.properties['href'] ?? '')
    const page = context.pageOf?.(href.slice(1))
    if (page === undefined || shown.has(page)) return []
    const before = shown.size > 0 ? [makeInline(separator, context)] : []
    shown.add(page)
    const tag = createTag('Link', context.tag)
    return [...before, {...makeInline(page, {...context, tag}), link: {href, contents: page, tag}}]
  })
}

function readAnchor(node: Element, context: InlineContext): Inline[] {
  const href = String(node.properties['href'] ?? '')
  const text = node.children.map((child) => (child.type === 'text' ? child.value : '')).join('')
  if (node.properties['role'] === 'doc-noteref') {
    const reference = createTag('Reference', context.tag)
    const tag = createTag('Link', reference)
    const {size, rise, weight, colour} = context.call
    const isEditor = [node.properties['className']].flat().includes('editor')
    const style = {
      ...context.style,
      role: 'note' as const,
      size,
      rise,
      weight,
      italic: false,
      ...(isEditor && {colour})
    }
    return [
      {
        ...makeInline(text, {...context, style, tag}),
        link: {href, contents: text, tag},
        call: href.slice(1),
        anchor: String(node.properties['id'] ?? '')
      }
    ]
  }

  // The back-link of a note is its number, and a link in the book only on a screen.
  if (node.properties['role'] === 'doc-backlink') return []
  if (context.link) return readInlines(node.children, context)
  const tag = createTag('Link', context.tag)
  const isAddress = /^[a-z]+:/i.test(text)
  const style = isAddress ? {...context.style, colour: context.linkColour} : context.style
  const link = {href, contents: text === '' ? href : text, tag}
  return anchorFirst(readInlines(node.children, {...context, style, tag, link}), node)
}
