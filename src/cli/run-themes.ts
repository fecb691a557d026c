/**
 * Run `fascicle themes`: say which themes there are, and set the specimen in
 * them, so that one sees what one chooses.
 */

import type {VFile} from 'vfile'
import type {BuildResult} from '../pipeline.ts'
import type {Theme} from '../model.ts'
import type {Host} from './host.ts'
import type {ThemesRequest} from './read-arguments.ts'
import {VFileMessage} from 'vfile-message'
import {listThemes, loadSpecimen, loadWorld, openThemes, saveEditions} from '../io.ts'
import {build, describeTheme, readRulePacks, type ThemeDescription} from '../pipeline.ts'
import {exitCodes} from './host.ts'
import {suggest} from './read-arguments.ts'
import {showProgress} from './show-progress.ts'
import {neutralize} from './neutralize.ts'
import {fileOf, writeReport} from './write-report.ts'
import {writeJson} from './write-json.ts'

interface Described {
  /** As the user named it: a theme, or a folder. */
  readonly named: string
  readonly description: ThemeDescription
}

/** @returns the exit code. */
export async function runThemes(request: ThemesRequest, host: Host): Promise<number> {
  try {
    const names = request.names.length > 0 ? request.names : listThemes()
    const themes = names.map((named) => ({named, description: describe(named, open(named))}))
    if (request.preview === undefined) {
      for (const one of themes) host.out.write(request.json ? writeRecord(one) : write(one))
      return exitCodes.done
    }

    return await preview(themes, request.preview, host)
  } catch (error) {
    if (!(error instanceof VFileMessage)) throw error
    writeReport([fileOf(error)], '', host.err)
    return exitCodes.refused
  }
}

function open(name: string): Theme {
  const theme = openThemes(name)(name)
  if (theme) return theme
  throw refusal(`Unexpected theme \`${name}\`, ${suggest(name, listThemes())}, or a folder`)
}

function describe(name: string, theme: Theme): ThemeDescription {
  try {
    return describeTheme(theme)
  } catch (error) {
    // What a theme of one's own lacks.
    if (error instanceof TypeError) throw refusal(`${error.message}, in \`${name}\``)
    throw error
  }
}

function refusal(reason: string): VFileMessage {
  const message = new VFileMessage(reason, {ruleId: 'theme', source: 'cli'})
  message.fatal = true
  return message
}

function write({named, description: {faces, idea, pages}}: Described): string {
  const shown = pages.map(
    ({columns, height, name, notes, width}) =>
      `  ${name.padEnd(8)}${`${width} \u00d7 ${height} mm`.padEnd(18)}${columns === 1 ? 'one column' : 'two columns'}, notes at the ${notes}\n`
  )
  const families = [...new Set(Object.values(faces))].join(', ')
  return neutralize(`${named}`) + `\n  ${neutralize(idea)}\n  ${neutralize(families)}\n${shown.join('')}\n`
}

function writeRecord({named, description}: Described): string {
  return writeJson({theme: named, ...description})
}

async function preview(themes: ReadonlyArray<Described>, out: string, host: Host): Promise<number> {
  const specimen = loadSpecimen()
  const results: BuildResult[] = []
  const files: VFile[] = []
  for (const {named, description} of themes) {
    const world = await loadWorld({readRulePacks, theme: named})
    const progress = showProgress(host, description.name)
    try {
      const folder = {name: description.name, files: specimen}
      const pages = description.pages[0]?.name
      const options = {theme: named, ...(pages !== undefined && {pages}), onStep: progress.step}
      results.push(await build(folder, world, options))
    } finally {
      progress.end()
    }
  }

  files.push(...results.flatMap((result) => result.files))
  writeReport(files, '', host.err)
  if (results.some(({outcome}) => outcome === 'refused')) return exitCodes.refused
  await host.turn()
  const paths = await saveEditions(out, results)
  host.seal()
  for (const path of paths) host.out.write(`${path}\n`)
  return exitCodes.done
}
