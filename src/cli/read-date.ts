/**
 * Read `SOURCE_DATE_EPOCH`, the date of reproducible builds: seconds since
 * 1970, in which an undated digest is dated.
 */

import {VFile} from 'vfile'

// The year 9999: later years have no four digits, and ISO 8601 no short form.
const last = 253_402_300_799

/**
 * @param epoch value of the variable.
 * @returns ISO 8601 date, or undefined without a value.
 * @throws VFileMessage where the value is no number of seconds.
 */
export function readDate(epoch: string | undefined): string | undefined {
  if (epoch === undefined || epoch === '') return
  const seconds = /^\d{1,12}$/.test(epoch) ? Number(epoch) : Number.NaN
  if (!(seconds <= last)) {
    // What stands in the environment may be a secret that was put in the wrong place.
    const message = new VFile().message('Unexpected `SOURCE_DATE_EPOCH`, expected seconds since 1970', {
      ruleId: 'date',
      source: 'cli'
    })
    message.fatal = true
    throw message
  }

  return new Date(seconds * 1000).toISOString().slice(0, 10)
}
