import {expect, test} from 'vitest'
import {compareLocks} from '../../src/lock/compare-locks.ts'
import {makeLock, readLock, sumInputs, writeLock, type Made} from '../../src/lock/make-lock.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const made: Made = {
  version: '1.0.0',
  files: [
    {path: 'b.txt', bytes: encode('b')},
    {path: 'a: "x"\u7f8a.txt', bytes: encode('a')}
  ],
  theme: {name: 'quiet', tokens: {ink: '#000000'}, files: new Map([['html.css', 'p {}']])},
  rules: [
    {
      path: 'drop-junk/a.yaml',
      job: 'drop-junk',
      rules: [],
      weights: {bias: 1, shapes: new Map([['long', 2]]), phrases: new Map()}
    }
  ],
  packages: new Map([['opencc-js', '1.4.2']]),
  editions: [{name: 'a.html', format: 'html', bytes: encode('<p>')}]
}
const lock = makeLock(made)

test('is written, and read as it was', () => {
  expect(readLock(writeLock(lock))).toEqual(lock)
  expect(Object.keys(lock.inputs)).toEqual(['a: "x"\u7f8a.txt', 'b.txt'])
  expect(lock.inputs['b.txt']).toBe('3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d')
})

test('what is no lock is none', () => {
  for (const text of ['', '[', '- a', 'a: 1', 'fascicle: [1]']) expect(readLock(text)).toBeUndefined()
})

test('the order of what came in does not count, its content does', () => {
  expect(makeLock({...made, files: [...made.files].reverse()})).toEqual(lock)
  expect(sumInputs([...made.files].reverse())).toBe(sumInputs(made.files))
  expect(sumInputs(made.files.slice(1))).not.toBe(sumInputs(made.files))
  const pack = {...made.rules[0], weights: {bias: 1, shapes: new Map([['long', 3]]), phrases: new Map()}}
  expect(makeLock({...made, rules: [pack as Made['rules'][number]]}).rules).not.toEqual(lock.rules)
})

test('says what has changed', () => {
  const after = makeLock({
    ...made,
    version: '1.1.0',
    files: [
      {path: 'b.txt', bytes: encode('bb')},
      {path: 'c.txt', bytes: encode('c')}
    ],
    theme: {...made.theme, tokens: {ink: '#111111'}},
    packages: new Map([['opencc-js', '1.5.0']])
  })
  expect(compareLocks(lock, lock)).toEqual([])
  expect(compareLocks(lock, after)).toEqual([
    {of: 'inputs', name: 'a: "x"\u7f8a.txt', how: 'removed'},
    {of: 'inputs', name: 'b.txt', how: 'changed'},
    {of: 'inputs', name: 'c.txt', how: 'added'},
    {of: 'theme', name: 'quiet', how: 'changed'},
    {of: 'packages', name: 'opencc-js', how: 'changed'},
    {of: 'fascicle', name: '1.1.0', how: 'changed'}
  ])
})
