import { sql } from 'kysely'
import type { ClientBase } from 'pg'
import { z } from 'zod'
import { type LocalDate, localDateSchema } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import delivered from '../../../../packs/law/case-cadence.json' with { type: 'json' }
import { bands } from '../instrument.ts'

const code = z.string().regex(/^[a-z][a-z0-9_]*$/)
const days = z.int().positive()

/** After how many updates without an answer, and within how many days, those who lead are nudged. */
export const nudgeSchema = z.object({ afterUpdates: z.int().positive(), withinDays: days })

/** How often risk is assessed again and signed off, and victims are contacted. */
export const cadenceSchema = z
  .object({
    /** Who signs off, the lowest level first. */
    levels: z.array(z.object({ code, label: z.string().min(1) })).min(1),
    /** Days after a case was opened by which it is assessed. */
    firstAssessmentDays: days,
    rescoreDays: z.object({ standard: days, medium: days, high: days }),
    /** Days after the assessment was due from which it is stale, and somebody is called. */
    staleAfterDays: days,
    signOffs: z.array(z.object({ band: z.enum(bands), level: code, everyDays: days })),
    /** The instrument that is offered first, by the door by which a report came; cases have the usual one. */
    instruments: z.object({ usual: code, doors: z.record(z.string(), code) }),
    contact: z.object({
      /** Working days after a plan begins by which the victim is contacted. */
      firstWorkingDays: days,
      workingDays: z.object({ unassessed: days, standard: days, medium: days, high: days }),
      /** Working days after a contact was due from which it is missed, and somebody is called. */
      missedAfterWorkingDays: days,
      /** Left out where the usual one holds. */
      nudge: nudgeSchema.optional(),
    }),
  })
  .refine(
    ({ levels, signOffs }) => signOffs.every(({ level }) => levels.some((one) => one.code === level)),
    'Every sign-off names a level that there is',
  )
export type Cadence = z.output<typeof cadenceSchema>

const publishedSchema = z.object({ from: localDateSchema, verified: z.boolean(), source: z.string().min(1) })

/**
 * Publishes the cadence that holds where an organisation has none of its own, as the owner; doing it again changes
 * nothing. Throws when a published one would change: another number is a cadence from another day.
 */
export async function publishCadences(owner: ClientBase, cadences: readonly unknown[]): Promise<void> {
  for (const each of cadences) {
    const { from, source } = publishedSchema.parse(each)
    const cadence = cadenceSchema.parse(each)
    const content = JSON.stringify(cadence)
    const levels = cadence.levels.map(({ code }) => code)
    await owner.query(
      `insert into case_cadence (id, valid_from, content, source, levels) values ($1, $2, $3, $4, $5)
       on conflict (organisation_id, valid_from) do nothing`,
      [newId(), from, content, source, levels],
    )
    const { rowCount } = await owner.query(
      'select from case_cadence where organisation_id is null and valid_from = $1 and content = $2 and source = $3',
      [from, content, source],
    )
    if (rowCount !== 1)
      throw new Error(`The cadence from ${from} is published and may not change: add one from a later day`)
  }
}

/** The cadence of an organisation on a day; the one that is delivered where nothing is published yet. */
export async function readCadence(
  db: Transaction,
  organisation: number | null,
  day: LocalDate,
): Promise<Cadence> {
  const { rows } = await sql<{ content: unknown }>`
    select content from case_cadence_on(${organisation}, ${day})`.execute(db)
  return cadenceSchema.parse(rows[0]?.content ?? delivered[0])
}

export type SetCadence = {
  organisationName: string | null
  validFrom: string
  source: string
  cadence: Cadence
}

/** Every cadence, an organisation's own before everybody's, the latest first. */
export async function readCadences(db: Transaction): Promise<SetCadence[]> {
  const { rows } = await sql<Omit<SetCadence, 'cadence'> & { content: unknown }>`
    select organisation.name as "organisationName", case_cadence.valid_from as "validFrom", source, content
    from case_cadence left join organisation on organisation.id = case_cadence.organisation_id
    order by organisation.name nulls last, case_cadence.valid_from desc`.execute(db)
  return rows.map(({ content, ...row }) => ({ ...row, cadence: cadenceSchema.parse(content) }))
}

/** The code of the instrument that an organisation asks by first, for a report that came by a door or for a case. */
export function instrumentFor({ instruments }: Cadence, door?: string): string {
  return instruments.doors[door ?? ''] ?? instruments.usual
}
