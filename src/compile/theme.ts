/**
 * Read the tokens of a theme: one file of values that all formats draw on,
 * checked when it is read. What each means is written down in docs/themes.md.
 */

import type {Theme} from '../model.ts'
import {checkContrast} from './check-contrast.ts'
import {readFurniture, readPage, type Furniture, type PageGeometry} from './read-page.ts'
import {createReader, type Reader} from './read-values.ts'

export type {Field, Fields, Furniture, PageGeometry} from './read-page.ts'

export type ColourRole = 'paper' | 'ink' | 'soft' | 'rule' | 'accent' | 'editor' | 'wash' | 'card'
export type FaceRole = 'text' | 'head' | 'note'
export type WeightRole = 'text' | 'strong' | 'head' | 'label'
export type TypeRole = 'masthead' | 'lead' | 'title' | 'deck' | 'sub' | 'body' | 'note' | 'small' | 'quote'
export type HanStyle = 'serif' | 'sans' | 'kai'

/** Colours by role; a theme may have more than the common ones. */
export type Colours = Readonly<Record<ColourRole, string> & Record<string, string>>

/** A size and its line: points in print; on screens rem, and a multiple of the size. */
export interface TypeSize {
  readonly size: number
  readonly line: number
}

export interface Tokens {
  readonly name: string
  /** What it is after, in a sentence or two. */
  readonly idea: string
  readonly colour: Readonly<Record<'light' | 'dark' | 'print', Colours>>
  readonly faces: Readonly<Record<FaceRole, {readonly han: HanStyle; readonly latin: string}>>
  readonly weights: Readonly<Record<WeightRole, number>>
  /** How much larger Latin is set than the Han beside it. */
  readonly latinScale: number
  /** By role, then by medium: pages, `wide` and `phone`. */
  readonly type: Readonly<Record<TypeRole, Readonly<Record<string, TypeSize>>>>
  readonly pages: Readonly<Record<string, PageGeometry>>
  readonly head: Furniture | undefined
  readonly foot: Furniture | undefined
  /** CSS lengths of the screen's columns by name. */
  readonly screen: Readonly<Record<string, string>>
  /** Indent of a paragraph in ems; all others in lines. */
  readonly space: {
    readonly indent: number
    readonly paragraph: number
    readonly block: number
    readonly section: number
  }
  /** How a chapter begins. */
  readonly opening: {
    readonly page: 'new' | 'run'
    /** Lines of silence above it. */
    readonly lines: number
    readonly rule: 'none' | 'oxford' | 'bar'
    /** Across all columns. */
    readonly span: boolean
  }
  /** Points; `columns`: whether a hairline stands between columns. */
  readonly rules: {readonly hair: number; readonly bar: number; readonly columns: boolean}
  readonly ornament: {
    readonly break: 'stitch' | 'hair' | 'none'
    readonly end: 'seal' | 'square' | 'none'
  }
  /** Figures that call notes; ems. */
  readonly noteMark: {readonly weight: number; readonly size: number; readonly raise: number}
  /** Whether stops hang in the margin where the language hangs them. */
  readonly hang: boolean
  /** What marks stress in Chinese. */
  readonly emphasis: 'dots' | 'weight'
  /** How the editor's words stand apart in print: a rule beside them, or a wash behind. */
  readonly editor: 'rule' | 'wash'
  /** Whether dots lead from a title in the contents to its page. */
  readonly leaders: boolean
  readonly cover: {readonly kind: 'slip' | 'masthead' | 'bars'}
}

const colourRoles: ReadonlyArray<ColourRole> = [
  'paper',
  'ink',
  'soft',
  'rule',
  'accent',
  'editor',
  'wash',
  'card'
]
const faceRoles: ReadonlyArray<FaceRole> = ['text', 'head', 'note']
const weightRoles: ReadonlyArray<WeightRole> = ['text', 'strong', 'head', 'label']
const typeRoles: ReadonlyArray<TypeRole> = [
  'masthead',
  'lead',
  'title',
  'deck',
  'sub',
  'body',
  'note',
  'small',
  'quote'
]

