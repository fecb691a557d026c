/** Words of an edition: labels with their `{places}` filled. */

import type {Labels} from './model.ts'

/**
 * @param labels words of one language.
 * @param key which of them; one that is missing is a bug of the templates.
 * @param values what stands in the label's `{places}`.
 */
export function fillLabel(
  labels: Labels,
  key: string,
  values: Readonly<Record<string, string | number>> = {}
): string {
  const label = labels[key]
  if (label === undefined) throw new Error(`Expected label \`${key}\``)
  return label.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}

/**
 * Write a date as a language writes it.
 *
 * @param date ISO 8601 year, month or day; anything else is returned as it is.
 */
export function formatDate(labels: Labels, date: string): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date)
  if (!match) return date
  const [, year = '', month, day] = match
  if (month === undefined) return fillLabel(labels, 'dateYear', {year})
  const monthName = labels[`month${Number(month)}`] ?? Number(month)
  if (day === undefined) return fillLabel(labels, 'dateMonth', {year, month: monthName})
  return fillLabel(labels, 'dateDay', {year, month: monthName, day: Number(day)})
}
