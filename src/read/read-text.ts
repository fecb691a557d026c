/** Read a file that an editor wrote as text: its doubts are messages, and a file that is no text has a fatal one. */

import type {RawFile} from '../model.ts'
import {VFile} from 'vfile'
import {decodeText} from './decode-text.ts'
import {reportDoubts} from './report-doubts.ts'

/** @param consequence - what is said of a file that is no text, behind the reason. */
export function readText(raw: RawFile, consequence = ''): VFile {
  const decoded = decodeText(raw.bytes)
  if (!('reason' in decoded)) {
    const file = new VFile({path: raw.path, value: decoded.text})
    reportDoubts(file, decoded.doubts, 'read-text')
    return file
  }

  const file = new VFile({path: raw.path})
  file.message(decoded.reason + consequence, {
    place: {line: decoded.line, column: 1},
    ruleId: 'encoding',
    source: 'read-text'
  }).fatal = true
  return file
}
