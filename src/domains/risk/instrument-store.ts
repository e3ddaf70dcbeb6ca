import type { ClientBase } from 'pg'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type Instrument, instrumentSchema } from './instrument.ts'

/**
 * Publishes instruments as the owner; doing it again changes nothing. Throws when a published version would change:
 * assessments were made by it, so another wording, score or band is a new version.
 */
export async function publishInstruments(owner: ClientBase, instruments: readonly unknown[]): Promise<void> {
  for (const instrument of instruments.map((each) => instrumentSchema.parse(each))) {
    const { code, version, validFrom } = instrument
    const content = JSON.stringify(instrument)
    await owner.query(
      `insert into risk_instrument (code, version, valid_from, content) values ($1, $2, $3, $4)
       on conflict (code, version) do nothing`,
      [code, version, validFrom, content],
    )
    const { rowCount } = await owner.query(
      'select from risk_instrument where code = $1 and version = $2 and valid_from = $3 and content = $4',
      [code, version, validFrom, content],
    )
    if (rowCount !== 1)
      throw new Error(
        `Version ${version} of ${code} is published and may not change: add version ${version + 1}`,
      )
  }
}

/** The instruments in force on a day, each in its latest version. */
export async function readInstruments(db: Transaction, day: LocalDate): Promise<Instrument[]> {
  const rows = await db
    .selectFrom('risk_instrument')
    .distinctOn('code')
    .select('content')
    .where('valid_from', '<=', day)
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute()
  return rows.map(({ content }) => instrumentSchema.parse(content))
}

/** One version of an instrument, also one that has been followed by another. */
export async function findInstrument(
  db: Transaction,
  code: string,
  version: number,
): Promise<Instrument | undefined> {
  const row = await db
    .selectFrom('risk_instrument')
    .select('content')
    .where('code', '=', code)
    .where('version', '=', version)
    .executeTakeFirst()
  return row && instrumentSchema.parse(row.content)
}
