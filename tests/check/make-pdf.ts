/** A tagged PDF of one page with which nothing is wrong, to be altered by tests. */

import {PDFDict, PDFDocument, PDFHexString, PDFName, PDFString, type PDFRef} from '@cantoo/pdf-lib'

const xmp = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`

/** What of it a test may reach, by name. */
export interface Parts {
  readonly document: PDFDocument
  readonly catalog: PDFDict
  readonly at: (
    name: 'descriptor' | 'figure' | 'font' | 'header' | 'link' | 'linkTag' | 'note' | 'second'
  ) => PDFDict
  readonly setMetadata: (text: string) => void
}

export async function makePdf(alter: (parts: Parts) => void = () => {}): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const {catalog, context} = document
  const page = document.addPage([300, 400]).node
  const pageRef = document.getPages()[0]?.ref as PDFRef
  const refs = new Map<string, PDFRef>()
  const add = (name: string, value: Record<string, unknown>): PDFRef => {
    const ref = context.register(context.obj(value as Record<string, never>))
    refs.set(name, ref)
    return ref
  }
  const file = context.register(context.stream(new Uint8Array([0, 1, 0, 0])))
  const descriptor = add('descriptor', {Type: 'FontDescriptor', FontName: 'ABCDEF+Tide', FontFile2: file})
  const below = add('below', {
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: 'ABCDEF+Tide',
    FontDescriptor: descriptor
  })
  add('font', {
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: 'ABCDEF+Tide',
    DescendantFonts: [below],
    ToUnicode: context.register(context.stream(''))
  })
  const link = add('link', {
    Type: 'Annot',
    Subtype: 'Link',
    Contents: PDFString.of('Elsewhere'),
    A: {S: 'URI', URI: PDFString.of('https://example.org/')}
  })
  page.set(PDFName.of('Annots'), context.obj([link]))
  const tag = (name: string, role: string, rest: Record<string, unknown>) =>
    add(name, {Type: 'StructElem', S: role, Pg: pageRef, ...rest})
  const kids = [
    tag('heading', 'Title', {K: 0}),
    tag('second', 'H2', {K: 1}),
    tag('figure', 'Figure', {K: 2, Alt: PDFHexString.fromText('A wave')}),
    tag('note', 'Note', {K: 3, ID: PDFString.of('n1')}),
    tag('linkTag', 'Link', {K: [4, {Type: 'OBJR', Obj: link, Pg: pageRef}]}),
    tag('header', 'TH', {K: [{Type: 'MCR', MCID: 5, Pg: pageRef}], A: {O: 'Table', Scope: 'Column'}})
  ]
  const root = add('root', {Type: 'StructElem', S: 'Document', K: kids})
  catalog.set(
    PDFName.of('StructTreeRoot'),
    context.obj({Type: 'StructTreeRoot', K: root, RoleMap: {Title: 'H1'}})
  )
  catalog.set(PDFName.of('MarkInfo'), context.obj({Marked: true}))
  catalog.set(PDFName.of('Lang'), PDFString.of('en'))
  catalog.set(PDFName.of('ViewerPreferences'), context.obj({DisplayDocTitle: true}))
  catalog.set(PDFName.of('Outlines'), context.obj({Type: 'Outlines'}))
  catalog.set(PDFName.of('PageLabels'), context.obj({Nums: [0, {S: 'D'}]}))
  document.setTitle('Tides')
  const setMetadata = (text: string) =>
    catalog.set(
      PDFName.of('Metadata'),
      context.register(context.stream(text, {Type: 'Metadata', Subtype: 'XML'}))
    )
  setMetadata(xmp)
  alter({
    document,
    catalog,
    setMetadata,
    at: (name) => context.lookup(refs.get(name) as PDFRef, PDFDict)
  })
  return document.save({useObjectStreams: false, updateMetadata: false} as never)
}
