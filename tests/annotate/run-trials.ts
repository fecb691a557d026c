/** Take trials through the rooms, and tell where each note came to stand. */

import type {FootnoteReference, Nodes, Parents} from 'mdast'
import {visit} from 'unist-util-visit'
import {visitParents} from 'unist-util-visit-parents'
import {VFile} from 'vfile'
import {toString} from 'mdast-util-to-string'
import type {Article, RawArticle} from '../../src/model.ts'
import {annotateArticle} from '../../src/annotate/index.ts'
import {cleanArticle} from '../../src/clean/index.ts'
import {parseMarkdown} from '../../src/read/parse-markdown.ts'
import {readArticle} from '../../src/read/read-article.ts'
import {readNotes} from '../../src/read/read-notes.ts'
import {loadTemplates} from '../../src/io/load-templates.ts'
import {readUsage, styleArticle} from '../../src/style/index.ts'
import {placeOf} from '../../src/trace.ts'
import {loadRules} from '../clean/load-rules.ts'
import {lettersOf, type Trial, type Trials} from './make-trials.ts'

export type Verdict = 'right' | 'adrift' | 'silent' | 'wrong'

export interface Outcome {
  readonly trial: Trial
  readonly verdict: Verdict
  readonly detail: string
}

/** Where a call stands: raw ends of the text before it, and of the link that it may stand behind. */
interface Stand {
  readonly end: number
  /** What the article says up to it. */
  readonly said: string
  readonly link: readonly [number, number] | undefined
}

const scripts = ['keep', 'zh-Hant', 'zh-Hans'] as const
const rules = loadRules()
const usage = readUsage(loadTemplates('script'))

/** @param name of a file that the text is read as. */
export function runTrials({text, trials}: Trials, name: string, isCleaned: boolean): Outcome[] {
  const {article: raw} = readArticle({path: name, bytes: new TextEncoder().encode(text)}, {id: 'a'})
  if (!raw || raw.text !== text) throw new Error(`Expected ${name} to be read as it is`)
  const article = isCleaned ? cleanArticle(raw, {rules}) : takeRaw(raw)
  const written = trials.map(({quotation}, index) => `> ${quotation}\n\nNote ${index}.`).join('\n\n')
  const file = new VFile({path: 'notes.md', value: written})
  const notes = readNotes(parseMarkdown(written), file, name)
  if (notes.length !== trials.length) throw new Error(`Expected ${trials.length} notes, not ${notes.length}`)
  const annotated = annotateArticle(article, notes)
  const adrift = new Set((annotated.adrift ?? []).map((note) => toString(note.tree)))
  const styled = scripts.map((script) => findStands(styleArticle(annotated, {script, terms: [], usage})))
  return trials.map((trial, index): Outcome => {
    const label = `Note ${index}.`
    const warnings = file.messages.filter(({line}) => line === notes[index]?.line)
    const detail = String(warnings[0]?.reason)
    const found = styled.map((stands) => stands.get(label))
    if (adrift.has(label)) {
      const isTold = found.every((stand) => stand === undefined) && warnings.length === 1
      const isHelped = trial.fate === 'deleted' || (warnings[0]?.expected?.length ?? 0) > 0
      return {trial, verdict: isTold && isHelped ? 'adrift' : 'silent', detail}
    }

    const isRight =
      warnings.length === 0 &&
      found.every((stand) => stand && judge(trial, {...stand, said: found[0]?.said ?? ''}, article))
    return {trial, verdict: isRight ? 'right' : 'wrong', detail: `${found[0]?.said.slice(-40)}|`}
  })
}

function takeRaw({id, path, text, tree, file}: RawArticle): Article {
  return {id, path, text, lang: 'zh-Hant', tree, ledger: [], file}
}

/** Whether a call stands right after the passage. */
function judge(trial: Trial, {end, link, said}: Stand, {text, ledger}: Article): boolean {
  const isGone = ledger.some(
    ({kind, place}) => (kind === 'drop' || kind === 'lift') && place[0] < trial.end && trial.end <= place[1]
  )
  // Another copy may stand in the article, to the letter, and the words around it may tell them apart.
  const isElsewhere = trial.fate === 'deleted' || isGone || (trial.isTwin && trial.way === 'around')
  // Of a twin, a sentence that only the other copy had may have come between.
  const last = lettersOf(trial.passage).slice(trial.isTwin ? -8 : 0)
  if (isElsewhere && lettersOf(said).endsWith(last)) return true
  if (link && link[0] <= trial.end && trial.end <= link[1]) return true
  const [from, to] = [Math.min(end, trial.end), Math.max(end, trial.end)]
  // What cleaning mended away there stands on either side.
  const isMended = ledger.some(({kind, place}) => kind === 'rewrite' && place[0] <= from && to <= place[1])
  return isMended || /^[\s*_`]*$/.test(text.slice(from, to))
}

function findStands({tree}: Article): Map<string, Stand> {
  const labels = new Map<string, string>()
  visit(tree as Nodes, 'footnoteDefinition', function (node) {
    labels.set(node.identifier, toString(node))
  })
  const stands = new Map<string, Stand>()
  let last: Nodes | undefined
  let said = ''
  visitParents(tree as Nodes, function (node, ancestors) {
    if (node.type === 'text' || node.type === 'inlineCode') {
      last = node
      said += node.value
    }

    if (node.type !== 'footnoteReference' || !last) return
    const label = labels.get(node.identifier)
    if (label === undefined) return
    const [, end] = placeOf(last)
    stands.set(label, {end, said, link: linkBefore(node, ancestors.at(-1))})
  })
  return stands
}

function linkBefore(call: FootnoteReference, parent: Parents | undefined): Stand['link'] {
  const children: Nodes[] = parent?.children ?? []
  const before = children.slice(0, children.indexOf(call)).findLast(({type}) => type !== 'footnoteReference')
  return before?.type === 'link' || before?.type === 'linkReference' ? placeOf(before) : undefined
}
