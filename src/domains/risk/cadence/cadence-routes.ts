import { sql } from 'kysely'
import { z } from 'zod'
import { asMember, hasRole, organisationsWith } from '#platform/actor'
import { isLocalDate, type LocalDate, today } from '#platform/clock'
import { type FormError, type Typed, typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  type Context,
  forbidden,
  forRoles,
  page,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId } from '#platform/ids'
import { bands } from '../instrument.ts'
import { readInstruments } from '../instrument-store.ts'
import { type Cadence, cadenceSchema, readCadence, readCadences } from './cadence.ts'
import { CadencePage, cadenceNumbers, type LevelHolder } from './cadence-page.tsx'

/** Who sets the cadence of their own organisation, and who signs off in it. */
const rulers = ['supervisor', 'coordinator'] as const
const readers = forRoles('triage_officer', 'case_officer', 'analyst', 'information_governance', ...rulers)
const doors = ['police_form', 'control_room', 'command_and_control']

/** How often cases are looked at, and who signs off. */
export const cadenceRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/risk/cadence',
    permission: readers,
    audit: 'nothing',
    query: z.object({ saved: z.literal('yes').optional().catch(undefined) }),
    handler: (context) => show(context, {}, [], context.query.saved === 'yes'),
  }),
  route({
    method: 'POST',
    url: '/risk/cadence',
    permission: forRoles(...rulers),
    audit: 'nothing',
    body: typedSchema,
    async handler(context) {
      const { db, actor, body: typed, clock } = context
      const organisation = rules(context)
      const day = today(clock)
      const { cadence, errors } = readTyped(typed, await readCadence(db, organisation, day), day)
      if (cadence === undefined) return show(context, typed, errors)
      const { rows } = await sql`
        insert into case_cadence (id, organisation_id, valid_from, levels, content, source, set_by)
        values (${newId()}, ${organisation}, ${typedValue(typed, 'from')},
          ${cadence.levels.map(({ code }) => code)}::text[], ${JSON.stringify(cadence)},
          ${typedValue(typed, 'source').trim().slice(0, 500)}, ${asMember(actor).memberId})
        on conflict (organisation_id, valid_from) do nothing returning id`.execute(db)
      if (rows.length === 0)
        return show(context, typed, [
          { field: 'from', anchor: 'from', message: 'There is one from that day already' },
        ])
      return redirect('/risk/cadence?saved=yes')
    },
  }),
  route({
    method: 'POST',
    url: '/risk/levels',
    permission: forRoles(...rulers),
    audit: 'alter',
    body: typedSchema,
    async handler(context) {
      const { db, actor, body: typed, clock, audit } = context
      const organisation = rules(context)
      const { memberId } = asMember(actor)
      const { levels } = await readCadence(db, organisation, today(clock))
      const level = levels.find(({ code }) => code === typedValue(typed, 'level'))
      const members = await readMembers(context, organisation)
      const member = members.find(({ id }) => id === typedValue(typed, 'member'))
      if (member === undefined || level === undefined || member.id === memberId)
        return show(context, typed, [
          {
            field: 'member',
            anchor: 'member',
            message: member?.id === memberId ? 'Somebody else gives you a level' : 'Choose a person',
          },
        ])
      const id = newId()
      await sql`
        insert into sign_off_level (id, organisation_id, member_id, level, valid_from, given_by)
        values (${id}, ${organisation}, ${member.id}, ${level.code}, ${today(clock)}, ${memberId})`.execute(
        db,
      )
      audit({ kind: 'member', id: member.id, summary: `signs off risk: ${level.code}` })
      return redirect('/risk/cadence?saved=yes')
    },
  }),
  route({
    method: 'POST',
    url: '/risk/levels/:id/end',
    permission: forRoles(...rulers),
    audit: 'alter',
    params: z.object({ id: z.uuid() }),
    async handler({ db, params, audit }) {
      // Given by mistake today it holds for this day still: what was signed by it stays explained.
      await sql`update sign_off_level set valid_to = greatest(day_in_england(), valid_from + 1)
        where id = ${params.id} and valid_to is null`.execute(db)
      audit({ kind: 'sign_off_level', id: params.id, summary: 'ended' })
      return redirect('/risk/cadence?saved=yes')
    },
  }),
]

type Any = Context<unknown, unknown, unknown>

/** The organisation whose cadence the actor sets. */
function rules({ actor }: Any): number {
  const [organisation] = organisationsWith(actor, ...rulers)
  if (organisation === undefined) throw forbidden()
  return organisation
}

