import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

type Manifest = Readonly<Record<string, string>>

let manifest: Manifest | undefined

/** The address of a built file by its plain name (`styles.css`). Without a build, the plain name itself. */
export function assetUrl(name: string): string {
  manifest ??= readManifest()
  return `/assets/${manifest[name] ?? name}`
}

/** Says whether the build made a file of this name; some scripts bring a style sheet of their own. */
export function hasAsset(name: string): boolean {
  manifest ??= readManifest()
  return name in manifest
}

function readManifest(): Manifest {
  const file = path.join(projectFolder(), 'dist/public/assets/manifest.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** This module runs from `src/` in tests and from `dist/` when built; package.json stands above both. */
function projectFolder(): string {
  let folder = import.meta.dirname
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder)
    if (parent === folder) return folder
    folder = parent
  }
  return folder
}
