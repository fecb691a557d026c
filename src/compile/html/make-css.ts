/**
 * Turn the tokens of a theme into custom properties. The theme's `html.css`
 * uses them; what is generated here and what is written there share no value.
 */

import type {FaceFile, FaceUse} from '../../model.ts'
import type {Colours, FaceRole, HanStyle, Tokens} from '../theme.ts'
import {inChinese, latinRange, listLocal, quote} from '../latin-in-chinese.ts'
import {listGiven} from '../list-given.ts'

// Han faces by style and script: those that are given away first, then those of the systems.
const hanFaces: Readonly<Record<HanStyle, Readonly<Record<'zh-Hant' | 'zh-Hans', ReadonlyArray<string>>>>> = {
  serif: {
    'zh-Hant': ['Noto Serif TC', 'Noto Serif CJK TC', 'Source Han Serif TC', 'Songti TC', 'PMingLiU'],
    'zh-Hans': ['Noto Serif SC', 'Noto Serif CJK SC', 'Source Han Serif SC', 'Songti SC', 'SimSun']
  },
  sans: {
    'zh-Hant': [
      'Noto Sans TC',
      'Noto Sans CJK TC',
      'Source Han Sans TC',
      'PingFang TC',
      'Microsoft JhengHei'
    ],
    'zh-Hans': ['Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei']
  },
  // Where no kai is to be had, sans stands in: still another voice than the author's.
  kai: {
    'zh-Hant': [
      'LXGW WenKai TC',
      'Kaiti TC',
      'BiauKai',
      'DFKai-SB',
      'Noto Sans TC',
      'Noto Sans CJK TC',
      'PingFang TC'
    ],
    'zh-Hans': [
      'LXGW WenKai',
      'Kaiti SC',
      'STKaiti',
      'KaiTi',
      'Noto Sans SC',
      'Noto Sans CJK SC',
      'PingFang SC'
    ]
  }
}
// Where a theme's Latin face is not at hand: a Han face would set quotation marks an em wide.
const latinFaces = {
  serif: ['Georgia', 'Liberation Serif'],
  'sans-serif': ['Helvetica Neue', 'Arial', 'Liberation Sans']
} as const
// Most sheets of paper at home; a printer's margins take the rest.
const sheet = 'A4'

/**
 * @param pages name of the page geometry whose sizes a printed page takes, where the theme has no `A4`.
 * @param files faces, of which those that the digest names stand before those of the theme.
 */
export function makeCss(tokens: Tokens, pages: string, files: ReadonlyArray<FaceFile> = []): string {
  const {colour, weights, screen, space} = tokens
  const weightRows = Object.entries(weights).map(([role, weight]) => `--w-${role}: ${weight}`)
  const screenRows = ['rail', 'text', 'side', 'gap'].flatMap((key) =>
    screen[key] ? [`--col-${key}: ${screen[key]}`] : []
  )
  const printed = Object.values(tokens.type).every((sizes) => sizes[sheet])
    ? sheet
    : (tokens.pages[pages]?.type ?? pages)
  return [
    ...declareFaces(tokens, files),
    rule(':root', [
      'color-scheme: light dark',
      ...colours(colour.light),
      ...weightRows,
      ...screenRows,
      `--indent: ${space.indent}em`,
      ...sizes(tokens, 'wide', 'rem')
    ]),
    ...(['zh-Hant', 'zh-Hans'] as const).map((script) =>
      rule(langSelector(script), faces(tokens, files, script))
    ),
    rule(':root:not(:lang(zh)), :not(:lang(zh))', faces(tokens, files, undefined)),
    ...setCode(files),
    media('(prefers-color-scheme: dark)', rule(':root', colours(colour.dark))),
    media(`(max-width: ${screen['phone-to'] ?? '40rem'})`, rule(':root', sizes(tokens, 'phone', 'rem'))),
    media(
      'print',
      rule(':root', ['color-scheme: light', ...colours(colour.print), ...sizes(tokens, printed, 'pt')])
    )
  ].join('\n')
}

