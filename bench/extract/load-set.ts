/**
 * Load a set as `prepare.ts` lays it out: `pages/<id>.html`, what their articles say
 * in `gold.json`, and how they are scored in `set.json`.
 */

import fs from 'node:fs'
import path from 'node:path'
import type {Gold, SetHead} from './score-text.ts'

export interface Page {
  readonly id: string
  readonly bytes: Uint8Array
  readonly gold: Gold
}

export interface PageSet extends SetHead {
  readonly name: string
  readonly pages: ReadonlyArray<Page>
}

/** Names of the sets in a folder. */
export function listSets(folder: string): string[] {
  return fs
    .readdirSync(folder)
    .filter((name) => fs.existsSync(path.join(folder, name, 'set.json')))
    .sort()
}

/** Load a set; with a limit, pages spread evenly over the whole of it. */
export function loadSet(folder: string, name: string, limit = Infinity): PageSet {
  const readJson = (file: string) => JSON.parse(fs.readFileSync(path.join(folder, name, file), 'utf8'))
  const head: SetHead = readJson('set.json')
  const gold = Object.entries(readJson('gold.json') as Record<string, Gold>)
  const step = Math.max(1, gold.length / limit)
  const count = Math.min(gold.length, limit)
  const picked = Array.from({length: count}, (_, index) => gold[Math.floor(index * step)]).filter(
    (entry) => entry !== undefined
  )
  return {
    ...head,
    name,
    pages: picked.map(([id, gold]) => ({
      id,
      gold,
      bytes: fs.readFileSync(path.join(folder, name, 'pages', `${id}.html`))
    }))
  }
}
