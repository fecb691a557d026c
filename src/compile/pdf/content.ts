/**
 * Write the content stream of a page (ISO 32000-1, 7.8): text glyph by glyph at
 * given points, rules and dots, each inside the marked content of its tag.
 *
 * Knows operators, not pdfkit: fonts and numbers of marked content come from
 * whoever opens the page.
 */

import type {Face} from '../faces.ts'
import type {Cluster, Line, Link, Run} from './types.ts'
import {attachTag, type Tag} from './tags.ts'

/** A cluster as a font draws it. */
export interface Code {
  /** Hexadecimal codes, with what moves them inside the cluster. */
  readonly text: string
  /** How far the pen goes, and where it begins: 1/1000 em. */
  readonly advance: number
  readonly start: number
  /** Glyphs: letter spacing is added behind each. */
  readonly glyphs: number
}

export interface ContentFont {
  /** Name among the page's resources. */
  readonly name: string
  readonly code: (cluster: Cluster) => Code
}

export interface ContentOptions {
  readonly font: (face: Face) => ContentFont
  /** Begin marked content of a tag. @returns its number on the page. */
  readonly mark: (tag: Tag) => number
  readonly onLink: (link: Link, rect: readonly [number, number, number, number]) => void
}

export interface Content {
  /** Be inside a tag, or in what nobody reads. */
  readonly enter: (tag: Tag | 'artifact') => void
  readonly close: () => void
  readonly line: (line: Line, x: number, baseline: number, isArtifact: boolean) => void
  readonly rule: (x: number, y: number, width: number, height: number, colour: string) => void
  readonly leader: (x: number, y: number, width: number, colour: string) => void
  readonly square: (x: number, y: number, side: number, lineWidth: number, colour: string) => void
  /** The operators since the last call. */
  readonly take: () => string
}

// What a link's box takes above and below the baseline, in ems.
const linkTop = 0.9
const linkBottom = 0.2
// Fewer clusters than this are not worth a letter spacing of their own.
const spacedFrom = 6
// Dots of emphasis: their size and how far they stand below the baseline, in ems.
const dotSize = 0.09
const dotDrop = 0.33
// Dots that lead from a title to its page, and the distance between them: points.
const leaderDot = 0.7
const leaderStep = 4
const han = /\p{Script=Han}/u

