/**
 * Read what a web page says of its article: title, byline, date, source, address, language.
 *
 * A page says these things in many places and not alike: for search engines, for networks, for
 * reference managers, and for readers. All of them are listed, tidied and weighed; what is found
 * comes with the place that it was found in, and with all that was said otherwise.
 */

import type {Element, Root} from 'hast'
import type {Candidate, Field, Finding} from './metadata/candidate.ts'
import {dayOfAddress, listAddresses} from './metadata/list-addresses.ts'
import {listElements, readAttribute, readText, withPlace} from './metadata/list-elements.ts'
import type {Listed, PageElements} from './metadata/list-elements.ts'
import {listJsonLd, trimAddress} from './metadata/list-json-ld.ts'
import {listMarkup} from './metadata/list-markup.ts'
import {listMeta} from './metadata/list-meta.ts'
import {listNear} from './metadata/list-near.ts'
import {type Known, partTitle} from './metadata/part-title.ts'
import {type Picked, pickFinding, tidyAll} from './metadata/pick-finding.ts'
import {hostOf, pickUrls} from './metadata/pick-urls.ts'
import {readDay} from './metadata/read-day.ts'
import {isOtherScript, tidyLang} from './metadata/tidy-lang.ts'
import {tidyNames, tidySource} from './metadata/tidy-names.ts'
import {foldValue, nameSize, tidyValue, titleSize} from './metadata/tidy-value.ts'
import {weighTitles} from './metadata/weigh-titles.ts'

export type {Field, Finding} from './metadata/candidate.ts'

export interface PageMetadata extends Readonly<Partial<Record<Field, Finding>>> {
  /** All that is said, the best first. */
  readonly candidates: Readonly<Record<Field, ReadonlyArray<Finding>>>
}

export interface Options {
  /** Address at which the page was read (default: unknown). */
  readonly url?: string
}

/** Longer dates are sentences. */
const dateSize = 120
const dayLength = 86_400_000
const isUniversal = /\d(?:Z|[+-]00:?00)$/
/** So much of a page's text shows which script it is in. */
const sampleSize = 4000

/**
 * Read a page's metadata.
 *
 * @param tree page, parsed with positions.
 */
export function readMetadata(tree: Root, options: Options = {}): PageMetadata {
  const page = listElements(tree)
  const heads = [...listHead(page), ...listMeta(page.all), ...listAddresses(page), ...listMarkup(page.all)]
  const urls = pickUrls(heads, page, options)
  const folded = tidyAll(heads, 'title', (text) => tidyValue(text, titleSize)).map(({value}) =>
    foldValue(value)
  )
  const jsonFacts = {titles: folded, urls: urls.candidates.map(({value}) => trimAddress(value))}
  const said = [...listJsonLd(page, jsonFacts), ...heads]

  const lang = pickFinding(tidyAll(said, 'lang', tidyLang), 'lang')
  const best = doubt(lang.best, page)
  const isChinese = /^zh\b/.test(lang.best?.value ?? '')
  const host = hostOf(urls.best?.value)
  const names = listSites(said, host)
  const labels = listLabels(host)
  const titles = weighTitles(said, names, labels)
  const title = pickFinding(titles, 'title')
  const near = listNear(page.all, findHeadline(page, titles, title.best))
  const all = [...said, ...near]
  const source = pickSource(all, titles, {host, labels})
  const sites = new Set([...names, foldValue(source.best?.value ?? '')])
  const byline = pickFinding(tidyBylines(all, sites), 'byline')
  const date = pickFinding(tidyDates(all, urls, isChinese), 'date')
  const picked = {title, byline, date, source, url: urls, lang: {...lang, best}}
  return finish(picked)
}

function finish(picked: Readonly<Record<Field, Picked>>): PageMetadata {
  const found: Partial<Record<Field, Finding>> = {}
  const candidates: Partial<Record<Field, ReadonlyArray<Finding>>> = {}
  for (const field of ['title', 'byline', 'date', 'source', 'url', 'lang'] as const) {
    const {best} = picked[field]
    if (best) found[field] = best
    candidates[field] = picked[field].candidates
  }

  return {...found, candidates: candidates as Record<Field, ReadonlyArray<Finding>>}
}

/** What `html` and `title` say. */
function listHead({all}: PageElements): Candidate[] {
  const list: Candidate[] = []
  for (const {element, isAside} of all) {
    if (element.tagName === 'html') {
      for (const [name, written] of [
        ['lang', 'lang'],
        ['xmlLang', 'xml:lang'],
        ['xml:lang', 'xml:lang']
      ] as const) {
        const value = readAttribute(element, name)
        const origin = `attribute \`${written}\``
        if (value !== '')
          list.push({field: 'lang', value, origin, weight: 4, kind: 'head', ...withPlace(element)})
      }
    }

    const isTitle = element.tagName === 'title' && !isAside && !list.some(({field}) => field === 'title')
    const value = isTitle ? readTitle(element) : ''
    if (value !== '')
      list.push({
        field: 'title',
        value,
        origin: 'element `title`',
        weight: 3,
        kind: 'head',
        ...withPlace(element)
      })
  }

  return list
}

