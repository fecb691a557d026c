/** Every block of a chapter as XHTML, and what the package says of a book that lacks much. */

import {EpubCheck} from '@likecoin/epubcheck-ts'
import {XMLValidator} from 'fast-xml-parser'
import JSZip from 'jszip'
import {expect, test} from 'vitest'
import {compileEpub} from '../../../src/compile/epub/index.ts'
import {everyBlock} from '../make-every-block.ts'
import {world} from '../read-press.ts'

const {bytes} = await compileEpub(everyBlock, {
  cover: undefined,
  rasterize: world.rasterize,
  templates: world.templates('epub')
})
const zip = await JSZip.loadAsync(bytes)

test.each(['content.opf', 'toc.xhtml', 'toc.ncx', 'article-01.xhtml'])('%s', async (name) => {
  const text = (await zip.file(`OEBPS/${name}`)?.async('string')) ?? ''
  expect(XMLValidator.validate(text)).toBe(true)
  await expect(text).toMatchFileSnapshot(`every-block/${name}`)
})

test('EPUBCheck finds nothing', async () => {
  const {messages} = await EpubCheck.validate(bytes)
  expect(messages.filter(({severity}) => ['fatal', 'error', 'warning'].includes(severity))).toEqual([])
})
