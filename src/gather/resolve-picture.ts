/** Find the picture that an article names, among those of the folder. */

import type {Asset} from '../model.ts'

/** What a picture's address turned out to be. */
export type Picture = Asset | 'remote' | 'missing'

/**
 * @param url address as written.
 * @param from path of the article that names it.
 */
export function resolvePicture(url: string, from: string, assets: ReadonlyMap<string, Asset>): Picture {
  // What begins with a slash begins at the root of a site.
  if (/^[a-z][a-z\d+.-]*:|^\//i.test(url)) return 'remote'
  const bare = url.replace(/[#?].*$/s, '')
  const path = resolvePath(from, decode(bare))
  return (path === undefined ? undefined : (assets.get(path) ?? assets.get(path.normalize()))) ?? 'missing'
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}

/** Path inside the folder, or undefined where it would lead out. */
function resolvePath(from: string, to: string): string | undefined {
  const parts = from.split('/').slice(0, -1)
  for (const part of to.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return
    } else if (part !== '' && part !== '.') parts.push(part)
  }

  return parts.join('/')
}
