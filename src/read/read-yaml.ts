/**
 * Read a YAML file that an editor wrote, checked against a JSON Schema.
 *
 * Every finding is a fatal message on the file, at its line and column, and
 * where a word was mistyped it names the nearest one that is known.
 */

import type {ErrorObject} from 'ajv'
import type {VFile} from 'vfile'
import {Ajv} from 'ajv'
import {closestMatch} from 'leven'
import {isNode, isPair, LineCounter, parseDocument, type Document} from 'yaml'
import {describeSlip} from '../describe-slip.ts'

/** More than an editor mends at once. */
const mostFindings = 50
/** Each is compared with each other, and several of them make one finding. */
const mostErrors = 20 * mostFindings

/** A file checked against its schema: the value, and where its parts stand. */
export interface YamlFile<T> {
  readonly value: T
  /** 1-based line and column of a value, by path. */
  readonly at: (path: ReadonlyArray<string | number>) => {line: number; column: number}
}

/**
 * @param file YAML text; gets the messages.
 * @param schema JSON Schema that the value has to fit.
 * @returns the value, or undefined where a message is fatal.
 */
export function readYaml<T>(file: VFile, schema: object): YamlFile<T> | undefined {
  const lines = new LineCounter()
  const document = parseDocument(String(file), {lineCounter: lines, prettyErrors: false, uniqueKeys: true})
  const pointOf = (offset: number) => {
    const {line, col} = lines.linePos(offset)
    return {line: Math.max(1, line), column: Math.max(1, col)}
  }

  // What follows the first one is often of its making.
  const [slip] = document.errors
  if (slip) {
    fail(file, describeSlip(slip), 'syntax', pointOf(slip.pos[0]))
    return
  }

  const at = (path: ReadonlyArray<string | number>) => pointOf(offsetOf(document, path))
  const value: unknown = readValue(document, file)
  if (value === undefined) return
  const validate = new Ajv({allErrors: true, allowUnionTypes: true, verbose: true}).compile(schema)
  if (!validate(value)) {
    const errors = telling((validate.errors ?? []).slice(0, mostErrors))
    for (const error of errors.slice(0, mostFindings)) report(file, error, document, pointOf)
    return
  }

  return {value: value as T, at}
}

function readValue(document: Document, file: VFile): unknown {
  try {
    // A low bound on aliases: a manifest has no use for many.
    return document.toJS({maxAliasCount: 100}) ?? {}
  } catch {
    fail(file, 'Unexpected number of YAML aliases, expected at most 100', 'syntax', {line: 1, column: 1})
  }
}

// `anyOf` reports each branch; what an editor can use is the deepest finding.
function telling(errors: ReadonlyArray<ErrorObject>): ReadonlyArray<ErrorObject> {
  const depth = (error: ErrorObject) =>
    error.instancePath.split('/').length + (error.keyword === 'additionalProperties' ? 1 : 0)
  return errors.filter(
    (error) =>
      error.keyword !== 'anyOf' &&
      !errors.some(
        (other) =>
          other !== error &&
          other.keyword !== 'anyOf' &&
          (other.instancePath + '/').startsWith(error.instancePath + '/') &&
          depth(other) > depth(error)
      )
  )
}

function report(
  file: VFile,
  error: ErrorObject,
  document: Document,
  pointOf: (offset: number) => {line: number; column: number}
): void {
  const path = pathOf(error.instancePath)
  const name = path.length > 0 ? `\`${nameOf(path)}\`` : `\`${file.basename ?? 'the file'}\``
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params['additionalProperty'])
    const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object)
    const near = closestMatch(key, known, {maxDistance: Math.max(2, Math.floor(key.length / 3))})
    const hint = near
      ? `did you mean \`${near}\`?`
      : `expected one of ${known.map((d) => `\`${d}\``).join(', ')}`
    const place = pointOf(keyOffset(document, path, key))
    return fail(
      file,
      `Unexpected key \`${key}\`${path.length > 0 ? ` in ${name}` : ''}, ${hint}`,
      'unknown-key',
      place
    )
  }

  const place = pointOf(offsetOf(document, path))
  if (error.keyword === 'required') {
    return fail(
      file,
      `Expected \`${String(error.params['missingProperty'])}\` in ${name}`,
      'missing-key',
      place
    )
  }

  if (error.keyword === 'enum') {
    const allowed = error.params['allowedValues'] as ReadonlyArray<string>
    const near =
      typeof error.data === 'string' ? closestMatch(error.data, allowed, {maxDistance: 3}) : undefined
    const hint = near
      ? `did you mean \`${near}\`?`
      : `expected ${allowed.map((d) => `\`${d}\``).join(' or ')}`
    // Lists and keys with values have no short form to quote.
    const written = typeof error.data === 'object' ? '' : ` \`${String(error.data)}\``
    return fail(file, `Unexpected ${name}${written}, ${hint}`, 'value', place)
  }

  fail(file, `Unexpected ${name}, expected ${expectedBy(error)}`, 'value', place)
}

const kinds: Readonly<Record<string, string>> = {
  object: 'keys with values',
  array: 'a list',
  string: 'text',
  number: 'a number',
  boolean: '`true` or `false`'
}

function expectedBy(error: ErrorObject): string {
  const {description} = (error.parentSchema ?? {}) as {description?: string}
  switch (error.keyword) {
    case 'type': {
      return [error.params['type'] as string | ReadonlyArray<string>]
        .flat()
        .map((kind) => kinds[kind] ?? kind)
        .join(' or ')
    }

    case 'pattern': {
      return description ?? `a value like \`${String(error.params['pattern'])}\``
    }

    case 'maxItems': {
      return `at most ${String(error.params['limit'])} entries`
    }

    case 'maxLength': {
      return `at most ${String(error.params['limit'])} characters`
    }

    case 'minLength': {
      return 'text'
    }

    case 'minItems': {
      return 'at least one entry'
    }

    case 'uniqueItems': {
      return 'each entry once'
    }

    default: {
      return error.message ?? error.keyword
    }
  }
}

function fail(file: VFile, reason: string, ruleId: string, place: {line: number; column: number}): void {
  file.message(reason, {place, ruleId, source: 'read-yaml'}).fatal = true
}

/** `articles[1].file`, counted from one as an editor counts. */
function nameOf(path: ReadonlyArray<string | number>): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${part}`))
    .join('')
    .replace(/^\./, '')
}

function pathOf(pointer: string): Array<string | number> {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

function offsetOf(document: Document, path: ReadonlyArray<string | number>): number {
  const node = path.length > 0 ? document.getIn(path, true) : document.contents
  return isNode(node) ? (node.range?.[0] ?? 0) : 0
}

function keyOffset(document: Document, path: ReadonlyArray<string | number>, key: string): number {
  const map = path.length > 0 ? document.getIn(path, true) : document.contents
  const items = (map as {items?: ReadonlyArray<unknown>} | null)?.items ?? []
  for (const pair of items) {
    if (isPair(pair) && isNode(pair.key) && String(pair.key) === key) return pair.key.range?.[0] ?? 0
  }

  return 0
}
