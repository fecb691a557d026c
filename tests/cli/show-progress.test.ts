import {expect, test} from 'vitest'
import type {Host} from '../../src/cli/host.ts'
import {showProgress} from '../../src/cli/show-progress.ts'

function show(isTerminal: boolean, env: Host['env']): string {
  let printed = ''
  const write = (text: string) => (printed += text)
  const sink = {isTerminal, hasColors: false, columns: 48, write}
  const progress = showProgress({env, out: sink, err: sink, turn: async () => {}, seal() {}}, 'llamas')
  progress.step('read')
  progress.step('clean', '01.txt')
  progress.step('clean', '02-\u001b[2Jvery-long-name.txt')
  progress.end()
  progress.end()
  return printed
}

test('a live line for each step on a terminal, cut to fit', () => {
  const clear = '\r\u001b[2K'
  expect(show(true, {})).toBe(
    `${clear}llamas  read\n${clear}llamas  clean  01.txt${clear}llamas  clean  02-\\u001b\n`
  )
})

test('nothing in a pipe, on a dumb terminal and where nobody watches', () => {
  expect(show(false, {})).toBe('')
  expect(show(true, {CI: 'true'})).toBe('')
  expect(show(true, {TERM: 'dumb'})).toBe('')
})
