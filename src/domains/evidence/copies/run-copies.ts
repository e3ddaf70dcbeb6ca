import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { newId } from '#platform/ids'
import { type CopiesMade, type CopyTask, damaged, tookTooLong } from './copy-plan.ts'

/** The product runs from its bundles, the tests from the source. */
const isBundled = !import.meta.url.endsWith('.ts')
const program = new URL(isBundled ? './copy-thread.js' : './copy-thread.ts', import.meta.url)
const mostMemoryMb = 768
/** For what we do ourselves; ffmpeg ends by its own limit, for it would outlive its thread. */
const ourLongestMs = 120_000

/**
 * Makes the copies of one file in a thread with its own memory and an end to its time, and gives them to `use` before they
 * are removed.
 */
export async function withCopies<T>(
  task: Omit<CopyTask, 'folder'>,
  workFolder: string,
  use: (made: CopiesMade) => Promise<T>,
): Promise<T> {
  const folder = join(workFolder, newId())
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    return await use(await runThread({ ...task, folder }))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function runThread(task: CopyTask): Promise<CopiesMade> {
  return new Promise((resolve, reject) => {
    const none = (says: string) => resolve({ files: [], facts: {}, says })
    const thread = new Worker(program, {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb },
      // What a library prints about a file is nobody's log.
      stdout: true,
      stderr: true,
    })
    const longest = ourLongestMs + (task.ffmpeg === undefined ? 0 : task.longestMs)
    const timer = setTimeout(() => {
      none(tookTooLong)
      void thread.terminate()
    }, longest)
    thread.once('message', (made: CopiesMade) => resolve(made))
    thread.once('error', (error) => {
      // Without its program it is our installation that is damaged, not the file.
      if ('code' in error && error.code === 'ERR_MODULE_NOT_FOUND') reject(error)
      none(damaged)
    })
    thread.once('exit', () => {
      clearTimeout(timer)
      none(damaged)
    })
  })
}
