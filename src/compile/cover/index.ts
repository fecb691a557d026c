/**
 * Draw the cover of a digest from its own data, as paths: every format can
 * show it, and no reader needs a face for it. A theme names its kind of cover.
 */

import type {Digest} from '../../model.ts'
import type {Drawing} from '../drawing.ts'
import type {Faces} from '../faces.ts'
import type {Tokens} from '../theme.ts'
import {drawBars} from './draw-bars.ts'
import {drawMasthead} from './draw-masthead.ts'
import {drawSlip} from './draw-slip.ts'

type DrawCover = (digest: Digest, tokens: Tokens, faces: Faces) => Drawing

const kinds: Readonly<Record<Tokens['cover']['kind'], DrawCover>> = {
  slip: drawSlip,
  masthead: drawMasthead,
  bars: drawBars
}

/** @param digest is not changed. */
export function drawCover(digest: Digest, tokens: Tokens, faces: Faces): Drawing {
  return kinds[tokens.cover.kind](digest, tokens, faces)
}
