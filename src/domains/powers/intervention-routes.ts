import { z } from 'zod'
import {
  type CaseTab,
  caseParams,
  caseReaders,
  caseworkers,
  checkCaseAction,
  type OpenedTab,
  openCaseTab,
} from '#domains/cases'
import { asMember, hasRole, organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import { readForm, typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  type Context,
  forbidden,
  forRoles,
  notFound,
  page,
  pageWithErrors,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { addEvent, eventForm, findEventObstacles } from './add-event.ts'
import { readConsultations } from './consultations.ts'
import { type Back, fresh } from './form-parts.tsx'
import { InterventionPage } from './intervention-page.tsx'
import { type Power, powersOn, userKind } from './powers.ts'
import { type Ladder, PowersPage } from './powers-page.tsx'
import {
  asGiven,
  findIntervention,
  type Intervention,
  type PowerParty,
  readEvents,
  readInterventions,
  readSubjects,
  readSwitches,
  readUserKind,
} from './read-interventions.ts'
import {
  findObstacles,
  interventionForm,
  isSamePlace,
  placeKey,
  recordIntervention,
} from './record-intervention.ts'
import { RecordPage } from './record-page.tsx'
import { nextSteps } from './rules/next-steps.ts'

const readers = forRoles(...caseReaders)
export const casework = ['triage_officer', 'case_officer', 'supervisor'] as const
export const interventionParams = caseParams.extend({ id: z.uuid() })
export const powersTab: CaseTab = {
  text: 'Powers',
  path: 'powers',
  async count(db, caseId) {
    const { open } = await db
      .selectFrom('intervention')
      .select((is) => is.fn.countAll<number>().as('open'))
      .where('case_id', '=', caseId)
      .where('status', '=', 'open')
      .executeTakeFirstOrThrow()
    return open
  },
}

type AnyContext = Context<unknown, unknown, unknown>

/** The ladder of a case, the form that records one step, and the page of each. */
export function interventionRoutes(tabs: readonly CaseTab[]): readonly Route[] {
  const open = (context: AnyContext, reference: string) =>
    openCaseTab(context, { reference, tabs, path: 'powers' })
  return [
    route({
      method: 'GET',
      url: '/cases/:reference/powers',
      permission: readers,
      audit: 'consult',
      params: caseParams,
      async handler(context) {
        const opened = await open(context, context.params.reference)
        if ('answer' in opened) return opened.answer
        const ladders = await readLadders(context, opened)
        return page((frame) =>
          PowersPage({
            frame,
            opened,
            ladders,
            mayRecord: opened.head.status === 'open' && hasRole(context.actor, ...casework),
            today: today(context.clock),
          }),
        )
      },
    }),
    route({
      method: 'GET',
      url: '/cases/:reference/powers/new',
      permission: caseworkers,
      audit: 'consult',
      params: caseParams,
      query: z.object({
        power: z.string().max(50).catch('').default(''),
        party: z.uuid().optional().catch(undefined),
        place: z.string().max(200).catch('').default(''),
      }),
      async handler(context) {
        const opened = await open(context, context.params.reference)
        if ('answer' in opened) return opened.answer
        const { power, party } = await findPower(context, opened, context.query.power, context.query.party)
        return showRecordForm(opened, power, party, { ...fresh, typed: { place: context.query.place } })
      },
    }),
    route({
      method: 'POST',
      url: '/cases/:reference/powers',
      permission: caseworkers,
      audit: 'alter',
      params: caseParams,
      body: typedSchema,
      async handler(context) {
        const { db, actor, body, clock } = context
        const opened = await open(context, context.params.reference)
        if ('answer' in opened) return opened.answer
        checkCaseAction(actor, opened.head, 'add_action')
        const given = typedValue(body, 'party')
        const { power, party } = await findPower(
          context,
          opened,
          typedValue(body, 'power'),
          z.uuid().safeParse(given).success ? given : undefined,
        )
        const read = readForm(interventionForm(power, today(clock)), body)
        if (!read.ok) return showRecordForm(opened, power, party, { typed: body, errors: read.errors })
        const organisationId = actingFor(context)
        const [switches, before, consultations, kind] = await Promise.all([
          readSwitches(db),
          readInterventions(db, opened.head.id),
          readConsultations(db, opened.head.id),
          readUserKind(db, organisationId),
        ])
        const obstacles = findObstacles(
          {
            power,
            party,
            user: userKind(kind),
            switches,
            areas: opened.head.areas.map(({ code }) => code),
            before,
            consultations,
          },
          read.value,
        )
        if (obstacles.length > 0)
          return showRecordForm(opened, power, party, { typed: body, errors: obstacles })
        const id = await recordIntervention(
          { db, actor: asMember(actor), organisationId },
          opened.head.id,
          { power, party },
          read.value,
        )
        return redirect(`/cases/${opened.head.reference}/powers/${id}`)
      },
    }),
    route({
      method: 'GET',
      url: '/cases/:reference/powers/:id',
      permission: readers,
      audit: 'consult',
      params: interventionParams,
      async handler(context) {
        const opened = await open(context, context.params.reference)
        if ('answer' in opened) return opened.answer
        return showIntervention(
          context,
          opened,
          await getIntervention(context, opened, context.params.id),
          fresh,
        )
      },
    }),
    route({
      method: 'POST',
      url: '/cases/:reference/powers/:id/events',
      permission: caseworkers,
      audit: 'alter',
      params: interventionParams,
      body: typedSchema,
      async handler(context) {
        const { db, actor, params, body, clock } = context
        const opened = await open(context, params.reference)
        if ('answer' in opened) return opened.answer
        const intervention = await getIntervention(context, opened, params.id)
        checkMayChange(context, intervention)
        const read = readForm(eventForm(today(clock)), body)
        if (!read.ok)
          return showIntervention(context, opened, intervention, { typed: body, errors: read.errors })
        const obstacles = findEventObstacles(
          intervention,
          read.value,
          (await readInterventions(db, opened.head.id)).filter(({ personId, place }) =>
            intervention.partyId === null
              ? isSamePlace(place, intervention.place)
              : personId === intervention.personId,
          ),
        )
        if (obstacles.length > 0)
          return showIntervention(context, opened, intervention, { typed: body, errors: obstacles })
        const seen = Number(typedValue(body, 'version'))
        await addEvent(
          { db, actor: asMember(actor) },
          opened.head.id,
          { ...intervention, version: seen },
          read.value,
        )
        return redirect(`/cases/${opened.head.reference}/powers/${intervention.id}`)
      },
    }),
  ]
}

/** The intervention under this id of this case. @throws Refusal 404 */
export async function getIntervention(
  { db }: Pick<AnyContext, 'db'>,
  { head }: OpenedTab,
  id: string,
): Promise<Intervention> {
  const found = await findIntervention(db, head.id, id)
  if (found === undefined) throw notFound('intervention')
  return found
}

export const mayChangeOf = ({ actor }: Pick<AnyContext, 'actor'>, organisationId: number): boolean =>
  organisationsWith(actor, ...casework).includes(organisationId)

/** @throws Refusal 403 for people of another organisation than the one that recorded it */
export function checkMayChange(
  context: Pick<AnyContext, 'actor'>,
  { organisationId, organisationName }: Intervention,
): void {
  if (!mayChangeOf(context, organisationId))
    throw forbidden(`${organisationName} recorded this: ask them to go on. You are still signed in.`)
}

/** The organisation in which the actor does casework, and for which a step is taken. */
export function actingFor({ actor }: AnyContext): number {
  const [first] = organisationsWith(actor, ...casework)
  const own = asMember(actor).organisationId
  return organisationsWith(actor, ...casework).includes(own) ? own : (first ?? own)
}

/** A power in force, and the person of the case it would be used about. @throws Refusal 404 */
export async function findPower(
  { db, clock }: AnyContext,
  { head }: OpenedTab,
  code: string,
  partyId: string | undefined,
): Promise<{ power: Power; party: PowerParty | undefined }> {
  const [switches, subjects] = await Promise.all([readSwitches(db), readSubjects(db, head.id)])
  const inForce = powersOn(
    today(clock),
    switches,
    head.areas.map((area) => area.code),
  )
  const power = inForce.find((each) => each.code === code)
  const party = partyId === undefined ? undefined : subjects.find(({ id }) => id === partyId)
  if (power === undefined || (power.target === 'person') !== (party !== undefined)) throw notFound()
  return { power, party }
}

async function readLadders(context: AnyContext, { head }: OpenedTab): Promise<Ladder[]> {
  const { db, clock } = context
  const [switches, subjects, done, consultations, kind] = await Promise.all([
    readSwitches(db),
    readSubjects(db, head.id),
    readInterventions(db, head.id),
    readConsultations(db, head.id),
    readUserKind(db, actingFor(context)),
  ])
  const now = clock.now()
  const powers = powersOn(
    today(clock),
    switches,
    head.areas.map(({ code }) => code),
  )
  const user = userKind(kind)
  const people = subjects.map(({ id, personId, name, bornOn }): Ladder => {
    const about = done.filter((each) => each.personId === personId)
    const subject = { target: 'person', bornOn } as const
    const consulted = consultations.filter((each) => each.personId === personId)
    return {
      partyId: id,
      place: '',
      name,
      done: about,
      steps: nextSteps({ powers, user, subject, given: about.map(asGiven), consulted, now }),
    }
  })
  // Somebody who has no such role any more keeps what was done about them; nothing new is offered.
  const present = new Set(subjects.map(({ personId }) => personId))
  const past = [
    ...Map.groupBy(
      done.filter(({ personId }) => personId !== null && !present.has(personId)),
      ({ personId }) => personId,
    ).values(),
  ].map(
    (about): Ladder => ({
      partyId: about[0]?.partyId ?? undefined,
      place: '',
      name: about[0]?.about ?? '',
      done: about,
      steps: [],
    }),
  )
  const atPlace = (place: string, about: readonly Intervention[]): Ladder => ({
    partyId: undefined,
    place,
    name: place === '' ? (known.size === 0 ? 'A place' : 'Another place') : place,
    done: about,
    steps: nextSteps({
      powers,
      user,
      subject: { target: 'place' },
      given: about.map(asGiven),
      consulted: consultations.filter((each) => each.personId === null && isSamePlace(each.place, place)),
      now,
    }),
  })
  const known = Map.groupBy(
    [...done, ...consultations].filter(({ personId }) => personId === null),
    ({ place }) => placeKey(place),
  )
  const places = [...known].map(([key, about]) =>
    atPlace(
      about[0]?.place ?? '',
      done.filter(({ personId, place }) => personId === null && placeKey(place) === key),
    ),
  )
  return [...people, ...past, ...places, atPlace('', [])]
}

function showRecordForm(opened: OpenedTab, power: Power, party: PowerParty | undefined, back: Back): Answer {
  const render = (frame: Parameters<typeof RecordPage>[0]['frame']) =>
    RecordPage({ frame, opened, power, about: party?.name ?? 'a place', partyId: party?.id, back })
  return back.errors.length > 0 ? pageWithErrors(render) : page(render)
}

async function showIntervention(
  context: AnyContext,
  opened: OpenedTab,
  intervention: Intervention,
  back: Back,
): Promise<Answer> {
  const [events, consultations] = await Promise.all([
    readEvents(context.db, intervention.id),
    readConsultations(context.db, opened.head.id),
  ])
  const render = (frame: Parameters<typeof InterventionPage>[0]['frame']) =>
    InterventionPage({
      frame,
      opened,
      intervention,
      events,
      consultations: consultations.filter(({ power, personId, place }) =>
        power !== intervention.power
          ? false
          : intervention.partyId === null
            ? personId === null && isSamePlace(place, intervention.place)
            : personId === intervention.personId,
      ),
      mayChange: mayChangeOf(context, intervention.organisationId),
      today: today(context.clock),
      back,
    })
  return back.errors.length > 0 ? pageWithErrors(render) : page(render)
}
