/**
 * Read the tokens of a theme: one file of values that all formats draw on.
 *
 * A theme is checked when it is read; what does not fit throws, with the path
 * of the value, since a theme is part of the package or of a user's folder and
 * not of a raw article.
 */

import type {Theme} from '../model.ts'

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

/** Points, but for `column`, which is in ems of the body. */
export interface PageGeometry {
  readonly width: number
  readonly height: number
  readonly inner: number
  readonly outer: number
  readonly top: number
  readonly bottom: number
  readonly columns: number
  readonly lines: number
  readonly column: number
}

export interface Tokens {
  readonly name: string
  readonly colour: Readonly<Record<'light' | 'dark' | 'print', Colours>>
  readonly faces: Readonly<Record<FaceRole, {readonly han: HanStyle; readonly latin: string}>>
  readonly weights: Readonly<Record<WeightRole, number>>
  /** How much larger Latin is set than the Han beside it. */
  readonly latinScale: number
  /** By role, then by medium: the names of the pages, `wide` and `phone`. */
  readonly type: Readonly<Record<TypeRole, Readonly<Record<string, TypeSize>>>>
  readonly pages: Readonly<Record<string, PageGeometry>>
  /** CSS lengths of the screen's columns by name. */
  readonly screen: Readonly<Record<string, string>>
  /** Indent of a paragraph and space around blocks. */
  readonly space: {
    readonly indent: number
    readonly block: number
    readonly section: number
    readonly opening: number
  }
  readonly foot: {readonly at: number}
  readonly cover: {readonly kind: string}
}

const pointsPerMillimetre = 72 / 25.4
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
const hanStyles: ReadonlyArray<HanStyle> = ['serif', 'sans', 'kai']

type Value = Readonly<Record<string, unknown>>

const cache = new WeakMap<Theme, Tokens>()

/** @throws TypeError where a value is missing or of another kind. */
export function readTokens(theme: Theme): Tokens {
  const known = cache.get(theme)
  if (known) return known
  const tokens = read(theme)
  cache.set(theme, tokens)
  return tokens
}

function read(theme: Theme): Tokens {
  const at = (value: unknown, path: string): Value => {
    if (typeof value !== 'object' || value === null) throw unexpected(theme, path, 'keys with values')
    return value as Value
  }

  const string = (value: unknown, path: string): string => {
    if (typeof value !== 'string') throw unexpected(theme, path, 'text')
    return value
  }

  const number = (value: unknown, path: string): number => {
    if (typeof value !== 'number') throw unexpected(theme, path, 'a number')
    return value
  }

  const measure = (value: unknown, path: string, unit: string): number => {
    const match = new RegExp(`^(\\d+(?:\\.\\d+)?) ?${unit}`).exec(string(value, path))
    if (!match) throw unexpected(theme, path, `a length in ${unit}`)
    return Number(match[1])
  }

  const root = at(theme.tokens, '')
  const pick = <K extends string, T>(
    keys: ReadonlyArray<K>,
    key: string,
    map: (value: unknown, path: string) => T
  ) => {
    const object = at(root[key], key)
    return Object.fromEntries(keys.map((name) => [name, map(object[name], `${key}.${name}`)])) as Record<K, T>
  }

  const readColours = (value: unknown, path: string): Colours => {
    const colours = at(value, path)
    for (const role of colourRoles) string(colours[role], `${path}.${role}`)
    return colours as Colours
  }

  const readFace = (value: unknown, path: string) => {
    const {han, latin} = at(value, path)
    if (!hanStyles.includes(han as HanStyle)) throw unexpected(theme, `${path}.han`, hanStyles.join(' or '))
    return {han: han as HanStyle, latin: string(latin, `${path}.latin`)}
  }

  const readSizes = (value: unknown, path: string) =>
    Object.fromEntries(
      Object.entries(at(value, path)).map(([medium, size]) => {
        const match = /^([\d.]+)\/([\d.]+)$/.exec(string(size, `${path}.${medium}`))
        if (!match) throw unexpected(theme, `${path}.${medium}`, '`size/line`')
        return [medium, {size: Number(match[1]), line: Number(match[2])}]
      })
    )

  const readPage = (name: string, value: unknown): PageGeometry => {
    const path = `page.${name}`
    const page = at(value, path)
    const points = (key: string) => measure(page[key], `${path}.${key}`, 'mm') * pointsPerMillimetre
    return {
      width: points('width'),
      height: points('height'),
      inner: points('inner'),
      outer: points('outer'),
      top: points('top'),
      bottom: points('bottom'),
      columns: number(page['columns'], `${path}.columns`),
      lines: number(page['lines'], `${path}.lines`),
      column: measure(page['column'], `${path}.column`, 'em')
    }
  }

  // A page geometry has a width; `page` also says where the foot is and how notes stand.
  const pages = Object.entries(at(root['page'], 'page')).filter(
    ([, value]) => typeof value === 'object' && value !== null && 'width' in value
  )
  const space = at(root['space'], 'space')
  const lines = (key: string, fallback: number) =>
    space[key] === undefined ? fallback : measure(space[key], `space.${key}`, 'line')
  return {
    name: string(root['name'], 'name'),
    colour: pick(['light', 'dark', 'print'], 'colour', readColours),
    faces: pick(faceRoles, 'faces', readFace),
    weights: pick(weightRoles, 'weights', number),
    latinScale: root['latin-scale'] === undefined ? 1 : number(root['latin-scale'], 'latin-scale'),
    type: pick(typeRoles, 'type', readSizes),
    pages: Object.fromEntries(pages.map(([name, value]) => [name, readPage(name, value)])),
    screen: Object.fromEntries(
      Object.entries(at(root['screen'], 'screen')).map(([key, value]) => [
        key,
        string(value, `screen.${key}`)
      ])
    ),
    space: {
      indent: measure(space['indent'], 'space.indent', 'em'),
      block: lines('block', 1),
      section: lines('section', 2),
      opening: lines('opening', 0)
    },
    foot: {
      at:
        measure(at(at(root['page'], 'page')['foot'], 'page.foot')['at'], 'page.foot.at', 'mm') *
        pointsPerMillimetre
    },
    cover: {kind: string(at(root['cover'], 'cover')['kind'], 'cover.kind')}
  }
}

function unexpected(theme: Theme, path: string, expected: string): TypeError {
  return new TypeError(
    `Unexpected \`${path || 'theme.yaml'}\` in theme \`${theme.name}\`, expected ${expected}`
  )
}
