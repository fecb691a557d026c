/**
 * Make the pictures of a digest fit to be handed on: safe, upright, no larger
 * than print can show, and of a kind that every edition takes.
 *
 * An SVG is a document: it can hold scripts and load things, and one that is
 * not well-formed makes an e-book unreadable. What holds anything of the kind
 * becomes a bitmap, drawn by a renderer that runs and loads nothing. Bitmaps
 * that are plain pass as they are; others become PNG or JPEG. What cannot be
 * drawn or decoded is left out, and the editor is told.
 */

import type {Asset, Conversion, Picture, World} from '../model.ts'
import {VFile} from 'vfile'
import {isSafeDrawing} from './judge-drawing.ts'

// Printed at 300 dots an inch these are eight inches by twelve: a page of A4.
const bounds = {width: 2400, height: 3600}
// Wide enough to see whether a drawing can be drawn.
const probe = {width: 8, height: 12}
const extensions: Readonly<Record<Asset['mediaType'], string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg'
}
const kinds: Readonly<Record<Picture['mediaType'], string>> = {
  'image/avif': 'AVIF',
  'image/bmp': 'BMP',
  'image/gif': 'GIF',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/svg+xml': 'SVG',
  'image/tiff': 'TIFF',
  'image/webp': 'WebP'
}

export interface Secured {
  readonly assets: ReadonlyMap<string, Asset>
  /** Files with messages, one for each picture that was left out. */
  readonly refused: ReadonlyArray<VFile>
}

/** @param pictures pictures by path; not changed. */
export async function securePictures(
  pictures: ReadonlyMap<string, Picture>,
  world: Pick<World, 'convertPicture'>
): Promise<Secured> {
  const assets = new Map<string, Asset>()
  const refused: VFile[] = []
  const names = new Set([...pictures.values()].map(({name}) => name))
  for (const [path, picture] of pictures) {
    const {mediaType, name} = picture
    const {file: said, picture: fit} = await fitPicture(picture, world.convertPicture)
    if (fit) {
      assets.set(path, {
        ...fit,
        name: fit.mediaType === mediaType ? name : rename(name, fit.mediaType, names)
      })
      continue
    }

    const file = new VFile({path})
    refused.push(file)
    file.messages.push(...(said?.messages ?? []))
    if (file.messages.length > 0) continue
    const verb = mediaType === 'image/svg+xml' ? 'drawn' : 'decoded'
    const reason = `Unexpected ${kinds[mediaType]} that cannot be ${verb}, left it out`
    file.message(reason, {ruleId: 'picture', source: 'gather'})
  }

  return {assets, refused}
}

async function fitPicture(picture: Picture, convert: World['convertPicture']): Promise<Partial<Conversion>> {
  const {bytes, height, isPlain, mediaType, width} = picture
  if (mediaType === 'image/svg+xml') {
    if (!isSafeDrawing(bytes)) return convert(picture, bounds)
    // One that cannot be drawn here is drawn by no reader, either.
    const drawn = await convert(picture, probe)
    return drawn.picture ? {picture: {mediaType, bytes, width, height}} : drawn
  }

  const isSmall = width <= bounds.width && height <= bounds.height
  if (isPlain && isSmall && (mediaType === 'image/png' || mediaType === 'image/jpeg'))
    return {picture: {mediaType, bytes, width, height}}
  return convert(picture, bounds)
}

function rename(name: string, mediaType: Asset['mediaType'], names: Set<string>): string {
  const stem = name.replace(/\.([^.]*)$/, '-$1')
  let free = `${stem}.${extensions[mediaType]}`
  for (let count = 2; names.has(free); count++) free = `${stem}-${count}.${extensions[mediaType]}`
  names.add(free)
  return free
}
