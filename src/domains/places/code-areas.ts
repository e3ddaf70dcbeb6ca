import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { type GridPoint, isNearGreatBritain, isOnGrid, toGrid } from '#platform/geography'
import type { AreaFinder } from './area-finder.ts'
import { csvField, csvFields, readCsvRecords } from './csv-records.ts'
import type { Progress } from './import-areas.ts'
import type { CodedArea } from './place.ts'

export type AreaCoding = {
  /** Path of a CSV file with a header. */
  input: string
  /** Path of the CSV file to write: the input's columns, then code, name and vintage of every kind of area. */
  output: string
  /** Names of the columns that hold the position; found by their usual names when left out. */
  columns?: { easting: string; northing: string } | { longitude: string; latitude: string }
}

export type AreaCodingReport = {
  rows: number
  /** Rows in at least one area. */
  coded: number
  /** Rows with a position that is in no area. */
  outside: number
  /** Rows whose position is missing, no number or not in Great Britain. */
  withoutPosition: number
  seconds: number
}

const EASTINGS = ['easting', 'eastings', 'oseast1m', 'east1m', 'x']
const NORTHINGS = ['northing', 'northings', 'osnrth1m', 'north1m', 'y']
const LONGITUDES = ['longitude', 'lon', 'lng', 'long']
const LATITUDES = ['latitude', 'lat']

type Position = (fields: readonly string[]) => GridPoint | undefined

/**
 * Codes the points of a CSV file to areas, streaming in bounded memory. Rows come out in order, their own columns exactly
 * as they came. The output appears under its name only when it is whole. Throws RangeError when no columns hold positions.
 */
export async function codeAreas(
  finder: AreaFinder,
  { input, output, columns }: AreaCoding,
  progress: Progress = () => {},
): Promise<AreaCodingReport> {
  const startedAt = performance.now()
  const report: AreaCodingReport = { rows: 0, coded: 0, outside: 0, withoutPosition: 0, seconds: 0 }
  const unfinished = `${output}.unfinished`
  let nextProgress = 100_000
  async function* code(source: AsyncIterable<string>): AsyncGenerator<string> {
    let positionOf: Position | undefined
    for await (const records of readCsvRecords(source)) {
      let text = ''
      for (const record of records) {
        if (positionOf === undefined) {
          const header = record.replace(/^\uFEFF/, '')
          positionOf = findPosition(csvFields(header), columns)
          text += `${header}${finder.kinds.map((kind) => `,${kind}_code,${kind}_name,${kind}_vintage`).join('')}\n`
        } else text += `${record}${codeRow(positionOf(csvFields(record)), finder, report)}\n`
      }
      if (report.rows >= nextProgress) {
        progress(`Coded ${report.rows.toLocaleString('en-GB')} rows`)
        nextProgress += 100_000
      }
      yield text
    }
  }
  try {
    const source = createReadStream(input, { encoding: 'utf8', highWaterMark: 1 << 18 })
    await pipeline(source, code, createWriteStream(unfinished))
    await rename(unfinished, output)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  report.seconds = (performance.now() - startedAt) / 1000
  return report
}

function codeRow(point: GridPoint | undefined, finder: AreaFinder, report: AreaCodingReport): string {
  report.rows += 1
  if (!point) {
    report.withoutPosition += 1
    return ',,,'.repeat(finder.kinds.length)
  }
  const areas = finder.find(point)
  if (areas.every((area) => area === undefined)) report.outside += 1
  else report.coded += 1
  return areas.map(cellsOf).join('')
}

const cells = new WeakMap<CodedArea, string>()

function cellsOf(area: CodedArea | undefined): string {
  if (!area) return ',,,'
  const known = cells.get(area)
  if (known !== undefined) return known
  const made = `,${csvField(area.code)},${csvField(area.name)},${csvField(area.vintage)}`
  cells.set(area, made)
  return made
}

function findPosition(header: readonly string[], columns: AreaCoding['columns']): Position {
  const names = header.map((name) => name.trim().toLowerCase())
  const placeOf = (wanted: readonly string[]) =>
    names.findIndex((name) => wanted.includes(name.toLowerCase()))
  const pair = (first: readonly string[], second: readonly string[]) => {
    const places = [placeOf(first), placeOf(second)] as const
    return places[0] >= 0 && places[1] >= 0 ? places : undefined
  }
  const wanted = columns && Object.values(columns).map((name) => [name.trim().toLowerCase()])
  const isDegrees = columns && 'longitude' in columns
  const grid = isDegrees ? undefined : pair(wanted?.[0] ?? EASTINGS, wanted?.[1] ?? NORTHINGS)
  const globe = columns && !isDegrees ? undefined : pair(wanted?.[0] ?? LONGITUDES, wanted?.[1] ?? LATITUDES)
  if (grid) return (fields) => gridPoint(numberIn(fields[grid[0]]), numberIn(fields[grid[1]]))
  if (globe) return (fields) => globePoint(numberIn(fields[globe[0]]), numberIn(fields[globe[1]]))
  throw new RangeError(
    `No columns for easting and northing or longitude and latitude among: ${header.join(', ')}`,
  )
}

function gridPoint(easting: number, northing: number): GridPoint | undefined {
  // Code-Point Open and the ONS Postcode Directory write 0, 0 for an unknown place.
  const isKnown = isOnGrid({ easting, northing }) && (easting > 0 || northing > 0)
  return isKnown ? { easting, northing } : undefined
}

function globePoint(longitude: number, latitude: number): GridPoint | undefined {
  return isNearGreatBritain({ longitude, latitude }) ? toGrid({ longitude, latitude }) : undefined
}

function numberIn(text: string | undefined): number {
  const trimmed = text?.trim()
  return trimmed ? Number(trimmed) : Number.NaN
}
