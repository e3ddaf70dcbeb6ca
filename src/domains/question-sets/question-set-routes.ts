import { z } from 'zod'
import { decideForm, readVoting, saidOf } from '#domains/proposals'
import { type QuestionSet, type Section, sections } from '#domains/reports'
import { asMember, hasRole } from '#platform/actor'
import { today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type FormError, readForm, type Typed, typedSchema, typedValue } from '#platform/forms'
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
import { checkDraft } from './check-draft.ts'
import { DraftPage } from './draft-page.tsx'
import {
  beginDraft,
  type Draft,
  decideProposal,
  dropDraft,
  getOwnDraft,
  getProposal,
  proposeSet,
  readDrafts,
  readProposals,
  saveDraft,
  usedCodes,
} from './proposal.ts'
import { ProposalPage } from './proposal-page.tsx'
import { inForce, type PublishedSet, readPublishedSets, scheduled } from './published-sets.ts'
import { draftAddress, listAddress, proposalAddress, typeAddress } from './question-set-parts.tsx'
import { QuestionSetsPage, type TypeInList, TypePage } from './question-sets-page.tsx'
import { manyFields, retyped, type SetDraft, withOption, withQuestion } from './set-draft.ts'
import { VersionPage } from './version-page.tsx'

/** Who drafts and proposes questions. */
export const drafters = forRoles('coordinator')
/** Who reads what is proposed, and decides on what another has proposed. */
export const deciders = forRoles('coordinator', 'information_governance')

const ofType = z.object({ type: z.string().regex(/^[a-z][a-z_]*$/) })
export const ofVersion = ofType.extend({ version: z.coerce.number().int().positive().max(1_000_000) })
export const ofOne = z.object({ id: z.uuid() })
type Any = Context<unknown, unknown, unknown>

/** The published versions of a type, the newest first. Throws 404 where there is none. */
export async function getVersions(
  db: Transaction,
  asbType: string,
): Promise<[PublishedSet, ...PublishedSet[]]> {
  const [newest, ...older] = await readPublishedSets(db, asbType)
  if (newest === undefined) throw notFound('set of questions')
  return [newest, ...older]
}

const labelOf = ({ label }: QuestionSet) => (typeof label === 'string' ? label : label.en)

/** Reads everything about each type, or about one; each list once. */
async function readTypes({ db, clock }: Any, asbType?: string) {
  const wanted = asbType === undefined ? {} : { asbType }
  const [published, proposals, drafts] = await Promise.all([
    readPublishedSets(db, asbType),
    readProposals(db, asbType === undefined ? { waiting: true } : wanted),
    readDrafts(db, wanted),
  ])
  const types = [...new Set(published.map(({ set }) => set.asbType))].map((code): TypeInList => {
    const versions = published.filter(({ set }) => set.asbType === code)
    const now = inForce(versions, today(clock))
    return {
      code,
      label: versions[0] === undefined ? code : labelOf((now ?? versions[0]).set),
      inForce: now,
      scheduled: scheduled(versions, today(clock)),
      waiting: proposals.find((each) => each.asbType === code && each.decision === null),
      drafts: drafts.filter((draft) => draft.asbType === code),
    }
  })
  return { types: types.sort((a, b) => a.label.localeCompare(b.label)), published, proposals }
}

/** What a draft would be as a set on the day it asks for, or what is missing. */
export async function checkOwnDraft({ db, clock }: Any, draft: Draft, content: SetDraft) {
  const versions = await getVersions(db, draft.asbType)
  const earliest = [today(clock), ...versions.map(({ validFrom }) => validFrom)].sort().at(-1)
  return checkDraft(content, {
    asbType: draft.asbType,
    basedOn: draft.basedOn,
    earliest: earliest ?? today(clock),
    used: usedCodes(versions.map(({ set }) => set)),
  })
}

type DraftShown = { content: SetDraft; errors?: readonly FormError[]; conflict?: string }

