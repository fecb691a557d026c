/**
 * Write what a PDF knows of itself beside its pages: links, structure tree,
 * outline, page labels, as plain objects, because pdfkit has no call for some of
 * them and points a link's OBJR at the wrong page.
 */

import type {Link} from './types.ts'
import {writeUrl} from '../write-url.ts'
import {real} from './content.ts'
import {attachTag, type Tag} from './tags.ts'

/** An indirect object; ending it writes it. */
export interface Ref {
  data: Record<string, unknown>
  end: (chunk?: Uint8Array | string) => void
}

/** What is asked of the file that is written. */
export interface Objects {
  readonly ref: (data: Record<string, unknown>) => Ref
  readonly catalogue: Ref
  readonly structTreeRoot: () => Ref
  /** Say whose content a page or an annotation holds (ISO 32000-1, 14.7.4.4). */
  readonly addParent: (key: number, value: unknown) => void
  readonly nextParentKey: () => number
}

export interface PendingLink {
  /** Index of its page. */
  readonly page: number
  /** Left, bottom, right, top, in the page's own space. */
  readonly rect: readonly [number, number, number, number]
  readonly link: Link
}

export interface OutlineItem {
  readonly title: string
  readonly id: string
  readonly children: ReadonlyArray<OutlineItem>
}

/** A range of pages that are counted alike. */
export interface LabelRange {
  /** Index of its first page. */
  readonly from: number
  readonly style: 'roman' | 'arabic'
  readonly prefix?: string
}

type RefOf = (tag: Tag) => Ref

/**
 * Write the annotations of links.
 *
 * @param anchors names of destinations by id.
 * @param annotate puts an annotation on its page.
 */
export function writeLinks(
  links: ReadonlyArray<PendingLink>,
  objects: Objects,
  refOf: RefOf,
  anchors: ReadonlyMap<string, string>,
  annotate: (page: number, annotation: Ref) => void
): void {
  const actions = new Map<string, Ref>()
  // Once for each address: one that goes over many lines would stand at each of them.
  const actionOf = (address: string): Ref => {
    const known = actions.get(address)
    if (known) return known
    const action = objects.ref({Type: 'Action', S: 'URI', URI: new String(address)})
    action.end()
    actions.set(address, action)
    return action
  }

  for (const {page, link, rect} of links) {
    const target = link.href.startsWith('#') ? anchors.get(link.href.slice(1)) : undefined
    const address = link.href.startsWith('#') ? undefined : writeUrl(link.href)
    // A place in the book that is not printed, such as a label, is no link.
    if (target === undefined && address === undefined) continue
    const key = objects.nextParentKey()
    const annotation = objects.ref({
      Type: 'Annot',
      Subtype: 'Link',
      Rect: rect.map((value) => Number(real(value))),
      Border: [0, 0, 0],
      F: 4,
      StructParent: key,
      Contents: new String(cutText(link.contents)),
      ...(address === undefined ? {Dest: new String(target)} : {A: actionOf(address)})
    })
    annotation.end()
    annotate(page, annotation)
    attachTag(link.tag)
    link.tag.kids.push({page, annotation})
    objects.addParent(key, refOf(link.tag))
  }
}

// What a link says of itself is read out; nobody listens to more.
const spoken = 500

function cutText(text: string): string {
  if (text.length <= spoken) return text
  return `${text.slice(0, spoken).replace(/[\ud800-\udbff]$/, '')}\u2026`
}

