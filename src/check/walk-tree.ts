/**
 * Walk the elements of a tree of XML or HTML, without recursion: a file of a
 * stranger may be nested deeper than a stack.
 */

import type {Element as HtmlElement, Root as HtmlRoot} from 'hast'
import type {Element as XmlElement, Root as XmlRoot} from 'xast'

interface Branch {
  readonly type: string
  readonly children?: ReadonlyArray<unknown>
}

/** Every XML element in its order, the given one too. */
export function* walkXml(tree: XmlRoot | XmlElement): Generator<XmlElement> {
  for (const node of walk(tree)) if (node.type === 'element') yield node as XmlElement
}

/** Every HTML element in its order. */
export function* walkHtml(tree: HtmlRoot | HtmlElement): Generator<HtmlElement> {
  for (const node of walk(tree)) if (node.type === 'element') yield node as HtmlElement
}

/** The text of a tree. */
export function textOf(tree: Branch): string {
  let text = ''
  for (const node of walk(tree))
    if (node.type === 'text' || node.type === 'cdata') text += (node as {value?: string}).value ?? ''
  return text
}

/** The name of an element without its prefix. */
export function localName(element: XmlElement): string {
  return element.name.slice(element.name.indexOf(':') + 1)
}

function* walk(tree: Branch): Generator<Branch> {
  const waiting: Branch[] = [tree]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node
    const {children = []} = node
    for (let index = children.length - 1; index >= 0; index--) waiting.push(children[index] as Branch)
  }
}
