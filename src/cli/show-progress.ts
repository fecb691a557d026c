/**
 * Show on a terminal what is being done: one live line for each step. In a
 * pipe and under continuous integration nobody watches, so nothing is shown.
 */

import type {Host} from './host.ts'
import {neutralize} from './neutralize.ts'

export interface Progress {
  readonly step: (step: string, detail?: string) => void
  /** Leave the last line as it stands, and go to the next. */
  readonly end: () => void
}

const clearLine = '\r\u001b[2K'

/** @param title name of what the steps belong to. */
export function showProgress(host: Host, title: string): Progress {
  const {err, env} = host
  if (!err.isTerminal || env['TERM'] === 'dumb' || isSet(env['CI'])) return {step() {}, end() {}}
  let current: string | undefined
  const end = () => {
    if (current !== undefined) err.write('\n')
    current = undefined
  }

  return {
    end,
    step(step, detail) {
      if (current !== undefined && current !== step) end()
      current = step
      const line = neutralize(detail === undefined ? `${title}  ${step}` : `${title}  ${step}  ${detail}`)
      // Han characters are two columns wide: by half the width a line never wraps.
      err.write(clearLine + [...line].slice(0, Math.max(20, Math.floor(err.columns / 2))).join(''))
    }
  }
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false'
}
