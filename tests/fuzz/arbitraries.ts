/**
 * What nobody would write and somebody will send: bytes, texts, pages, and what an editor
 * writes, each as fast-check makes it from the marks that its reader looks for.
 */

import fc from 'fast-check'
import {stringify} from 'yaml'

const encoder = new TextEncoder()

/** Words of both scripts, and characters that are no letters; some are half of one. */
const words = [
  'a',
  'words ',
  'Read more',
  'https://example.org/a?b=c',
  'me@example.org',
  '2024-02-30',
  '\u6c34',
  '\u8239\u5728\u6cb3\u4e0a\u8d70\u4e86\u4e09\u5929\uff0c\u6bcf\u5929\u90fd\u4e0b\u96e8\u3002',
  '\u4f5c\u8005\uff1a\u5c0f\u660e',
  '\u6578(sh\u00f9)',
  '\u201c\u5c71\u201d',
  '\u300c\u5c71',
  '\u3000',
  '\u{20b9f}',
  '\ud842',
  '\udf9f',
  '\ufffe',
  '\ufeff',
  '\u202e',
  '\u200d',
  'e\u0301\u0301',
  '\u{1f468}\u200d\u{1f469}',
  '\0',
  '\u001b[31m',
  '\u2028',
  '\u0085',
  '\t',
  ' ',
  '  ',
  '\n',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '0',
  '9'.repeat(20)
]

const marks =
  '# ## > - + * 1. 1) - [x] *** --- === ``` ~~~ ` `` * ** _ __ ~~ == [ ] ( ) ![ ]( ](<b> [a]: [^1] [^1]: | |-|-| |:-: \\ & &amp; &#0; &#xd800; &notit; < > <!-- --> <? <![CDATA[ ]]> <a </a> <p> </p> <br> <div> </div> <table> <td> <script> </script> <pre> <b {{< >}} $ $$ \\( \\) %% ::: --- +++ title: date:'.split(
    ' '
  )

const tags =
  'a article aside b blockquote body br button caption code dd del details div dl dt em figcaption figure footer form frameset h1 h2 h3 head header hr html i iframe img li main math mi mfrac nav noscript object ol option p picture pre q rp rt rtc ruby s script section select source span strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr u ul video wbr xmp'.split(
    ' '
  )

const attributes = [
  ' class="article-body"',
  ' class=comment',
  ' class="share nav"',
  ' style="display:none"',
  ' hidden',
  ' id=a',
  ' href="#a"',
  ' href="javascript:steal()"',
  ' href=//example.org/%zz',
  ' src=a.png',
  ' src="data:image/png;base64,AA"',
  ' srcset="a.png 2x, b.png 9999w"',
  ' lang=zh-Hant',
  ' lang="x y"',
  ' colspan=3 rowspan=0',
  ' rowspan=65535',
  ' start=-99999999999',
  ' role=note',
  ' itemprop=author',
  ' property=og:title content="a | b"',
  ' datetime=2024-13-45',
  ' onclick=steal()',
  ' a=1 a=2',
  ' =',
  ' "'
]

const oddities = [
  '<!doctype html>',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '<!--',
  '-->',
  '<!--[if IE]>',
  '<![CDATA[',
  ']]>',
  '<?xml version="1.0" encoding="gbk"?>',
  '<meta charset=big5>',
  '<meta name=author content="\u5c0f\u660e">',
  '<script type="application/ld+json">{"@type":"Article","headline":["a",{"name":1}],"datePublished":1e99}</script>',
  '</',
  '<',
  '<a b="',
  '&#150;',
  '&#x110000;',
  '&nbsp',
  '</p >',
  '</br>'
]

const word = fc.constantFrom(...words)
const join = (parts: ReadonlyArray<string>) => parts.join('')

export const markdown = fc
  .array(fc.oneof(word, fc.constantFrom(...marks), fc.constantFrom(...marks.map((mark) => `\n${mark} `))), {
    maxLength: 80
  })
  .map(join)

/** A text behind a header in one of its syntaxes, closed or not. */
const fronted = fc
  .tuple(
    fc.constantFrom('---', '+++', '---yaml', ';;;'),
    fc.array(
      fc.tuple(
        fc.constantFrom('title', 'date', 'author', 'url', 'lang', 'tags', 'a b', '__proto__', '"'),
        fc.constantFrom(': ', ' = ', ':'),
        fc.oneof(word, fc.constantFrom('[', '&a [*a]', '{a: 1', '|', '>-\n  a', '!!binary AA', '1e999', '"'))
      ),
      {maxLength: 5}
    ),
    fc.constantFrom('---\n', '+++\n', '', '...\n'),
    markdown
  )
  .map(
    ([open, rows, close, body]) => `${open}\n${rows.map((row) => `${join(row)}\n`).join('')}${close}${body}`
  )

