/**
 * List what the `meta` elements of a page say of its article: Open Graph, Twitter cards, Dublin
 * Core, Highwire, Parse.ly, Sailthru, and the plain names that sites use.
 */

import type {Candidate, Field} from './candidate.ts'
import {type Listed, readAttribute, withPlace} from './list-elements.ts'

type Known = readonly [field: Field, weight: number]

/** By name without blanks, lines and underscores, in lower case. The weights are trust: 5 for what says one thing only. */
const names: ReadonlyMap<string, Known> = new Map([
  ...table('title', 5, 'og:title articletitle'),
  ...table('title', 4, 'citationtitle dc.title dcterms.title parselytitle sailthru.title headline bt:title'),
  ...table('title', 3, 'twitter:title title contenttitle'),
  ...table('byline', 5, 'citationauthor'),
  ...table(
    'byline',
    4,
    'author byl dc.creator dcterms.creator dc.creator.personalname parselyauthor sailthru.author'
  ),
  ...table('byline', 4, 'og:article:author article:authorname bt:author articleauthor authors'),
  ...table('byline', 3, 'article:author og:author dc.author cxenseparse:author dcsext.author writer creator'),
  ...table('byline', 1, 'twitter:creator'),
  ...table('date', 5, 'article:publishedtime og:article:publishedtime og:publishedtime datepublished'),
  ...table(
    'date',
    5,
    'citationpublicationdate dc.date.issued dcterms.issued parselypubdate pubdate publishdate'
  ),
  ...table('date', 5, 'publicationdate firstpublishedtime apub:time og:pubdate publishtime publishedtime'),
  ...table(
    'date',
    4,
    'citationdate dc.date dc.date.created dcterms.created dcterms.date sailthru.date date og:time'
  ),
  ...table('date', 4, 'weibo:article:createat article:createat article.published cxenseparse:publishtime'),
  ...table(
    'date',
    4,
    'cxenseparse:recs:publishtime displaydate articledate rnews:datepublished bt:pubdate publisheddate'
  ),
  ...table(
    'date',
    3,
    'citationonlinedate createdate created createtime releasedate originalpublicationdate pubtime'
  ),
  ...table(
    'date',
    1,
    'lastmodified article:modifiedtime og:updatedtime dcterms.modified dc.date.modified revised'
  ),
  ...table('date', 1, 'datemodified maketime weibo:article:updateat lastmodifiedtime'),
  ...table('source', 6, 'source contentsource articlesource'),
  ...table('source', 5, 'og:sitename citationjournaltitle'),
  ...table('source', 4, 'dc.publisher dcterms.publisher sitename'),
  ...table('source', 3, 'applicationname publisher citationpublisher cxenseparse:sitename'),
  ...table('source', 2, 'applemobilewebapptitle'),
  ...table('source', 1, 'article:publisher'),
  ...table('url', 4, 'og:url'),
  ...table('url', 2, 'twitter:url parselylink sailthru.url'),
  ...table('lang', 3, 'contentlanguage dc.language dcterms.language inlanguage'),
  ...table('lang', 2, 'og:locale language')
])
/** More are no page's own. */
const most = 300
const social = /^(?:og|twitter|article|weibo|bt):/

/** Candidates of all fields. */
export function listMeta(all: ReadonlyArray<Listed>): Candidate[] {
  const list: Candidate[] = []
  const labels = new Map<string, string>()
  const writers: string[] = []
  for (const {element, isAside} of all) {
    if (list.length > most) break
    if (element.tagName !== 'meta' || isAside) continue
    const content = readAttribute(element, 'content')
    if (content.trim() === '') continue
    for (const attribute of ['name', 'property', 'httpEquiv']) {
      const written = readAttribute(element, attribute).slice(0, 100)
      const name = foldName(written)
      // The header that names a language is one of few whose name is one of this table's, too.
      if (attribute === 'httpEquiv' && name !== 'contentlanguage') continue
      if (name.startsWith('twitter:label')) labels.set(name.slice(13), content)
      const [field, weight] =
        names.get(name) ??
        names.get(
          written
            .split(/\s+/)
            .map(foldName)
            .find((one) => names.has(one)) ?? ''
        ) ??
        []
      const isWriter =
        name.startsWith('twitter:data') && /^written by$/i.test(labels.get(name.slice(12)) ?? '')
      if (name === 'citationauthor') writers.push(content)
      if (field === undefined && !isWriter) continue
      list.push({
        field: field ?? 'byline',
        value: name === 'citationauthor' ? writers.map(turnName).join('; ') : content,
        origin: `meta \`${written.trim().replaceAll('`', '')}\``,
        weight: weight ?? 3,
        kind: social.test(name) ? 'social' : 'meta',
        ...withPlace(element)
      })
    }
  }

  return joinSame(list)
}

function foldName(written: string): string {
  return written
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .replace(/^(dc|dcterms):/, '$1.')
}

/** Names of several authors in several elements are one byline: the last one of a name holds all. */
function joinSame(list: ReadonlyArray<Candidate>): Candidate[] {
  const joined: Candidate[] = []
  for (const one of list) {
    const at = joined.findIndex(
      ({field, origin}) => field === 'byline' && one.field === field && origin === one.origin
    )
    const before = joined[at]
    if (!before) joined.push(one)
    else if (one.value.startsWith(before.value)) joined[at] = one
    else if (before.value.length < 500 && !before.value.includes(one.value)) {
      joined[at] = {...before, value: `${before.value}; ${one.value}`}
    }
  }

  return joined
}

/** `Family, Given` is how Highwire writes names. */
function turnName(name: string): string {
  const [family = '', given, ...rest] = name.split(',')
  return given === undefined || rest.length > 0 ? name : `${given.trim()} ${family.trim()}`
}

function table(field: Field, weight: number, list: string): Array<[string, Known]> {
  return list.split(' ').map((name) => [name, [field, weight]])
}
