/**
 * What the checks on finished editions share: a rule is data, a check is a
 * function that finds spots, and a finding is a rule that met one.
 */

/** Where a digest is read: a shop with its devices, or a program. */
export type Target = 'kindle' | 'kobo' | 'apple' | 'koreader'

export const targets: ReadonlyArray<Target> = ['kindle', 'kobo', 'apple', 'koreader']

export type CheckFormat = 'epub' | 'pdf' | 'html'

/** `error`: refused, or not what the format promises; `warning`: spoiled; `info`: good to know. */
export type Level = 'error' | 'warning' | 'info'

/** What a rule tells its check; which of it a check needs stands in the check's table. */
export interface Settings {
  /** Largest or smallest number that is allowed. */
  readonly limit?: number
  /** Names that the check looks for. */
  readonly names?: ReadonlyArray<string>
  /** Media types that the check is about. */
  readonly types?: ReadonlyArray<string>
  /** Selectors of CSS that the check is about. */
  readonly within?: ReadonlyArray<string>
}

export interface CheckRule extends Settings {
  /** Name of the rule's pack, and of the rule in it. */
  readonly pack: string
  readonly id: string
  readonly format: CheckFormat
  /** Undefined: it holds wherever the file is read. */
  readonly targets: ReadonlyArray<Target> | undefined
  readonly level: Level
  /** Name of a function in the table of the format. */
  readonly check: string
  /** What is found, with `{places}` for what a spot says. */
  readonly what: string
  readonly why: string
  readonly mend: string
  /** Address of the page that says so, or `second-hand: ...`. */
  readonly source: string
}

/** A place at which a check finds something. */
export interface Spot {
  /** Path of a file inside an EPUB. */
  readonly inside?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
  /** Page of a PDF, from 1. */
  readonly page?: number | undefined
  /** What stands in the `{places}` of the rule's `what`. */
  readonly values?: Readonly<Record<string, string | number>>
}

/** Functions that find spots, by the name that rules call them, with the settings that they need. */
export type CheckTable<T> = Readonly<
  Record<string, {needs: ReadonlyArray<keyof Settings>; run: (file: T, settings: Settings) => Iterable<Spot>}>
>

export interface Finding extends Omit<Spot, 'values'> {
  readonly pack: string
  readonly id: string
  readonly level: Level
  readonly targets: ReadonlyArray<Target> | undefined
  readonly reason: string
  readonly why?: string | undefined
  readonly mend?: string | undefined
  readonly source?: string | undefined
}

/** What a file turned out to be; `refused` says why it could not be read. */
export type Checked = {readonly findings: ReadonlyArray<Finding>} | {readonly refused: Refusal}

export interface Refusal {
  readonly id: string
  readonly reason: string
  readonly mend: string
}
