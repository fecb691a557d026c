/**
 * What an editor decides is what happens: a change that is kept from being made leaves its
 * text in the article, a flag that is answered goes, and nothing is lost on the way.
 */

import {existsSync, readdirSync, readFileSync} from 'node:fs'
import fc from 'fast-check'
import {toString} from 'mdast-util-to-string'
import {describe, expect, test} from 'vitest'
import type {Article, Change, Decisions, RawArticle} from '../../src/model.ts'
import {checkConservation, cleanArticle} from '../../src/clean/index.ts'
import {readArticle} from '../../src/read/read-article.ts'
import {loadRules} from '../clean/load-rules.ts'

const rules = loadRules()
const root = new URL('../../', import.meta.url)
const whole = ['sources/open-weights/', 'tests/clean/', '../shared/seeds/']
/** So many entries of each rule are tried in an article. */
const tried = 2

const read = (path: string, text: string): RawArticle => {
  const {article} = readArticle({path, bytes: new TextEncoder().encode(text)}, {id: 'a'})
  if (!article) throw new Error(`Expected \`${path}\` to be read`)
  return article
}

const decide = (raw: RawArticle, decisions: Partial<Decisions> = {}): Article =>
  cleanArticle(raw, {rules, decisions: {keep: [], drop: [], ...decisions}})

/** Entries of an article, but of each rule no more than are tried. */
function pick(ledger: ReadonlyArray<Change>): Change[] {
  const counts = new Map<string, number>()
  return ledger.filter(({rule}) => {
    counts.set(rule, (counts.get(rule) ?? 0) + 1)
    return (counts.get(rule) ?? 0) <= tried
  })
}

const meets = (a: Change, b: Change) => a.place[0] < b.place[1] && b.place[0] < a.place[1]
const covers = (a: Change, b: Change) => a.place[0] <= b.place[0] && b.place[1] <= a.place[1]
const isGone = ({kind}: Change) => kind === 'drop' || kind === 'lift'
const isSame = (a: Change, b: Change) => a.rule === b.rule && a.place.join() === b.place.join()

