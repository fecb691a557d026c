/**
 * Compile a digest into editions. The formats never meet: what they share, the
 * tokens and the cover, is made here and handed to each.
 */

import type {VFileMessage} from 'vfile-message'
import type {Digest, Edition, Format, World} from '../model.ts'
import {drawCover} from './cover/index.ts'
import {compileEpub} from './epub/index.ts'
import {openFaces} from './faces.ts'
import {compileHtml} from './html/index.ts'
import {compilePdf} from './pdf/index.ts'
import {readTokens} from './theme.ts'

export interface Compiled {
  readonly editions: ReadonlyArray<Edition>
  /** What the editor has to know, such as a character that no face has. */
  readonly messages: ReadonlyArray<VFileMessage>
}

export interface CompileOptions extends Pick<World, 'faces' | 'rasterize' | 'templates'> {
  /** Millimetres of paper beyond the PDF's pages, to be cut away. */
  readonly bleed?: number
  readonly hasBooklet?: boolean
}

const pointsPerMillimetre = 72 / 25.4

/** @param formats in the order in which the editions are wanted. */
export async function compileDigest(
  digest: Digest,
  formats: ReadonlyArray<Format>,
  {bleed = 0, faces, hasBooklet = false, rasterize, templates}: CompileOptions
): Promise<Compiled> {
  const cover = drawCover(digest, readTokens(digest.theme), openFaces(faces))
  const editions: Edition[] = []
  const messages: VFileMessage[] = []
  for (const format of formats) {
    switch (format) {
      case 'html': {
        editions.push(compileHtml(digest, {cover, templates: templates('html')}))
        break
      }

      case 'epub': {
        editions.push(await compileEpub(digest, {cover, rasterize, templates: templates('epub')}))
        break
      }

      case 'pdf': {
        const print = {bleed: bleed * pointsPerMillimetre, hasBooklet}
        const compiled = await compilePdf(digest, {faces, rasterize, cover, ...print})
        editions.push(compiled.edition)
        if (compiled.booklet) editions.push(compiled.booklet)
        messages.push(...compiled.messages)
        break
      }
    }
  }

  return {editions, messages}
}
