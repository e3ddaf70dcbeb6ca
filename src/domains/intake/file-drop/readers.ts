import { readEmail } from '../email/read-email.ts'
import { readReferral } from '../referral/read-referral.ts'
import type { DropFormat } from './drop-source.ts'
import type { FileReader } from './dropped-file.ts'
import { readCsv } from './read-csv.ts'
import { readJson } from './read-json.ts'
import { readMaitFile } from './read-mait-file.ts'

/** What reads the files of each format. */
export const fileReaders: Readonly<Record<DropFormat, FileReader>> = {
  csv: readCsv,
  json: readJson,
  mait: readMaitFile,
  email: readEmail,
  referral: readReferral,
}
