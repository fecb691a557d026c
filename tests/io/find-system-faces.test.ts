/** Faces of a system, found by the names that they say. */

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import type {FaceFile} from '../../src/model.ts'
import {findFaces} from '../../src/io/find-system-faces.ts'
import {loadFaces} from '../../src/io/load-faces.ts'

let folder: string
let bytes: Uint8Array

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'faces-'))
  bytes = (loadFaces().find((face) => face.family === 'Newsreader') as FaceFile).read()
  fs.mkdirSync(path.join(folder, 'in', 'deep'), {recursive: true})
  fs.writeFileSync(path.join(folder, 'in', 'deep', 'z.ttf'), bytes)
  fs.writeFileSync(path.join(folder, 'in', 'a.TTF'), bytes)
  fs.writeFileSync(path.join(folder, 'in', 'page.txt'), bytes)
  // A collection says where its faces lie; this one has the face behind its head.
  fs.writeFileSync(path.join(folder, 'c.ttc'), collect(bytes))
  fs.writeFileSync(path.join(folder, 'none.otf'), 'no face at all')
  fs.writeFileSync(path.join(folder, 'empty.ttf'), '')
  fs.writeFileSync(path.join(folder, 'cut.ttf'), bytes.subarray(0, 100))
  fs.writeFileSync(path.join(folder, 'wild.ttf'), Buffer.alloc(4096, 0xff))
})

afterAll(() => {
  fs.rmSync(folder, {recursive: true})
})

function collect(face: Uint8Array): Uint8Array {
  const head = Buffer.alloc(16)
  head.write('ttcf')
  head.writeUInt32BE(1, 8)
  head.writeUInt32BE(16, 12)
  const moved = Buffer.from(face)
  for (let at = 12; at < 12 + moved.readUInt16BE(4) * 16; at += 16)
    moved.writeUInt32BE(moved.readUInt32BE(at + 8) + 16, at + 8)
  return Buffer.concat([head, moved])
}

test('finds the files of a family by path, in folders and collections, in any case of its name', () => {
  const found = findFaces('newsreader', [folder, path.join(folder, 'in'), path.join(folder, 'missing')])
  expect(found.map((file) => path.relative(folder, file.path))).toEqual([
    'c.ttc',
    path.join('in', 'a.TTF'),
    path.join('in', 'deep', 'z.ttf')
  ])
  expect(Buffer.from(found[1]?.bytes ?? []).equals(bytes)).toBe(true)
})

test('finds nothing by a part of a name', () => {
  expect(findFaces('News', [folder])).toEqual([])
  expect(findFaces('', [folder])).toEqual([])
})
