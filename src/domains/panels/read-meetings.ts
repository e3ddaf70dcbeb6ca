import { sql } from 'kysely'
import { type LocalDate, londonDateOf } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { ClosedReason, Factor, MeetingKind, SightLevel, Standing } from './meeting.ts'
import type { NoticeKind } from './tell-panels.ts'

export type PanelChoice = {
  id: string
  name: string
  purpose: string
  members: { id: number; name: string }[]
}

/** The panels on which one of these organisations sits today, with who else does. */
export async function readPanels(
  db: Transaction,
  organisations: readonly number[],
  day: LocalDate,
): Promise<PanelChoice[]> {
  const { rows } = await sql<PanelChoice & { isOurs: boolean }>`
    select panel.id, panel.name, panel.purpose,
      bool_or(organisation.id = any (${[...organisations]}::integer[])) as "isOurs",
      json_agg(json_build_object('id', organisation.id, 'name', organisation.short_name) order by organisation.short_name)
        as members
    from panel join panel_member on panel_member.panel_id = panel.id
      join organisation on organisation.id = panel_member.organisation_id
    where joined_on <= ${day}::date and (left_on is null or left_on > ${day}::date)
    group by panel.id order by panel.name`.execute(db)
  return rows.filter(({ isOurs }) => isOurs)
}

export type ListedMeeting = {
  id: string
  panelName: string
  kind: MeetingKind
  status: 'planned' | 'held' | 'cancelled'
  startsAt: Date
  nominateBy: LocalDate
  convenor: string
  items: number
}

const mostMeetings = 50

/** Meetings that the reader may see: what is planned first, the next at the top, then the last ones held. */
export async function readMeetings(db: Transaction): Promise<ListedMeeting[]> {
  const { rows } = await sql<ListedMeeting>`
    select meeting.id, panel.name as "panelName", meeting.kind, meeting.status, starts_at as "startsAt",
      nominate_by as "nominateBy", organisation.short_name as convenor,
      (select count(*)::integer from panel_item where meeting_id = meeting.id) as items
    from panel_meeting as meeting join panel on panel.id = meeting.panel_id
      join organisation on organisation.id = meeting.organisation_id
    order by meeting.status <> 'planned', case when meeting.status = 'planned' then starts_at end,
      starts_at desc, meeting.id
    limit ${mostMeetings}`.execute(db)
  return rows
}

export type Meeting = {
  id: string
  panelId: string
  panelName: string
  kind: MeetingKind
  status: 'planned' | 'held' | 'cancelled'
  convenorId: number
  convenor: string
  startsAt: Date
  place: string
  nominateBy: LocalDate
  sightLevel: SightLevel | null
  sightDays: number
  sharedAt: Date | null
  version: number
}

/** Whether its day has come in England: who came and what was decided is not written down before. */
export const hasCome = ({ startsAt }: Pick<Meeting, 'startsAt'>, day: LocalDate): boolean =>
  londonDateOf(startsAt) <= day

/** The meeting, or nothing where there is none that the reader may see. */
export async function findMeeting(db: Transaction, id: string): Promise<Meeting | undefined> {
  const { rows } = await sql<Meeting>`
    select meeting.id, panel.id as "panelId", panel.name as "panelName", meeting.kind, meeting.status,
      organisation.id as "convenorId", organisation.short_name as convenor, starts_at as "startsAt", place,
      nominate_by as "nominateBy", sight_level as "sightLevel", sight_days as "sightDays", shared_at as "sharedAt",
      meeting.version
    from panel_meeting as meeting join panel on panel.id = meeting.panel_id
      join organisation on organisation.id = meeting.organisation_id
    where meeting.id = ${id}`.execute(db)
  return rows[0]
}

export type Part = { organisation: string; words: string; readers: string[]; writtenAt: Date }
export type Minute = {
  discussion: string
  decision: string
  reasoning: string
  minutedBy: string
  minutedAt: Date
}

