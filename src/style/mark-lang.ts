/**
 * Mark the language of blocks and runs that differs from the article's: for
 * faces, hyphenation and speech.
 *
 * A block that is another language's as a whole is marked as one where it can be;
 * within a block each run is. Words of which the language cannot be told stay
 * unmarked.
 */

import type {Nodes, Parents, Root, Text} from 'mdast'
import type {Lang} from '../model.ts'
import {countScripts, scriptOfTag} from '../script-of.ts'
import {splitText} from '../trace.ts'
import {guessLatin} from './guess-lang.ts'
import {createBlock, type Block} from './list-blocks.ts'

// A paragraph is another script's only where its own characters say so by more
// than a stray variant: at least two, and three times the other side's.
const minCharacters = 2
const minRatio = 3
/** Within a paragraph a quotation needs more: what is quoted may be a name. */
const minQuoted = 6

// No word is longer; and none begins within another, or each of its letters would be tried as a beginning.
const word = String.raw`(?<![\p{Script=Latin}\p{M}])\p{Script=Latin}[\p{Script=Latin}\p{M}'\u2019-]{0,79}`
const between = String.raw`[\s,;:.!?()"\u201c\u201d\u2018\u2019/&\u2013\u2014-]{1,3}`
// Three words or more read as a passage of a language; one or two are names. Numbers may stand among them.
const latinRun = new RegExp(String.raw`${word}(?:${between}(?:[\d.,%$]+${between})*${word}){2,}`, 'gu')
const kana = String.raw`[\p{Script=Hiragana}\p{Script=Katakana}\u30fc\u30fb]`
/** Kana, with the few Han characters that stand between them. */
const japaneseRun = new RegExp(`${kana}+(?:\\p{Script=Han}{1,4}${kana}+)*`, 'gu')
const koreanRun = /\p{Script=Hangul}+(?:[\s,.!?]{1,2}\p{Script=Hangul}+)*/gu
const cyrillicRun = /\p{Script=Cyrillic}{2,}(?:[\s,.;:!?-]{1,3}\p{Script=Cyrillic}+)*/gu
/** Letters that Ukrainian has and Russian lacks. */
const ukrainian = /[\u0454\u0456\u0457\u0491]/iu
const hanRun =
  /\p{Script=Han}[\p{Script=Han}\s\u3001\u3002\u300a\u300b\uff01\uff0c\uff1a\uff1b\uff1f]*\p{Script=Han}/gu
const quoted = /\u300c[^\u300c\u300d]+\u300d|\u300e[^\u300e\u300f]+\u300f|\u201c[^\u201c\u201d]+\u201d/gu

/** A range of a block's text, and its language. */
interface Run {
  readonly from: number
  readonly to: number
  readonly lang: Lang
}

/** Mark blocks and runs in place; `lang` is the article's. */
export function markLang(tree: Root, lang: Lang): void {
  walk(tree)

  function walk(node: Nodes): void {
    if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell')
      markBlock(node, lang)
    else if ('children' in node) for (const child of node.children) walk(child)
  }
}

function markBlock(node: Parents, lang: Lang): void {
  const block = createBlock(node, () => false)
  const own = langOf(block.text, lang)
  if (own !== lang && node.type === 'paragraph') {
    node.data = {...node.data, lang: own}
    markRuns(block, findRuns(block.text, own))
  } else if (own === lang) markRuns(block, findRuns(block.text, lang))
  // A heading or a cell has no language of its own, but its text can.
  else markRuns(block, [{from: 0, to: block.text.length, lang: own}])
}

/** Language of a block, given that of the article. */
function langOf(text: string, around: Lang): Lang {
  const {han, simplified, traditional, other} = countScripts(text)
  if (han === 0) return langOfOther(text, around)
  const kanas = text.match(new RegExp(kana, 'gu'))?.length ?? 0
  if (kanas > han && han + kanas > other - kanas) return 'ja'
  if (han * 4 < other && !isChinese(around)) return around
  // Who quotes at length writes in the script that stands around the quotation.
  const outside = countScripts(text.replace(quoted, ''))
  if (isChinese(around) && decide(outside.simplified, outside.traditional, 1) === scriptOfTag(around))
    return around
  const script = decide(simplified, traditional, minCharacters)
  if (script) return isChinese(around) && scriptOfTag(around) === script ? around : script
  return isChinese(around) ? around : simplified >= traditional && simplified > 0 ? 'zh-Hans' : 'zh-Hant'
}

