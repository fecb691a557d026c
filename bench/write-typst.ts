/**
 * Write a digest as a typst source: the same text, blocks, notes, pictures and
 * page, so that two typesetters can be measured on one book. What only our book
 * has (a cover, running titles) is left out, to typst's good.
 */

import fs from 'node:fs'
import path from 'node:path'
import type {Element, ElementContent} from 'hast'
import type {Chapter, Digest, FaceFile, Lang} from '../src/model.ts'
import type {Tokens} from '../src/compile/theme.ts'
import {toString} from 'hast-util-to-string'

interface Context {
  /** Notes of the chapter by id. */
  readonly notes: ReadonlyMap<string, Element>
  /** Where the typesetter finds a picture, by the name of its asset. */
  readonly fileOf: (asset: string) => string
}

type Write = (node: Element, context: Context) => string

const inlines: Readonly<Record<string, Write>> = {
  em: (node, context) => `#emph[${writeInlines(node, context)}]`,
  strong: (node, context) => `#strong[${writeInlines(node, context)}]`,
  del: (node, context) => `#strike[${writeInlines(node, context)}]`,
  code: (node) => `#raw(${quote(toString(node))});`,
  sub: (node, context) => `#sub[${writeInlines(node, context)}]`,
  sup: (node, context) => `#super[${writeInlines(node, context)}]`,
  br: () => '#linebreak();',
  span: (node, context) => inLanguage(node, writeInlines(node, context)),
  a: writeLink
}

const blocks: Readonly<Record<string, Write>> = {
  p: (node, context) => inLanguage(node, writeParagraph(node, context)),
  ul: (node, context) => `#list(${listItems(node, context)})`,
  ol: (node, context) =>
    `#enum(start: ${Number(node.properties['start'] ?? 1)}, ${listItems(node, context)})`,
  blockquote: (node, context) => `#quote(block: true)[${writeFlow(node, context)}]`,
  figure: writeFigure,
  table: writeTable,
  pre: (node) => `#raw(block: true, ${quote(toString(node).replace(/\n$/, ''))})`,
  hr: () => '#align(center, line(length: 6em, stroke: 0.4pt))',
  dl: writeDefinitions,
  section: writeSection,
  footer: (node, context) => `#[#set text(0.76em)\n${writeFlow(node, context)}]`
}

/** Save all that the typesetter needs in a folder: `book.typ`, pictures, and faces in `fonts`. */
export function saveTypst(
  folder: string,
  digest: Digest,
  {faces, tokens}: {faces: ReadonlyArray<FaceFile>; tokens: Tokens}
): void {
  const fonts = path.join(folder, 'fonts')
  fs.mkdirSync(fonts, {recursive: true})
  for (const [index, face] of faces.entries()) fs.writeFileSync(path.join(fonts, `${index}.ttf`), face.read())
  for (const {bytes, name} of digest.assets.values()) fs.writeFileSync(path.join(folder, name), bytes)
  fs.writeFileSync(
    path.join(folder, 'book.typ'),
    writeTypst(digest, tokens, (name) => `/${name}`)
  )
}

function writeTypst(digest: Digest, tokens: Tokens, fileOf: Context['fileOf']): string {
  const {meta, front, parts, back} = digest
  const body = [
    ...front.map((chapter) => writeChapter(chapter, fileOf)),
    ...parts.flatMap(({title, chapters}) => [
      ...(title === undefined ? [] : [`#pagebreak()\n#heading(level: 1)[${escape(title)}]`]),
      ...chapters.map((chapter) => writeChapter(chapter, fileOf))
    ]),
    ...back.map((chapter) => writeChapter(chapter, fileOf))
  ]
  return [
    ...writeSettings(digest, tokens),
    `#align(horizon)[#text(21pt)[${escape(meta.title)}]\n\n${escape(meta.editor ?? '')}]`,
    '#pagebreak()\n#outline()',
    ...body
  ].join('\n\n')
}