const tag = fc
  .tuple(fc.constantFrom('<', '<', '</'), fc.constantFrom(...tags), fc.subarray(attributes, {maxLength: 2}))
  .map(([open, name, own]) => `${open}${name}${own.join('')}>`)

/** Mostly tags; whole sentences among them, so that something may be an article. */
export const page = fc
  .array(fc.oneof({arbitrary: tag, weight: 4}, {arbitrary: word, weight: 3}, fc.constantFrom(...oddities)), {
    maxLength: 80
  })
  .map(join)

/** Texts that are long for their kind: a few pieces, each again and again. */
const repeated = fc
  .array(fc.tuple(fc.constantFrom(...words, ...marks), fc.integer({min: 1, max: 90})), {maxLength: 8})
  .map((runs) => runs.map(([piece, times]) => piece.repeat(times)).join(''))

/** What damage does to a file: it is cut, bits turn over, bytes come in. */
type Damage = (bytes: Uint8Array) => Uint8Array
const place = fc.double({min: 0, max: 1, noNaN: true})
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(place, place).map(([a, b]) => (bytes: Uint8Array) => {
    return bytes.slice(Math.min(a, b) * bytes.length, Math.max(a, b) * bytes.length)
  }),
  fc.tuple(place, fc.nat(7)).map(([at, bit]) => (bytes: Uint8Array) => {
    const index = Math.floor(at * bytes.length)
    return bytes.map((byte, other) => (other === index ? byte ^ (1 << bit) : byte))
  }),
  fc
    .tuple(
      place,
      fc.oneof(
        fc.uint8Array({maxLength: 6}),
        // Marks of byte order, and a sentence in GB 18030.
        fc.constantFrom([0], [0, 0], [0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf], [0x1b, 0x24, 0x42]),
        fc.constant([0xb4, 0xac, 0xd4, 0xda, 0xba, 0xd3, 0xc9, 0xcf, 0xd7, 0xdf, 0xa1, 0xa3])
      )
    )
    .map(([at, inserted]) => (bytes: Uint8Array) => {
      const index = Math.floor(at * bytes.length)
      return Uint8Array.from([...bytes.subarray(0, index), ...inserted, ...bytes.subarray(index)])
    })
)

/** A text as a file holds it, in UTF-8 or UTF-16 (lone surrogates are only there), and mostly damaged. */
export function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  const encoded = fc
    .tuple(text, fc.constantFrom('utf-8', 'utf-8', 'utf-16le', 'utf-16be', 'double'))
    .map(([value, encoding]) => encode(value, encoding))
  return fc
    .tuple(encoded, fc.array(damage, {maxLength: 3}))
    .map(([bytes, all]) => all.reduce((current, one) => one(current), bytes))
}

function encode(text: string, encoding: string): Uint8Array {
  if (encoding === 'utf-8') return encoder.encode(text)
  // UTF-8 that was taken for Latin-1 and written as UTF-8 once more.
  if (encoding === 'double') return encoder.encode(String.fromCharCode(...encoder.encode(text)))
  const bytes = new Uint8Array(text.length * 2 + 2)
  const view = new DataView(bytes.buffer)
  for (const [at, unit] of [0xfeff, ...text.split('').map((one) => one.charCodeAt(0))].entries())
    view.setUint16(at * 2, unit, encoding === 'utf-16le')
  return bytes
}

/** An article under a name of its kind, or of another. */
export const article = fc.oneof(
  fc.record({path: fc.constantFrom('a.md', 'a.txt'), bytes: damaged(fc.oneof(markdown, fronted, repeated))}),
  fc.record({path: fc.constant('a.html'), bytes: damaged(fc.oneof(page, repeated))}),
  fc.record({
    path: fc.constantFrom('a.md', 'a.txt', 'a.html', 'a.xhtml'),
    bytes: fc.uint8Array({maxLength: 400})
  })
)

/** An article that a reader takes as it is. */
export const text = fc.oneof(
  fc.record({path: fc.constantFrom('a.md', 'a.txt'), text: fc.oneof(markdown, fronted, repeated)}),
  fc.record({path: fc.constant('a.html'), text: page})
)

const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    ' ',
    'a.md',
    'zh-Hant',
    'en',
    'keep',
    'literary',
    'A5',
    'x'.repeat(300)
  ),
  fc.constantFrom<unknown>(0, -1, 1.5, 1e21, 2 ** 53, Infinity, NaN, '2024', '2024-02-30', new Date(0)),
  fc.constantFrom<unknown>(
    '../a.md',
    '/etc/hosts',
    'javascript:x',
    'https://example.org/',
    '<b>',
    '\u001b[2J',
    '\ud800'
  ),
  word
)
const keys =
  'title subtitle editor publisher rights description date number language script theme pages bleed booklet embed site formats foreword afterword chronology glossary index sources labels duplicates keep drop rules faces articles parts'.split(
    ' '
  )
