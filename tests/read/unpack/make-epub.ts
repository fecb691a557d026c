/** Make a small EPUB in memory. */

import {strToU8, zipSync} from 'fflate'

export interface Book {
  readonly metadata?: string
  /** Items of the manifest beside those made of `documents`. */
  readonly items?: string
  /** Items of the spine (default: all documents). */
  readonly spine?: string
  readonly guide?: string
  /** XHTML of documents by their name below `OEBPS/`: a whole one, or a body. */
  readonly documents: Readonly<Record<string, string>>
  /** Other files by their name in the archive. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
}

export function makeEpub({
  metadata = '',
  items = '',
  spine,
  guide = '',
  documents,
  files = {}
}: Book): Uint8Array {
  const names = Object.keys(documents)
  const entries: Record<string, Uint8Array> = {
    mimetype: strToU8('application/epub+zip'),
    'META-INF/container.xml': strToU8(
      '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    ),
    'OEBPS/book.opf': strToU8(
      `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">${metadata}</metadata><manifest>${names
        .map(
          (name, index) =>
            `<item id="i${index}" href="${encodeURI(name)}" media-type="application/xhtml+xml"/>`
        )
        .join('')}${items}</manifest><spine>${
        spine ?? names.map((_, index) => `<itemref idref="i${index}"/>`).join('')
      }</spine>${guide}</package>`
    )
  }
  for (const [name, text] of Object.entries(documents)) entries[`OEBPS/${name}`] = strToU8(makeDocument(text))
  for (const [name, content] of Object.entries(files))
    entries[name] = typeof content === 'string' ? strToU8(content) : content
  return zipSync(entries, {mtime: '2024-01-01'})
}

function makeDocument(text: string): string {
  if (text.includes('<html')) return text
  return `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>${text}</body></html>`
}
