/** List what may stand in an edition beside its chapters: the digest's own words, and its labels. */

import type {Chapter, Digest} from '../../../src/model.ts'
import {listSections} from '../../../src/compile/list-sections.ts'

/** @returns a function that tells whether a run of text is such a one, as a whole. */
export function listWords({back, front, labels, meta, parts}: Digest): (run: string) => boolean {
  const creditOf = ({byline, source}: Chapter) =>
    [byline, source].filter(Boolean).join(labels['listSeparator'] ?? '')
  const chapters = [...front, ...parts.flatMap((part) => part.chapters), ...back]
  const words = new Set(
    [
      ...Object.values(meta),
      ...parts.flatMap(({title}) => title ?? []),
      ...chapters.flatMap((chapter) => [
        chapter.title,
        ...listSections(chapter).map(({title}) => title),
        creditOf(chapter)
      ])
    ].map(squash)
  )
  const given: Readonly<Record<string, string | undefined>> = {title: meta.title, editor: meta.editor}
  const patterns = Object.values(labels).map((label) => {
    // Places of a label come between its own words.
    const pieces = label.split(/\{(\w+)\}/).map((piece, index) => {
      const value = index % 2 === 0 ? piece : given[piece]
      return value === undefined ? '\\d+' : squash(value).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    })
    return new RegExp(`^${pieces.join('')}$`, 'u')
  })
  return (run) => words.has(squash(run)) || patterns.some((pattern) => pattern.test(squash(run)))
}

/** A text without blanks, and without what draws nothing. */
export function squash(text: string): string {
  return text.replace(/[\s\p{Default_Ignorable_Code_Point}]/gu, '')
}
