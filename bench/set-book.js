/**
 * Set one book in a process of its own, and print what that took as JSON: CPU time
 * of the whole process, Node's start included, and the most memory it had.
 *
 * Plain JavaScript on what `npm run build` has built, so that no compiler of
 * TypeScript is measured. What makes the digest ready (it comes in as a file) is
 * no work of the composer's, and is taken off its time. typst may come from the
 * `node_modules` of a folder that is named.
 */

import fs from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'
import process from 'node:process'
import v8 from 'node:v8'

const [engine, folder, output, peers = import.meta.dirname] = process.argv.slice(2)
const {bytes, ready} = engine === 'typst' ? await setByTypst() : await setByFascicle()
if (output !== undefined) fs.writeFileSync(output, bytes)
const {maxRSS, systemCPUTime, userCPUTime} = process.resourceUsage()
console.log(
  JSON.stringify({
    seconds: (systemCPUTime + userCPUTime) / 1e6 - ready,
    megabytes: maxRSS / 1024,
    size: bytes.length,
    pages: countPages(bytes)
  })
)

async function setByFascicle() {
  const {loadWorld} = await import('../build/io.js')
  const {compilePdf} = await import('../build/compile/pdf/index.js')
  const {drawCover} = await import('../build/compile/cover/index.js')
  const {openFaces} = await import('../build/compile/faces.js')
  const {readTokens} = await import('../build/compile/theme.js')
  const start = process.cpuUsage()
  const digest = v8.deserialize(fs.readFileSync(path.join(folder, 'digest.bin')))
  const {system, user} = process.cpuUsage(start)
  const {faces, rasterize} = await loadWorld({readRulePacks: () => []})
  const cover = drawCover(digest, readTokens(digest.theme), openFaces(faces))
  const {edition} = await compilePdf(digest, {faces, rasterize, cover})
  return {bytes: edition.bytes, ready: (system + user) / 1e6}
}

async function setByTypst() {
  const require = createRequire(path.resolve(peers, 'peers.js'))
  const {NodeCompiler} = require('@myriaddreamin/typst-ts-node-compiler')
  const compiler = NodeCompiler.create({
    workspace: folder,
    fontArgs: [{fontPaths: [path.join(folder, 'fonts')]}]
  })
  const compiled = compiler.compile({mainFilePath: path.join(folder, 'book.typ')})
  if (!compiled.result) {
    compiled.printErrors()
    throw new Error('Expected a book that typst can set')
  }

  return {bytes: compiler.pdf(compiled.result, {pdfTags: true, creationTimestamp: 0}), ready: 0}
}

function countPages(bytes) {
  const counts = Buffer.from(bytes)
    .toString('latin1')
    .matchAll(/\/Count (\d+)/g)
  return Math.max(0, ...[...counts].map((match) => Number(match[1])))
}
