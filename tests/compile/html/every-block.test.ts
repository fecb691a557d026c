/** Every block of a chapter as it stands on the page. */

import {expect, test} from 'vitest'
import {compileHtml} from '../../../src/compile/html/index.ts'
import {everyBlock} from '../make-every-block.ts'

const templates = new Map(['base.css', 'follow.js'].map((name) => [name, '']))

test('body', async () => {
  const html = new TextDecoder().decode(compileHtml(everyBlock, {cover: undefined, templates}).bytes)
  const body = html.slice(html.indexOf('<body>'))
  await expect(body.replaceAll(/></g, '>\n<')).toMatchFileSnapshot('every-block/body.html')
})
