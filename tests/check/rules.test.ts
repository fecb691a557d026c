/** The packs of rules are whole, each names a check, and `docs/check.md` tells what they say. */

import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {readCheckRules} from '../../src/check/read-check-rules.ts'
import {targets, type CheckRule} from '../../src/check/types.ts'
import {rules} from './run-check.ts'

const head = `# What \`fascicle check\` looks for

Written from \`src/check/rules/\`; \`npx vitest run tests/check/rules.test.ts -u\` writes it again.

An EPUB goes through [epubcheck-ts](https://github.com/likecoin/epubcheck-ts) first, a port of EPUBCheck that agrees with it on most books, but not on all; where a shop asks for a certificate, run EPUBCheck itself. Its messages come under \`epubcheck\` with their own ids. Then come the rules below. \`error\` is what a shop or device refuses, or what breaks a promise of the format; \`warning\` what it spoils; \`info\` what is good to know, and only shown by \`--json\` and in the count.

A rule is **second-hand** where its maker's own page was not at hand: it comes from copies of older pages, from other makers of books, or from what readers tell. Shops change their minds; the address beside a rule is where to look.

Not seen: how a page looks; faces, whether their licence allows embedding; in a PDF, anything that stands in the content of its pages (text outside of all tags, contrast, order): for PDF/UA run veraPDF.`

test('docs/check.md tells what the packs say', async () => {
  const packs = [...new Set(rules.map(({pack}) => pack))]
  const page = [head, '## How many', formatCounts(), ...packs.map(formatPack)].join('\n\n')
  await expect(`${page}\n`).toMatchFileSnapshot(
    fileURLToPath(new URL('../../docs/check.md', import.meta.url))
  )
})

test('ids are unique within a pack', () => {
  const ids = rules.map(({id, pack}) => `${pack}:${id}`)
  expect(ids).toEqual([...new Set(ids)])
})

test('a pack that is not whole is refused', () => {
  const whole = {
    id: 'a',
    level: 'info',
    check: 'b',
    what: 'Unexpected a',
    why: 'b',
    mend: 'c',
    source: 'https://example.org'
  }
  const read = (rule: object, path = 'kobo.yaml') => readCheckRules(path, JSON.stringify([rule]))
  expect(read(whole)).toMatchObject([{pack: 'kobo', format: 'epub', targets: ['kobo']}])
  expect(read(whole, 'pdf.yaml')).toMatchObject([{pack: 'pdf', format: 'pdf', targets: undefined}])
  expect(() => read(whole, 'all.yaml')).toThrow('expected `targets`')
  expect(read({...whole, targets: ['apple']}, 'all.yaml')).toMatchObject([{targets: ['apple']}])
  expect(() => read({...whole, mend: ' '})).toThrow('Unexpected rule `a` in `kobo.yaml`, expected a `mend`')
  expect(() => read({...whole, level: 'fatal'})).toThrow('expected a `level`')
  expect(() => read({...whole, source: 'hearsay'})).toThrow('expected a `source`')
  expect(() => read({...whole, limit: 'much'})).toThrow('expected a number as `limit`')
  expect(() => read({...whole, names: [1]})).toThrow('expected a list of words as `names`')
  expect(() => read({...whole, colour: 'red'})).toThrow('expected no key `colour`')
  expect(() => readCheckRules('kobo.yaml', 'a: 1')).toThrow('expected a list of rules')
})

function formatCounts(): string {
  const rows = targets.map((target) =>
    row(
      target,
      rules.filter((rule) => rule.targets?.includes(target))
    )
  )
  const formats = (['pdf', 'html'] as const).map((format) =>
    row(
      format,
      rules.filter((rule) => rule.format === format)
    )
  )
  return ['| | rules | of them second-hand |', '| --- | --- | --- |', ...rows, ...formats].join('\n')
}

function row(name: string, own: ReadonlyArray<CheckRule>): string {
  return `| ${name} | ${own.length} | ${own.filter(isSecondHand).length} |`
}

function isSecondHand({source}: CheckRule): boolean {
  return source.startsWith('second-hand: ')
}

function formatPack(pack: string): string {
  const rows = rules
    .filter((rule) => rule.pack === pack)
    .map((rule) => {
      const {id, level, limit = '', mend, source, what, why} = rule
      const found = what
        .replaceAll('{limit}', String(limit))
        .replaceAll('{most}', String(limit) && `${limit} bytes`)
      const shown = isSecondHand(rule) ? source : `[page](${source})`
      const about = pack === 'readers' ? `${id} (${rule.targets?.join(', ')})` : id
      return `| ${[about, level, found, why, mend, shown].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
    })
  return [
    `## ${pack}`,
    ['| rule | level | found | why | mend | source |', '| --- | --- | --- | --- | --- | --- |', ...rows].join(
      '\n'
    )
  ].join('\n\n')
}