async function showDraft({ db }: Any, draft: Draft, shown: DraftShown): Promise<Answer> {
  const [newest] = await getVersions(db, draft.asbType)
  const { content, errors = [], conflict } = shown
  const status = conflict !== undefined ? 409 : errors.length > 0 ? 422 : 200
  return page(
    (frame) =>
      DraftPage({
        frame: { ...frame, hasErrors: status === 422 },
        label: labelOf(newest.set),
        draft,
        content,
        errors,
        conflict,
      }),
    { status },
  )
}

/** What a button of the form does beside saving: adds a question or an option, and says where it stands. */
function addTo(content: SetDraft, wish: string): { draft: SetDraft; at: string } | undefined {
  const [verb, what = '', kind] = wish.split('.')
  if (verb === 'option') return withOption(content, what)
  const section: Section | undefined = sections.find((each) => each === what)
  if (verb !== 'add' || section === undefined) return undefined
  return withQuestion(content, section, kind === 'one' || kind === 'several' ? kind : 'words')
}

async function changeDraft(context: Context<{ id: string }, unknown, Typed>): Promise<Answer> {
  const { db, actor, params, body: typed, audit } = context
  const draft = await getOwnDraft(db, asMember(actor), params.id)
  const wish = typedValue(typed, 'do')
  if (wish === 'drop') {
    await dropDraft(db, draft.id)
    audit({ kind: 'question_set', id: draft.id, summary: `draft for ${draft.asbType} thrown away` })
    return redirect(typeAddress(draft.asbType))
  }
  const seen = z.coerce.number().int().catch(-1).parse(typedValue(typed, 'seen'))
  const written = retyped(draft.content, typed)
  const added = addTo(written, wish)
  const content = added?.draft ?? written
  try {
    await saveDraft(db, draft, seen, content)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    return showDraft(context, draft, {
      content: written,
      conflict: `${error.message} What you typed stands below and is not saved: save it to write over the other.`,
    })
  }
  const saved = { ...draft, content, saves: seen + 1 }
  audit({ kind: 'question_set', id: draft.id, summary: `draft for ${draft.asbType} saved` })
  if (wish === 'preview') return redirect(`${draftAddress(draft.id)}/preview`)
  if (wish !== 'propose') return redirect(`${draftAddress(draft.id)}${added?.at ? `#${added.at}` : ''}`)
  return propose(context, saved)
}

async function propose(context: Any, draft: Draft): Promise<Answer> {
  const { db, actor, audit } = context
  const [newest] = await getVersions(db, draft.asbType)
  if (newest.version !== draft.basedOn)
    return showDraft(context, draft, {
      content: draft.content,
      conflict: `Version ${newest.version} was published since this began as a copy of version ${draft.basedOn}. Draft the change anew from that.`,
    })
  const checked = await checkOwnDraft(context, draft, draft.content)
  if (!checked.ok) return showDraft(context, draft, { content: draft.content, errors: checked.errors })
  try {
    const id = await proposeSet(db, asMember(actor), draft, checked.set, draft.content.reason)
    audit({
      kind: 'question_set',
      id,
      summary: `questions on ${draft.asbType} proposed for ${checked.set.validFrom}`,
    })
    return redirect(proposalAddress(id))
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    return showDraft(context, draft, { content: draft.content, conflict: error.message })
  }
}

type Decided = { typed?: Typed; errors?: readonly FormError[]; conflict?: string }

async function showProposal(context: Any, id: string, decided: Decided = {}): Promise<Answer> {
  const { db, actor, clock } = context
  const proposal = await getProposal(db, id)
  const [versions, voting] = await Promise.all([
    getVersions(db, proposal.asbType),
    readVoting(db, 'questions', proposal),
  ])
  const status = decided.conflict !== undefined ? 409 : decided.errors !== undefined ? 422 : 200
  return page(
    (frame) =>
      ProposalPage({
        frame: { ...frame, hasErrors: status === 422 },
        label: labelOf(proposal.set),
        proposal,
        inForce: inForce(versions, today(clock)),
        voting,
        me: asMember(actor).memberId,
        ...decided,
      }),
    { status },
  )
}

async function decide(context: Context<{ id: string }, unknown, Typed>): Promise<Answer> {
  const { db, actor, params, body: typed, clock, audit } = context
  const proposal = await getProposal(db, params.id)
  const read = readForm(decideForm, typed)
  if (!read.ok) return showProposal(context, params.id, { typed, errors: read.errors })
  const { decision, why } = read.value
  const [newest] = await getVersions(db, proposal.asbType)
  try {
    const outcome = await decideProposal(db, asMember(actor), proposal, read.value, {
      newest: newest.version,
      today: today(clock),
    })
    const summary = `questions on ${proposal.asbType} ${saidOf(decision, outcome)}`
    audit({ kind: 'question_set', id: params.id, reason: why, summary })
    return redirect(proposalAddress(params.id))
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    return showProposal(context, params.id, { typed, conflict: error.message })
  }
}

export const editorRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: listAddress,
    permission: deciders,
    audit: 'nothing',
    handler: async (context) => {
      const { types } = await readTypes(context)
      return page((frame) => QuestionSetsPage({ frame, types }))
    },
  }),
  route({
    method: 'GET',
    url: '/question-sets/types/:type',
    permission: deciders,
    audit: 'nothing',
    params: ofType,
    handler: async (context) => {
      const { types, published, proposals } = await readTypes(context, context.params.type)
      const [type] = types
      if (type === undefined) throw notFound('set of questions')
      return page((frame) =>
        TypePage({
          frame,
          type,
          versions: published,
          proposals,
          mayPropose: hasRole(context.actor, 'coordinator'),
          me: asMember(context.actor).memberId,
        }),
      )
    },
  }),
  route({
    method: 'GET',
    url: '/question-sets/types/:type/versions/:version',
    permission: deciders,
    audit: 'nothing',
    params: ofVersion,
    handler: async ({ db, params: { type, version }, clock }) => {
      const versions = await getVersions(db, type)
      const shown = versions.find((each) => each.version === version)
      if (shown === undefined) throw notFound('version')
      return page((frame) =>
        VersionPage({
          frame,
          asbType: type,
          label: labelOf(shown.set),
          shown,
          inForce: inForce(versions, today(clock)),
          before: versions.find((each) => each.version < version),
        }),
      )
    },
  }),
  route({
    method: 'POST',
    url: '/question-sets/types/:type/drafts',
    permission: drafters,
    audit: 'alter',
    params: ofType,
    handler: async ({ db, actor, params: { type }, audit }) => {
      const [newest] = await getVersions(db, type)
      const id = await beginDraft(db, asMember(actor), newest.set)
      audit({ kind: 'question_set', id, summary: `draft for ${type}` })
      return redirect(draftAddress(id))
    },
  }),
  route({
    method: 'GET',
    url: '/question-sets/drafts/:id',
    permission: drafters,
    audit: 'nothing',
    params: ofOne,
    // With what is missing, for whoever wanted to walk through it.
    query: z.object({ check: z.literal('yes').optional().catch(undefined) }),
    handler: async (context) => {
      const draft = await getOwnDraft(context.db, asMember(context.actor), context.params.id)
      const checked = context.query.check && (await checkOwnDraft(context, draft, draft.content))
      const errors = checked && !checked.ok ? checked.errors : []
      return showDraft(context, draft, { content: draft.content, errors })
    },
  }),
  route({
    method: 'POST',
    url: '/question-sets/drafts/:id',
    permission: drafters,
    audit: 'alter',
    params: ofOne,
    body: manyFields,
    handler: changeDraft,
  }),
  route({
    method: 'GET',
    url: '/question-sets/proposals/:id',
    permission: deciders,
    audit: 'nothing',
    params: ofOne,
    handler: (context) => showProposal(context, context.params.id),
  }),
  route({
    method: 'POST',
    url: '/question-sets/proposals/:id',
    permission: deciders,
    audit: 'alter',
    stepUp: true,
    params: ofOne,
    body: typedSchema,
    handler: decide,
  }),
]
