/**
 * Write an address as editions must have it: only one that a reader may be led
 * to, whatever let it through before; and what was typed by hand holds letters
 * that no address may.
 */

// The URL standard lets these stand; checkers and older readers do not.
const unwise = /[<>"{}|\\^`]/g

const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:'])

/**
 * @param url absolute, or a fragment, which is returned as it is.
 * @returns undefined where it leads nowhere, or where no reader should be led.
 */
export function writeUrl(url: string): string | undefined {
  if (url.startsWith('#')) return url
  if (!URL.canParse(url) || !schemes.has(new URL(url).protocol)) return
  return new URL(url).href.replace(unwise, (char) => encodeURIComponent(char))
}
