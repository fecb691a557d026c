/**
 * Clean the files that a command names, by the decisions that its options give.
 */

import type {Article, Decisions} from '../model.ts'
import {closestMatch} from 'leven'
import {VFile} from 'vfile'
import {loadFile, loadRules} from '../io.ts'
import {loadInput} from '../io/load-input.ts'
import {
  cleanFile,
  cleanTogether,
  openFile,
  readRulePacks,
  recordSuffix,
  type CleanedFile
} from '../pipeline.ts'
import type {OpenedFile} from '../pipeline.ts'

/** A file as cleaned, by the name that it was given; without an article where it could not be read. */
export interface Cleaned extends CleanedFile {
  readonly path: string
  /** Said of the container that it stands in, once for all that stand there. */
  readonly report?: VFile
  /** Whether the container could be read in part only. */
  readonly isPartial?: boolean
}

export interface CleanPathsOptions {
  /** Kind that the files are read as (default: what their names say). */
  readonly as: string | undefined
  readonly decisions: Decisions
  /** Whether what recurs over the files is evidence. */
  readonly together: boolean
}

/** The name of what is piped in. */
export const inputName = '-'

/** Clean files, in the order given; one after the other, unless it is done together. */
export function* cleanPaths(
  paths: ReadonlyArray<string>,
  {as, decisions, together}: CleanPathsOptions
): Generator<Cleaned> {
  const world = {rules: readRulePacks(loadRules())}
  if (!together) {
    for (const path of paths) {
      const opened = openPath(path, as)
      yield* present(
        path,
        opened,
        opened?.files.map((file) => () => cleanFile(file, world, {decisions}))
      )
    }

    return
  }

  const all = paths.map((path) => openPath(path, as))
  const cleaned = cleanTogether(
    all.flatMap((opened) => opened?.files ?? []),
    world,
    {decisions}
  )
  let from = 0
  for (const [index, path] of paths.entries()) {
    const opened = all[index]
    const own = cleaned.slice(from, from + (opened?.files.length ?? 0))
    from += own.length
    yield* present(
      path,
      opened,
      own.map((one) => () => one)
    )
  }
}

/** @returns undefined where it may not be read. */
export function openPath(path: string, kind: string | undefined): OpenedFile | undefined {
  const raw = path === inputName ? loadInput('stdin') : loadFile(path)
  const record = path === inputName ? undefined : loadFile(path + recordSuffix)
  return raw && openFile(raw, {kind, record})
}

/** Articles of a file, under its name where it is one itself, each cleaned when its turn comes. */
function* present(
  path: string,
  opened: OpenedFile | undefined,
  cleaned: ReadonlyArray<() => CleanedFile> = []
): Generator<Cleaned> {
  if (!opened) {
    yield refuse(path)
    return
  }

  const {files, isWhole, report} = opened
  if (report && files.length === 0) yield {path, file: report}
  for (const [index, clean] of cleaned.entries()) {
    const one = clean()
    const isFirst = index === 0
    // A name that was made up to say the kind is shown to nobody.
    const shown = path === inputName ? 'stdin' : path
    if (!report && one.file.path !== shown) one.file.path = shown
    yield {
      path: report ? (files[index]?.path ?? path) : path,
      ...one,
      ...(report && isFirst && {report, isPartial: !isWhole})
    }
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

export function refuse(path: string): Cleaned {
  const file = new VFile({path})
  file.message('Expected a file that may be read', {ruleId: 'missing-file', source: 'cli'}).fatal = true
  return {path, file}
}
