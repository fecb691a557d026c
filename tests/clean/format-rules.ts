/** `docs/rules.md`, written from the packs and from the doc comments of the plugins. */

import {readdirSync, readFileSync} from 'node:fs'
import type {RulePack, Weights} from '../../src/model.ts'

const folder = new URL('../../src/clean/', import.meta.url)

/** The page as Markdown. */
export function formatRules(packs: ReadonlyArray<RulePack>): string {
  const parts = [
    '# What cleaning does',
    'Written from `src/clean/`; `npx vitest run tests/rules.test.ts -u` writes it again.',
    '## Plugins',
    ...readPlugins(),
    '## Rules',
    'Phrases are matched on text in one width, one case and one script. A weight of 1 decides alone on a line; less adds up with place, shape and neighbours.',
    ...packs.map(formatPack)
  ]
  return `${parts.join('\n\n')}\n`
}

function readPlugins(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .flatMap((name) => {
      const comment = /^\/\*\*\n([^]*?)\n \*\//.exec(readFileSync(new URL(name, folder), 'utf8'))?.[1] ?? ''
      const text = comment.replace(/^ \* ?/gm, '')
      const [, what] = /^remark plugin (to [^]*)$/.exec(text) ?? []
      return what === undefined
        ? []
        : [`### ${name.replace('.ts', '')}\n\n${what[0]?.toUpperCase()}${what.slice(1)}`]
    })
}

function formatPack(pack: RulePack): string {
  if (pack.weights) return formatWeights(pack.path, pack.weights)
  const rows = pack.rules.map(
    ({id, why, weight, drop}) => `| ${id} | ${why} | ${weight} | ${escapeCell(drop[0] ?? '')} |`
  )
  return [
    `### ${pack.path.replace('.yaml', '')}`,
    ['| rule | why | weight | such as |', '| --- | --- | --- | --- |', ...rows].join('\n')
  ].join('\n\n')
}

/** The loudest of the trained weights on both sides. */
function formatWeights(path: string, {phrases, shapes}: Weights): string {
  const all = [
    ...shapes,
    ...[...phrases].map(([phrase, weight]) => [`\u201c${phrase}\u201d`, weight] as const)
  ]
  const sorted = all.toSorted((a, b) => b[1] - a[1])
  const list = (some: typeof sorted) => some.map(([name, weight]) => `${name} (${weight})`).join(', ')
  return [
    `### ${path.replace('.yaml', '')}`,
    `Trained on labelled articles: ${all.length} features that differ from zero, in log odds of being junk.`,
    `Loudest for junk: ${list(sorted.slice(0, 40))}.`,
    `Loudest for body: ${list(sorted.slice(-40).toReversed())}.`
  ].join('\n\n')
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
