/** The site that a page is of, and a share of all sites into which it falls by chance, always the same. */

/** @param id - name of a page without an address: `folder-site-number`, as sets of saved pages have it. */
export function siteOf(url: string | undefined, id: string): {name: string; share: (of: number) => number} {
  const name =
    url !== undefined && URL.canParse(url) ? domainOf(new URL(url).hostname) : id.replace(/-\d+$/, '')
  let hash = 7
  for (const char of name) hash = (hash * 31 + char.charCodeAt(0)) >>> 0
  return {name, share: (of) => hash % of}
}

/** Pages of one domain share its last two labels; three where the last but one is a register's, as in `com.cn`. */
function domainOf(host: string): string {
  const labels = host.split('.')
  return labels.slice((labels.at(-2) ?? '').length <= 3 && labels.length > 2 ? -3 : -2).join('.')
}
