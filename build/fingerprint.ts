import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of the project, whatever the working directory is. */
export const projectFolder = join(import.meta.dirname, '..')

/** One value for the names and contents of every file the patterns match, tests left out. */
export function fingerprint(patterns: string[]): string {
  const hash = createHash('sha256')
  const files = globSync(patterns, { cwd: projectFolder }).sort()
  for (const file of files) {
    if (/\.test\.tsx?$/.test(file) || !statSync(join(projectFolder, file)).isFile()) continue
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(projectFolder, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * Runs `make` unless it has already run to its end on the same input. The record stands beside the output: both go together.
 * @returns whether it ran
 */
export async function whenStale(
  step: { record: string; inputs: string[] },
  make: () => Promise<void>,
): Promise<boolean> {
  const record = join(projectFolder, step.record)
  const current = fingerprint(step.inputs)
  const previous = existsSync(record) ? readFileSync(record, 'utf8') : ''
  if (previous === current) return false
  await make()
  mkdirSync(dirname(record), { recursive: true })
  writeFileSync(record, current)
  return true
}
