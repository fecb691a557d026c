/** Judge messages as somebody reads them who has only them. */

import type {VFile} from 'vfile'

// What shows through where a value was not what its writer thought it was.
const slips = /\bundefined\b|\[object |\bat .*:\d+:\d+|(?:Type|Range|Reference|Syntax)Error/

/** What is wrong with the messages of files; nothing, where they say what, where and by whom. */
export function judgeMessages(files: ReadonlyArray<VFile>): string[] {
  return files.flatMap(({messages, path, value}) => {
    const lines = String(value ?? '').split(/\r\n?|\n/).length
    return messages.flatMap(({line, reason, ruleId, source}) => [
      ...(path ? [] : [`No file: ${reason}`]),
      ...(ruleId !== undefined && source !== undefined ? [] : [`No rule: ${reason}`]),
      ...(slips.test(reason) ? [`Slip: ${reason}`] : []),
      ...(/^(?:Unexpected|Expected|Cannot) /.test(reason) ? [] : [`Wording: ${reason}`]),
      ...(value !== undefined && line !== undefined && (line < 1 || line > lines)
        ? [`Line ${line}: ${reason}`]
        : [])
    ])
  })
}
