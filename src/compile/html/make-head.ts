/**
 * Make the head of a page: what it may load, what it is, how it looks.
 *
 * Whatever runs in a page or is data in it is named in the policy by its hash
 * (CSP level 3, 2.3.1), so that nothing else can.
 */

import type {Element} from 'hast'
import type {DigestMeta} from '../../model.ts'
import {createHash} from 'node:crypto'
import {h} from 'hastscript'

export interface HeadOptions {
  readonly title: string
  readonly description: string | undefined
  /** Directives of the policy beside that for scripts, each with its sources. */
  readonly sources: Readonly<Record<string, string>>
  /** Elements that say what the page is and how it looks. */
  readonly elements: ReadonlyArray<Element>
  /** Data and scripts, by kind. */
  readonly scripts: ReadonlyArray<Script>
}

export interface Script {
  readonly type: 'application/ld+json' | 'application/json' | 'module'
  readonly id?: string
  readonly text: string
}

export function makeHead({editor, publisher, date}: DigestMeta, options: HeadOptions): Element {
  const hashes = options.scripts.map(
    ({text}) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  )
  const directives = [
    ...Object.entries(options.sources).map(([name, sources]) => `${name} ${sources}`),
    `script-src ${hashes.join(' ')}`
  ]
  const metas = [
    {httpEquiv: ['Content-Security-Policy'], content: directives.join('; ')},
    {name: 'viewport', content: 'width=device-width, initial-scale=1'},
    ...(options.description === undefined ? [] : [{name: 'description', content: options.description}]),
    ...(editor === undefined ? [] : [{name: 'author', content: editor}]),
    ...(publisher === undefined ? [] : [{name: 'publisher', content: publisher}]),
    ...(date === undefined ? [] : [{name: 'date', content: date}]),
    // Pages are fixed to no address, which would else be told to the sites that links lead to.
    {name: 'referrer', content: 'no-referrer'}
  ]
  return h('head', [
    h('meta', {charSet: 'utf-8'}),
    ...metas.flatMap((properties) => ['\n', h('meta', properties)]),
    '\n',
    h('title', options.title),
    '\n',
    ...options.elements.flatMap((element) => [element, '\n']),
    ...options.scripts.flatMap(({id, text, type}) => [h('script', {type, id}, text), '\n'])
  ])
}

/** Data for a script element: nothing in it may end the element early. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

/** A style sheet inside the page, which nothing in it may end early. */
export function makeStyle(css: string): Element {
  return h('style', `\n${css.replaceAll('</', '<\\/')}`)
}
