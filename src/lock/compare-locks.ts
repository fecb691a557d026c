/** Say what has changed between two builds. */

import type {Lock} from './make-lock.ts'

export interface LockChange {
  readonly of: 'fascicle' | 'inputs' | 'packages' | 'rules' | 'theme'
  readonly name: string
  readonly how: 'added' | 'changed' | 'removed'
}

const parts = ['inputs', 'theme', 'rules', 'packages'] as const

/** Changes in what editions are made from, in the order in which an editor asks for them. */
export function compareLocks(before: Lock, after: Lock): ReadonlyArray<LockChange> {
  const changes: LockChange[] = parts.flatMap((of) => compare(of, before[of], after[of]))
  if (before.fascicle === after.fascicle) return changes
  return [...changes, {of: 'fascicle', name: after.fascicle, how: 'changed'}]
}

function compare(
  of: LockChange['of'],
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>
): LockChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names.flatMap((name): LockChange[] => {
    if (!Object.hasOwn(before, name)) return [{of, name, how: 'added'}]
    if (!Object.hasOwn(after, name)) return [{of, name, how: 'removed'}]
    return before[name] === after[name] ? [] : [{of, name, how: 'changed'}]
  })
}
