/** The index of a PDF: every number in it is the number of the page that its link leads to. */

import {getDocument} from 'pdfjs-dist/legacy/build/pdf.mjs'
import {toString} from 'hast-util-to-string'
import {visit} from 'unist-util-visit'
import {expect, test} from 'vitest'
import {compilePdf} from '../../../src/compile/pdf/index.ts'
import {sample, world} from '../read-press.ts'

interface LinkAnnotation {
  readonly subtype: string
  readonly dest?: string | null
  readonly contentsObj?: {readonly str: string}
}

test.each(['literary', 'broadsheet', 'brief'])('in %s, numbers are those of pages', async (name) => {
  const theme = world.theme(name)
  if (!theme) throw new Error(`Expected theme \`${name}\``)
  const options = {faces: world.faces, rasterize: world.rasterize, cover: undefined}
  const {edition, pages} = await compilePdf({...sample, theme}, options)
  const document = await getDocument({data: new Uint8Array(edition.bytes)}).promise
  const labels = (await document.getPageLabels()) ?? []
  const links: Array<{shown: string; page: string}> = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    for (const {contentsObj, dest, subtype} of (await page.getAnnotations()) as LinkAnnotation[]) {
      const shown = contentsObj?.str ?? ''
      if (subtype !== 'Link' || typeof dest !== 'string' || !/^\d+$/.test(shown)) continue
      if (Number(labels[number - 1]) < Number(pages.get('name-index'))) continue
      const target = await document.getDestination(dest)
      links.push({shown, page: labels[await document.getPageIndex(target?.[0] as never)] ?? ''})
    }
  }

  await document.destroy()
  const index = sample.back.find(({kind}) => kind === 'index')
  const expected: string[] = []
  visit(index?.tree ?? {type: 'root', children: []}, 'element', function (node) {
    if (![node.properties['className']].flat().includes('locators')) return
    const ids = node.children.flatMap((child) =>
      child.type === 'element' ? [String(child.properties['href']).slice(1)] : []
    )
    expect(toString(node)).not.toBe('')
    expected.push(...new Set(ids.map((id) => pages.get(id) ?? `no page of ${id}`)))
  })
  expect(expected.length).toBeGreaterThan(30)
  expect(links.map(({page}) => page)).toEqual(links.map(({shown}) => shown))
  expect(links.map(({shown}) => shown)).toEqual(expected)
})
