/**
 * Pick the address of a page: what is no page of the web goes, and what is not this page's counts
 * for nothing, such as a home page where the page lies deeper, or another site that nothing else
 * speaks for.
 */

import type {Candidate} from './candidate.ts'
import {readBase, resolveAddress} from './list-addresses.ts'
import type {PageElements} from './list-elements.ts'
import {type Picked, pickFinding, tidyAll} from './pick-finding.ts'

/**
 * @param list candidates of all fields.
 */
export function pickUrls(
  list: ReadonlyArray<Candidate>,
  page: PageElements,
  {url}: {readonly url?: string}
): Picked {
  const own = url === undefined ? undefined : resolveAddress(url)
  const base = readBase(page, own)
  const found = tidyAll(list, 'url', (text) => resolveAddress(text, base))
  if (own !== undefined) {
    found.push({field: 'url', value: own, origin: 'address at which it was read', weight: 3, kind: 'other'})
  }

  const isDeep = found.some(({value}) => !isHome(value))
  return pickFinding(
    found.map(function (one) {
      const isForeign = own !== undefined && !isSameSite(one.value, own) && !namesHost(own, one.value)
      const isBacked = found.some(({kind, value}) => kind !== one.kind && hostOf(value) === hostOf(one.value))
      const isWrong = (isDeep && isHome(one.value)) || (isForeign && !isBacked)
      return isWrong ? {...one, weight: 0} : one
    }),
    'url'
  )
}

function isHome(url: string): boolean {
  const {pathname, search} = new URL(url)
  return /^\/(?:index\.\w{1,5})?$/.test(pathname) && search === ''
}

/** Hosts of one site share their last two labels, three where the last but one is short. */
function isSameSite(one: string, other: string): boolean {
  return siteOf(one) === siteOf(other)
}

function siteOf(url: string): string {
  const labels = hostOf(url).split('.')
  return labels.slice((labels.at(-2) ?? '').length <= 3 && labels.length > 2 ? -3 : -2).join('.')
}

/** Whether an address is a copy kept by another host, and names whose copy it is. */
function namesHost(own: string, url: string): boolean {
  return own.includes(hostOf(url), hostOf(own).length)
}

/** Host of an address without `www`, empty without an address. */
export function hostOf(url: string | undefined): string {
  return url === undefined ? '' : new URL(url).hostname.replace(/^www\./, '')
}
