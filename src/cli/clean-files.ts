/**
 * Clean the files that a command names, by the decisions that its options give.
 */

import type {Article, Decisions, RawFile} from '../model.ts'
import {closestMatch} from 'leven'
import {VFile} from 'vfile'
import {loadFile, loadRules} from '../io.ts'
import {cleanFile, cleanTogether, readRulePacks, type CleanedFile} from '../pipeline.ts'

/** A file as cleaned, by the name that it was given; without an article where it could not be read. */
export interface Cleaned extends CleanedFile {
  readonly path: string
}

export interface CleanPathsOptions {
  readonly decisions: Decisions
  /** Whether what recurs over the files is evidence. */
  readonly together: boolean
}

/** Clean files, in the order given; one after the other, unless it is done together. */
export function* cleanPaths(
  paths: ReadonlyArray<string>,
  {decisions, together}: CleanPathsOptions
): Generator<Cleaned> {
  const world = {rules: readRulePacks(loadRules())}
  if (!together) {
    for (const path of paths) {
      const raw = loadFile(path)
      yield raw ? {path, ...cleanFile(raw, world, {decisions})} : refuse(path)
    }

    return
  }

  const raws = paths.map((path) => loadFile(path))
  const found = raws.filter((raw): raw is RawFile => raw !== undefined)
  const cleaned = cleanTogether(found, world, {decisions}).values()
  for (const [index, path] of paths.entries()) {
    const one = raws[index] && cleaned.next().value
    yield one ? {path, ...one} : refuse(path)
  }
}

/** A file with a warning for each decision that met no change in any article; none, where all did. */
export function reportUnmet({keep, drop}: Decisions, all: ReadonlyArray<Article>): VFile[] {
  const met = new Set(all.flatMap(({file}) => [...(file.data.decided ?? [])]))
  const known = [...met, ...all.flatMap(({ledger}) => ledger.map(({id}) => id))]
  const report = new VFile()
  for (const [option, ids] of Object.entries({keep, drop})) {
    for (const id of ids.filter((id) => !met.has(id))) {
      const near = closestMatch(id, known, {maxDistance: 4})
      const hint =
        near === undefined ? 'expected an id that `fascicle explain` shows' : `did you mean \`${near}\`?`
      report.message(`Unexpected id \`${id}\` of \`--${option}\`, ${hint}`, {
        ruleId: 'unknown-id',
        source: 'cli'
      })
    }
  }

  return report.messages.length > 0 ? [report] : []
}

function refuse(path: string): Cleaned {
  const file = new VFile({path})
  file.message('Expected a file that may be read', {ruleId: 'missing-file', source: 'cli'}).fatal = true
  return {path, file}
}
