/** Links of the PDF, from the article to the file. */

import {expect, test} from 'vitest'
import {build} from '../../../src/pipeline.ts'
import {world} from '../read-press.ts'

test('an address that goes over many lines is written once, and what it says of itself is short', async () => {
  const address = `https://example.org/${'ferry-'.repeat(2000)}`
  const bytes = new TextEncoder().encode(`# Ferries\n\nThe timetable: <${address}> (in full).\n`)
  const {editions} = await build({name: 'd', files: [{path: 'a.md', bytes}]}, world, {formats: ['pdf']})
  const file = Buffer.from(editions[0]?.bytes ?? []).toString('latin1')
  expect(file.match(/\/Subtype \/Link\b/g)?.length).toBeGreaterThan(100)
  expect(file.split(address)).toHaveLength(2)
})
