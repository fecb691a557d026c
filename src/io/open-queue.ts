/** Open a queue of which either end is taken in the same time, however long it is. */

export interface Queue<Item> {
  readonly push: (item: Item) => void
  /** Take the first. */
  readonly shift: () => Item | undefined
  /** Take the last. */
  readonly pop: () => Item | undefined
  readonly length: () => number
}

export function openQueue<Item>(): Queue<Item> {
  const items = new Map<number, Item>()
  let first = 0
  let end = 0
  return {
    push(item) {
      items.set(end++, item)
    },
    shift: () => (first < end ? take(first++) : undefined),
    pop: () => (first < end ? take(--end) : undefined),
    length: () => end - first
  }

  function take(index: number): Item | undefined {
    const item = items.get(index)
    items.delete(index)
    return item
  }
}
