/**
 * A thread that reads and cleans articles, and converts their pictures: what a pool of them runs (`io/open-pool.ts`).
 *
 * It is told its rules once, says when it can begin, and answers one question after the other.
 */

import type {CleanOrder, Picture, RawFile, ReadOrder, RulePack, World} from './model.ts'
import {cpuUsage} from 'node:process'
import {parentPort, workerData} from 'node:worker_threads'
import {packAnswer} from './pack-answer.ts'
import {openBench} from './workshop.ts'

/** What is to be done with a raw file. */
export type Job =
  | {readonly kind: 'read'; readonly raw: RawFile; readonly order: ReadOrder}
  | {readonly kind: 'clean'; readonly raw: RawFile; readonly order: CleanOrder}
  | {readonly kind: 'parse'; readonly raw: RawFile; readonly order: object}
  | {readonly kind: 'convert'; readonly raw: RawFile; readonly order: ConvertOrder}

/** How a picture is converted; its bytes are those of the file. */
export interface ConvertOrder {
  readonly picture: Omit<Picture, 'bytes'>
  readonly bounds: Parameters<World['convertPicture']>[1]
}

/** A job as it is sent: files are other objects here, and so are known by numbers. */
export type Question = Job & {readonly number: number}

/** What a thread says of a job. */
export interface Reply {
  /** A packed answer; undefined where there was no room for it. */
  readonly bytes?: Uint8Array<ArrayBuffer>
  /** Milliseconds of work. */
  readonly spent: number
  /** What was thrown: a bug. */
  readonly failure?: Error
}

/** What a thread is started with. */
export interface Equipment {
  readonly rules: ReadonlyArray<RulePack>
  /** Bytes of files whose trees are kept until they are cleaned. */
  readonly keptBytes: number
}

const {keptBytes, rules} = workerData as Equipment
const bench = openBench(rules)
const held = new Map<number, RawFile>()
let heldBytes = 0

parentPort?.on('message', async function (question: Question) {
  const begin = {time: performance.now(), usage: cpuUsage()}
  const tell = (reply: Omit<Reply, 'spent'>, moved: ArrayBuffer[] = []) =>
    parentPort?.postMessage({...reply, spent: measure(begin)} satisfies Reply, moved)
  try {
    // Of its own buffer, so that it moves whole.
    const bytes = new Uint8Array(await work(question))
    tell({bytes}, [bytes.buffer])
  } catch (error) {
    // The stack, a text, or a set has grown beyond what there can be.
    if (error instanceof RangeError) tell({})
    else tell({failure: error instanceof Error ? error : new Error(String(error))})
  }
})

parentPort?.postMessage('ready')

// On a machine with other things to do much of the time goes by in waiting.
function measure({time, usage}: {time: number; usage: NodeJS.CpuUsage}): number {
  const {system, user} = cpuUsage(usage)
  return Math.min(performance.now() - time, (system + user) / 1000)
}

function work(question: Question): Uint8Array | Promise<Uint8Array> {
  const {number} = question
  if (question.kind === 'parse') return packAnswer(bench.parse(question.raw))
  if (question.kind === 'convert') return convert(question)
  const raw = held.get(number) ?? question.raw
  if (question.kind === 'clean') {
    if (held.delete(number)) heldBytes -= raw.bytes.length
    return packAnswer(bench.clean(raw, question.order))
  }

  hold(number, raw)
  return packAnswer(bench.read(raw, question.order))
}

async function convert({order: {bounds, picture}, raw: {bytes}}: Extract<Question, {kind: 'convert'}>) {
  // Loaded when needed: few digests have a picture that is to be converted.
  const {convertPicture} = await import('./io/convert-picture.ts')
  return packAnswer(await convertPicture({...picture, bytes}, bounds))
}

// One that is never cleaned gives way to what comes later.
function hold(number: number, raw: RawFile): void {
  if (held.has(number) || raw.bytes.length > keptBytes) return
  held.set(number, raw)
  heldBytes += raw.bytes.length
  for (const [first, {bytes}] of held) {
    if (heldBytes <= keptBytes) break
    held.delete(first)
    heldBytes -= bytes.length
  }
}
