/** What every kind of container comes to. */

import type {RawFile} from '../../model.ts'
import type {VFile} from 'vfile'

export interface Unpacked {
  /** What it holds, as files below its own path: articles in their order, and pictures. */
  readonly files: ReadonlyArray<RawFile>
  /** Paths of those that are articles, in order. */
  readonly articles: ReadonlyArray<string>
  /** The container, with messages about what was left out. */
  readonly file: VFile
  /** Paths of what should have been read and could not be. */
  readonly skipped: ReadonlyArray<string>
}

/** A container that cannot be read at all. */
export function refuseContainer(file: VFile, reason: string, source: string): Unpacked {
  file.message(`${reason}; left it out`, {ruleId: 'container', source}).fatal = true
  return {files: [], articles: [], file, skipped: [file.path]}
}
