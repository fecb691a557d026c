/**
 * Hand out again what the last build made, where nothing has changed since.
 *
 * Only what is made of the folder, the request and this program alone is kept: not what was left out
 * at a limit, which another machine may not meet, nor what was set in faces of the system.
 */

import type {BuildResult} from '../pipeline.ts'
import type {RawFile, World} from '../model.ts'
import type {Cache} from '../io.ts'
import {packBuild, sumInputs, unpackBuild} from '../pipeline.ts'
import type {BuildRequest} from './read-arguments.ts'

/** What a build is made of. */
export interface Made {
  readonly name: string
  readonly files: ReadonlyArray<RawFile>
  readonly request: BuildRequest
  readonly world: World
}

export interface Reused {
  readonly result: BuildResult
  /** Whether it is that of an earlier build. */
  readonly isKnown: boolean
}

/** @param make builds, in a world that tells whether faces of the system were asked for. */
export async function reuseBuild(
  cache: Cache,
  {files, name, request, world}: Made,
  make: (world: World) => Promise<BuildResult>
): Promise<Reused> {
  const {booklet, formats, limits, pages, site, theme} = request
  const look = theme === undefined ? undefined : world.theme(theme)
  const facts = [name, sumInputs(files), {booklet, formats, limits, pages, site, theme}, world.date]
  const key = cache.sum(['build', ...facts, look && [look.tokens, ...look.files]])
  const known = cache.find(key, unpackBuild)
  if (known) return {result: known, isKnown: true}
  let isOfSystem = false
  const result = await make({
    ...world,
    findFaces(family) {
      isOfSystem = true
      return world.findFaces(family)
    }
  })
  if (result.outcome === 'built' && result.skipped.length === 0 && !isOfSystem)
    cache.keep(key, packBuild(result))
  return {result, isKnown: false}
}
