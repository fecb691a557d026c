/**
 * What may stand in a chapter. One allow list, on the one tree, after the last
 * step that could bring in something unsafe.
 */

import type {Element, Nodes, Root} from 'hast'
import type {Schema} from 'hast-util-sanitize'
import {sanitize} from 'hast-util-sanitize'
import {visit} from 'unist-util-visit'
import {replaceChild} from '../replace-child.ts'

const lang = 'lang'

/** Schema of text that comes from a raw article's own HTML: no ids, classes or roles. */
export const foreignSchema: Schema = {
  allowComments: false,
  allowDoctypes: false,
  ancestors: {
    li: ['ul', 'ol'],
    dt: ['dl'],
    dd: ['dl'],
    tbody: ['table'],
    thead: ['table'],
    tr: ['table'],
    th: ['table'],
    td: ['table'],
    caption: ['table'],
    figcaption: ['figure']
  },
  strip: ['script', 'style', 'template', 'noscript', 'iframe', 'object', 'svg', 'math'],
  tagNames: [
    ...[
      'p',
      'h1',
      'h2',
      'h3',
      'h4',
      'h5',
      'h6',
      'ul',
      'ol',
      'li',
      'blockquote',
      'figure',
      'figcaption',
      'img'
    ],
    ...['table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td', 'pre', 'code', 'hr', 'dl', 'dt', 'dd'],
    ...['em', 'strong', 'del', 'sub', 'sup', 'br', 'a', 'span']
  ],
  attributes: {
    '*': [lang],
    a: ['href'],
    img: ['src', 'alt', 'width', 'height'],
    ol: ['start'],
    th: [['scope', 'col', 'row'], 'colSpan', 'rowSpan'],
    td: ['colSpan', 'rowSpan']
  },
  protocols: {href: ['http', 'https', 'mailto'], src: ['asset']},
  required: {}
}

/** Schema of a whole chapter; see docs/chapter-format.md. */
const chapterSchema: Schema = {
  ...foreignSchema,
  clobber: [],
  tagNames: [...(foreignSchema.tagNames ?? []), 'section', 'header', 'footer', 'aside', 'time'],
  attributes: {
    ...foreignSchema.attributes,
    '*': [
      lang,
      'id',
      'ariaLabel',
      'ariaLabelledBy',
      [
        'role',
        ...[
          'doc-chapter',
          'doc-foreword',
          'doc-afterword',
          'doc-glossary',
          'doc-colophon',
          'doc-introduction',
          'doc-appendix',
          'doc-index',
          'doc-bibliography'
        ],
        ...['doc-footnote', 'doc-noteref', 'doc-backlink', 'doc-glossref']
      ],
      [
        'className',
        ...['article', 'foreword', 'introduction', 'afterword'],
        ...['chronology', 'glossary', 'index', 'sources', 'colophon', 'locators'],
        ...[
          'kicker',
          'deck',
          'source-line',
          'source',
          'byline',
          'editor',
          'label',
          'notes',
          'adrift',
          'source-card',
          'original'
        ],
        ...['caption', 'question', 'answer', 'speech'],
        ...['conclusion', 'correction', 'kind', 'margin', 'translator']
      ]
    ],
    time: ['dateTime']
  }
}

// What XML 1.0 has no place for, what HTML forbids besides, lone surrogates, and overrides of
// direction, which turn words around up to the end of their block.
const unprintable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202d\u202e]|\p{Noncharacter_Code_Point}|\p{Surrogate}/gu
// Any of them, or a half of one, as is found fast: most texts hold none.
const suspect =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/
// The shape of a tag of BCP 47, on which style sheets, voices and checkers rely.
const language = /^[A-Za-z]{2,3}(?:-[A-Za-z\d]{2,8})*$/
// HTML takes no more columns and rows than these; a list has no use for a number of more digits.
const ranges: Readonly<Record<string, readonly [least: number, most: number]>> = {
  colSpan: [1, 1000],
  rowSpan: [1, 65534],
  start: [-999_999, 999_999]
}

/** Sanitise a whole chapter. */
export function sanitizeChapter(tree: Root): Root {
  const safe = sanitize(tree, chapterSchema) as Root
  visit(safe as Nodes, function (node, index, parent) {
    if (node.type === 'text') node.value = cleanText(node.value)
    if (node.type !== 'element') return
    settleProperties(node)
    if (node.tagName !== 'a' || node.properties['href'] !== undefined || !parent || index === undefined)
      return
    // A link that leads nowhere is its words.
    replaceChild(parent, index, node.children)
    return index
  })
  return safe
}

/** What the schema cannot say of values. */
function settleProperties({properties}: Element): void {
  for (const [name, value] of Object.entries(properties)) {
    const text = typeof value === 'string' ? cleanText(value) : value
    const range = ranges[name]
    // A class that is not on the list leaves an empty one behind.
    const isEmpty = Array.isArray(value) && value.length === 0
    const isWrong =
      (name === 'href' && !isAddress(String(text))) ||
      (name === 'lang' && !language.test(String(text))) ||
      (range && !(Number.isInteger(text) && Number(text) >= range[0] && Number(text) <= range[1]))
    if (isEmpty || isWrong) delete properties[name]
    else properties[name] = text
  }
}

/** Whether a link may lead there: into the digest, or to an address that says by itself what it is. */
function isAddress(href: string): boolean {
  return /^#[^\s]/.test(href) || (/^(?:https?|mailto):/i.test(href) && URL.canParse(href))
}

/** A text without the characters that no edition can hold. */
export function cleanText(value: string): string {
  return suspect.test(value) ? value.replace(unprintable, '') : value
}