export type AgendaItem = {
  id: string
  caseId: string
  reference: string
  title: string
  /** False where the reader was given the case in summary alone. */
  inFull: boolean
  organisationId: number
  organisation: string
  openedAt: Date
  closedAt: Date | null
  reports: number
  paper: { reason: string; factors: Factor[]; closedBecause: ClosedReason | null } | null
  parts: Part[]
  /** The last row holds; those before it are what was corrected. */
  minutes: Minute[]
  actions: { what: string; owner: string; dueOn: LocalDate; status: 'open' | 'done' | 'cancelled' }[]
  /** Organisations that see the case, in full and in summary, as far as the reader may know: who sees it in full. */
  seenInFull: number[]
  seenInSummary: number[]
}

/** The agenda as the reader may see it: each case in full or in summary, and what was written of it for them. */
export async function readAgenda(db: Transaction, meetingId: string): Promise<AgendaItem[]> {
  const { rows } = await sql<AgendaItem>`
    select item.id, item.case_id as "caseId", coalesce(asb_case.reference, outline.reference) as reference,
      coalesce(asb_case.title, outline.title) as title, asb_case.id is not null as "inFull",
      item.organisation_id as "organisationId", organisation.short_name as organisation,
      coalesce(asb_case.opened_at, outline.opened_at) as "openedAt",
      coalesce(asb_case.closed_at, outline.closed_at) as "closedAt",
      (select count(*)::integer from case_report where case_report.case_id = asb_case.id) as reports,
      (select json_build_object('reason', reason, 'factors', factors, 'closedBecause', closed_because) from panel_paper where item_id = item.id) as paper,
      coalesce((select json_agg(json_build_object('organisation', author.short_name, 'words', part.words,
          'readers', array(select short_name from organisation as reader where reader.id = any (part.visible_to)
            order by short_name), 'writtenAt', part.written_at) order by part.written_at, part.id)
        from panel_part as part join organisation as author on author.id = part.organisation_id
        where part.item_id = item.id), '[]') as parts,
      coalesce((select json_agg(json_build_object('discussion', discussion, 'decision', decision,
          'reasoning', reasoning, 'minutedBy', member.name, 'minutedAt', minuted_at) order by minuted_at, minute.id)
        from panel_minute as minute join member on member.id = minuted_by where minute.item_id = item.id), '[]') as minutes,
      coalesce((select json_agg(json_build_object('what', action.what, 'owner', owner.short_name, 'dueOn', action.due_on,
          'status', action.status) order by action.due_on, action.id)
        from panel_action join case_action as action on action.id = panel_action.action_id
          join organisation as owner on owner.id = action.owner_organisation_id
        where panel_action.item_id = item.id), '[]') as actions,
      coalesce(organisations_in(asb_case.audience), '{}') as "seenInFull",
      coalesce(organisations_in(asb_case.outline_audience), '{}') as "seenInSummary"
    from panel_item as item join organisation on organisation.id = item.organisation_id
      left join asb_case on asb_case.id = item.case_id
      left join case_outline as outline on outline.id = item.case_id
    where item.meeting_id = ${meetingId}
    order by item.nominated_at, item.id`.execute(db)
  return rows.map((row) => ({
    ...row,
    parts: row.parts.map((part) => ({ ...part, writtenAt: new Date(part.writtenAt) })),
    minutes: row.minutes.map((minute) => ({ ...minute, minutedAt: new Date(minute.minutedAt) })),
  }))
}

export type Attendance = { organisationId: number; standing: Standing; names: string }

export async function readAttendance(db: Transaction, meetingId: string): Promise<Attendance[]> {
  const { rows } = await sql<Attendance>`
    select organisation_id as "organisationId", standing, names from panel_attendance
    where meeting_id = ${meetingId}`.execute(db)
  return rows
}

/** How many people of an organisation were told of a meeting, and when first. */
export type Told = { organisationId: number; kind: NoticeKind; people: number; at: Date }

export async function readNotices(db: Transaction, meetingId: string): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select organisation_id as "organisationId", kind, count(*)::integer as people, min(at) as at from panel_notice
    where meeting_id = ${meetingId} group by organisation_id, kind order by min(at)`.execute(db)
  return rows
}

/** The organisations on a panel on the day. */
export async function readMembers(
  db: Transaction,
  panelId: string,
  day: LocalDate,
): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select organisation.id, organisation.short_name as name
    from panel_member join organisation on organisation.id = organisation_id
    where panel_id = ${panelId} and joined_on <= ${day}::date and (left_on is null or left_on > ${day}::date)
    order by organisation.short_name`.execute(db)
  return rows
}