function writeSettings({meta, pages}: Digest, {pages: sizes, type}: Tokens): string[] {
  const page = sizes[pages]
  const body = page && type.body[page.type]
  const note = page && type.note[page.type]
  if (!page || !body || !note) throw new Error(`Expected pages \`${pages}\``)
  const margin = `(inside: ${page.inner}pt, outside: ${page.outer}pt, top: ${page.top}pt, bottom: ${page.bottom}pt)`
  // What typst calls leading is the blank between lines of about three quarters of an em.
  const leading = `${body.line - body.size * 0.75}pt`
  return [
    `#set document(title: ${quote(meta.title)}, date: none)`,
    `#set page(width: ${page.width}pt, height: ${page.height}pt, margin: ${margin}, numbering: "1")`,
    `#set text(size: ${body.size}pt, ${languageOf(meta.lang)})`,
    `#set par(justify: true, leading: ${leading}, spacing: ${leading}, first-line-indent: (amount: 2em, all: true))`,
    '#set smartquote(enabled: false)',
    `#show heading: set text(${body.size}pt, weight: 600)`,
    '#show heading.where(level: 1): set text(1.7em)',
    `#show footnote.entry: set text(${note.size}pt)`,
    '#show raw: set text(font: ("Source Code Pro", "Noto Serif TC"))',
    '#set table(stroke: (y: 0.35pt))'
  ]
}

function writeChapter(chapter: Chapter, fileOf: Context['fileOf']): string {
  const section = chapter.tree.children.find((node): node is Element => node.type === 'element')
  const children = elementsOf(section?.children ?? [])
  const notes = new Map(
    children
      .filter((child) => hasClass(child, 'notes'))
      .flatMap((child) => elementsOf(child.children))
      .map((aside) => [String(aside.properties['id'] ?? ''), aside])
  )
  const context: Context = {notes, fileOf}
  const body = children.map((child) => {
    if (hasClass(child, 'notes')) return ''
    return child.tagName === 'header' ? writeHeader(child, context) : writeBlock(child, context)
  })
  return `#pagebreak()\n#[#set text(${languageOf(chapter.lang)})\n${body.join('\n\n')}\n]`
}

function writeHeader(header: Element, context: Context): string {
  return elementsOf(header.children)
    .map((child) =>
      child.tagName === 'h1'
        ? `#v(8em)\n#heading(level: 2)[${writeInlines(child, context)}]`
        : writeInlines(child, context)
    )
    .join('\n\n')
}

function writeFlow(node: Element, context: Context): string {
  const isPhrasing = !elementsOf(node.children).some((child) => blocks[child.tagName] !== undefined)
  return isPhrasing
    ? writeInlines(node, context)
    : wrapPhrasing(node.children)
        .map((child) => writeBlock(child, context))
        .join('\n\n')
}

/** Runs of phrasing content between blocks become paragraphs. */
function wrapPhrasing(nodes: ReadonlyArray<ElementContent>): Element[] {
  const wrapped: Element[] = []
  let run: ElementContent[] = []
  const flush = () => {
    if (run.length > 0) wrapped.push({type: 'element', tagName: 'p', properties: {}, children: run})
    run = []
  }

  for (const node of nodes) {
    if (node.type === 'element' && blocks[node.tagName] !== undefined) {
      flush()
      wrapped.push(node)
    } else run.push(node)
  }

  flush()
  return wrapped
}

function writeBlock(node: Element, context: Context): string {
  const level = /^h([2-6])$/.exec(node.tagName)?.[1]
  // Parts and chapters take the first two levels.
  if (level !== undefined)
    return `#heading(level: ${Number(level) + 1}, outlined: false)[${writeInlines(node, context)}]`
  return blocks[node.tagName]?.(node, context) ?? writeFlow(node, context)
}

function writeParagraph(node: Element, context: Context): string {
  const text = writeInlines(node, context)
  return hasClass(node, 'question') || hasClass(node, 'label') ? `#strong[${text}]` : text
}

function listItems(node: Element, context: Context): string {
  return elementsOf(node.children)
    .map((item) => `[${writeFlow(item, context)}]`)
    .join(', ')
}

function writeFigure(node: Element, context: Context): string {
  const children = elementsOf(node.children)
  const image = children.find((child) => child.tagName === 'img')
  const caption = children.find((child) => child.tagName === 'figcaption')
  const name = String(image?.properties['src'] ?? '').replace(/^asset:/, '')
  const alt = quote(String(image?.properties['alt'] ?? ''))
  const words = caption ? `, caption: [${writeInlines(caption, context)}]` : ''
  return `#figure(image(${quote(context.fileOf(name))}, alt: ${alt}, width: 60%)${words})`
}

