import { z } from 'zod'
import { type Actor, asMember, hasRole } from '#platform/actor'
import { addMonths, type LocalDate, today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type FormError, readForm, type Typed, typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  type Context,
  forMembers,
  forRoles,
  json,
  notFound,
  page,
  Refusal,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { makePdf } from '#platform/pdf'
import {
  type Assessment,
  assessmentHash,
  decideAssessment,
  findDraft,
  getAssessment,
  readAssessments,
  readOwners,
  saveDraft,
  sendToSign,
  type Written,
} from './assessment.ts'
import { assessmentCsv, assessmentData, assessmentPdf, type Pack } from './assessment-document.ts'
import { decideForm, draftForm, typedWritten } from './assessment-form.ts'
import { compareFacts } from './facts.ts'
import { gatherFacts, type Subject, type Surroundings } from './gather-facts.ts'
import {
  ImpactListPage,
  type ListedSubject,
  SubjectPage,
  subjectAddress,
  VersionPage,
  versionAddress,
} from './impact-pages.tsx'
import { riskScaleOn } from './starting-risks.ts'

const assessors = forRoles('coordinator', 'information_governance')
const subjectParams = z.object({ subject: z.union([z.literal('partnership'), z.uuid()]) })
const versionParams = z.object({ id: z.uuid() })
const seenSaves = z.coerce.number().int().nonnegative().catch(0)
type Any = Context<unknown, unknown, unknown>
type OfSubject = Context<z.output<typeof subjectParams>, unknown, unknown>

const subjectOf = ({ params }: OfSubject): Subject => ({
  agreementId: params.subject === 'partnership' ? null : params.subject,
})
/** How long a signed assessment holds until it is looked at again, unless its officer says otherwise. */
const monthsToReview = 12

/** What a draft begins with: the version before, or the list of risks that is written down. */
function beginning(newest: Assessment | undefined, actor: Actor, day: LocalDate): Written {
  const reviewOn = addMonths(day, monthsToReview)
  if (newest !== undefined) return { ...newest.content.written, changes: '', reviewOn }
  const words = { need: '', necessity: '', consultation: '', processors: '', advice: '', changes: '' }
  return { ...words, reviewOn, ownerId: asMember(actor).memberId, risks: riskScaleOn(day).risks }
}

/** Impact assessments: their facts from the product, their words from officers, signed by a second person. */
export function impactRoutes(surroundings: Surroundings): readonly Route[] {
  const factsOf = (db: Transaction, subject: Subject, day: LocalDate) =>
    gatherFacts(db, subject, surroundings, day)

  async function packOf(db: Transaction, assessment: Assessment, day: LocalDate): Promise<Pack> {
    const subject = { agreementId: assessment.agreementId }
    const [versions, now] = await Promise.all([readAssessments(db, subject), factsOf(db, subject, day)])
    const before = versions.find(
      ({ decision, number }) => decision === 'approved' && number < assessment.number,
    )
    return {
      assessment,
      scale: riskScaleOn(day),
      since: compareFacts(assessment.content.facts, now.facts),
      changed: before ? compareFacts(before.content.facts, assessment.content.facts) : [],
    }
  }

  async function showSubject(
    context: OfSubject,
    state: { typed: Typed; seen: number; errors: readonly FormError[]; conflict?: string } | undefined,
    isSaved = false,
  ): Promise<Answer> {
    const { db, actor, clock } = context
    const subject = subjectOf(context)
    const day = today(clock)
    const [{ title, facts }, draft, versions, owners] = await Promise.all([
      factsOf(db, subject, day),
      findDraft(db, subject),
      readAssessments(db, subject),
      readOwners(db, day),
    ])
    const signed = versions.find(({ decision }) => decision === 'approved')
    const written = draft?.content ?? beginning(versions[0], actor, day)
    const status = state === undefined ? 200 : state.conflict === undefined ? 422 : 409
    return page(
      (frame) =>
        SubjectPage({
          frame: { ...frame, hasErrors: status === 422 },
          agreementId: subject.agreementId,
          title,
          facts,
          draft,
          versions,
          since: signed ? compareFacts(signed.content.facts, facts) : [],
          owners,
          scale: riskScaleOn(day),
          typed: state?.typed ?? typedWritten(written),
          seen: state?.seen ?? draft?.saves ?? 0,
          errors: state?.errors ?? [],
          conflict: state?.conflict,
          isSaved,
        }),
      { status },
    )
  }

  async function showVersion(
    { db, actor, clock }: Any,
    assessment: Assessment,
    state: { typed: Typed; errors: readonly FormError[]; conflict?: string } = { typed: {}, errors: [] },
  ): Promise<Answer> {
    const pack = await packOf(db, assessment, today(clock))
    const status = state.conflict !== undefined ? 409 : state.errors.length > 0 ? 422 : 200
    return page(
      (frame) =>
        VersionPage({
          frame: { ...frame, hasErrors: status === 422 },
          ...pack,
          isWhole: assessmentHash(assessment) === assessment.hash,
          mayDecide: assessment.decision === null && hasRole(actor, 'coordinator', 'information_governance'),
          isOwn: assessment.proposedBy === asMember(actor).memberId,
          ...state,
        }),
      { status },
    )
  }

  const packRoute = (
    extension: 'pdf' | 'csv' | 'json',
    answer: (pack: Pack, now: Date, name: string) => Answer,
  ) =>
    route({
      method: 'GET',
      url: `/impact/versions/:id/pack.${extension}`,
      permission: forMembers,
      audit: 'nothing',
      params: versionParams,
      async handler({ db, params, clock }) {
        const assessment = await getAssessment(db, params.id)
        const pack = await packOf(db, assessment, today(clock))
        return answer(pack, clock.now(), `impact-assessment-${assessment.number}.${extension}`)
      },
    })

  return [
    route({
      method: 'GET',
      url: '/impact',
      permission: assessors,
      audit: 'nothing',
      async handler({ db, clock }) {
        const day = today(clock)
        const [agreements, versions, drafts] = await Promise.all([
          db
            .selectFrom('agreement')
            .select(['id', 'title'])
            .where('ended_at', 'is', null)
            .orderBy('title')
            .execute(),
          readAssessments(db),
          db.selectFrom('impact_draft').select(['agreement_id', 'saved_at as savedAt']).execute(),
        ])
        const asked = [{ id: null, title: 'The partnership as a whole' }, ...agreements]
        const subjects: ListedSubject[] = []
        for (const { id, title } of asked) {
          const own = versions.filter(({ agreementId }) => agreementId === id)
          const signed = own.find(({ decision }) => decision === 'approved')
          subjects.push({
            agreementId: id,
            title,
            signed,
            waiting: own.find(({ decision }) => decision === null),
            draft: drafts.find(({ agreement_id }) => agreement_id === id),
            since: signed
              ? compareFacts(signed.content.facts, (await factsOf(db, { agreementId: id }, day)).facts)
              : [],
          })
        }
        return page((frame) => ImpactListPage({ frame, subjects, today: day }))
      },
    }),
    route({
      method: 'GET',
      url: '/impact/:subject',
      permission: assessors,
      audit: 'nothing',
      params: subjectParams,
      query: z.object({ saved: z.literal('yes').optional().catch(undefined) }),
      handler: (context) => showSubject(context, undefined, context.query.saved !== undefined),
    }),
    route({
      method: 'POST',
      url: '/impact/:subject',
      permission: assessors,
      audit: 'alter',
      params: subjectParams,
      body: typedSchema,
      async handler(context) {
        const { db, actor: given, clock, body: typed, audit } = context
        const [actor, subject, day] = [asMember(given), subjectOf(context), today(clock)]
        const seen = seenSaves.parse(typed.seen)
        const isSent = typedValue(typed, 'act') === 'send'
        const owners = await readOwners(db, day)
        const scale = riskScaleOn(day)
        const form = draftForm(
          typed,
          scale,
          owners.map(({ id }) => id),
          day,
          isSent,
        )
        const read = readForm(form, typed)
        if (!read.ok) return showSubject(context, { typed, seen, errors: read.errors })
        const { title, facts } = await factsOf(db, subject, day)
        try {
          await saveDraft(db, actor, subject, read.value, seen)
          audit({
            kind: 'impact_assessment',
            ...(subject.agreementId ? { id: subject.agreementId } : {}),
            summary: isSent ? 'sent to be signed' : 'draft saved',
          })
          if (!isSent) return redirect(`${subjectAddress(subject.agreementId)}?saved=yes`)
          const id = await sendToSign(db, actor, subject, {
            title,
            facts,
            written: read.value,
            seen: seen + 1,
          })
          return redirect(versionAddress(id))
        } catch (error) {
          if (!(error instanceof Refusal) || error.status !== 409) throw error
          return showSubject(context, { typed, seen, errors: [], conflict: error.message })
        }
      },
    }),
    route({
      method: 'GET',
      url: '/impact/:subject/pack.pdf',
      permission: assessors,
      audit: 'nothing',
      params: subjectParams,
      async handler(context) {
        const { db, actor, clock } = context
        const [subject, day] = [subjectOf(context), today(clock)]
        const [{ title, facts }, draft, versions] = await Promise.all([
          factsOf(db, subject, day),
          findDraft(db, subject),
          readAssessments(db, subject),
        ])
        const written = draft?.content ?? beginning(versions[0], actor, day)
        const owner = await db
          .selectFrom('member')
          .select('name')
          .where('id', '=', written.ownerId)
          .executeTakeFirst()
        const said = {
          title,
          content: { written, facts, ownerName: owner?.name ?? '' },
          ownerId: written.ownerId,
          reviewOn: written.reviewOn,
        }
        const assessment: Assessment = {
          ...said,
          id: '',
          agreementId: subject.agreementId,
          number: (versions[0]?.number ?? 0) + 1,
          hash: assessmentHash(said),
          proposedBy: asMember(actor).memberId,
          proposedByName: null,
          proposedAt: clock.now(),
          decision: null,
          decisionReason: '',
          decidedByName: null,
          decidedAt: null,
        }
        const pack = { ...(await packOf(db, assessment, day)), assessment }
        const document = assessmentPdf(pack, clock.now())
        return {
          type: 'application/pdf',
          headers: { 'content-disposition': 'inline; filename="impact-assessment-draft.pdf"' },
          stream: () => makePdf(document),
        }
      },
    }),
    route({
      method: 'GET',
      url: '/impact/versions/:id',
      permission: forMembers,
      audit: 'nothing',
      params: versionParams,
      handler: async (context) => showVersion(context, await getAssessment(context.db, context.params.id)),
    }),
    route({
      method: 'POST',
      url: '/impact/versions/:id',
      permission: assessors,
      audit: 'alter',
      stepUp: true,
      params: versionParams,
      body: typedSchema,
      async handler(context) {
        const { db, actor, params, body: typed, audit } = context
        const assessment = await getAssessment(db, params.id)
        const read = readForm(decideForm, typed)
        if (!read.ok) return showVersion(context, assessment, { typed, errors: read.errors })
        if (assessmentHash(assessment) !== assessment.hash) throw notFound('assessment')
        try {
          await decideAssessment(db, asMember(actor), assessment, read.value)
        } catch (error) {
          if (!(error instanceof Refusal) || error.status !== 409) throw error
          return showVersion(context, assessment, { typed, errors: [], conflict: error.message })
        }
        audit({
          kind: 'impact_assessment',
          id: params.id,
          reason: read.value.why,
          summary: `version ${assessment.number} ${read.value.decision}`,
        })
        return redirect(versionAddress(params.id))
      },
    }),
    packRoute('pdf', (pack, now, name) => ({
      type: 'application/pdf',
      headers: { 'content-disposition': `inline; filename="${name}"` },
      stream: () => makePdf(assessmentPdf(pack, now)),
    })),
    packRoute('csv', (pack, _, name) => ({
      type: 'text/csv; charset=utf-8; header=present',
      headers: { 'content-disposition': `attachment; filename="${name}"` },
      text: assessmentCsv(pack),
    })),
    packRoute('json', (pack) => json(assessmentData(pack))),
  ]
}
