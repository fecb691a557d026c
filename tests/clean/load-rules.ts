/** The packs under `src/clean/rules/`, for tests. */

import {readdirSync, readFileSync} from 'node:fs'
import {readRulePack} from '../../src/clean/index.ts'
import type {RulePack} from '../../src/model.ts'

const folder = new URL('../../src/clean/rules/', import.meta.url)

/** All packs, by path. */
export function loadRules(): RulePack[] {
  return readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .filter((path) => path.endsWith('.yaml'))
    .sort()
    .map((path) => readRulePack(path, readFileSync(new URL(path, folder), 'utf8')))
}
