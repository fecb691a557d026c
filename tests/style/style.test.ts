import type {Paragraph, Text} from 'mdast'
import {readdirSync} from 'node:fs'
import {visit} from 'unist-util-visit'
import {describe, expect, test} from 'vitest'
import {stringify} from 'yaml'
import type {Term} from '../../src/model.ts'
import {loadTemplates} from '../../src/io/load-templates.ts'
import * as style from '../../src/style/index.ts'
import {applyEdits, placeOf, splitText} from '../../src/trace.ts'
import {checkConservation} from '../../src/clean/check-conservation.ts'
import {stringifyArticle} from '../../src/clean/index.ts'
import {readCaseArticle, readCaseOptions} from '../read-case.ts'

const here = new URL('cases/', import.meta.url)
const usage = style.readUsage(loadTemplates('script'))

test('public names', () => {
  expect(Object.keys(style).sort()).toEqual(['readUsage', 'styleArticle', 'styleProse'])
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
        usage,
        terms: terms.map((term: Partial<Term> & {term: string}) => ({variants: [], except: [], ...term}))
      }
      const styled = style.styleArticle(article, options)
      expect(article.tree, 'the tree handed over is not touched').toEqual(before)

      expect(checkConservation(styled), 'every character is accounted for').toEqual(
        checkConservation(article)
      )

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
      const messages = article.file.messages
        .filter(({source}) => source === 'use-term' || source === 'convert-script')
        .map(
          (message) =>
            `${message.place ? `${message.line}:${message.column}` : ''} ${message.ruleId} ${message.reason} (${message.note})`
        )
      const said = stringify(
        {lang: styled.lang, langs, ledger, ...(messages.length > 0 && {messages})},
        {lineWidth: 0}
      )
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

describe('what is marked as another language', () => {
  test('stays when the script is converted', () => {
    const article = readCaseArticle(new URL('foreign/', import.meta.url))
    const [first, second] = article.tree.children
    if (first?.type !== 'paragraph' || second?.type !== 'paragraph') throw new Error('Expected paragraphs')
    first.data = {...first.data, lang: 'ja'}
    const [text] = second.children
    if (text?.type !== 'text') throw new Error('Expected a text')
    splitInto(second, text, 4)
    const styled = style.styleArticle(article, {script: 'zh-Hant', terms: [], usage})
    expect(stringifyArticle(styled)).toBe(
      '\u56fd\u4f1a\u56f3\u66f8\u9928\n\n\u56fd\u4f1a\u56fd\u4f1a\u570b\u6703\n'
    )
  })
})

/** Mark the first characters of a text as Japanese. */
function splitInto(parent: Paragraph, text: Text, at: number): void {
  const tail = splitText(text, at)
  text.data = {...text.data, lang: 'ja'}
  parent.children.push(tail)
}

test('what the editor wrote around an article keeps its script, and loses blanks that are the typesetter\u2019s', () => {
  const article = readCaseArticle(new URL('blanks/', here))
  const said = () => ({
    type: 'root' as const,
    children: [
      {type: 'paragraph' as const, children: [{type: 'text' as const, value: '\u6b0a\u91cd weights'}]}
    ]
  })
  const styled = style.styleArticle(
    {...article, introduction: said(), conclusion: said()},
    {script: 'zh-Hans', terms: [], usage}
  )
  for (const tree of [styled.introduction, styled.conclusion])
    expect(tree?.children[0]).toMatchObject({children: [{value: '\u6b0a\u91cdweights'}]})
})
