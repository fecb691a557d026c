/**
 * Bind articles in Markdown as EPUB by remark and epub-gen-memory, used as their own
 * documents show: plain JavaScript, in a process of its own, for comparison.
 */

import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import {pathToFileURL} from 'node:url'
import generator from 'epub-gen-memory'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import {unified} from 'unified'

const [output, folder, ...articles] = process.argv.slice(2)
const processor = unified().use(remarkParse).use(remarkGfm).use(remarkRehype).use(rehypeStringify).freeze()
const base = `${pathToFileURL(path.resolve(folder)).href}/`
const chapters = articles.map(function (article) {
  const text = fs.readFileSync(path.join(folder, article), 'utf8')
  const content = String(processor.processSync(text)).replaceAll('src="', `src="${base}`)
  return {title: /^# (.*)/.exec(text)?.[1] ?? article, content}
})
const bytes = await generator.default({title: 'A Thick Book', lang: 'zh-Hant'}, chapters)
fs.writeFileSync(output, bytes)
