/** Find the file of an archive that an address in one of its files means. */

/**
 * @param from name of the file that holds the address.
 * @returns undefined where the address leads out of the archive.
 */
export function resolveEntry(from: string, href: string): {name: string; fragment: string} | undefined {
  const [, path = '', fragment = ''] = /^([^#]*)#?(.*)$/s.exec(href.trim()) ?? []
  if (/^[a-z][a-z\d+.-]*:|^\//i.test(path)) return
  const parts = path === '' ? from.split('/') : from.split('/').slice(0, -1)
  for (const part of path === '' ? [] : decode(path).replaceAll('\\', '/').split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return
    } else if (part !== '' && part !== '.') parts.push(part)
  }

  return {name: parts.join('/').normalize(), fragment}
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // A percent sign that is one.
    return path
  }
}