/** Language of a block without Han characters. */
function langOfOther(text: string, around: Lang): Lang {
  const runs = findRuns(text, 'zh')
  const [first] = runs
  if (!first) return around
  // All of one language, and that most of the block: what is left may be names and numbers.
  const isOne = runs.every((run) => run.lang === first.lang)
  const length = runs.reduce((sum, {from, to}) => sum + to - from, 0)
  return isOne && length * 2 >= text.trim().length ? first.lang : around
}

function findRuns(text: string, lang: Lang): Run[] {
  const runs: Run[] = []
  const add = (pattern: RegExp, tell: (run: string) => Lang | undefined) => {
    for (const match of text.matchAll(pattern)) {
      const own = tell(match[0])
      if (own === undefined || own === lang) continue
      runs.push({from: match.index, to: match.index + match[0].length, lang: own})
    }
  }

  if (isChinese(lang)) {
    add(quoted, (run) => findQuoted(run, lang))
    add(latinRun, guessLatin)
  } else if (lang !== 'ja') add(hanRun, langOfHan)
  if (lang !== 'ja') add(japaneseRun, (run) => (run.replaceAll('\u30fb', '').length > 1 ? 'ja' : undefined))
  add(koreanRun, () => 'ko')
  add(cyrillicRun, (run) => (ukrainian.test(run) ? 'uk' : 'ru'))
  runs.sort((a, b) => a.from - b.from || b.to - a.to)
  // The first one that begins holds what begins in it.
  return runs.filter((run, index) => !runs.slice(0, index).some((other) => other.to > run.from))
}

function findQuoted(run: string, lang: Lang): Lang | undefined {
  const {simplified, traditional} = countScripts(run)
  const script = decide(simplified, traditional, minQuoted)
  return script === undefined || script === scriptOfTag(lang) ? undefined : script
}

function langOfHan(run: string): Lang {
  const {simplified, traditional} = countScripts(run)
  if (simplified === traditional) return 'zh'
  return simplified > traditional ? 'zh-Hans' : 'zh-Hant'
}

function decide(simplified: number, traditional: number, least: number): Lang | undefined {
  const [more, less, lang] =
    simplified > traditional ? [simplified, traditional, 'zh-Hans'] : [traditional, simplified, 'zh-Hant']
  return more >= least && more >= less * minRatio ? lang : undefined
}

function isChinese(lang: Lang): boolean {
  return lang.startsWith('zh')
}

/** Mark runs on the text nodes that hold them, cut where they begin and end. */
function markRuns({node: block, spans}: Block, runs: ReadonlyArray<Run>): void {
  for (const {node, from, to} of spans) {
    if (node.data?.lang !== undefined) continue
    const own = runs.filter((run) => run.from < to && run.to > from)
    if (own.length === 0) continue
    const parent = findParent(block, node)
    if (!parent) continue
    const added: Text[] = []
    // Backwards, so that the node keeps its head.
    for (const run of own.toReversed()) {
      const start = Math.max(0, run.from - from)
      const end = Math.min(to, run.to) - from
      if (end < node.value.length) added.unshift(splitText(node, end))
      const marked = start > 0 ? splitText(node, start) : node
      marked.data = {...marked.data, lang: run.lang}
      if (marked !== node) added.unshift(marked)
    }

    parent.children.splice(parent.children.indexOf(node as never) + 1, 0, ...(added as never[]))
  }
}

function findParent(parent: Parents, node: Text): Parents | undefined {
  for (const child of parent.children) {
    if (child === node) return parent
    const found = 'children' in child ? findParent(child, node) : undefined
    if (found) return found
  }

  return
}
