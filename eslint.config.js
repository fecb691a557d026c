/**
 * What lint keeps: the flow goes one way, rooms are pure, phrases are data.
 * Each rule says why, so that whoever meets it knows where the line belongs.
 */

import js from '@eslint/js'
import globals from 'globals'
import tseslint from 'typescript-eslint'

const rooms = ['read', 'clean', 'annotate', 'style', 'gather', 'compile']
const formats = ['html', 'epub', 'pdf']
/** Rooms beside the flow: as pure as the others, asked by the command line, and by no room. */
const asides = ['check', 'draft', 'explain', 'lock']
const inRooms = [...rooms, ...asides].map((room) => `src/${room}/**`)
const disk = ['child_process', 'cluster', 'fs', 'fs/promises', 'os', 'worker_threads']
const network = ['dgram', 'dns', 'dns/promises', 'http', 'http2', 'https', 'net', 'tls']
/** Globals that do the same. */
const networkGlobals = ['EventSource', 'WebSocket', 'fetch']
const surroundings = [
  'console',
  'module',
  'perf_hooks',
  'process',
  'readline',
  'timers',
  'timers/promises',
  'tty',
  'v8',
  'vm'
]

const withNode = (names) => names.flatMap((name) => [name, `node:${name}`])
const roomPath = (names) => `^\\.{1,2}/(?:\\.\\./)*(?:${names.join('|')})/`

/** Packages that one file adapts for all others. */
const adapters = [
  {name: 'pdfkit', file: 'src/compile/pdf/pdf.ts'},
  {name: 'epub-gen-memory', file: 'src/compile/epub/write-epub.ts'},
  {name: '@resvg/resvg-wasm', file: 'src/io/open-rasterizer.ts'}
]

const diskPaths = withNode(disk).map((name) => ({
  name,
  message: 'Only src/io.ts and src/io/ reach the disk and the system: ask them for a value.'
}))

const worldPaths = [...withNode([...network, ...surroundings]), 'undici'].map((name) => ({
  name,
  message:
    'A room is pure: what it needs from outside comes in as a value, so that the same input gives the same bytes.'
}))

const networkPaths = [...withNode(network), 'undici'].map((name) => ({
  name,
  message: 'Only src/fetch/ reaches the network: a build never does, so that it is the same tomorrow.'
}))

/** Rooms and the disk know nothing of the network; what was fetched is files like any others. */
const noFetch = {
  regex: '^\\.{1,2}/(?:\\.\\./)*fetch/(?!shelf\\.ts$)',
  message: 'Only src/cli/run-fetch.ts calls src/fetch/: a build never reaches the network.'
}

const adapterPaths = (file) =>
  adapters
    .filter((adapter) => adapter.file !== file)
    .map(({name, file}) => ({
      name,
      message: `Only ${file} imports ${name}: it is the adapter, and its traps are known there.`
    }))

/** Imports that a file may not make, by what it is. */
function imports({file, isFetch = false, isIo = false, isRoom = false, mayFetch = isFetch, patterns = []}) {
  const paths = [
    ...(isIo ? [] : diskPaths),
    ...(isRoom ? worldPaths : isFetch ? [] : networkPaths),
    ...adapterPaths(file)
  ]
  return {'no-restricted-imports': ['error', {paths, patterns: mayFetch ? patterns : [...patterns, noFetch]}]}
}

const noRooms = (own) => ({
  regex: roomPath([
    ...rooms.filter((room) => room !== own),
    ...(own === undefined ? [] : asides.filter((room) => room !== own))
  ]),
  message: 'Only src/pipeline.ts imports rooms: rooms meet there, as values of src/model.ts.'
})

const noSiblings = (own) => ({
  regex: roomPath(formats.filter((format) => format !== own)),
  message:
    'The formats are siblings that never meet: what one learns reaches another through src/pipeline.ts.'
})

const impure = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date']",
    message: 'A room has no clock: the date comes in as a value.'
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'A room has no clock: the date comes in as a value.'
  },
  {
    selector:
      'CallExpression[callee.property.name=/^[gs]et(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset)$/]',
    message: 'A local time differs from machine to machine: use the UTC method.'
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'A room has no randomness: derive it from the content.'
  },
  {
    selector:
      "NewExpression[callee.object.name='Intl'][arguments.length=0], CallExpression[callee.object.name='Intl'][arguments.length=0]",
    message: "The machine's locale must not matter: name one."
  },
  {
    selector: 'CallExpression[callee.property.name=/^toLocale/]',
    message:
      "The machine's locale must not matter: use the method without `Locale`, or Intl with a named one."
  },
  {
    selector: "CallExpression[callee.property.name='localeCompare'][arguments.length<2]",
    message: "The machine's locale must not matter: compare with Intl.Collator and a named one."
  },
  {
    selector: "MetaProperty[meta.name='import']",
    message: 'A room does not know where it lies: files come in as values.'
  }
]