const cache = new WeakMap<Theme, Tokens>()

/** @throws TypeError where a value is missing or of another kind. */
export function readTokens(theme: Theme): Tokens {
  const known = cache.get(theme)
  if (known) return known
  const tokens = read(createReader(theme.name, theme.tokens))
  checkContrast({colour: tokens.colour, name: theme.name})
  cache.set(theme, tokens)
  return tokens
}

function read(root: Reader): Tokens {
  const pick = <K extends string, T>(
    keys: ReadonlyArray<K>,
    key: string,
    read: (reader: Reader, name: K) => T
  ) => {
    const reader = root.at(key)
    return Object.fromEntries(keys.map((name) => [name, read(reader, name)])) as Record<K, T>
  }

  const type = pick(typeRoles, 'type', (reader, role) => readSizes(reader.at(role)))
  const page = root.at('page')
  const space = root.at('space')
  const opening = root.at('opening')
  const rules = root.at('rules')
  const ornament = root.at('ornament')
  const mark = root.at('note-mark')
  const screen = root.at('screen')
  return {
    name: root.text('name'),
    idea: root.has('idea') ? root.text('idea') : '',
    colour: pick(['light', 'dark', 'print'], 'colour', (reader, medium) => readColours(reader.at(medium))),
    faces: pick(faceRoles, 'faces', (reader, role) => {
      const face = reader.at(role)
      return {han: face.choice('han', ['serif', 'sans', 'kai']), latin: face.text('latin')}
    }),
    weights: pick(weightRoles, 'weights', (reader, role) => reader.number(role)),
    latinScale: root.has('latin-scale') ? root.number('latin-scale') : 1,
    type,
    pages: Object.fromEntries(
      page.keys.map((key) => [key, readPage(page.at(key), (name) => type.body[name])])
    ),
    head: readFurniture(root, 'head'),
    foot: readFurniture(root, 'foot'),
    screen: Object.fromEntries(screen.keys.map((key) => [key, screen.text(key)])),
    space: {
      indent: space.ems('indent'),
      paragraph: space.lineCount('paragraph'),
      block: space.lineCount('block'),
      section: space.lineCount('section')
    },
    opening: {
      page: opening.choice('page', ['new', 'run']),
      lines: opening.lineCount('lines'),
      rule: opening.choice('rule', ['none', 'oxford', 'bar']),
      span: opening.has('span') && opening.flag('span')
    },
    rules: {
      hair: rules.number('hair'),
      bar: rules.number('bar'),
      columns: rules.has('columns') && rules.flag('columns')
    },
    ornament: {
      break: ornament.choice('break', ['stitch', 'hair', 'none']),
      end: ornament.choice('end', ['seal', 'square', 'none'])
    },
    noteMark: {weight: mark.number('weight'), size: mark.ems('size'), raise: mark.ems('raise')},
    hang: root.flag('hang'),
    emphasis: root.choice('emphasis', ['dots', 'weight']),
    editor: root.choice('editor', ['rule', 'wash']),
    leaders: root.flag('leaders'),
    cover: {kind: root.at('cover').choice('kind', ['slip', 'masthead', 'bars'])}
  }
}

function readColours(reader: Reader): Colours {
  for (const role of colourRoles) reader.text(role)
  return Object.fromEntries(
    reader.keys.map((key) => {
      const colour = reader.text(key)
      if (!/^#[\da-f]{6}$/i.test(colour)) throw reader.unexpected(key, 'a colour such as `#21394B`')
      return [key, colour]
    })
  ) as Colours
}

function readSizes(reader: Reader): Readonly<Record<string, TypeSize>> {
  return Object.fromEntries(
    reader.keys.map((medium) => {
      const match = /^([\d.]+)\/([\d.]+)$/.exec(reader.text(medium))
      if (!match) throw reader.unexpected(medium, '`size/line`')
      return [medium, {size: Number(match[1]), line: Number(match[2])}]
    })
  )
}
