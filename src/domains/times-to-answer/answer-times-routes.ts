import { z } from 'zod'
import { asMember, organisationsWith } from '#platform/actor'
import { addDays, formatDate, type LocalDate, localDateSchema, today } from '#platform/clock'
import {
  dateField,
  type FormError,
  oneOf,
  readForm,
  type Typed,
  typedSchema,
  wordsField,
} from '#platform/forms'
import {
  type Answer,
  type Context,
  forbidden,
  forRoles,
  notFound,
  page,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId } from '#platform/ids'
import { AnswerTimesPage } from './answer-times-page.tsx'
import { readAnsweringOrganisations } from './read-answer-times.ts'

const readers = forRoles('triage_officer', 'case_officer', 'supervisor', 'analyst', 'coordinator')
const settingRoles = ['supervisor', 'coordinator'] as const
const params = z.object({ organisation: z.coerce.number().int().positive() })
type Of = Context<unknown, unknown, unknown>

/** Nothing above what the table takes: 2,000 hours or 60 working days. */
const timeForm = (now: LocalDate) =>
  z
    .object({
      from: dateField({ name: 'the day from which it holds' }).refine((day) => day > now, {
        message: `Enter a day from ${formatDate(addDays(now, 1))} on: what was promised already is not changed`,
        path: ['day'],
      }),
      unit: oneOf(['hours', 'working_days', 'usual'], 'Choose hours, working days or the usual time'),
      number: wordsField({ name: 'The number', most: 4 }),
      source: wordsField({ name: 'Where it was decided', most: 500, missing: 'Say where it was decided' }),
    })
    .superRefine(({ unit, number }, context) => {
      const most = unit === 'hours' ? 2000 : 60
      if (unit !== 'usual' && !(/^\d+$/.test(number) && Number(number) >= 1 && Number(number) <= most))
        context.addIssue({
          code: 'custom',
          path: ['number'],
          message: `Enter a whole number from 1 to ${most.toLocaleString('en-GB')}`,
        })
    })

/** By when each organisation answers reports, and what it says of that itself from a later day on. */
export const answerTimesRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/answer-times',
    permission: readers,
    audit: 'nothing',
    query: z.object({ done: z.literal('1').optional().catch(undefined) }),
    handler: (context) => show(context, { isDone: context.query.done !== undefined }),
  }),
  route({
    method: 'POST',
    url: '/answer-times/:organisation',
    permission: forRoles(...settingRoles),
    audit: 'alter',
    params,
    body: typedSchema,
    async handler(context) {
      const { db, actor, clock, params, body: typed, audit } = context
      const { organisation } = params
      checkOwn(context, organisation)
      const read = readForm(timeForm(today(clock)), typed)
      if (!read.ok) return show(context, { organisation, typed, errors: read.errors })
      const { from, unit, number, source } = read.value
      const known = (await readAnsweringOrganisations(db)).find(({ id }) => id === organisation)
      if (known?.own.some((time) => time.from === from))
        return show(context, {
          organisation,
          typed,
          errors: [
            {
              field: 'from',
              anchor: 'from-day',
              message: 'One begins on that day already: take it back first',
            },
          ],
        })
      const id = newId()
      await db
        .insertInto('answer_promise')
        .values({
          id,
          organisation_id: organisation,
          valid_from: from,
          hours: unit === 'hours' ? Number(number) : null,
          working_days: unit === 'working_days' ? Number(number) : null,
          source,
          set_by: asMember(actor).memberId,
        })
        .execute()
      audit({ kind: 'answer_time', id, summary: `from ${from}` })
      return redirect('/answer-times?done=1')
    },
  }),
  route({
    method: 'POST',
    url: '/answer-times/:organisation/take-back/:from',
    permission: forRoles(...settingRoles),
    audit: 'alter',
    params: params.extend({ from: localDateSchema }),
    async handler(context) {
      const { db, params, audit } = context
      checkOwn(context, params.organisation)
      const { numDeletedRows } = await db
        .deleteFrom('answer_promise')
        .where('organisation_id', '=', params.organisation)
        .where('valid_from', '=', params.from)
        .executeTakeFirst()
      if (numDeletedRows === 0n) throw notFound('time to come')
      audit({ kind: 'answer_time', summary: `from ${params.from}: taken back` })
      return redirect('/answer-times?done=1')
    },
  }),
]

function checkOwn({ actor }: Of, organisation: number): void {
  if (!organisationsWith(actor, ...settingRoles).includes(organisation))
    throw forbidden('Another organisation says by when it answers. You are still signed in.')
}

type Shown = { organisation?: number; typed?: Typed; errors?: readonly FormError[]; isDone?: boolean }

async function show(
  { db, actor, clock }: Of,
  { organisation, typed = {}, errors = [], isDone = false }: Shown,
) {
  const day = today(clock)
  const all = await readAnsweringOrganisations(db)
  const organisations = all.filter(({ validTo }) => validTo === null || validTo > day)
  return page(
    (frame) =>
      AnswerTimesPage({
        frame,
        organisations,
        setting: organisationsWith(actor, ...settingRoles),
        today: day,
        form: { organisation, typed, errors },
        isDone,
      }),
    errors.length > 0 ? { status: 422 } : {},
  ) satisfies Answer
}
