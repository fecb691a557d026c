/**
 * Open a workshop whose articles are read and cleaned in other threads, within limits.
 *
 * An article at which a limit is met is left out, with a message that names the limit; no other
 * loses by it.
 */

import type {Limits, RawFile, RulePack, Workshop, World} from '../model.ts'
import type {Job} from '../worker.ts'
import os from 'node:os'
import {VFile} from 'vfile'
import {unpackAnswer, type Answer} from '../pack-answer.ts'
import type {Cache} from './open-cache.ts'
import {openPool, type Allowance} from './open-pool.ts'
import {megabytes} from './read-plain-file.ts'

// All that follows holds unless other limits are given; docs/limits.md says how it was found.
const defaultSize = 32
const defaultDepth = 100
// For each megabyte that an article has; one of common size takes less than a second.
const secondsEach = 4
const leastSeconds = 10
const mostSeconds = 40
// Five megabytes of prose fit in two thirds of it; beyond, a thread may grow too fast to be ended alone.
const memory = 384
// A megabyte of plain prose fits in; two that fill theirs take no more than one that works alone.
const sharedMemory = 192

export interface WorkshopOptions {
  readonly rules: ReadonlyArray<RulePack>
  /** Those that are not the default. */
  readonly limits?: Partial<Limits>
  /** Threads that there may be at once (default: one for each core). */
  readonly threads?: number
}

/** A workshop that converts pictures, too. */
export interface FullWorkshop extends Workshop, Pick<World, 'convertPicture'> {}

export interface OpenedWorkshop extends FullWorkshop {
  /** The same workshop, which looks first at what a cache knows, and keeps there what it makes. */
  readonly remember: (cache: Cache) => FullWorkshop
}

export function openWorkshop(options: WorkshopOptions): OpenedWorkshop {
  const {rules, threads = os.availableParallelism()} = options
  const {limits = {}} = options
  const size = sizeLimit(limits)
  const depth = limits.depth ?? defaultDepth
  const allow = (raw: RawFile) => allowFor(raw.bytes.length, limits)
  const shared = Math.min(sharedMemory, limits.memory ?? memory)
  const {rest, run} = openPool({rules, allow, shared, most: threads})
  return {...serve(), remember: serve}

  function serve(cache?: Cache): FullWorkshop {
    return {
      read: (raw, order) => work({kind: 'read', raw, order: {...order, depth}}, cache),
      clean: (raw, order) => work({kind: 'clean', raw, order: {...order, depth}}, cache),
      parse: (raw) => work({kind: 'parse', raw, order: {}}, cache),
      rest,
      async convertPicture({bytes, ...picture}, bounds) {
        const raw = {path: picture.name, bytes}
        return work({kind: 'convert', raw, order: {picture, bounds}}, cache)
      }
    }
  }

  async function work(job: Job, cache: Cache | undefined): Promise<Answer> {
    const {kind, raw} = job
    // Of pictures the larger ones are left out before they come here.
    if (kind !== 'convert' && raw.bytes.length > size * 2 ** 20) return leaveOut(job, 'size', size)
    const key = cache?.keyOf(job)
    const known = key === undefined ? undefined : cache?.find(key, unpackAnswer)
    if (known) return known
    const outcome = await run(job)
    if ('limit' in outcome) {
      const {megabytes, seconds} = allow(raw)
      return leaveOut(job, outcome.limit, outcome.limit === 'memory' ? megabytes : seconds)
    }

    if (key !== undefined) cache?.keep(key, outcome.bytes)
    return unpackAnswer(outcome.bytes)
  }
}

/** Megabytes that an article may have. */
export function sizeLimit({size = defaultSize}: Partial<Limits>): number {
  return size
}

function allowFor(bytes: number, limits: Partial<Limits>): Allowance {
  const ofSize = Math.min(mostSeconds, Math.max(leastSeconds, secondsEach * megabytes(bytes)))
  return {
    seconds: limits.time ?? ofSize,
    megabytes: limits.memory ?? memory
  }
}

const things: Readonly<Record<Job['kind'], {readonly name: string; readonly work: string}>> = {
  clean: {name: 'article', work: 'read and clean'},
  convert: {name: 'picture', work: 'decode or draw'},
  parse: {name: 'text', work: 'read'},
  read: {name: 'article', work: 'read and clean'}
}
const needs = {
  memory: (limit: number, {kind}: Job) =>
    `Unexpected ${things[kind].name} that takes more than ${limit} MB of memory, expected less`,
  size: (limit: number, {kind, raw}: Job) =>
    `Unexpected ${things[kind].name} of ${megabytes(raw.bytes.length)} MB, expected at most ${limit} MB`,
  time: (limit: number, {kind}: Job) =>
    `Unexpected ${things[kind].name} that takes more than ${limit} s to ${things[kind].work}, expected less`
}

function leaveOut(job: Job, name: keyof typeof needs, limit: number): {file: VFile} {
  const file = new VFile({path: job.raw.path})
  const message = file.message(`${needs[name](limit, job)}; left it out`, {ruleId: name, source: 'limits'})
  message.fatal = true
  message.note = `Another limit is set by \`--limit ${name}=${2 * limit}\`.`
  return {file}
}
