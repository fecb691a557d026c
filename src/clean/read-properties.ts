/**
 * Read front matter and lines of metadata: what they say, by the words that programs have for it.
 *
 * YAML, TOML and JSON are read as such; what is broken (titles with colons, tabs) and what is
 * plain lines is read line by line.
 */

import {parse as parseToml} from 'smol-toml'
import {parseDocument, visit, type Document} from 'yaml'

export type Field = 'title' | 'byline' | 'date' | 'source' | 'url' | 'lang'

export interface Property {
  /** Undefined: nothing that metadata has a place for; `saved`: when a program made or changed the file. */
  readonly field?: Field | 'saved'
  readonly value: string
  /** Whether programs are known to write this label. */
  readonly isKnown: boolean
}

/** Keys by field, in lower case with `_` for what parts words. */
const latin = {
  title: 'title full_title headline name',
  byline: 'author authors byline creator by writer writers',
  date: 'date published publish_date published_date date_published pubdate pub_date published_at published_time publication_date posted posted_on released article_published_time',
  saved:
    'created created_at saved saved_at saved_date saved_on clipped clipped_at clipped_on date_created date_saved captured date_added added updated updated_at lastmod modified last_modified',
  source: 'source site site_name website publisher publication journal newspaper',
  url: 'url link source_url original_url canonical canonical_url canonicalurl permalink_url article_url page_url web_url original original_link original_article clipped_from saved_from source_link via read_original view_original',
  lang: 'lang language locale',
  other:
    'tags tag category categories keywords type status options description summary excerpt folder notebook slug layout id draft email reading_time word_count highlights cover banner image aliases'
} as const
/** Labels in Chinese, both scripts. */
const han = {
  title:
    '\u6807\u9898 \u6a19\u984c \u9898\u76ee \u984c\u76ee \u6587\u7ae0\u6807\u9898 \u6587\u7ae0\u6a19\u984c \u7bc7\u540d',
  byline: '\u4f5c\u8005 \u539f\u4f5c\u8005 \u64b0\u6587 \u6587 \u4f5c\u8005\u540d',
  date: '\u65e5\u671f \u65f6\u95f4 \u6642\u9593 \u53d1\u5e03\u65f6\u95f4 \u767c\u5e03\u6642\u9593 \u767c\u4f48\u6642\u9593 \u53d1\u5e03\u65e5\u671f \u767c\u5e03\u65e5\u671f \u767c\u4f48\u65e5\u671f \u53d1\u8868\u65f6\u95f4 \u767c\u8868\u6642\u9593 \u53d1\u8868\u65e5\u671f \u767c\u8868\u65e5\u671f \u520a\u767b\u65e5\u671f \u51fa\u7248\u65e5\u671f',
  saved:
    '\u521b\u5efa\u65f6\u95f4 \u5275\u5efa\u6642\u9593 \u5efa\u7acb\u6642\u9593 \u521b\u5efa\u65e5\u671f \u5efa\u7acb\u65e5\u671f \u6536\u85cf\u65f6\u95f4 \u6536\u85cf\u6642\u9593 \u4fdd\u5b58\u65f6\u95f4 \u5132\u5b58\u6642\u9593 \u66f4\u65b0\u65f6\u95f4 \u66f4\u65b0\u6642\u9593',
  source:
    '\u6765\u6e90 \u4f86\u6e90 \u51fa\u5904 \u51fa\u8655 \u5a92\u4f53 \u5a92\u9ad4 \u7f51\u7ad9 \u7db2\u7ad9 \u516c\u4f17\u53f7 \u516c\u773e\u865f \u6765\u6e90\u7f51\u7ad9 \u4f86\u6e90\u7db2\u7ad9',
  url: '\u94fe\u63a5 \u9023\u7d50 \u93c8\u63a5 \u7f51\u5740 \u7db2\u5740 \u539f\u6587\u94fe\u63a5 \u539f\u6587\u9023\u7d50 \u539f\u6587\u93c8\u63a5 \u539f\u6587\u5730\u5740 \u539f\u6587\u7db2\u5740 \u539f\u6587\u7f51\u5740 \u6765\u6e90\u94fe\u63a5 \u4f86\u6e90\u9023\u7d50 \u6587\u7ae0\u94fe\u63a5 \u6587\u7ae0\u9023\u7d50 \u5730\u5740 \u539f\u6587 \u9605\u8bfb\u539f\u6587 \u95b1\u8b80\u539f\u6587 \u67e5\u770b\u539f\u6587',
  lang: '\u8bed\u8a00 \u8a9e\u8a00',
  other:
    '\u6807\u7b7e \u6a19\u7c64 \u5206\u7c7b \u5206\u985e \u5173\u952e\u8bcd \u95dc\u9375\u8a5e \u6458\u8981 \u72b6\u6001 \u72c0\u614b \u7c7b\u522b \u985e\u5225 \u4e13\u9898 \u5c08\u984c'
} as const

type Kind = keyof typeof latin

const fields: ReadonlyMap<string, Kind> = new Map(
  [latin, han].flatMap((table) =>
    (Object.entries(table) as [Kind, string][]).flatMap(([kind, keys]) =>
      keys.split(' ').map((key): [string, Kind] => [key, kind])
    )
  )
)

