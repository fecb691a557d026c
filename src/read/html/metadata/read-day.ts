/**
 * Read the day out of a date as pages write it.
 *
 * The day is the one that is written there: a time zone behind it does not move it, since the
 * date line of an article is the local day of its publisher.
 */

const hour = 3600
/** Seconds of the years 1990 to 2100: other numbers are no dates of web pages. */
const firstSecond = 631_152_000
const lastSecond = 4_102_444_800
/** All of China keeps one time; elsewhere a number of seconds says nothing of the local day. */
const chinaOffset = 8 * hour

const epoch = /^\d{10}(?:\d{3})?$/
const compact = /^(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}(?:Z|[+-]\d{4})?)?$/
const yearFirst = /(?:^|\D)((?:19|20)\d{2})\s?[-/.\u5e74]\s?(\d{1,2})\s?[-/.\u6708]\s?(\d{1,2})(?!\d)/
const dayFirst = /(?:^|[^\d.])(\d{1,2})([./-])\s?(\d{1,2})\2\s?((?:19|20)\d{2})(?!\d)/
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthName =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const dayMonth = new RegExp(
  `(?:^|[^\\d:])(\\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?(${monthName})\\.?,?[ -]((?:19|20)\\d{2})(?!\\d)`,
  'i'
)
const monthDay = new RegExp(
  `(?:^|[^a-z])(${monthName})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (?:at )?((?:19|20)\\d{2})(?!\\d)`,
  'i'
)
/** As programs print it: the year at the end, behind time and zone. */
const printed = new RegExp(`^[a-z]{3} (${monthName}) (\\d{1,2}) [\\d:]{5,8} .{0,12}?((?:19|20)\\d{2})$`, 'i')

export interface DayOptions {
  /** Whether the page is Chinese: then a number of seconds is read in China's time. */
  readonly isChinese?: boolean
}

/** ISO 8601 day that a text holds; undefined where it holds none. */
export function readDay(text: string, options: DayOptions = {}): string | undefined {
  const value = text.trim()
  if (epoch.test(value)) return readSeconds(Number(value.slice(0, 10)), options)
  const whole = compact.exec(value)
  if (whole) return joinDay(whole[1], whole[2], whole[3])
  const iso = yearFirst.exec(value)
  if (iso) return joinDay(iso[1], iso[2], iso[3])
  const english = dayMonth.exec(value)
  if (english) return joinDay(english[3], monthOf(english[2]), english[1])
  const american = monthDay.exec(value) ?? printed.exec(value)
  if (american) return joinDay(american[3], monthOf(american[1]), american[2])
  return readNumbers(value)
}

/** Where a day stands in a text, and its length. */
export function findDay(text: string): {from: number; to: number} | undefined {
  const match = [yearFirst, dayMonth, monthDay, dayFirst].map((form) => form.exec(text)).find(Boolean)
  return match ? {from: match.index, to: match.index + match[0].length} : undefined
}

function readSeconds(seconds: number, {isChinese = false}: DayOptions): string | undefined {
  if (seconds < firstSecond || seconds > lastSecond) return
  return new Date((seconds + (isChinese ? chinaOffset : 0)) * 1000).toISOString().slice(0, 10)
}

/** Day and month in numbers: with points the day is first; else only where it must be. */
function readNumbers(value: string): string | undefined {
  const match = dayFirst.exec(value)
  if (!match) return
  const [, first = '', mark, second = '', year] = match
  if (mark === '.' || Number(first) > 12 || first === second) return joinDay(year, second, first)
  return Number(second) > 12 ? joinDay(year, first, second) : undefined
}

function monthOf(name = ''): string {
  return String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1)
}

function joinDay(year = '', month = '', day = ''): string | undefined {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const time = Date.parse(`${iso}T00:00:00Z`)
  if (Number.isNaN(time) || Number(year) < 1900) return
  // The 31st of February is read as the 3rd of March.
  return new Date(time).toISOString().startsWith(iso) ? iso : undefined
}
