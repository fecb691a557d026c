/** Pages of which a case says itself which parts are frames, by an attribute `data-frame`. */

import type {Element} from 'hast'
import type {FrameData, Root} from 'mdast'
import {visit} from 'unist-util-visit'
import {VFile} from 'vfile'
import type {RawArticle} from '../src/model.ts'
import {convertPage} from '../src/read/html/convert-page.ts'
import {parsePage} from '../src/read/html/parse-page.ts'

/** Markdown's tree of a page. */
export function convertFramed(text: string): Root {
  const tree = parsePage(text)
  if (!tree) throw new Error('Expected a page')
  const frames = new Map<Element, FrameData>()
  visit(tree, 'element', function (node) {
    const rule = node.properties['dataFrame']
    if (rule !== undefined) frames.set(node, {rule: String(rule), why: 'Marked so', confidence: 1})
  })
  return convertPage(tree, {text, frames})
}

/** A page as an article. */
export function readFramed(text: string): RawArticle {
  const path = 'input.html'
  const file = new VFile({path, value: text})
  return {
    id: 'a',
    path,
    text,
    kind: 'html',
    encoding: 'utf-8',
    encodingReason: 'valid UTF-8',
    tree: convertFramed(text),
    given: {},
    file
  }
}