function rule(selector: string, rows: ReadonlyArray<string>): string {
  return `${selector} {\n${rows.map((row) => `  ${row};\n`).join('')}}`
}

function media(query: string, content: string): string {
  return `@media ${query} {\n${content}\n}`
}

function colours(values: Colours): string[] {
  return Object.entries(values).map(([role, value]) => `--${role}: ${value}`)
}

function sizes({type}: Tokens, medium: string, unit: 'rem' | 'pt'): string[] {
  return Object.entries(type).flatMap(([role, media]) => {
    const at = media[medium]
    if (!at) return []
    // Print tokens give the line in points, screens a multiple of the size.
    const line = unit === 'pt' ? Number((at.line / at.size).toFixed(4)) : at.line
    return [`--${role}: ${at.size}${unit}`, `--${role}-line: ${line}`]
  })
}

/** Simplified is what a tag without a script means. */
function langSelector(script: 'zh-Hant' | 'zh-Hans'): string {
  return script === 'zh-Hant' ? ':lang(zh-Hant), :lang(zh-TW), :lang(zh-HK)' : ':lang(zh-Hans), :lang(zh-CN)'
}

function faces(
  tokens: Tokens,
  files: ReadonlyArray<FaceFile>,
  script: 'zh-Hant' | 'zh-Hans' | undefined
): string[] {
  return (Object.keys(tokens.faces) as FaceRole[]).map((role) => {
    const {han, latin} = tokens.faces[role]
    const generic = han === 'serif' ? 'serif' : 'sans-serif'
    const names = script ? [inChinese(latin), ...hanFaces[han][script]] : [latin, ...latinFaces[generic]]
    // A digest may name what the theme names.
    const all = new Set([...nameGiven(files, role, script), ...names])
    return `--f-${role}: ${[...[...all].map(quote), generic].join(', ')}`
  })
}

/** Families that the digest names for a use; a Latin one sets letters and figures only in Chinese. */
function nameGiven(
  files: ReadonlyArray<FaceFile>,
  use: FaceUse,
  script: 'zh-Hant' | 'zh-Hans' | undefined
): string[] {
  return listGiven(files, use, script).map(({family, isLatin}) =>
    isLatin && script ? inChinese(family) : family
  )
}

/** Code has no face in the themes: what a digest names for it stands before those of the systems. */
function setCode(files: ReadonlyArray<FaceFile>): string[] {
  return ([undefined, 'zh-Hant', 'zh-Hans'] as const).flatMap((script) => {
    const names = nameGiven(files, 'code', script)
    if (names.length === 0) return []
    const at = script ? `:is(${langSelector(script)})` : ''
    const row = `font-family: ${[...names.map(quote), 'ui-monospace', 'monospace', 'var(--f-note)'].join(', ')}`
    return [rule(`main :is(code, pre)${at}`, [row])]
  })
}

/** Latin faces as they stand in Chinese text. */
function declareFaces({faces, latinScale}: Tokens, files: ReadonlyArray<FaceFile>): string[] {
  const own = Object.values(faces).map(({latin}) => latin)
  const given = (['text', 'head', 'note', 'code'] as const).flatMap((use) =>
    (['zh-Hant', 'zh-Hans'] as const).flatMap((script) =>
      listGiven(files, use, script).flatMap(({family, isLatin}) => (isLatin ? family : []))
    )
  )
  return [...new Set([...own, ...given])].flatMap((family) =>
    listLocal(family).map(({italic, source, weight}) =>
      rule('@font-face', [
        `font-family: ${quote(inChinese(family))}`,
        `font-style: ${italic ? 'italic' : 'normal'}`,
        `font-weight: ${weight}`,
        `size-adjust: ${Math.round(latinScale * 100)}%`,
        `src: ${source}`,
        `unicode-range: ${latinRange}`
      ])
    )
  )
}
