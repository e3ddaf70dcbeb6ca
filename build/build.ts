// Builds what the programs in dist/ need, and only what has changed since the last time.
import { buildBrowser } from './browser.ts'
import { whenStale } from './fingerprint.ts'
import { buildServer } from './server.ts'

const tools = ['package-lock.json', 'package.json', 'build/*.ts', 'tsconfig.json']

const started = performance.now()
try {
  const built = await Promise.all([
    whenStale(
      { record: 'dist/.built-from', inputs: [...tools, 'src/**/*', 'packs/**/*', 'db/*.ts'] },
      buildServer,
    ),
    whenStale({ record: 'dist/public/.built-from', inputs: [...tools, 'browser/**/*'] }, buildBrowser),
  ])
  if (built.includes(true)) console.error(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
} catch (error) {
  // Each fault has been printed with its place already.
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
