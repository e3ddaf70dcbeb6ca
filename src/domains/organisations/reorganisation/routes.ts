import { z } from 'zod'
import { asMember } from '#platform/actor'
import { today } from '#platform/clock'
import { dateField, oneOf, readForm, severalOf, type Typed, typedSchema, wordsField } from '#platform/forms'
import {
  type Answer,
  type Context,
  conflict,
  forRoles,
  invalid,
  page,
  pageWithErrors,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { isOrganisationKind } from '../role.ts'
import { drawAreas, OutlineNotDrawn } from './areas/draw-areas.ts'
import {
  addArea,
  addSuccessor,
  allocate,
  beginPlan,
  changeDetails,
  changePredecessors,
  decidePlan,
  type PlanDecision,
  removePosition,
  touchDraft,
} from './change-plan.ts'
import { DetailsPage } from './pages/details-page.tsx'
import { AllocationPage, EndingPage, NewAreasPage, SuccessorsPage } from './pages/parts-pages.tsx'
import { PlanPage } from './pages/plan-page.tsx'
import { PlansPage } from './pages/plans-page.tsx'
import { dividingKinds, type Plan, type PlanKind, planKinds, planUrl, subjects } from './plan.ts'
import { PreviewPage } from './preview/preview-page.tsx'
import { readPassages, readPreview } from './preview/read-preview.ts'
import type { Router } from './preview/routing-gaps.ts'
import { findAreaKinds, findItems, findLivingOrganisations, findPlans, getPlan } from './read-plan.ts'

const base = '/organisations/reorganisations'
const permission = forRoles('coordinator')
const planParams = z.object({ plan: z.uuid() })
const seenVersion = z.coerce.number().int().catch(0)
const position = z.coerce.number().int().min(0).max(99)

const titleField = wordsField({ name: 'The title', most: 120, missing: 'Enter a title' })
const groundsField = wordsField({ name: 'The order', most: 500 })
const dayField = dateField({ name: 'the day' })

const newPlanForm = z.object({
  kind: oneOf(planKinds, 'Say what happens'),
  title: titleField,
  grounds: groundsField,
  on: dayField,
})
const detailsForm = (kinds: readonly string[], successors: readonly string[]) =>
  z.object({
    title: titleField,
    grounds: groundsField,
    on: dayField,
    areaKind: oneOf(kinds),
    blockKind: oneOf(kinds),
    vintage: wordsField({ name: 'The name of the set', most: 60 }),
    sameNamedTeams: oneOf(['apart', 'join']),
    defaultPosition: oneOf(successors),
  })
const newOrganisationForm = z.object({
  name: wordsField({ name: 'The name', most: 120, missing: 'Enter a name, or choose an organisation' }),
  shortName: wordsField({ name: 'The short name', most: 40, missing: 'Enter a short name' }),
  kind: z
    .string()
    .catch('')
    .refine(isOrganisationKind, 'Choose a kind')
    .transform((kind) => (isOrganisationKind(kind) ? kind : z.NEVER)),
  contactAdvice: wordsField({
    name: 'How the public reaches it',
    most: 300,
    missing: 'Say how the public reaches it',
  }),
})
const newAreaForm = z.object({
  name: wordsField({ name: 'The name', most: 100, missing: 'Enter a name' }),
  code: wordsField({ name: 'The code', most: 20, missing: 'Enter a code' }),
})

type InPlan = Context<z.output<typeof planParams>, unknown, unknown>

/** A page of one step of a plan. */
function step(path: string, show: (context: InPlan, plan: Plan) => Promise<Answer>): Route {
  return route({
    method: 'GET',
    url: `${base}/:plan${path}`,
    permission,
    audit: 'nothing',
    params: planParams,
    handler: async (context) => show(context, await getPlan(context.db, context.params.plan)),
  })
}

/** A change of a draft by a form: at the version that was seen, written to the audit. */
function change(
  path: string,
  summary: string,
  work: (context: InPlan, plan: Plan, typed: Typed) => Promise<Answer>,
): Route {
  return route({
    method: 'POST',
    url: `${base}/:plan/${path}`,
    permission,
    audit: 'alter',
    params: planParams,
    body: typedSchema,
    handler: async (context) => {
      const plan = await getPlan(context.db, context.params.plan)
      context.audit({ kind: 'reorganisation', id: plan.id, summary })
      await touchDraft(context.db, plan, seenVersion.parse(context.body.version))
      return work(context, { ...plan, version: plan.version + 1 }, context.body)
    },
  })
}

/** A decision on a plan: what was decided, and back to the plan. */
function decision(router: Router, what: PlanDecision, { stepUp = false } = {}): Route {
  return route({
    method: 'POST',
    url: `${base}/:plan/${what}`,
    permission,
    audit: 'alter',
    ...(stepUp ? { stepUp: true } : {}),
    params: planParams,
    body: typedSchema,
    handler: async (context) => {
      const { db, actor, params, body, clock, audit } = context
      const plan = await getPlan(db, params.plan)
      const version = seenVersion.parse(body.version)
      const why = readForm(
        z.object({
          why: wordsField({
            name: 'The reason',
            most: 300,
            ...(what === 'cancel' ? { missing: 'Say why' } : {}),
          }),
        }),
        { why: body.why ?? '' },
      )
      audit({ kind: 'reorganisation', id: plan.id, summary: what })
      if (!why.ok)
        return pageWithErrors((frame) =>
          PlanPage({ frame, plan, remaining: 0, mayApprove: false, errors: why.errors }),
        )
      if (plan.version !== version)
        throw conflict(
          'Somebody has moved this plan on since you opened it. Open it again to see what was done.',
        )
      if (what === 'propose' && plan.kind === 'redraw_areas') await drawOutlines(context, plan)
      if (what === 'propose' || what === 'approve') {
        const { obstacles } = await readPreview(db, await getPlan(db, plan.id), today(clock), router)
        if (obstacles.length > 0)
          throw invalid(`This plan cannot go on: ${obstacles.join('. ')}. Nothing was changed.`)
      }
      await decidePlan(db, asMember(actor), plan, version, what, why.value.why)
      return redirect(planUrl(plan.id))
    },
  })
}

async function drawOutlines({ db }: Pick<InPlan, 'db'>, plan: Plan): Promise<void> {
  await drawAreas(db, plan.id).catch((error: unknown) => {
    throw error instanceof OutlineNotDrawn ? invalid(`${error.message}. Nothing was changed.`) : error
  })
}

/** Plans to merge and split organisations and areas, for co-ordinators. */
export const reorganisationRoutes = (router: Router): readonly Route[] => [
  route({
    method: 'GET',
    url: base,
    permission,
    audit: 'nothing',
    handler: async ({ db }) => {
      const plans = await findPlans(db)
      return page((frame) => PlansPage({ frame, plans }))
    },
  }),
  route({
    method: 'GET',
    url: `${base}/new`,
    permission,
    audit: 'nothing',
    handler: async () =>
      page((frame) => DetailsPage({ frame, plan: undefined, areaKinds: [], typed: {}, errors: [] })),
  }),
  route({
    method: 'POST',
    url: base,
    permission,
    audit: 'alter',
    body: typedSchema,
    handler: async ({ db, actor, body: typed, audit }) => {
      const read = readForm(newPlanForm, typed)
      if (!read.ok)
        return pageWithErrors((frame) =>
          DetailsPage({ frame, plan: undefined, areaKinds: [], typed, errors: read.errors }),
        )
      const { title, grounds, on } = read.value
      const kind =
        planKinds.find((each) => each === read.value.kind) ?? ('merge_organisations' satisfies PlanKind)
      const id = await beginPlan(db, asMember(actor), { kind, title, grounds, effectiveOn: on })
      audit({ kind: 'reorganisation', id, summary: 'begun' })
      return redirect(planUrl(id))
    },
  }),
  step('', async ({ db, actor }, plan) => {
    const remaining = plan.status === 'moving' ? await countRemaining(db, plan) : 0
    const mayApprove = plan.proposedById !== asMember(actor).memberId
    return page((frame) => PlanPage({ frame, plan, remaining, mayApprove, errors: [] }))
  }),
  step('/details', async ({ db }, plan) => {
    const areaKinds = await findAreaKinds(db)
    return page((frame) => DetailsPage({ frame, plan, areaKinds, typed: typedOf(plan), errors: [] }))
  }),
  change('details', 'what and when', async ({ db }, plan, typed) => {
    const areaKinds = await findAreaKinds(db)
    const kinds = plan.kind === 'split_organisation' ? dividingKinds : areaKinds.map(({ kind }) => kind)
    const read = readForm(
      detailsForm(
        kinds,
        plan.successors.map((each) => String(each.position)),
      ),
      typed,
    )
    if (!read.ok)
      return pageWithErrors((frame) => DetailsPage({ frame, plan, areaKinds, typed, errors: read.errors }))
    const { on, areaKind, blockKind, defaultPosition, sameNamedTeams, ...words } = read.value
    await changeDetails(db, plan, {
      ...words,
      effectiveOn: on,
      areaKind: areaKind ?? plan.areaKind,
      blockKind: blockKind ?? plan.blockKind,
      sameNamedTeams: sameNamedTeams === 'join' ? 'join' : 'apart',
      defaultPosition: defaultPosition === undefined ? null : Number(defaultPosition),
    })
    return redirect(planUrl(plan.id))
  }),
  step('/ending', async ({ db, clock }, plan) => {
    const organisations = await findLivingOrganisations(db, today(clock))
    const typed = { organisation: plan.predecessors.map(({ id }) => String(id)) }
    return page((frame) => EndingPage({ frame, plan, organisations, typed, errors: [] }))
  }),
  change('ending', 'who ends', async ({ db, clock }, plan, typed) => {
    const organisations = await findLivingOrganisations(db, today(clock))
    const read = readForm(
      z.object({
        organisation: severalOf(
          organisations.map(({ id }) => String(id)),
          'Choose at least one organisation',
        ),
      }),
      typed,
    )
    if (!read.ok)
      return pageWithErrors((frame) => EndingPage({ frame, plan, organisations, typed, errors: read.errors }))
    await changePredecessors(db, plan, read.value.organisation.map(Number))
    return redirect(planUrl(plan.id))
  }),
  step('/successors', async ({ db, clock }, plan) => {
    const organisations = await findLivingOrganisations(db, today(clock))
    return page((frame) => SuccessorsPage({ frame, plan, organisations, typed: {}, errors: [] }))
  }),
  change('successors', 'who takes over', async ({ db, clock }, plan, typed) => {
    const organisations = await findLivingOrganisations(db, today(clock))
    const existing = organisations.find(({ id }) => String(id) === typed.existing)
    if (existing !== undefined) {
      if (!plan.successors.some(({ organisationId }) => organisationId === existing.id))
        await addSuccessor(db, plan, { organisationId: existing.id })
      return redirect(planUrl(plan.id, 'successors'))
    }
    const read = readForm(newOrganisationForm, typed)
    if (!read.ok)
      return pageWithErrors((frame) =>
        SuccessorsPage({ frame, plan, organisations, typed, errors: read.errors }),
      )
    await addSuccessor(db, plan, read.value)
    return redirect(planUrl(plan.id, 'successors'))
  }),
  change('successors/remove', 'who takes over', async ({ db }, plan, typed) => {
    await removePosition(db, plan, 'reorganisation_successor', position.catch(0).parse(typed.position))
    return redirect(planUrl(plan.id, 'successors'))
  }),
  step('/areas', async (_context, plan) =>
    page((frame) => NewAreasPage({ frame, plan, typed: {}, errors: [] })),
  ),
  change('areas', 'new areas', async ({ db }, plan, typed) => {
    const read = readForm(newAreaForm, typed)
    const errors = read.ok
      ? plan.newAreas.some(({ code }) => code === read.value.code)
        ? [{ field: 'code', anchor: 'code', message: 'Another new area has this code' }]
        : []
      : read.errors
    if (!read.ok || errors.length > 0)
      return pageWithErrors((frame) => NewAreasPage({ frame, plan, typed, errors }))
    await addArea(db, plan, read.value)
    return redirect(planUrl(plan.id, 'areas'))
  }),
  change('areas/remove', 'new areas', async ({ db }, plan, typed) => {
    await removePosition(db, plan, 'reorganisation_area', position.catch(0).parse(typed.position))
    return redirect(planUrl(plan.id, 'areas'))
  }),
  ...subjects.flatMap((subject) => [
    step(`/allocation/${subject}`, async ({ db }, plan) => {
      const items = await findItems(db, plan, subject)
      return page((frame) => AllocationPage({ frame, plan, subject, items, errors: [] }))
    }),
    change(`allocation/${subject}`, 'what goes where', async ({ db }, plan, typed) => {
      const items = await findItems(db, plan, subject)
      const places = (subject === 'block' ? plan.newAreas : plan.successors).map((each) =>
        String(each.position),
      )
      const read = readForm(
        z.object({
          item: severalOf(
            items.map(({ item }) => item),
            'Choose at least one',
          ),
          position: oneOf([...places, ...(subject === 'token' ? ['0'] : [])]),
        }),
        typed,
      )
      if (!read.ok)
        return pageWithErrors((frame) => AllocationPage({ frame, plan, subject, items, errors: read.errors }))
      const { item, position: to } = read.value
      await allocate(db, plan, subject, item, to === undefined ? null : Number(to))
      return redirect(planUrl(plan.id, `allocation/${subject}`))
    }),
  ]),
  step('/preview', async ({ db, clock }, plan) => {
    const preview = await readPreview(db, plan, today(clock), router)
    return page((frame) => PreviewPage({ frame, plan, preview }))
  }),
  decision(router, 'propose'),
  decision(router, 'return'),
  decision(router, 'approve', { stepUp: true }),
  decision(router, 'cancel'),
]

async function countRemaining(db: InPlan['db'], plan: Plan): Promise<number> {
  const passages = await readPassages(db, plan)
  return passages
    .filter(({ what }) => what === 'closed_reports' || what === 'closed_cases')
    .reduce((sum, { records }) => sum + records, 0)
}

function typedOf(plan: Plan): Typed {
  const [year = '', month = '', day = ''] = plan.effectiveOn.split('-')
  return {
    title: plan.title,
    grounds: plan.grounds,
    'on-day': String(Number(day)),
    'on-month': String(Number(month)),
    'on-year': year,
    areaKind: plan.areaKind ?? '',
    blockKind: plan.blockKind ?? '',
    vintage: plan.vintage,
    sameNamedTeams: plan.sameNamedTeams,
    defaultPosition: plan.defaultPosition === null ? '' : String(plan.defaultPosition),
  }
}
