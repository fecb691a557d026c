/**
 * Write a book with epub-gen-memory: the adapter, and the only file that knows
 * the library and its traps.
 *
 * The library fills the templates and holds the zip. Everything else it would
 * do is kept from it. It fetches whatever a picture, a cover or a face names,
 * local files included: it gets none of them. It rewrites the HTML of chapters
 * (entities for every Han character, no `scope`, no empty `alt`): theirs
 * reaches the template past it. It takes unknown options for its own, of which
 * some are programs: the options are named here one by one. It dates and names
 * at random: the zip is written anew, in order, dated by the book.
 */

import type {Book, Page} from './book.ts'
import {EPub, type Chapter, type Options} from 'epub-gen-memory'

/** What of the library's zip is used; at run time it is there for all to see. */
interface Zip {
  readonly files: Record<string, {dir: boolean; async: (type: 'string') => Promise<string>}>
  file: (name: string, data: Uint8Array, options: object) => void
  remove: (name: string) => void
  generateAsync: (options: object) => Promise<Uint8Array>
}

const folder = 'OEBPS'
// A thousandth larger than the smallest, in two thirds of its time.
const level = 7
// Characters that XML 1.0 has no place for: one of them makes a file unreadable.
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu
const encoder = new TextEncoder()

export async function writeEpub(book: Book, templates: ReadonlyMap<string, string>): Promise<Uint8Array> {
  const epub = new EPub(toOptions(book, templates), toChapters(book))
  await epub.render()
  // Protected in the types, and the one way past the library's own packing.
  const {zip} = epub as unknown as {zip: Zip}
  const entries = await takeEntries(zip)
  for (const {href, bytes} of [...book.pictures, ...book.faces])
    entries.set(`${folder}/${href}`, plainOf(bytes))

  const date = new Date(book.modified)
  for (const name of orderNames([...entries.keys()])) {
    // The format asks for `mimetype` as it is; PNG and JPEG are compressed already.
    const compression = /^mimetype$|\.(?:jpg|png)$/.test(name) ? 'STORE' : 'DEFLATE'
    zip.file(name, entries.get(name) ?? new Uint8Array(), {date, createFolders: false, compression})
  }

  return zip.generateAsync({type: 'uint8array', compressionOptions: {level}, platform: 'DOS'})
}

function toOptions(book: Book, templates: ReadonlyMap<string, string>): Options & {book: Book} {
  const template = (name: string) => {
    const text = templates.get(name)
    if (text === undefined) throw new Error(`Expected template \`${name}\``)
    return text
  }

  return {
    title: book.title,
    lang: book.lang,
    date: book.modified,
    css: book.css,
    version: 3,
    chapterXHTML: template('chapter.xhtml.ejs'),
    contentOPF: template('content.opf.ejs'),
    tocNCX: template('toc.ncx.ejs'),
    tocXHTML: template('toc.xhtml.ejs'),
    book
  }
}

function toChapters(book: Book): Array<Chapter & {page: Page}> {
  return book.spine.flatMap((page) =>
    page === 'toc' ? [] : [{title: page.title, filename: page.file, content: '', page}]
  )
}

/** Take everything out of the zip. */
async function takeEntries(zip: Zip): Promise<Map<string, Uint8Array>> {
  const entries = new Map<string, Uint8Array>()
  for (const [name, file] of Object.entries(zip.files)) {
    if (!file.dir) entries.set(name, encoder.encode((await file.async('string')).replace(unprintable, '')))
  }

  for (const name of Object.keys(zip.files)) zip.remove(name)
  return entries
}

/** What the library takes as it is: a `Buffer` it copies byte by byte, and text it encodes by a slow way of its own. */
function plainOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** `mimetype` comes first: programs know an EPUB by it. */
function orderNames(names: ReadonlyArray<string>): ReadonlyArray<string> {
  return ['mimetype', ...names.filter((name) => name !== 'mimetype').sort()]
}
