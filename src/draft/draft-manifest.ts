/**
 * Draft the manifest of a folder of articles: what was found in their texts,
 * for the editor to correct, and in comments what else can be said.
 */

import type {Article} from '../model.ts'
import {stringify} from 'yaml'

export interface ManifestDraft {
  readonly title: string
  readonly lang: string
  /** Address of the schema, as seen from the manifest. */
  readonly schema: string
  /** Names of the themes that there are. */
  readonly themes: ReadonlyArray<string>
}

/** What a text may say of itself, and what to write where it does not. */
const fields = [
  ['title', 'none was found: it would go by its opening words'],
  ['byline', 'none was found'],
  ['source', 'none was found: who published it'],
  ['date', 'none was found: YYYY, YYYY-MM or YYYY-MM-DD'],
  ['url', 'none was found']
] as const

/** What a manifest takes, where it does not take any text. */
const shapes: Readonly<Record<string, RegExp>> = {date: /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/, url: /^https?:\/\//}

/** @param articles cleaned articles, in the order of the book. */
export function draftManifest(articles: ReadonlyArray<Article>, draft: ManifestDraft): string {
  const {lang, schema, themes, title} = draft
  return `# yaml-language-server: $schema=${schema}
# The manifest of a digest. A line behind a # says nothing until the # is gone.

title: ${write(title)} # of the book: this is the folder's name
# subtitle: ...
# editor: Your Name
# publisher: ...
# number: 1
# date: 2026-01-31 # of the edition; else that of the newest article
# description: One or two sentences, for shops and shelves.
# rights: ...
language: ${lang} # of most articles, and of headings and labels

# script: zh-Hant # write all Chinese in one script: zh-Hant, zh-Hans
# theme: ${themes.join(', ')}
# pages: A5 # or A4, 6x9, screen
# foreword: foreword.md # a Markdown file in this folder

# In the order of the book. What is said here wins over what stands in the text.
# With \`parts:\` instead, each a \`title\` and \`articles\`, the book has parts.
articles:
${articles.map((article) => draftArticle(article, lang)).join('')}`
}

function draftArticle(article: Article, lang: string): string {
  const rows = fields.map(([key, hint]) => {
    const value = article[key]
    if (value === undefined) return `    # ${key}: ${hint}\n`
    // A day without its year, say: for the editor to complete.
    const shape = shapes[key]
    if (shape?.test(value) === false) return `    # ${key}: ${write(value)}, as it was found\n`
    return `    ${key}: ${write(value)}\n`
  })
  const language = article.lang === lang ? '' : `    lang: ${article.lang}\n`
  return `  - file: ${write(article.path)}\n${rows.join('')}${language}`
}

/** A scalar on one line, quoted where YAML would else read something else. */
function write(value: string): string {
  return stringify(value.replace(/\s+/g, ' ').trim(), {lineWidth: 0}).trimEnd()
}
