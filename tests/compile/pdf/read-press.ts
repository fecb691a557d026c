/** What the tests of the composer share: the faces and the theme of the package, and a digest made of Markdown. */

import {readFileSync} from 'node:fs'
import {parse} from 'yaml'
import type {Digest} from '../../../src/model.ts'
import type {Press} from '../../../src/compile/pdf/set-chapter.ts'
import {loadFolder, loadWorld} from '../../../src/io.ts'
import {cleanFile, readRulePacks} from '../../../src/pipeline.ts'
import {gatherDigest} from '../../../src/gather/index.ts'
import {annotateArticle} from '../../../src/annotate/index.ts'
import {readSource} from '../../../src/read/read-source.ts'
import {styleArticle} from '../../../src/style/index.ts'
import {openFaces} from '../../../src/compile/faces.ts'
import {readTokens} from '../../../src/compile/theme.ts'
import {createShaper} from '../../../src/compile/pdf/shape.ts'
import {createStyleSheet} from '../../../src/compile/pdf/style-sheet.ts'

export const world = await loadWorld({readRulePacks})
const literary = world.theme('literary')
if (!literary) throw new Error('Expected theme `literary`')
export const theme = literary

/** The digest of a folder, up to the point where formats begin. */
export function readDigest(path: string): Digest {
  const folder = loadFolder(path)
  const {source} = readSource(folder)
  if (!source) throw new Error(`Expected a digest in ${path}`)
  const articles = source.articles.map((raw) => {
    const file = folder.files.find((file) => file.path === raw.path)
    const article = file && cleanFile(file, world).article
    if (!article) throw new Error(`Expected article ${raw.path}`)
    const notes = source.notes.filter((note) => note.article === raw.path)
    return styleArticle(annotateArticle({...article, ...raw.given, id: raw.id}, notes), {script: 'keep', terms: source.terms})
  })
  return gatherDigest(articles, {source, labels: world.labels, theme, date: undefined, version: '0.0.0'})
}

/** What sets a digest. */
export function createPress(digest: Digest): Press {
  return {
    sheet: createStyleSheet(digest, readTokens(theme)),
    shaper: createShaper(),
    faces: openFaces(world.faces),
    lang: digest.meta.lang,
    asset: (name) => digest.assets.get(name)
  }
}

/** A file beside the tests. */
export function readCase(name: string): unknown {
  return parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
}
