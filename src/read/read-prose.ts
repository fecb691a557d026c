/** Read what an editor wrote as Markdown: a foreword, an introduction, notes. */

import type {Prose, RawFile} from '../model.ts'
import {maxDepth, measureDepth} from './measure-depth.ts'
import {parseMarkdown} from './parse-markdown.ts'
import {readText} from './read-text.ts'

export function readProse(raw: RawFile): Prose {
  const file = readText(raw, '; left it out')
  if (file.messages.some(({fatal}) => fatal)) return {file}
  const tree = parse(String(file))
  if (tree && measureDepth(tree) <= maxDepth) return {tree, file}
  const reason = `Unexpected depth of nesting, expected at most ${maxDepth} levels; left it out`
  file.message(reason, {ruleId: 'depth', source: 'read-prose'}).fatal = true
  return {file}
}

/** @returns undefined where the text nests deeper than the stack. */
function parse(text: string): Prose['tree'] {
  try {
    return parseMarkdown(text)
  } catch (error) {
    if (error instanceof RangeError) return
    throw error
  }
}
