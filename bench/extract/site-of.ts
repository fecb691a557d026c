/** The site that a page is of, and a share of all sites into which it falls by chance, always the same. */
export function siteOf(url: string | undefined, id: string): {name: string; share: (of: number) => number} {
  const host = url !== undefined && URL.canParse(url) ? new URL(url).host : id
  const name = host.split('.').slice(-2).join('.')
  let hash = 7
  for (const char of name) hash = (hash * 31 + char.charCodeAt(0)) >>> 0
  return {name, share: (of) => hash % of}
}
