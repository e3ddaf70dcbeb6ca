import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import { identifyMachine } from '#domains/feed'
import type { MachineActor } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/database'
import type { Jobs } from '#platform/jobs'
import type { IncidentDoor, SentIncident } from '../incident/incident.ts'
import { CannotTake, keepLetter } from '../incident/keep-letter.ts'
import { receiveIncident } from '../incident/receive-incident.ts'
import { takeReferral } from '../referral/take-referral.ts'
import { type DropFormat, type DropSource, findDropSource } from './drop-source.ts'
import { type DroppedMessage, UnreadableFile } from './dropped-file.ts'
import { fileReaders } from './readers.ts'

/** A file that changed a moment ago may still be on its way: it is left until it has been still for so long. */
const stillForMs = 10_000

export type Dropping = {
  /** Of the web role: what comes by file passes the same policies as what comes by request. */
  web: Database
  jobs: Pick<Jobs, 'emit'>
  clock: Clock
  /** Holds a folder for each source. */
  folder: string
  onError(error: Error): void
}

/** What came of one message, as the answer file tells it. */
type Line = {
  place: number
  number: string
  version: string
  outcome: string
  reference: string
  problem: string
}
const columns = ['place', 'number', 'version', 'outcome', 'reference', 'problem'] as const

/**
 * Takes the files that wait in the folders of all sources. A file is moved to `taken` before it is read and to `done`
 * after; killed in between, it is read again, and each message comes to the same by its source, number and version.
 * @returns how many files were taken
 */
export async function takeDroppedFiles(dropping: Dropping): Promise<number> {
  const folders = await readdir(dropping.folder, { withFileTypes: true }).catch(() => [])
  let taken = 0
  for (const folder of folders.filter((entry) => entry.isDirectory()))
    try {
      taken += await takeFolder(dropping, join(dropping.folder, folder.name))
    } catch (error) {
      // One source's trouble is not another's.
      dropping.onError(new Error(`The folder ${folder.name} could not be taken`, { cause: error }))
    }
  return taken
}

async function takeFolder(dropping: Dropping, folder: string): Promise<number> {
  const source = await findDropSource(folder)
  if (source === undefined) return 0
  const actor = await identifyMachine(dropping.web, `Bearer ${source.token}`)
  if (!actor?.abilities.includes('file_reports'))
    throw new Error('Its token is unknown, has ended or may not file reports')
  const at = (part: string) => join(folder, part)
  await Promise.all(
    ['in', 'taken', 'done', 'refused', 'answers'].map((part) => mkdir(at(part), { recursive: true })),
  )
  for (const name of await filesIn(at('in')))
    if (await isStill(join(at('in'), name), dropping.clock))
      await rename(join(at('in'), name), join(at('taken'), await freeName(at('taken'), name)))
  const names = await filesIn(at('taken'))
  for (const name of names) await takeFile(dropping, { folder, name, source, actor })
  return names.length
}

/** Plain files alone: a link could point anywhere, and senders hide what they have not finished. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !/^\.|\.(part|tmp|filepart)$/i.test(entry.name))
    .map(({ name }) => name)
    .sort()
}

async function isStill(path: string, clock: Clock): Promise<boolean> {
  const { mtimeMs } = await stat(path)
  return clock.now().getTime() - mtimeMs >= stillForMs
}

/** The name, or with a number where a file of that name is being taken already. */
async function freeName(folder: string, name: string): Promise<string> {
  const there = new Set(await readdir(folder))
  for (let copy = 1; ; copy += 1) {
    const wanted = copy === 1 ? name : `${copy}-${name}`
    if (!there.has(wanted)) return wanted
  }
}

type Taking = { folder: string; name: string; source: DropSource; actor: MachineActor }

async function takeFile(dropping: Dropping, { folder, name, source, actor }: Taking): Promise<void> {
  const path = join(folder, 'taken', name)
  const answer = join(folder, 'answers', `${name}.csv`)
  const lines = stringify({
    header: true,
    columns: [...columns],
    record_delimiter: '\r\n',
    escape_formulas: true,
  })
  const written = finished(lines.pipe(createWriteStream(`${answer}.part`)))
  let isWhole = true
  try {
    const messages = fileReaders[source.format](createReadStream(path), {
      source: source.source,
      fileName: name,
      senders: source.senders,
    })
    for await (const message of messages) lines.write(await takeMessage(dropping, source, actor, message))
  } catch (error) {
    if (!(error instanceof UnreadableFile)) {
      lines.end()
      await written
      throw error
    }
    isWhole = false
    lines.write({
      place: '',
      number: '',
      version: '',
      outcome: 'unreadable',
      reference: '',
      problem: error.message,
    })
  }
  lines.end()
  await written
  // The answer first: a file that counts as done has one.
  await rename(`${answer}.part`, answer)
  const end = join(folder, isWhole ? 'done' : 'refused')
  await rename(path, join(end, await freeName(end, name)))
}

const doorOf: Readonly<Record<DropFormat, IncidentDoor>> = {
  csv: 'file_drop',
  json: 'file_drop',
  mait: 'mait',
  email: 'email',
  referral: 'email',
}

async function takeMessage(
  dropping: Dropping,
  { format }: DropSource,
  actor: MachineActor,
  message: DroppedMessage,
): Promise<Line> {
  const { web, jobs, clock } = dropping
  const { place, original } = message
  if ('unreadable' in message)
    return {
      place,
      number: '',
      version: '',
      outcome: 'unreadable',
      reference: '',
      problem: message.unreadable,
    }
  if ('referral' in message) {
    const { referral } = message
    const isNew = await web.withActor(actor, (db) => takeReferral({ db, actor, clock }, referral), {
      repeatable: true,
    })
    return {
      place,
      number: referral.number,
      version: '',
      outcome: isNew ? 'handed_in' : 'unchanged',
      reference: '',
      problem: '',
    }
  }
  if ('forPerson' in message) {
    const { sent, forPerson } = message
    await web.withActor(
      actor,
      (db) =>
        keepLetter(db, {
          organisationId: actor.organisationId,
          door: doorOf[format],
          body: JSON.stringify(sent),
          original,
          failure: new CannotTake('not_valid', forPerson),
        }),
      { repeatable: true },
    )
    return {
      place,
      number: sent.number,
      version: String(sent.version),
      outcome: 'kept_as_letter',
      reference: '',
      problem: forPerson,
    }
  }
  const { number, version } = message.sent as Partial<Pick<SentIncident, 'number' | 'version'>>
  const taken = await web.withActor(
    actor,
    (db) =>
      receiveIncident(
        {
          db,
          actor,
          emit: (event, data) => jobs.emit(db, event, data),
          clock,
          door: doorOf[format],
          original,
        },
        message.sent,
      ),
    { repeatable: true },
  )
  const told = { place, number: String(number ?? ''), version: String(version ?? '') }
  if (taken.taken)
    return {
      ...told,
      outcome: taken.outcome,
      reference: taken.reference ?? '',
      problem: taken.warnings.join('; '),
    }
  const problems = taken.problems.map(({ field, message: what }) => `${field}: ${what}`)
  return {
    ...told,
    outcome: 'kept_as_letter',
    reference: '',
    problem: [taken.because, ...problems].join('; '),
  }
}