/** Everything that is wrong with an article in which one change was kept from being made. */
function findFaults(raw: RawArticle, base: Article, change: Change): string[] {
  const article = decide(raw, {keep: [change.id]})
  const {ledger} = article
  const faults = checkConservation(article).map(({reason}) => reason)
  if (ledger.some(({id}) => id === change.id)) faults.push('the entry is there')
  if (!article.file.data.decided?.has(change.id)) faults.push('the id decided nothing')
  const mends = ledger.filter((other) => other.kind === 'rewrite' && meets(other, change))
  if (change.kind === 'flag') {
    if (ledger.some((other) => isGone(other) && covers(other, change))) faults.push('flagged text is gone')
    return faults
  }

  // A mend within kept text is one that was there before, and never the one that was kept from being made.
  if (mends.some((mend) => mend.rule === change.rule && change.kind === 'rewrite'))
    faults.push('mended again')
  if (mends.some((mend) => !base.ledger.some((other) => isSame(other, mend)))) faults.push('mended anew')
  if (change.kind === 'rewrite') {
    // The text may go with what it stands in, as it did before; then it goes unmended.
    const holder = ledger.find((other) => isGone(other) && meets(other, change))
    // A garbled line that is to stay garbled reads as junk to everyone.
    const isGarbled = change.rule.startsWith('mend-mojibake:') && holder?.rule.startsWith('drop-junk:')
    if (holder && !isGarbled && !base.ledger.some((other) => isGone(other) && meets(other, change)))
      faults.push('gone')
    return faults
  }

  if (ledger.some((other) => isGone(other) && meets(other, change))) faults.push('gone')
  const isPlain = mends.length === 0 && !/[\s*_`[\]<>#\\&|!~-]/.test(change.before)
  if (isPlain && !toString(article.tree).includes(change.before)) faults.push('not in the text')
  return faults
}

describe.each(whole)('each entry of the articles of %s', (folder) => {
  const url = new URL(folder, root)
  test.skipIf(!existsSync(url))('may be decided against', () => {
    const faults: string[] = []
    let count = 0
    for (const path of readdirSync(url, {recursive: true, encoding: 'utf8'}).sort()) {
      if (!/(?:^|\/)(?:input|\d[^/]*)\.(?:md|txt)$/.test(path) || path.includes('notes/')) continue
      const raw = read(path, readFileSync(new URL(path, url), 'utf8'))
      const base = decide(raw)
      for (const change of pick(base.ledger)) {
        count++
        faults.push(...findFaults(raw, base, change).map((fault) => `${path} ${change.id}: ${fault}`))
      }
    }

    expect(faults).toEqual([])
    expect(count).toBeGreaterThan(40)
  })
})

const parts = [
  '\n\n',
  '\n\n',
  '\n',
  '---\ntitle: x\n---\n',
  '# A\n\n',
  '- ',
  '> ',
  '**\u6587\u5b57\u3002 **',
  '** a**',
  '1\u3001\u7b2c\u4e00\n',
  '2\u3001\u7b2c\u4e8c\n',
  '[![a](b.png)](c)',
  '[](d)',
  '](e)',
  '<span>',
  '<br>',
  '<p>',
  '/span>',
  '\u200b',
  '\u6570(sh\u00f9)\u7ecf(j\u012bng)\u6570(sh\u00f9)\u7ecf(j\u012bng)',
  '\u4e00\u53e5\u8bdd,',
  '\u4f5c\u8005\uff1a\u5c0f\u660e\n',
  '2021-02-03\n',
  '\u6b22\u8fce\u5173\u6ce8\u516c\u4f17\u53f7\u3002',
  'Read more\n\n',
  '\u5ef6\u4f38\u9605\u8bfb\n\n',
  '\u8239\u5728\u6cb3\u4e0a\u8d70\u4e86\u4e09\u5929\uff0c\u6bcf\u5929\u90fd\u4e0b\u96e8\uff0c\u6c34\u8d8a\u6765\u8d8a\u9ad8\u3002'
]
const text = fc.array(fc.constantFrom(...parts), {maxLength: 40}).map((list) => list.join(''))

test('any decisions are carried out on any text, whatever their order', () => {
  fc.assert(
    fc.property(text, fc.constantFrom('md', 'txt'), fc.nat(), (value, kind, bits) => {
      const raw = read(`a.${kind}`, value)
      const base = decide(raw)
      const isChosen = (_: unknown, index: number) => ((bits >> (index % 20)) & 1) === 1
      const keep = base.ledger.filter(isChosen).map(({id}) => id)
      const drop = base.ledger
        .filter(({kind}) => kind === 'flag')
        .map(({id}) => id)
        .filter((id) => !keep.includes(id))
      const article = decide(raw, {keep, drop})
      expect(checkConservation(article)).toEqual([])
      const left = article.ledger.filter(
        ({id, kind}) => keep.includes(id) || (kind === 'flag' && drop.includes(id))
      )
      expect(left).toEqual([])
      const again = decide(raw, {keep: keep.toReversed(), drop: drop.toReversed()})
      expect(again.ledger).toEqual(article.ledger)
      expect(again.tree).toEqual(article.tree)
    }),
    {seed: 20_261_121, numRuns: 250}
  )
})

const body =
  '\u8239\u5728\u6cb3\u4e0a\u8d70\u4e86\u4e09\u5929\uff0c\u6bcf\u5929\u90fd\u4e0b\u96e8\uff0c\u6c34\u8d8a\u6765\u8d8a\u9ad8\uff0c\u6751\u91cc\u7684\u4eba\u90fd\u642c\u5230\u4e86\u5c71\u4e0a\u3002'
const follow = '\u6b22\u8fce\u5173\u6ce8\u6211\u4eec\u7684\u516c\u4f17\u53f7'

test('of two equal changes the one that is named is kept from being made', () => {
  const raw = read('a.md', `${body}\n\n${follow}\n\n${body.replace('\u4e09', '\u56db')}\n\n${follow}\n`)
  const drops = decide(raw).ledger.filter(({before, kind}) => kind === 'drop' && before === follow)
  expect(drops.length).toBe(2)
  for (const [index, {id}] of drops.entries()) {
    const {ledger, tree} = decide(raw, {keep: [id]})
    const other = drops[1 - index] as Change
    expect(ledger.filter(({before, kind}) => kind === 'drop' && before === follow)).toEqual([other])
    expect(toString(tree).split(follow).length).toBe(2)
  }
})

test('a change that only a decision brings about may be decided against in turn', () => {
  const raw = read('a.md', `---\ntitle: x\n---\n\n# ${follow}\n\n${body}\n`)
  const [front] = decide(raw).ledger
  const keep = [front?.id ?? '']
  const second = decide(raw, {keep})
  const known = new Set(decide(raw).ledger.map(({id}) => id))
  const fresh = second.ledger.filter(({id}) => !known.has(id))
  expect(fresh).not.toEqual([])
  const third = decide(raw, {keep: [...keep, ...fresh.map(({id}) => id)]})
  expect(third.ledger.filter(({id}) => !known.has(id))).toEqual([])
  expect(toString(third.tree)).toContain(follow)
})

