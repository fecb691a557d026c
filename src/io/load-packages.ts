/** Find the versions of the packages that this one stands on, as they are installed. */

import fs from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'
import {ownPath} from './find-package.ts'

interface PackageManifest {
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
}

const require = createRequire(import.meta.url)

/** @returns versions by the names of packages, sorted; of one that is not there, none. */
export function loadPackages(): ReadonlyMap<string, string> {
  const names = Object.keys(read(ownPath('package.json'))?.dependencies ?? {}).sort()
  return new Map(
    names.flatMap((name) => {
      const version = findVersion(name)
      return version === undefined ? [] : [[name, version] as const]
    })
  )
}

// Few packages export their own manifest; it lies where Node would look for them.
function findVersion(name: string): string | undefined {
  const folders = require.resolve.paths(name) ?? []
  for (const folder of folders) {
    const manifest = read(path.join(folder, name, 'package.json'))
    if (manifest) return manifest.version
  }
}

function read(file: string): PackageManifest | undefined {
  if (!fs.existsSync(file)) return
  return JSON.parse(fs.readFileSync(file, 'utf8')) as PackageManifest
}
