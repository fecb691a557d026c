/**
 * Run the command that the arguments name. It is loaded when it is called, so
 * that help is there at once.
 */

import type {Host} from './host.ts'
import {exitCodes} from './host.ts'
import {readArguments} from './read-arguments.ts'
import {usage} from './usage.ts'
import {neutralize} from './neutralize.ts'

/**
 * @param args arguments after the name of the program.
 * @returns the exit code.
 */
export async function runCommand(args: ReadonlyArray<string>, host: Host): Promise<number> {
  const request = readArguments(args)
  switch (request.command) {
    case 'help':
      host.out.write(usage(request.topic))
      return exitCodes.done
    case 'version': {
      const {readVersion} = await import('../io/find-package.ts')
      host.out.write(`${readVersion()}\n`)
      return exitCodes.done
    }

    case 'usage':
      host.err.write(`${neutralize(request.reason)}\n\n${usage(request.topic)}`)
      return exitCodes.refused
    case 'build': {
      const {runBuild} = await import('./run-build.ts')
      return runBuild(request, host)
    }

    case 'check': {
      const {runCheck} = await import('./run-check.ts')
      return runCheck(request, host)
    }

    case 'clean': {
      const {runClean} = await import('./run-clean.ts')
      return runClean(request, host)
    }

    case 'fetch': {
      const {runFetch} = await import('./run-fetch.ts')
      return runFetch(request, host)
    }

    case 'init': {
      const {runInit} = await import('./run-init.ts')
      return runInit(request, host)
    }

    case 'read': {
      const {runRead} = await import('./run-read.ts')
      return runRead(request, host)
    }

    case 'themes': {
      const {runThemes} = await import('./run-themes.ts')
      return runThemes(request, host)
    }

    case 'explain': {
      const {runExplain} = await import('./run-explain.ts')
      return runExplain(request, host)
    }
  }
}
