import {expect, test} from 'vitest'
import {guardTerminal} from '../../src/cli/guard-terminal.ts'

test('leaves what the command line says with', () => {
  const text = '\r\u001b[2Kdigest  read  a.md\n\u001b[31m\u001b[1mred\u001b[0m\ttab \u4e2d\u6587\n'
  expect(guardTerminal(text)).toBe(text)
})

test('writes out what steers the terminal otherwise', () => {
  expect(guardTerminal('a\rb\u001b[2Jc\u001b]0;title\u0007d\u009b2Je\u202ef\u2066g\u0000')).toBe(
    'a\\u000db\\u001b[2Jc\\u001b]0;title\\u0007d\\u009b2Je\\u202ef\\u2066g\\u0000'
  )
})