const impureGlobals = [
  'console',
  'crypto',
  'performance',
  'process',
  'setImmediate',
  'setInterval',
  'setTimeout',
  ...networkGlobals
]

const noDynamicRoom = {
  selector: `ImportExpression[source.value=/${roomPath(rooms).replaceAll('/', '\\u002f')}/]`,
  message: 'Only src/pipeline.ts imports rooms: rooms meet there, as values of src/model.ts.'
}

/** Own rule: Han letters are data. */
const noHan = {
  meta: {
    type: 'problem',
    messages: {han: 'Phrases are data: put them into src/clean/rules/ or templates/, or write a \\u escape.'},
    schema: []
  },
  create: (context) => ({
    Program() {
      const code = context.sourceCode
      for (const match of code.text.matchAll(/\p{Script=Han}+/gu)) {
        const start = code.getLocFromIndex(match.index)
        context.report({
          loc: {start, end: code.getLocFromIndex(match.index + match[0].length)},
          messageId: 'han'
        })
      }
    }
  })
}

export default tseslint.config(
  {ignores: ['build/', 'dist/', 'tests/**/*.js']},
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    languageOptions: {globals: globals.node},
    linterOptions: {reportUnusedDisableDirectives: 'warn'},
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // tsc looks for them, and knows which are meant.
      '@typescript-eslint/no-unused-vars': 'off',
      // Control characters are what a text has to be rid of.
      'no-control-regex': 'off',
      'prefer-const': 'error',
      eqeqeq: 'error'
    }
  },
  // What runs in pages.
  {files: ['templates/**/*.js'], languageOptions: {globals: globals.browser}},
  {
    files: ['src/**'],
    plugins: {fascicle: {rules: {'no-han': noHan}}},
    rules: {
      'fascicle/no-han': 'error',
      'no-restricted-syntax': ['error', noDynamicRoom],
      ...imports({patterns: [noRooms()]})
    }
  },
  {
    files: ['src/**'],
    ignores: ['src/fetch/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...networkGlobals.map((name) => ({
          name,
          message: 'Only src/fetch/ reaches the network: a build never does, so that it is the same tomorrow.'
        }))
      ]
    }
  },
  {files: ['src/fetch/**'], rules: imports({isFetch: true, patterns: [noRooms()]})},
  {files: ['src/cli/run-fetch.ts'], rules: imports({mayFetch: true, patterns: [noRooms()]})},
  {files: ['src/io.ts', 'src/io/**'], rules: imports({isIo: true, patterns: [noRooms()]})},
  {
    files: ['src/io/open-rasterizer.ts'],
    rules: imports({isIo: true, file: 'src/io/open-rasterizer.ts', patterns: [noRooms()]})
  },
  {files: ['src/pipeline.ts'], rules: {'no-restricted-syntax': 'off', ...imports({})}},
  // The part of the pipeline that a thread of its own runs, and that thread.
  {files: ['src/workshop.ts'], rules: imports({})},
  {files: ['src/worker.ts'], rules: imports({isIo: true, patterns: [noRooms()]})},
  {
    files: inRooms,
    rules: {
      'no-restricted-syntax': ['error', noDynamicRoom, ...impure],
      'no-restricted-globals': [
        'error',
        ...impureGlobals.map((name) => ({
          name,
          message: 'A room is pure: what it needs from outside comes in as a value.'
        }))
      ]
    }
  },
  ...rooms.map((room) => ({
    files: [`src/${room}/**`],
    rules: imports({isRoom: true, patterns: [noRooms(room)]})
  })),
  ...asides.map((room) => ({
    files: [`src/${room}/**`],
    rules: imports({isRoom: true, patterns: [noRooms(room)]})
  })),
  ...formats.map((format) => ({
    files: [`src/compile/${format}/**`],
    rules: imports({isRoom: true, patterns: [noRooms('compile'), noSiblings(format)]})
  })),
  ...adapters.slice(0, 2).map(({file}) => {
    const format = file.split('/')[2]
    return {
      files: [file],
      rules: imports({isRoom: true, file, patterns: [noRooms('compile'), noSiblings(format)]})
    }
  })
)
