import { build } from 'esbuild'
import { projectFolder } from './fingerprint.ts'

const programs = [
  'src/start.ts',
  'src/cli.ts',
  'build/generate.ts',
  // A thread of its own, started by the worker.
  'src/domains/evidence/copies/copy-thread.ts',
]

/**
 * Bundles each program into one file of `dist/`. Packages stay in node_modules; the project's own
 * `#platform`, `#domains` and `#db` imports are bundled. Each bundle is whole, so a running one is never half replaced.
 */
export async function buildServer(): Promise<void> {
  await build({
    absWorkingDir: projectFolder,
    entryPoints: programs,
    outdir: 'dist',
    entryNames: '[name]',
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
