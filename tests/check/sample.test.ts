/** Our own editions of the sample: nothing that a shop or device refuses, and no promise broken. */

import {beforeAll, expect, test} from 'vitest'
import type {BuildResult} from '../../src/pipeline.ts'
import {loadFolder, loadWorld} from '../../src/io.ts'
import {build, readRulePacks} from '../../src/pipeline.ts'
import {runCheck} from './run-check.ts'

let result: BuildResult

beforeAll(async () => {
  const folder = loadFolder(new URL('../../sources/open-weights', import.meta.url).pathname)
  result = await build(folder, await loadWorld({readRulePacks}))
})

test.each(['epub', 'pdf', 'html'])('%s', async (format) => {
  const edition = result.editions.find((edition) => edition.format === format)
  const {findings, isRead} = await runCheck(edition?.name ?? '', edition?.bytes ?? new Uint8Array())
  expect(isRead).toBe(true)
  expect(findings.filter(({level}) => level === 'error')).toEqual([])
  const spoiled = findings.filter(({level}) => level === 'warning').map(({id, pack}) => `${pack}:${id}`)
  // The contents go down to sections on purpose: what Kindle leaves out stands on the page.
  expect(spoiled).toEqual(format === 'epub' ? ['kindle:nested-contents'] : [])
})
