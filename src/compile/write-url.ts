/** Write an address as books must have it: what was typed by hand holds letters that no address may. */

// The URL standard lets these stand; checkers and older readers do not.
const unwise = /[<>"{}|\\^`]/g

/** @param url absolute, or a fragment, which is returned as it is. */
export function writeUrl(url: string): string {
  if (url.startsWith('#') || !URL.canParse(url)) return url
  return new URL(url).href.replace(unwise, (char) => encodeURIComponent(char))
}
