import { join } from 'node:path'
import {
  AdtsOutputFormat,
  ALL_FORMATS,
  Conversion,
  FilePathSource,
  FilePathTarget,
  FlacOutputFormat,
  Input,
  Mp3OutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  type OutputFormat,
  WavOutputFormat,
  WebMOutputFormat,
} from 'mediabunny'
import type { CopiesMade, CopyTask } from './copy-plan.ts'

type Target = { mediaType: string; make: () => OutputFormat }

const mp4 = (mediaType: string): Target => ({
  mediaType,
  // The index before the sound and picture: it plays before all of it has come.
  make: () => new Mp4OutputFormat({ fastStart: 'in-memory' }),
})
const webm = (mediaType: string): Target => ({ mediaType, make: () => new WebMOutputFormat() })

/** In what browsers play it: the same sound and picture in a box without notes. */
export const targets: Readonly<Record<string, Target>> = {
  'video/mp4': mp4('video/mp4'),
  'video/x-m4v': mp4('video/mp4'),
  'video/quicktime': mp4('video/mp4'),
  'video/3gpp': mp4('video/mp4'),
  'video/3gpp2': mp4('video/mp4'),
  'video/mp2t': mp4('video/mp4'),
  'video/webm': webm('video/webm'),
  'video/matroska': webm('video/webm'),
  'audio/x-m4a': mp4('audio/mp4'),
  'audio/mp4': mp4('audio/mp4'),
  'audio/mpeg': { mediaType: 'audio/mpeg', make: () => new Mp3OutputFormat() },
  'audio/wav': { mediaType: 'audio/wav', make: () => new WavOutputFormat() },
  'audio/ogg': { mediaType: 'audio/ogg', make: () => new OggOutputFormat() },
  'audio/flac': { mediaType: 'audio/flac', make: () => new FlacOutputFormat() },
  'audio/aac': { mediaType: 'audio/aac', make: () => new AdtsOutputFormat() },
}

/**
 * Puts sound and picture, as they are, into a new file that browsers play. Titles, places, times, devices and every track
 * that is neither stay behind. What would have to be recoded is left alone.
 */
export async function copyRecording({
  path,
  mediaType,
  folder,
}: CopyTask): Promise<Omit<CopiesMade, 'facts'>> {
  const target = targets[mediaType]
  const none = {
    files: [],
    says: 'No copy could be made: this kind of recording needs ffmpeg, which is not set up.',
  }
  if (target === undefined) return none
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS })
  const made = join(folder, 'copy')
  try {
    const output = new Output({ format: target.make(), target: new FilePathTarget(made) })
    const conversion = await Conversion.init({ input, output, tags: {}, showWarnings: false })
    const lost = conversion.discardedTracks.filter(({ track }) => track.type !== 'subtitle')
    if (!conversion.isValid || lost.length > 0) return none
    await conversion.execute()
  } finally {
    input.dispose()
  }
  return { files: [{ role: 'copy', path: made, mediaType: target.mediaType }], says: '' }
}
