/**
 * Resolve the references of a text: each link and picture gets the address that is written elsewhere.
 *
 * Definitions stay where they are; nothing needs them any more, so they may go.
 */

import type {Definition, Image, Link, Nodes, Parents, Root} from 'mdast'

/** Put links and pictures in the place of references, in place. */
export function resolveReferences(tree: Root): void {
  const definitions = new Map<string, Definition>()
  collect(tree, definitions)
  if (definitions.size > 0) resolve(tree, definitions)
}

function collect(node: Nodes, definitions: Map<string, Definition>): void {
  if (node.type === 'definition') {
    // Of several definitions the first one counts.
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node)
  } else if ('children' in node) for (const child of node.children) collect(child, definitions)
}

function resolve(parent: Parents, definitions: ReadonlyMap<string, Definition>): void {
  parent.children = (parent.children as Nodes[]).map(function (node): Nodes {
    if ('children' in node) resolve(node, definitions)
    if (node.type !== 'linkReference' && node.type !== 'imageReference') return node
    const definition = definitions.get(node.identifier)
    if (!definition) return node
    const target = {
      url: definition.url,
      ...(definition.title && {title: definition.title}),
      ...(node.position && {position: node.position})
    }
    if (node.type === 'linkReference')
      return {type: 'link', ...target, children: node.children} satisfies Link
    return {type: 'image', ...target, alt: node.alt ?? ''} satisfies Image
  }) as typeof parent.children
}
