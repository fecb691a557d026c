/**
 * Unpack an EPUB, of version 2 or 3: its documents with text, in the order in
 * which they are read, and its pictures.
 *
 * What only leads through the book or names it (cover, contents, imprint) and
 * what stands aside of the reading order is left out, each by name.
 */

import type {Metadata, RawFile} from '../../model.ts'
import type {Unpacked} from './unpacked.ts'
import {VFile} from 'vfile'
import {decodeText} from '../decode-text.ts'
import {findDeclared} from '../encodings/find-declared.ts'
import {findElements, parseXml} from '../../parse-xml.ts'
import {judgeDocument} from './judge-document.ts'
import {openZip, type Archive} from './open-zip.ts'
import {readContents, type Contents} from './read-contents.ts'
import {readPackage, type Package} from './read-package.ts'
import {resolveEntry} from './resolve-entry.ts'
import {refuseContainer} from './unpacked.ts'

const source = 'unpack-epub'
const containerName = 'META-INF/container.xml'
const encryptionName = 'META-INF/encryption.xml'
const documentType = /^(?:application\/(?:xhtml\+xml|x-dtbook\+xml)|text\/(?:html|x-oeb1-document))$/
const documentName = /\.x?html?$/i
// Faces are disguised by either way, which hides no text.
const faceDisguises: ReadonlySet<string | undefined> = new Set([
  'http://www.idpf.org/2008/embedding',
  'http://ns.adobe.com/pdf/enc#RC'
])

/** @param room bytes that it may hold. */
export function unpackEpub({path, bytes}: RawFile, room: number): Unpacked {
  const file = new VFile({path})
  const zip = openZip(bytes, room)
  if (typeof zip === 'string') return refuseContainer(file, zip, source)
  for (const name of zip.refused) {
    file.message(`Unexpected file \`${name}\` in the archive, left it out`, {ruleId: 'left-out', source})
  }

  const frame = zip.read([containerName, encryptionName])
  if (isLocked(frame.get(encryptionName)))
    return refuseContainer(file, 'Unexpected copy protection, expected a book without it', source)
  const name = findPackage(frame.get(containerName), zip)
  const written = name === undefined ? undefined : zip.read([name]).get(name)
  const text = name === undefined ? undefined : readOwn(written, name, file)
  const book = text === undefined || name === undefined ? undefined : readPackage(text, name)
  if (!book)
    return refuseContainer(file, 'Unexpected archive without a package document, expected an EPUB', source)
  return takeBook(book, zip, file)
}

function takeBook(book: Package, zip: Archive, file: VFile): Unpacked {
  const {path} = file
  const find = makeFinder(zip)
  const spine = [...new Map(book.spine.map((item) => [find(item.name), item])).values()]
  const pictures = book.items.filter(({mediaType}) => mediaType.startsWith('image/'))
  const wanted = [...spine, ...pictures, ...book.contents.map((name) => ({name}))]
  const bytes = zip.read(wanted.map(({name}) => find(name)))
  const lists = book.contents.flatMap(function (name): Contents[] {
    const text = readOwn(bytes.get(find(name)), name, file)
    return text === undefined ? [] : [readContents(text, name)]
  })
  const skipped: string[] = []
  for (const id of book.lost) {
    file.message(`Expected item \`${id}\` of the reading order in the book`, {ruleId: 'missing-file', source})
    skipped.push(`${path}/${id}`)
  }

  const chapters: Array<{name: string; bytes: Uint8Array}> = []
  const leave = (name: string, reason: string) =>
    file.info(`${reason} in \`${name}\`, left it out`, {ruleId: 'left-out', source})
  for (const item of spine) {
    const content = bytes.get(find(item.name))
    if (!content) {
      file.message(`Expected file \`${item.name}\` in the book`, {ruleId: 'missing-file', source})
      skipped.push(`${path}/${item.name}`)
      continue
    }

    const kind = lists.map(({kinds}) => kinds.get(item.name)).find(Boolean) ?? book.kinds.get(item.name)
    const reason = explainLeft(item, readText(content), kind)
    if (reason === undefined) chapters.push({name: find(item.name), bytes: content})
    else leave(item.name, reason)
  }

  if (chapters.length === 0)
    return refuseContainer(file, 'Unexpected book without text, expected a chapter', source)
  const titleOf = (name: string) => lists.map(({titles}) => titles.get(name)).find(Boolean)
  const files = chapters.map(({name, bytes}): RawFile => ({
    path: `${path}/${nameDocument(name, zip)}`,
    bytes,
    about: {isWhole: true, metadata: describe(book, titleOf(name), chapters.length === 1)}
  }))
  // A book may list a document once more, as a picture.
  const taken = new Set(chapters.map(({name}) => name))
  const images = new Map(
    pictures.flatMap(function ({name}) {
      const content = bytes.get(find(name))
      return content && !taken.has(find(name))
        ? [[find(name), {path: `${path}/${name}`, bytes: content}] as const]
        : []
    })
  )
  return {
    files: [...files, ...images.values()],
    articles: files.map((chapter) => chapter.path),
    file,
    skipped
  }
}

