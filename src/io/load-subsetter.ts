/** Load the program that cuts faces down: HarfBuzz with its subsetter, for WebAssembly. */

import fs from 'node:fs'
import {packagePath} from './find-package.ts'

export function loadSubsetter(): Uint8Array {
  return fs.readFileSync(packagePath('harfbuzzjs', 'dist/harfbuzz-subset.wasm'))
}
