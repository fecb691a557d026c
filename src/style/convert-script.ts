/**
 * Convert a text between traditional and simplified Han, by phrases.
 *
 * OpenCC's dictionaries decide; what they leave alone stays. Each converted
 * run is one entry of the ledger.
 */

import type {Text} from 'mdast'
import type {Lang} from '../model.ts'
import {Converter} from 'opencc-js'
import type {Recorder} from './recorder.ts'

const converters = new Map<Lang, (text: string) => string>()

/** Convert a string to `zh-Hant` or `zh-Hans`. */
export function convertText(value: string, script: Lang): string {
  const convert =
    converters.get(script) ??
    (script === 'zh-Hans' ? Converter({from: 't', to: 'cn'}) : Converter({from: 'cn', to: 't'}))
  converters.set(script, convert)
  return convert(value)
}

/** Convert a text node, run by run. */
export function convertScript(node: Text, script: Lang, recorder: Recorder): void {
  const before = [...node.value]
  const after = [...convertText(node.value, script)]
  const rule = `convert-script:${script.toLowerCase()}`
  const why = 'The digest is set in one script'
  if (before.length !== after.length) {
    if (node.value !== after.join(''))
      recorder.rewrite(node, 0, node.value.length, after.join(''), {rule, why})
    return
  }

  // Backwards, so that offsets before a change stay true.
  let end = node.value.length
  for (let index = before.length - 1; index >= 0;) {
    let from = index
    let start = end
    let text = ''
    while (from >= 0 && before[from] !== after[from]) {
      text = after[from] + text
      start -= before[from]?.length ?? 0
      from--
    }

    if (from < index) recorder.rewrite(node, start, end, text, {rule, why})
    end = start - (before[from]?.length ?? 0)
    index = from - 1
  }
}
