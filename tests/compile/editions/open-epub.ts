/** Open an EPUB as a reader does: from its container to its package, its spine and its contents. */

import JSZip from 'jszip'
import {fromXml} from 'xast-util-from-xml'
import {fromXast, walk, type Tree} from './read-tree.ts'

export interface OpenEpub {
  /** Documents in the order of the spine, by path. */
  readonly spine: ReadonlyMap<string, Tree>
  /** Every XML file by path. */
  readonly trees: ReadonlyMap<string, Tree>
  /** Paths of all files that are not directories. */
  readonly paths: ReadonlyArray<string>
  /** Paths that the package lists. */
  readonly listed: ReadonlyArray<string>
  readonly contents: Tree
  readonly ncx: Tree
}

export async function openEpub(bytes: Uint8Array): Promise<OpenEpub> {
  const zip = await JSZip.loadAsync(bytes)
  const paths = Object.values(zip.files).flatMap(({dir, name}) => (dir ? [] : [name]))
  const trees = new Map<string, Tree>()
  for (const path of paths) {
    if (!/\.(?:xhtml|opf|ncx|xml)$/.test(path)) continue
    trees.set(path, fromXast(fromXml((await zip.file(path)?.async('string')) ?? '')))
  }

  const treeOf = (path: string) => {
    const tree = trees.get(path)
    if (!tree) throw new Error(`Expected \`${path}\` in the book`)
    return tree
  }

  const [rootfile] = elements(treeOf('META-INF/container.xml'), 'rootfile')
  const opf = rootfile?.attributes['full-path'] ?? ''
  const folder = opf.replace(/[^/]*$/, '')
  const items = elements(treeOf(opf), 'item').map(({attributes}) => attributes)
  const pathOf = (test: (item: Readonly<Record<string, string>>) => boolean) =>
    `${folder}${items.find(test)?.['href'] ?? ''}`
  return {
    spine: new Map(
      elements(treeOf(opf), 'itemref').map(({attributes}) => {
        const path = pathOf((item) => item['id'] === attributes['idref'])
        return [path, treeOf(path)]
      })
    ),
    trees,
    paths,
    listed: [...items.map((item) => `${folder}${item['href']}`), opf, 'mimetype', 'META-INF/container.xml'],
    contents: treeOf(pathOf((item) => item['properties'] === 'nav')),
    ncx: treeOf(pathOf((item) => item['media-type'] === 'application/x-dtbncx+xml'))
  }
}

export function elements(tree: Tree, name: string): Tree[] {
  return [...walk(tree)].filter((node) => node.name === name)
}
