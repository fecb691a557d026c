/**
 * Read what `templates/script/` says about characters: which ones stand for
 * several others, which phrases decide between them, and which are names.
 *
 * It is our own data and read once a build, so what is wrong in it is a bug and
 * throws.
 */

import {parse} from 'yaml'

/** One simplified character and the traditional ones it stands for. */
export interface CharacterSet {
  readonly simplified: string
  /** The first is what one writes where nothing else is said. */
  readonly forms: ReadonlyArray<string>
  /** Without a phrase, each form is likely enough to ask. */
  readonly doubt?: boolean
}

/** How people are named. */
export interface NameWords {
  /** People who need no other sign. */
  readonly people: ReadonlyArray<string>
  /** Traditional surnames that are written unlike the word with the same simplified character. */
  readonly surnames: ReadonlyArray<string>
  /** What stands before a name. */
  readonly before: ReadonlyArray<string>
  /** What follows a surname. */
  readonly titles: ReadonlyArray<string>
  /** What people do, which stands after a whole name. */
  readonly after: ReadonlyArray<string>
}

/** Everything that is written down about the use of characters. */
export interface Usage {
  readonly sets: ReadonlyArray<CharacterSet>
  /** In traditional characters. */
  readonly phrases: ReadonlyArray<string>
  readonly names: NameWords
  /** Simplified characters by traditional phrase, where they are not what each character becomes by itself. */
  readonly simplified: Readonly<Record<string, string>>
  /** Words in which a traditional text writes `zhu` (to write, known), not `zhe`, with the one character it has for both. */
  readonly written: ReadonlyArray<string>
  /** Common surnames, by which a byline is known. */
  readonly bylines: string
  /** Regional forms that are words of their own, so never merely another shape. */
  readonly apart: string
  /** Regional forms that an author may use or not. */
  readonly free: string
  /** Characters that OpenCC's standard writes otherwise, and that traditional texts hold all the same. */
  readonly taste: string
  /** Characters of both scripts that a text of both holds because they were not converted, rather than as they are. */
  readonly rare: string
  /** Those of them that alone tell that a text was converted in part. */
  readonly signs: string
  /** Characters by which foreign names are written, beside one that is a word of its own, too. */
  readonly sounds: string
  /** What is numbered. */
  readonly numbered: string
  /** Words and characters that are no matter of taste, by script: those of all traditional texts, and those of a region. */
  readonly firm: Readonly<Record<string, ReadonlyArray<string>>>
  /** Characters that a region writes for those of OpenCC's standard, beyond what OpenCC knows. */
  readonly regional: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Parts of OpenCC's phrases that are wrong, and what is right. */
  readonly faults: Readonly<Record<string, string>>
  /** Words with a wrong character, and the right ones. */
  readonly mistaken: Readonly<Record<string, string>>
  /** Simplified characters that OpenCC lacks, or has for the rarer word. */
  readonly characters: Readonly<Record<string, string>>
}

/** What stands in `regions.yaml`. */
type Regions = Omit<Usage, 'sets' | 'phrases' | 'names'>

/** @param files of `templates/script/`, by path. */
export function readUsage(files: ReadonlyMap<string, string>): Usage {
  const read = <T>(name: string): T => {
    const text = files.get(`${name}.yaml`)
    if (text === undefined) throw new Error(`Expected \`${name}.yaml\` in \`templates/script\``)
    return parse(text) as T
  }

  return {
    sets: read('characters'),
    phrases: read<ReadonlyArray<string>>('phrases').flatMap((line) => line.split(' ')),
    names: read('names'),
    ...read<Regions>('regions')
  }
}
