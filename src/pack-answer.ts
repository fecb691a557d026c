/**
 * Pack what a workshop answers into bytes, for another thread or a later build, and unpack it.
 *
 * What comes out is equal to what went in, down to which objects are the same one. Files and
 * messages are instances of classes, which bytes know nothing of: they go as plain values.
 */

import type {Article, Cleaning, Conversion, Evidence, Prose, Reading} from './model.ts'
import {deserialize, serialize} from 'node:v8'
import {VFile, type Data} from 'vfile'
import {VFileMessage} from 'vfile-message'
import type {BuildResult} from './pipeline.ts'

/** What a workshop answers, whatever was asked. */
export type Answer = Reading & Cleaning & Prose & Conversion

/** What stands for a file. */
interface PackedFile {
  readonly history: string[]
  readonly data: Data
  readonly messages: ReadonlyArray<object>
  /** Undefined where it is the article's text. */
  readonly value: VFile['value'] | undefined
}

interface Packed {
  readonly file: PackedFile
  readonly evidence?: Evidence
  readonly article?: Omit<Article, 'file'>
  readonly tree?: NonNullable<Prose['tree']>
  readonly picture?: NonNullable<Conversion['picture']>
}

export function packAnswer(answer: Answer): Uint8Array {
  const {article, evidence, picture, tree} = answer
  const packed: Packed = {
    file: packFile(answer.file, article?.text),
    ...(evidence && {evidence}),
    ...(article && {article: withoutFile(article)}),
    ...(tree && {tree}),
    ...(picture && {picture})
  }
  return serialize(packed)
}

/** @throws Error where the bytes are none of an answer. */
export function unpackAnswer(bytes: Uint8Array): Answer {
  const {article, file: packed, ...rest} = deserialize(bytes) as Packed
  const file = unpackFile(packed, article?.text)
  return {...rest, file, ...(article && {article: {...article, file}})}
}

interface PackedBuild extends Omit<BuildResult, 'files'> {
  readonly files: ReadonlyArray<PackedFile>
}

/** Of the files only what was said of them is kept. */
export function packBuild({files, ...result}: BuildResult): Uint8Array {
  const packed = files.map(({history, messages}) =>
    packFile(Object.assign(new VFile({history}), {messages}), undefined)
  )
  return serialize({...result, files: packed} satisfies PackedBuild)
}

/** @throws Error where the bytes are none of a build. */
export function unpackBuild(bytes: Uint8Array): BuildResult {
  const {files, ...result} = deserialize(bytes) as PackedBuild
  return {...result, files: files.map((file) => unpackFile(file, undefined))}
}

function withoutFile({file: _, ...article}: Article): Omit<Article, 'file'> {
  return article
}

function packFile({data, history, messages, value}: VFile, text: string | undefined): PackedFile {
  return {
    history,
    data,
    messages: messages.map((message) => ({...message})),
    value: value === text ? undefined : value
  }
}

function unpackFile({data, history, messages, value}: PackedFile, text: string | undefined): VFile {
  const known = value ?? text
  const file = new VFile({history, data, ...(known !== undefined && {value: known})})
  for (const message of messages) file.messages.push(Object.assign(new VFileMessage(''), message))
  return file
}
