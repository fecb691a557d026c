import {readdirSync} from 'node:fs'
import {visit} from 'unist-util-visit'
import {describe, expect, test} from 'vitest'
import {stringify} from 'yaml'
import type {Term} from '../../src/model.ts'
import * as style from '../../src/style/index.ts'
import {applyEdits, placeOf} from '../../src/trace.ts'
import {stringifyArticle} from '../../src/clean/index.ts'
import {readCaseArticle, readCaseOptions} from '../read-case.ts'

const here = new URL('cases/', import.meta.url)

test('public names', () => {
  expect(Object.keys(style).sort()).toEqual(['styleArticle', 'styleProse'])
})

describe('styleArticle', () => {
  for (const name of readdirSync(here).sort()) {
    test(name, async () => {
      const folder = new URL(`${name}/`, here)
      const article = readCaseArticle(folder)
      const before = structuredClone(article.tree)
      const {script = 'keep', terms = []} = readCaseOptions<style.Options>(folder)
      const options = {
        script,
        terms: terms.map((term: Partial<Term> & {term: string}) => ({variants: [], except: [], ...term}))
      }
      const styled = style.styleArticle(article, options)
      expect(article.tree, 'the tree handed over is not touched').toEqual(before)

      const langs: string[] = []
      visit(styled.tree, function (node) {
        // Every text still leads back to the raw text.
        if (node.type === 'text')
          expect(applyEdits(article.text, placeOf(node), node.data?.edits)).toBe(node.value)
        const lang = node.data && 'lang' in node.data ? node.data.lang : undefined
        if (lang) langs.push(`${lang}: ${article.text.slice(...placeOf(node)).slice(0, 60)}`)
      })
      const ledger = styled.ledger.map(({rule, place, before, after}) => ({
        rule,
        place: place.join('-'),
        before,
        after
      }))
      const said = stringify({lang: styled.lang, langs, ledger}, {lineWidth: 0})
      await expect(stringifyArticle(styled)).toMatchFileSnapshot(new URL('output.md', folder).pathname)
      await expect(said).toMatchFileSnapshot(new URL('ledger.yaml', folder).pathname)
      for (const {place, before} of styled.ledger)
        expect(before.length === 0 || place[1] > place[0]).toBe(true)
      expect(stringifyArticle(style.styleArticle(styled, options)), 'style is idempotent').toBe(
        stringifyArticle(styled)
      )
    })
  }
})
