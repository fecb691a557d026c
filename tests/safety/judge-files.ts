/** Judge whole editions: a book in its zip, a site in its folder, a PDF by its objects. */

import type {Edition} from '../../src/model.ts'
import {
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
  decodePDFRawStream
} from '@cantoo/pdf-lib'
import {unzipSync} from 'fflate'
import {getDocument} from 'pdfjs-dist/legacy/build/pdf.mjs'
import {judgeCss, judgeHtml, judgeXhtml, listElements, parseStrictly} from './judge-markup.ts'

const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytes)
const address = /^(?:https?:\/\/[^\s/]|mailto:[^\s])/

/** @param scripts the product's own. */
export function judgePage({bytes}: Edition, scripts: ReadonlyArray<string>): string[] {
  return judgeHtml(decode(bytes), {kind: 'html', scripts})
}

export function judgeSite({beside = new Map(), bytes}: Edition, scripts: ReadonlyArray<string>): string[] {
  const has = (path: string) => path === 'index.html' || beside.has(decodeURI(path))
  const files = [['index.html', bytes] as const, ...beside]
  return files.flatMap(([name, content]) => {
    const say = (what: string) => `${name}: ${what}`
    if (!/^[^/\\:*?"<>|\u0000-\u001f]+\.[a-z]+$/.test(name)) return [say('name')]
    if (name.endsWith('.html')) return judgeHtml(decode(content), {kind: 'site', has, scripts}).map(say)
    if (name.endsWith('.css')) return judgeCss(decode(content)).map(say)
    if (name.endsWith('.svg')) return judgeDrawing(name, content)
    if (name !== 'feed.xml') return []
    const feed = parseStrictly(name, decode(content))
    if (typeof feed === 'string') return [feed]
    return listElements(feed).flatMap(({attributes: {href}}) =>
      href === undefined || href === './' || href === 'feed.xml' || has(href) || ownAddress.test(href)
        ? []
        : [say(`link ${href}`)]
    )
  })
}

/** Addresses of a site that was given one: written as a browser does, so that nothing can end them. */
const ownAddress = /^https:\/\/example\.org\/[\w%./-]*$/

export function judgeBook({bytes}: Edition): string[] {
  const files = new Map(Object.entries(unzipSync(bytes)))
  const ids = new Map<string, ReadonlySet<string>>()
  const has = (path: string) => files.has(`OEBPS/${path}`)
  const found: string[] = []
  for (const [name, content] of files) {
    if (!/^(?:mimetype|META-INF\/[\w.-]+|OEBPS\/(?:images\/|fonts\/)?[\w.-]+)$/.test(name))
      found.push(`name: ${name}`)
    if (name.endsWith('.xhtml')) {
      const source = decode(content)
      found.push(...judgeXhtml(name, source, {kind: 'epub', has}))
      const document = parseStrictly(name, source)
      if (typeof document !== 'string')
        ids.set(name, new Set(listElements(document).flatMap(({attributes: {id}}) => id ?? [])))
    } else if (/\.(?:opf|ncx|xml)$/.test(name)) found.push(...judgePackage(name, decode(content), has))
    else if (name.endsWith('.css')) found.push(...judgeCss(decode(content)))
    else if (name.endsWith('.svg')) found.push(...judgeDrawing(name, content))
  }

  return [...found, ...judgeTargets(files, ids)]
}

/** A link within a book that leads to no place is an error to checkers, and to some readers. */
function judgeTargets(
  files: ReadonlyMap<string, Uint8Array>,
  ids: ReadonlyMap<string, ReadonlySet<string>>
): string[] {
  return [...ids.keys()].flatMap((name) => {
    const document = parseStrictly(name, decode(files.get(name) ?? new Uint8Array()))
    if (typeof document === 'string') return []
    return listElements(document).flatMap(({attributes: {href = ''}, name: tag}) => {
      const [file = '', id] = href.split('#')
      if (id === undefined || address.test(href)) return []
      const place = ids.get(file === '' ? name : `OEBPS/${file}`)
      return place?.has(decodeURIComponent(id)) ? [] : [`${name}: <${tag} href="${href}"> leads to no place`]
    })
  })
}

function judgePackage(name: string, source: string, has: (path: string) => boolean): string[] {
  const document = parseStrictly(name, source)
  if (typeof document === 'string') return [document]
  return listElements(document).flatMap(({attributes, name: tag, text}) => {
    const {href, properties = '', src} = attributes
    const path = (href ?? src)?.replace(/#.*$/s, '')
    if (tag === 'dc:language' && !/^[A-Za-z]{2,3}(?:-[A-Za-z\d]{2,8})*$/.test(text))
      return [`${name}: language ${text}`]
    if (tag === 'dc:source' && !/^https?:\/\/\S+$/.test(text)) return [`${name}: source ${text}`]
    if (/scripted|remote-resources|svg|switch/.test(properties)) return [`${name}: properties ${properties}`]
    return path === undefined || has(path) ? [] : [`${name}: <${tag}> names ${path}`]
  })
}

/** An SVG that stands in an edition as such. */
export function judgeDrawing(name: string, bytes: Uint8Array): string[] {
  const document = parseStrictly(name, decode(bytes))
  if (typeof document === 'string') return [document]
  return listElements(document).flatMap(({attributes, name: tag, text}) => {
    const local = tag.replace(/^.*:/, '')
    const say = (what: string) => [`${name}: ${what} in <${tag}>`]
    if (
      /^(?:script|foreignObject|iframe|object|embed|audio|video|handler|listener|set|animate.*|image|a)$/i.test(
        local
      )
    )
      return say('element')
    if (local === 'style' && /@import|@font-face|\\|url\s*\(\s*["']?\s*(?![#\s"'])/i.test(text))
      return say('style')
    return Object.entries(attributes).flatMap(([key, value]) => {
      const attribute = key.replace(/^.*:/, '')
      // What a drawing program notes for itself.
      if (key.startsWith('i:')) return []
      if (/^on/i.test(attribute)) return say(key)
      if (/^(?:href|src)$/i.test(attribute) && !value.startsWith('#')) return say(key)
      if (!key.startsWith('xmlns') && /\\|url\s*\(\s*["']?\s*(?![#\s"'])|javascript:/i.test(value))
        return say(key)
      return key === 'xml:base' ? say(key) : []
    })
  })
}

// What makes a viewer do something by itself, or more than open an address.
const active = [
  'JS',
  'JavaScript',
  'OpenAction',
  'AA',
  'Launch',
  'GoToR',
  'GoToE',
  'SubmitForm',
  'ImportData',
  'RichMedia',
  'EmbeddedFiles',
  'AcroForm',
  'XFA'
]

export async function judgePdf({bytes, name}: Edition): Promise<string[]> {
  const found = new Set<string>()
  const document = await PDFDocument.load(bytes, {updateMetadata: false})
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    const dictionary = object instanceof PDFRawStream ? object.dict : object
    if (dictionary instanceof PDFDict) judgeDictionary(dictionary, found)
    if (object instanceof PDFRawStream && object.dict.get(PDFName.of('Type')) === PDFName.of('Metadata')) {
      const source = decode(decodePDFRawStream(object).decode())
      const xmp = parseStrictly('XMP', source.replace(/<\?xpacket[^>]*\?>/g, '').trim())
      if (typeof xmp === 'string') found.add(xmp)
    }
  }

  // A viewer's own reading of the same links.
  const view = await getDocument({data: bytes.slice(), verbosity: 0}).promise
  for (let number = 1; number <= view.numPages; number++) {
    const page = await view.getPage(number)
    for (const {subtype, unsafeUrl, url} of (await page.getAnnotations()) as Array<
      Record<string, string | undefined>
    >) {
      if (subtype !== 'Link') found.add(`annotation ${String(subtype)}`)
      for (const one of [url, unsafeUrl])
        if (one !== undefined && !address.test(one)) found.add(`link ${one}`)
    }
  }

  await view.loadingTask.destroy()
  return [...found].map((what) => `${name}: ${what}`)
}

function judgeDictionary(dictionary: PDFDict, found: Set<string>): void {
  for (const [key, value] of dictionary.entries()) {
    const name = key.decodeText()
    if (active.includes(name)) found.add(`key ${name}`)
    if (name === 'S' && value instanceof PDFName && active.includes(value.decodeText()))
      found.add(`action ${value.decodeText()}`)
    if (name === 'URI' && (value instanceof PDFString || value instanceof PDFHexString)) {
      const uri = value.decodeText()
      if (!address.test(uri)) found.add(`address ${uri}`)
    }
    if (value instanceof PDFDict) judgeDictionary(value, found)
  }
}
