import { join } from 'node:path'
import {
  ALL_FORMATS,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  FilePathSource,
  FilePathTarget,
  Input,
  Output,
} from 'mediabunny'
import type { Span } from '../redaction/parts.ts'
import type { CopiesMade, CopyTask } from './copy-plan.ts'
import { targets } from './copy-recording.ts'

/**
 * Seconds left out before and after: coders of sound lay a moment over the next, and MP3 keeps some of it in frames
 * before (ISO 11172-3, 2.4.3.4, the bit reservoir).
 */
const margin = 0.5

/** Leaves the packets of these times out of a recording of sound; the copy is shorter by what is gone. */
export async function leaveOutSound(
  { path, mediaType, folder }: CopyTask,
  spans: readonly Span[],
): Promise<Omit<CopiesMade, 'facts'>> {
  const target = targets[mediaType]
  const none = {
    files: [],
    says: 'Parts of this kind of recording are taken out with ffmpeg, which is not set up.',
  }
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS })
  try {
    const track = await input.getPrimaryAudioTrack()
    const codec = track?.codec
    const decoderConfig = await track?.getDecoderConfig()
    if (target === undefined || !track || !codec || !decoderConfig) return none
    const file = { role: 'copy', path: join(folder, 'redaction'), mediaType: target.mediaType } as const
    const output = new Output({ format: target.make(), target: new FilePathTarget(file.path) })
    const source = new EncodedAudioPacketSource(codec)
    output.addAudioTrack(source)
    await output.start()
    let gone = 0
    let isFirst = true
    for await (const packet of new EncodedPacketSink(track).packets()) {
      const [begins, ends] = [packet.timestamp, packet.timestamp + packet.duration]
      if (spans.some(({ from, to }) => begins < to + margin && ends > from - margin)) {
        gone += packet.duration
        continue
      }
      await source.add(
        packet.clone({ timestamp: Math.max(0, begins - gone) }),
        isFirst ? { decoderConfig } : undefined,
      )
      isFirst = false
    }
    if (isFirst) {
      await output.cancel()
      return { files: [], says: 'Nothing of the recording would be left.' }
    }
    await output.finalize()
    return { files: [file], says: '' }
  } finally {
    input.dispose()
  }
}
