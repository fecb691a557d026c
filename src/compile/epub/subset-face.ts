/**
 * Cut a face down to the characters that a book uses, with HarfBuzz.
 *
 * HarfBuzz follows the face's own rules from each character to the glyphs that
 * shaping may put in its place, so that ligatures, kerning and vertical forms
 * work as in the whole face. Only the features that text is set with on its own
 * are followed: what a style sheet would have to ask for would cost glyphs that
 * nobody sees. Hints go, too: no screen of a reader is that coarse.
 */

/** @returns the face with these characters and no others, under no name. */
export type Subsetter = (bytes: Uint8Array, codePoints: Iterable<number>) => Uint8Array

/** The functions of HarfBuzz that are called; pointers and tags are numbers. */
interface HarfBuzz {
  readonly memory: {readonly buffer: ArrayBuffer}
  readonly malloc: (size: number) => number
  readonly free: (place: number) => void
  readonly _initialize: () => void
  readonly hb_blob_create: (place: number, length: number, mode: number, data: number, free: number) => number
  readonly hb_blob_destroy: (blob: number) => void
  readonly hb_blob_get_data: (blob: number, length: number) => number
  readonly hb_blob_get_length: (blob: number) => number
  readonly hb_face_create: (blob: number, index: number) => number
  readonly hb_face_destroy: (face: number) => void
  readonly hb_face_reference_blob: (face: number) => number
  readonly hb_set_add: (set: number, value: number) => void
  readonly hb_set_clear: (set: number) => void
  readonly hb_subset_input_create_or_fail: () => number
  readonly hb_subset_input_destroy: (input: number) => void
  readonly hb_subset_input_set: (input: number, kind: number) => number
  readonly hb_subset_input_set_flags: (input: number, flags: number) => void
  readonly hb_subset_or_fail: (face: number, input: number) => number
}

// Of the types that come with Node none knows it.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => {readonly exports: object}
}

// Numbers of `hb_subset_sets_t`, `hb_subset_flags_t` and `hb_memory_mode_t`.
const sets = {unicode: 1, dropTables: 3, names: 4, features: 6} as const
const noHinting = 0x01
const readOnly = 1
// What shaping does unasked: composition, forms by context and language, ligatures, kerning, marks; along vertical
// lines; and the blank of full-width marks, which `text-spacing-trim` takes.
const features =
  'ccmp locl rlig liga clig calt kern mark mkmk vert vrt2 vkrn halt vhal palt vpal chws vchw'.split(' ')
// It names the place of a face in a family by names that are written anew.
const dropped = ['STAT']

/** @param wasm HarfBuzz with its subsetter, as WebAssembly that asks for nothing from outside. */
export function openSubsetter(wasm: Uint8Array): Subsetter {
  const harfBuzz = new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports as HarfBuzz
  harfBuzz._initialize()
  return (bytes, codePoints) => subset(harfBuzz, bytes, codePoints)
}

function subset(harfBuzz: HarfBuzz, bytes: Uint8Array, codePoints: Iterable<number>): Uint8Array {
  const place = harfBuzz.malloc(bytes.length)
  new Uint8Array(harfBuzz.memory.buffer).set(bytes, place)
  const blob = harfBuzz.hb_blob_create(place, bytes.length, readOnly, 0, 0)
  const face = harfBuzz.hb_face_create(blob, 0)
  const input = makeInput(harfBuzz, codePoints)
  const small = harfBuzz.hb_subset_or_fail(face, input)
  if (small === 0) throw new Error('Unexpected tables in a face, expected a whole one')
  const result = harfBuzz.hb_face_reference_blob(small)
  const start = harfBuzz.hb_blob_get_data(result, 0)
  // The memory may have grown since, and is a new one then.
  const cut = new Uint8Array(harfBuzz.memory.buffer).slice(start, start + harfBuzz.hb_blob_get_length(result))
  for (const one of [result, blob]) harfBuzz.hb_blob_destroy(one)
  for (const one of [small, face]) harfBuzz.hb_face_destroy(one)
  harfBuzz.hb_subset_input_destroy(input)
  harfBuzz.free(place)
  return cut
}

function makeInput(harfBuzz: HarfBuzz, codePoints: Iterable<number>): number {
  const input = harfBuzz.hb_subset_input_create_or_fail()
  const fill = (kind: number, values: Iterable<number>) => {
    const set = harfBuzz.hb_subset_input_set(input, kind)
    for (const value of values) harfBuzz.hb_set_add(set, value)
  }

  harfBuzz.hb_subset_input_set_flags(input, noHinting)
  for (const kind of [sets.names, sets.features]) {
    harfBuzz.hb_set_clear(harfBuzz.hb_subset_input_set(input, kind))
  }

  fill(sets.unicode, codePoints)
  fill(sets.features, features.map(toTag))
  fill(sets.dropTables, dropped.map(toTag))
  return input
}

function toTag(name: string): number {
  return [...name].reduce((tag, char) => tag * 0x100 + char.charCodeAt(0), 0)
}
