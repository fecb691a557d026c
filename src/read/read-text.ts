/** Read a file that an editor wrote as text: its doubts are messages, and a file that is no text has a fatal one. */

import type {RawFile} from '../model.ts'
import {VFile} from 'vfile'
import {decodeText} from './decode-text.ts'

export function readText(raw: RawFile): VFile {
  const decoded = decodeText(raw.bytes)
  if (!('reason' in decoded)) {
    const file = new VFile({path: raw.path, value: decoded.text})
    for (const {reason, line} of decoded.doubts) {
      const place = line === undefined ? undefined : {line, column: 1}
      file.message(reason, {ruleId: 'encoding', source: 'read-text', ...(place && {place})})
    }

    return file
  }

  const file = new VFile({path: raw.path})
  file.message(decoded.reason, {
    place: {line: decoded.line, column: 1},
    ruleId: 'encoding',
    source: 'read-text'
  }).fatal = true
  return file
}
