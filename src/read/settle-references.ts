/**
 * Settle the references of a file of notes.
 *
 * The file is taken apart into notes, each of which goes its own way: an
 * address that is written elsewhere in the file goes to the link that means it,
 * and a footnote of a note, which no edition has a place for, stands in
 * brackets where it is called.
 */

import type {
  Definition,
  FootnoteDefinition,
  ImageReference,
  LinkReference,
  Nodes,
  PhrasingContent,
  Root,
  RootContent
} from 'mdast'
import {toString} from 'mdast-util-to-string'
import {SKIP, visit} from 'unist-util-visit'

const han = /\p{Script=Han}/u

/** @param tree changed in place. */
export function settleReferences(tree: Root): void {
  const addresses = new Map<string, Definition>()
  const asides = new Map<string, FootnoteDefinition>()
  visit(tree as Nodes, function (node) {
    if (node.type === 'definition' && !addresses.has(node.identifier)) addresses.set(node.identifier, node)
    if (node.type !== 'footnoteDefinition') return
    if (!asides.has(node.identifier)) asides.set(node.identifier, node)
    // One within another stays where it is written, as a text that nothing calls.
    removeCalls(node)
  })
  const called = new Set<Nodes>()
  visit(tree as Nodes, function (node, index, parent) {
    if (!parent || index === undefined) return
    if (node.type === 'linkReference' || node.type === 'imageReference') {
      const address = addresses.get(node.identifier)
      if (address) parent.children[index] = settleReference(node, address)
    } else if (node.type === 'footnoteReference') {
      const aside = asides.get(node.identifier)
      if (!aside) return
      called.add(aside)
      const inserted = setInBrackets(aside)
      parent.children.splice(index, 1, ...(inserted as never[]))
      return [SKIP, index + inserted.length]
    }
  })
  visit(tree as Nodes, function (node, index, parent) {
    if (!parent || index === undefined) return
    if (node.type !== 'definition' && !called.has(node)) return
    parent.children.splice(index, 1)
    return [SKIP, index]
  })
}

function removeCalls(aside: FootnoteDefinition): void {
  visit(aside as Nodes, 'footnoteReference', function (_, index, parent) {
    if (!parent || index === undefined) return
    parent.children.splice(index, 1)
    return [SKIP, index]
  })
}

function settleReference(node: LinkReference | ImageReference, {title, url}: Definition): PhrasingContent {
  const target = {url, ...(title && {title}), ...(node.position && {position: node.position})}
  return node.type === 'linkReference'
    ? {type: 'link', ...target, children: node.children}
    : {type: 'image', ...target, ...(node.alt && {alt: node.alt})}
}

function setInBrackets(aside: FootnoteDefinition): PhrasingContent[] {
  const [open, close] = han.test(toString(aside)) ? ['\uff08', '\uff09'] : [' (', ')']
  const lines = aside.children.flatMap((block: RootContent, index): PhrasingContent[] => {
    const space: PhrasingContent[] = index > 0 ? [{type: 'text', value: ' '}] : []
    const words: PhrasingContent[] =
      block.type === 'paragraph' ? block.children : [{type: 'text', value: toString(block)}]
    return [...space, ...structuredClone(words)]
  })
  return [{type: 'text', value: open}, ...lines, {type: 'text', value: close}]
}
