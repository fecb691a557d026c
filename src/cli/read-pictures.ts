/**
 * Find out of each picture that an article names whether it is there.
 */

import path from 'node:path'
import {loadFile} from '../io.ts'

/** `web`: an address of its own. `unknown`: what is piped in has nothing beside it. */
export type Standing = 'found' | 'missing' | 'web' | 'unknown'

export interface PictureFound {
  readonly address: string
  readonly standing: Standing
}

export interface Options {
  /** Path of the article. */
  readonly from: string
  /** Paths of pictures in the container that the article stands in; none where it stands in none. */
  readonly inside?: ReadonlySet<string>
  readonly isPiped: boolean
}

export function readPictures(
  addresses: ReadonlyArray<string>,
  {from, inside, isPiped}: Options
): PictureFound[] {
  return [...new Set(addresses)].map((address) => ({address, standing: find(address)}))

  function find(address: string): Standing {
    // What begins with a slash begins at the root of a site.
    if (/^[a-z][a-z\d+.-]*:|^\//i.test(address)) return 'web'
    const name = path.posix.join(path.posix.dirname(from), decode(address))
    if (inside) return inside.has(name) ? 'found' : 'missing'
    if (isPiped) return 'unknown'
    return loadFile(name) ? 'found' : 'missing'
  }
}

function decode(address: string): string {
  const bare = address.replace(/[#?].*$/s, '')
  try {
    return decodeURIComponent(bare)
  } catch {
    // An escape that is none is part of the name.
    return bare
  }
}
