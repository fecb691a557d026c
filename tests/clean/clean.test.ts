/**
 * Each plugin alone, as anyone's unified pipeline would run it, on the cases in the folder of
 * its name; and whole articles through all of them. Nothing may get lost in any.
 */

import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import type {Root} from 'mdast'
import {unified, type PluggableList} from 'unified'
import {VFile} from 'vfile'
import {describe, expect, test} from 'vitest'
import {stringify} from 'yaml'
import * as clean from '../../src/clean/index.ts'
import type {Article, RawArticle} from '../../src/model.ts'
import {readArticle} from '../../src/read/read-article.ts'
import {readFramed} from '../read-framed.ts'
import {loadRules} from './load-rules.ts'

const here = new URL('./', import.meta.url)
const rules = loadRules()
const options = {rules}

const plugins: Readonly<Record<string, PluggableList>> = {
  'cut-sentences': [[clean.remarkCutSentences, options]],
  'drop-frames': [clean.remarkDropFrames],
  'drop-junk': [[clean.remarkDropJunk, options]],
  'join-lines': [clean.remarkJoinLines],
  'lift-credits': [[clean.remarkLiftCredits, options]],
  'lift-frontmatter': [clean.remarkLiftFrontmatter],
  'lift-glued': [[clean.remarkLiftGlued, options]],
  // A title, and a name under it, are known by the credits behind them, too.
  'lift-title': [
    [clean.remarkLiftCredits, options],
    [clean.remarkLiftTitle, options]
  ],
  'mark-roles': [clean.remarkMarkRoles],
  'mend-emphasis': [clean.remarkMendEmphasis],
  'mend-invisible': [clean.remarkMendInvisible],
  'mend-links': [clean.remarkMendLinks],
  'mend-mojibake': [clean.remarkMendMojibake],
  'mend-punctuation': [clean.remarkMendPunctuation],
  'mend-readings': [clean.remarkMendReadings],
  'mend-tags': [clean.remarkMendTags],
  'merge-copies': [clean.remarkMergeCopies],
  'merge-duplicates': [clean.remarkMergeDuplicates],
  'recover-headings': [[clean.remarkRecoverHeadings, options]],
  'recover-lists': [clean.remarkRecoverLists],
  'recover-prose': [clean.remarkRecoverProse],
  'recover-underlines': [clean.remarkRecoverUnderlines],
  'split-lines': [clean.remarkSplitLines]
}

test('public names', () => {
  expect(
    Object.keys(clean)
      .filter((name) => !name.startsWith('remark'))
      .sort()
  ).toEqual([
    'checkConservation',
    'cleanArticle',
    'findRecurring',
    'readEvidence',
    'readOwnPacks',
    'readRulePack',
    'stringifyArticle'
  ])
})

test('every plugin has cases', () => {
  const names = Object.keys(clean).filter((name) => name.startsWith('remark'))
  expect(names.length).toBe(Object.keys(plugins).length)
  for (const name of Object.keys(plugins)) expect(existsSync(new URL(`${name}/`, here)), name).toBe(true)
})

for (const [plugin, list] of Object.entries(plugins)) {
  describe(plugin, () => {
    for (const name of readdirSync(new URL(`${plugin}/`, here)).sort()) {
      test(name, async () => {
        const folder = new URL(`${plugin}/${name}/`, here)
        const raw = readCase(folder)
        const file = new VFile({path: raw.path, value: raw.text})
        const tree = unified().use(list).runSync(structuredClone(raw.tree), file) as Root
        await expectCase(folder, {...raw, tree, ledger: file.data.ledger ?? []}, file.data.metadata)
        if (name.startsWith('nothing')) expect(file.data.ledger ?? []).toEqual([])
      })
    }
  })
}

describe('whole articles', () => {
  for (const name of readdirSync(new URL('whole/', here)).sort()) {
    test(name, async () => {
      const folder = new URL(`whole/${name}/`, here)
      const raw = readCase(folder)
      const before = structuredClone(raw.tree)
      const article = clean.cleanArticle(raw, options)
      expect(raw.tree, 'the tree handed over is not touched').toEqual(before)
      const {title, byline, date, source, url, lang} = article
      await expectCase(folder, article, {title, byline, date, source, url, lang})
      expect(clean.stringifyArticle(clean.cleanArticle(raw, options))).toBe(clean.stringifyArticle(article))
    })
  }
})

function readCase(folder: URL): RawArticle {
  const page = new URL('input.html', folder)
  if (existsSync(page)) return readFramed(readFileSync(page, 'utf8'))
  const name = existsSync(new URL('input.txt', folder)) ? 'input.txt' : 'input.md'
  const {article} = readArticle({path: name, bytes: readFileSync(new URL(name, folder))}, {id: 'a'})
  if (!article) throw new Error(`Expected an article in ${folder.href}`)
  return article
}

async function expectCase(
  folder: URL,
  article: Pick<Article, 'text' | 'kind' | 'tree' | 'ledger'>,
  metadata: object = {}
): Promise<void> {
  expect(clean.checkConservation(article)).toEqual([])
  const ledger = article.ledger.map(({rule, kind, before, after, confidence}) =>
    after === undefined ? {rule, kind, before, confidence} : {rule, kind, before, after, confidence}
  )
  const roles = article.tree.children.flatMap((node) =>
    node.type === 'paragraph' && node.data?.role ? [node.data.role] : []
  )
  const said = stringify({metadata, ledger, ...(roles.length > 0 ? {roles} : {})}, {lineWidth: 0})
  await expect(clean.stringifyArticle(article)).toMatchFileSnapshot(
    fileURLToPath(new URL('output.md', folder))
  )
  await expect(said).toMatchFileSnapshot(fileURLToPath(new URL('ledger.yaml', folder)))
}
