/**
 * List the rules that a plugin asks for: those of its job's packs, or of some of them.
 *
 * A pack whose rules say something else than the others of its job is known by the name of
 * its file; whatever else a job's folder holds, or an editor adds to it, belongs together.
 */

import type {Rule, RulePack} from '../model.ts'

/** Rules of the packs of a job that have a certain name. */
export function listNamed(packs: ReadonlyArray<RulePack>, job: string, name: string): Rule[] {
  return packs.filter((pack) => pack.job === job && nameOf(pack) === name).flatMap((pack) => pack.rules)
}

/** Rules of all packs of a job save those that have certain names (default: none). */
export function listOthers(
  packs: ReadonlyArray<RulePack>,
  job: string,
  names: ReadonlyArray<string> = []
): Rule[] {
  return packs
    .filter((pack) => pack.job === job && !names.includes(nameOf(pack)))
    .flatMap((pack) => pack.rules)
}

function nameOf({path}: RulePack): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.yaml$/, '')
}
