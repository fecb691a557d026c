/**
 * Convert between traditional and simplified Han: decides by phrases, keeps
 * what is protected, and tells what it was not sure of.
 *
 * A conversion goes character by character, so that nothing moves and what
 * stands in the ledger is what changed.
 */

import type {Lang} from '../model.ts'
import {countScripts, scriptOfTag} from '../script-of.ts'
import {findContext, type Script} from './find-context.ts'
import {hasLeftovers} from './find-leftovers.ts'
import {createNameFinder, type NameFinder} from './find-names.ts'
import type {Usage} from './read-usage.ts'
import {createTables, type Tables} from './script-tables.ts'
import {findWritten, toSimplified} from './to-simplified.ts'
import {toTraditional, type Doubt, type Settings} from './to-traditional.ts'

/** A text as converted; both have the same code points. */
export interface Converted {
  readonly before: ReadonlyArray<string>
  readonly after: ReadonlyArray<string>
  readonly doubts: ReadonlyArray<Doubt>
  /** How many characters were mended that a machine had taken for another word. */
  readonly mends: number
}

/** Converts the texts of one article. */
export interface ScriptConverter {
  readonly convert: (text: string) => Converted
}

interface Ground {
  readonly tables: Tables
  readonly finder: NameFinder
}

// Tables are the same for every article of a build, and take a tenth of a second to make.
const grounds = new WeakMap<Usage, Ground>()

/**
 * @param script that is asked for.
 * @param article its language and whole text: who is named there is named everywhere in it.
 */
export function createScriptConverter(
  script: Lang,
  usage: Usage,
  article: {readonly lang: Lang; readonly text: string}
): ScriptConverter {
  const {tables, finder} = prepare(usage)
  const fold = (text: string) => Array.from(text, (char) => tables.fold.get(char) ?? char).join('')
  const around: Script = scriptOfTag(article.lang)
  const settings: Settings = {
    script,
    tables,
    usage,
    finder,
    names: new Set(finder.list(fold(article.text))),
    preferred: around === 'zh-Hant' ? findPreferred(article.text, tables) : new Map(),
    isMixed: script !== 'zh-Hans' && hasLeftovers(article.text, around, {tables, usage})
  }
  return {
    convert(text) {
      const before = Array.from(text)
      // By code points, as the rest of the conversion counts.
      const units = findContext(text, around)
      let unit = 0
      const context = before.map(function (char) {
        const script = units[unit] ?? around
        unit += char.length
        return script
      })
      if (script === 'zh-Hans') {
        const {text: after, ...rest} = toSimplified(before, context, settings)
        return {before, after, ...rest}
      }

      const source = script === 'zh-Hant-HK' ? before.map((char, at) => toParticle(before, at, char)) : before
      const {text: after, ...rest} = toTraditional(source, context, settings)
      return {before, after, ...rest}
    }
  }

  // Hong Kong writes the particle as simplified texts do.
  function toParticle(text: ReadonlyArray<string>, at: number, char: string): string {
    return char === '\u8457' && findWritten(text, at, settings) === 'particle' ? '\u7740' : char
  }
}

/** Forms of the standard, and the regional ones that a text holds in their place. */
function findPreferred(text: string, {standard}: Tables): Map<string, string> {
  const held = new Set(text)
  const pairs = [...standard].filter(
    ([form, from]) => held.has(form) && !held.has(from) && countScripts(form).simplified === 0
  )
  return new Map(pairs.map(([form, from]) => [from, form]))
}

function prepare(usage: Usage): Ground {
  const known = grounds.get(usage)
  if (known) return known
  const tables = createTables(usage)
  const made = {tables, finder: createNameFinder(usage.names, tables)}
  grounds.set(usage, made)
  return made
}
