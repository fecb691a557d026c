/** Where the text of a page stands. */

import {expect, test} from 'vitest'
import {blankMarkup, listTextPlaces} from '../src/list-text-places.ts'

test.each([
  ['HTML', '<!doctype html><body>'],
  ['XHTML', '<html xmlns="http://www.w3.org/1999/xhtml"><body>']
])('a page of %s that nests deeper than the stack has its text', (name, start) => {
  const depth = name === 'HTML' ? 20_000 : 3000
  const end = name === 'HTML' ? '' : '</body></html>'
  const page = `${start}${'<i>'.repeat(depth)}ferry${'</i>'.repeat(depth)}${end}`
  expect(listTextPlaces(page).map(([from, to]) => page.slice(from, to))).toEqual(['ferry'])
  expect(blankMarkup(page).trim()).toBe('ferry')
})

test('scripts, styles and comments of XHTML are no text', () => {
  const page = `<html xmlns="http://www.w3.org/1999/xhtml"><head><style>a</style></head><body><!-- b --><p>ferry</p><script>c</script></body></html>`
  expect(listTextPlaces(page).map(([from, to]) => page.slice(from, to))).toEqual(['ferry'])
})
