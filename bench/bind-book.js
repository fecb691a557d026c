/**
 * Bind one digest as EPUB in a process of its own: plain JavaScript on what
 * `npm run build` has built, so that no compiler of TypeScript is measured. What
 * makes the digest ready (it comes in as a file) is no work of the format's: the
 * CPU time that it took, in seconds, is printed, to be taken off.
 */

import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import {pathToFileURL} from 'node:url'
import v8 from 'node:v8'

const [build, input, output] = process.argv.slice(2)
const load = (file) => import(pathToFileURL(path.join(build, file)).href)
const {loadWorld} = await load('io.js')
const {compileEpub} = await load('compile/epub/index.js')
const {drawCover} = await load('compile/cover/index.js')
const {openFaces} = await load('compile/faces.js')
const {readTokens} = await load('compile/theme.js')
const start = process.cpuUsage()
const digest = v8.deserialize(fs.readFileSync(input))
const {system, user} = process.cpuUsage(start)
const {faces, rasterize, templates} = await loadWorld({readRulePacks: () => []})
const cover = drawCover(digest, readTokens(digest.theme), openFaces(faces))
const {bytes} = await compileEpub(digest, {cover, rasterize, templates: templates('epub')})
fs.writeFileSync(output, bytes)
console.log((system + user) / 1e6)
