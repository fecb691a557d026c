/** Each rule for PDF meets the file that is broken for it, and nothing else does. */

import {PDFName, PDFNumber, PDFString} from '@cantoo/pdf-lib'
import {expect, test} from 'vitest'
import {makePdf, type Parts} from './make-pdf.ts'
import {idsOf, rules, runCheck} from './run-check.ts'

const name = (text: string) => PDFName.of(text)

const cases: ReadonlyArray<
  readonly [what: string, alter: (parts: Parts) => void, expected: ReadonlyArray<string>]
> = [
  ['nothing', () => {}, []],
  ['no mark', ({catalog}) => catalog.delete(name('MarkInfo')), ['pdf:untagged']],
  ['no tags', ({catalog}) => catalog.delete(name('StructTreeRoot')), ['pdf:untagged']],
  ['no language', ({catalog}) => catalog.delete(name('Lang')), ['pdf:language']],
  ['a hidden title', ({catalog}) => catalog.delete(name('ViewerPreferences')), ['pdf:title']],
  ['no outline', ({catalog}) => catalog.delete(name('Outlines')), ['pdf:outline']],
  ['no page labels', ({catalog}) => catalog.delete(name('PageLabels')), ['pdf:page-labels']],
  ['no metadata', ({catalog}) => catalog.delete(name('Metadata')), ['pdf:metadata']],
  ['metadata that is not well-formed', ({setMetadata}) => setMetadata('<a>'), ['pdf:metadata']],
  ['no claim', ({setMetadata}) => setMetadata('<a/>'), ['pdf:claim']],
  ['a font without its file', ({at}) => at('descriptor').delete(name('FontFile2')), ['pdf:font-embedded']],
  ['a font without characters', ({at}) => at('font').delete(name('ToUnicode')), ['pdf:font-unicode']],
  ['a mark with two owners', ({at}) => at('second').set(name('K'), PDFNumber.of(0)), ['pdf:mark-twice']],
  ['a link beside the tags', ({at}) => at('linkTag').set(name('K'), PDFNumber.of(4)), ['pdf:link-tag']],
  ['a link without words', ({at}) => at('link').delete(name('Contents')), ['pdf:link-words']],
  ['a note without id', ({at}) => at('note').delete(name('ID')), ['pdf:note-id']],
  ['a figure without words', ({at}) => at('figure').delete(name('Alt')), ['pdf:figure-words']],
  ['a header without scope', ({at}) => at('header').delete(name('A')), ['pdf:header-scope']],
  ['a level left out', ({at}) => at('second').set(name('S'), name('H3')), ['pdf:heading-order']],
  [
    'a script',
    ({catalog, document}) =>
      catalog.set(
        name('OpenAction'),
        document.context.register(document.context.obj({S: 'JavaScript', JS: PDFString.of('1')}))
      ),
    ['pdf:script']
  ]
]

test.each(cases)('a PDF with %s', async (_, alter, expected) => {
  expect(idsOf(await runCheck('a.pdf', await makePdf(alter)))).toEqual(expected)
})

test('says the page', async () => {
  const {file} = await runCheck('a.pdf', await makePdf(({at}) => at('figure').delete(name('Alt'))))
  expect(file.messages.map(({reason}) => reason)).toEqual([
    'Unexpected figure without words, expected `Alt`, on page 1'
  ])
})

test('every rule is met by a case', () => {
  const met = new Set(cases.flatMap(([, , ids]) => ids))
  const own = rules.filter(({format}) => format === 'pdf').map(({id}) => `pdf:${id}`)
  expect(own.filter((id) => !met.has(id))).toEqual([])
})
