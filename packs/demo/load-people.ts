import type pg from 'pg'
import { addDays, type LocalDate } from '#platform/clock'
import type { DemoCounty } from './generate-demo.ts'
import { insertRows } from './insert-rows.ts'
import { CITY, POLICE } from './organisation-facts.ts'
import type { DemoMember } from './organisations.ts'

/** The numbers of the demonstration's own covers. */
const coverId = (at: number) => `01900000-0000-7000-8000-00000000f${at.toString(16).padStart(3, '0')}`

/** Light accounts with those who answer for them, and people who stand in for a colleague. */
export async function loadPeople(owner: pg.ClientBase, { partnership, options }: DemoCounty): Promise<void> {
  const { lightAccounts, members } = partnership
  await insertRows(
    owner,
    'member',
    lightAccounts.map(({ id, name, email }) => ({ id, name, email })),
  )
  await insertRows(
    owner,
    'membership',
    lightAccounts.map((account) => ({
      id: account.membershipId,
      member_id: account.id,
      organisation_id: account.organisationId,
      role: 'partner',
      sponsor_id: account.sponsorId,
      because: account.because,
      given_by: account.sponsorId,
      given_at: addDays(options.today, account.fromDay),
      valid_from: addDays(options.today, account.fromDay),
      valid_to: addDays(options.today, account.toDay),
      ended_because: '',
    })),
  )
  await insertRows(owner, 'membership', coversOf(members, options.today))
  await insertRows(owner, 'sign_in_event', resetsOf(members, options.today))
}

/** A co-ordinator let a case officer of the city in again, whose telephone was lost. */
function resetsOf(members: readonly DemoMember[], today: LocalDate) {
  const officer = members.find((one) => one.organisationId === CITY && one.role === 'case_officer')
  const coordinator = members.find(({ role }) => role === 'coordinator')
  if (!officer || !coordinator) return []
  return [
    {
      id: '01900000-0000-7000-8000-00000000f100',
      at: `${addDays(today, -6)}T09:20:00Z`,
      member_id: officer.id,
      method: 'operator',
      outcome: 'reset',
      done_by: coordinator.id,
    },
  ]
}

/** A supervisor of the city is away now, one of the force was lately. */
function coversOf(members: readonly DemoMember[], today: LocalDate) {
  const absences = [
    { organisation: CITY, from: -3, to: 11 },
    { organisation: POLICE, from: -40, to: -26 },
  ]
  return absences.flatMap(({ organisation, from, to }, at) => {
    const away = members.find(
      ({ organisationId, role }) => organisationId === organisation && role === 'supervisor',
    )
    const instead = members.findLast(
      ({ teamId, role }) => teamId !== undefined && teamId === away?.teamId && role === 'case_officer',
    )
    if (!away || !instead) return []
    return {
      id: coverId(at),
      member_id: instead.id,
      organisation_id: organisation,
      role: 'supervisor',
      covers_for: away.id,
      because: '',
      given_by: away.id,
      given_at: addDays(today, from - 5),
      valid_from: addDays(today, from),
      valid_to: addDays(today, to),
      ended_because: '',
    }
  })
}

/** Reports that the holders of light accounts filed themselves, as the product keeps them in their sight. */
export async function loadSubmissions(owner: pg.ClientBase, { partnership }: DemoCounty): Promise<void> {
  for (const [at, { id, organisationId }] of partnership.lightAccounts.entries())
    await owner.query(
      `with mine as (
         select id, filed_at, row_number() over (order by filed_at desc, id) as place from report
         where status <> 'filed' and organisation_id <> $2 and partition_code is null
           and not exists (select from share where report_id = report.id and organisation_id = $2)
         order by filed_at desc, id limit 24)
       insert into share (id, report_id, organisation_id, member_id, level, because, reason, given_by, given_at)
       select (left(id::text, -4) || to_hex(45056 + $3))::uuid, id, $2, $1, 'summary', 'submission', 'They filed it', $1, filed_at
       from mine where place % 8 = $3 % 8`,
      [id, organisationId, at],
    )
}
