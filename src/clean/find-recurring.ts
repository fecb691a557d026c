/**
 * Find the lines that recur across articles of one source, near their heads and tails.
 *
 * A site puts the same prompts, notices and names of columns around each of its
 * articles; a line of an author's stands in one. What recurs is no more than evidence:
 * a series may open each of its parts alike.
 */

import type {Nodes, Root} from 'mdast'
import type {Evidence, RawArticle} from '../model.ts'
import {foldLetters} from './fold-line.ts'
import {measureText} from './list-units.ts'

/** So many lines of each end are what a site may have put there. */
const endSize = 12
/** Shorter lines are headings such as "Conclusion" as often as not, and packs know the rest; see `measureText`. */
const shortest = 6
/** A line in so many articles of a source recurs. */
const many = 3
/** In a short digest a source has two or three articles; then two are all that there can be. */
const few = 2
/** An article whose longest lines, so many, stand in another one is that article again: no site's own are longer. */
const longest = 3
/** Lines are told apart by so many letters and their length: whole, they would be all of the text once more. */
const enough = 80
/** A credit with a link stands within so many lines of the head, and is itself a line. */
const headSize = 8
const creditSize = 40

/** Keys of front matter do not matter: the first address in it is the article's. */
const address = /https?:\/\/[^\s"'<>)\]]+/

interface Line {
  /** Folded by `foldLetters`. */
  readonly letters: string
  readonly size: number
  readonly isHeading: boolean
  readonly url: string | undefined
}

type Origin = Pick<Evidence, 'key' | 'isCertain'>

/** What of an article is compared with others. */
export function readEvidence(article: RawArticle): Evidence {
  const lines = readLines(article.tree)
  return {
    ...findOrigin(article, lines),
    lines: new Set(lines.map(cutShort)),
    longest: findLongest(lines),
    ends: readEnds(lines)
  }
}

/** For each article the lines that recur in its source, folded by `foldLetters`. */
export function findRecurring(articles: ReadonlyArray<Evidence>): ReadonlyMap<Evidence, ReadonlySet<string>> {
  const groups = new Map<string, Evidence[]>()
  for (const article of articles) {
    const group = groups.get(article.key)
    if (group) group.push(article)
    else groups.set(article.key, [article])
  }

  const found = new Map<Evidence, ReadonlySet<string>>()
  for (const members of groups.values()) {
    const recurring = countLines(members)
    for (const article of members) found.set(article, recurring)
  }

  return found
}

function countLines(members: ReadonlyArray<Evidence>): Set<string> {
  const all: Evidence[] = []
  const counts = new Map<string, number>()
  for (const article of members) {
    if (all.some(({lines}) => article.longest.every((line) => lines.has(line)))) continue
    all.push(article)
    // Once an article, so that a refrain of one of them counts for nothing.
    for (const line of article.ends) counts.set(line, (counts.get(line) ?? 0) + 1)
  }

  const needed = members[0]?.isCertain && all.length <= many ? few : many
  return new Set([...counts].filter(([, count]) => count >= needed).map(([line]) => line))
}

/** Lines near an end that may be a site's. */
function readEnds(lines: ReadonlyArray<Line>): Set<string> {
  const ends = lines.filter((_, index) => index < endSize || index >= lines.length - endSize)
  return new Set(ends.filter((line) => !line.isHeading && line.size >= shortest).map((line) => line.letters))
}

function findLongest(lines: ReadonlyArray<Line>): string[] {
  const sorted = lines.toSorted((a, b) => b.size - a.size)
  return sorted.slice(0, longest).map(cutShort)
}

function cutShort({letters}: Line): string {
  return letters.length <= enough ? letters : `${letters.slice(0, enough)} ${letters.length}`
}

/** Source of an article: as the editor names it, else by its address, else its folder. */
function findOrigin({given, path}: RawArticle, lines: ReadonlyArray<Line>): Origin {
  if (given.source !== undefined) return {key: `source ${foldLetters(given.source)}`, isCertain: true}
  const url = given.url ?? lines.slice(0, headSize).find((line) => line.url !== undefined)?.url
  if (url !== undefined && URL.canParse(url)) {
    return {key: `host ${new URL(url).hostname.replace(/^www\./, '')}`, isCertain: true}
  }

  return {key: `folder ${path.slice(0, path.lastIndexOf('/') + 1)}`, isCertain: false}
}

/** Lines of a tree that say something, in order. */
function readLines(tree: Root): Line[] {
  const lines: Line[] = []
  collect(tree)
  return lines

  function collect(node: Nodes): void {
    if (node.type === 'yaml') {
      const url = address.exec(node.value)?.[0]
      lines.push({letters: '', size: 0, isHeading: false, url})
    } else if (node.type === 'heading' || node.type === 'paragraph') {
      const {text, url} = readText(node)
      for (const line of text.split('\n')) addLine(line, node.type === 'heading', url)
    } else if ('children' in node && node.type !== 'table') node.children.forEach(collect)
  }

  function addLine(text: string, isHeading: boolean, url: string | undefined): void {
    const letters = foldLetters(text)
    const size = measureText(letters)
    if (letters !== '') lines.push({letters, size, isHeading, url: size <= creditSize ? url : undefined})
  }
}

/** Text of a block with its line endings, and where its last link leads. */
function readText(node: Nodes): {text: string; url: string | undefined} {
  let text = ''
  let url: string | undefined
  walk(node)
  return {text, url}

  function walk(child: Nodes): void {
    if (child.type === 'break') text += '\n'
    if (child.type === 'text' || child.type === 'inlineCode') text += child.value
    if (child.type === 'link' && /^https?:/.test(child.url)) url = child.url
    if ('children' in child) child.children.forEach(walk)
  }
}
