/** Say how long an article takes to read, at the end of its source line. */

import type {Element} from 'hast'
import type {Chapter, Labels} from '../../model.ts'
import {h} from 'hastscript'
import {EXIT, visit} from 'unist-util-visit'
import {fillLabel} from '../../fill-label.ts'

// Han characters, and words of other scripts, that are read in a minute.
const pace = {zh: 400, other: 230} as const

/** @param section of a chapter; changed. */
export function addTime(section: Element, chapter: Chapter, labels: Labels): Element {
  if (chapter.kind !== 'article') return section
  const time = makeTime(chapter, labels)
  visit(section, 'element', function (node) {
    if (![node.properties['className']].flat().includes('source-line')) return
    node.children.push({type: 'text', value: ' '}, time)
    return EXIT
  })
  return section
}

export function makeTime({lang, length}: Chapter, labels: Labels): Element {
  const minutes = Math.max(1, Math.round(length / (lang.startsWith('zh') ? pace.zh : pace.other)))
  return h(
    'span',
    {className: ['reading-time']},
    fillLabel(labels, 'readingTime', {minutes: String(minutes)})
  )
}
