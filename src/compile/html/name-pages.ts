/** Name the pages of a site: names that every server and every disk tells apart. */

import type {Chapter, Digest} from '../../model.ts'
import {rootOf} from '../list-sections.ts'
import {visit} from 'unist-util-visit'
import {listChapters} from './describe-digest.ts'

export interface Pages {
  readonly fileOf: (chapter: Chapter) => string
  /** Address of `#id` as seen from a chapter's page. */
  readonly resolve: (href: string, from: Chapter) => string
}

export const indexFile = 'index.html'
export const searchFile = 'search.html'

// Some disks take 255 bytes in a name, others as many units; an ending and a prefix have to fit as well.
const longest = 200

export function namePages(digest: Digest): Pages {
  // Disks of some systems hold `A.html` for `a.html`.
  const taken = new Set([indexFile, searchFile])
  const files = new Map<Chapter, string>()
  const owners = new Map<string, Chapter>()
  for (const [index, chapter] of listChapters(digest).entries()) {
    const isLong = new TextEncoder().encode(chapter.id).length > longest
    const stem = isLong ? `chapter-${index + 1}` : chapter.id
    let name = `${stem}.html`
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${stem}-${count}.html`
    taken.add(name.toLowerCase())
    files.set(chapter, name)
    visit(rootOf(chapter), 'element', function ({properties}) {
      if (typeof properties['id'] === 'string') owners.set(properties['id'], chapter)
    })
  }

  const fileOf = (chapter: Chapter) => encodeURI(files.get(chapter) ?? indexFile)
  return {
    fileOf,
    resolve(href, from) {
      const owner = owners.get(href.slice(1))
      return owner === undefined || owner === from ? href : `${fileOf(owner)}${href}`
    }
  }
}
