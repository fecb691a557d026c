/** Styles that leave the text to its reader, in every theme. */

import {generate, parse, walk, type Declaration, type Rule} from 'css-tree'
import {expect, test} from 'vitest'
import {fillCss} from '../../../src/compile/epub/fill-css.ts'
import {readTokens} from '../../../src/compile/theme.ts'
import {world} from '../read-press.ts'

interface Style {
  readonly selector: string
  readonly property: string
  readonly value: string
}

// What a reader sets for itself: the page, and the blocks and words of a text.
const bodyText = /(?:^|[\s,>])(?:\*|html|body|main|p|li|dd|blockquote|td|em|strong|span|aside p)(?=$|,)/
const absolute = /\d(?:px|pt|pc|cm|mm|in|q)\b/i

function listStyles(css: string): Style[] {
  const styles: Style[] = []
  walk(parse(css, {onParseError: (error) => expect.fail(error.message)}), {
    visit: 'Declaration',
    enter(this: {rule: Rule | null}, {property, value}: Declaration) {
      styles.push({selector: this.rule ? generate(this.rule.prelude) : '', property, value: generate(value)})
    }
  })
  return styles
}

test.each(world.themes)('%s leaves the text to its reader', (name) => {
  const theme = world.theme(name)
  if (!theme) throw new Error(`Expected theme \`${name}\``)
  const sheets = [world.templates('epub').get('style.css'), theme.files.get('epub.css')]
  const styles = listStyles(fillCss(sheets, readTokens(theme).colour.light))
  const found = (isBad: (style: Style) => boolean) => styles.filter(isBad)
  expect(found(({property}) => property.startsWith('background'))).toEqual([])
  expect(found(({property}) => ['position', 'float', 'font'].includes(property))).toEqual([])
  expect(
    found(
      ({property, selector}) =>
        /^(?:color|font-family|font-size|line-height)$/.test(property) && bodyText.test(selector)
    )
  ).toEqual([])
  // Hairlines aside: they have no size to follow.
  expect(found(({property, value}) => !/^border/.test(property) && absolute.test(value))).toEqual([])
  expect(found(({value}) => /url\(|var\(|!important/.test(value))).toEqual([])
})

test('sides of the page come before the sides of lines, which win', () => {
  const rules = new Map<string, string[]>()
  for (const {property, selector} of listStyles(world.templates('epub').get('style.css') ?? '')) {
    rules.set(selector, [...(rules.get(selector) ?? []), property])
  }

  for (const [selector, properties] of rules) {
    for (const property of ['margin', 'padding']) {
      const at = properties.indexOf(property)
      expect(
        properties.filter((name) => name.startsWith(`${property}-`) && !/-(?:block|inline)$/.test(name)),
        selector
      ).toEqual([])
      if (at >= 0 && properties.includes(`${property}-inline`)) {
        expect(properties.slice(at + 1), selector).toEqual(
          expect.arrayContaining([`${property}-block`, `${property}-inline`])
        )
      }
    }
  }
})

test('Chinese is set by its own rules, in old readers, too', () => {
  const styles = listStyles(world.templates('epub').get('style.css') ?? '')
  const has = (selector: string, property: string, value: string) =>
    expect(styles).toContainEqual({selector, property, value})
  for (const prefix of ['', '-epub-', '-webkit-']) {
    has('body', `${prefix}line-break`, 'strict')
    has('em:lang(zh)', `${prefix}text-emphasis-style`, 'filled dot')
    has('p:lang(en)', `${prefix}hyphens`, 'auto')
  }

  has('em:lang(zh)', 'font-style', 'normal')
  has('body', 'text-spacing-trim', 'trim-start')
})
