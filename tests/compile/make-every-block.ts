/** A small digest by hand that holds every block and inline of docs/chapter-format.md. */

import type {ElementContent, Element} from 'hast'
import type {Asset, Chapter, Digest} from '../../src/model.ts'
import {h} from 'hastscript'
import {deepFreeze} from '../deep-freeze.ts'
import {theme, world} from './read-press.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"><path d="M0 0h8v4z"/></svg>'
const picture: Asset = {
  name: 'images/\u7f8a 1.svg',
  mediaType: 'image/svg+xml',
  bytes: new TextEncoder().encode(svg),
  width: 8,
  height: 4
}
// An id may hold any letter that XML allows.
const id = 'a-\u7f8a'

const call = (number: number, by?: string, again = '') =>
  h(
    'a',
    {
      role: 'doc-noteref',
      id: `${id}-r${number}${again}`,
      href: `#${id}-n${number}`,
      className: by ? [by] : undefined
    },
    String(number)
  )

const note = (number: number, children: Array<ElementContent | string>, by?: string) =>
  h(
    'aside',
    {
      role: 'doc-footnote',
      id: `${id}-n${number}`,
      className: by ? [by] : undefined,
      ariaLabel: `\u8a3b ${number}`
    },
    [
      h('p', [h('a', {role: 'doc-backlink', href: `#${id}-r${number}`}, String(number)), ' ', ...children]),
      ...(number === 1 ? [h('p', 'Second paragraph of a note.')] : [])
    ]
  )

const cell = (text: string) => h('td', text)

const article = h(
  'section',
  {role: 'doc-chapter', id, className: ['article'], lang: 'zh-Hant', ariaLabelledBy: [`${id}-title`]},
  [
    h('header', [
      h('p', {className: ['kicker']}, '\u4e00'),
      h('h1', {id: `${id}-title`}, '\u7f8a < \u99dd & Co. "]]>"'),
      h('p', {className: ['deck']}, 'Deck.'),
      h('p', {className: ['source-line']}, [
        h('span', {className: ['source']}, 'Source'),
        ' ',
        h('time', {dateTime: '2023-02-25'}, '2023')
      ])
    ]),
    h('section', {role: 'doc-introduction', className: ['editor'], ariaLabel: '\u7de8\u6309'}, [
      h('p', {className: ['label']}, '\u7de8\u6309'),
      h('p', 'Introduction.')
    ]),
    h('p', [
      '\u6587',
      call(1, 'editor'),
      h('em', ['\u5f37', h('span', {lang: 'en'}, 'em')]),
      h('strong', 'strong'),
      h('del', 'del'),
      h('code', 'a < b'),
      h('sub', '2'),
      h('sup', '3'),
      h('br'),
      h('a', {href: 'https://example.org/?a=1&b=<2>'}, 'link'),
      h('a', {href: '#glossary-t1'}, 'elsewhere'),
      ' and again ',
      call(1, 'editor', '-2'),
      h('img', {src: `asset:${picture.name}`, alt: '', width: 8, height: 4})
    ]),
    h('h2', {id: `${id}-s1`}, 'Two'),
    h('h3', {id: `${id}-s2`}, 'Three'),
    h('p', {className: ['question']}, 'Question?'),
    h('p', {className: ['answer']}, 'Answer.'),
    h('p', {className: ['speech']}, 'Speech.'),
    h('ul', [h('li', ['One', h('ul', [h('li', 'Inner')])]), h('li', [h('p', 'Loose')])]),
    h('ol', {start: 3}, [h('li', ['Three', call(2)])]),
    h('blockquote', [h('p', 'Quotation.')]),
    h('figure', [
      h('img', {src: `asset:${picture.name}`, alt: 'A "triangle" < 9 & up', width: 8, height: 4}),
      h('figcaption', 'Figure.')
    ]),
    h('p', {className: ['caption']}, 'Caption.'),
    h('table', [
      h('caption', 'Table.'),
      h('thead', [h('tr', [h('th', {scope: 'col', colSpan: 2}, 'Head'), h('td')])]),
      h('tbody', [
        h('tr', [h('th', {scope: 'row', rowSpan: 2}, 'Row'), cell('1'), cell('')]),
        h('tr', [cell('2'), cell('3')])
      ])
    ]),
    h('pre', [h('code', 'if (a < b) {\n  c()\n}\n')]),
    h('hr'),
    h('dl', [h('dt', 'Term'), h('dd', 'Gloss.')]),
    h('p', {lang: 'en'}, 'The end.'),
    h('section', {className: ['editor', 'adrift']}, [h('blockquote', [h('p', 'Lost.')]), h('p', 'Adrift.')]),
    h('section', {className: ['notes'], ariaLabel: '\u8a3b'}, [
      h('h2', {className: ['label']}, '\u8a3b'),
      note(1, ['Editor.'], 'editor'),
      note(2, ['Author.'])
    ]),
    h('footer', {className: ['source-card'], ariaLabel: '\u4f86\u6e90'}, [
      h('dl', [h('dt', 'File'), h('dd', 'a.txt')])
    ])
  ]
)

const glossary = h(
  'section',
  {
    role: 'doc-glossary',
    id: 'glossary',
    className: ['glossary'],
    lang: 'zh-Hant',
    ariaLabelledBy: ['glossary-title']
  },
  [
    h('header', [h('h1', {id: 'glossary-title'}, 'Glossary')]),
    h('dl', [
      h('dt', {id: 'glossary-t1'}, [
        '\u7f8a\u99dd ',
        h('span', {className: ['original'], lang: 'en'}, 'Alpaca')
      ]),
      h('dd', 'Animal.')
    ])
  ]
)

const chapter = (element: Element, kind: Chapter['kind'], title: string): Chapter => ({
  id: String(element.properties['id']),
  kind,
  title,
  lang: 'zh-Hant',
  length: 1,
  tree: {type: 'root', children: [element]}
})

export const everyBlock: Digest = deepFreeze({
  id: 'every-block',
  meta: {
    title: 'A < B & "C"',
    description: 'Two & two < five.',
    modified: '2026-11-21',
    lang: 'zh-Hant',
    identifier: 'urn:uuid:00000000-0000-5000-8000-000000000000'
  },
  labels: world.labels('zh-Hant'),
  theme,
  pages: 'A5',
  front: [],
  parts: [
    {
      id: 'part-1',
      title: 'Part <1>',
      chapters: [
        {
          ...chapter(article, 'article', '\u7f8a < \u99dd & Co. "]]>"'),
          byline: 'A & B',
          url: 'https://example.org/?a=1&b=2'
        }
      ]
    }
  ],
  back: [chapter(glossary, 'glossary', 'Glossary')],
  assets: new Map([[picture.name, picture]])
})
