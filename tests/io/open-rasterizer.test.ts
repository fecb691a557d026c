/** Faces are read for a picture with text, however its elements are named. */

import {expect, test} from 'vitest'
import {openRasterizer} from '../../src/io/open-rasterizer.ts'

const space = 'http://www.w3.org/2000/svg'

test.each([
  [`<svg xmlns="${space}" width="9" height="9"><text>A</text></svg>`, 1],
  [`<s:svg xmlns:s="${space}" width="9" height="9"><s:text>A</s:text></s:svg>`, 1],
  [`<svg xmlns="${space}" width="9" height="9"><text/></svg>`, 1],
  [`<svg xmlns="${space}" width="9" height="9"><textPath/><path d="M0 0h9"/></svg>`, 0]
])('%s reads a face %d times', async (svg, count) => {
  let reads = 0
  const read = () => {
    reads++
    return new Uint8Array()
  }
  const rasterize = await openRasterizer([
    {family: 'None', script: 'latin', style: 'serif', weight: 400, italic: false, read}
  ])
  rasterize(svg, 9)
  expect(reads).toBe(count)
})