test('a lift that is not made leaves no metadata', () => {
  const raw = read('a.md', `# \u6cb3\u8fb9\n\n\u4f5c\u8005\uff1a\u5c0f\u660e\n\n${body}\n`)
  const base = decide(raw)
  expect([base.title, base.byline]).toEqual(['\u6cb3\u8fb9', '\u5c0f\u660e'])
  const keep = base.ledger.filter(({kind}) => kind === 'lift').map(({id}) => id)
  const {byline, ledger, title, tree} = decide(raw, {keep})
  expect([title, byline]).toEqual([undefined, undefined])
  expect(ledger.filter(({kind}) => kind === 'lift')).toEqual([])
  expect(tree.children.slice(0, 2).map((node) => [node.type, toString(node)])).toEqual([
    ['heading', '\u6cb3\u8fb9'],
    ['paragraph', '\u4f5c\u8005\uff1a\u5c0f\u660e']
  ])
})

test('flags that are answered go or stay, and are asked no more, whatever else is decided', () => {
  const url = new URL('sources/open-weights/', root)
  let count = 0
  for (const path of readdirSync(url).filter((name) => name.startsWith('0'))) {
    const raw = read(path, readFileSync(new URL(path, url), 'utf8'))
    const base = decide(raw)
    const flags = base.ledger.filter(({kind}) => kind === 'flag')
    count += flags.length
    for (const flag of flags) {
      const gone = decide(raw, {drop: [flag.id]}).ledger.filter(
        ({why}) => why === 'The editor decided that it goes'
      )
      expect(gone.map(({kind, confidence}) => [kind, confidence])).toEqual([['drop', 1]])
      const {ledger} = decide(raw, {keep: [flag.id], drop: [flag.id]})
      expect(
        ledger.filter((change) => change.id === flag.id || (isGone(change) && covers(change, flag)))
      ).toEqual([])
    }

    // Without its title other rules may ask about the same lines.
    const lifts = base.ledger.filter(
      (change) => change.kind === 'lift' && !flags.some((flag) => meets(flag, change))
    )
    const keep = lifts.map(({id}) => id)
    const {ledger} = decide(raw, {keep, drop: flags.map(({id}) => id)})
    const drops = ledger.filter(({kind}) => kind === 'drop')
    expect(flags.filter((flag) => !drops.some((drop) => meets(drop, flag)))).toEqual([])
  }

  expect(count).toBeGreaterThan(0)
})
