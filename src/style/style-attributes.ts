/**
 * Style what an author wrote beside the text: what a picture shows, and the titles
 * of pictures and links, which become captions.
 */

import type {Nodes, Root} from 'mdast'
import {visit} from 'unist-util-visit'
import {placeOf} from '../trace.ts'
import {isEditors} from './list-blocks.ts'
import type {Recorder} from './recorder.ts'

/** @param styleLine how a line is written in the house style. */
export function styleAttributes(tree: Root, styleLine: (value: string) => string, recorder: Recorder): void {
  visit(tree as Nodes, function (node) {
    if (isEditors(node)) return 'skip'
    if (node.type !== 'image' && node.type !== 'link') return
    const values: Record<string, string | null | undefined> = {
      alt: node.type === 'image' ? node.alt : undefined,
      title: node.title
    }
    for (const [name, value] of Object.entries(values)) {
      if (!value) continue
      const styled = styleLine(value)
      if (styled === value) continue
      Object.assign(node, {[name]: styled})
      recorder.record(placeOf(node), value, styled, {
        rule: `style-attribute:${name}`,
        why: 'What stands beside the text is written as the text is'
      })
    }
  })
}
