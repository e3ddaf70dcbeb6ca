// Runs by itself in a thread: a file made to break its reader breaks this and nothing else.
import { parentPort, workerData } from 'node:worker_threads'
import { copyPicture } from './copy-picture.ts'
import { type CopiesMade, type CopyTask, damaged } from './copy-plan.ts'
import { copyRecording } from './copy-recording.ts'
import { copyWithFfmpeg } from './copy-with-ffmpeg.ts'
import { readFacts } from './read-facts.ts'
import { redactCopy } from './redact-copy.ts'

async function makeCopies(task: CopyTask): Promise<CopiesMade> {
  if (task.without !== undefined) {
    const made = await redactCopy(task, task.without).catch(() => ({ files: [], says: damaged }))
    return { ...made, facts: {} }
  }
  // A reader that fails says that the file is not what it seems; what else can be had of it still is.
  const facts = await readFacts(task.path, task.kind).catch(() => ({}))
  const made = await copyByOurselves(task).catch(() => ({ files: [], says: damaged }))
  const needsMore = made.files.length === 0 || task.kind === 'video'
  if (task.ffmpeg === undefined || !needsMore || task.kind === 'document') return { ...made, facts }
  const more = await copyWithFfmpeg(task.ffmpeg, task, { copy: made.files.length === 0 })
  return { files: [...made.files, ...more.files], facts, says: more.says }
}

async function copyByOurselves(task: CopyTask): Promise<Omit<CopiesMade, 'facts'>> {
  if (task.kind === 'photo') return copyPicture(task)
  if (task.kind === 'document')
    return {
      files: [],
      says: 'Documents are not copied: whoever holds the record decides whether others see it as it is.',
    }
  return copyRecording(task)
}

parentPort?.postMessage(await makeCopies(workerData as CopyTask))
