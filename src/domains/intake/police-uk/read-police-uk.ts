import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { z } from 'zod'

const rowSchema = z.object({
  Month: z.string().regex(/^\d{4}-\d{2}$/),
  'Reported by': z.string(),
  Longitude: z.string(),
  Latitude: z.string(),
  Location: z.string(),
  'LSOA code': z.string(),
  'Crime type': z.string(),
})

/** One anti-social behaviour row of a street-level file. */
export type PoliceUkIncident = {
  /** File and line: the row's only identity, for these rows have no crime id and many are alike to the letter. */
  source: string
  month: string
  longitude: number
  latitude: number
  /** "On or near Hobill Close". */
  place: string
  lsoaCode: string
}

/**
 * The anti-social behaviour rows of a data.police.uk street-level CSV file, plain or gzipped. Equal rows are separate
 * incidents at one snapped point and all come out. Throws SyntaxError when the file has other columns.
 */
export async function* readPoliceUk(file: string): AsyncGenerator<PoliceUkIncident> {
  const parser = parse({ columns: true, bom: true, relax_column_count: true, info: true })
  const source = createReadStream(file)
  const unpacked = file.endsWith('.gz') ? source.pipe(createGunzip()) : source
  for (const stream of [source, unpacked]) stream.on('error', (error: Error) => parser.destroy(error))
  for await (const { record, info } of unpacked.pipe(parser)) {
    const row = rowSchema.safeParse(record)
    if (!row.success) throw new SyntaxError(`${file} is not a street-level file of data.police.uk`)
    if (row.data['Crime type'] !== 'Anti-social behaviour') continue
    yield {
      source: `${basename(file).replace(/\.gz$/, '')} line ${info.lines}`,
      month: row.data.Month,
      longitude: Number(row.data.Longitude),
      latitude: Number(row.data.Latitude),
      place: row.data.Location,
      lsoaCode: row.data['LSOA code'],
    }
  }
}