async function readMembers({ db }: Any, organisation: number): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select distinct member.id, member.name from membership join member on member.id = membership.member_id
    where membership.organisation_id = ${organisation} and role in ('case_officer', 'supervisor')
      and (valid_to is null or valid_to > day_in_england())
    order by member.name, member.id`.execute(db)
  return rows
}

async function show(
  context: Any,
  typed: Typed,
  errors: readonly FormError[],
  isSaved = false,
): Promise<Answer> {
  const { db, actor, clock } = context
  const [ruled] = organisationsWith(actor, ...rulers)
  const { organisationId, organisationName } = asMember(actor)
  const organisation = ruled ?? organisationId
  const day = today(clock)
  const [cadences, present, instruments, holders, members] = await Promise.all([
    readCadences(db),
    readCadence(db, organisation, day),
    readInstruments(db, day),
    sql<LevelHolder>`
      select held.id, member.name as "memberName", held.level, held.valid_from as "validFrom"
      from sign_off_level as held join member on member.id = held.member_id
      where held.organisation_id = ${organisation} and (held.valid_to is null or held.valid_to > ${day})
      order by member.name, held.id`.execute(db),
    readMembers(context, organisation),
  ])
  return page(
    (frame) =>
      CadencePage({
        frame: { ...frame, hasErrors: errors.length > 0 },
        cadences,
        present,
        instruments,
        organisationName,
        mayRule: hasRole(actor, ...rulers),
        holders: holders.rows,
        members,
        typed,
        errors,
        isSaved,
      }),
    errors.length > 0 ? { status: 422 } : {},
  )
}

/** The cadence that was typed, where it is whole. */
function readTyped(
  typed: Typed,
  present: Cadence,
  day: LocalDate,
): { cadence: Cadence | undefined; errors: readonly FormError[] } {
  const number = (name: string) => Number(typedValue(typed, name).trim() || 'none')
  const isCount = (count: number) => Number.isInteger(count) && count > 0
  const from = typedValue(typed, 'from')
  const signs = bands.flatMap((band) =>
    present.levels.flatMap(({ code }) => {
      const name = `sign_${band}_${code}`
      return typedValue(typed, name).trim() === ''
        ? []
        : [{ name, band, level: code, everyDays: number(name) }]
    }),
  )
  const nudges = ['nudge_updates', 'nudge_days'].filter((name) => typedValue(typed, name).trim() !== '')
  const names = [
    ...cadenceNumbers(present).map(([name]) => name),
    ...signs.map(({ name }) => name),
    // One of the two alone says nothing.
    ...(nudges.length === 0 ? [] : ['nudge_updates', 'nudge_days']),
  ]
  const errors = [
    ...(isLocalDate(from) && from > day
      ? []
      : [{ field: 'from', anchor: 'from', message: 'Enter a day from tomorrow on' }]),
    ...names
      .filter((name) => !isCount(number(name)))
      .map((name) => ({ field: name, anchor: name, message: 'Enter a whole number, 1 or more' })),
    ...(typedValue(typed, 'source').trim() === ''
      ? [{ field: 'source', anchor: 'source', message: 'Say where it was decided' }]
      : []),
  ]
  if (errors.length > 0) return { cadence: undefined, errors }
  const police = typedValue(typed, 'instrument_police_form')
  const cadence = cadenceSchema.parse({
    levels: present.levels,
    firstAssessmentDays: number('first'),
    rescoreDays: {
      standard: number('rescore_standard'),
      medium: number('rescore_medium'),
      high: number('rescore_high'),
    },
    staleAfterDays: number('stale'),
    signOffs: signs.map(({ band, level, everyDays }) => ({ band, level, everyDays })),
    instruments: {
      usual: typedValue(typed, 'instrument_usual') || present.instruments.usual,
      doors:
        police === '' ? present.instruments.doors : Object.fromEntries(doors.map((door) => [door, police])),
    },
    contact: {
      firstWorkingDays: number('contact_first'),
      workingDays: {
        unassessed: number('contact_unassessed'),
        standard: number('contact_standard'),
        medium: number('contact_medium'),
        high: number('contact_high'),
      },
      missedAfterWorkingDays: number('missed'),
      ...(nudges.length === 0
        ? {}
        : { nudge: { afterUpdates: number('nudge_updates'), withinDays: number('nudge_days') } }),
    },
  })
  return { cadence, errors: [] }
}
