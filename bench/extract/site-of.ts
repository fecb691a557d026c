/** The site that a page is of, and a share of all sites into which it falls by chance, always the same. */

/** @param id - name of a page without an address: `folder-site-number`, as sets of saved pages have it. */
export function siteOf(url: string | undefined, id: string): {name: string; share: (of: number) => number} {
  const name =
    url !== undefined && URL.canParse(url) ? domainOf(new URL(url).hostname) : id.replace(/-\d+$/, '')
  let hash = 7
  for (const char of name) hash = (hash * 31 + char.charCodeAt(0)) >>> 0
  return {name, share: (of) => hash % of}
}

// Names that registers of countries keep for kinds of owners, as in `com.cn`.
const kept = /^(?:ac|co|com|edu|gen|go|gob|gov|idv|ne|net|nhs|or|org)\.[a-z]{2}$/

/** Pages of one domain share its last two labels; three where these are a register's. */
function domainOf(host: string): string {
  const labels = host.split('.')
  return labels.slice(kept.test(labels.slice(-2).join('.')) ? -3 : -2).join('.')
}
