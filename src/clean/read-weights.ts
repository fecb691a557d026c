/**
 * Read trained weights: log odds of being junk, by feature; see `list-features.ts`.
 *
 * The file lies among the packs, since it is data of the same job: a mapping of `bias` and
 * `weights`, in which phrases stand in quotation marks and all else is shape or place.
 */

import type {Weights} from '../model.ts'

/** Whether a file of the rules' folder holds weights, by its content. */
export function isWeights(value: unknown): value is object {
  return value !== null && typeof value === 'object' && 'weights' in value
}

/** @throws Error where the content is not what training writes. */
export function readWeights(path: string, value: object): Weights {
  const {bias, weights} = value as {bias?: unknown; weights?: unknown}
  if (typeof bias !== 'number' || weights === null || typeof weights !== 'object') {
    throw new Error(`Unexpected content of \`${path}\`, expected a \`bias\` and \`weights\``)
  }

  const shapes = new Map<string, number>()
  const phrases = new Map<string, number>()
  for (const [name, weight] of Object.entries(weights)) {
    if (typeof weight !== 'number')
      throw new Error(`Unexpected weight of \`${name}\` in \`${path}\`, expected a number`)
    if (name.startsWith('"')) phrases.set(name.slice(1, -1), weight)
    else shapes.set(name, weight)
  }

  return {bias, shapes, phrases}
}
