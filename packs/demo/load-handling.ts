import type pg from 'pg'
import { addDays, type LocalDate } from '#platform/clock'
import type { DemoCounty } from './generate-demo.ts'
import { insertRows } from './insert-rows.ts'
import { CITY, COUNTY, LANDLORDS, POLICE } from './organisation-facts.ts'
import { type DemoMember, leadOf, type Role } from './organisations.ts'

/** The numbers of the demonstration's own clearances and overrides. */
const handlingId = (at: number) => `01900000-0000-7000-8000-00000000c${at.toString(16).padStart(3, '0')}`

type PlannedClearance = {
  organisation: number
  role: Role
  partition: string
  reason: string
  from: number
  /** Days from the reference date; open without one. */
  to?: number
  isWithdrawn?: true
}

const clearances: readonly PlannedClearance[] = [
  {
    organisation: POLICE,
    role: 'supervisor',
    partition: 'police_sensitive',
    reason: 'Decides on intelligence in the sector',
    from: -300,
  },
  {
    organisation: POLICE,
    role: 'case_officer',
    partition: 'police_sensitive',
    reason: 'Works on the inquiry',
    from: -120,
  },
  {
    organisation: POLICE,
    role: 'information_governance',
    partition: 'police_sensitive',
    reason: 'Answers requests of people for their records',
    from: -300,
  },
  {
    organisation: POLICE,
    role: 'supervisor',
    partition: 'officers_families',
    reason: 'Keeps colleagues’ matters apart',
    from: -200,
  },
  {
    organisation: POLICE,
    role: 'information_governance',
    partition: 'officers_families',
    reason: 'Answers requests of people for their records',
    from: -200,
  },
  {
    organisation: POLICE,
    role: 'case_officer',
    partition: 'domestic_abuse',
    reason: 'Safeguarding lead of the sector',
    from: -180,
    to: 185,
  },
  {
    organisation: POLICE,
    role: 'triage_officer',
    partition: 'police_sensitive',
    reason: 'Operation in the summer',
    from: -200,
    to: -110,
  },
  {
    organisation: CITY,
    role: 'case_officer',
    partition: 'domestic_abuse',
    reason: 'Trained in domestic abuse',
    from: -250,
  },
  {
    organisation: CITY,
    role: 'supervisor',
    partition: 'domestic_abuse',
    reason: 'Supervises the trained officers',
    from: -250,
  },
  {
    organisation: CITY,
    role: 'information_governance',
    partition: 'domestic_abuse',
    reason: 'Answers requests of people for their records',
    from: -250,
  },
  {
    organisation: CITY,
    role: 'supervisor',
    partition: 'officers_families',
    reason: 'Keeps colleagues’ matters apart',
    from: -250,
  },
  {
    organisation: CITY,
    role: 'supervisor',
    partition: 'police_sensitive',
    reason: 'Told by the police about a risk to staff',
    from: -20,
    to: 40,
  },
  {
    organisation: CITY,
    role: 'triage_officer',
    partition: 'domestic_abuse',
    reason: 'While two colleagues were away',
    from: -90,
    isWithdrawn: true,
  },
]

/** Reports that stand alone and cases, open ones first, the newest of one organisation into one partition. */
const restricted: readonly { holder: number; partition: string; reports: number; cases: number }[] = [
  { holder: POLICE, partition: 'police_sensitive', reports: 5, cases: 2 },
  { holder: POLICE, partition: 'officers_families', reports: 3, cases: 0 },
  { holder: CITY, partition: 'domestic_abuse', reports: 5, cases: 2 },
  { holder: CITY, partition: 'officers_families', reports: 1, cases: 0 },
]

/** Who is cleared for what, a few restricted records, the regime of every case, and sharing without an agreement. */
export async function loadHandling(owner: pg.ClientBase, county: DemoCounty): Promise<void> {
  const { today } = county.options
  await insertRows(
    owner,
    'clearance',
    clearances.map((planned, at) => clearanceRow(planned, at, county.partnership.members, today)),
  )
  for (const { holder, partition, reports, cases } of restricted) {
    await owner.query(
      `update report set partition_code = $1, version = version + 1 where id in (
         select id from report where organisation_id = $2 and status <> 'filed'
           and partition_code is null and not exists (select from case_report where report_id = report.id)
           and not exists (select from hand_over where report_id = report.id)
           and not exists (select from share where report_id = report.id and because = 'submission')
         order by status in ('awaiting_triage', 'accepted') desc, filed_at desc, id limit $3)`,
      [partition, holder, reports],
    )
    await owner.query(
      `with chosen as (
         update asb_case set partition_code = $1, version = version + 1 where id in (
           select id from asb_case where organisation_id = $2 and partition_code is null
             and not exists (select from hand_over where case_id = asb_case.id)
           order by status = 'open' desc, opened_at desc, id limit $3)
         returning id)
       update report set partition_code = $1, version = version + 1
       where organisation_id = $2 and id in (select report_id from case_report join chosen on chosen.id = case_id)`,
      [partition, holder, cases],
    )
  }
  await loadRegimes(owner)
  await loadOverrides(owner, today)
}

