/**
 * Sanitise what a digest says outside of its trees: titles, names, dates and
 * addresses go into places where no tree is, such as the metadata of a book.
 */

import type {Chapter, Digest, DigestMeta} from '../model.ts'
import {cleanText} from './sanitize.ts'

/** @param digest not changed; its trees are sanitised already. */
export function sanitizeDigest(digest: Digest): Digest {
  const {back, front, id, meta, parts} = digest
  return {
    ...digest,
    id: cleanText(id),
    meta: cleanTexts<DigestMeta>(meta),
    front: front.map(sanitizeFacts),
    parts: parts.map(({title, ...part}) => ({
      ...part,
      ...(title !== undefined && {title: cleanText(title)}),
      chapters: part.chapters.map(sanitizeFacts)
    })),
    back: back.map(sanitizeFacts)
  }
}

function sanitizeFacts({url, ...chapter}: Chapter): Chapter {
  const isAddress = url !== undefined && /^https?:/i.test(url) && URL.canParse(url)
  return {...cleanTexts(chapter), ...(isAddress && {url: cleanText(url)})}
}

/** A copy whose own texts are clean. */
function cleanTexts<Facts extends object>(facts: Facts): Facts {
  const entries = Object.entries(facts).map(([name, value]) => [
    name,
    typeof value === 'string' ? cleanText(value) : value
  ])
  return Object.fromEntries(entries) as Facts
}