function writeTable(node: Element, context: Context): string {
  const rowsOf = (name: string) =>
    elementsOf(node.children)
      .filter((child) => child.tagName === name)
      .flatMap((child) => elementsOf(child.children))
  const cellsOf = (rows: ReadonlyArray<Element>) =>
    rows.flatMap((row) => elementsOf(row.children)).map((cell) => writeCell(cell, context))
  const head = rowsOf('thead')
  const columns = elementsOf(head[0]?.children ?? []).reduce((sum, cell) => sum + spanOf(cell, 'colSpan'), 0)
  const caption = elementsOf(node.children).find((child) => child.tagName === 'caption')
  const cells = [`table.header(${cellsOf(head).join(', ')})`, ...cellsOf(rowsOf('tbody'))]
  const table = `table(columns: ${columns}, ${cells.join(', ')})`
  return `#text(0.81em)[${caption ? `${writeInlines(caption, context)}\n\n` : ''}#${table}]`
}

function writeCell(cell: Element, context: Context): string {
  const text = cell.tagName === 'th' ? `#strong[${writeInlines(cell, context)}]` : writeInlines(cell, context)
  const spans = [spanOf(cell, 'colSpan'), spanOf(cell, 'rowSpan')]
  return spans.some((span) => span > 1)
    ? `table.cell(colspan: ${spans[0]}, rowspan: ${spans[1]})[${text}]`
    : `[${text}]`
}

function spanOf(cell: Element, name: 'colSpan' | 'rowSpan'): number {
  return Number(cell.properties[name] ?? 1)
}

function writeDefinitions(node: Element, context: Context): string {
  const items: string[] = []
  let term = ''
  for (const child of elementsOf(node.children)) {
    if (child.tagName === 'dt') term = writeInlines(child, context)
    else items.push(`terms.item([${term}], [${writeFlow(child, context)}])`)
  }

  return `#terms(${items.join(', ')})`
}

function writeSection(node: Element, context: Context): string {
  return `#block(inset: (left: 1em), stroke: (left: 0.8pt))[#set text(0.81em)\n${writeFlow(node, context)}]`
}

function writeInlines(node: Element, context: Context): string {
  return node.children
    .map((child) => {
      if (child.type === 'text') return escape(child.value)
      if (child.type !== 'element') return ''
      return inlines[child.tagName]?.(child, context) ?? writeInlines(child, context)
    })
    .join('')
}

function writeLink(node: Element, context: Context): string {
  const href = String(node.properties['href'] ?? '')
  if (node.properties['role'] === 'doc-backlink') return ''
  if (node.properties['role'] === 'doc-noteref') {
    const note = context.notes.get(href.slice(1))
    return note ? `#footnote[${writeFlow(note, context)}]` : ''
  }

  const text = writeInlines(node, context)
  return href.startsWith('#') ? text : `#link(${quote(href)})[${text}]`
}

function inLanguage(node: Element, text: string): string {
  const lang = node.properties['lang']
  return typeof lang === 'string' ? `#[#set text(${languageOf(lang)})\n${text}]` : text
}

/** Language, region and faces; Latin and its marks take the Latin face in English only. */
function languageOf(lang: Lang): string {
  const [first, second] = lang === 'zh-Hans' ? ['SC', 'TC'] : ['TC', 'SC']
  const faces = `"Noto Serif ${first}", "Noto Serif ${second}"`
  if (lang === 'en') return `font: ("EB Garamond", ${faces}), lang: "en", region: none`
  const region = lang === 'zh-Hans' ? 'CN' : 'TW'
  return `font: ((name: "EB Garamond", covers: "latin-in-cjk"), ${faces}), lang: "zh", region: "${region}"`
}

/** Text as it is: nothing in it is markup. */
function escape(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[!-/:-@[-`{-~]/g, (mark) => `\\${mark}`)
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, (mark) => `\\${mark}`).replaceAll('\n', '\\n')}"`
}

function elementsOf(nodes: ReadonlyArray<ElementContent>): Element[] {
  return nodes.filter((node): node is Element => node.type === 'element')
}

function hasClass(node: Element, name: string): boolean {
  return [node.properties['className']].flat().includes(name)
}
