/** What a piece of evidence is, and how much of it is taken. */

export const evidenceKinds = ['photo', 'video', 'sound', 'document'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

export const kindNames: Readonly<Record<EvidenceKind, string>> = {
  photo: 'Photo',
  video: 'Video',
  sound: 'Sound',
  document: 'Document',
}

/** The way it came in. */
export type EvidenceDoor = 'public_form' | 'status_page' | 'diary' | 'staff' | 'machine' | 'demo'

/** What it is of: a report, a case, or what is still being typed under this submission. */
export type EvidencePlace = { reportId: string } | { caseId: string } | { submissionId: string }

export type EvidenceLimits = {
  /** Bytes of one file. */
  largest: number
  /** Bytes of all files of one report or case. */
  mostBytes: number
  mostFiles: number
}

const mebibyte = 1_048_576
export const usualLimits: EvidenceLimits = {
  largest: 500 * mebibyte,
  mostBytes: 2_000 * mebibyte,
  mostFiles: 20,
}

type AcceptedType = { kind: EvidenceKind; extension: string }
const openXml = 'application/vnd.openxmlformats-officedocument'
const openDocument = 'application/vnd.oasis.opendocument'

/** Everything that is taken, by what is found in the bytes. What is not here is refused: archives, programs, web pages. */
export const acceptedTypes: Readonly<Record<string, AcceptedType>> = {
  'image/jpeg': { kind: 'photo', extension: 'jpg' },
  'image/png': { kind: 'photo', extension: 'png' },
  'image/gif': { kind: 'photo', extension: 'gif' },
  'image/bmp': { kind: 'photo', extension: 'bmp' },
  'image/tiff': { kind: 'photo', extension: 'tif' },
  'image/webp': { kind: 'photo', extension: 'webp' },
  'image/heic': { kind: 'photo', extension: 'heic' },
  'image/heif': { kind: 'photo', extension: 'heif' },
  'image/avif': { kind: 'photo', extension: 'avif' },
  'video/mp4': { kind: 'video', extension: 'mp4' },
  'video/x-m4v': { kind: 'video', extension: 'm4v' },
  'video/quicktime': { kind: 'video', extension: 'mov' },
  'video/webm': { kind: 'video', extension: 'webm' },
  'video/matroska': { kind: 'video', extension: 'mkv' },
  'video/3gpp': { kind: 'video', extension: '3gp' },
  'video/3gpp2': { kind: 'video', extension: '3g2' },
  'video/vnd.avi': { kind: 'video', extension: 'avi' },
  'video/mp2t': { kind: 'video', extension: 'ts' },
  'video/mp1s': { kind: 'video', extension: 'mpg' },
  'audio/mpeg': { kind: 'sound', extension: 'mp3' },
  'audio/wav': { kind: 'sound', extension: 'wav' },
  'audio/x-m4a': { kind: 'sound', extension: 'm4a' },
  'audio/mp4': { kind: 'sound', extension: 'm4a' },
  'audio/ogg': { kind: 'sound', extension: 'ogg' },
  'audio/flac': { kind: 'sound', extension: 'flac' },
  'audio/aac': { kind: 'sound', extension: 'aac' },
  'audio/amr': { kind: 'sound', extension: 'amr' },
  'application/pdf': { kind: 'document', extension: 'pdf' },
  [`${openXml}.wordprocessingml.document`]: { kind: 'document', extension: 'docx' },
  [`${openXml}.spreadsheetml.sheet`]: { kind: 'document', extension: 'xlsx' },
  [`${openDocument}.text`]: { kind: 'document', extension: 'odt' },
  [`${openDocument}.spreadsheet`]: { kind: 'document', extension: 'ods' },
  'text/plain': { kind: 'document', extension: 'txt' },
}

/** Why a file was not kept; the pages have the words. */
export const refusals = [
  'empty',
  'too_large',
  'too_many',
  'too_much',
  'type',
  'archive',
  'macros',
  'packed',
  'pixels',
  'cut_off',
  'full',
] as const
export type EvidenceRefusal = (typeof refusals)[number]

/** What became of one file that was sent: each is answered for itself. */
export type Received =
  | { kind: 'kept'; id: string; name: string }
  /** The same bytes are there already. */
  | { kind: 'known'; name: string }
  | { kind: 'refused'; name: string; because: EvidenceRefusal }
