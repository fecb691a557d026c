/**
 * Pick what a text needs of a syntax.
 *
 * Some constructs are tried on every line or at every letter, which takes the parser as long as all
 * the rest, and hardly any text holds one. Each is left out where a text lacks a mark that it cannot
 * do without, so that the same is read.
 */

import type {gfm} from 'micromark-extension-gfm'

export type SyntaxExtension = ReturnType<typeof gfm>
type Constructs = NonNullable<SyntaxExtension['text']>

/** Constructs by name, and what stands in each text that holds one. */
const demanding: ReadonlyArray<readonly [name: string, mark: RegExp]> = [
  // The row under the head of a table, which has nothing but these.
  ['table', /^[ \t>-]*[|:][-|: \t]*$/m],
  ['emailAutolink', /@/],
  ['protocolAutolink', /:\/\//],
  ['wwwAutolink', /www\./i]
]

type Picked = ReadonlyArray<SyntaxExtension>

const picked = new WeakMap<Picked, Map<string, Picked>>()

/** A syntax without the constructs that a text cannot hold; the same list for the same syntax and constructs. */
export function pickSyntax(syntax: Picked, text: string): Picked {
  const idle = demanding.flatMap(([name, mark]) => (mark.test(text) ? [] : [name]))
  const key = idle.join(' ')
  const known = picked.get(syntax) ?? new Map<string, Picked>()
  picked.set(syntax, known)
  let found = known.get(key)
  if (!found) known.set(key, (found = syntax.map((part) => leaveOut(part, new Set(idle)))))
  return found
}

function leaveOut(part: SyntaxExtension, names: ReadonlySet<string>): SyntaxExtension {
  const {flow = {}, text = {}} = part
  return {...part, flow: filterConstructs(flow, names), text: filterConstructs(text, names)}
}

/** Constructs by what they begin with, without some of them. */
function filterConstructs(constructs: Constructs, names: ReadonlySet<string>): Constructs {
  return Object.fromEntries(
    Object.entries(constructs).flatMap(function ([code, value]) {
      const left = [value ?? []].flat().filter(({name}) => name === undefined || !names.has(name))
      return left.length > 0 ? [[code, left]] : []
    })
  )
}
