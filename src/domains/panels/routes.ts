import { z } from 'zod'
import { getCaseToChange } from '#domains/cases'
import { asMember, organisationsWith } from '#platform/actor'
import { formatDate, today } from '#platform/clock'
import { type FormResult, readForm, type Typed, typedSchema } from '#platform/forms'
import {
  type Answer,
  type Context,
  conflict,
  forbidden,
  forRoles,
  notFound,
  page,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { parseReference } from '#platform/ids'
import type { ItemAbilities } from './agenda-item.tsx'
import {
  arrangeMeeting,
  decideAction,
  endMeeting,
  nominateCase,
  recordAttendance,
  withdrawCase,
  writeMinute,
  writePart,
} from './change-meeting.ts'
import { panelCancelled, panelHeld } from './events.ts'
import {
  actionForm,
  attendanceForm,
  minuteForm,
  newMeetingForm,
  nominationForm,
  partForm,
  type Standing,
  standings,
} from './meeting.ts'
import { MeetingPage } from './meeting-page.tsx'
import { MeetingsPage } from './meetings-page.tsx'
import type { PanelFormState } from './panel-form.tsx'
import { InvitationPage, PapersPage } from './papers-page.tsx'
import {
  type AgendaItem,
  findMeeting,
  hasCome,
  type Meeting,
  readAgenda,
  readAttendance,
  readMeetings,
  readMembers,
  readNotices,
  readPanels,
} from './read-meetings.ts'

const caseworkers = ['triage_officer', 'case_officer', 'supervisor'] as const
const permission = forRoles(...caseworkers)
const byMeeting = z.object({ id: z.uuid() })
const byItem = byMeeting.extend({ item: z.uuid() })
type Any = Context<unknown, unknown, unknown>

async function getMeeting({ db }: Any, id: string): Promise<Meeting> {
  const meeting = await findMeeting(db, id)
  if (meeting === undefined) throw notFound('panel')
  return meeting
}

/** An item of the agenda that the reader sees in full: to write on it, that is needed. */
async function getItem(context: Any, meeting: Meeting, id: string): Promise<AgendaItem> {
  const item = (await readAgenda(context.db, meeting.id)).find((each) => each.id === id)
  if (item === undefined) throw notFound('panel')
  if (!item.inFull) throw forbidden()
  return item
}

async function showMeetings(context: Any, state?: PanelFormState): Promise<Answer> {
  const { db, actor, clock, audit } = context
  const ours = organisationsWith(actor, ...caseworkers)
  const [panels, meetings, convenors] = await Promise.all([
    readPanels(db, ours, today(clock)),
    readMeetings(db),
    db
      .selectFrom('organisation')
      .select(['id', 'short_name as name'])
      .where('id', 'in', ours.length > 0 ? [...ours] : [-1])
      .execute(),
  ])
  audit({ kind: 'panel_list', summary: `${meetings.length} meetings shown` })
  return page(
    (frame) => MeetingsPage({ frame, panels, meetings, ours: convenors, state, today: today(clock) }),
    { status: state === undefined ? 200 : 422 },
  )
}

async function showMeeting(context: Any, id: string, state?: PanelFormState): Promise<Answer> {
  const { db, actor, clock, audit } = context
  const meeting = await getMeeting(context, id)
  const [items, members, attendance, notices] = await Promise.all([
    readAgenda(db, id),
    readMembers(db, meeting.panelId, today(clock)),
    readAttendance(db, id),
    readNotices(db, id),
  ])
  const ours = organisationsWith(actor, ...caseworkers)
  const convenes = ours.includes(meeting.convenorId)
  audit({ kind: 'panel', id, summary: `agenda of ${items.length}` })
  for (const item of items) audit({ kind: 'case', id: item.caseId, summary: 'on the agenda of a panel' })
  const isOpen = meeting.status !== 'cancelled'
  const abilitiesOf = (item: AgendaItem): ItemAbilities => ({
    mayWithdraw: meeting.status === 'planned' && ours.includes(item.organisationId),
    mayWritePart: isOpen && item.inFull,
    mayMinute: isOpen && item.inFull && convenes && hasCome(meeting, today(clock)),
    mayAddAction:
      isOpen && item.closedAt === null && item.inFull && (convenes || ours.includes(item.organisationId)),
  })
  const mayNominate = meeting.status === 'planned' && meeting.nominateBy >= today(clock)
  return page(
    (frame) =>
      MeetingPage({
        frame,
        ...{
          meeting,
          items,
          members,
          attendance,
          notices,
          ours,
          convenes,
          mayNominate,
          abilitiesOf,
          state,
          hasCome: hasCome(meeting, today(clock)),
        },
      }),
    { status: state === undefined ? 200 : state.conflict === undefined ? 422 : 409 },
  )
}

/** The value of a form, or the page again with what is wrong. */
async function readOr<Value>(
  read: FormResult<Value>,
  form: string,
  typed: Typed,
  again: (state: PanelFormState) => Promise<Answer>,
): Promise<{ value: Value } | { answer: Answer }> {
  return read.ok ? { value: read.value } : { answer: await again({ form, typed, errors: read.errors }) }
}

export const panelMeetingRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/panels',
    permission,
    audit: 'consult',
    handler: (context) => showMeetings(context),
  }),
  route({
    method: 'POST',
    url: '/panels',
    permission,
    audit: 'alter',
    body: typedSchema,
    async handler(context) {
      const { db, actor, body, clock, audit } = context
      const read = await readOr(readForm(newMeetingForm, body), 'meeting', body, (state) =>
        showMeetings(context, state),
      )
      if ('answer' in read) return read.answer
      const ours = organisationsWith(actor, ...caseworkers)
      const panels = await readPanels(db, ours, today(clock))
      const panel = panels.find(({ id }) => id === read.value.panel)
      if (panel === undefined || !ours.includes(read.value.convenor)) throw forbidden()
      if (read.value.until > read.value.on)
        return showMeetings(context, atField('meeting', body, 'until', 'Nominations end before the meeting'))
      const id = await arrangeMeeting(db, asMember(actor), read.value)
      audit({ kind: 'panel', id, summary: 'meeting arranged' })
      return redirect(`/panels/${id}`)
    },
  }),
  route({
    method: 'GET',
    url: '/panels/:id',
    permission,
    audit: 'consult',
    params: byMeeting,
    handler: (context) => showMeeting(context, context.params.id),
  }),
  route({
    method: 'GET',
    url: '/panels/:id/papers',
    permission,
    audit: 'disclose',
    params: byMeeting,
    async handler(context) {
      const { db, actor, params, audit } = context
      const meeting = await getMeeting(context, params.id)
      const items = await readAgenda(db, meeting.id)
      audit({ kind: 'panel', id: meeting.id, summary: 'papers' })
      for (const item of items) audit({ kind: 'case', id: item.caseId, summary: 'papers of a panel' })
      const readerName = asMember(actor).organisationName
      return page((frame) => PapersPage({ frame, meeting, items, readerName }))
    },
  }),
  route({
    method: 'GET',
    url: '/panels/:id/invitation',
    permission,
    audit: 'consult',
    params: byMeeting,
    query: z.object({ organisation: z.coerce.number().int().positive().optional().catch(undefined) }),
    async handler(context) {
      const { db, actor, params, query, clock, audit } = context
      const meeting = await getMeeting(context, params.id)
      const members = await readMembers(db, meeting.panelId, today(clock))
      const ours = organisationsWith(actor, ...caseworkers)
      const convenes = ours.includes(meeting.convenorId)
      // Only who keeps the agenda, and sees its cases in full, knows what others may see of it.
      const choices = convenes ? members : members.filter(({ id }) => ours.includes(id))
      const invited = choices.find(({ id }) => id === query.organisation) ?? choices[0]
      if (invited === undefined) throw notFound('panel')
      const items = (await readAgenda(db, meeting.id)).flatMap((item) => {
        const isOwn = ours.includes(invited.id)
        const sight =
          item.seenInFull.includes(invited.id) || (isOwn && item.inFull)
            ? ('full' as const)
            : isOwn || item.seenInSummary.includes(invited.id)
              ? ('summary' as const)
              : undefined
        return sight === undefined ? [] : [{ ...item, sight }]
      })
      audit({ kind: 'panel', id: meeting.id, summary: `invitation of organisation ${invited.id}` })
      return page((frame) => InvitationPage({ frame, meeting, items, invited, others: choices }))
    },
  }),
  route({
    method: 'POST',
    url: '/panels/:id/items',
    permission,
    audit: 'alter',
    params: byMeeting,
    body: typedSchema,
    async handler(context) {
      const { db, actor, params, body, clock, audit } = context
      const meeting = await getMeeting(context, params.id)
      if (meeting.status !== 'planned' || meeting.nominateBy < today(clock))
        throw conflict('The agenda of this meeting is closed.')
      const again = (state: PanelFormState) => showMeeting(context, meeting.id, state)
      const read = await readOr(readForm(nominationForm, body), 'nominate', body, again)
      if ('answer' in read) return read.answer
      const reference = parseReference(read.value.reference, 'CASE')
      const found =
        reference === undefined
          ? undefined
          : await db
              .selectFrom('asb_case')
              .select('reference')
              .where('reference', '=', reference)
              .where('organisation_id', 'in', [...organisationsWith(actor, ...caseworkers)])
              .executeTakeFirst()
      if (found === undefined)
        return again(
          atField(
            'nominate',
            body,
            'reference',
            'Enter the reference of a case that your organisation leads',
          ),
        )
      const members = await readMembers(db, meeting.panelId, today(clock))
      const caseToChange = await getCaseToChange(db, found.reference)
      if (caseToChange.status === 'closed' && read.value.closed === null)
        return again(
          atField('nominate', body, 'closed', 'This case is closed: choose what the panel discusses it for'),
        )
      await nominateCase(db, asMember(actor), meeting, members, read.value, caseToChange)
      audit({ kind: 'case', id: caseToChange.id, summary: `nominated for a panel, ${meeting.id}` })
      return redirect(`/panels/${meeting.id}#agenda`)
    },
  }),
  route({
    method: 'POST',
    url: '/panels/:id/items/:item/withdraw',
    permission,
    audit: 'alter',
    params: byItem,
    body: typedSchema,
    async handler(context) {
      const { db, actor, params, audit } = context
      const meeting = await getMeeting(context, params.id)
      const item = await getItem(context, meeting, params.item)
      await withdrawCase(db, asMember(actor), meeting, item)
      audit({ kind: 'case', id: item.caseId, summary: `taken off the agenda of a panel, ${meeting.id}` })
      return redirect(`/panels/${meeting.id}#agenda`)
    },
  }),
  route({
    method: 'POST',
    url: '/panels/:id/items/:item/parts',
    permission,
    audit: 'alter',
    params: byItem,
    body: typedSchema,
    async handler(context) {
      const { db, actor, params, body, clock, audit } = context
      const meeting = await getMeeting(context, params.id)
      const item = await getItem(context, meeting, params.item)
      const read = await readOr(readForm(partForm, body), `part-${item.id}`, body, (state) =>
        showMeeting(context, meeting.id, state),
      )
      if ('answer' in read) return read.answer
      const members = (await readMembers(db, meeting.panelId, today(clock))).map(({ id }) => id)
      const ours = organisationsWith(actor, ...caseworkers)
      const organisationId = ours.find((id) => members.includes(id)) ?? ours[0]
      if (organisationId === undefined) throw forbidden()
      const to = read.value.to.filter((id) => members.includes(id))
      await writePart(db, asMember(actor), item, { organisationId, words: read.value.words, to })
      audit({ kind: 'case', id: item.caseId, summary: `part for organisations ${to.join(', ') || 'none'}` })
      return redirect(`/panels/${meeting.id}#item-${item.id}`)
    },
  }),
  route({
    method: 'POST',
    url: '/panels/:id/items/:item/minutes',
    permission,
    audit: 'alter',
    params: byItem,
    body: typedSchema,
    async handler(context) {
      const { db, actor, params, body, clock, audit } = context
      const meeting = await getMeeting(context, params.id)
      mustConvene(context, meeting)
      const item = await getItem(context, meeting, params.item)
      const read = await readOr(readForm(minuteForm, body), `minute-${item.id}`, body, (state) =>
        showMeeting(context, meeting.id, state),
      )
      if ('answer' in read) return read.answer
      if (!hasCome(meeting, today(clock)))
        return showMeeting(
          context,
          meeting.id,
          atField(
            `minute-${item.id}`,
            body,
            'decision',
            `${meetsOn(meeting)}: write what was decided on that day or later`,
          ),
        )
      await writeMinute(db, asMember(actor), meeting, item, read.value)
      audit({ kind: 'case', id: item.caseId, reason: read.value.reasoning, summary: 'decided by a panel' })
      return redirect(`/panels/${meeting.id}#item-${item.id}`)
    },
  }),
  route({
    method: 'POST',
    url: '/panels/:id/items/:item/actions',
    permission,
    audit: 'alter',
    params: byItem,
    body: typedSchema,
    async handler(context) {
      const { db, actor, params, body, audit } = context
      const meeting = await getMeeting(context, params.id)
      const item = await getItem(context, meeting, params.item)
      const read = await readOr(readForm(actionForm, body), `action-${item.id}`, body, (state) =>
        showMeeting(context, meeting.id, state),
      )
      if ('answer' in read) return read.answer
      await decideAction(db, asMember(actor), item, read.value)
      audit({ kind: 'case', id: item.caseId, summary: 'action of a panel' })
      return redirect(`/panels/${meeting.id}#item-${item.id}`)
    },
  }),
  route({
    method: 'POST',
    url: '/panels/:id/attendance',
    permission,
    audit: 'alter',
    params: byMeeting,
    body: typedSchema,
    async handler(context) {
      const { db, actor, params, body, clock, audit } = context
      const meeting = await getMeeting(context, params.id)
      mustConvene(context, meeting)
      if (meeting.status !== 'planned')
        throw conflict('This meeting has been ended: what was recorded stands.')
      const read = readForm(attendanceForm, body)
      if (!read.ok)
        return showMeeting(context, meeting.id, { form: 'attendance', typed: body, errors: read.errors })
      const members = await readMembers(db, meeting.panelId, today(clock))
      const rows = members.flatMap(({ id }) => {
        const standing = read.value.standing[String(id)] ?? ''
        return isStanding(standing)
          ? [{ organisationId: id, standing, names: (read.value.names[String(id)] ?? '').trim() }]
          : []
      })
      if (!hasCome(meeting, today(clock)))
        return showMeeting(
          context,
          meeting.id,
          atField(
            'attendance',
            body,
            `standing-${rows[0]?.organisationId ?? members[0]?.id ?? ''}`,
            `${meetsOn(meeting)}: record who came on that day or later`,
          ),
        )
      await recordAttendance(db, asMember(actor), meeting, rows)
      audit({ kind: 'panel', id: meeting.id, summary: `attendance of ${rows.length}` })
      return redirect(`/panels/${meeting.id}#attendance`)
    },
  }),
  ...(['held', 'cancelled'] as const).map((status) =>
    route({
      method: 'POST',
      url: `/panels/:id/${status === 'held' ? 'held' : 'cancel'}`,
      permission,
      audit: 'alter',
      params: byMeeting,
      body: typedSchema,
      async handler(context) {
        const { db, actor, params, clock, audit, emit } = context
        const meeting = await getMeeting(context, params.id)
        mustConvene(context, meeting)
        if (status === 'held' && !hasCome(meeting, today(clock)))
          throw conflict(`${meetsOn(meeting)}: it was not held yet.`)
        const came = await readAttendance(db, meeting.id)
        if (status === 'held' && !came.some(({ standing }) => standing === 'attended'))
          throw conflict('Record first who came: what is shared afterwards follows from it.')
        await endMeeting(db, asMember(actor), meeting, { status, now: clock.now() })
        await emit(status === 'held' ? panelHeld : panelCancelled, { meetingId: meeting.id })
        audit({ kind: 'panel', id: meeting.id, summary: status })
        return redirect(`/panels/${meeting.id}`)
      },
    }),
  ),
]

/** A form that came back because of one field. */
const atField = (form: string, typed: Typed, field: string, message: string): PanelFormState => ({
  form,
  typed,
  errors: [{ field, anchor: field, message }],
})

const meetsOn = ({ startsAt }: Meeting) => `The panel meets on ${formatDate(startsAt)}`

function mustConvene({ actor }: Any, meeting: Meeting): void {
  if (!organisationsWith(actor, ...caseworkers).includes(meeting.convenorId)) throw forbidden()
}

function isStanding(text: string): text is Standing {
  return Object.hasOwn(standings, text)
}
