/** A small book with which nothing is wrong, to be altered by tests. */

import {encode} from 'fast-png'
import JSZip from 'jszip'

export type Files = Map<string, string | Uint8Array>

const head = (title: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>${title}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>`

/** An opaque picture of one grey. */
export function makePng(width: number, height: number, channels: 1 | 2 = 1): Uint8Array {
  return encode({width, height, channels, data: new Uint8Array(width * height * channels).fill(200)})
}

/** A JPEG up to its frame: the size and the number of colours are there, the picture is not. */
export function makeJpegHead(width: number, height: number, colours: number): Uint8Array {
  const frame = [
    0xff,
    0xc0,
    0,
    8 + 3 * colours,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    colours
  ]
  const components = Array.from({length: colours}, (_, index) => [index + 1, 0x11, 0]).flat()
  return Uint8Array.from([0xff, 0xd8, ...frame, ...components, 0xff, 0xd9])
}

/** The header of a GIF. */
export function makeGifHead(width: number, height: number): Uint8Array {
  const size = [width & 255, width >> 8, height & 255, height >> 8]
  return Uint8Array.from([...Buffer.from('GIF89a'), ...size, 0, 0, 0, 0x3b])
}

const cover = makePng(1600, 2500)

export function makeFiles(): Files {
  return new Map<string, string | Uint8Array>([
    ['mimetype', 'application/epub+zip'],
    [
      'META-INF/container.xml',
      '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    ],
    [
      'OPS/book.opf',
      `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" prefix="schema: http://schema.org/">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:9901325e-15bb-5577-a5d6-d3db4b1b7f35</dc:identifier>
<dc:title>Tides</dc:title>
<dc:language>en</dc:language>
<dc:creator>A Writer</dc:creator>
<meta property="dcterms:modified">2026-11-21T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta name="cover" content="cover"/>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
<item id="cover" href="cover.png" media-type="image/png" properties="cover-image"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>
</manifest>
<spine><itemref idref="nav"/><itemref idref="one"/></spine>
</package>`
    ],
    [
      'OPS/nav.xhtml',
      `${head('Contents')}
<body><nav epub:type="toc"><ol><li><a href="one.xhtml">One</a></li></ol></nav>
<nav epub:type="page-list" hidden=""><ol><li><a href="one.xhtml#p1">1</a></li></ol></nav></body></html>`
    ],
    [
      'OPS/one.xhtml',
      `${head('One')}
<body><h1 id="p1">One</h1>
<p>The tide<a epub:type="noteref" role="doc-noteref" href="#n1">1</a> turns.</p>
<aside epub:type="footnote" id="n1"><p>Twice a day.</p></aside></body></html>`
    ],
    ['OPS/style.css', 'p {\n  text-indent: 1em;\n}\n'],
    ['OPS/cover.png', cover]
  ])
}

/** Replace a text in one of the files; one that is not there is a mistake of the test. */
export function replace(files: Files, name: string, from: string, to: string): void {
  const text = files.get(name)
  if (typeof text !== 'string' || !text.includes(from)) throw new Error(`Expected \`${from}\` in \`${name}\``)
  files.set(name, text.replace(from, to))
}

/** Add a file, and list it in the manifest. */
export function addItem(files: Files, name: string, type: string, content: string | Uint8Array): void {
  files.set(`OPS/${name}`, content)
  replace(
    files,
    'OPS/book.opf',
    '</manifest>',
    `<item id="x" href="${name}" media-type="${type}"/>\n</manifest>`
  )
}

export async function pack(files: Files): Promise<Uint8Array> {
  const zip = new JSZip()
  for (const [name, content] of files)
    zip.file(name, content, {compression: name === 'mimetype' ? 'STORE' : 'DEFLATE', createFolders: false})
  return zip.generateAsync({type: 'uint8array'})
}
