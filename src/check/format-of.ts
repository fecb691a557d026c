/** What a finished edition is, by its name. */

import type {CheckFormat} from './types.ts'

const formats: Readonly<Record<string, CheckFormat>> = {
  epub: 'epub',
  pdf: 'pdf',
  html: 'html',
  htm: 'html',
  xhtml: 'html'
}

/** @returns undefined for what cannot be checked. */
export function formatOf(path: string): CheckFormat | undefined {
  return formats[/\.(\w+)$/.exec(path.toLowerCase())?.[1] ?? '']
}