/** The words for why a document of the spine is no chapter; undefined where it is one. */
function explainLeft(
  {isLinear, mediaType, name}: Package['spine'][number],
  text: string | undefined,
  kind: string | undefined
): string | undefined {
  if (!documentType.test(mediaType) && !documentName.test(name))
    return `Unexpected ${mediaType === '' ? 'kind of file' : `\`${mediaType}\``}`
  if (!isLinear) return 'Unexpected document aside of the reading order'
  // What cannot be decoded is refused where it is read as an article, with its line.
  if (text === undefined) return
  return judgeDocument(text, kind)
}

function describe({metadata, title, url}: Package, label: string | undefined, isAlone: boolean): Metadata {
  const own = label ?? (isAlone ? title : undefined)
  return {...metadata, ...(own !== undefined && {title: own}), ...(isAlone && url !== undefined && {url})}
}

/** The name by which a document is known for one, and which no other file of the book has. */
function nameDocument(name: string, {names}: Archive): string {
  let own = name
  while (!documentName.test(own) || (own !== name && names.has(own))) own += '.xhtml'
  return own
}

/** Some books write names in another case than their archive. */
function makeFinder({names}: Archive): (name: string) => string {
  const folded = new Map([...names].map((name) => [name.toLowerCase(), name]))
  return (name) => (names.has(name) ? name : (folded.get(name.toLowerCase()) ?? name))
}

/** Name of the package: the one that is named, else the only one that looks like it. */
function findPackage(container: Uint8Array | undefined, {names}: Archive): string | undefined {
  const document = container && parseXml(readText(container)?.trim() ?? '')
  const paths = (document ? findElements(document, 'rootfile') : []).flatMap(
    ({attributes}) => resolveEntry('', attributes['full-path'] ?? '')?.name ?? []
  )
  return [...paths, ...[...names].filter((name) => /\.opf$/i.test(name))].find((name) => names.has(name))
}

function isLocked(bytes: Uint8Array | undefined): boolean {
  const document = bytes && parseXml(readText(bytes)?.trim() ?? '')
  // The keys of a key are methods, too; only what hides data is asked.
  return (document ? findElements(document, 'EncryptedData') : []).some(
    (data) => !faceDisguises.has(findElements(data, 'EncryptionMethod')[0]?.attributes['Algorithm'])
  )
}

function readText(bytes: Uint8Array | undefined): string | undefined {
  const decoded = bytes && decodeText(bytes)
  return decoded && 'text' in decoded ? decoded.text : undefined
}

/** Text of a file that tells of the book and becomes no article, with what is wrong with it on the container. */
function readOwn(bytes: Uint8Array | undefined, name: string, file: VFile): string | undefined {
  const decoded = bytes && decodeText(bytes, {declared: findDeclared(bytes)})
  if (!decoded) return
  const isText = 'text' in decoded
  for (const {reason} of isText ? decoded.doubts : [decoded])
    file.message(`${reason}, in \`${name}\``, {ruleId: 'encoding', source})
  return isText ? decoded.text : undefined
}
