/**
 * Find what belongs to a page that a browser saved whole: what lies in the
 * folder beside it that has its name and a word behind (`Page_files`,
 * `Page.files`, `Page-Dateien`), as browsers call it in their languages.
 *
 * A folder counts only where the page loads something from it: one to which it
 * has links holds pages of their own.
 */

import type {RawFile} from '../model.ts'

const pageName = /\.(?:x?html?)$/i

/** @returns paths of all files in such folders, with the page that each belongs to. */
export function findSavedParts(files: ReadonlyArray<RawFile>): ReadonlyMap<string, string> {
  const pages = new Map(
    files.filter(({path}) => pageName.test(path)).map((file) => [file.path.replace(pageName, ''), file])
  )
  const owners = new Map<string, string | undefined>()
  const parts = new Map<string, string>()
  for (const {path} of files) {
    for (const folder of foldersOf(path)) {
      if (!owners.has(folder)) owners.set(folder, findOwner(folder, pages))
      const owner = owners.get(folder)
      if (owner !== undefined) parts.set(path, owner)
    }
  }

  return parts
}

/** Every folder that a file lies in, the outermost first. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

function findOwner(folder: string, pages: ReadonlyMap<string, RawFile>): string | undefined {
  const [, stem = '', suffix = ''] = /^(.*[^/])([._-]\p{L}+)$/u.exec(folder) ?? []
  const page = pages.get(stem)
  return page && isLoading(page, suffix) ? page.path : undefined
}

/**
 * The end of the folder's name is sought, with the slash behind it: before it
 * stands the page's, which may be in any encoding, or escaped.
 */
function isLoading({bytes}: RawFile, suffix: string): boolean {
  const text = new TextDecoder().decode(bytes)
  const inside = new RegExp(`(?:${escape(suffix)}|${escape(encodeURI(suffix))})/`, 'iu')
  const links = text.match(/<link\b[^<>]*/gi) ?? []
  // Each address is taken whole, so that none is looked through twice.
  const addresses = [
    ...(text.match(/\bsrc\s*=\s*["']?[^"'<>]*/gi) ?? []),
    ...links.flatMap((link) => link.match(/\bhref\s*=\s*["']?[^"'<>]*/gi) ?? [])
  ]
  return addresses.some((address) => inside.test(address))
}

function escape(text: string): string {
  return text.replaceAll('.', '\\.')
}
