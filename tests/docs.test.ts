import {existsSync, readFileSync} from 'node:fs'
import {expect, test} from 'vitest'

const root = new URL('../', import.meta.url)

test.each(['docs/architecture.md', 'docs/digest-format.md', 'README.md'])(
  '%s names only places that exist',
  (page) => {
    const text = readFileSync(new URL(page, root), 'utf8')
    const named = [...text.matchAll(/`((?:src|templates|tests|bench|docs|sources)\/[\w./-]*)`/g)].map(
      (match) => match[1] ?? ''
    )
    expect(named.filter((path) => !existsSync(new URL(path, root)))).toEqual([])
  }
)
