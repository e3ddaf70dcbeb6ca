import { type FiledReport, type Filing, fileReport, type NewReport } from '#domains/reports'
import { system } from '#platform/actor'
import { recordAudit } from '#platform/audit'
import { addDays, londonInstant } from '#platform/clock'
import type { Database } from '#platform/database'
import { isNearGreatBritain, isOnGrid, toGrid } from '#platform/geography'
import { newSecret } from '#platform/ids'
import type { Jobs } from '#platform/jobs'
import { submissionIdOf } from '../idempotency.ts'
import { type PoliceUkIncident, readPoliceUk } from './read-police-uk.ts'

export type PoliceUkImportReport = {
  rows: number
  filed: number
  /** Filed by an earlier run of the same file. */
  alreadyFiled: number
  /** Without a usable position; filed with their words. */
  withoutPosition: number
}

type Importing = { database: Database; jobs: Pick<Jobs, 'emit'>; progress?: (line: string) => void }

const batchSize = 100

/**
 * Files the anti-social behaviour of data.police.uk's street-level files as reports, by the same command as any door:
 * a baseline to compare with. Duplicate rows are separate incidents and all are kept; running it again files nothing
 * twice, because file and line are the submission.
 */
export async function importPoliceUk(
  { database, jobs, progress = () => {} }: Importing,
  files: readonly string[],
): Promise<PoliceUkImportReport> {
  const report: PoliceUkImportReport = { rows: 0, filed: 0, alreadyFiled: 0, withoutPosition: 0 }
  for (const file of files) {
    let batch: PoliceUkIncident[] = []
    for await (const incident of readPoliceUk(file)) {
      batch.push(incident)
      if (batch.length < batchSize) continue
      await fileBatch({ database, jobs }, batch, report)
      batch = []
    }
    await fileBatch({ database, jobs }, batch, report)
    progress(`${file}: ${report.rows} rows so far, ${report.filed} filed`)
  }
  return report
}

async function fileBatch(
  { database, jobs }: Importing,
  batch: readonly PoliceUkIncident[],
  report: PoliceUkImportReport,
): Promise<void> {
  if (batch.length === 0) return
  const filed = await database.withActor(
    system,
    async (db) => {
      const emit: Filing['emit'] = (event, data) => jobs.emit(db, event, data)
      const filings: FiledReport[] = []
      for (const incident of batch) {
        filings.push(await fileReport({ db, actor: system, emit }, toReport(incident)))
      }
      await recordAudit(
        db,
        system,
        'collect',
        filings
          .filter(({ isNew }) => isNew)
          .map(({ id }) => ({ kind: 'report', id, summary: 'data.police.uk import' })),
        'import',
      )
      return filings
    },
    { repeatable: true },
  )
  report.rows += batch.length
  report.filed += filed.filter(({ isNew }) => isNew).length
  report.alreadyFiled += filed.filter(({ isNew }) => !isNew).length
  report.withoutPosition += batch.filter((incident) => locate(incident) === undefined).length
}

/** Points are snapped to the nearest of a list of map points, up to some hundred metres away (data.police.uk/about). */
const snappedWithinM = 150

function toReport(incident: PoliceUkIncident): NewReport {
  const firstDay = `${incident.month}-01`
  const nextMonth = `${addDays(firstDay, 31).slice(0, 7)}-01`
  const location = locate(incident)
  return {
    submissionId: submissionIdOf('police.uk', incident.source),
    // Nobody is given this link: the rows have no reporter.
    statusSecret: newSecret(),
    channel: 'import',
    source: incident.source,
    asbType: 'unspecified',
    occurrence: 'once',
    occurredFrom: londonInstant(firstDay, '00:00'),
    occurredTo: londonInstant(nextMonth, '00:00'),
    placeWords: incident.place,
    ...(location ? { location: { ...location, precisionM: snappedWithinM } } : {}),
  }
}

function locate({ longitude, latitude }: PoliceUkIncident) {
  if (!isNearGreatBritain({ longitude, latitude })) return undefined
  const point = toGrid({ longitude, latitude })
  return isOnGrid(point) ? point : undefined
}