/** A key and its colon; no program writes a key that is longer. */
const broken = /^["']?([\p{L}_@$][\p{L}\p{N}_.$@/ -]{0,80}?)["']?[ \t]*[:=\uff1a]/u
const item = /^[ \t]*-[ \t]/
/** A label behind the marks of a list, a quote, a table, emphasis or org, and the marks before its value. */
const labelled = /^[\s>*+|_-]*(?:#\+[*_]*)?(\p{L}[\p{L} _-]{0,19}?)[*_]*\s*(?::|\uff1a|\|)[*_]*\s*\|?\s*/u
/** What a value ends before: the marks of a table and of emphasis, and a break. */
const tail = /[\s|*_\\]/
/** A line that leads to the page without a colon. */
const leading =
  /^[\s>*_]*(?:(saved from|clipped from|via|\u539f\u6587\u94fe\u63a5|\u539f\u6587\u9023\u7d50|\u539f\u6587\u93c8\u63a5|\u539f\u6587\u5730\u5740)[*_\s]*)?\[([^\]]*)\]\((https?:\/\/[^\s()]+)(?:\s+"[^"]*")?\)[\s*_]*$/i
/** A link; behind a bar others may follow. */
const link = /^\[([^\]]*)\]\(<?(https?:\/\/[^\s()>]+)>?(?:\s+"[^"]*")?\)(?:$|\s*[|\u00b7\uff5c])/
const autolink = /^<(https?:\/\/[^\s>]+)>$/

/** What a line of text says, if it is a label and a value: one thing, or the publisher and the address. */
export function readProperty(line: string): Property[] | undefined {
  const lead = leading.exec(line)
  if (lead) {
    const [, words, text = '', url = ''] = lead
    const isLabel = words !== undefined || fields.get(normalize(text)) === 'url'
    return isLabel ? [{field: 'url', value: url, isKnown: true}] : undefined
  }

  const match = labelled.exec(line)
  if (!match) return
  let end = line.length
  while (end > match[0].length && tail.test(line.charAt(end - 1))) end--
  const property = createProperty(match[1] ?? '', line.slice(match[0].length, end))
  const [, text, target] = link.exec(property.value) ?? []
  const url = target ?? autolink.exec(property.value)?.[1]
  if (url === undefined || property.field === undefined) return [property]
  if (property.field === 'url') return [{...property, value: url}]
  // Where the publisher is an account, it is the author.
  const field = property.field === 'source' && text?.startsWith('@') ? 'byline' : property.field
  const named = text === undefined || text === url ? [] : [{...property, field, value: text}]
  return property.field === 'source' ? [...named, {...property, field: 'url', value: url}] : named
}

/**
 * What front matter says.
 *
 * @param raw - with its fences, which tell its syntax.
 * @param inside - without them.
 */
export function readFrontMatter(raw: string, inside: string): Property[] {
  if (raw.startsWith('%')) return readTitleBlock(inside)
  const content = raw.startsWith('+') ? readToml(inside) : readObject(inside)
  const pairs = content ? flatten(content) : readPairs(inside)
  return pairs.map(([key, value]) => createProperty(key, value))
}

function createProperty(key: string, value: string): Property {
  const kind = fields.get(normalize(key))
  const property = {value: value.trim(), isKnown: kind !== undefined}
  return kind === undefined || kind === 'other' ? property : {field: kind, ...property}
}

function normalize(key: string): string {
  return key
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[\s:.-]+/g, '_')
}

function readToml(text: string): object | undefined {
  try {
    return parseToml(text)
  } catch {
    // The only way in which the parser says that this is no TOML.
    return
  }
}

/** YAML, and JSON with or without its braces. */
function readObject(text: string): object | undefined {
  const indented = text.replace(/^[\t ]*\t[\t ]*/gm, (indent) => indent.replaceAll('\t', '  '))
  const isBare = /^\s*"[^"\n]+"\s*:/.test(text)
  for (const source of isBare ? [`{${text}}`, indented] : [indented]) {
    const document = parseDocument(source, {uniqueKeys: false, schema: 'failsafe'})
    const content: unknown = document.errors.length > 0 || hasAlias(document) ? undefined : document.toJS()
    if (content !== null && typeof content === 'object') return content
  }

  return
}

/** Whether a part of a document stands for another one: no metadata needs it, and it can make them endless. */
function hasAlias(document: Document.Parsed): boolean {
  let found = false
  visit(document, {
    Alias() {
      found = true
      return visit.BREAK
    }
  })
  return found
}

/** Keys and values, those of tables within as well: `extra` and the like hold what their maker has no key for. */
function flatten(content: object): [string, string][] {
  return Object.entries(content).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    if (isTable(value) && !('name' in value)) return fields.has(normalize(key)) ? [] : flatten(value)
    return [[key, stringifyValue(value)]]
  })
}

function isTable(value: unknown): value is object {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)
}

function stringifyValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(stringifyValue).filter(Boolean).join(', ')
  if (value instanceof Date) return value.toISOString()
  if (isTable(value)) return 'name' in value ? stringifyValue(value.name) : ''
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Broken front matter line by line: keys, and the items under a key without a value. */
function readPairs(text: string): [string, string][] {
  const pairs: [string, string][] = []
  for (const line of text.split('\n')) {
    const [label, key] = broken.exec(line) ?? []
    const last = pairs.at(-1)
    if (label !== undefined && key !== undefined) {
      pairs.push([key, unquote(line.slice(label.length).trim().replace(/,$/, ''))])
    } else if (last && item.test(line)) {
      const part = unquote(line.trim().slice(1).trim())
      last[1] += last[1] === '' ? part : `, ${part}`
    }
  }

  return pairs
}

function unquote(value: string): string {
  return value.replace(/^["']|["']$/g, '')
}

/** `%` before title, authors and date, in this order. */
function readTitleBlock(text: string): Property[] {
  const [title, authors, date] = text.split(/^%/m).slice(1)
  const names = authors?.split(/;|\n/).map((name) => name.trim())
  return [
    createProperty('title', (title ?? '').replace(/\s+/g, ' ')),
    createProperty('author', names?.filter(Boolean).join(', ') ?? ''),
    createProperty('date', date ?? '')
  ]
}
