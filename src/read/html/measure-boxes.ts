/**
 * Measure the boxes of a page: how much stands in each, how much of it is links, how much prose.
 */

import type {Block, Box, Page} from './list-blocks.ts'

/** What stands in a box, in words. */
export interface Facts {
  length: number
  linked: number
  /** Blocks of prose. */
  longs: number
}

/** Measure all boxes. */
export function measureBoxes({blocks, boxes}: Page): Map<Box, Facts> {
  const facts = new Map<Box, Facts>()
  for (const box of boxes) facts.set(box, {length: 0, linked: 0, longs: 0})
  for (const {box, length, linked} of blocks) {
    const isLong = isProse({length, linked})
    for (let one: Box | undefined = box; one; one = one.parent) {
      const sums = facts.get(one)
      if (!sums) continue
      sums.length += length
      sums.linked += linked
      if (isLong) sums.longs++
    }
  }

  return facts
}

/** A block so long is prose. */
export const longLength = 24

/** Whether a block is long, and not of links. */
export function isProse({length, linked}: Pick<Block, 'length' | 'linked'>): boolean {
  return length >= longLength && linked * 3 < length
}

/** A box and those around it, from the inside. */
export function listUp(box: Box): Box[] {
  const all: Box[] = []
  for (let one: Box | undefined = box; one; one = one.parent) all.push(one)
  return all
}

/** Whether a block stands in a box. */
export function holds(box: Box | undefined, index: number): boolean {
  return box !== undefined && index >= box.first && index < box.end
}

/** Powers of two: 0, 1, 2–3, 4–7, … */
export function bucket(value: number): number {
  return value < 1 ? 0 : Math.min(10, Math.floor(Math.log2(value)) + 1)
}

/** A share in five steps. */
export function share(value: number): number {
  return value <= 0 ? 0 : value < 0.2 ? 1 : value < 0.5 ? 2 : value < 0.9 ? 3 : 4
}
