/**
 * Read the values of a theme with their paths, so that whatever does not fit is
 * named. A theme is part of the package or of a user's folder, and not of a raw
 * article: what is wrong with it throws.
 */

/** Values of a mapping. */
export interface Reader {
  /** Keys that lead here, with dots. */
  readonly path: string
  readonly keys: ReadonlyArray<string>
  readonly has: (key: string) => boolean
  readonly is: (key: string, value: unknown) => boolean
  readonly at: (key: string) => Reader
  readonly rows: (key: string) => ReadonlyArray<Reader>
  readonly text: (key: string) => string
  readonly number: (key: string) => number
  readonly flag: (key: string) => boolean
  readonly choice: <const T>(key: string, of: ReadonlyArray<T>) => T
  /** One of some words, or a list of them. */
  readonly list: <const T>(key: string, of: ReadonlyArray<T>) => ReadonlyArray<T>
  /** A length such as `19mm`, in points. */
  readonly millimetres: (key: string) => number
  /** A length such as `28em`; 0 needs no unit. */
  readonly ems: (key: string) => number
  /** A height such as `0.5 line`; 0 needs no unit. */
  readonly lineCount: (key: string) => number
  readonly unexpected: (key: string, expected: string) => TypeError
}

const pointsPerMillimetre = 72 / 25.4

/** @param theme its name, for messages. */
export function createReader(theme: string, value: unknown, path = ''): Reader {
  const join = (key: string) => (path === '' ? key : `${path}.${key}`)
  const unexpected = (key: string, expected: string) =>
    new TypeError(`Unexpected \`${join(key) || 'theme.yaml'}\` in theme \`${theme}\`, expected ${expected}`)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(
      `Unexpected \`${path || 'theme.yaml'}\` in theme \`${theme}\`, expected keys with values`
    )
  }

  const object = value as Readonly<Record<string, unknown>>
  const text = (key: string): string => {
    const found = object[key]
    if (typeof found !== 'string') throw unexpected(key, 'text')
    return found
  }

  const length = (key: string, unit: string): number => {
    if (object[key] === 0) return 0
    const match = new RegExp(`^(\\d+(?:\\.\\d+)?) ?${unit}s?$`).exec(text(key))
    if (!match) throw unexpected(key, `a length in \`${unit}\``)
    return Number(match[1])
  }

  const choice = <const T>(key: string, of: ReadonlyArray<T>): T => {
    const found = of.find((value) => value === object[key])
    if (found === undefined) throw unexpected(key, of.map((value) => `\`${String(value)}\``).join(' or '))
    return found
  }

  return {
    path,
    keys: Object.keys(object),
    has: (key) => object[key] !== undefined,
    is: (key, value) => object[key] === value,
    at: (key) => createReader(theme, object[key], join(key)),
    rows(key) {
      const rows = object[key]
      if (!Array.isArray(rows)) throw unexpected(key, 'a list')
      return rows.map((row, index) => createReader(theme, row, join(`${key}[${index}]`)))
    },
    text,
    number(key) {
      const found = object[key]
      if (typeof found !== 'number') throw unexpected(key, 'a number')
      return found
    },
    flag(key) {
      const found = object[key]
      if (typeof found !== 'boolean') throw unexpected(key, '`true` or `false`')
      return found
    },
    choice,
    list(key, of) {
      const names = [object[key]].flat()
      const known = of.filter((value) => names.includes(value))
      if (known.length !== names.length)
        throw unexpected(key, `some of ${of.map((value) => `\`${String(value)}\``).join(', ')}`)
      return names as typeof known
    },
    millimetres: (key) => length(key, 'mm') * pointsPerMillimetre,
    ems: (key) => length(key, 'em'),
    lineCount: (key) => length(key, 'line'),
    unexpected
  }
}
