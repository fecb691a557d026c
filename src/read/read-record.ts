/**
 * Read what `fascicle fetch` wrote down beside a page.
 *
 * The record of `a/launch.html` is `a/launch.html.fetch.json`; docs/fetch.md says
 * what is in it. It tells where the page was read, which encoding the server
 * named, and which file of the folder each of its pictures is. A record that is
 * none, or that an editor has broken, tells nothing: the page is read as any other.
 */

import type {Provenance} from '../model.ts'

/** What the name of a record has behind that of its page. */
export const recordSuffix = '.fetch.json'

/**
 * @param text the record.
 * @param folder its own folder below the digest's, `''` for the digest's itself.
 */
export function readRecord(text: string, folder: string): Provenance | undefined {
  const record = parse(text)
  const url = textOf(record?.['url'])
  if (record === undefined || url === undefined || !/^https?:\/\//.test(url)) return
  const charset = textOf(record['charset'])
  const pictures = readPictures(record['pictures'], folder)
  return {url, ...(charset !== undefined && {charset}), ...(pictures.size > 0 && {pictures})}
}

function readPictures(value: unknown, folder: string): ReadonlyMap<string, string> {
  const pictures = new Map<string, string>()
  for (const entry of Array.isArray(value) ? value : []) {
    if (!isRecord(entry)) continue
    const file = textOf(entry['file'])
    if (file === undefined || !isInside(file)) continue
    const path = folder === '' ? file : `${folder}/${file}`
    const written = Array.isArray(entry['written']) ? entry['written'] : []
    for (const name of [entry['url'], ...written]) {
      const address = textOf(name)
      // The first picture that has an address keeps it.
      if (address !== undefined && !pictures.has(address)) pictures.set(address, path)
    }
  }

  return pictures
}

// A path that leads out of the folder was not written by us.
function isInside(file: string): boolean {
  return !/[\\\0]/.test(file) && file.split('/').every((part) => !/^\.{0,2}$/.test(part))
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    // The only way in which the parser says that this is no JSON.
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
