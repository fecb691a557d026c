/** Labels that stand alone, as nodes: where there are two languages, the second says which it is. */

import type {ElementContent} from 'hast'
import type {Labels, Lang} from '../model.ts'
import {h} from 'hastscript'
import {fillLabel} from '../fill-label.ts'

/** The title of a chapter that labels name. */
export interface Title {
  readonly title: string
  readonly heading: ReadonlyArray<ElementContent>
  /** Of the chapter. */
  readonly lang: Lang
  /** Of the title, where it is not the chapter's. */
  readonly titleLang?: Lang
}

export function titleOf(key: string, lang: Lang, labels: Labels): Title {
  const own = fillLabel(labels, 'lang')
  return {
    title: fillLabel(labels, key),
    heading: setLabel(labels, key),
    lang,
    ...(own !== lang && {titleLang: own})
  }
}

export function setLabel(labels: Labels, key: string): ElementContent[] {
  const label = fillLabel(labels, key)
  const second = labels[`${key}:second`]
  if (second === undefined) return [{type: 'text', value: label}]
  const at = label.lastIndexOf(second)
  const [before, after] = [label.slice(0, at), label.slice(at + second.length)]
  const nodes: ElementContent[] = [
    {type: 'text', value: before},
    h('span', {lang: fillLabel(labels, 'secondLang')}, second),
    {type: 'text', value: after}
  ]
  return nodes.filter((node) => node.type !== 'text' || node.value !== '')
}
