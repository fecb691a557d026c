/** Run `fascicle init`: write a manifest for a folder of articles, and files for notes. */

import type {Host} from './host.ts'
import type {InitRequest} from './read-arguments.ts'
import {VFileMessage} from 'vfile-message'
import {listThemes, loadFolder, loadRules, openWorkshop, saveDraft, schemaPath, sizeLimit} from '../io.ts'
import {draftDigest, readRulePacks} from '../pipeline.ts'
import {exitCodes} from './host.ts'
import {fileOf, writeReport} from './write-report.ts'

/** @returns the exit code. */
export async function runInit({folder, limits}: InitRequest, host: Host): Promise<number> {
  try {
    const {files, left, name} = loadFolder(folder, {size: sizeLimit(limits)})
    const rules = readRulePacks(loadRules())
    const workshop = openWorkshop({rules, limits})
    const world = {rules, workshop, schema: schemaPath(folder), themes: listThemes()}
    const {
      drafts,
      files: read,
      skipped
    } = await draftDigest({name, files}, world).finally(() => workshop.rest())
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
