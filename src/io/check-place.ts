/** Keep the editions of a digest and its articles apart, so that a build never reads or moves what it wrote. */

import fs from 'node:fs'
import path from 'node:path'
import {codeOf, refuse} from './refuse.ts'

/**
 * @param folder of the articles.
 * @param out folder of the folders of editions; it may lie in that of the articles, where it is passed over.
 * @throws VFileMessage where the editions would lie among the articles, or these among them.
 */
export function checkPlace(folder: string, out: string, id: string): void {
  const articles = resolvePlace(folder)
  const output = resolvePlace(out)
  const editions = resolvePlace(path.join(out, id))
  const isApart = !isIn(editions, articles) || (output !== articles && isIn(output, articles))
  if (isApart && !isIn(articles, editions)) return
  refuse(
    folder,
    `Unexpected output folder \`${out}\`, expected one where no editions lie among the articles`,
    'same-place'
  )
}

/** Is it that folder, or below it? */
export function isIn(place: string, folder: string): boolean {
  return place === folder || place.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep)
}

/** Where it really is; what is not there yet lies where the nearest folder above it is. */
export function resolvePlace(place: string): string {
  const absolute = path.resolve(place)
  try {
    return fs.realpathSync(absolute)
  } catch (error) {
    if (codeOf(error) === undefined) throw error
    const above = path.dirname(absolute)
    return above === absolute ? absolute : path.join(resolvePlace(above), path.basename(absolute))
  }
}
