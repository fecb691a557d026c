/** The sample as a site, opened from the disk: nothing is served, and nothing is asked for but its own files. */

import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import type {Browser, Page} from 'playwright-core'
import axeCore from 'axe-core'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {compileSite} from '../../src/compile/html/index.ts'
import {sample, world} from '../compile/read-press.ts'
import {executablePath, openBrowser, screens} from './open-pages.ts'

const {source: axe} = axeCore

describe.skipIf(!executablePath)('the site in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fascicle-site-'))
  const noise: string[] = []
  let browser: Browser

  beforeAll(async () => {
    const options = {address: undefined, cover: undefined, templates: world.templates('html')}
    const {beside, bytes} = compileSite(sample, options)
    mkdirSync(folder, {recursive: true})
    for (const [name, data] of [['index.html', bytes] as const, ...(beside ?? [])])
      writeFileSync(join(folder, name), data)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, {recursive: true})
  })

  async function open(
    name: string,
    {hasScripts = true, screen = 'wide'}: {hasScripts?: boolean; screen?: keyof typeof screens} = {}
  ): Promise<Page> {
    const context = await browser.newContext({
      javaScriptEnabled: hasScripts,
      reducedMotion: 'reduce',
      viewport: screens[screen]
    })
    const page = await context.newPage()
    const base = pathToFileURL(folder).href
    page.on('request', (request) => void (request.url().startsWith(base) || noise.push(request.url())))
    page.on('console', (message) => void noise.push(message.text()))
    page.on('pageerror', (fault) => void noise.push(String(fault)))
    await page.goto(`${base}/${name}`)
    return page
  }

  test('finds a word in either script, marks it, and leads to its place', async () => {
    const page = await open('index.html')
    await page.fill('input[name=q]', '\u5f00\u653e\u6743\u91cd')
    await page.press('input[name=q]', 'Enter')
    await page.waitForURL(/search\.html\?q=/)
    const found = await page.locator('#found mark').allTextContents()
    expect(new Set(found)).toEqual(new Set(['\u958b\u653e\u6b0a\u91cd', '\u5f00\u653e\u6743\u91cd']))
    expect(await page.textContent('#count')).toMatch(/\d/)
    await page.locator('#found li li a').first().click()
    await page.waitForURL(/\.html#/)
    const id = decodeURIComponent(new URL(page.url()).hash.slice(1))
    const top = await page.evaluate<number>(
      `document.getElementById(${JSON.stringify(id)}).getBoundingClientRect().top`
    )
    expect(top).toBeGreaterThanOrEqual(0)
    expect(top).toBeLessThan(screens.wide.height)
    await page.context().close()
  })

  test('says where nothing is found, and takes no markup from an address', async () => {
    const page = await open('search.html?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E')
    expect(await page.locator('#found li').count()).toBe(0)
    expect(await page.locator('main img').count()).toBe(0)
    expect((await page.textContent('#count'))?.length).toBeGreaterThan(0)
    await page.context().close()
  })

  test('the contents follow the reading', async () => {
    const page = await open('a-02-torrent.html')
    const current = () => page.locator('.contents [aria-current]').allTextContents()
    const [first] = await current()
    await page.evaluate('document.querySelectorAll("main h2")[1].scrollIntoView()')
    await expect.poll(current).not.toEqual([first])
    expect(await current()).toHaveLength(1)
    await page.context().close()
  })

  test('without scripts, every page is reached, and nothing offers what would not work', async () => {
    const page = await open('index.html', {hasScripts: false})
    expect(await page.locator('.search').isVisible()).toBe(false)
    await page.locator('.contents a').first().click()
    const titles: string[] = []
    for (;;) {
      titles.push((await page.textContent('h1')) ?? '')
      const next = page.locator('.pager [rel=next]')
      if ((await next.count()) === 0) break
      await next.click()
    }

    const chapters = [...sample.front, ...sample.parts.flatMap((part) => part.chapters), ...sample.back]
    expect(titles).toEqual(chapters.map(({title}) => title))
    await page.context().close()
  })

  test.each(['index.html', 'search.html?q=Llama', 'a-06-herd.html', 'colophon.html'])(
    '%s fits and is accessible',
    async (name) => {
      for (const screen of ['least', 'wide'] as const) {
        const page = await open(name, {screen})
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
          screens[screen].width
        )
        await page.context().close()
      }

      const context = await browser.newContext({bypassCSP: true})
      const page = await context.newPage()
      await page.goto(`${pathToFileURL(folder).href}/${name}`)
      await page.evaluate(axe)
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
      const {violations} = await page.evaluate<{
        violations: Array<{id: string; nodes: Array<{html: string}>}>
      }>(`axe.run(document, {runOnly: ${JSON.stringify(tags)}})`)
      expect(violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id} ${html}`))).toEqual([])
      await context.close()
    }
  )

  test('asked for nothing, and complained about nothing', () => {
    expect(noise).toEqual([])
  })
})
