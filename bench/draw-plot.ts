/**
 * Draw a plot of bars as SVG, to be shown by a document: text stays text, nothing
 * runs, and the plot brings its own ground, so that it can be read on a light and on
 * a dark page.
 */

import {toXml} from 'xast-util-to-xml'
import {x} from 'xastscript'

interface Bar {
  readonly name: string
  readonly value: number
  /** What stands at the end of the bar. */
  readonly label: string
  /** Whether it is one of ours. */
  readonly isOwn: boolean
}

interface Plot {
  readonly title: string
  /** What the bars are measured in, and what else must be known. */
  readonly caption: string
  readonly bars: ReadonlyArray<Bar>
}

const width = 760
const margin = 20
/** Wide enough for the longest name in this size of letters, and for the longest label. */
const room = {names: 230, labels: 80} as const
const row = {height: 30, bar: 18} as const
const head = 70
const style = `
svg { font: 14px system-ui, sans-serif }
.ground { fill: #fff } .text { fill: #1f2328 } .faint { fill: #59636e } .own { fill: #b3261e } .peer { fill: #8c959f }
.title { font-weight: 600 } .faint { font-size: 12px }
@media (prefers-color-scheme: dark) {
.ground { fill: #0d1117 } .text { fill: #e6edf3 } .faint { fill: #9198a1 } .own { fill: #f0776c } .peer { fill: #6e7681 }
}
`

/** Draw bars as long as their values, on one scale that begins at nought. */
export function drawPlot({bars, caption, title}: Plot): string {
  const height = head + bars.length * row.height + margin
  const most = Math.max(...bars.map(({value}) => value))
  const start = margin + room.names
  const scale = (width - start - room.labels) / most
  const said = bars.map(({label, name}) => `${name}: ${label}`).join('; ')
  const svg = x(
    'svg',
    {xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img'},
    [
      x('title', title),
      x('desc', `${caption}. ${said}`),
      x('style', style),
      x('rect', {class: 'ground', width, height, rx: 6}),
      x('text', {class: 'text title', x: margin, y: 30}, title),
      x('text', {class: 'faint', x: margin, y: 50}, caption),
      ...bars.flatMap(function ({isOwn, label, name, value}, index) {
        const top = head + index * row.height
        const base = top + row.bar - 4
        const length = Math.round(value * scale * 10) / 10
        return [
          x('text', {class: 'text', x: start - 8, y: base, 'text-anchor': 'end'}, name),
          x('rect', {class: isOwn ? 'own' : 'peer', x: start, y: top, width: length, height: row.bar}),
          x('text', {class: 'text', x: start + length + 8, y: base}, label)
        ]
      })
    ]
  )
  return `${toXml(svg)}\n`
}
