import type {Nodes, Root} from 'mdast'
import fs from 'node:fs'
import path from 'node:path'
import {toString} from 'mdast-util-to-string'
import {describe, expect, it} from 'vitest'
import {checkConservation} from '../../src/clean/check-conservation.ts'
import {cleanArticle} from '../../src/clean/clean-article.ts'
import {readArticle} from '../../src/read/read-article.ts'
import {loadRules} from '../clean/load-rules.ts'

const folder = path.join(import.meta.dirname, 'pages')
const rules = loadRules()

function read(html: string, file = 'page.html') {
  const {article, file: messages} = readArticle({path: file, bytes: Buffer.from(html)}, {id: 'a'})
  if (!article) throw new Error(messages.messages.join('\n'))
  return article
}

/** What is the article, a block a line, and what is not, with its name. */
function outline(tree: Root): string {
  const lines: string[] = []
  for (const node of tree.children) list(node, '')
  return `${lines.join('\n')}\n`

  function list(node: Nodes, indent: string): void {
    const text = toString(node).replace(/\s+/g, ' ').trim()
    if (node.type === 'frame') lines.push(`${indent}- ${node.data.rule}: ${text.slice(0, 60)}`)
    else if (node.type === 'paragraph' || node.type === 'heading') {
      const name = node.type === 'heading' ? `h${node.depth}` : (node.data?.role ?? 'p')
      lines.push(`${indent}${name}: ${text.slice(0, 60)}`)
      for (const child of node.children) if (child.type === 'frame') list(child, `${indent}  `)
    } else if ('children' in node) {
      lines.push(`${indent}${node.type}`)
      for (const child of node.children) list(child, `${indent}  `)
    } else lines.push(`${indent}${node.type}`)
  }
}

