/** What the tests of the formats share: the world of the package, and digests up to the point where formats begin. */

import {toString} from 'hast-util-to-string'
import {visit} from 'unist-util-visit'
import type {Asset, Digest} from '../../src/model.ts'
import type {Press} from '../../src/compile/pdf/block-parts.ts'
import {loadFolder, loadWorld} from '../../src/io.ts'
import {cleanFile, readRulePacks} from '../../src/pipeline.ts'
import {gatherDigest} from '../../src/gather/index.ts'
import {annotateArticle} from '../../src/annotate/index.ts'
import {readArticle} from '../../src/read/read-article.ts'
import {readSource} from '../../src/read/read-source.ts'
import {styleArticle} from '../../src/style/index.ts'
import {openFaces} from '../../src/compile/faces.ts'
import {readTokens} from '../../src/compile/theme.ts'
import {createShaper} from '../../src/compile/pdf/shape.ts'
import {deepFreeze} from '../deep-freeze.ts'
import {createStyleSheet} from '../../src/compile/pdf/style-sheet.ts'

export const world = await loadWorld({readRulePacks})
const literary = world.theme('literary')
if (!literary) throw new Error('Expected theme `literary`')
export const theme = literary

/** The sample digest; frozen, so that a format that changed it would throw. */
export const sample: Digest = deepFreeze(
  await readDigest(new URL('../../sources/open-weights', import.meta.url).pathname)
)

/** The digest of a folder, up to the point where formats begin. */
export async function readDigest(path: string): Promise<Digest> {
  const folder = loadFolder(path)
  const {source} = await readSource(folder, readArticle)
  if (!source) throw new Error(`Expected a digest in ${path}`)
  const articles = source.articles.map((raw) => {
    const file = folder.files.find((file) => file.path === raw.path)
    const article = file && cleanFile(file, world).article
    if (!article) throw new Error(`Expected article ${raw.path}`)
    const notes = source.notes.filter((note) => note.article === raw.path)
    return styleArticle(annotateArticle({...article, ...raw.given, id: raw.id}, notes), {
      script: 'keep',
      terms: source.terms
    })
  })
  // Every picture in these folders is of a kind that passes as it is.
  const assets = source.assets as ReadonlyMap<string, Asset>
  const {labels} = world
  return gatherDigest(articles, {
    source: {...source, assets},
    labels,
    theme,
    date: undefined,
    version: '0.0.0'
  })
}

/** What sets a digest. */
export function createPress(digest: Digest): Press {
  return {
    sheet: createStyleSheet(digest, readTokens(theme)),
    shaper: createShaper(openFaces(world.faces), readTokens(theme), digest.meta.lang),
    lang: digest.meta.lang,
    asset: (name) => digest.assets.get(name)
  }
}

/** Every block of text of a digest's chapters, in order. */
export function listTexts({front, parts, back}: Digest): string[] {
  const texts: string[] = []
  for (const chapter of [...front, ...parts.flatMap((part) => part.chapters), ...back]) {
    visit(chapter.tree, 'element', function (node) {
      if (/^(?:p|h\d|td|th|dt|dd|figcaption)$/.test(node.tagName)) texts.push(toString(node))
    })
  }

  return texts
}

/** A text without its blanks. */
export function squash(text: string): string {
  return text.replace(/\s/g, '')
}
