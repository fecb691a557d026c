/**
 * Checks on the styles of an EPUB.
 */

import type {CssNode, Declaration, Rule} from 'css-tree'
import type {Book, Sheet} from './open-book.ts'
import type {CheckTable, Settings, Spot} from './types.ts'
import {generate, walk} from 'css-tree'

export const styleChecks: CheckTable<Book> = {
  'css-property': {needs: ['names'], run: checkProperties},
  'css-on': {needs: ['names', 'within'], run: checkSelectors},
  'css-function': {needs: ['names'], run: checkFunctions},
  'css-remote': {needs: [], run: checkUrls}
}

interface Found {
  readonly sheet: Sheet
  readonly node: CssNode
  readonly values: NonNullable<Spot['values']>
}

function toSpot({sheet, node, values}: Found): Spot {
  const {column, line} = node.loc?.start ?? {column: 1, line: 1}
  return {inside: sheet.path, line: line + sheet.offset, column, values}
}

/** Names are properties, or properties with a value: `position: fixed`. */
function checkProperties(book: Book, {names = []}: Settings): Iterable<Spot> {
  const wanted = new Set(names)
  return visitDeclarations(book, function (node) {
    const property = node.property.toLowerCase()
    const whole = `${property}: ${generate(node.value)}`
    return wanted.has(property) || wanted.has(whole)
      ? {name: wanted.has(property) ? property : whole}
      : undefined
  })
}

/** Declarations on some selectors, each the whole of its selector. */
function checkSelectors(book: Book, {names = [], within = []}: Settings): Iterable<Spot> {
  return visitDeclarations(book, function ({property, value}, rule) {
    if (rule?.prelude.type !== 'SelectorList' || !names.includes(property.toLowerCase())) return
    const selector = rule.prelude.children.toArray().map((each) => generate(each))
    const met = selector.find((each) => within.includes(each))
    return met === undefined || isReset(property, generate(value))
      ? undefined
      : {name: property, selector: met}
  })
}

/** Whether a value gives way to the reader's own, and so sets nothing. */
function isReset(property: string, value: string): boolean {
  if (/^(?:inherit|initial|unset|normal|transparent|none|0|currentcolor)$/i.test(value)) return true
  return property.toLowerCase() === 'font-size' && /^(?:1em|1rem|100%|medium)$/i.test(value)
}

function checkFunctions({sheets}: Book, {names = []}: Settings): Iterable<Spot> {
  const found: Found[] = []
  for (const sheet of sheets)
    walk(sheet.tree, {
      visit: 'Function',
      enter(node) {
        if (names.includes(node.name.toLowerCase())) found.push({sheet, node, values: {name: node.name}})
      }
    })
  return found.map(toSpot)
}

function checkUrls({sheets}: Book): Iterable<Spot> {
  const found: Found[] = []
  for (const sheet of sheets)
    walk(sheet.tree, function (node) {
      const isImport = node.type === 'String' && this.atrule?.name === 'import'
      const address = node.type === 'Url' || isImport ? node.value : ''
      if (/^(?:https?:)?\/\//i.test(address)) found.push({sheet, node, values: {address}})
    })
  return found.map(toSpot)
}

function visitDeclarations(
  {sheets}: Book,
  test: (node: Declaration, rule: Rule | null) => Found['values'] | undefined
): Spot[] {
  const found: Found[] = []
  for (const sheet of sheets)
    walk(sheet.tree, {
      visit: 'Declaration',
      enter(node) {
        const values = test(node, this.rule)
        if (values) found.push({sheet, node, values})
      }
    })
  return found.map(toSpot)
}
