/**
 * Name a file after an address: readable, unlike all that are there, and
 * allowed on every system.
 *
 * The last part of the address is a name where it has words in it; where it is
 * a number or a code, the page's title is.
 */

// Longer names are cut off in every list of files; Han characters have three bytes each.
const longest = 60
// A name may have 255 bytes, and ours get up to thirty more behind them.
const mostBytes = 200

const reserved = /^(?:con|prn|aux|nul|com[\d\u00b9\u00b2\u00b3]|lpt[\d\u00b9\u00b2\u00b3]|node_modules)$/i
const endings =
  /\.(?:html?|shtml|xhtml|php\d?|aspx?|jsp|md|markdown|txt|jpe?g|png|gif|webp|avif|svg|bmp|tiff?)$/i
/** Last parts that tell of the site, and not of the page. */
const general =
  /^(?:amp|archive|article|content|default|details?|entry|home|image|index|item|main|news|node|page|photo|post|read|show|story|view)s?$/i

/** @param title of the page, where it has one. */
export function nameAfter(url: URL, title: string | undefined): string {
  const part = lastPart(url)
  const readable = part !== undefined && hasWords(part) ? part : (title ?? part)
  return tidy(readable ?? '') ?? tidy(part ?? '') ?? tidy(url.hostname) ?? 'page'
}

/** The first of `name`, `name-2` … that is not taken. */
export function makeUnique(name: string, isTaken: (name: string) => boolean): string {
  let unique = name
  for (let count = 2; isTaken(foldName(unique)); count++) unique = `${name}-${count}`
  return unique
}

/** What is the same for two names of which a system takes one for the other. */
export function foldName(name: string): string {
  return name.normalize().toLowerCase()
}

function lastPart({pathname}: URL): string | undefined {
  const part = pathname.split('/').findLast((one) => one !== '')
  if (part === undefined) return
  try {
    return decodeURIComponent(part).replace(endings, '')
  } catch {
    // Escaped in another encoding than UTF-8: no name for anyone.
    return undefined
  }
}

/** Whether at least half of it is words: of Han, or of letters that are not mixed as in a code. */
function hasWords(part: string): boolean {
  if (general.test(part)) return false
  const words = part.match(/\p{Script=Han}{2,}|\p{L}{3,}/gu) ?? []
  const isWord = (word: string) => /^(?:\p{Script=Han}+|\p{Lu}?[\p{Ll}\p{Lo}]+|\p{Lu}+)$/u.test(word)
  const letters = words.filter(isWord).join('').length
  return letters >= 2 && letters * 2 >= part.replace(/[^\p{L}\p{N}]/gu, '').length
}

function tidy(text: string): string | undefined {
  const safe = text
    .normalize()
    // What a system or an address reads as something else, and what nobody sees.
    .replace(/[\p{C}\p{Z}\s<>:"/\\|?*#%&]+/gu, '-')
    .replace(/-{2,}/g, '-')
  const name = cut(safe.replace(/^[-.~]+/, '')).replace(/[-.]+$/, '')
  if (name === '') return
  const [stem = name] = name.split('.')
  return reserved.test(stem) ? `page-${name}` : name
}

function cut(text: string): string {
  let name = ''
  for (const character of [...text].slice(0, longest)) {
    if (Buffer.byteLength(name + character) > mostBytes) break
    name += character
  }

  return name
}
