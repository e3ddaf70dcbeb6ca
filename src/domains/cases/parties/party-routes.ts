import { z } from 'zod'
import { asMember, organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import { readForm, type Typed, typedSchema, typedValues } from '#platform/forms'
import {
  type Answer,
  type Context,
  forRoles,
  notFound,
  page,
  Refusal,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { decide } from '#platform/lifecycle'
import { type CaseToChange, caseToDecide, getCaseToChange } from '../change-case.ts'
import { caseParams, caseworkers } from '../change-routes.ts'
import type { FormState } from '../form-state.ts'
import { caseLifecycle, caseReaders, casework } from '../lifecycle.ts'
import type { CaseTab } from '../tabs/case-tab.ts'
import { openCaseTab } from '../tabs/open-tab.ts'
import { addParty, bringGroup, bringParties, changeParty, openParty } from './change-parties.ts'
import { addPartyForm, bringGroupForm, changePartyForm } from './party.ts'
import { PeoplePage } from './people-page.tsx'
import { type CaseParty, readCaseParties, readGroupsToBring, readPeopleToBring } from './read-parties.ts'

type Any = Context<unknown, unknown, unknown>
const seenVersion = z.coerce.number().int().catch(0)

async function show(
  tabs: readonly CaseTab[],
  context: Any,
  reference: string,
  state?: FormState,
): Promise<Answer> {
  const opened = await openCaseTab(context, { reference, tabs, path: 'people' })
  if ('answer' in opened) return opened.answer
  const { db, actor } = context
  const { head } = opened
  const parties = await readCaseParties(db, head.id)
  const may = (action: 'add_party' | 'change_party', owner?: number) =>
    decide(caseLifecycle, caseToDecide(head, owner), action, actor).allowed
  const mayAdd = may('add_party')
  const toBring = mayAdd ? await readPeopleToBring(db, head.id, parties) : []
  const groups = mayAdd ? await readGroupsToBring(db, head.id, organisationsWith(actor, ...casework)) : []
  const mayChange = ({ organisationId }: CaseParty) => may('change_party', organisationId)
  return page((frame) => PeoplePage({ frame, opened, parties, toBring, groups, mayAdd, mayChange, state }), {
    status: state === undefined ? 200 : state.conflict === undefined ? 422 : 409,
  })
}

type Change<Given extends z.output<typeof caseParams>, Value> = {
  /** Below `/cases/:reference/people`. */
  path: string
  params: z.ZodType<Given>
  form: (params: Given) => string
  schema: (context: Context<Given, unknown, Typed>, found: CaseToChange) => Promise<z.ZodType<Value>>
  work: (context: Context<Given, unknown, Typed>, found: CaseToChange, value: Value) => Promise<string>
}

function partyRoute<Given extends z.output<typeof caseParams>, Value>(
  tabs: readonly CaseTab[],
  change: Change<Given, Value>,
): Route {
  return route({
    method: 'POST',
    url: `/cases/:reference/people${change.path}`,
    permission: caseworkers,
    audit: 'alter',
    params: change.params,
    body: typedSchema,
    async handler(context) {
      const { db, params, body: typed, audit } = context
      const found = await getCaseToChange(db, params.reference)
      const form = change.form(params)
      const read = readForm(await change.schema(context, found), typed)
      if (!read.ok) return show(tabs, context, params.reference, { form, typed, errors: read.errors })
      try {
        audit({ kind: 'case', id: found.id, summary: await change.work(context, found, read.value) })
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 409) throw error
        return show(tabs, context, params.reference, { form, typed, errors: [], conflict: error.message })
      }
      return redirect(`/cases/${found.reference}/people`)
    },
  })
}

async function getParty(db: Any['db'], found: CaseToChange, id: string): Promise<CaseParty> {
  const party = (await readCaseParties(db, found.id)).find((each) => each.id === id && each.until === null)
  if (party === undefined) throw notFound('person')
  return party
}

const partyParams = caseParams.extend({ party: z.uuid() })

/** Who is involved in a case: brought in from its reports, added by hand, and in which role from when to when. */
export const partyRoutes = (tabs: readonly CaseTab[]): readonly Route[] => [
  route({
    method: 'GET',
    url: '/cases/:reference/people',
    permission: forRoles(...caseReaders),
    audit: 'consult',
    params: caseParams,
    handler: (context) => show(tabs, context, context.params.reference),
  }),
  partyRoute(tabs, {
    path: '/bring',
    params: caseParams,
    form: () => 'bring',
    schema: async () => z.object({}),
    async work({ db, actor, body }, found) {
      const chosen = typedValues(body, 'person')
      const parties = await readCaseParties(db, found.id)
      const people = (await readPeopleToBring(db, found.id, parties)).filter(({ key }) =>
        chosen.includes(key),
      )
      await bringParties(db, asMember(actor), found, people)
      return `${people.length} people of its reports brought in`
    },
  }),
  partyRoute(tabs, {
    path: '',
    params: caseParams,
    form: () => 'add',
    schema: async ({ clock }) => addPartyForm(today(clock)),
    async work({ db, actor }, found, party) {
      await addParty(db, asMember(actor), found, party)
      return 'person added'
    },
  }),
  partyRoute(tabs, {
    path: '/group',
    params: caseParams,
    form: () => 'group',
    schema: async ({ db, actor, clock }, found) =>
      bringGroupForm(
        today(clock),
        await readGroupsToBring(db, found.id, organisationsWith(actor, ...casework)),
      ),
    async work({ db, actor }, found, chosen) {
      const groups = await readGroupsToBring(db, found.id, organisationsWith(actor, ...casework))
      await bringGroup(db, asMember(actor), found, chosen, groups)
      return 'group brought in'
    },
  }),
  partyRoute(tabs, {
    path: '/:party',
    params: partyParams,
    form: ({ party }) => `change-${party}`,
    schema: async ({ db, clock, params }, found) =>
      changePartyForm(today(clock), await getParty(db, found, params.party)),
    async work({ db, actor, params, body }, found, change) {
      const party = await getParty(db, found, params.party)
      const version = seenVersion.parse(body.version)
      await changeParty(db, asMember(actor), found, party, { ...change, version })
      return 'role of a person changed'
    },
  }),
  partyRoute(tabs, {
    path: '/:party/sight',
    params: partyParams,
    form: ({ party }) => `sight-${party}`,
    schema: async () => z.object({}),
    async work({ db, actor, params, body }, found) {
      const party = await getParty(db, found, params.party)
      await openParty(db, asMember(actor), found, party, seenVersion.parse(body.version))
      return 'who sees a person changed'
    },
  }),
]
