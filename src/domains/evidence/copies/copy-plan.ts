import type { EvidenceKind } from '../evidence.ts'
import type { RedactionParts } from '../redaction/parts.ts'

/** What the thread that makes copies is given. */
export type CopyTask = {
  path: string
  mediaType: string
  kind: EvidenceKind
  /** A folder of its own, where what it makes is put. */
  folder: string
  ffmpeg: string | undefined
  /** How long ffmpeg may take for one file, in milliseconds. */
  longestMs: number
  /** What is taken out of a copy that somebody asked for; without it the usual copies are made. */
  without?: RedactionParts
}

export type MadeFile = { role: 'copy' | 'thumbnail'; path: string; mediaType: string }

/** What the file itself tells of when, where and with what it was made. */
export type FileFacts = {
  /** Local time of the device, `YYYY-MM-DDTHH:MM:SS`, as nothing says its time zone. */
  takenAt?: string
  position?: { longitude: number; latitude: number }
  device?: string
}

export type CopiesMade = {
  files: readonly MadeFile[]
  facts: FileFacts
  /** Why there is no copy, in words for those who work on the record; empty where there is one. */
  says: string
}

/** Pixels that are decoded at most: at about 20 bytes each, half a gigabyte. */
export const mostDecodedPixels = 25_000_000
/** The longer side of a copy and of a thumbnail, in pixels. */
export const copySide = 2_560
export const thumbnailSide = 320

/** Shown with what was made of it alone, when something in it could not be read. */
export const damaged = 'No copy could be made: the file is damaged, cut off or of an unusual kind.'
export const tookTooLong = 'No copy could be made: it took too long.'
