/** Name the pictures of an edition of many files: plain names that every reader, server and zip program takes. */

import type {Asset} from '../model.ts'

export interface NamedPicture extends Pick<Asset, 'mediaType' | 'bytes'> {
  readonly id: string
  readonly href: string
}

const extensions: Readonly<Record<Asset['mediaType'], string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg'
}

/**
 * @param folder what addresses begin with, such as `images/`.
 * @returns the pictures by their names in the digest, in the same order.
 */
export function namePictures(
  assets: ReadonlyMap<string, Asset>,
  folder: string
): ReadonlyMap<string, NamedPicture> {
  const width = String(assets.size).length
  return new Map(
    [...assets].map(([name, {mediaType, bytes}], index) => {
      const number = String(index + 1).padStart(width, '0')
      const stem = (/([^/]*?)(?:\.[^./]*)?$/.exec(name)?.[1] ?? '')
        .replace(/[^A-Za-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
      const id = stem ? `picture-${number}-${stem}` : `picture-${number}`
      return [name, {id, href: `${folder}${id}.${extensions[mediaType]}`, mediaType, bytes}]
    })
  )
}
