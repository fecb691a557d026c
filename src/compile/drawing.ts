/** A drawing of filled paths, such as a cover: every format can show it, and none needs a face for it. */

export interface Shape {
  /** SVG path data, y down. */
  readonly d: string
  /** CSS colour, `#rrggbb`. */
  readonly fill: string
}

export interface Drawing {
  /** Points. */
  readonly width: number
  readonly height: number
  readonly background?: string
  /** In the order in which they are painted. */
  readonly shapes: ReadonlyArray<Shape>
}

/** The drawing as an SVG document. */
export function toSvg({width, height, background, shapes}: Drawing): string {
  const ground = background ? `<rect width="${width}" height="${height}" fill="${background}"/>` : ''
  const paths = shapes.map(({d, fill}) => `<path d="${d}" fill="${fill}"/>`).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${ground}${paths}</svg>`
}
