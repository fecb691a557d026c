/** Say of a file why its text may be wrong. */

import type {VFile} from 'vfile'
import type {DecodedText} from './decode-text.ts'

export function reportDoubts(file: VFile, doubts: DecodedText['doubts'], source: string): void {
  for (const {reason, line} of doubts) {
    const place = line === undefined ? undefined : {line, column: 1}
    file.message(reason, {ruleId: 'encoding', source, ...(place && {place})})
  }
}
