/**
 * Every text of a digest of two hundred articles stands in each edition: once, in
 * order, and nothing else stands there but labels.
 *
 * Notes may stand elsewhere, by a rule of each format. HTML has them behind the body
 * of their chapter, in the order of their calls, and adds to the source line how long
 * the article takes to read. EPUB has them so, too, where a chapter is one document;
 * where it is divided, at the end of the document that calls them first. The PDF has
 * them at the foot of the page that calls them, without the label over them, and may
 * move captions with their pictures; what draws nothing (joiners, selectors, soft
 * hyphens) is not asked of it.
 */

import {EpubCheck} from '@likecoin/epubcheck-ts'
import {fromHtml} from 'hast-util-from-html'
import {beforeAll, describe, expect, test} from 'vitest'
import type {Digest} from '../../../src/model.ts'
import {compileEpub} from '../../../src/compile/epub/index.ts'
import {compileDigest} from '../../../src/compile/index.ts'
import {listSections, rootOf} from '../../../src/compile/list-sections.ts'
import {compilePdf, type CompiledPdf} from '../../../src/compile/pdf/index.ts'
import {loadWorld} from '../../../src/io.ts'
import {deepFreeze} from '../../deep-freeze.ts'
import {checkStructure} from '../pdf/inspect/check-structure.ts'
import {listBlocks, type Block} from '../pdf/inspect/list-blocks.ts'
import {listTexts, matchTexts} from '../pdf/inspect/list-texts.ts'
import {closestElement, readPdf} from '../pdf/inspect/read-pdf.ts'
import type {Pdf} from '../pdf/inspect/types.ts'
import {faceless, traps} from './traps.ts'
import {generateLibrary} from './generate-library.ts'
import {listWords, squash} from './list-words.ts'
import {elements, openEpub, type OpenEpub} from './open-epub.ts'
import {
  find,
  fromHast,
  hasClass,
  listDifferences,
  listIds,
  listNamers,
  listRepeated,
  listRuns,
  listSkips,
  readChapters,
  textOf,
  type Tree
} from './read-tree.ts'

const world = await loadWorld({readRulePacks: () => []})
const theme = world.theme('literary')
if (!theme) throw new Error('Expected theme `literary`')
const options = {labels: world.labels('zh-Hant'), theme}
const library = deepFreeze(generateLibrary(1, {...options, articles: 200, blocks: 1, parts: 4, traps}))
/** One article that is long enough to be divided, with what no face of ours has. */
const tome = deepFreeze(
  generateLibrary(2, {...options, articles: 1, blocks: 700, parts: 1, traps: [...faceless, ...traps]})
)
let compiled: Promise<CompiledPdf> | undefined
/** The PDF of the library, which the EPUB has the numbers of its pages from. */
const compileLibrary = () =>
  (compiled ??= compilePdf(library, {faces: world.faces, rasterize: world.rasterize, cover: undefined}))

test('two hundred articles have three thousand texts, each with a token of its own', () => {
  const texts = listTexts(library)
  expect(library.parts.flatMap((part) => part.chapters)).toHaveLength(200)
  expect(texts.length).toBeGreaterThan(3000)
  expect(listRepeated(texts.map(({text}) => text).filter((text) => /x[b-z]{4}/.test(text)))).toEqual([])
  for (const trap of [...traps, ...faceless])
    expect(
      listTexts(tome).some(({text}) => squash(text).includes(squash(trap))),
      trap
    ).toBe(true)
})