function clearanceRow(
  { organisation, role, partition, reason, from, to, isWithdrawn }: PlannedClearance,
  at: number,
  members: readonly DemoMember[],
  today: LocalDate,
) {
  const whoIs = (wanted: Role) => leadOf(members, organisation, wanted)
  // Nobody clears themselves: a supervisor is cleared by whoever answers for information.
  const giver = whoIs(role === 'supervisor' ? 'information_governance' : 'supervisor')
  const person = whoIs(role)
  if (!person || !giver) throw new Error(`Organisation ${organisation} has no ${role}`)
  return {
    id: handlingId(at),
    member_id: person.id,
    organisation_id: organisation,
    partition_code: partition,
    granted_by: giver.id,
    reason,
    valid_from: addDays(today, from),
    valid_to: to === undefined ? null : addDays(today, to),
    withdrawn_at: isWithdrawn ? `${addDays(today, from + 14)}T15:00:00Z` : null,
    withdrawn_by: isWithdrawn ? giver.id : null,
  }
}

/** Every case begins under UK GDPR; one in nine turned into enforcement a week later, and some of those turned back. */
async function loadRegimes(owner: pg.ClientBase): Promise<void> {
  await owner.query(
    `with numbered as (
       select asb_case.id, opened_at, closed_at, opened_by, organisation_id, member.name,
         row_number() over (order by opened_at, asb_case.id) as place
       from asb_case join member on member.id = opened_by
     ), change (place, every, days, regime, reason) as (values
       (0, 1, 0, 'uk_gdpr', 'The case was opened'),
       (1, 9, 7, 'part_3', 'We are looking at a prosecution for breach of a community protection notice'),
       (2, 45, 20, 'uk_gdpr', 'No prosecution: what is left is support and housing management'))
     insert into case_regime (id, case_id, regime, reason, since, organisation_id, member_id, actor_name)
     select (left(id::text, -4) || to_hex(53248 + change.place))::uuid, id, regime, reason,
       opened_at + make_interval(days => days), organisation_id, opened_by, name
     from numbered join change on numbered.place % every = 0
     where days = 0 or opened_at + make_interval(days => days) < coalesce(closed_at, current_date)`,
  )
}

/** What was shared although no agreement covers it: each is reported every night until it ends. */
async function loadOverrides(owner: pg.ClientBase, today: LocalDate): Promise<void> {
  const overrides = [
    {
      partition: 'police_sensitive',
      kind: 'case',
      holder: POLICE,
      receiver: CITY,
      level: 'full',
      reason: 'A threat was made against council staff who visit the address.',
      basis: 'UK GDPR, Article 6(1)(d), vital interests',
    },
    {
      partition: 'police_sensitive',
      kind: 'report',
      holder: POLICE,
      receiver: COUNTY,
      level: 'summary',
      reason: 'The county’s youth workers go there on Friday.',
      basis: 'Crime and Disorder Act 1998, section 115',
    },
    {
      partition: 'officers_families',
      kind: 'report',
      holder: POLICE,
      receiver: LANDLORDS[0],
      level: 'summary',
      reason: 'The family asks to be moved and agreed to this.',
      basis: 'UK GDPR, Article 6(1)(a), consent',
    },
    {
      partition: 'officers_families',
      kind: 'report',
      holder: CITY,
      receiver: POLICE,
      level: 'summary',
      reason: 'An officer’s family is named. Their professional standards team asked for it.',
      basis: 'Data Protection Act 2018, Schedule 1, paragraph 10',
    },
  ] as const
  for (const [at, { partition, kind, holder, receiver, level, reason, basis }] of overrides.entries())
    await owner.query(
      `insert into share (id, ${kind}_id, organisation_id, level, because, reason, lawful_basis, given_by_organisation_id,
         given_by, given_at, expires_at)
       select $1, record.id, $2, $3, 'override', $4, $5, $6, (select member_id from clearance
           where organisation_id = $6 and partition_code = $7 and withdrawn_at is null order by id limit 1),
         $8::date - 4 + time '14:20', $8::date + 26
       from ${kind === 'case' ? 'asb_case' : 'report'} as record
       where organisation_id = $6 and partition_code = $7 order by record.id limit 1`,
      [handlingId(0x100 + at), receiver, level, reason, basis, holder, partition, today],
    )
}
