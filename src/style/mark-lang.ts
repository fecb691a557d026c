/**
 * Mark the language of blocks and runs that differs from the article's: for
 * faces, hyphenation and speech.
 */

import type {Nodes, Parents, Root, Text} from 'mdast'
import type {Lang} from '../model.ts'
import {toString} from 'mdast-util-to-string'
import {SKIP, visit} from 'unist-util-visit'
import {countScripts} from '../script-of.ts'
import {splitText} from '../trace.ts'

// A paragraph is another script's only where its own characters say so by more
// than a stray variant: at least two, and three times the other side's.
const minCharacters = 2
const minRatio = 3

// Three words or more read as a passage of a language; one or two are names.
const latinRun =
  /\p{Script=Latin}[\p{Script=Latin}\p{M}'\u2019-]*(?:[ ,;:]{1,2}\p{Script=Latin}[\p{Script=Latin}\p{M}'\u2019-]*){2,}/gu

/** Mark blocks and runs in place; `lang` is the article's. */
export function markLang(tree: Root, lang: Lang): void {
  visit(tree as Nodes, function (node) {
    if (node.type !== 'paragraph' && node.type !== 'heading') return
    const own = langOf(toString(node), lang)
    if (own !== lang && node.type === 'paragraph') node.data = {...node.data, lang: own}
    if (own.startsWith('zh')) markRuns(node)
    return SKIP
  })
}

/** Language of a text, given that of its surroundings. */
function langOf(text: string, around: Lang): Lang {
  const {han, simplified, traditional, other} = countScripts(text)
  if (han === 0) return around.startsWith('zh') && text.search(latinRun) !== -1 ? 'en' : around
  if (han * 4 < other && !around.startsWith('zh')) return around
  const [more, less, lang] =
    simplified > traditional ? [simplified, traditional, 'zh-Hans'] : [traditional, simplified, 'zh-Hant']
  if (more >= minCharacters && more >= less * minRatio) return lang
  return around.startsWith('zh') ? around : lang
}

function markRuns(block: Parents): void {
  visit(block as Nodes, 'text', function (node, index, parent) {
    if (!parent || index === undefined || node.data?.lang) return
    const match = [...node.value.matchAll(latinRun)][0]
    if (!match) return
    const added: Text[] = []
    let run: Text = node
    if (match.index > 0) {
      run = splitText(node, match.index)
      added.push(run)
    }

    if (run.value.length > match[0].length) added.push(splitText(run, match[0].length))
    run.data = {...run.data, lang: 'en'}
    parent.children.splice(index + 1, 0, ...(added as never[]))
    return index + 1
  })
}
