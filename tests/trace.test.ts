/** A text node's value is its raw slice with its edits, whatever is done to it. */

import fc from 'fast-check'
import type {Text} from 'mdast'
import {expect, test} from 'vitest'
import {applyEdits, placeOf, rawPlace, rewriteAll, splitText, splitTextAt, valueOffset} from '../src/trace.ts'

const raw = 'abcdefghijklmnopqrstuvwxyz'

function createText(): Text {
  const point = (offset: number) => ({line: 1, column: offset + 1, offset})
  return {type: 'text', value: raw, position: {start: point(0), end: point(raw.length)}}
}

function expectTrace(node: Text): void {
  expect(applyEdits(raw, placeOf(node), node.data?.edits)).toBe(node.value)
  let last = placeOf(node)[0]
  for (const edit of node.data?.edits ?? []) {
    expect(edit.start).toBeGreaterThanOrEqual(last)
    expect(edit.end).toBeGreaterThanOrEqual(edit.start)
    last = edit.end
  }

  expect(last).toBeLessThanOrEqual(placeOf(node)[1])
}

function rewrite(node: Text, from: number, to: number, text: string): void {
  rewriteAll(node, [{from, to, text}])
}

const action = fc.record({from: fc.nat(30), size: fc.nat(6), text: fc.string({maxLength: 3})})

test('rewriting keeps the trace', () => {
  fc.assert(
    fc.property(fc.array(action, {maxLength: 8}), (actions) => {
      const node = createText()
      for (const {from, size, text} of actions) {
        const start = Math.min(from, node.value.length)
        const end = Math.min(start + size, node.value.length)
        const expected = node.value.slice(0, start) + text + node.value.slice(end)
        rewrite(node, start, end, text)
        expect(node.value).toBe(expected)
        expectTrace(node)
      }
    })
  )
})

test('rewriting all at once is rewriting one by one', () => {
  fc.assert(
    fc.property(fc.array(action, {maxLength: 4}), fc.array(action, {maxLength: 5}), (actions, batch) => {
      const node = createText()
      for (const {from, size, text} of actions) {
        const start = Math.min(from, node.value.length)
        rewrite(node, start, Math.min(start + size, node.value.length), text)
      }

      let last = 0
      const replacements = batch.map(({from, size, text}) => {
        const start = Math.min(last + (from % 5), node.value.length)
        last = Math.min(start + size + 1, node.value.length)
        return {from: start, to: last, text}
      })
      const expected = replacements
        .toReversed()
        .reduce((value, {from, to, text}) => value.slice(0, from) + text + value.slice(to), node.value)
      const places = rewriteAll(node, replacements)
      expect(node.value).toBe(expected)
      expect(places.length).toBe(replacements.length)
      expectTrace(node)
    })
  )
})

test('splitting keeps the trace of both parts', () => {
  fc.assert(
    fc.property(fc.array(action, {maxLength: 5}), fc.nat(30), (actions, at) => {
      const node = createText()
      for (const {from, size, text} of actions) {
        const start = Math.min(from, node.value.length)
        rewrite(node, start, Math.min(start + size, node.value.length), text)
      }

      const {value} = node
      const cut = Math.min(at, value.length)
      const tail = splitText(node, cut)
      expect([node.value, tail.value]).toEqual([value.slice(0, cut), value.slice(cut)])
      expect(placeOf(tail)[0]).toBe(placeOf(node)[1])
      expectTrace(node)
      expectTrace(tail)
    })
  )
})

test('splitting at a raw offset cuts there unless an edit covers it', () => {
  fc.assert(
    fc.property(fc.array(action, {maxLength: 5}), fc.nat(raw.length), (actions, offset) => {
      const node = createText()
      for (const {from, size, text} of actions) {
        const start = Math.min(from, node.value.length)
        rewrite(node, start, Math.min(start + size, node.value.length), text)
      }

      const isCovered = node.data?.edits?.some((edit) => edit.start < offset && edit.end > offset)
      const {value} = node
      const tail = splitTextAt(node, offset)
      expect(node.value + tail.value).toBe(value)
      if (!isCovered) expect(placeOf(node)[1]).toBe(offset)
      expectTrace(node)
      expectTrace(tail)
    })
  )
})

test('a range without edits leads to itself', () => {
  const node = createText()
  expect(rawPlace(node, 3, 7)).toEqual([3, 7])
  expect(valueOffset(node, 5)).toBe(5)
})

test('a range behind an edit is shifted by it, and one that touches it takes it in', () => {
  const node = createText()
  rewrite(node, 2, 4, 'XYZ')
  expect(rawPlace(node, 5, 7)).toEqual([4, 6])
  expect(rawPlace(node, 3, 6)).toEqual([2, 5])
  expect(valueOffset(node, 4)).toBe(5)
  expect(valueOffset(node, 3)).toBe(5)
})
