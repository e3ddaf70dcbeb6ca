import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { projectFolder } from './fingerprint.ts'

const programs = ['start', 'web', 'worker', 'cli']

/**
 * Bundles each program of `src/` into one file of `dist/`. Packages stay in node_modules; the project's own
 * `#platform`, `#domains` and `#db` imports are bundled. Each bundle is whole, so a running one is never half replaced.
 */
export async function buildServer(): Promise<void> {
  const entryPoints = programs
    .map((name) => `src/${name}.ts`)
    .filter((file) => existsSync(join(projectFolder, file)))
  await build({
    absWorkingDir: projectFolder,
    entryPoints,
    outdir: 'dist',
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    sourcemap: true,
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    logLevel: 'warning',
  })
}
