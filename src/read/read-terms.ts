/** Read `terms.yaml`: the house terms of a digest, their variants and glosses. */

import type {VFile} from 'vfile'
import type {Term} from '../model.ts'
import {termsSchema} from './manifest-schema.ts'
import {readYaml} from './read-yaml.ts'

/**
 * @param file `terms.yaml`; gets the messages.
 * @returns the terms, or undefined where a message is fatal.
 */
export function readTerms(file: VFile): ReadonlyArray<Term> | undefined {
  const yaml = readYaml<ReadonlyArray<Partial<Term> & {term: string}>>(file, termsSchema)
  if (!yaml) return
  const owner = new Map<string, string>()
  for (const [index, {term, variants = []}] of yaml.value.entries()) {
    for (const [at, word] of [term, ...variants].entries()) {
      const other = owner.get(word)
      if (other !== undefined) {
        file.message(`Unexpected \`${word}\` under \`${term}\`, it stands under \`${other}\` already`, {
          place: yaml.at(at === 0 ? [index, 'term'] : [index, 'variants', at - 1]),
          ruleId: 'twice',
          source: 'read-terms'
        }).fatal = true
      }

      owner.set(word, term)
    }
  }

  for (const [index, {term, original, show}] of yaml.value.entries()) {
    if (show === undefined || original !== undefined) continue
    file.message(`Unexpected \`show\` under \`${term}\`, expected an \`original\` to show`, {
      place: yaml.at([index, 'show']),
      ruleId: 'original',
      source: 'read-terms'
    }).fatal = true
  }

  if (file.messages.some((message) => message.fatal)) return
  return yaml.value.map((term) => ({variants: [], except: [], ...term}))
}