/** Write the structure tree, children in reading order (14.7). */
export function writeTree(root: Tag, objects: Objects, refOf: RefOf): void {
  const tree = objects.structTreeRoot()
  const pages = (objects.catalogue.data['Pages'] as Ref).data['Kids'] as unknown[]
  const ids = new Map<string, Ref>()
  const write = (tag: Tag, parent: Ref): Ref => {
    const ref = refOf(tag)
    const first = tag.kids.find((kid) => 'page' in kid)
    const own = first && 'page' in first ? first.page : undefined
    const {data} = ref
    data['Type'] = 'StructElem'
    data['S'] = tag.role
    data['P'] = parent
    if (own !== undefined) data['Pg'] = pages[own]
    if (tag.lang) data['Lang'] = new String(tag.lang)
    if (tag.alt !== undefined) data['Alt'] = new String(tag.alt)
    if (tag.id !== undefined) data['ID'] = new String(tag.id)
    const attributes = attributesOf(tag)
    if (attributes) data['A'] = attributes
    data['K'] = tag.kids.map((kid) => {
      if ('role' in kid) return write(kid, ref)
      if ('annotation' in kid) return {Type: 'OBJR', Obj: kid.annotation, Pg: pages[kid.page]}
      return kid.page === own ? kid.mcid : {Type: 'MCR', Pg: pages[kid.page], MCID: kid.mcid}
    })
    if (tag.id !== undefined) ids.set(tag.id, ref)
    ref.end()
    return ref
  }

  tree.data['K'] = [write(root, tree)]
  const names = [...ids].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([id, ref]) => [new String(id), ref])
  if (names.length > 0) tree.data['IDTree'] = {Names: names}
}

function attributesOf(tag: Tag): Record<string, unknown> | undefined {
  if (tag.bounds)
    return {O: 'Layout', Placement: 'Block', BBox: tag.bounds.map((value) => Number(real(value)))}
  if (tag.numbering) return {O: 'List', ListNumbering: tag.numbering}
  if (!tag.cell) return
  const {scope, columns, rows} = tag.cell
  if (!scope && columns === 1 && rows === 1) return
  return {
    O: 'Table',
    ...(scope && {Scope: scope}),
    ...(columns > 1 && {ColSpan: columns}),
    ...(rows > 1 && {RowSpan: rows})
  }
}

/** Write the outline (12.3.3): parts stand open, chapters closed. */
export function writeOutline(
  items: ReadonlyArray<OutlineItem>,
  objects: Objects,
  anchors: ReadonlyMap<string, string>
): void {
  const top = objects.ref({Type: 'Outlines'})
  top.data['Count'] = writeItems(items, top, objects, anchors)
  top.end()
  objects.catalogue.data['Outlines'] = top
  objects.catalogue.data['PageMode'] = 'UseOutlines'
}

/** @returns how many items are shown when the outline is opened. */
function writeItems(
  items: ReadonlyArray<OutlineItem>,
  parent: Ref,
  objects: Objects,
  anchors: ReadonlyMap<string, string>
): number {
  const list = items.map(() => objects.ref({}))
  let shown = list.length
  for (const [index, item] of items.entries()) {
    const ref = list[index] as Ref
    const inside = item.children.length > 0 ? writeItems(item.children, ref, objects, anchors) : 0
    const isOpen =
      item.children.some((child) => child.children.length > 0) || parent.data['Type'] !== 'Outlines'
    if (isOpen) shown += inside
    Object.assign(ref.data, {
      Title: new String(item.title),
      Parent: parent,
      ...(index > 0 && {Prev: list[index - 1]}),
      ...(index < list.length - 1 && {Next: list[index + 1]}),
      ...(inside > 0 && {Count: isOpen ? inside : -inside}),
      ...(anchors.has(item.id) && {Dest: new String(anchors.get(item.id))})
    })
    ref.end()
  }

  if (list.length > 0) Object.assign(parent.data, {First: list[0], Last: list.at(-1)})
  return shown
}

/** Labels of pages (12.4.2). */
export function writeLabels(labels: ReadonlyArray<LabelRange>, {catalogue}: Objects): void {
  const toLabel = ({from, style, prefix}: LabelRange) => [
    from,
    prefix === undefined ? {S: style === 'roman' ? 'r' : 'D'} : {P: new String(prefix)}
  ]
  catalogue.data['PageLabels'] = {Nums: labels.flatMap(toLabel)}
}
