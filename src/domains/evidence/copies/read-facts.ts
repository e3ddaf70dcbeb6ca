import exifr from 'exifr'
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny'
import { z } from 'zod'
import type { EvidenceKind } from '../evidence.ts'
import type { FileFacts } from './copy-plan.ts'

/** What is read of a picture's own notes (Exif 2.32, sections 4.6.5 and 4.6.6), as far as it is what it should be. */
const exifSchema = z.object({
  DateTimeOriginal: z.string().optional().catch(undefined),
  CreateDate: z.string().optional().catch(undefined),
  Make: z.string().optional().catch(undefined),
  Model: z.string().optional().catch(undefined),
  latitude: z.number().min(-90).max(90).optional().catch(undefined),
  longitude: z.number().min(-180).max(180).optional().catch(undefined),
})

/** When, where and with what it was made, as the file has it; what cannot be read is left out. */
export async function readFacts(path: string, kind: EvidenceKind): Promise<FileFacts> {
  if (kind === 'photo') return readPictureFacts(path)
  if (kind === 'video' || kind === 'sound') return readRecordingFacts(path)
  return {}
}

async function readPictureFacts(path: string): Promise<FileFacts> {
  const read: unknown = await exifr.parse(path, { reviveValues: false, gps: true })
  const result = exifSchema.safeParse(read)
  if (!result.success) return {}
  const { DateTimeOriginal, CreateDate, Make, Model, latitude, longitude } = result.data
  return factsOf({
    taken: DateTimeOriginal ?? CreateDate,
    device: [Make, Model],
    position: latitude === undefined || longitude === undefined ? undefined : { latitude, longitude },
  })
}

async function readRecordingFacts(path: string): Promise<FileFacts> {
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS })
  try {
    const { date, raw } = await input.getMetadataTags()
    const text = (...names: readonly string[]) =>
      names.map((name) => raw?.[name]).find((value) => typeof value === 'string')
    return factsOf({
      taken: date?.toISOString(),
      device: [text('com.apple.quicktime.make', '©mak'), text('com.apple.quicktime.model', '©mod')],
      position: positionOf(text('com.apple.quicktime.location.ISO6709', '©xyz')),
    })
  } finally {
    input.dispose()
  }
}

type Told = {
  taken: string | undefined
  device: readonly (string | undefined)[]
  position: FileFacts['position'] | undefined
}

function factsOf({ taken, device, position }: Told): FileFacts {
  // Exif has 2026:10:01 20:15:00.
  const moment = /^(\d{4})[:-](\d{2})[:-](\d{2})[ T](\d{2}):(\d{2}):(\d{2})/.exec(taken ?? '')
  const takenAt = moment && `${moment.slice(1, 4).join('-')}T${moment.slice(4, 7).join(':')}`
  const named = device
    .map((part) => part?.replaceAll(/\p{Cc}/gu, '').trim())
    .filter((part) => part)
    .join(' ')
    .slice(0, 200)
  return {
    ...(takenAt && !Number.isNaN(Date.parse(`${takenAt}Z`)) ? { takenAt } : {}),
    ...(named ? { device: named } : {}),
    ...(position ? { position } : {}),
  }
}

/** ISO 6709 annex H: +53.1234-001.2345+012.3/. */
function positionOf(text: string | undefined): FileFacts['position'] {
  const parts = /^([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)/.exec(text ?? '')
  if (parts === null) return undefined
  const [latitude, longitude] = [Number(parts[1]), Number(parts[2])]
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined
}
