/** Group values by a key, in the order in which the keys first appear. */
export function groupBy<T>(values: ReadonlyArray<T>, keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const group = groups.get(keyOf(value))
    if (group) group.push(value)
    else groups.set(keyOf(value), [value])
  }

  return groups
}
