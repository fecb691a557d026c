/**
 * Bind a book: chapters are set and made up into pages, pages are counted, and
 * the contents are set with what was counted.
 */

import type {VFileMessage as Message} from 'vfile-message'
import type {Chapter, Digest, Part} from '../../model.ts'
import type {PageBreak} from '../page-breaks.ts'
import type {Press} from './block-parts.ts'
import type {BoundLeaf} from './draw-leaf.ts'
import type {Box} from './types.ts'
import {VFileMessage} from 'vfile-message'
import {findBreaks} from './find-breaks.ts'
import {blankLeaf, makeUp, type Leaf, type Piece} from './make-up.ts'
import {setChapter} from './set-chapter.ts'
import {setContents, setPartTitle, setTitlePage} from './set-front.ts'
import {createTag, type Tag} from './tags.ts'
import {toRoman} from './to-roman.ts'

export interface Book {
  /** All pages behind the cover and its blank back. */
  readonly leaves: ReadonlyArray<BoundLeaf>
  /** Index among them of the first that has an arabic number. */
  readonly firstArabic: number
  /** Label of the page on which each id stands. */
  readonly pages: ReadonlyMap<string, string>
  /** Where each page begins in the trees of the digest. */
  readonly breaks: ReadonlyArray<PageBreak>
  /** Characters that no face has. */
  readonly messages: ReadonlyArray<Message>
}

/** @param root the tag that everything stands in. */
export function bindBook(digest: Digest, press: Press, root: Tag): Book {
  const {shaper, sheet} = press
  const messages: Message[] = []
  const set = (chapter: Chapter, part?: string, own = press): Piece => {
    const stretches = setChapter(chapter, own, root)
    for (const [char, words] of shaper.takeMissing()) messages.push(missing(char, words, chapter))
    const beginsPage = sheet.tokens.opening.page === 'new'
    return {id: chapter.id, stretches, chapter, beginsPage, ...(part !== undefined && {part})}
  }

  const setPart = (part: Part): Piece[] => [
    ...setPartPiece(part, press, root),
    ...part.chapters.map((chapter) => set(chapter, part.title))
  ]
  const bare = (id: string, boxes: ReadonlyArray<Box>): Leaf[] =>
    makeUp([{id, stretches: [{boxes, isWide: true}], beginsPage: true, isBare: true}], sheet)
  const front = makeUp(
    digest.front.map((chapter) => set(chapter)),
    sheet
  )
  const body = makeUp(digest.parts.flatMap(setPart), sheet)

  const titlePage = bare('titlepage', setTitlePage(digest, press, root))
  const contentsTag = createTag('Part', root)
  // How many pages the contents take does not hang on the numbers in them.
  const count = bare(
    'contents',
    setContents(digest, press, createTag('Part', undefined), () => '')
  ).length
  const romans = titlePage.length + count + front.length
  // Arabic numbers begin on a right-hand page.
  const filler = romans % 2 === 1 ? [blankLeaf] : []
  const firstArabic = romans + filler.length
  const bind = (leaves: ReadonlyArray<Leaf>, from: number): BoundLeaf[] =>
    leaves.map((leaf, at) => {
      const index = from + at
      const label = index < firstArabic ? toRoman(index + 1) : String(index - firstArabic + 1)
      // The cover and its back come first.
      return {leaf, label, isRight: index % 2 === 0}
    })
  const frontLeaves = bind([...front, ...filler], titlePage.length + count)
  const bodyLeaves = bind(body, firstArabic)
  const pages = new Map<string, string>()
  const addPages = (leaves: ReadonlyArray<BoundLeaf>) => {
    for (const {label, leaf} of leaves) {
      // What is broken at the end of a page begins on it.
      for (const id of anchorsOf(leaf)) if (!pages.has(id)) pages.set(id, label)
    }
  }

  addPages([...frontLeaves, ...bodyLeaves])
  // An index stands behind what it lists, so that its own length moves none of it.
  const counted: Press = {...press, pageOf: (id) => pages.get(id)}
  const back = makeUp(
    digest.back.map((chapter) => set(chapter, undefined, counted)),
    sheet
  )
  const backLeaves = bind(back, firstArabic + body.length)
  addPages(backLeaves)
  const contents = bare(
    'contents',
    setContents(digest, press, contentsTag, (id) => pages.get(id) ?? '')
  )
  const leaves = [...bind([...titlePage, ...contents], 0), ...frontLeaves, ...bodyLeaves, ...backLeaves]
  return {leaves, firstArabic, pages, breaks: findBreaks(leaves), messages}
}

/** The title of a part: a page of its own, or, where articles run on, a band across the page. */
function setPartPiece(part: Part, press: Press, root: Tag): Piece[] {
  if (part.title === undefined) return []
  const isPage = press.sheet.tokens.opening.page === 'new'
  const boxes = setPartTitle(part, press, createTag('Part', root), isPage)
  return [
    {id: part.id, stretches: [{boxes, isWide: true}], part: part.title, beginsPage: true, isBare: isPage}
  ]
}

function missing(char: string, words: string, chapter: Chapter): VFileMessage {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  const reason = `Unexpected character \`${char}\` (U+${code}) at \`${words}\` in \`${chapter.title}\`, no face has it, printed a mark in its place`
  const message = new VFileMessage(reason, {ruleId: 'missing-glyph', source: 'compile'})
  message.fatal = false
  return message
}

function anchorsOf({body, notes}: Leaf): ReadonlyArray<string> {
  return [...body, ...notes].flatMap((placed) => placed.anchors)
}
