import { join } from 'node:path'
import { type Files, openFiles } from '#platform/files'
import { type EvidenceLimits, usualLimits } from './evidence.ts'
import { openUploads, type Uploads } from './receive/open-uploads.ts'
import { openClamd, type Scanner } from './scan/clamd.ts'

/** What an operator may set (docs/runbooks/evidence.md). */
export type EvidenceSettings = {
  limits?: Partial<EvidenceLimits>
  /** Bytes that stay free on the disk. */
  keepFree?: number
  /** Where clamd listens: `tcp://host:3310`, or `unix:/run/clamav/clamd.ctl`. */
  clamd?: string | undefined
  /** The program that makes copies of what the product cannot by itself. */
  ffmpeg?: string | undefined
  /** How long it may take for one file, in milliseconds. */
  ffmpegLongestMs?: number
}

/** Where evidence is kept, how much of it is taken, and what looks at it. */
export type EvidenceStore = {
  files: Files
  uploads: Uploads
  limits: EvidenceLimits
  scanner: Scanner | undefined
  ffmpeg: string | undefined
  ffmpegLongestMs: number
  /** Where copies are made before they are whole. */
  workFolder: string
  /** How many files are being received at this moment. */
  receiving: { count: number }
}

const mebibyte = 1_048_576

/** Opens the store of one partnership; the folder is made when the first file comes. */
export function openEvidence(folder: string, settings: EvidenceSettings = {}): EvidenceStore {
  const limits = { ...usualLimits, ...settings.limits }
  const keepFree = settings.keepFree ?? 256 * mebibyte
  return {
    // One byte more: that a file is too large is noticed by whoever counts it as it comes.
    files: openFiles({ folder: join(folder, 'files'), largest: limits.largest + 1, keepFree }),
    uploads: openUploads({ folder: join(folder, 'uploads'), keepFree }),
    limits,
    scanner: settings.clamd === undefined ? undefined : openClamd(settings.clamd),
    ffmpeg: settings.ffmpeg,
    ffmpegLongestMs: settings.ffmpegLongestMs ?? 15 * 60_000,
    workFolder: join(folder, 'work'),
    receiving: { count: 0 },
  }
}
