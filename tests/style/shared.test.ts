/**
 * Whole articles: a second conversion changes nothing, the ledger accounts for every character, and the
 * editor is asked little.
 */

import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {checkConservation} from '../../src/clean/check-conservation.ts'
import {cleanArticle, stringifyArticle} from '../../src/clean/index.ts'
import {loadTemplates} from '../../src/io/load-templates.ts'
import type {Article} from '../../src/model.ts'
import {readArticle} from '../../src/read/read-article.ts'
import {createScriptConverter} from '../../src/style/convert-script.ts'
import {readUsage, styleArticle} from '../../src/style/index.ts'

const root = new URL('../../', import.meta.url)
const shared = new URL('../shared/', root)
const usage = readUsage(loadTemplates('script'))
const scripts = ['zh-Hant', 'zh-Hant-TW', 'zh-Hant-HK', 'zh-Hans'] as const
/** A handful: more questions than these an article are read by nobody. */
const handful = 5

function listArticles(folder: URL): URL[] {
  return readdirSync(folder)
    .filter((name) => /\.(?:md|txt)$/.test(name))
    .sort()
    .map((name) => new URL(name, folder))
}

function clean(url: URL): Article {
  const {article} = readArticle(
    {path: url.pathname.split('/').pop() ?? '', bytes: readFileSync(url)},
    {id: 'a'}
  )
  if (!article) throw new Error(`Expected an article in ${url.href}`)
  return cleanArticle(article, {rules: []})
}

const sample = new URL('sources/open-weights/', root)
const own = listArticles(sample).filter(({pathname}) => /\/\d/.test(pathname))
const seeds = existsSync(shared) ? listArticles(new URL('seeds/', shared)) : []

describe.each([...own, ...seeds].map((url) => [url.pathname.split('/').pop() ?? '', url] as const))(
  '%s',
  (_, url) => {
    test.each(scripts)('%s', {timeout: 60_000}, (script) => {
      const article = clean(url)
      const before = checkConservation(article)
      const asked = article.file.messages.length
      const styled = styleArticle(article, {script, terms: [], usage})
      expect(checkConservation(styled)).toEqual(before)
      expect(styled.file.messages.length - asked).toBeLessThanOrEqual(handful)
      const twice = styleArticle(styled, {script, terms: [], usage})
      expect(stringifyArticle(twice)).toBe(stringifyArticle(styled))
    })
  }
)

describe.skipIf(!existsSync(shared))('every shared article', () => {
  test.each(scripts)('%s, twice', {timeout: 120_000}, (script) => {
    for (const url of listArticles(new URL('articles/', shared))) {
      const text = readFileSync(url, 'utf8')
      if (!/\p{Script=Han}{8}/u.test(text)) continue
      const lang = script === 'zh-Hans' ? 'zh-Hant' : 'zh-Hans'
      const convert = (value: string, lang: string) =>
        createScriptConverter(script, usage, {lang, text: value}).convert(value).after.join('')
      // Line by line, as a block is: one line's script says nothing of another's.
      for (const line of text.split('\n')) {
        const once = convert(line, lang)
        if (convert(once, script) !== once) expect(convert(once, script), url.pathname).toBe(once)
      }
    }
  })
})
