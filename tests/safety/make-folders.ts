/** Digests that are hostile all through, as folders in memory. */

import type {RawFile} from '../../src/model.ts'
import type {Folder} from '../../src/read/read-source.ts'
import {stringify} from 'yaml'
import {addresses, linked, marks, names, snippets} from './payloads.ts'

const encoder = new TextEncoder()
const file = (path: string, text: string): RawFile => ({path, bytes: encoder.encode(text)})
const number = (index: number) => String(index + 1).padStart(3, '0')
const before = 'Ordinary words stand before it, so that there is an article.'
const after = 'Ordinary words stand behind it, which nobody may swallow.'

/** Each snippet in an article of its own, since some of them swallow what follows. */
export function makeMarkdown(): Folder {
  const articles = snippets.flatMap((snippet, index) => [
    file(`${number(index)}.md`, `# Title ${index}\n\n${before}\n\n${snippet}\n\nIn a line ${snippet} too.\n`)
  ])
  const links = `# Links\n\n${before}\n\n${[...marks, ...linked].join('\n\n')}\n\n${after}\n`
  return {name: 'markdown', files: [...articles, file('links.md', links)]}
}

export function makePages(): Folder {
  const articles = [...snippets, linked.join('</p><p>')].map((snippet, index) =>
    file(
      `${number(index)}.html`,
      `<!doctype html><html lang="en"><head><title>Title ${index}</title></head><body><article><h1>Title ${index}</h1><p>${before}</p><div>${snippet}</div><p>In a line ${snippet} too.</p><p>${after}</p></article></body></html>`
    )
  )
  return {name: 'pages', files: articles}
}

/** Snippets as what a `.txt` says, in notes, and in all that an editor writes. */
export function makeTexts(): Folder {
  const plain = snippets.map((snippet) => snippet.replace(/\n/g, ' '))
  return {
    name: 'texts',
    files: [
      file(
        'digest.yaml',
        stringify({
          title: 'Texts',
          foreword: 'foreword.md',
          parts: [{title: 'One', introduction: 'opening.md', articles: ['one.txt', 'two.md', 'links.md']}],
          glossary: true,
          index: 'stroke',
          chronology: true,
          sources: true
        })
      ),
      file('foreword.md', `# Foreword\n\n${snippets.slice(0, 60).join('\n\n')}\n`),
      file('opening.md', `# Opening\n\n${[...snippets.slice(60), ...linked, ...marks].join('\n\n')}\n`),
      file('one.txt', `Title of texts\n\n${before}\n${plain.join('\n')}\n${after}\n`),
      file('two.md', `# Two\n\n${before}\n\n${after}\n`),
      file(
        'links.md',
        `---\nurl: https://example.org/a/b?c=d\n---\n\n# Relative\n\n${before}\n\n${[...marks, ...linked].join('\n\n')}\n`
      ),
      file(
        'notes/two.md',
        snippets.map((snippet) => `> Ordinary words stand before it\n\n${snippet}\n`).join('\n')
      ),
      file(
        'notes/one.md',
        `${marks.join('\n\n')}\n\n> ordinary that stands nowhere\n\n${snippets.join(' ')}\n`
      ),
      file(
        'terms.yaml',
        stringify(
          snippets
            .slice(0, 40)
            .map((snippet, index) => ({term: `words ${index}`, original: snippet, gloss: snippet}))
        )
      )
    ]
  }
}

/** Hostile names in every field of the manifest, of front matter, of file names, and of pictures. */
export function makeNames(): Folder {
  const articles = names.map((name, index) => ({
    file: `${number(index)}.md`,
    title: name,
    byline: [name, `Also ${name}`],
    source: name,
    url: `https://example.org/${index}/${name}`
  }))
  const all = names.join(' ')
  return {
    name: 'names',
    files: [
      file(
        'digest.yaml',
        JSON.stringify({
          title: all,
          subtitle: all,
          editor: [...names],
          publisher: all,
          rights: all,
          description: all,
          number: all,
          date: '2024-05-06',
          site: `https://example.org/"><script>/`,
          sources: true,
          chronology: true,
          index: 'pinyin',
          parts: [
            {title: all, articles},
            ...names.map((title, index) => ({title, articles: [`front-${number(index)}.md`]})),
            {title: 'Files', articles: listHostileFiles().map(({path}) => path)},
            {title: 'Addresses', articles: addresses.map((_, index) => `url-${number(index)}.md`)}
          ]
        })
      ),
      ...names.map((_, index) => file(`${number(index)}.md`, `${before}\n\n${after} ${index}\n`)),
      ...names.map((name, index) =>
        file(
          `front-${number(index)}.md`,
          `---\n${JSON.stringify({title: name, author: name, date: name, source: name, url: `https://example.org/${name}`, lang: name, tags: [name], [name]: name})}---\n\n${before}\n\n![${name.replace(/[\n\r]/g, ' ')}](pictures/${encodeURIComponent('"><script>.svg')} "${name.replace(/["\n\r]/g, '')}")\n`
        )
      ),
      ...addresses.map((address, index) =>
        file(
          `url-${number(index)}.md`,
          `---\n${JSON.stringify({title: `Address ${index}`, url: address})}---\n\n${before} ${index}\n\n[words](x.html)\n`
        )
      ),
      ...listHostileFiles(),
      file(
        'pictures/"><script>.svg',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'
      ),
      file(
        'terms.yaml',
        JSON.stringify(names.map((name) => ({term: name, original: `original ${name}`, gloss: name})))
      )
    ]
  }
}

function listHostileFiles(): RawFile[] {
  const stems: ReadonlyArray<string> = [
    'a"onload="steal()',
    '<script>',
    "x'&amp;y",
    '%2e%2e%2f',
    'constructor',
    '__proto__',
    'javascript:steal()',
    'con',
    'a\\b',
    '\u202egpj',
    '\ud800',
    'texts',
    'found',
    'index'
  ]
  return stems.map((stem) => file(`files/${stem}.md`, `# File\n\n${before} ${JSON.stringify(stem)}\n`))
}
