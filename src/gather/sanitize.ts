/**
 * What may stand in a chapter. One allow list, on the one tree, after the last
 * step that could bring in something unsafe.
 */

import type {Nodes, Root} from 'hast'
import type {Schema} from 'hast-util-sanitize'
import {sanitize} from 'hast-util-sanitize'
import {visit} from 'unist-util-visit'

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

// What XML 1.0 has no place for, and lone surrogates.
const unprintable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Sanitise a whole chapter. */
export function sanitizeChapter(tree: Root): Root {
  const safe = sanitize(tree, chapterSchema) as Root
  visit(safe as Nodes, function (node) {
    if (node.type === 'text') node.value = cleanText(node.value)
    if (node.type !== 'element') return
    for (const [name, value] of Object.entries(node.properties)) {
      if (typeof value === 'string') node.properties[name] = cleanText(value)
      // A class that is not on the list leaves an empty one behind.
      if (Array.isArray(value) && value.length === 0) delete node.properties[name]
    }
  })
  return safe
}

/** A text without the characters that no edition can hold. */
function cleanText(value: string): string {
  return value.replace(unprintable, '')
}
