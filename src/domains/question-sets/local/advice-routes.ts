import { z } from 'zod'
import { decideForm, readVoting, saidOf } from '#domains/proposals'
import { asMember } from '#platform/actor'
import { today } from '#platform/clock'
import { type FormError, readForm, type Typed, typedSchema, wordsField } from '#platform/forms'
import { type Answer, type Context, page, Refusal, type Route, redirect, route } from '#platform/http'
import { draftLanguages } from '../set-draft.ts'
import { decideAdvice, getAdviceProposal, proposeAdvice, readAdviceProposals } from './advice-proposal.ts'
import { AdviceProposalPage } from './advice-proposal-page.tsx'
import { AdvicePage, adviceAddress, adviceProposalAddress } from './local-pages.tsx'
import {
  type Any,
  changers,
  checkChosen,
  inThePast,
  isDone,
  readers,
  type State,
  sharedFields,
  show,
} from './local-state.ts'
import { endAdvice, readAdvice, readChoices } from './local-words.ts'

const wordsIn = (prefix: string, name: string) =>
  Object.fromEntries(
    draftLanguages.map(({ tag, name: language }) => [
      `${prefix}_${tag}`,
      wordsField({ name: `${name} in ${language}`, most: 2_000, missing: `Say ${name} in ${language}` }),
    ]),
  )
const adviceForm = z
  .object({
    ...sharedFields,
    reason: wordsField({ name: 'The reason', most: 1_000, missing: 'Say what changes and why' }),
  })
  .and(z.object(wordsIn('advice', 'what the organisation says')))
  .and(z.object(wordsIn('who', 'who deals with it')))

const ofOne = z.object({ id: z.uuid() })

async function showAdvice(context: Any, state: State = {}): Promise<Answer> {
  const { db, clock } = context
  const [advice, proposals, choices] = await Promise.all([
    readAdvice(db, today(clock)),
    readAdviceProposals(db),
    readChoices(db, today(clock)),
  ])
  return show(context, state, (common) => AdvicePage({ ...common, ...choices, advice, proposals }))
}

async function propose(context: Context<unknown, unknown, Typed>): Promise<Answer> {
  const { db, actor, body: typed, clock, audit } = context
  const read = readForm(adviceForm, typed)
  if (!read.ok) return showAdvice(context, { typed, errors: read.errors })
  const { organisation, type, valid_from, reason, ...words } = read.value
  if (valid_from < today(clock)) return showAdvice(context, { typed, errors: [inThePast] })
  const of = (prefix: string) =>
    Object.fromEntries(draftLanguages.map(({ tag }) => [tag, String(Reflect.get(words, `${prefix}_${tag}`))]))
  checkChosen(await readChoices(db, today(clock)), organisation, type)
  try {
    const id = await proposeAdvice(db, asMember(actor), {
      organisationId: Number(organisation),
      asbType: type,
      advice: of('advice'),
      whoDeals: of('who'),
      validFrom: valid_from,
      reason,
    })
    audit({ kind: 'question_set', id, summary: `advice on ${type} proposed for ${valid_from}` })
    return redirect(adviceProposalAddress(id))
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    return showAdvice(context, { typed, conflict: error.message })
  }
}

type Shown = { typed?: Typed; errors?: readonly FormError[]; conflict?: string }

async function showProposal(context: Any, id: string, shown: Shown = {}): Promise<Answer> {
  const { db, actor, clock } = context
  const day = today(clock)
  const proposal = await getAdviceProposal(db, id)
  const told = (await readAdvice(db, day)).find(
    ({ organisationId, asbType, validFrom }) =>
      organisationId === proposal.organisationId && asbType === proposal.asbType && validFrom <= day,
  )
  const voting = await readVoting(db, 'advice', proposal)
  const status = shown.conflict !== undefined ? 409 : shown.errors !== undefined ? 422 : 200
  return page(
    (frame) =>
      AdviceProposalPage({
        frame: { ...frame, hasErrors: status === 422 },
        proposal,
        told,
        voting,
        me: asMember(actor).memberId,
        ...shown,
      }),
    { status },
  )
}

async function decide(context: Context<{ id: string }, unknown, Typed>): Promise<Answer> {
  const { db, actor, params, body: typed, clock, audit } = context
  const proposal = await getAdviceProposal(db, params.id)
  const read = readForm(decideForm, typed)
  if (!read.ok) return showProposal(context, params.id, { typed, errors: read.errors })
  const { decision, why } = read.value
  try {
    const outcome = await decideAdvice(db, asMember(actor), proposal, read.value, today(clock))
    const summary = `advice on ${proposal.asbType} ${saidOf(decision, outcome)}`
    audit({ kind: 'question_set', id: params.id, reason: why, summary })
    return redirect(adviceProposalAddress(params.id))
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    return showProposal(context, params.id, { typed, conflict: error.message })
  }
}

/** What organisations tell the public of a type: proposed, approved by a second person, ended by one. */
export const adviceRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: adviceAddress,
    permission: readers,
    audit: 'nothing',
    query: isDone,
    handler: (context) => showAdvice(context, { done: context.query.done }),
  }),
  route({
    method: 'POST',
    url: adviceAddress,
    permission: changers,
    audit: 'alter',
    body: typedSchema,
    handler: propose,
  }),
  route({
    method: 'GET',
    url: `${adviceAddress}/proposals/:id`,
    permission: readers,
    audit: 'nothing',
    params: ofOne,
    handler: (context) => showProposal(context, context.params.id),
  }),
  route({
    method: 'POST',
    url: `${adviceAddress}/proposals/:id`,
    permission: readers,
    audit: 'alter',
    stepUp: true,
    params: ofOne,
    body: typedSchema,
    handler: decide,
  }),
  route({
    method: 'POST',
    url: `${adviceAddress}/:id/end`,
    permission: changers,
    audit: 'alter',
    params: ofOne,
    body: typedSchema,
    async handler(context) {
      const { db, params, clock, audit } = context
      if (!(await endAdvice(db, params.id, today(clock))))
        return showAdvice(context, { conflict: 'It was ended already.' })
      audit({ kind: 'question_set', id: params.id, summary: 'advice ended' })
      return redirect(`${adviceAddress}?done=ended`)
    },
  }),
]
