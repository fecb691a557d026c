/**
 * Turn the tokens of a theme into custom properties. The theme's `html.css`
 * uses them; what is generated here and what is written there share no value.
 */

import type {Colours, FaceRole, HanStyle, Tokens} from '../theme.ts'

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
// Latin text inside Chinese: letters, figures and currency signs; quotation marks, dashes, ellipses and the
// middle dot belong to the Han face (W3C CLREQ 3.1.2).
const latinRange = 'U+20-7E, U+A0-B6, U+B8-24F, U+1E00-1EFF, U+2013, U+20A0-20CF'
// Most sheets of paper at home; a printer's margins take the rest.
const sheet = 'A4'

/** @param pages name of the page geometry whose sizes a printed page takes, where the theme has no `A4`. */
export function makeCss(tokens: Tokens, pages: string): string {
  const {colour, weights, screen, space} = tokens
  const weightRows = Object.entries(weights).map(([role, weight]) => `--w-${role}: ${weight}`)
  const screenRows = ['rail', 'text', 'side', 'gap'].flatMap((key) =>
    screen[key] ? [`--col-${key}: ${screen[key]}`] : []
  )
  const printed = Object.values(tokens.type).every((sizes) => sizes[sheet])
    ? sheet
    : (tokens.pages[pages]?.type ?? pages)
  return [
    ...declareFaces(tokens),
    rule(':root', [
      'color-scheme: light dark',
      ...colours(colour.light),
      ...weightRows,
      ...screenRows,
      `--indent: ${space.indent}em`,
      ...sizes(tokens, 'wide', 'rem')
    ]),
    ...(['zh-Hant', 'zh-Hans'] as const).map((script) => rule(langSelector(script), faces(tokens, script))),
    rule(':root:not(:lang(zh)), :not(:lang(zh))', faces(tokens, undefined)),
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

function faces(tokens: Tokens, script: 'zh-Hant' | 'zh-Hans' | undefined): string[] {
  return (Object.keys(tokens.faces) as FaceRole[]).map((role) => {
    const {han, latin} = tokens.faces[role]
    const generic = han === 'serif' ? 'serif' : 'sans-serif'
    const names = script ? [inChinese(latin), ...hanFaces[han][script]] : [latin, ...latinFaces[generic]]
    return `--f-${role}: ${[...names.map((name) => `"${name}"`), generic].join(', ')}`
  })
}

function inChinese(latin: string): string {
  return `${latin} in Chinese`
}

/** Latin faces as they stand in Chinese text, from what the reader's system has; nothing is fetched. */
function declareFaces({faces, latinScale}: Tokens): string[] {
  const families = [...new Set(Object.values(faces).map(({latin}) => latin))]
  const cuts = [
    {name: 'Regular', weight: 400, style: 'normal'},
    {name: 'Italic', weight: 400, style: 'italic'},
    {name: 'SemiBold', weight: 600, style: 'normal'}
  ]
  return families.flatMap((family) =>
    cuts.map(({name, weight, style}) => {
      const own = name === 'Regular' ? [family] : []
      const locals = [...own, `${family} ${name}`, `${family.replaceAll(' ', '')}-${name}`]
      return rule('@font-face', [
        `font-family: "${inChinese(family)}"`,
        `font-style: ${style}`,
        `font-weight: ${weight}`,
        `size-adjust: ${Math.round(latinScale * 100)}%`,
        `src: ${locals.map((local) => `local("${local}")`).join(', ')}`,
        `unicode-range: ${latinRange}`
      ])
    })
  )
}
