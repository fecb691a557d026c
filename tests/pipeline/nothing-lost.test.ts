/**
 * From the cleaned tree to the chapter: every text that cleaning kept stands
 * in the chapter that the formats read. That cleaning itself loses nothing is
 * what `checkConservation` proves.
 */

import {existsSync, readdirSync} from 'node:fs'
import {toString} from 'hast-util-to-string'
import {visit} from 'unist-util-visit'
import {describe, expect, test} from 'vitest'
import type {Nodes} from 'mdast'
import {styleArticle} from '../../src/style/index.ts'
import {gatherDigest} from '../../src/gather/index.ts'
import {loadFile} from '../../src/io.ts'
import {cleanFile} from '../../src/pipeline.ts'
import {defaultManifest} from '../../src/read/read-manifest.ts'
import {theme, world} from '../compile/read-press.ts'

const root = new URL('../../', import.meta.url).pathname
const folders = ['sources/open-weights', '../shared/seeds', '../shared/articles']

describe.each(folders)('%s', (folder) => {
  test.skipIf(!existsSync(root + folder))('every text of every article stands in its chapter', () => {
    const lost: string[] = []
    for (const name of readdirSync(root + folder).sort()) {
      if (!/^(?!readme).*\.(?:txt|md)$/i.test(name)) continue
      const raw = loadFile(`${root}${folder}/${name}`)
      const article = raw && cleanFile(raw, world).article
      if (!article) throw new Error(`Expected ${name} to be read`)
      const styled = styleArticle(article, {script: 'keep', terms: []})
      const digest = gatherDigest([styled], {
        source: {id: 'd', manifest: defaultManifest('d'), terms: [], assets: new Map()},
        labels: world.labels,
        theme,
        date: undefined,
        version: '0'
      })
      const [chapter] = digest.parts[0]?.chapters ?? []
      const text = squash(chapter ? toString(chapter.tree) : '')
      visit(styled.tree as Nodes, function (node) {
        if (node.type !== 'text' && node.type !== 'code' && node.type !== 'inlineCode') return
        if (!text.includes(squash(node.value))) lost.push(`${name}: ${node.value.slice(0, 60)}`)
      })
    }

    expect(lost).toEqual([])
  })
})

// Blanks, and what no edition can hold.
function squash(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}\p{Cn}]/gu, '')
}
