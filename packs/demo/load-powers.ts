import type pg from 'pg'
import type { DemoCounty } from './generate-demo.ts'
import { idAt } from './identity.ts'
import { insertRows, type Row } from './insert-rows.ts'
import { personName } from './names.ts'
import { seededRandom } from './random.ts'

/** Cases on which something was done under a power, at most. */
const most = 36
const day = 86_400_000

type Chain = readonly {
  power: string
  daysAgo: number
  lastsDays?: number
  breached?: true
  place?: string
}[]
/** What was done in such cases, by turns. Nothing here follows sooner than the law lets it. */
const chains: readonly Chain[] = [
  [
    { power: 'advice', daysAgo: 60 },
    { power: 'warning_letter', daysAgo: 30 },
  ],
  [
    { power: 'warning_letter', daysAgo: 70 },
    { power: 'cpw', daysAgo: 40 },
    { power: 'cpn', daysAgo: 12, breached: true },
  ],
  [{ power: 'abc', daysAgo: 170, lastsDays: 182 }],
  [{ power: 'cpw', daysAgo: 3 }],
  [
    { power: 'warning_letter', daysAgo: 220 },
    { power: 'civil_injunction', daysAgo: 170, lastsDays: 182, breached: true },
  ],
  [
    { power: 'closure_notice', daysAgo: 80, lastsDays: 1, place: '4 Mill Lane' },
    { power: 'closure_order', daysAgo: 79, lastsDays: 88, place: '4 Mill Lane' },
  ],
]
const grounds = 'Loud music on most nights of the month, heard by three households and on four recordings.'

/** What a document under each power says, by the codes of packs/law/powers: begun, and not written to its end. */
const written: Readonly<Record<string, readonly string[]>> = {
  warning_letter: ['behaviour', 'stop'],
  abc: ['agreed', 'support'],
  cpw: ['behaviour', 'effect', 'warning'],
  cpn: ['behaviour', 'effect', 'requirements'],
  civil_injunction: ['behaviour', 'just', 'terms'],
  closure_notice: ['premises', 'prohibited'],
}
const titles: Readonly<Record<string, string>> = {
  warning_letter: 'Warning about anti-social behaviour',
  abc: 'Acceptable Behaviour Contract',
  cpw: 'Community protection warning',
  cpn: 'Community protection notice',
  civil_injunction: 'Application for an injunction: bundle',
  closure_notice: 'Closure notice',
}

/** Warnings, notices and contracts of open cases, with their service, so that the ladder and the register have something. */
export async function loadPowers(owner: pg.ClientBase, { options, name }: DemoCounty): Promise<void> {
  const { rows } = await owner.query<{ id: string; organisationId: number; memberId: string; now: Date }>(
    `select asb_case.id, asb_case.organisation_id as "organisationId", officer.id as "memberId", now() as now
     from asb_case join organisation on organisation.id = asb_case.organisation_id
     join lateral (select member_id as id from membership where membership.organisation_id = asb_case.organisation_id
       and role in ('case_officer', 'triage_officer') and covers_for is null and valid_to is null
       order by member_id limit 1) as officer on true
     where asb_case.status = 'open' and asb_case.partition_code is null and organisation.kind <> 'third_sector'
     order by asb_case.opened_at desc, asb_case.id limit $1`,
    [most],
  )
  const random = seededRandom(`${name}/${options.seed}`).fork('powers')
  const tables: Record<'case_party' | 'intervention' | 'intervention_event' | 'case_document', Row[]> = {
    case_party: [],
    intervention: [],
    intervention_event: [],
    case_document: [],
  }
  for (const [index, { id: caseId, organisationId, memberId, now }] of rows.entries()) {
    const at = (daysAgo: number) => new Date(now.getTime() - daysAgo * day)
    const dateOf = (daysAgo: number) => at(daysAgo).toISOString().slice(0, 10)
    const party = idAt(now.getTime(), random)
    tables.case_party.push({
      id: party,
      case_id: caseId,
      person_id: party,
      role: 'alleged_perpetrator',
      name: personName(random),
      born_on: '1988-05-17',
      since: dateOf(180),
      because: 'Named by several reporters',
      seen_by: 'partners',
      organisation_id: organisationId,
      added_by: memberId,
    })
    for (const { power, daysAgo, lastsDays, breached, place } of chains[index % chains.length] ?? []) {
      const id = idAt(now.getTime(), random)
      tables.intervention.push({
        id,
        case_id: caseId,
        party_id: place === undefined ? party : null,
        place: place ?? '',
        power,
        issued_on: dateOf(daysAgo),
        ends_on: lastsDays === undefined ? null : dateOf(daysAgo - lastsDays),
        grounds,
        because: 'The step before it changed nothing',
        begins_at: power === 'closure_notice' ? at(daysAgo) : null,
        ends_at: power === 'closure_notice' ? at(daysAgo - 1) : null,
        comply_by: power === 'cpw' ? at(daysAgo - 7) : null,
        conditions: ['cpn', 'abc', 'civil_injunction'].includes(power)
          ? ['No amplified music between 10pm and 8am']
          : [],
        served_at: at(daysAgo),
        appeal_by: power === 'cpn' ? at(daysAgo - 21) : null,
        breaches: breached ? 1 : 0,
        organisation_id: organisationId,
        recorded_by: memberId,
      })
      const event = (kind: string, when: Date, more: Row): Row => ({
        id: idAt(now.getTime(), random),
        intervention_id: id,
        kind,
        happened_at: when,
        how: '',
        by_whom: '',
        proof: '',
        what: '',
        added_by: memberId,
        organisation_id: organisationId,
        ...more,
      })
      tables.intervention_event.push(
        event('served', at(daysAgo), {
          how: 'hand',
          by_whom: 'The case officer',
          proof: 'Certificate of service in the file',
        }),
      )
      const title = titles[power]
      if (title !== undefined)
        tables.case_document.push({
          id: idAt(now.getTime(), random),
          case_id: caseId,
          intervention_id: id,
          template: power,
          template_version: 2,
          language: 'en',
          title,
          words: Object.fromEntries((written[power] ?? []).map((code) => [code, grounds])),
          organisation_id: organisationId,
          drafted_by: memberId,
          drafted_at: at(daysAgo),
        })
      if (breached)
        tables.intervention_event.push(event('breached', at(2), { what: 'Music until two in the morning' }))
    }
  }
  for (const [table, written] of Object.entries(tables)) await insertRows(owner, table, written)
}
