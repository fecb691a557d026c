/**
 * Read the address of a picture, wherever a page hides it until it is scrolled to.
 */

import type {Element} from 'hast'
import {parseSrcset} from 'srcset'

/** Where scripts find the address that they put in place, the likeliest first. */
const lazy = [
  'dataSrc',
  'dataOriginal',
  'dataLazySrc',
  'dataOriginalSrc',
  'dataActualsrc',
  'dataHiResSrc',
  'dataSource',
  'dataUrl',
  'dataEcho',
  'file',
  'zoomfile'
]
const lazySets = ['dataSrcset', 'dataLazySrcset', 'dataOriginalSet']
/** No edition shows more pixels than these from side to side. */
const widest = 2000
/** A picture that stands for one that comes later. */
const placeholder =
  /^(?:data:.{0,400}$|about:|javascript:|#|$)|(?:^|[/_-])(?:blank|spacer|placeholder|transparent|lazy(?:load)?|1x1)(?:[_-]\w{0,12})?\.(?:gif|png|jpe?g|svg|webp)(?:[?#]|$)|(?:^|\/)(?:pixel|grey|gray|loading|clear|dot|space)(?:[_-]\w{0,12})?\.(?:gif|png|svg)(?:[?#]|$)/is
const picture = /\.(?:jpe?g|png|gif|webp|avif|bmp|svg|tiff?)(?:[?#!]|$)/i

/** Address of what an `img` shows; undefined where it shows nothing. */
export function readPicture(node: Element, sources: ReadonlyArray<Element> = []): string | undefined {
  const {properties} = node
  if (isTiny(node)) return
  const late = lazy.map((name) => textOf(properties[name])).find((value) => isAddress(value))
  if (late !== undefined) return late
  for (const name of lazySets) {
    const best = pickCandidate(textOf(properties[name]))
    if (best !== undefined) return best
  }

  const own = textOf(properties['src'])
  const sets = sources.flatMap((source) => ['srcSet', ...lazySets].map((name) => source.properties[name]))
  const offered = sets.map((value) => pickCandidate(textOf(value))).find((value) => value !== undefined)
  const ownSet = pickCandidate(textOf(properties['srcSet']))
  if (ownSet !== undefined) return ownSet
  if (!placeholder.test(own)) return own
  if (offered !== undefined) return offered
  // A placeholder shows nothing; a picture of its own that is written out in full does.
  return own.startsWith('data:image/') && own.length > 400 ? own : undefined
}

/** A picture that no reader sees. */
function isTiny({properties}: Element): boolean {
  const [width, height] = [properties['width'], properties['height']].map((value) =>
    value === undefined || value === null || value === '' ? NaN : Number(value)
  )
  const style = textOf(properties['style'])
  return (
    (width ?? NaN) <= 1 ||
    (height ?? NaN) <= 1 ||
    /(?:^|[;\s])(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|!|$)/i.test(style)
  )
}

function isAddress(value: string): boolean {
  if (value === '' || placeholder.test(value) || /[\s{}<>]/.test(value)) return false
  return /^(?:https?:)?\/\//i.test(value) || value.startsWith('/') || picture.test(value)
}

/** The largest candidate that is not larger than any edition shows. */
function pickCandidate(value: string): string | undefined {
  if (value === '') return
  let candidates
  try {
    candidates = parseSrcset(value)
  } catch {
    return
  }

  const sized = candidates
    .filter(({url}) => !placeholder.test(url))
    .map(({url, width, density}) => ({url, size: width ?? (density ?? 1) * 600}))
    .sort((a, b) => b.size - a.size)
  return (sized.find(({size}) => size <= widest) ?? sized.at(-1))?.url
}

function textOf(value: unknown): string {
  return (Array.isArray(value) ? value.join(', ') : String(value ?? '')).trim()
}
