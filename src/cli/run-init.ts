/** Run `fascicle init`: write a manifest for a folder of articles, and files for notes. */

import type {Host} from './host.ts'
import type {InitRequest} from './read-arguments.ts'
import {VFileMessage} from 'vfile-message'
import {listThemes, loadFolder, loadRules, saveDraft, schemaPath} from '../io.ts'
import {draftDigest, readRulePacks} from '../pipeline.ts'
import {exitCodes} from './host.ts'
import {fileOf, writeReport} from './write-report.ts'

/** @returns the exit code. */
export async function runInit({folder}: InitRequest, host: Host): Promise<number> {
  try {
    const {files, left, name} = loadFolder(folder)
    const {
      drafts,
      files: read,
      skipped
    } = draftDigest(
      {name, files},
      {
        rules: readRulePacks(loadRules()),
        schema: schemaPath(folder),
        themes: listThemes()
      }
    )
    writeReport([...left, ...read], folder, host.err)
    if (drafts.size === 0) return exitCodes.refused
    await host.turn()
    const paths = saveDraft(folder, drafts)
    host.seal()
    for (const path of paths) host.out.write(`${path}\n`)
    return left.length + skipped.length > 0 ? exitCodes.partly : exitCodes.done
  } catch (error) {
    if (!(error instanceof VFileMessage)) throw error
    writeReport([fileOf(error)], '', host.err)
    return exitCodes.refused
  }
}