/** Its text; its first line where it is too long, since one that is never closed takes in the page. */
function readTitle({children: [child]}: Element): string {
  if (child?.type !== 'text') return ''
  const text = child.value.trimStart().slice(0, titleSize * 4)
  return text.trim().length > titleSize ? (/^.*/.exec(text)?.[0] ?? '') : text
}

function doubt(lang: Finding | undefined, {all}: PageElements): Finding | undefined {
  if (!lang) return
  let sample = ''
  for (const {element} of all) {
    if (sample.length > sampleSize) break
    if (element.tagName === 'p' || /^h[1-6]$/.test(element.tagName))
      sample += readText(element, sampleSize) ?? ''
  }

  return isOtherScript(lang.value, sample) ? {...lang, isDoubtful: true} : lang
}

/** Names of the site, folded: those that it gives itself, and the labels of its host. */
function listSites(list: ReadonlyArray<Candidate>, host: string): Set<string> {
  const names = list.flatMap(({field, value, weight}) =>
    field === 'source' && weight > 1 ? foldValue(value) : []
  )
  const labels = host.split('.').slice(0, -1)
  return new Set(
    [...names, ...labels.filter((label) => label.length > 2), host, `www${host}`]
      .map(foldValue)
      .filter(Boolean)
  )
}

/** Index of the element that shows the title to readers. */
function findHeadline(
  {all}: PageElements,
  titles: ReadonlyArray<Candidate>,
  title: Finding | undefined
): number | undefined {
  const folded = foldValue(title?.value ?? '')
  const shown = titles.filter(({kind}) => kind === 'element' || kind === 'markup')
  const best =
    shown.find(({value}) => foldValue(value) === folded) ??
    shown.find(({origin}) => origin === 'element `h1`')
  const start = best?.place?.[0]
  const at = start === undefined ? -1 : all.findIndex((one) => startOf(one) === start)
  if (at >= 0) return at
  // Some sites show it in no heading.
  if (folded === '') return
  const plain = all.find(function ({element, isAside}) {
    if (isAside || /^(?:html|head|title|meta|script|body)$/.test(element.tagName)) return false
    return foldValue(readText(element, nameSize * 2) ?? '') === folded
  })
  return plain?.index
}

function startOf({element}: Listed): number | undefined {
  return element.position?.start.offset
}

/** Labels of a host that are long enough to be the name of a site. */
function listLabels(host: string): string[] {
  const labels = host.split('.').slice(0, -1)
  return labels.filter((label) => label.length > 4).map(foldValue)
}

function pickSource(
  list: ReadonlyArray<Candidate>,
  titles: ReadonlyArray<Candidate>,
  {host, labels}: {readonly host: string; readonly labels: ReadonlyArray<string>}
): Picked {
  const found = tidyAll(list, 'source', tidySource)
  const known: Known = {
    titles: new Set(titles.map(({value}) => foldValue(value))),
    sites: new Set(found.map(({value}) => foldValue(value))),
    labels
  }
  for (const one of list) {
    if (one.origin !== 'element `title`') continue
    const site = partTitle(one.value, known).site
    const value = site === undefined ? undefined : tidySource(site)
    if (value !== undefined)
      found.push({...one, field: 'source', value, origin: 'site in element `title`', weight: 2})
  }

  if (host !== '')
    found.push({field: 'source', value: host, origin: 'host of the address', weight: 0.5, kind: 'other'})
  return pickFinding(found, 'source')
}

/** Bylines; the name of the site is none, unless markup says that it is a person. */
function tidyBylines(list: ReadonlyArray<Candidate>, sites: ReadonlySet<string>): Candidate[] {
  return tidyAll(list, 'byline', tidyNames).filter(
    ({kind, value}) => kind === 'json' || !sites.has(foldValue(value))
  )
}

function tidyDates(list: ReadonlyArray<Candidate>, urls: Picked, isChinese: boolean): Candidate[] {
  const found = tidyAll(list, 'date', (text) => readDay(text.slice(0, dateSize), {isChinese}))
  const {best} = urls
  const day = best && dayOfAddress(best.value)
  if (day !== undefined) found.push({field: 'date', value: day, origin: 'address', weight: 3, kind: 'other'})
  const universal = new Set(
    list.filter(({field, value}) => field === 'date' && isUniversal.test(value)).map(({origin}) => origin)
  )
  const shown = found.filter(({kind, weight}) => (kind === 'element' || kind === 'other') && weight > 1)
  return found.map(function (one) {
    if (!universal.has(one.origin)) return one
    // The page shows the local day of what its head has in universal time.
    const local = shown.find(({value}) => Math.abs(Date.parse(value) - Date.parse(one.value)) === dayLength)
    const isShown = shown.some(({value}) => value === one.value)
    return local && !isShown ? {...one, value: local.value} : one
  })
}
