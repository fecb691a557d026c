/** The HTML edition as a reader has it: in a browser, without scripts unless said. */

import type {Page} from 'playwright-core'
import axeCore from 'axe-core'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {world} from '../compile/read-press.ts'
import {readTokens} from '../../src/compile/theme.ts'
import {ask, editions, executablePath, openShelf, screens, show, themes, type Shelf} from './open-pages.ts'
import {findNext, findOverlaps, fold, readPrint} from './read-print.ts'

const {source: axe} = axeCore
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
// What readers may set (WCAG 2.2, 1.4.12).
const spacing =
  '* {line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important} ' +
  'p {margin-block-end: 2em !important}'
// Points; of printers, a hair is nothing.
const hair = 1
const millimetre = 72 / 25.4
const withNotes = editions.filter((name) => !name.startsWith('seeds'))
const name = executablePath
  ? 'the page in a browser'
  : 'the page in a browser (none here: name one in CHROMIUM)'

describe.skipIf(!executablePath)(name, () => {
  let shelf: Shelf
  beforeAll(async () => {
    shelf = await openShelf()
  })
  afterAll(() => shelf.close())

  describe.each(editions)('%s', (edition) => {
    let page: Page
    beforeAll(async () => {
      page = await shelf.open(edition)
    })
    afterAll(() => page.context().close())

    test('fits every screen, magnified fourfold and spaced out, too', async () => {
      const sizes = [screens.least, {width: 320, height: 256}, screens.narrow, screens.middle, screens.wide]
      await show(page, screens.least)
      for (const style of ['', spacing]) {
        if (style) await ask(page, 'addStyle', style)
        for (const size of sizes) {
          await page.setViewportSize(size)
          const where = `at ${size.width} by ${size.height}${style && ', spaced'}`
          expect(await ask(page, 'findOverflow'), where).toEqual([])
          expect(await ask(page, 'findClipped'), where).toEqual([])
          expect(await ask(page, 'findCollisions'), where).toEqual([])
        }
      }
    })

    test.each(['narrow', 'wide'] as const)(
      'contents lead to every chapter and section, %s',
      async (screen) => {
        await show(page, screens[screen])
        const links = await ask(page, 'listLinks')
        expect(links.length).toBeGreaterThan(1)
        for (const [index, link] of links.entries()) {
          const {isSeen, ...point} = await ask(page, 'pointAtLink', index)
          expect(isSeen, link).toBe(true)
          await page.mouse.click(point.x, point.y)
          const {top, isAtEnd, isContentsSeen} = await ask(page, 'lookAtTarget', index)
          expect(top, link).toBeGreaterThanOrEqual(0)
          if (!isAtEnd) expect(top, link).toBeLessThan(screens[screen].height / 5)
          if (screen === 'wide') expect(isContentsSeen, link).toBe(true)
        }
      }
    )
  })

  describe.each(withNotes)('%s', (edition) => {
    let page: Page
    beforeAll(async () => {
      page = await shelf.open(edition)
    })
    afterAll(() => page.context().close())

    test.each(['a click', 'keys'])('narrow: %s shows each note and leads back', async (means) => {
      await show(page, screens.narrow)
      const calls = await ask(page, 'listCalls')
      expect(calls.length).toBeGreaterThan(1)
      const press = (point: {x: number; y: number}) =>
        means === 'keys' ? page.keyboard.press('Enter') : page.mouse.click(point.x, point.y)
      for (const id of calls) {
        const call = await ask(page, 'showCall', id)
        if (means === 'keys') await ask(page, 'focus', id)
        await press(call)
        expect(await ask(page, 'lookAtNote', id), id).toEqual({
          isFixed: true,
          isReadable: true,
          scroll: call.scroll
        })
        const back = await ask(page, 'findBackLink', id)
        if (means === 'keys') {
          await page.keyboard.press('Tab')
          expect(await ask(page, 'focused')).toContain(back.name)
        }
        await press(back)
        const {isFixed, scroll} = await ask(page, 'lookAtNote', id)
        expect(isFixed, id).toBe(false)
        expect(await ask(page, 'isInView', id), id).toBe(true)
        expect(Math.abs(scroll - call.scroll), id).toBeLessThan(screens.narrow.height)
      }
    })

    test('wide: each note stands in the margin, near its call, on nothing else', async () => {
      await show(page, screens.wide)
      const places = await ask(page, 'placeNotes')
      expect(places.length).toBeGreaterThan(1)
      for (const {name, isBeside, below, chapterEnd, bottom} of places) {
        expect(isBeside, name).toBe(true)
        expect(Math.abs(below), name).toBeLessThan(screens.wide.height / 3)
        expect(bottom, name).toBeLessThanOrEqual(chapterEnd)
      }
      expect(await ask(page, 'findCollisions')).toEqual([])
    })

    test('the first Tab reaches a link that skips the contents', async () => {
      await show(page, screens.narrow)
      await page.keyboard.press('Tab')
      expect(await ask(page, 'focused')).toMatch(/ a\.skip /)
      expect(await ask(page, 'lookAtFocus')).toMatchObject({isMarked: true, isSeen: true})
      await page.keyboard.press('Enter')
      expect(await ask(page, 'focused')).toMatch(/ main#/)
      await page.keyboard.press('Tab')
      expect(await ask(page, 'isFocusIn', 'main')).toBe(true)
    })

    test.each(['narrow', 'wide'] as const)(
      'Tab reaches everything in order, in sight, %s',
      async (screen) => {
        await show(page, screens[screen])
        const stops = await ask(page, 'listStops')
        for (const stop of stops) {
          await page.keyboard.press('Tab')
          expect(await ask(page, 'lookAtFocus')).toEqual({name: stop, isMarked: true, isSeen: true})
        }
        // And leaves the page again.
        await page.keyboard.press('Tab')
        expect(await ask(page, 'focused')).not.toBe(stops.at(-1))
      }
    )

    test('narrow: a note that is open hides nothing that Tab reaches', async () => {
      await show(page, screens.narrow)
      const [first = ''] = await ask(page, 'listCalls')
      await ask(page, 'showCall', first)
      await ask(page, 'focus', first)
      await page.keyboard.press('Enter')
      const stops = await ask(page, 'listStops')
      await page.keyboard.press('Tab')
      for (const stop of stops.slice(stops.indexOf(await ask(page, 'focused')))) {
        expect(await ask(page, 'lookAtFocus')).toEqual({name: stop, isMarked: true, isSeen: true})
        await page.keyboard.press('Tab')
      }
    })
  })

  describe.each(themes)('%s', (theme) => {
    test('in the dark, paper is dark and ink is light, and pictures keep their ground', async () => {
      const page = await shelf.open(`sample in ${theme}`, {colorScheme: 'dark'})
      const {dark} = readTokens(themeOf(theme)).colour
      expect(await ask(page, 'readColours', 'body')).toEqual({
        colour: toRgb(dark.ink),
        background: toRgb(dark.paper)
      })
      const {background} = await ask(page, 'readColours', 'main img[src^="data:image/svg"]')
      expect(background).toBe('rgb(255, 255, 255)')
      await page.context().close()
    })

    test.each(['A4', 'A5'])('on paper, %s: all text once, in order, on the page', async (format) => {
      const page = await shelf.open(`sample in ${theme}`, {colorScheme: 'dark'})
      // Words in a picture are text to a printer, and none of the page's.
      await ask(page, 'addStyle', 'img {visibility: hidden}')
      const {pages, pieces} = await readPrint(await page.pdf({format, printBackground: true}))
      await page.emulateMedia({media: 'print', colorScheme: 'dark'})
      const {ink, paper} = readTokens(themeOf(theme)).colour.print
      expect(await ask(page, 'readColours', 'body')).toEqual({
        colour: toRgb(ink),
        background: toRgb(paper)
      })
      expect(findOverlaps(pieces)).toEqual([])
      for (const {page: number, text, left, right, bottom, size} of pieces) {
        const {width, height} = pages[number - 1] ?? {width: 0, height: 0}
        // Punctuation at either end of a line may hang.
        expect(left, text).toBeGreaterThan(24 * millimetre - size / 2 - hair)
        expect(right, text).toBeLessThan(width - 24 * millimetre + size / 2 + hair)
        expect(bottom, text).toBeGreaterThan(20 * millimetre)
        expect(bottom + size, text).toBeLessThan(height - 20 * millimetre)
      }
      const texts = (await ask(page, 'listTexts')).map(fold).filter((text) => text !== '')
      const print = fold(pieces.map(({text}) => text).join(''))
      let at = 0
      for (const text of texts) {
        const start = findNext(print, text, at)
        expect(start, `${text} in ${print.slice(at, at + text.length + 8)}`).toBeGreaterThanOrEqual(at)
        at = start + text.length
      }
      expect(print.length).toBe(at)
      await page.context().close()
    })
  })

  describe.each(withNotes)('axe finds nothing in %s', (edition) => {
    test.each(
      (['light', 'dark'] as const).flatMap((scheme) =>
        (['wide', 'narrow'] as const).map((screen) => ({scheme, screen}))
      )
    )('$scheme, $screen', async ({scheme, screen}) => {
      const page = await shelf.open(edition, {
        javaScriptEnabled: true,
        bypassCSP: true,
        colorScheme: scheme,
        viewport: screens[screen]
      })
      expect(await runAxe(page)).toEqual([])
      await page.context().close()
    })
  })

  test.each(themes)('axe finds nothing in %s with colours forced', async (theme) => {
    const page = await shelf.open(`sample in ${theme}`, {
      javaScriptEnabled: true,
      bypassCSP: true,
      forcedColors: 'active'
    })
    expect(await runAxe(page)).toEqual([])
    await page.context().close()
  })

  test('scrolls smoothly only where motion is not refused', async () => {
    for (const [reducedMotion, behaviour] of [
      ['reduce', 'auto'],
      ['no-preference', 'smooth']
    ] as const) {
      const page = await shelf.open('sample in brief', {reducedMotion})
      expect(await page.evaluate('getComputedStyle(document.documentElement).scrollBehavior')).toBe(behaviour)
      await page.context().close()
    }
  })

  test.each(editions)('%s asks for nothing and complains about nothing', async (edition) => {
    shelf.noise.length = 0
    for (const javaScriptEnabled of [true, false]) {
      const page = await shelf.open(edition, {javaScriptEnabled, viewport: screens.wide})
      await page.mouse.wheel(0, 4000)
      const [link = 0] = (await ask(page, 'listLinks')).keys()
      const point = await ask(page, 'pointAtLink', link)
      await page.mouse.click(point.x, point.y)
      await page.context().close()
    }
    expect(shelf.noise).toEqual([])
  })
})

interface Finding {
  readonly id: string
  readonly nodes: ReadonlyArray<{readonly html: string}>
}

async function runAxe(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const {violations} = await page.evaluate<{violations: Finding[]}>(
    `axe.run(document, {resultTypes: ['violations'], runOnly: ${JSON.stringify(tags)}})`
  )
  return violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id} ${html}`))
}

function themeOf(name: string) {
  const theme = world.theme(name)
  if (!theme) throw new Error(`Expected theme \`${name}\``)
  return theme
}

/** A colour as a browser says it. */
function toRgb(hex: string | undefined): string {
  const [, ...parts] = /^#(..)(..)(..)$/.exec(hex ?? '') ?? []
  return `rgb(${parts.map((part) => Number.parseInt(part, 16)).join(', ')})`
}