export function createContent({font: fontOf, mark, onLink}: ContentOptions): Content {
  let out = ''
  let open: Tag | 'artifact' | undefined
  let colour = ''
  let face = ''
  let spacing = 0

  const paintWith = (next: string) => {
    if (next === colour) return
    colour = next
    out += `${paint(next)} rg\n`
  }

  const close = () => {
    if (open !== undefined) out += 'EMC\n'
    open = undefined
  }

  const enter = (tag: Tag | 'artifact') => {
    if (open === tag) return
    close()
    open = tag
    if (tag === 'artifact') {
      out += '/Artifact BMC\n'
      return
    }

    attachTag(tag)
    out += `/${tag.role} <</MCID ${mark(tag)}>> BDC\n`
  }

  const drawRun = ({clusters, face: from, inline, size, xs}: Run, x: number, baseline: number) => {
    if (!from) return
    const font = fontOf(from)
    const codes = clusters.map(font.code)
    const gap = findSpacing(codes, xs, size)
    const start = x + (xs[0] ?? 0)
    let pen = start
    let array = ''
    let run = ''
    for (const [index, code] of codes.entries()) {
      const at = x + (xs[index] as number) + (code.start * size) / 1000
      const shift = Math.round(((pen - at) * 1000) / size)
      if (shift !== 0) {
        array += run === '' ? `${shift}` : `<${run}>${shift}`
        run = ''
        pen -= (shift * size) / 1000
      }

      run += code.text
      pen += (code.advance * size) / 1000 + gap
    }

    if (run === '') return
    paintWith(inline.style.colour)
    const named = `/${font.name} ${real(size)} Tf `
    out += `BT ${named === face ? '' : named}`
    face = named
    if (gap !== spacing) out += `${real(gap)} Tc `
    spacing = gap
    out += `1 0 0 -1 ${real(start)} ${real(baseline - inline.style.rise)} Tm [${array}<${run}>]TJ ET\n`
  }

  const rule = (x: number, y: number, width: number, height: number, fill: string) => {
    enter('artifact')
    paintWith(fill)
    out += `${real(x)} ${real(y)} ${real(width)} ${real(height)} re f\n`
  }

  const leader = (x: number, y: number, width: number, stroke: string) => {
    enter('artifact')
    // Dots stand under one another from line to line.
    const from = Math.ceil(x / leaderStep) * leaderStep
    if (from > x + width) return
    out += `q ${paint(stroke)} RG 1 J ${leaderDot} w [0 ${leaderStep}] 0 d ${real(from)} ${real(y)} m ${real(x + width)} ${real(y)} l S Q\n`
  }

  const square = (x: number, y: number, side: number, lineWidth: number, stroke: string) => {
    enter('artifact')
    if (lineWidth === 0) {
      rule(x, y, side, side, stroke)
      return
    }

    out += `q ${paint(stroke)} RG ${real(lineWidth)} w ${real(x)} ${real(y)} ${real(side)} ${real(side)} re S Q\n`
  }

  /** What stands over or under characters: a line through them, dots of emphasis. */
  const drawMarks = ({clusters, inline, size, xs}: Run, x: number, baseline: number) => {
    const {colour: fill, isDotted, isStruck} = inline.style
    for (const [index, {text, width}] of clusters.entries()) {
      const left = x + (xs[index] as number)
      if (isStruck) rule(left, baseline - size * 0.33, width * size, 0.5, fill)
      if (!isDotted || !han.test(text)) continue
      enter('artifact')
      paintWith(fill)
      out += circle(left + (width * size) / 2, baseline + dotDrop * size, (dotSize * size) / 2)
    }
  }

  const collectLinks = ({runs}: Line, x: number, baseline: number) => {
    let from = 0
    while (from < runs.length) {
      const first = runs[from] as Run
      const {link} = first.inline
      let to = from + 1
      while (to < runs.length && runs[to]?.inline.link === link) to++
      const last = runs[to - 1] as Run
      if (link) {
        const foot = baseline - first.inline.style.rise
        const end = (last.xs.at(-1) ?? 0) + (last.clusters.at(-1)?.width ?? 0) * last.size
        const {size} = first
        onLink(link, [x + (first.xs[0] ?? 0), foot - size * linkTop, x + end, foot + size * linkBottom])
      }

      from = to
    }
  }

  return {
    close,
    enter,
    leader,
    rule,
    square,
    line(line, x, baseline, isArtifact) {
      let hasLinks = false
      for (const run of line.runs) {
        const {style, link, seal} = run.inline
        if (seal) {
          const side = seal.side * run.size
          square(x + (run.xs[0] ?? 0), baseline - side, side, seal.lineWidth * run.size, seal.colour)
          continue
        }

        enter(isArtifact ? 'artifact' : run.inline.tag)
        drawRun(run, x, baseline)
        if (style.isStruck || style.isDotted) drawMarks(run, x, baseline)
        if (link) hasLinks = true
      }

      if (hasLinks && !isArtifact) collectLinks(line, x, baseline)
    },
    take() {
      const taken = out
      out = ''
      return taken
    }
  }
}

/**
 * The gap that most clusters of a run have behind them, in points: set once as
 * letter spacing (9.3.2) it halves what a justified line takes.
 */
function findSpacing(codes: ReadonlyArray<Code>, xs: ReadonlyArray<number>, size: number): number {
  if (codes.length < spacedFrom || codes.some(({glyphs}) => glyphs > 1)) return 0
  // Justified, a line has a handful of gaps: a look along a list is cheaper than a table.
  const gaps: number[] = []
  const counts: number[] = []
  let most = 0
  let spacing = 0
  for (let index = 0; index + 1 < codes.length; index++) {
    const code = codes[index] as Code
    const next = codes[index + 1] as Code
    const step = (xs[index + 1] as number) - (xs[index] as number) + ((next.start - code.start) * size) / 1000
    const gap = Math.round((step - (code.advance * size) / 1000) * 1000) / 1000
    let at = gaps.indexOf(gap)
    if (at < 0) at = gaps.push(gap) - 1
    const count = (counts[at] ?? 0) + 1
    counts[at] = count
    if (count > most) {
      most = count
      spacing = gap
    }
  }

  return most * 2 > codes.length ? spacing : 0
}

// Four arcs; how far the handles of a quarter of a circle stand out.
const arc = 0.5523
function circle(x: number, y: number, r: number): string {
  const c = r * arc
  const at = (...points: ReadonlyArray<readonly [number, number]>) =>
    points.map(([dx, dy]) => `${real(x + dx)} ${real(y + dy)}`).join(' ')
  return `${at([r, 0])} m ${at([r, c], [c, r], [0, r])} c ${at([-c, r], [-r, c], [-r, 0])} c ${at([-r, -c], [-c, -r], [0, -r])} c ${at([c, -r], [r, -c], [r, 0])} c f\n`
}

/** `#rrggbb` as three numbers. */
function paint(colour: string): string {
  return [1, 3, 5].map((at) => real(Number.parseInt(colour.slice(at, at + 2), 16) / 255)).join(' ')
}

/** A number as PDF writes it: no exponent, to a thousandth. */
export function real(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
