import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  type CopiesMade,
  type CopyTask,
  copySide,
  damaged,
  type MadeFile,
  thumbnailSide,
  tookTooLong,
} from './copy-plan.ts'

const run = promisify(execFile)

/**
 * Has the operator's ffmpeg make what the product cannot by itself: recodes what browsers do not play, draws a still of a
 * video. It opens the one file and nothing else: no other file, no address on a network. After `longestMs` for all of it, it
 * is killed, and what it made whole until then stands.
 */
export async function copyWithFfmpeg(
  ffmpeg: string,
  { path, kind, folder, longestMs }: CopyTask,
  wanted: { copy: boolean },
): Promise<Omit<CopiesMade, 'facts'>> {
  const end = AbortSignal.timeout(longestMs)
  const call = async (role: MadeFile['role'], mediaType: string, ...how: readonly string[]) => {
    const made = join(folder, role)
    const input = ['-nostdin', '-v', 'error', '-protocol_whitelist', 'file', '-i', path]
    const clean = ['-map_metadata', '-1', '-map_chapters', '-1', '-dn', '-sn']
    const limits = { signal: end, killSignal: 'SIGKILL', maxBuffer: 1_048_576 } as const
    try {
      await run(ffmpeg, [...input, ...clean, ...how, '-y', made], limits)
      const { size } = await stat(made)
      return size > 0 ? [{ role, path: made, mediaType }] : []
    } catch {
      // One that was killed or gave up left half a file or none.
      return []
    }
  }
  const within = (side: number) =>
    `scale='min(${side},iw)':'min(${side},ih)':force_original_aspect_ratio=decrease`
  const still = (role: MadeFile['role'], side: number) =>
    call(role, 'image/jpeg', '-frames:v', '1', '-vf', within(side), '-c:v', 'mjpeg', '-f', 'image2')
  const even = 'scale=trunc(iw/2)*2:trunc(ih/2)*2,format=yuv420p'
  const copy = {
    photo: () => still('copy', copySide),
    video: () =>
      call(
        'copy',
        'video/mp4',
        '-vf',
        even,
        '-c:v',
        'libx264',
        '-c:a',
        'aac',
        '-movflags',
        '+faststart',
        '-f',
        'mp4',
      ),
    sound: () => call('copy', 'audio/mp4', '-vn', '-c:a', 'aac', '-movflags', '+faststart', '-f', 'mp4'),
    document: async () => [],
  }
  const files = [
    ...(wanted.copy ? await copy[kind]() : []),
    ...(kind === 'photo' || kind === 'video' ? await still('thumbnail', thumbnailSide) : []),
  ]
  const hasCopy = !wanted.copy || files.some(({ role }) => role === 'copy')
  return { files, says: hasCopy ? '' : end.aborted ? tookTooLong : damaged }
}
