/** What every kind of container comes to. */

import type {RawFile} from '../../model.ts'
import type {VFile} from 'vfile'
import type {DecodedText} from '../decode-text.ts'

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
  file.message(reason, {ruleId: 'container', source}).fatal = true
  return {files: [], articles: [], file, skipped: [file.path]}
}

/** Say why a container's own text may be wrong. */
export function reportDoubts(file: VFile, doubts: DecodedText['doubts'], source: string): void {
  for (const {reason, line} of doubts) {
    const place = line === undefined ? undefined : {line, column: 1}
    file.message(reason, {ruleId: 'encoding', source, ...(place && {place})})
  }
}
