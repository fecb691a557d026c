/**
 * Compile a digest into editions. The formats never meet: what they share, the
 * tokens and the cover, is made here and handed to each.
 */

import type {VFileMessage} from 'vfile-message'
import type {Digest, Edition, Format, World} from '../model.ts'
import {drawCover} from './cover/index.ts'
import {compileEpub} from './epub/index.ts'
import {openFaces} from './faces.ts'
import {compileHtml, compileSite} from './html/index.ts'
import {compilePdf} from './pdf/index.ts'
import {readTokens} from './theme.ts'

export interface Compiled {
  readonly editions: ReadonlyArray<Edition>
  /** What the editor has to know, such as a character that no face has. */
  readonly messages: ReadonlyArray<VFileMessage>
}

export interface CompileOptions extends Pick<World, 'faces' | 'rasterize' | 'subsetter' | 'templates'> {
  /** Millimetres of paper beyond the PDF's pages, to be cut away. */
  readonly bleed?: number
  readonly hasBooklet?: boolean
  /** Let the EPUB carry the faces that it is set in. */
  readonly isCarrying?: boolean
  /** Make a site, too; a text is the address at which it will stand. */
  readonly site?: boolean | string
}

const pointsPerMillimetre = 72 / 25.4

/** @param formats in the order in which the editions are wanted. */
export async function compileDigest(
  digest: Digest,
  formats: ReadonlyArray<Format>,
  options: CompileOptions
): Promise<Compiled> {
  const {
    bleed = 0,
    faces,
    hasBooklet = false,
    isCarrying = false,
    site = false,
    rasterize,
    templates
  } = options
  const opened = openFaces(faces)
  const cover = drawCover(digest, readTokens(digest.theme), opened)
  const print = {bleed: bleed * pointsPerMillimetre, hasBooklet}
  // First, whatever the order: the other formats tell where its pages begin.
  const pdf = formats.includes('pdf') && (await compilePdf(digest, {faces, rasterize, cover, ...print}))
  const editions: Edition[] = []
  for (const format of formats) {
    switch (format) {
      case 'html': {
        editions.push(compileHtml(digest, {cover, faces, templates: templates('html')}))
        break
      }

      case 'epub': {
        const book = {cover, faces, rasterize, templates: templates('epub')}
        const pages = pdf && {print: {identification: identify(digest, pdf.edition), breaks: pdf.breaks}}
        const carrier = isCarrying && {carrier: {faces: opened, subsetter: options.subsetter()}}
        editions.push(await compileEpub(digest, {...book, ...pages, ...carrier}))
        break
      }

      case 'pdf': {
        if (pdf) editions.push(pdf.edition, ...(pdf.booklet ? [pdf.booklet] : []))
        break
      }
    }
  }

  if (site !== false) {
    // As a browser would write it: what may not stand in an address is encoded.
    const address = site === true ? undefined : new URL(site.replace(/\/?$/, '/')).href
    editions.push(compileSite(digest, {address, cover, faces, templates: templates('html')}))
  }

  return {editions, messages: pdf ? pdf.messages : []}
}

/** All editions have the identifier of the digest: file and paper tell the PDF from the others. */
function identify({meta, pages}: Digest, {name}: Edition): string {
  return `${meta.identifier} (${name}, ${pages})`
}
