import { z } from 'zod'
import { decideForm, readVoting, saidOf } from '#domains/proposals'
import { asMember, hasRole } from '#platform/actor'
import { isLocalDate } from '#platform/clock'
import { type FormError, readForm, type Typed, typedSchema, typedValue, wordsField } from '#platform/forms'
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
import { newId } from '#platform/ids'
import { filterRules } from '../filter-rules.ts'
import { versionOn } from '../read-rules.ts'
import { ChangesPage, RulesDraftPage, RulesProposalPage } from './change-pages.tsx'
import { changesAddress, draftAddress, proposalAddress } from './change-parts.tsx'
import { readState, tryList } from './change-state.ts'
import { proposedRules } from './proposed-rules.ts'
import {
  beginDraft,
  decideProposal,
  dropDraft,
  findOwnDraft,
  getOwnDraft,
  getProposal,
  proposeRules,
  type RoutingDraft,
  readProposals,
  saveDraft,
  seenIn,
  whyNotFrom,
} from './routing-change.ts'
import { ruleRoutes } from './rule-routes.ts'
import { shippedPrompts } from './shipped-prompts.ts'

/** Who drafts and proposes rules. */
export const drafters = forRoles('coordinator')
/** Who reads what is proposed, and decides on what another has proposed. */
const deciders = forRoles('coordinator', 'information_governance')

const ofOne = z.object({ id: z.uuid() })
type Any = Context<unknown, unknown, unknown>
type Shown = { typed?: Typed; errors?: readonly FormError[]; conflict?: string }
const statusOf = ({ conflict, errors }: Shown) =>
  conflict !== undefined ? 409 : errors !== undefined ? 422 : 200

const fromWhen = 'Say from which day it is to hold'
const proposeForm = z.object({
  valid_from: z.string(fromWhen).refine(isLocalDate, fromWhen),
  reason: wordsField({ name: 'The reason', most: 1_000, missing: 'Say what changes and why' }),
})

async function showDraft(context: Any, id: string, q: string, shown: Shown = {}): Promise<Answer> {
  const { db, actor } = context
  const [draft, state] = await Promise.all([getOwnDraft(db, asMember(actor), id), readState(context)])
  const { changes, replay } = await tryList(db, draft.items, state)
  const rules = proposedRules(draft.items, state.byId, state.names)
  const found = new Set(filterRules(rules, { q, when: 'ever' }, state.day))
  const status = statusOf(shown)
  return page(
    (frame) =>
      RulesDraftPage({
        frame: { ...frame, hasErrors: status === 422 },
        draft,
        changes,
        replay,
        rules,
        q,
        earliest: state.earliest,
        shippedLeft: shippedPrompts(rules, newId).length,
        found: rules.flatMap((rule, at) => (found.has(rule) ? [{ rule, place: at + 1 }] : [])),
        ...shown,
      }),
    { status },
  )
}

async function changeDraft(context: Context<{ id: string }, unknown, Typed>): Promise<Answer> {
  const { db, actor, params, body: typed, audit } = context
  const draft = await getOwnDraft(db, asMember(actor), params.id)
  if (typedValue(typed, 'do') === 'drop') {
    await dropDraft(db, draft.id)
    audit({ kind: 'routing_rule', id: draft.id, summary: 'draft of routing rules thrown away' })
    return redirect(changesAddress)
  }
  if (typedValue(typed, 'do') === 'take_in') return takeInPrompts(context, draft)
  const read = readForm(proposeForm, typed)
  if (!read.ok) return showDraft(context, params.id, '', { typed, errors: read.errors })
  const state = await readState(context)
  const { changes } = await tryList(db, draft.items, state)
  if (changes.length === 0)
    return showDraft(context, params.id, '', { typed, conflict: 'Nothing is changed yet.' })
  const { valid_from: validFrom, reason } = read.value
  try {
    const id = await proposeRules(
      db,
      asMember(actor),
      draft,
      { validFrom, reason },
      { rules: state.routing.every, today: state.day },
    )
    audit({ kind: 'routing_rule', id, reason, summary: `routing rules proposed for ${validFrom}` })
    return redirect(proposalAddress(id))
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    return showDraft(context, params.id, '', { typed, conflict: error.message })
  }
}

