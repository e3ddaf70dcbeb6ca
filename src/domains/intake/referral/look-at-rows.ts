import { sql } from 'kysely'
import { judgeRepeat, repeatWeights } from '#domains/cases'
import { readAsbTypes } from '#domains/reports'
import { type Clock, today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { incidentMessageSchema } from '../incident/incident.ts'
import { locateIncident } from '../incident/locate-incident.ts'
import { typeOf } from '../incident/mapping.ts'
import { readMapping } from '../incident/read-mapping.ts'
import { submissionOf } from './file-row.ts'
import { messageOf, referralSource } from './referral.ts'
import type { StoredRow, StoredSheet } from './sheet-store.ts'

/** What a row would come to, before it is brought in. */
export type RowLook = {
  row: StoredRow
  number: string
  narrative: string
  typeLabel: string | undefined
  when: string | undefined
  place: string
  isPlaceFound: boolean
  people: number
  /** Why it cannot be taken as it is, or what will be missing. */
  problems: readonly string[]
  /** Reports that may be about the same, and why. */
  alike: readonly { reference: string; why: string }[]
}

const dayMs = 86_400_000

/** Reads every row as it would be taken, finds its place and looks for reports that may be the same. */
export async function lookAtRows(
  db: Transaction,
  organisationId: number,
  sheet: StoredSheet,
  clock: Clock,
): Promise<RowLook[]> {
  const [types, mapping, known] = await Promise.all([
    readAsbTypes(db, today(clock)),
    readMapping(db, organisationId, referralSource),
    readKnown(db, organisationId, sheet),
  ])
  const codes = new Set(types.map(({ code }) => code))
  const seen = new Map<string, number>()
  const looks: RowLook[] = []
  for (const row of sheet.rows) {
    const read = incidentMessageSchema.safeParse(messageOf(sheet, row))
    if (!read.success) {
      const problems = read.error.issues.map(({ path, message }) => `${path.join(' ')}: ${message}`)
      looks.push({
        row,
        number: '',
        narrative: '',
        typeLabel: undefined,
        when: undefined,
        place: '',
        isPlaceFound: false,
        people: 0,
        problems,
        alike: [],
      })
      continue
    }
    const message = read.data
    const code = typeOf(message, mapping, codes)
    const type = types.find((each) => each.code === code)
    const place = await locateIncident(db, message.location, today(clock))
    const when = message.occurred_from ?? message.received_at
    const before = known.get(message.number)
    const twin = seen.get(message.number)
    seen.set(message.number, row.line)
    const near =
      row.outcome === '' && before === undefined && place.location !== undefined
        ? await findAlike(db, place.location, type?.code, when === undefined ? clock.now() : new Date(when))
        : []
    looks.push({
      row,
      number: message.number.startsWith(sheet.id) ? '' : message.number,
      narrative: message.narrative ?? '',
      typeLabel: type?.label,
      when,
      place: place.words,
      isPlaceFound: place.location !== undefined,
      people: message.people.length,
      problems: [
        ...(twin === undefined ? [] : [`Row ${twin} has the same number: it would be one report`]),
        ...(message.narrative === undefined ? ['Nothing says what happened'] : []),
        ...(type === undefined ? ['The type is not known: it will be filed as not given'] : []),
        ...(place.location === undefined ? place.warnings : []),
      ],
      alike: [
        ...(before === undefined ? [] : [{ reference: before, why: 'brought in before under this number' }]),
        ...near,
      ],
    })
  }
  return looks
}

/** References of what was brought in before under the numbers of the sheet. */
async function readKnown(
  db: Transaction,
  organisationId: number,
  sheet: StoredSheet,
): Promise<ReadonlyMap<string, string>> {
  const numbers = sheet.rows.map((row) => String(messageOf(sheet, row).number))
  const { rows } = await sql<{ number: string; reference: string }>`
    select number, known.reference
    from unnest(${numbers}::text[], ${numbers.map((number) => submissionOf(organisationId, number))}::uuid[])
      as sent (number, submission)
    cross join lateral report_of_submission(submission) as known`.execute(db)
  return new Map(rows.map(({ number, reference }) => [number, reference]))
}

async function findAlike(
  db: Transaction,
  { easting, northing }: { easting: number; northing: number },
  asbType: string | undefined,
  at: Date,
): Promise<{ reference: string; why: string }[]> {
  const { rows } = await sql<{ reference: string; asb_type: string; happened_at: Date; distance_m: number }>`
    select report.reference, report.asb_type, report.occurred_from as happened_at, near.distance_m
    from reports_near_place(point(${easting}, ${northing}), ${repeatWeights.withinMetres},
      ${new Date(at.getTime() - 90 * dayMs)}, 30) as near
    join report on report.id = near.id`.execute(db)
  return rows
    .flatMap(({ reference, asb_type, happened_at, distance_m }) => {
      const judged = judgeRepeat({
        distanceM: distance_m,
        daysApart: Math.abs(at.getTime() - happened_at.getTime()) / dayMs,
        sameType: asb_type === asbType,
        sameNationalType: false,
      })
      return judged.isSuggested ? [{ reference, why: judged.reasons.join(', '), points: judged.points }] : []
    })
    .sort((one, other) => other.points - one.points)
    .slice(0, 3)
    .map(({ reference, why }) => ({ reference, why }))
}