describe('web pages', () => {
  for (const name of fs.readdirSync(folder).sort()) {
    it(`tells the article from the page: ${name}`, async () => {
      const article = read(fs.readFileSync(path.join(folder, name, 'page.html'), 'utf8'))
      await expect(outline(article.tree)).toMatchFileSnapshot(path.join(folder, name, 'outline.txt'))
      expect(article.file.messages.map(String)).toEqual([])
      const cleaned = cleanArticle(article, {rules})
      expect(checkConservation(cleaned)).toEqual([])
    })
  }

  const news = fs.readFileSync(path.join(folder, 'news', 'page.html'), 'utf8')

  it('drops what is not the article into the ledger, and an editor may keep it', () => {
    const raw = read(news)
    const {ledger, tree} = cleanArticle(raw, {rules})
    const comments = ledger.find(({before}) => before.includes('with the cow'))
    expect(comments).toMatchObject({kind: 'drop', rule: 'drop-frames:comments'})
    expect(comments?.why).toContain('Not the article')
    expect(toString(tree)).not.toContain('with the cow')

    const decisions = {keep: [comments?.id ?? ''], drop: []}
    const kept = cleanArticle(raw, {rules, decisions})
    expect(toString(kept.tree)).toContain('My grandfather was on that boat with the cow')
    expect(checkConservation(kept)).toEqual([])
  })

  it('takes metadata from the head, and the title out of the text', () => {
    const {byline, date, ledger, source, title, tree} = cleanArticle(read(news), {rules})
    expect({byline, date, source, title}).toEqual({
      byline: 'Orla Finch',
      date: '2024-03-04',
      source: 'Harbour Post',
      title: 'The ferry that runs on Tuesdays'
    })
    expect(toString(tree)).not.toContain('The ferry that runs')
    // The picture stands in the article, so nothing is said of it.
    expect(ledger.filter(({kind}) => kind === 'flag')).toEqual([])
  })

  it('says where two views of a page differ', () => {
    const story =
      '<p>One sentence of prose that is long enough to be an article of some sort, with commas, too.</p>'
    const lists =
      '<ul class="menu"><li><a href="/a">One link</a></li><li><a href="/b">Another link</a></li></ul>'
    expect(
      read(`<body>${lists.repeat(3)}</body>`)
        .file.messages.map(String)
        .join()
    ).toContain('Expected an article')
    expect(read(`<body>${lists}<div>${story.repeat(3)}</div></body>`).file.messages).toEqual([])
    expect(
      read('<body><div id="app"></div><script>start()</script></body>').file.messages.map(String)
    ).toEqual([
      'page.html:1:1: Expected text in this page, found none; a script may write it when a browser opens it'
    ])
  })

  describe('says where what is taken is not', () => {
    const list = (count: number, tag: (at: number) => string) =>
      Array.from({length: count}, (_, at) => tag(at + 1)).join('')
    const sentence = (at: number) =>
      `The ${at}th boat left the quay late, as it had the day before, and nobody on it said why.`
    const say = (comment: (at: number) => string) =>
      read(
        `<title>Late boats</title><body><article><h1>Late boats</h1>
        ${list(4, (at) => `<p>${sentence(at)}</p>`)}</article>
        <ul class="comments">${list(20, (at) => `<li><a href="/u/${at}">reader ${at}</a> ${comment(at)}</li>`)}</ul>
        </body>`
      ).file.messages.map(({reason}) => reason)

    it('the box with most prose', () => {
      const said = say(
        (at) => `I waited ${at} hours, at least, for a ferry, and my cousin still tells that story.`
      )
      expect(said.join()).toMatch(/two readings differ: they share \d+ %/)
    })

    it('the text under the headline', () => {
      const story = `<p>The boat left late, as it had the day before, and nobody on it, young or old, said why; the
        captain looked at the sea, and the sea, grey as it was, looked back at him.</p>`
      const offer = `<p>Leave your address with us, and each Friday we send you what the harbour said that week, with
        the tides, the weather, and the boats that are for sale; you can stop it whenever you like.</p>`
      const {file} = read(
        `<title>Harbour Post</title><body><div class="entry-content">${story.repeat(8)}</div>
        <div class="newsletter"><h2>Harbour Post</h2>${offer.repeat(2)}</div></body>`
      )
      expect(file.messages.join()).toContain('the text under the headline was not taken')
    })
  })

  it('leaves out the pictures of a part that is not the article, and keeps those of the article', () => {
    const prose =
      '<p>A long line of prose about the quay, the boats, and what the people there say of them.</p>'
    const {tree} = read(
      `<title>The quay</title><body><div class="header"><img src="logo.png" alt="Harbour Post"><div class="nav">
      <a href="/a">One</a> <a href="/b">Two</a></div></div><div class="post"><h1>The quay</h1>${prose.repeat(4)}
      <img src="quay.jpg" alt="The quay"><div>${prose}</div></div></body>`
    )
    const kept = JSON.stringify(tree.children.filter(({type}) => type !== 'frame'))
    expect(kept).toContain('quay.jpg')
    expect(kept).not.toContain('logo.png')
    expect(JSON.stringify(tree)).toContain('logo.png')
  })

  it('is proved by the rules it is read by: what ends a tag in XML ends none in HTML', () => {
    const html = `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a.js"/>
</head><body><p>One <i/>two, <![CDATA[and <three>]]> more.</p><p>Four.</p></body></html>`
    const article = cleanArticle(read(html, 'page.xhtml'), {rules})
    expect(toString(article.tree)).toBe('One two, and <three> more.Four.')
    expect(checkConservation(article)).toEqual([])
    const [first] = article.tree.children
    const tree = {...article.tree, children: first ? [first] : []}
    expect(checkConservation({...article, tree}).map(({reason}) => reason)).toEqual([
      'Unexpected loss of `Four.`'
    ])
  })

  it('reads what stands in a shadow root', () => {
    const prose =
      '<p>A long line of prose about the quay, the boats, and what the people there say of them.</p>'
    const article = cleanArticle(
      read(`<my-post><template shadowrootmode="open"><h1>Quay</h1>${prose.repeat(3)}</template></my-post>`),
      {rules}
    )
    expect(toString(article.tree)).toContain('about the quay')
    expect(checkConservation(article)).toEqual([])
    expect(checkConservation({...article, tree: {type: 'root', children: []}, ledger: []})).not.toEqual([])
  })

  it('reads a chapter whole', () => {
    const {tree} = readArticle(
      {path: 'book.epub/1.xhtml', bytes: Buffer.from(news), about: {isWhole: true}},
      {id: 'a'}
    ).article ?? {tree: undefined}
    const text = tree && outline(tree)
    expect(text).toContain('More from Sea')
    expect(text).not.toContain('- related')
  })

  it('finds pictures by what a record says', () => {
    const about = {pictures: new Map([['ferry.jpg', 'sea/my pictures/1.jpg']])}
    const {article} = readArticle({path: 'sea/page.html', bytes: Buffer.from(news), about}, {id: 'a'})
    expect(JSON.stringify(article?.tree)).toContain('"url":"my%20pictures/1.jpg"')
  })
})
