// The whole suite: types, lint and boundaries, build, then every test. The last line says `N passed, N failed`.
// Arguments go to Vitest and leave out the other steps: `npm test -- src/platform/clock`. After `--long`, properties of
// access are tried many times as often.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from './fingerprint.ts'

type Count = { passed: number; failed: number; skipped: number }

const modules = join(projectFolder, 'node_modules')
const report = join(projectFolder, 'var', 'test', 'report.json')
let running: ReturnType<typeof spawn> | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = true
    if (signal !== 'SIGINT' || !process.stdin.isTTY) running?.kill(signal)
  })
}
let interrupted = false

function run(file: string, programArguments: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    running = spawn(process.execPath, [file, ...programArguments], { cwd: projectFolder, stdio: 'inherit' })
    running.on('exit', (code) => resolve(code === 0))
  })
}

async function step(name: string, file: string, ...programArguments: string[]): Promise<Count> {
  const started = performance.now()
  const passed = await run(file, programArguments)
  console.log(`${passed ? '✓' : '✗'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 }
}

/** Every test is counted; so are a file that cannot be read and a fault outside any test. */
async function tests(filters: string[]): Promise<Count> {
  mkdirSync(join(projectFolder, 'var', 'test'), { recursive: true })
  rmSync(report, { force: true })
  const options = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const succeeded = await run(join(modules, 'vitest', 'vitest.mjs'), [...options, ...filters])
  const found = existsSync(report) ? readReport() : { passed: 0, failed: 0, skipped: 0 }
  return { ...found, failed: succeeded ? found.failed : Math.max(found.failed, 1) }
}

function readReport(): Count {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }: { status: string; assertionResults: { status: string }[] }) =>
      status === 'failed' && assertionResults.every((result) => result.status !== 'failed'),
  ).length
  return {
    passed: numPassedTests,
    failed: numFailedTests + brokenFiles,
    skipped: numPendingTests + numTodoTests,
  }
}

const [first, ...others] = process.argv.slice(2)
const isLong = first === '--long'
if (isLong) process.env.ACCESS_LONG = 'yes'
const filters = isLong || first === undefined ? others : [first, ...others]
const counts: Count[] = []
if (filters.length === 0) {
  const compiler = join(modules, 'typescript', 'bin', 'tsc')
  counts.push(await step('types', compiler, '--project', 'tsconfig.json'))
  counts.push(await step('types in the browser', compiler, '--project', 'browser/tsconfig.json'))
  const linter = join(modules, '@biomejs', 'biome', 'bin', 'biome')
  counts.push(await step('lint and boundaries', linter, 'check', '--error-on-warnings'))
}
counts.push(await step('build', join(import.meta.dirname, 'build.ts')))
if (!interrupted) counts.push(await tests(filters))

const sum = (kind: keyof Count) => counts.reduce((total, count) => total + count[kind], 0)
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''
const failed = sum('failed') + (interrupted ? 1 : 0)
console.log(`${sum('passed')} passed, ${failed} failed${skipped}`)
process.exitCode = failed === 0 ? 0 : 1
