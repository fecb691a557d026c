/** Bind the chapters of a digest: pages of the printed edition marked, long ones split, each piece with its file. */

import type {Element} from 'hast'
import type {Chapter, Digest} from '../../model.ts'
import type {Marker} from './list-markers.ts'
import {rootOf} from '../list-sections.ts'
import {eachElement} from './each-element.ts'
import {markPages} from './mark-pages.ts'
import {splitChapter} from './split-chapter.ts'

export interface Piece {
  readonly file: string
  readonly root: Element
}

export interface Binding {
  /** Pieces of each chapter by its id, in order. */
  readonly pieces: ReadonlyMap<string, ReadonlyArray<Piece>>
  /** File of each id that a link may lead to. */
  readonly files: ReadonlyMap<string, string>
}

/** @param names file of each page by its id. */
export function bindChapters(
  {front, parts, back}: Digest,
  names: ReadonlyMap<string, string>,
  markers: ReadonlyArray<Marker>
): Binding {
  const pieces = new Map<string, ReadonlyArray<Piece>>()
  const files = new Map<string, string>()
  for (const chapter of [...front, ...parts.flatMap((part) => part.chapters), ...back]) {
    const bound = bindChapter(
      chapter,
      names.get(chapter.id) ?? '',
      markers.filter(({id}) => id === chapter.id)
    )
    pieces.set(chapter.id, bound)
    for (const {file, root} of bound) {
      eachElement(root, ({properties}) => {
        if (typeof properties['id'] === 'string') files.set(properties['id'], file)
      })
    }
  }

  return {pieces, files}
}

function bindChapter(chapter: Chapter, name: string, markers: ReadonlyArray<Marker>): ReadonlyArray<Piece> {
  const marked = markPages(rootOf(chapter), markers)
  return splitChapter(marked, chapter.title).map((root, index) => ({
    root,
    file: index === 0 ? name : name.replace('.xhtml', `-${index + 1}.xhtml`)
  }))
}