async function takeInPrompts(context: Context<{ id: string }, unknown, Typed>, draft: RoutingDraft) {
  const { db, body: typed, audit } = context
  const { byId, names } = await readState(context)
  const added = shippedPrompts(proposedRules(draft.items, byId, names), newId)
  try {
    await saveDraft(db, draft, seenIn(typed), [...draft.items, ...added])
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    return showDraft(context, draft.id, '', { typed, conflict: error.message })
  }
  audit({ kind: 'routing_rule', id: draft.id, summary: `${added.length} prompts taken into a draft` })
  return redirect(draftAddress(draft.id))
}

async function showProposal(context: Any, id: string, shown: Shown = {}): Promise<Answer> {
  const { db, actor } = context
  const [proposal, state] = await Promise.all([getProposal(db, id), readState(context)])
  const [{ changes, replay }, voting] = await Promise.all([
    tryList(db, proposal.items, state, proposal.validFrom),
    readVoting(db, 'routing', proposal),
  ])
  const waits = proposal.decision === null
  const status = statusOf(shown)
  return page(
    (frame) =>
      RulesProposalPage({
        frame: { ...frame, hasErrors: status === 422 },
        proposal,
        changes,
        replay: waits ? replay : undefined,
        stale: waits
          ? whyNotFrom(proposal.items, state.routing.every, proposal.validFrom, state.day)
          : undefined,
        voting,
        me: asMember(actor).memberId,
        ...shown,
      }),
    { status },
  )
}

async function decide(context: Context<{ id: string }, unknown, Typed>): Promise<Answer> {
  const { db, actor, params, body: typed, audit } = context
  const proposal = await getProposal(db, params.id)
  const read = readForm(decideForm, typed)
  if (!read.ok) return showProposal(context, params.id, { typed, errors: read.errors })
  const { routing, day } = await readState(context)
  const { decision, why } = read.value
  try {
    const outcome = await decideProposal(db, asMember(actor), proposal, read.value, {
      rules: routing.every,
      today: day,
    })
    const summary = `routing rules ${saidOf(decision, outcome)}`
    audit({ kind: 'routing_rule', id: params.id, reason: why, summary })
    return redirect(proposalAddress(params.id))
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    return showProposal(context, params.id, { typed, conflict: error.message })
  }
}

/** How the routing rules are changed: drafted, tried, proposed, decided on by a second person. */
export const changeRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: changesAddress,
    permission: deciders,
    audit: 'nothing',
    async handler(context) {
      const { db, actor } = context
      const mayPropose = hasRole(actor, 'coordinator')
      const [proposals, { routing, day }, ownDraft] = await Promise.all([
        readProposals(db),
        readState(context),
        mayPropose ? findOwnDraft(db, asMember(actor)) : undefined,
      ])
      const version = versionOn(routing.versions, day)
      return page((frame) => ChangesPage({ frame, proposals, version, mayPropose, ownDraft }))
    },
  }),
  route({
    method: 'POST',
    url: changesAddress,
    permission: drafters,
    audit: 'alter',
    async handler(context) {
      const { db, actor, audit } = context
      const { routing, day } = await readState(context)
      const id = await beginDraft(db, asMember(actor), routing.every, day)
      audit({ kind: 'routing_rule', id, summary: 'draft of routing rules' })
      return redirect(draftAddress(id))
    },
  }),
  route({
    method: 'GET',
    url: `${changesAddress}/drafts/:id`,
    permission: drafters,
    audit: 'nothing',
    params: ofOne,
    query: z.object({ q: z.string().trim().max(200).catch('').default('') }),
    handler: (context) => showDraft(context, context.params.id, context.query.q),
  }),
  route({
    method: 'POST',
    url: `${changesAddress}/drafts/:id`,
    permission: drafters,
    audit: 'alter',
    params: ofOne,
    body: typedSchema,
    handler: changeDraft,
  }),
  ...ruleRoutes,
  route({
    method: 'GET',
    url: `${changesAddress}/:id`,
    permission: deciders,
    audit: 'nothing',
    params: ofOne,
    handler: (context) => showProposal(context, context.params.id),
  }),
  route({
    method: 'POST',
    url: `${changesAddress}/:id`,
    permission: deciders,
    audit: 'alter',
    stepUp: true,
    params: ofOne,
    body: typedSchema,
    handler: decide,
  }),
]

/** The rules of the actor's draft or of a proposal, for the simulator. Throws 404 where there is neither. */
export async function readChangedRules(context: Any, id: string) {
  const { db, actor } = context
  const draft = await findOwnDraft(db, asMember(actor))
  const items = draft?.id === id ? draft.items : (await readProposals(db, id))[0]?.items
  if (items === undefined) throw notFound('change of rules')
  const { byId, names } = await readState(context)
  return proposedRules(items, byId, names)
}
