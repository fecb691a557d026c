/**
 * What makes readers of Markdown and of pages slow: marks that open and never close, each again
 * and again. The sizes end at once where time grows with the length; where it grows faster, this
 * takes minutes.
 */

import {expect, test} from 'vitest'
import {checkConservation, cleanArticle} from '../../src/clean/index.ts'
import {readArticle} from '../../src/read/read-article.ts'
import {loadRules} from '../clean/load-rules.ts'

const rules = loadRules()
const many = 500
const times = (text: string, count = many) => text.repeat(count)
const list = (write: (index: number) => string, count = many) =>
  Array.from({length: count}, (_, index) => write(index)).join('')

const markdown: Readonly<Record<string, string>> = {
  'strong emphasis in emphasis': `${times('*a **a ', 40)}b${times(' a** a*', 40)}`,
  'emphasis that only opens': times('_a '),
  'emphasis that only closes': times('a_ '),
  'links that only close': times('a]'),
  'links that only open': times('[a'),
  'brackets in brackets': `${times('[', 400)}a${times(']', 400)}`,
  'links with addresses that nothing ends': times('[a](b'),
  'addresses in angles that nothing ends': times('[a](<b'),
  'pictures that only open': times('![['),
  'marks that do not match': times('*a_ '),
  'openers whose count is a multiple of three': `a**b${times('c* ')}`,
  'openers and closers of two kinds': times('**a *a '),
  'links and emphasis': times('[ a_'),
  'backticks, one more each time': list((index) => `e${'`'.repeat(index % 200)}`),
  'quotations in quotations': `${times('> ', 90)}a`,
  'lists in lists': list((index) => `${'  '.repeat(index)}* a\n`, 45),
  'names of references, each another': list((index) => `[${index}]: u\n`) + times('[0]'),
  'names of references, all one': times('[a]: u\n') + times('[a] '),
  'a name of a reference that nothing ends': times('[a\n'),
  escapes: times('\\*'),
  entities: times('&lt;&amp;&'),
  'comments that nothing ends': `</${times('<!--')}`,
  'instructions that nothing ends': times('<?'),
  'declarations that nothing ends': times('<!A '),
  'sections of data that nothing ends': times('<![CDATA['),
  'tags that nothing ends': times('<a '),
  'rows of a table with too few cells': `${times('|a', 60)}\n${times('|-', 60)}\n${times('x\n', 200)}`,
  tildes: times('a~~b '),
  addresses: times('http://a www.b c@d.e '),
  'an address of brackets': `http://a${times('(')}${times(')')}`,
  'notes on notes': list((index) => `[^${index}]: a[^${index + 1}]\n\n`, 200) + 'b[^0]',
  fences: times('```\n', 301),
  'headings and breaks': times('#\n***\n'),
  'highlights that only open': times('==a '),
  'formulas that only open': times('$a \\(b '),
  'blanks in a line': `a${times(' ', 20_000)}b`,
  NUL: times('\0a')
}
const pages: Readonly<Record<string, string>> = {
  'paragraphs in inline elements': times('<p><b><i>a', 40),
  'lists without ends': `<ul>${times('<li>a')}`,
  'cells that claim rows and columns': `<table><tr>${times('<td colspan=9 rowspan=9>a', 60)}`,
  'cells in cells': times('<table><tr><td>a', 40),
  ruby: `<p>${times('<ruby>a<rt>b</ruby>', 200)}`,
  'references that say nothing': `<p>${times('&#0;&#xd800;&bogus;&amp', 300)}`,
  comments: `<p>a${times('<!-- --!><!-->', 300)}b`,
  'data of a script, nested': `<script type="application/ld+json">${times('{"@graph":[')}</script><p>a`,
  attributes: `<p ${list((index) => `a${index} `)}>a`,
  'notes and calls': list((index) => `<a href=#n${index}>${index}</a><p id=n${index}>a`, 200)
}

function judge(path: string, text: string): void {
  const {article, file} = readArticle({path, bytes: new TextEncoder().encode(text)}, {id: 'a'})
  if (!article) throw new Error(file.messages.map(String).join('\n'))
  expect(checkConservation({...article, ledger: []}), 'as read').toEqual([])
  expect(checkConservation(cleanArticle(article, {rules})), 'as cleaned').toEqual([])
}

// Each takes a tenth of this on a machine that does other things, too: milliseconds.
const patience = {timeout: 20_000}

test.each(Object.entries(markdown))('Markdown: %s', patience, (_, text) => judge('a.md', text))
test.each(Object.entries(pages))('a page: %s', patience, (_, text) => judge('a.html', text))
