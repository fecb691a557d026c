/**
 * Load the world of a build: everything from outside that the rooms ask for,
 * as values.
 */

import type {RulePack, World} from '../model.ts'
import {convertPicture} from './convert-picture.ts'
import {findSystemFaces} from './find-system-faces.ts'
import {loadFaces} from './load-faces.ts'
import {loadTemplates, openLabels, listThemes, openThemes} from './load-templates.ts'
import {openRasterizer} from './open-rasterizer.ts'
import {loadPackages} from './load-packages.ts'
import {loadRules} from './load-rules.ts'
import {loadSubsetter} from './load-subsetter.ts'
import {readVersion} from './find-package.ts'

export interface WorldOptions {
  /** Reader of rule packs, which is a room's and so is handed in. */
  readonly readRulePacks: (files: ReadonlyArray<{path: string; text: string}>) => ReadonlyArray<RulePack>
  /** ISO 8601 date for digests without one, such as that of `SOURCE_DATE_EPOCH`. */
  readonly date?: string | undefined
  /** Path of a folder that is a theme of the user's. */
  readonly theme?: string | undefined
}

/** @throws VFileMessage where a part of this package is missing. */
export async function loadWorld(options: WorldOptions): Promise<World> {
  const faces = loadFaces()
  const upright = faces.filter((face) => face.weight === 400)
  return {
    theme: openThemes(options.theme),
    themes: listThemes(),
    labels: openLabels(),
    templates: loadTemplates,
    rules: options.readRulePacks(loadRules()),
    faces,
    findFaces: findSystemFaces,
    subsetter: loadSubsetter,
    rasterize: await openRasterizer(upright),
    convertPicture,
    date: options.date,
    version: readVersion(),
    packages: loadPackages
  }
}
