import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anybody } from '#platform/actor'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { needsRealData, realData } from '../../../test/support/real-data.ts'
import { csvFields } from './csv-records.ts'
import {
  type AreaKind,
  areasAt,
  codeAreas,
  findPlaces,
  importAreas,
  importPostcodes,
  loadAreaFinder,
} from './index.ts'

const boundaries = join(realData, 'boundaries-llr')
const postcodes = join(realData, 'postcodes-llr/postcodes-llr.csv')
const { name, isHere } = needsRealData('real places', 'boundaries-llr', 'postcodes-llr')

const SETS: { kind: AreaKind; file: string; properties: string; areas: number }[] = [
  { kind: 'ward', file: 'wards-2013.geojson', properties: 'WD13', areas: 171 },
  { kind: 'lsoa', file: 'lsoa-2011.geojson', properties: 'LSOA11', areas: 611 },
  { kind: 'district', file: 'lad-2013.geojson', properties: 'LAD13', areas: 9 },
]

describe.skipIf(!isHere)(name, () => {
  let testDatabase: TestDatabase
  let database: Database
  let folder: string

  beforeAll(async () => {
    testDatabase = await createTestDatabase()
    database = openDatabase(testDatabase.installation, 'openasb_web')
    folder = await mkdtemp(join(tmpdir(), 'openasb-real-'))
  })

  afterAll(async () => {
    await database.close()
    await testDatabase.drop()
    await rm(folder, { recursive: true })
  })

  test('every ward, LSOA and district of the county is imported and keeps its size', async () => {
    for (const { kind, file, properties, areas } of SETS) {
      const report = await asOwner(testDatabase.installation, (owner) =>
        importAreas(owner, {
          kind,
          file: join(boundaries, file),
          codeProperty: `${properties}CD`,
          nameProperty: `${properties}NM`,
          vintage: properties.slice(-2),
          source: 'Office for National Statistics',
          attribution: 'Contains National Statistics and OS data © Crown copyright and database right',
          validFrom: '2013-12-31',
        }),
      )
      expect(report).toMatchObject({ featuresRead: areas, areasImported: areas, rejected: [] })
      expect(Math.abs(report.areaAfter / report.areaBefore - 1)).toBeLessThan(0.00002)
      // Leicestershire and Rutland have 2,551 km² by the Standard Area Measurements.
      expect(report.areaAfter / 1e6).toBeGreaterThan(2_540)
      expect(report.areaAfter / 1e6).toBeLessThan(2_560)
    }
  })

  test('99.8 % of the real postcodes are coded to the ward that their file names', async () => {
    const imported = await asOwner(testDatabase.installation, (owner) =>
      importPostcodes(owner, { file: postcodes, vintage: '2014-08' }),
    )
    expect(imported).toMatchObject({ rows: 22_617, imported: 22_617, rejectedRows: 0, withoutPlace: 0 })

    const output = join(folder, 'coded.csv')
    const report = await database.withActor(anybody, async (db) =>
      codeAreas(await loadAreaFinder(db, '2020-01-01'), { input: postcodes, output }),
    )
    expect(report).toMatchObject({ rows: 22_617, withoutPosition: 0 })

    const coded = (await readFile(output, 'utf8')).trimEnd().split('\n').map(csvFields)
    const names = coded[0] ?? []
    const [said, found] = [names.indexOf('admin_ward_code'), names.indexOf('ward_code')]
    const right = coded.slice(1).filter((fields) => fields[said] === fields[found]).length
    expect(right / report.rows).toBeGreaterThanOrEqual(0.998)
  })

  test('a thousand real postcodes get the same areas from the database as from memory', async () => {
    const rows = (await readFile(postcodes, 'utf8')).trimEnd().split('\n').slice(1)
    await database.withActor(anybody, async (db) => {
      const finder = await loadAreaFinder(db, '2020-01-01')
      for (const row of rows.filter((_, line) => line % 22 === 0)) {
        const [, , easting, northing] = csvFields(row).map(Number)
        const point = { easting: easting ?? 0, northing: northing ?? 0 }
        const inMemory = finder.find(point).flatMap((area) => (area ? [area.areaId] : []))
        expect((await areasAt(db, point, '2020-01-01')).map(({ areaId }) => areaId).sort()).toEqual(
          inMemory.sort(),
        )
      }
    })
  })

  test('real places are found by postcode, part of one, and ward', async () => {
    const find = (typed: string) =>
      database.withActor(anybody, async (db) =>
        (await findPlaces(db, typed, '2020-01-01')).map(({ label }) => label),
      )
    expect(await find('le16aa')).toEqual(['LE1 6AA'])
    expect((await find('LE1 6'))[0]).toMatch(/^LE1 6 \(\d+ postcodes\)$/)
    expect(await find('oadby')).toContain('Oadby Grange (ward)')
    expect(await find('belgrave')).toContain('Belgrave (ward)')
  })
})
