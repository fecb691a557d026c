/**
 * Find names in a text: the terms of a digest and the authors of its articles.
 *
 * Script, width and the case of small letters do not count, so that a term is
 * found in an article of the other script; the longest name wins. A Latin name
 * counts as a whole word only.
 */

import type {Article, Term} from '../model.ts'
import {readFolds} from './kin/fold-units.ts'

/** What an index may list and a glossary explain. */
export interface Name {
  readonly text: string
  readonly isPerson: boolean
  /** Other ways in which it stands in texts. */
  readonly forms: ReadonlyArray<string>
  /** Id of its entry in the glossary. */
  readonly glossary?: string
}

export interface FoundName {
  readonly from: number
  readonly to: number
  readonly name: Name
}

export type Finder = (text: string) => ReadonlyArray<FoundName>

interface Form {
  readonly text: string
  readonly name: Name
}

// Between the names of a byline; a point within a name from another language is none.
const between = /\s*[\u3001\uff0c,;\uff1b/\uff0f&]\s*|\s+and(?![\p{Script=Latin}\p{N}])\s*/u
const latin = /[\p{Script=Latin}\p{M}\p{N}]/u

/**
 * List names, each once.
 *
 * @param glossary id of a term's entry, where it has one.
 */
export function listNames(
  terms: ReadonlyArray<Term>,
  articles: ReadonlyArray<Article>,
  glossary: ReadonlyMap<Term, string>
): ReadonlyArray<Name> {
  const people = new Set(articles.flatMap(({byline}) => splitByline(byline)))
  const listed = terms.map((term): Name => {
    const id = glossary.get(term)
    const forms = term.original === undefined ? [] : [term.original]
    return {text: term.term, isPerson: people.has(term.term), forms, ...(id !== undefined && {glossary: id})}
  })
  const known = new Set(terms.map(({term}) => term))
  const others = [...people].filter((person) => !known.has(person))
  return [...listed, ...others.map((text): Name => ({text, isPerson: true, forms: []}))]
}

/** Names of a byline. */
export function splitByline(byline: string | undefined): ReadonlyArray<string> {
  return (byline ?? '').split(between).filter((name) => name !== '')
}

export function createFinder(names: ReadonlyArray<Name>): Finder {
  const folds = readFolds()
  const codeAt = (text: string, at: number) => folds[text.charCodeAt(at)]
  const byFirst = new Map<number | undefined, Form[]>()
  for (const name of names) {
    for (const text of [name.text, ...name.forms]) {
      const first = codeAt(text, 0)
      byFirst.set(first, [...(byFirst.get(first) ?? []), {text, name}])
    }
  }

  for (const forms of byFirst.values()) forms.sort((a, b) => b.text.length - a.text.length)
  const standsAt = (text: string, from: number, {text: form}: Form) => {
    let at = 0
    while (at < form.length && codeAt(text, from + at) === codeAt(form, at)) at++
    return at === form.length
  }

  return function (text) {
    const found: FoundName[] = []
    for (let at = 0; at < text.length; at++) {
      const forms = byFirst.get(codeAt(text, at))
      const form = forms?.find((form) => standsAt(text, at, form) && isWhole(text, at, form))
      if (!form) continue
      found.push({from: at, to: at + form.text.length, name: form.name})
      at += form.text.length - 1
    }

    return found
  }
}

/** Whether no word goes on before or behind, and capitals are where they are written. */
function isWhole(text: string, from: number, form: Form): boolean {
  const to = from + form.text.length
  if (/\p{Lu}/u.test(form.text) && !/\p{Script=Han}/u.test(form.text) && text.slice(from, to) !== form.text) {
    return false
  }

  const joins = (one: string | undefined, other: string | undefined) =>
    one !== undefined && other !== undefined && latin.test(one) && latin.test(other)
  return !joins(text[from - 1], text[from]) && !joins(text[to - 1], text[to])
}
