import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openEvidence } from '#domains/evidence'
import { importPoliceUk } from '#domains/intake'
import { type AreaKind, importAreas } from '#domains/places'
import { asOwner, type Database, openDatabase, projectRoot } from '#platform/database'
import { openFiles } from '#platform/files'
import { type Jobs, openJobs, startWorker } from '#platform/jobs'
import { importPartnership } from '../../src/commands/import-partnership.ts'
import { prepareDatabase } from '../../src/prepare.ts'
import { subscriptions } from '../../src/subscriptions.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { needsRealData, realData } from '../support/real-data.ts'

const { name, isHere } = needsRealData('a real county', 'boundaries-llr', 'police-uk-leicestershire')
const month = join(realData, 'police-uk-leicestershire/2020-01-leicestershire-street.csv')
const rowsOfMonth = 915
const sets: [AreaKind, string, string][] = [
  ['district', 'lad-2013.geojson', 'LAD13'],
  ['ward', 'wards-2013.geojson', 'WD13'],
  ['lsoa', 'lsoa-2011.geojson', 'LSOA11'],
]

describe.skipIf(!isHere)(name, () => {
  let testDatabase: TestDatabase
  let web: Database
  let workerDatabase: Database
  let jobs: Jobs
  let worker: { stop(): Promise<void> }
  const faults: Error[] = []

  beforeAll(async () => {
    testDatabase = await createTestDatabase()
    const { installation } = testDatabase
    await prepareDatabase(installation)
    await asOwner(installation, async (owner) => {
      for (const [kind, file, properties] of sets)
        await importAreas(owner, {
          file: join(realData, 'boundaries-llr', file),
          kind,
          vintage: '2013',
          validFrom: '2013-12-01',
          source: 'test',
          attribution: 'test',
          codeProperty: `${properties}CD`,
          nameProperty: `${properties}NM`,
        })
      await importPartnership(owner, join(projectRoot, 'packs/areas/leicester-leicestershire-rutland.json'))
    })
    web = openDatabase(installation, 'openasb_web')
    workerDatabase = openDatabase(installation, 'openasb_worker')
    jobs = await openJobs(installation, (error) => faults.push(error))
    const files = openFiles({ folder: join(projectRoot, 'var', 'test', 'files') })
    worker = await startWorker(
      installation,
      subscriptions(workerDatabase, files, openEvidence(join(projectRoot, 'var', 'test', 'evidence'))),
      (error) => faults.push(error),
    )
  })
  afterAll(async () => {
    await worker.stop()
    await jobs.stop()
    await web.close()
    await workerDatabase.close()
    await testDatabase.drop()
  })

  const count = (condition: string) =>
    asOwner(testDatabase.installation, async (owner) => {
      const { rows } = await owner.query<{ count: number }>(
        `select count(*)::integer from report where ${condition}`,
      )
      return rows[0]?.count
    })

  test('every incident of a month is filed once, equal rows included, and running it again files nothing', async () => {
    expect(await importPoliceUk({ database: web, jobs }, [month])).toEqual({
      rows: rowsOfMonth,
      filed: rowsOfMonth,
      alreadyFiled: 0,
      withoutPosition: 0,
    })
    expect(await importPoliceUk({ database: web, jobs }, [month])).toMatchObject({
      filed: 0,
      alreadyFiled: rowsOfMonth,
    })
    expect(await count('true')).toBe(rowsOfMonth)
    const distinct = await asOwner(testDatabase.installation, async (owner) => {
      const { rows } = await owner.query<{ count: number }>(
        'select count(distinct (place_words, location::text))::integer from report',
      )
      return rows[0]?.count ?? 0
    })
    expect(distinct).toBeLessThan(rowsOfMonth)
  })

  test('every one of them reaches a queue, with the reason, and those inside a district go by its rule', async () => {
    await expect.poll(() => count(`status = 'filed'`), { timeout: 60_000, interval: 500 }).toBe(0)
    expect(await count(`queue_id is not null and routed_because <> '' and status = 'awaiting_triage'`)).toBe(
      rowsOfMonth,
    )
    const fallback = await count(`routed_because like 'No rule matched%'`)
    expect(fallback).toBe(await count('district_id is null'))
    expect(fallback).toBeLessThan(rowsOfMonth / 50)
    expect(faults).toEqual([])
  })
})