describe.each([
  ['two hundred articles', library],
  ['a long one', tome]
])('HTML of %s', (_, digest) => {
  let page: Tree
  beforeAll(async () => {
    const {editions} = await compileDigest(digest, ['html'], world)
    page = fromHast(fromHtml(editions[0]?.bytes ? Buffer.from(editions[0].bytes).toString() : ''))
  })

  test('has each text once and in order', () => {
    const sections = elements(page, 'section').filter(isChapter)
    const chapters = readChapters(sections, (node) => hasClass(node, 'reading-time'))
    expect(listDifferences(chapters, expected(digest))).toEqual([])
  })

  test('has nothing else but labels', () => {
    const isSkipped = (node: Tree) => isChapter(node) || /^(?:script|style|template)$/.test(node.name)
    const isKnown = listWords(digest)
    expect(listRuns(page, isSkipped).filter((run) => !isKnown(run))).toEqual([])
    const times = [...elements(page, 'span')].filter((node) => hasClass(node, 'reading-time'))
    expect(times.map((time) => textOf(time)).filter((time) => !isKnown(time))).toEqual([])
  })

  test('is one whole: ids are unique, links lead somewhere, headings never skip a level', () => {
    const ids = new Set(listIds(page))
    expect(listRepeated(listIds(page))).toEqual([])
    const targets = elements(page, 'a').flatMap(({attributes}) =>
      attributes['href']?.startsWith('#') ? attributes['href'].slice(1) : []
    )
    expect(targets.length).toBeGreaterThan(100)
    expect([...targets, ...listNamers(page)].filter((id) => !ids.has(id))).toEqual([])
    expect(listSkips([page])).toEqual([])
  })
})

describe.each([
  {name: 'two hundred articles, with the pages of the PDF', digest: library, hasPages: true},
  {name: 'a long one', digest: tome, hasPages: false}
])('EPUB of $name', ({digest, hasPages}) => {
  let book: OpenEpub
  let bytes: Uint8Array
  let breaks: CompiledPdf['breaks'] = []
  beforeAll(async () => {
    if (hasPages) ({breaks} = await compileLibrary())
    const {rasterize} = world
    const print = {identification: 'PDF', breaks}
    const edition = await compileEpub(digest, {
      ...{cover: undefined, rasterize, templates: world.templates('epub')},
      ...(hasPages && {print})
    })
    bytes = edition.bytes
    book = await openEpub(bytes)
  })

  test('has each text once and in order', () => {
    const sections = [...book.spine.values()].flatMap((document) =>
      elements(document, 'section').filter(isChapter)
    )
    if (digest === tome) expect(sections.length).toBeGreaterThan(expected(digest).length)
    expect(listDifferences(readChapters(sections), expected(digest))).toEqual([])
  })

  test('has nothing else but labels', () => {
    const isKnown = listWords(digest)
    const pages = new Set(breaks.map(({label}) => label))
    for (const tree of [...book.spine.values(), book.ncx]) {
      const runs = listRuns(tree, (node) => isChapter(node))
      expect(runs.filter((run) => !isKnown(run) && !pages.has(run))).toEqual([])
    }
  })

  test('lists each chapter and section in its contents, in order', () => {
    const nav = find(book.contents, (node) => node.attributes['epub:type'] === 'toc')
    const titles = nav ? elements(nav, 'a').map((link) => textOf(link)) : []
    expect(titles).toEqual(listTitles(digest))
    const map = find(book.ncx, (node) => node.name === 'navMap')
    const shallow = listTitles(digest, true)
    expect(map ? elements(map, 'text').map((label) => textOf(label)) : []).toEqual(shallow)
  })

  test('is one whole: ids are unique, links lead somewhere, headings never skip a level', () => {
    expect([...book.paths].sort()).toEqual([...book.listed].sort())
    for (const [path, tree] of book.trees) expect(listRepeated(listIds(tree)), path).toEqual([])
    for (const [path, document] of book.spine) {
      const own = new Set(listIds(document))
      expect(
        listNamers(document).filter((id) => !own.has(id)),
        path
      ).toEqual([])
      expect(listDeadLinks(path, document, book), path).toEqual([])
    }

    for (const [path, tree] of book.trees)
      if (path.endsWith('.ncx')) expect(listDeadLinks(path, tree, book)).toEqual([])
    expect(listSkips([...book.spine.values()])).toEqual([])
  })

  test('passes EPUBCheck', async () => {
    const {messages} = await EpubCheck.validate(bytes)
    expect(messages.filter(({severity}) => ['fatal', 'error', 'warning'].includes(severity))).toEqual([])
  })
})

