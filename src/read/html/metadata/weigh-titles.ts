/**
 * Tidy and weigh the titles of a page: the name of the site off, and what readers see before what
 * search engines are told.
 */

import type {Candidate} from './candidate.ts'
import {type Known, partTitle} from './part-title.ts'
import {tidyAll} from './pick-finding.ts'
import {foldValue, tidyValue, titleSize} from './tidy-value.ts'

/** What makers of pages put behind a heading, to link to it. */
const anchor = /\s*[#\u00b6\u00a7]\s*$/
/** Han: home page, untitled. */
const noTitle =
  /^(?:home(?: ?page)?|index|main page|untitled(?: document)?|new page|default|\u9996\u9875|\u9996\u9801|\u65e0\u6807\u9898(?:\u6587\u6863)?)$/iu
/** A heading that the head of the page bears out outweighs all that the head says otherwise. */
const shownWeight = 20
const word = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu

/** Titles without the name of the site, each also as evidence for the others. */
export function weighTitles(
  list: ReadonlyArray<Candidate>,
  sites: ReadonlySet<string>,
  labels: ReadonlyArray<string>
): Candidate[] {
  const tidied = tidyAll(list, 'title', (text) => tidyValue(text.replace(anchor, ''), titleSize))
  const known: Known = {titles: new Set(tidied.map(({value}) => foldValue(value))), sites, labels}
  const parted = tidied.map(function (one) {
    const {title} = partTitle(one.value, known)
    return {...one, value: title}
  })
  const isGood = ({value}: Candidate) =>
    !noTitle.test(value) && !sites.has(foldValue(value)) && /[\p{L}\p{N}]/u.test(value)
  const good = parted.filter(isGood)
  const heads = good.filter(({kind}) => kind !== 'element')
  const said = new Set(heads.map(({value}) => foldValue(value)))
  const firsts = good.filter(({origin}) => origin === 'element `h1`')
  return good.flatMap(function (one) {
    if (one.kind !== 'element') return one
    const isSaid = said.has(foldValue(one.value))
    if (one.origin !== 'element `h1`') return isSaid ? {...one, weight: 2} : []
    // What readers see is the title; the head of the page often words it anew for search engines.
    if (isSaid || heads.some(({value}) => isAlike(one.value, value))) return {...one, weight: shownWeight}
    return {...one, weight: firsts.length === 1 ? 4 : one === firsts[0] ? 2 : 1}
  })
}

/** Whether a heading is a title in other words: half of the shorter one's words are shared. */
function isAlike(shown: string, other: string): boolean {
  const own = listWords(shown)
  const others = listWords(other)
  if (own.size < 3 || own.size * 5 < others.size * 2) return false
  const shared = [...own].filter((one) => others.has(one)).length
  return shared * 2 >= Math.min(own.size, others.size)
}

function listWords(text: string): Set<string> {
  return new Set(Array.from(text.normalize('NFKC').toLowerCase().matchAll(word), ([one]) => one))
}
