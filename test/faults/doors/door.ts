import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto'
import { Jimp } from 'jimp'
import { makeWav } from '../../support/evidence-files.ts'
import { inNorthWest } from '../../support/partnership.ts'
import type { Client, Sent } from './unlucky-client.ts'

/** Where what came by a door is kept, as a query that gives the words of each row. */
export const places = {
  report: `select concat_ws(' ', summary, place_words,
    (select string_agg(answer, ' ') from report_answer where report_id = report.id)) as words from report`,
  draft: 'select answers::text as words from report_draft where submitted_at is null',
  entry: 'select answers::text as words from entry_draft where submitted_at is null',
  message: 'select words from reporter_message',
  diary: 'select what as words from diary_entry',
  evidence: `select encode(sha256, 'hex') as words from evidence_item`,
  version: 'select message as words from incident_version',
  'police log': 'select words from police_log_entry',
  'row of a sheet': `select array_to_string(cells, ' ') as words from referral_row`,
} as const
export type Place = keyof typeof places

/** What the clients of a door go by. */
export type Given = {
  client: Client
  /** Of a machine that may file reports. */
  token: string
  /** The secret of the private page of a report that was filed before. */
  statusSecret: string
  /** Notes what a client was told is done: these words are in one row of the place from now on. */
  acknowledged(words: string, place: Place): void
}

export type Door = {
  name: string
  clients: number
  /** Whose staff signs in for it; nobody for the public and machines. */
  staffOf?: 'council' | 'police'
  /** All that one client does here, each step until it is acknowledged. */
  tell(given: Given): Promise<void>
}

export const newWords = () => `Told once ${randomUUID()}`

/** A place in the county, as hidden fields of forms carry it. */
export const point = { easting: String(inNorthWest.easting), northing: String(inNorthWest.northing) }

export function jsonOf(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Sent {
  return { path, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}
export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** A file that nobody has sent before. */
export type SomeFile = { name: string; bytes: Buffer; hash: string }

const someFile = (name: string, bytes: Buffer): SomeFile => ({
  name,
  bytes,
  hash: createHash('sha256').update(bytes).digest('hex'),
})

export function newSound(): SomeFile {
  const bytes = makeWav(2)
  randomBytes(64).copy(bytes, bytes.length - 64)
  return someFile('noise.wav', bytes)
}

export async function newPhoto(): Promise<SomeFile> {
  const color = randomInt(2 ** 24) * 256 + 255
  const size = { width: 20 + randomInt(40), height: 20 + randomInt(40) }
  return someFile('seen.png', await new Jimp({ ...size, color }).getBuffer('image/png'))
}
