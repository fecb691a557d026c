/** Make metadata of what containers say, without what says nothing. */

import type {Metadata} from '../../model.ts'

type Said = {readonly [Key in keyof Metadata]: string | undefined}

/** Values on one line each; dates by their day, languages and addresses only where they are such. */
export function makeMetadata(said: Said): Metadata {
  const values = Object.entries({
    ...said,
    date: said.date === undefined ? undefined : readDay(said.date),
    url: /^https?:\/\//i.test(said.url ?? '') ? said.url : undefined,
    lang: /^[a-z]{2,3}(?:[-_][a-z\d]+)*$/i.test(said.lang ?? '') ? said.lang?.replaceAll('_', '-') : undefined
  }).flatMap(([key, value = '']) => {
    const line = value.replace(/\s+/g, ' ').trim()
    return line === '' ? [] : [[key, line] as const]
  })
  return Object.fromEntries(values) as Metadata
}

/** Names of several as one, in the manner of their script. */
export function joinNames(names: ReadonlyArray<string>): string | undefined {
  const known = [...new Set(names.map((name) => name.trim()).filter(Boolean))]
  return known.join(/\p{Script=Han}/u.test(known.join('')) ? '\u3001' : ', ') || undefined
}

/** A time is cut to its day; the year 101 stands for none in what some programs write. */
function readDay(date: string): string | undefined {
  const [day] = /^\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|[T ])/.exec(date.trim()) ?? [date]
  return /^0/.test(day) ? undefined : day
}
