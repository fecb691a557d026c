/**
 * Make the pictures of a digest safe to hand on.
 *
 * An SVG is a document: it can hold scripts and load things, and one that is
 * not well-formed makes an e-book unreadable. What holds anything of the kind
 * becomes a bitmap, drawn by a renderer that runs and loads nothing; what cannot
 * be drawn is left out, and the editor is told.
 */

import type {Asset, World} from '../model.ts'
import {VFile} from 'vfile'

// Whatever runs, loads, or leads out of the picture; a reference within it begins with `#`.
const unsafe =
  /<\s*(?:script|foreignobject|iframe|handler|listener)\b|<!entity|<!doctype[^>]*\[|<\?xml-stylesheet|\son[a-z]+\s*=|\b(?:href|src)\s*=\s*(?:"\s*(?!#)|'\s*(?!#)|[^"'\s#])|url\(\s*["']?\s*(?!#)[^\s"']|@import/i
// Printed at 300 dots an inch this is eight inches wide.
const maxWidth = 2400
const probeWidth = 8

export interface Secured {
  readonly assets: ReadonlyMap<string, Asset>
  /** Files with messages, one for each picture that was left out. */
  readonly refused: ReadonlyArray<VFile>
}

/** @param assets pictures by path; not changed. */
export function securePictures(assets: ReadonlyMap<string, Asset>, rasterize: World['rasterize']): Secured {
  const safe = new Map<string, Asset>()
  const refused: VFile[] = []
  for (const [path, asset] of assets) {
    if (asset.mediaType !== 'image/svg+xml') {
      safe.set(path, asset)
      continue
    }

    const svg = new TextDecoder().decode(asset.bytes)
    const isSafe = !unsafe.test(svg)
    const bytes = draw(svg, isSafe ? probeWidth : Math.min(maxWidth, asset.width * 2), rasterize)
    if (!bytes) {
      const file = new VFile({path})
      file.message('Unexpected SVG that cannot be drawn, left it out', {ruleId: 'picture', source: 'gather'})
      refused.push(file)
    } else if (isSafe) safe.set(path, asset)
    else
      safe.set(path, {
        ...asset,
        name: asset.name.replace(/\.svg$/, '-drawn.png'),
        mediaType: 'image/png',
        bytes
      })
  }

  return {assets: safe, refused}
}

function draw(svg: string, width: number, rasterize: World['rasterize']): Uint8Array | undefined {
  try {
    return rasterize(svg, width)
  } catch {
    return undefined
  }
}
