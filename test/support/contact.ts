import { fileReport, type NewReport } from '#domains/reports'
import { routeReports } from '#domains/triage'
import { anybody, system } from '#platform/actor'
import { asOwner, type Installation, openDatabase } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import { inNorthWest } from './partnership.ts'

export type Filed = { id: string; reference: string; secret: string }

/** Files a report of noise in Northholme and routes it, as the public form and the worker do. */
export async function fileAndRoute(
  installation: Installation,
  given: Partial<NewReport> = {},
): Promise<Filed> {
  const web = openDatabase(installation, 'openasb_web', { connections: 1 })
  const worker = openDatabase(installation, 'openasb_worker', { connections: 1 })
  const secret = newSecret()
  const now = new Date()
  try {
    const filed = await web.withActor(anybody, (db) =>
      fileReport(
        { db, actor: anybody, emit: async () => {} },
        {
          submissionId: newId(),
          statusSecret: secret,
          channel: 'public_form',
          asbType: 'noise',
          summary: 'Drums every night',
          occurrence: 'once',
          occurredFrom: now,
          occurredTo: now,
          location: { ...inNorthWest, precisionM: 10 },
          ...given,
        },
      ),
    )
    await worker.withActor(system, (db) => routeReports(db, system, [filed.id]))
    return { id: filed.id, reference: filed.reference, secret }
  } finally {
    await Promise.all([web.close(), worker.close()])
  }
}

/** Rows as the owner sees them. */
export async function rowsOf<Row>(
  installation: Installation,
  statement: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  return asOwner(installation, async (owner) => {
    const { rows } = await owner.query(statement, [...values])
    return rows as Row[]
  })
}
