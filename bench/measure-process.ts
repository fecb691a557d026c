/**
 * What the benches share: a process measured together with all that it starts,
 * medians, and a line of a table.
 *
 * Everything comes from Linux's /proc. CPU time is what the kernel has counted for
 * the process and the children that it waited for; a browser leaves some of its own
 * unwaited for, so the tree is looked at while it runs, too, and the larger of both
 * figures is taken. Memory is the peak of a process that runs alone as the kernel
 * knows it; where several run at once, the most that their proportional shares (PSS,
 * which counts a page that two of them share once) added up to.
 */

import {spawn} from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

export interface Cost {
  /** CPU time, of the user's and the system's side. */
  readonly seconds: number
  /** From the start to the end. */
  readonly wall: number
  /** Most memory at any time. */
  readonly megabytes: number
}

interface Options {
  readonly cwd?: string
  /** What is set beside this process's own environment. */
  readonly env?: Readonly<Record<string, string>>
}

interface Tree {
  /** Looks once more. */
  readonly look: () => void
  readonly sum: () => {seconds: number; megabytes: number}
}

/** Linux shows times in these, on every machine. */
const ticksOfSecond = 100
/** Between two looks at a tree: long enough that looking costs it nothing. */
const interval = 50
/** Characters of what a process says last, for whoever has to mend it. */
const lastWords = 2000

/** Run a command to its end, and throw where it does not end well. */
export async function measureProcess(
  [program = '', ...parameters]: ReadonlyArray<string>,
  {cwd, env}: Options = {}
): Promise<Cost & {printed: string}> {
  const others = new Set(listProcesses())
  const before = readTimes('self').ofChildren
  const start = performance.now()
  const child = spawn(program, parameters, {
    ...(cwd === undefined ? {} : {cwd}),
    env: {...process.env, ...env},
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const tree = watchTree(child.pid, others)
  const timer = setInterval(tree.look, interval)
  let [printed, said, wall] = ['', '', 0]
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-lastWords)))
  child.on('exit', function () {
    wall = (performance.now() - start) / 1000
    tree.look()
  })
  const ended = new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  const code = await ended.finally(() => clearInterval(timer))
  if (code !== 0) throw new Error(`Unexpected exit code ${code} of \`${program}\`: ${said}`)

  const {megabytes, seconds} = tree.sum()
  const waited = (readTimes('self').ofChildren - before) / ticksOfSecond
  return {seconds: Math.max(waited, seconds), wall, megabytes, printed}
}

/** Path of the first of these programs that is installed. */
export function findProgram(...names: ReadonlyArray<string>): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  return names
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((program) => fs.existsSync(program))
}

/** Median of each figure on its own. */
export function medianOf<Figures extends Readonly<Record<keyof Figures, number>>>(
  runs: ReadonlyArray<Figures>
): Figures {
  const [first] = runs
  if (!first) throw new Error('Expected at least one run')
  const medians = Object.keys(first).map(function (name) {
    const values = runs.map((run) => run[name as keyof Figures]).sort((a, b) => a - b)
    return [name, values[Math.floor(values.length / 2)]]
  })
  return Object.fromEntries(medians) as Figures
}

/** A line of a table as wide as it is on a terminal. */
export function formatRow(name: string, ...figures: ReadonlyArray<string>): string {
  return [name.padEnd(32), ...figures.map((figure) => figure.padStart(10))].join('')
}

/** @param others processes that were there before, none of which is of the tree. */
function watchTree(root: number | undefined, others: Set<number>): Tree {
  const ticks = new Map<number, number>()
  let [alone, together] = [0, 0]
  const look = () => {
    const alive: number[] = []
    for (const pid of listProcesses()) {
      if (others.has(pid)) continue
      try {
        const {own, parent} = readTimes(pid)
        if (pid === root || ticks.has(pid) || ticks.has(parent)) {
          ticks.set(pid, own)
          alive.push(pid)
          alone = Math.max(alone, readKilobytes(pid, 'status', 'VmHWM'))
        } else others.add(pid)
      } catch {
        // It has ended while it was looked at; what it took till the last look is kept.
      }
    }

    if (alive.length > 1) together = Math.max(together, sumShares(alive))
  }

  const sum = () => ({
    seconds: [...ticks.values()].reduce((all, own) => all + own, 0) / ticksOfSecond,
    megabytes: Math.max(alone, together) / 1024
  })
  return {look, sum}
}

function sumShares(processes: ReadonlyArray<number>): number {
  let kilobytes = 0
  for (const pid of processes) {
    try {
      kilobytes += readKilobytes(pid, 'smaps_rollup', 'Pss')
    } catch {
      // It has ended.
    }
  }

  return kilobytes
}

/** Processes of the machine, the older ones first. */
function listProcesses(): number[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
}

/** Ticks of a process and of the children that it has waited for. */
function readTimes(pid: number | 'self'): {parent: number; own: number; ofChildren: number} {
  const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name, which may hold anything, ends at the last bracket.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const field = (index: number) => Number(fields[index])
  return {parent: field(1), own: field(11) + field(12), ofChildren: field(13) + field(14)}
}

function readKilobytes(pid: number, file: string, name: string): number {
  const text = fs.readFileSync(`/proc/${pid}/${file}`, 'utf8')
  return Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(text)?.[1] ?? 0)
}
