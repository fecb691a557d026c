/** Name an article in a list: a link to it, and who published it. */

import type {Element} from 'hast'
import type {Chapter, Lang} from '../model.ts'
import {h} from 'hastscript'

/** @param around language of the list. */
export function linkChapter({id, lang, title}: Chapter, around: Lang): Element {
  return h('a', {href: `#${id}`, ...(lang !== around && {lang})}, title)
}

/** Who published it: as it is said, else the host of its address. */
export function publisherOf({source, url}: Chapter): string | undefined {
  if (source !== undefined) return source
  return url !== undefined && URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : undefined
}
