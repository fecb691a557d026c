/** Read a page of a PDF: each glyph with its place, its face and the mark that it stands in. */

import type {Glyph, PdfFont, PdfPage} from './types.ts'
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFName,
  PDFRawStream,
  type PDFObject,
  type PDFPage as LibraryPage
} from '@cantoo/pdf-lib'
import {readContent, type Operand} from './read-content.ts'

type Matrix = readonly [number, number, number, number, number, number]

interface TextState {
  readonly matrix: Matrix
  readonly font: PdfFont | undefined
  readonly size: number
  readonly charSpace: number
  readonly scale: number
  readonly leading: number
  readonly rise: number
}

/** What marked content is: tagged, an artifact, or a mark that says neither. */
type Mark = number | 'artifact' | 'plain'

const identity: Matrix = [1, 0, 0, 1, 0, 0]
const painting = new Set(['f', 'F', 'f*', 'S', 's', 'B', 'B*', 'b', 'b*', 'sh', 'Do', 'Tj', 'TJ', "'", '"'])

/** @param fontOf the font that a resource is; the same value for the same font. */
export function readPage(page: LibraryPage, index: number, fontOf: (dict: PDFDict) => PdfFont): PdfPage {
  const {width, height} = page.getSize()
  const glyphs: Glyph[] = []
  const marks: number[] = []
  const strays: string[] = []
  const fonts = resourcesOf(page.node.Resources(), 'Font')
  const open: Mark[] = []
  const stack: TextState[] = []
  let state: TextState = {
    matrix: identity,
    font: undefined,
    size: 0,
    charSpace: 0,
    scale: 1,
    leading: 0,
    rise: 0
  }
  let text = identity
  let line = identity

  const show = (bytes: Uint8Array) => {
    const {font, size} = state
    if (!font) return
    for (let at = 0; at + 1 < bytes.length; at += 2) {
      const code = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
      font.used.add(code)
      const [a, b, c, d, e, f] = multiply(
        multiply([size * state.scale, 0, 0, size, 0, state.rise], text),
        state.matrix
      )
      const width = font.widthOf(code) / 1000
      const mark = open.findLast((each) => each !== 'plain')
      glyphs.push({
        text: font.unicode?.get(code) ?? '',
        font,
        code,
        x: e,
        y: height - f,
        size: Math.hypot(c, d),
        advance: width * Math.hypot(a, b),
        mcid: typeof mark === 'number' ? mark : undefined
      })
      move((width * size + state.charSpace) * state.scale)
    }
  }

  const move = (by: number) => {
    text = multiply([1, 0, 0, 1, by, 0], text)
  }

  const nextLine = (x: number, y: number) => {
    line = multiply([1, 0, 0, 1, x, y], line)
    text = line
  }

  readContent(contentOf(page), (operator, operands) => {
    const numbers = operands.map((operand) => (typeof operand === 'number' ? operand : 0))
    const [first = 0, second = 0] = numbers
    if (painting.has(operator) && open.every((mark) => mark === 'plain')) strays.push(operator)
    switch (operator) {
      case 'q':
        stack.push(state)
        break
      case 'Q':
        state = stack.pop() ?? state
        break
      case 'cm':
        state = {...state, matrix: multiply(toMatrix(numbers), state.matrix)}
        break
      case 'BT':
        text = identity
        line = identity
        break
      case 'Tf': {
        const dict = fonts?.lookup(PDFName.of(String(operands[0]).slice(1)))
        state = {...state, font: dict instanceof PDFDict ? fontOf(dict) : undefined, size: second}
        break
      }

      case 'Tm':
        line = toMatrix(numbers)
        text = line
        break
      case 'Td':
        nextLine(first, second)
        break
      case 'TD':
        state = {...state, leading: -second}
        nextLine(first, second)
        break
      case 'T*':
        nextLine(0, -state.leading)
        break
      case 'TL':
        state = {...state, leading: first}
        break
      case 'Tc':
        state = {...state, charSpace: first}
        break
      case 'Tz':
        state = {...state, scale: first / 100}
        break
      case 'Ts':
        state = {...state, rise: first}
        break
      case 'Tj':
        if (operands[0] instanceof Uint8Array) show(operands[0])
        break
      case 'TJ':
        for (const part of Array.isArray(operands[0]) ? operands[0] : []) {
          if (part instanceof Uint8Array) show(part)
          else if (typeof part === 'number') move((-part / 1000) * state.size * state.scale)
        }

        break
      case 'BMC':
      case 'BDC': {
        const mark = readMark(operands)
        if (typeof mark === 'number') marks.push(mark)
        open.push(mark)
        break
      }

      case 'EMC':
        if (open.pop() === undefined) strays.push('EMC')
        break
      default:
        // What this reader does not know would put the text elsewhere.
        if (operator === "'" || operator === '"' || operator === 'Tw') strays.push(operator)
    }
  })

  strays.push(...open.map(() => 'BDC'))
  return {index, width, height, dict: page.node, glyphs, marks, strays}
}

function readMark([name, properties]: ReadonlyArray<Operand>): Mark {
  if (name === '/Artifact') return 'artifact'
  if (typeof properties !== 'object' || Array.isArray(properties) || properties instanceof Uint8Array)
    return 'plain'
  const {MCID} = properties
  return typeof MCID === 'number' ? MCID : 'plain'
}

function contentOf(page: LibraryPage): Uint8Array {
  const contents = page.node.Contents()
  const streams: Array<PDFObject | undefined> =
    contents instanceof PDFArray
      ? Array.from({length: contents.size()}, (_, index) => contents.lookup(index))
      : [contents]
  const parts = streams.flatMap((stream) =>
    stream instanceof PDFRawStream ? [decodePDFRawStream(stream).decode(), Uint8Array.of(10)] : []
  )
  return new Uint8Array(Buffer.concat(parts))
}

function resourcesOf(resources: PDFDict | undefined, kind: string): PDFDict | undefined {
  const found = resources?.lookup(PDFName.of(kind))
  return found instanceof PDFDict ? found : undefined
}

function toMatrix([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: ReadonlyArray<number>): Matrix {
  return [a, b, c, d, e, f]
}

/** First the one, then the other. */
function multiply([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}
