/**
 * Open the program that turns SVG into PNG.
 *
 * It is compiled for WebAssembly, runs no script, and gets no access to disk
 * or network: a picture that names another file is drawn without it. Faces are
 * handed in as bytes, and only to a picture that has text, so that drawings
 * made of paths alone cost no reading.
 */

import fs from 'node:fs'
import type {FaceFile, World} from '../model.ts'
import {packagePath} from './find-package.ts'

let ready: Promise<void> | undefined

/** @param faces faces that texts in pictures may be set in. */
export async function openRasterizer(faces: ReadonlyArray<FaceFile>): Promise<World['rasterize']> {
  // Loaded when a build needs it: cleaning a file draws nothing.
  const {initWasm, Resvg} = await import('@resvg/resvg-wasm')
  ready ??= initWasm(fs.readFileSync(packagePath('@resvg/resvg-wasm', 'index_bg.wasm')))
  await ready
  return function (svg, width) {
    // Some programs write a prefix before all names.
    const fontBuffers = /<(?:[^\s<>/:]+:)?text[\s/>]/.test(svg) ? faces.map((face) => face.read()) : []
    const image = new Resvg(svg, {
      fitTo: {mode: 'width', value: width},
      font: {
        fontBuffers,
        defaultFontFamily: 'Noto Serif TC',
        serifFamily: 'Noto Serif TC',
        sansSerifFamily: 'Noto Sans TC',
        monospaceFamily: 'Noto Sans TC'
      }
    })
    const drawn = image.render()
    const bytes = drawn.asPng()
    drawn.free()
    image.free()
    return bytes
  }
}
