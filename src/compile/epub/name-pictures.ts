/** Name the pictures of a book: plain names that every reader and zip program takes. */

import type {Asset} from '../../model.ts'
import type {Picture} from './book.ts'

const extensions: Readonly<Record<Asset['mediaType'], string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg'
}

/** @returns the pictures by their names in the digest, in the same order. */
export function namePictures(assets: ReadonlyMap<string, Asset>): ReadonlyMap<string, Picture> {
  const width = String(assets.size).length
  return new Map(
    [...assets].map(([name, {mediaType, bytes}], index) => {
      const number = String(index + 1).padStart(width, '0')
      const stem = (/([^/]*?)(?:\.[^./]*)?$/.exec(name)?.[1] ?? '')
        .replace(/[^A-Za-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
      const id = stem ? `picture-${number}-${stem}` : `picture-${number}`
      return [name, {id, href: `images/${id}.${extensions[mediaType]}`, mediaType, bytes}]
    })
  )
}
