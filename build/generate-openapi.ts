import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { projectFolder } from './fingerprint.ts'

/** Bundled before it is run, because the routes bring pages (TSX) with them. */
const program = `
  import { apiRoutes } from './api.ts'
  import { describeApi, openApiRoute } from '#platform/openapi'
  export const document = describeApi([...apiRoutes, openApiRoute(apiRoutes)])`

/** The API's description as it is committed, for who builds against it without running the service. */
export async function describePublishedApi(): Promise<string> {
  const outfile = join(projectFolder, 'dist', `published-api-${process.pid}.js`)
  await build({
    absWorkingDir: projectFolder,
    stdin: { contents: program, resolveDir: join(projectFolder, 'src'), loader: 'ts' },
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    logLevel: 'warning',
  })
  try {
    const { document } = (await import(pathToFileURL(outfile).href)) as { document: unknown }
    return `${JSON.stringify(document, null, 2)}\n`
  } finally {
    await rm(outfile)
  }
}