const inner =
  'file title byline date source url lang introduction articles text head note code prefer term original gloss variants except show __proto__ constructor'.split(
    ' '
  )

/** A value of any kind that YAML can say, with the keys that a reader looks for. */
const value = fc.letrec<{value: unknown}>((tie) => ({
  value: fc.oneof(
    {maxDepth: 3, withCrossShrink: true},
    scalar,
    fc.array(tie('value'), {maxLength: 3}),
    fc.dictionary(fc.constantFrom(...inner), tie('value'), {maxKeys: 3})
  )
})).value

/** Whether what follows `key:` in a manifest, or none of it, is of the kind that is asked for. */
const right: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  title: fc.oneof(word, fc.constant('Title')),
  editor: fc.array(word, {minLength: 1, maxLength: 3}),
  date: fc.constantFrom('2024', '2024-02', '2024-02-29', 2024),
  number: fc.oneof(word, fc.integer()),
  language: fc.constantFrom('zh-Hant', 'zh-Hans', 'en', 'de', 'zh-Hant-TW', 'ar'),
  script: fc.constantFrom('keep', 'zh-Hant', 'zh-Hans'),
  labels: fc.constantFrom('en', ['zh-Hant', 'en'], ['de']),
  index: fc.constantFrom(true, false, 'pinyin', 'stroke'),
  chronology: fc.boolean(),
  sources: fc.boolean(),
  glossary: fc.boolean(),
  pages: fc.constantFrom('A5', 'A4', '6x9', 'screen'),
  bleed: fc.constantFrom(0, 3),
  duplicates: fc.constantFrom('keep', 'longest', 'earliest', {prefer: ['a.md']}),
  theme: fc.constantFrom('literary', 'broadsheet', 'brief'),
  foreword: fc.constant('a.md'),
  description: word,
  publisher: word
}

/** A manifest that is right, but for what its words say. */
export const rightManifest = fc
  .record(right, {requiredKeys: ['title']})
  .map((manifest) => stringify(manifest))

const wrongManifest = fc
  .tuple(
    fc.record(right, {requiredKeys: []}),
    fc.dictionary(fc.constantFrom(...keys, 'titel', '__proto__', '1'), value, {maxKeys: 3})
  )
  .map(([own, others]) => stringify({...own, ...others}))
const wrongTerms = fc
  .array(fc.dictionary(fc.constantFrom('term', 'term', ...inner), value, {maxKeys: 4}), {maxLength: 4})
  .map((terms) => stringify(terms))

const syntax = fc
  .array(
    fc.oneof(
      fc.constantFrom(...keys.map((key) => `\n${key}: `), '\n- term: ', '\n  - ', '- ', '\n', '  ', '\t'),
      fc.constantFrom(
        '&a ',
        '*a',
        '[',
        ']',
        '{',
        '}',
        ', ',
        ': ',
        '? ',
        '!!js ',
        '!!binary ',
        '<<: *a',
        '|',
        '>'
      ),
      fc.constantFrom(
        '"',
        "'",
        '"\\ud800"',
        '---\n',
        '...\n',
        '%YAML 9.9\n',
        '# ',
        '@',
        '`',
        '~',
        '0x',
        '.inf',
        'null'
      ),
      word
    ),
    {maxLength: 30}
  )
  .map(join)

/** YAML of the right keys and wrong values, or of the right marks in the wrong places. */
export const manifest = fc.oneof(rightManifest, wrongManifest, syntax)
export const terms = fc.oneof(wrongTerms, syntax)

export const rightTerms = fc
  .uniqueArray(fc.constantFrom('a', 'words', '\u6c34', '\u5c71', 'Read more', '<b>'), {maxLength: 4})
  .chain((all) =>
    fc.tuple(
      ...all.map((term) =>
        fc.record({term: fc.constant(term), gloss: word, original: word}, {requiredKeys: ['term']})
      )
    )
  )
  .map((all) => stringify(all))

/** Notes as an editor writes them, on words that an article may have. */
export const notes = fc
  .array(
    fc.oneof(
      word.map((quoted) => `> ${quoted}\n\n`),
      fc.tuple(word, word).map(([from, to]) => `> ${from} \u2026 ${to}\n\n`),
      markdown.map((body) => `${body}\n\n`),
      fc.constantFrom('**Correction** ', '---\n\n', '[^1]\n\n[^1]: b\n\n')
    ),
    {maxLength: 8}
  )
  .map(join)
