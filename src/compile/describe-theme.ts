/** Say what a theme is, for whoever chooses one. */

import type {Theme} from '../model.ts'
import {readTokens} from './theme.ts'

export interface ThemeDescription {
  readonly name: string
  /** What it is after, in a sentence or two. */
  readonly idea: string
  readonly pages: ReadonlyArray<ThemePage>
  /** Latin families by what they set. */
  readonly faces: Readonly<Record<string, string>>
}

/** A page geometry; millimetres. */
export interface ThemePage {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly columns: number
  readonly notes: 'foot' | 'side'
}

const millimetresPerPoint = 25.4 / 72

/** @throws TypeError where the theme's tokens lack something. */
export function describeTheme(theme: Theme): ThemeDescription {
  const {faces, idea, name, pages} = readTokens(theme)
  const toMillimetres = (points: number) => Number((points * millimetresPerPoint).toFixed(1))
  return {
    name,
    idea,
    pages: Object.entries(pages).map(([name, {columns, height, notes, width}]) => ({
      name,
      width: toMillimetres(width),
      height: toMillimetres(height),
      columns,
      notes
    })),
    faces: Object.fromEntries(Object.entries(faces).map(([use, {latin}]) => [use, latin]))
  }
}
