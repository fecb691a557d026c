import {readdirSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {reporter} from 'vfile-reporter'
import * as annotate from '../../src/annotate/index.ts'
import {stringifyArticle} from '../../src/clean/index.ts'
import {readCaseArticle, readCaseNotes} from '../read-case.ts'

const here = new URL('cases/', import.meta.url)

test('public names', () => {
  expect(Object.keys(annotate)).toEqual(['annotateArticle'])
})

describe('annotateArticle', () => {
  for (const name of readdirSync(here).sort()) {
    test(name, async () => {
      const folder = new URL(`${name}/`, here)
      const article = readCaseArticle(folder)
      const before = structuredClone(article.tree)
      const {notes, file} = readCaseNotes(folder, article.path)
      const annotated = annotate.annotateArticle(article, notes)
      expect(article.tree, 'the tree handed over is not touched').toEqual(before)
      const intro = annotated.introduction
        ? stringifyArticle({...annotated, tree: annotated.introduction}) + '\n---\n\n'
        : ''
      const outro = annotated.conclusion
        ? '\n---\n\n' + stringifyArticle({...annotated, tree: annotated.conclusion})
        : ''
      await expect(intro + stringifyArticle(annotated) + outro).toMatchFileSnapshot(
        new URL('output.md', folder).pathname
      )
      await expect(reporter(file, {color: false}) + '\n').toMatchFileSnapshot(
        new URL('messages.txt', folder).pathname
      )
      // Every note is somewhere: in the introduction, in a footnote, or adrift.
      const placed = annotated.tree.children.filter(
        (node) => node.type === 'footnoteDefinition' && node.data?.by === 'editor'
      )
      const quoted = notes.filter((note) => note.quote)
      expect(placed.length + (annotated.adrift?.length ?? 0)).toBe(quoted.length)
    })
  }
})
