/**
 * Compile a digest into one HTML file that stands alone: style and pictures
 * inside, no script, and a policy that lets nothing in from outside.
 */

import type {Digest, Edition} from '../../model.ts'
import type {Drawing} from '../drawing.ts'
import rehypeStringify from 'rehype-stringify'
import {unified} from 'unified'
import {readTokens} from '../theme.ts'
import {makeCss} from './make-css.ts'
import {makePage} from './make-page.ts'
import {readMeasures} from './place-notes.ts'

export interface Options {
  readonly cover: Drawing | undefined
  /** Files of `templates/html` by path: what all themes have in common. */
  readonly templates: ReadonlyMap<string, string>
}

export function compileHtml(digest: Digest, options: Options): Edition {
  const tokens = readTokens(digest.theme)
  const sheets = [options.templates.get('base.css'), digest.theme.files.get('html.css')]
  const css = [makeCss(tokens, digest.pages), ...sheets].filter(Boolean).join('\n')
  const page = makePage(digest, {cover: options.cover, css, measures: readMeasures(tokens)})
  const html = unified().use(rehypeStringify).stringify(page)
  return {name: `${digest.id}.html`, format: 'html', bytes: new TextEncoder().encode(html)}
}