describe('PDF of two hundred articles', () => {
  const texts = listTexts(library).map((text) => ({...text, text: squash(text.text)}))
  let pdf: Pdf
  let blocks: ReadonlyArray<Block>
  let found: ReturnType<typeof matchTexts>
  beforeAll(async () => {
    const {edition} = await compileLibrary()
    pdf = await readPdf(edition.bytes)
    blocks = listBlocks(pdf).map((block) => ({...block, text: squash(block.text)}))
    found = matchTexts(texts, blocks)
  })

  test('has a face for every character', async () => {
    expect((await compileLibrary()).messages).toEqual([])
  })

  test('has each text once and in order', () => {
    expect(texts.length).toBeGreaterThan(3000)
    expect(found.matches).toHaveLength(texts.length)
    expect(found.faults).toEqual([])
  })

  test('has nothing else but labels', () => {
    const isKnown = listWords(library)
    const matched = new Set(found.matches.map(({block}) => block))
    const rest = blocks.filter(
      (block) => !matched.has(block) && !closestElement(block.element, ({role}) => role === 'Lbl')
    )
    // Contents say on which page a chapter begins.
    const isEntry = (text: string) => isKnown(text.replace(/(?:\d+|[ivxlc]+)$/, ''))
    expect(rest.map(({text}) => text).filter((text) => !isKnown(text) && !isEntry(text))).toEqual([])
  })

  test('is one whole: ids are unique, links lead somewhere, headings never skip a level', () => {
    expect(checkStructure(pdf, blocks)).toEqual([])
  })
})

/** What a chapter's section is, whatever the format made of its notes. */
function isChapter({attributes, name}: Tree): boolean {
  const role = attributes['role'] ?? ''
  if (name !== 'section') return false
  if (/^doc-(?:chapter|foreword|afterword|glossary|colophon)$/.test(role)) return true
  // What goes on in another document has no role.
  return (
    attributes['role'] === undefined && /^(?:article|foreword|afterword)$/.test(attributes['class'] ?? '')
  )
}

function expected({back, front, parts}: Digest) {
  const chapters = [...front, ...parts.flatMap((part) => part.chapters), ...back]
  return readChapters(chapters.map((chapter) => fromHast(rootOf(chapter))))
}

/** @param isShallow of two levels only, as old readers know them. */
function listTitles({back, front, parts}: Digest, isShallow = false): string[] {
  const toTitles = (chapters: Digest['front'], hasSections = true) =>
    chapters.flatMap((chapter) => [
      chapter.title,
      ...(hasSections ? listSections(chapter).map(({title}) => title) : [])
    ])
  return [
    ...toTitles(front),
    ...parts.flatMap(({chapters, title}) => [title ?? '', ...toTitles(chapters, !isShallow)]),
    ...toTitles(back)
  ]
}

function listDeadLinks(path: string, tree: Tree, {paths, trees}: OpenEpub): string[] {
  const folder = path.replace(/[^/]*$/, '')
  const ids = new Map<string, ReadonlySet<string>>()
  const idsOf = (target: string) => {
    const document = trees.get(target)
    const found = ids.get(target) ?? new Set(document ? listIds(document) : [])
    ids.set(target, found)
    return found
  }

  const links = [...elements(tree, 'a'), ...elements(tree, 'content'), ...elements(tree, 'img')].flatMap(
    ({attributes}) => attributes['href'] ?? attributes['src'] ?? []
  )
  return links.filter((link) => {
    if (/^\w+:/.test(link)) return false
    const [file = '', id] = decodeURI(link).split('#')
    const target = file === '' ? path : `${folder}${file}`
    if (id === undefined) return !paths.includes(target)
    return !idsOf(target).has(id)
  })
}
