import { execFile } from 'node:child_process'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Jimp } from 'jimp'
import type { Area, RedactionParts, Span } from '../redaction/parts.ts'
import { type CopiesMade, type CopyTask, damaged, type MadeFile, tookTooLong } from './copy-plan.ts'
import { leaveOutSound } from './leave-out-sound.ts'

type Made = Omit<CopiesMade, 'facts'>
const mode = { mode: 0o600 }
const black = 0x00_00_00_ff

/** Makes a copy of `path` without these parts; what is taken out is nowhere in the new file. */
export async function redactCopy(task: CopyTask, parts: RedactionParts): Promise<Made> {
  if (parts.kind === 'areas') return blackOutAreas(task, parts.areas)
  if (parts.kind === 'lines') return leaveOutLines(task, parts.spans)
  if (task.ffmpeg !== undefined) return blankTimes(task.ffmpeg, task, parts.spans)
  if (task.kind === 'sound') return leaveOutSound(task, parts.spans)
  return { files: [], says: 'Parts of a video are taken out with ffmpeg, which is not set up.' }
}

const made = (task: CopyTask, mediaType: string): MadeFile => ({
  role: 'copy',
  path: join(task.folder, 'redaction'),
  mediaType,
})

/** Paints over the pixels and draws the picture anew: a new file of pixels alone, with nothing beneath the black. */
async function blackOutAreas(task: CopyTask, areas: readonly Area[]): Promise<Made> {
  const picture = await Jimp.read(await readFile(task.path))
  const { width, height } = picture.bitmap
  for (const area of areas) {
    const left = Math.floor((area.left / 100) * width)
    const top = Math.floor((area.top / 100) * height)
    const right = Math.min(width, Math.ceil(((area.left + area.width) / 100) * width))
    const below = Math.min(height, Math.ceil(((area.top + area.height) / 100) * height))
    for (let y = top; y < below; y += 1)
      for (let x = left; x < right; x += 1) picture.setPixelColor(black, x, y)
  }
  const isPng = task.mediaType === 'image/png'
  const drawn = isPng ? picture.getBuffer('image/png') : picture.getBuffer('image/jpeg', { quality: 85 })
  const file = made(task, isPng ? 'image/png' : 'image/jpeg')
  await writeFile(file.path, await drawn, mode)
  return { files: [file], says: '' }
}

/** Each line goes as a whole, so that nobody can tell from its length what it said. */
async function leaveOutLines(task: CopyTask, spans: readonly Span[]): Promise<Made> {
  const lines = (await readFile(task.path, 'utf8')).split(/\r\n|\r|\n/)
  const kept = lines.map((line, at) =>
    spans.some(({ from, to }) => at + 1 >= from && at + 1 <= to) ? '[taken out]' : line,
  )
  const file = made(task, 'text/plain')
  await writeFile(file.path, kept.join('\n'), mode)
  return { files: [file], says: '' }
}

const run = promisify(execFile)

/**
 * Recodes the recording with black and silence in the place of these times: it stays as long as it was, so that times that
 * are named elsewhere stay true.
 */
async function blankTimes(ffmpeg: string, task: CopyTask, spans: readonly Span[]): Promise<Made> {
  const isVideo = task.kind === 'video'
  const file = made(task, isVideo ? 'video/mp4' : 'audio/mp4')
  const during = spans.map(({ from, to }) => `between(t,${from},${to})`).join('+')
  const end = AbortSignal.timeout(task.longestMs)
  const how = [
    ...['-nostdin', '-v', 'error', '-protocol_whitelist', 'file', '-i', task.path],
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-dn', '-sn'],
    ...(isVideo
      ? [
          '-vf',
          `drawbox=color=black:t=fill:enable='${during}',scale=trunc(iw/2)*2:trunc(ih/2)*2,format=yuv420p`,
        ]
      : ['-vn']),
    ...(isVideo ? ['-c:v', 'libx264'] : []),
    ...['-af', `volume=volume=0:enable='${during}'`, '-c:a', 'aac'],
    ...['-movflags', '+faststart', '-f', 'mp4', '-y', file.path],
  ]
  try {
    await run(ffmpeg, how, { signal: end, killSignal: 'SIGKILL', maxBuffer: 1_048_576 })
    const { size } = await stat(file.path)
    return size > 0 ? { files: [file], says: '' } : { files: [], says: damaged }
  } catch {
    return { files: [], says: end.aborted ? tookTooLong : damaged }
  }
}
