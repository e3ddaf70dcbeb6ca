import type pg from 'pg'
import { addDays } from '#platform/clock'
import type { DemoCounty } from './generate-demo.ts'
import { insertRows, type Row } from './insert-rows.ts'
import { CITY, COUNTY, LANDLORDS, MEDIATION, POLICE } from './organisation-facts.ts'

/** The agreement of all partners in the county. */
export const demoAgreement = '01900000-0000-7000-8000-00000000a91e'
const endedMemorandum = '01900000-0000-7000-8000-00000000a91f'
const dueMemorandum = '01900000-0000-7000-8000-00000000a920'
const proposedMemorandum = '01900000-0000-7000-8000-00000000a922'
export const demoPanel = '01900000-0000-7000-8000-00000000a921'

/** The number of the demonstration's own sharing rule at this place. */
const ruleId = (at: number) => `01900000-0000-7000-8000-00000000b${at.toString(16).padStart(3, '0')}`

type Agreement = {
  id: string
  title: string
  kind: string
  purposes: string
  lawfulBasis: string
  mostLevel: string
  dataCategories: string[]
  partitions: string[]
  parties: readonly number[]
  validFrom: string
  reviewOn: string
  ended?: { at: string; because: string }
}

/** Agreements, the panel and the sharing rules of the made-up county: one agreement in force, one to review, one ended. */
export async function loadSharing(owner: pg.ClientBase, county: DemoCounty): Promise<void> {
  const { today } = county.options
  for (const agreement of agreementsOf(county, today)) await loadAgreement(owner, agreement)
  await insertRows(owner, 'agreement_version', await proposalsOf(owner, county))
  await insertRows(owner, 'panel', [
    {
      id: demoPanel,
      name: 'Marramport anti-social behaviour panel',
      purpose: 'Meets each month about persistent cases.',
    },
  ])
  await insertRows(
    owner,
    'panel_member',
    [POLICE, CITY, LANDLORDS[0], MEDIATION].map((organisation_id) => ({
      panel_id: demoPanel,
      organisation_id,
      joined_on: '2024-04-01',
    })),
  )
  await insertRows(owner, 'sharing_rule', [...rulesOfRouting(county).values(), ...furtherRules()])
}

function agreementsOf({ name, partnership }: DemoCounty, today: string): Agreement[] {
  const thisYear = Number(today.slice(0, 4))
  return [
    {
      id: demoAgreement,
      title: `${name} anti-social behaviour information sharing agreement`,
      kind: 'information_sharing_agreement',
      purposes: 'Preventing and responding to anti-social behaviour, and keeping victims safe',
      lawfulBasis: 'Crime and Disorder Act 1998 sections 17 and 115',
      mostLevel: 'full',
      dataCategories: ['reports', 'cases'],
      partitions: ['domestic_abuse'],
      parties: partnership.organisations.map(({ id }) => id),
      validFrom: '2020-01-01',
      reviewOn: `${thisYear + 1}-03-31`,
    },
    {
      id: dueMemorandum,
      title: 'Memorandum of understanding on neighbour mediation',
      kind: 'memorandum_of_understanding',
      purposes: 'Offering mediation to neighbours before a dispute grows',
      lawfulBasis: 'UK GDPR Article 6(1)(e), public task',
      mostLevel: 'summary',
      dataCategories: ['reports', 'cases'],
      partitions: [],
      parties: [CITY, ...LANDLORDS, MEDIATION],
      validFrom: '2023-06-01',
      reviewOn: `${thisYear - 1}-06-01`,
    },
    {
      id: endedMemorandum,
      title: 'Memorandum of understanding on off-road bikes (pilot)',
      kind: 'memorandum_of_understanding',
      purposes: 'A summer of joint patrols',
      lawfulBasis: 'Crime and Disorder Act 1998 section 115',
      mostLevel: 'summary',
      dataCategories: ['reports'],
      partitions: [],
      parties: [POLICE, COUNTY, CITY],
      validFrom: '2022-05-01',
      reviewOn: '2022-10-31',
      ended: { at: '2022-11-01T09:00:00Z', because: 'The pilot was over' },
    },
  ]
}

/**
 * What waits for a second person: a change of the memorandum that is due for review, and an agreement that is new, each
 * proposed for one party and to be decided by another.
 */
async function proposalsOf(owner: pg.ClientBase, county: DemoCounty): Promise<Row[]> {
  const { today } = county.options
  const { rows } = await owner.query<{ id: string }>(
    `select member_id as id from membership where organisation_id = $1 and role = 'information_governance'
     order by member_id limit 1`,
    [CITY],
  )
  const soon = addDays(today, 14)
  const said = {
    proposed_by: rows[0]?.id ?? null,
    proposed_at: `${addDays(today, -2)}T10:15:00Z`,
    partitions: [],
    valid_from: soon,
    review_on: addDays(soon, 365),
  }
  const due = agreementsOf(county, today).find(({ id }) => id === dueMemorandum)
  return [
    {
      agreement_id: dueMemorandum,
      number: 2,
      title: due?.title,
      kind: due?.kind,
      purposes: `${due?.purposes}, and telling them how it went`,
      lawful_basis: due?.lawfulBasis,
      most_level: due?.mostLevel,
      data_categories: due?.dataCategories,
      parties: due?.parties,
      change_reason: 'Reviewed: mediators report back to whoever referred the neighbours',
      ...said,
    },
    {
      agreement_id: proposedMemorandum,
      number: 1,
      title: 'Memorandum of understanding on noise at night',
      kind: 'memorandum_of_understanding',
      purposes: 'Answering noise at night with one visit instead of two',
      lawful_basis: 'Environmental Protection Act 1990 section 79; Crime and Disorder Act 1998 section 115',
      most_level: 'summary',
      data_categories: ['reports'],
      parties: [CITY, POLICE],
      change_reason: '',
      ...said,
    },
  ]
}

async function loadAgreement(owner: pg.ClientBase, agreement: Agreement): Promise<void> {
  const { id, title, kind, purposes, lawfulBasis, mostLevel, dataCategories, partitions, parties } = agreement
  const said = {
    title,
    kind,
    purposes,
    lawful_basis: lawfulBasis,
    most_level: mostLevel,
    data_categories: dataCategories,
    partitions,
    valid_from: agreement.validFrom,
    review_on: agreement.reviewOn,
  }
  await insertRows(owner, 'agreement', [
    {
      id,
      ...said,
      made_at: agreement.validFrom,
      ended_at: agreement.ended?.at ?? null,
      ended_because: agreement.ended?.because ?? '',
      version: 1,
    },
  ])
  await insertRows(owner, 'agreement_version', [
    {
      agreement_id: id,
      number: 1,
      ...said,
      parties,
      change_reason: '',
      proposed_at: agreement.validFrom,
      decision: 'approved',
      decision_reason: '',
      decided_at: agreement.validFrom,
    },
  ])
  await insertRows(
    owner,
    'agreement_party',
    parties.map((organisation_id) => ({
      agreement_id: id,
      organisation_id,
      joined_on: agreement.validFrom,
      left_because: '',
    })),
  )
}

/** What the county's routing shares, said as sharing rules: one for each giver, area, type and receiver. */
export function rulesOfRouting({ rules, areas }: DemoCounty): ReadonlyMap<string, Row & { id: string }> {
  const known = new Map<string, Row & { id: string }>()
  for (const rule of rules)
    for (const receiver of rule.shareWith) {
      const { queue, areaKind, areaCode, asbType } = rule
      const area = areas.find(({ kind, code }) => kind === areaKind && code === areaCode)
      const key = routingKey(queue.organisationId, area?.id, asbType, receiver)
      if (!known.has(key))
        known.set(key, {
          ...plainRule(
            ruleId(known.size + 0x100),
            `${rule.name}, for ${receiver === POLICE ? 'the police' : 'the council'}`,
          ),
          giver_organisation_id: queue.organisationId,
          receiver_organisation_id: receiver,
          level: 'full',
          area_kind: areaKind ?? null,
          area_code: areaCode ?? null,
          asb_type: asbType ?? null,
          valid_from: rule.validFrom,
        })
    }
  return known
}

/** What tells one of these rules from the others. */
export function routingKey(
  giver: number,
  districtId: string | undefined,
  asbType: string | undefined,
  receiver: number,
): string {
  return [giver, districtId, asbType, receiver].join('|')
}

const summaryRule = ruleId(1)
const signpostRule = ruleId(2)
const existsRule = ruleId(3)
const panelRule = ruleId(4)

/** Less than everything, so that no level is without a record. */
function furtherRules(): Row[] {
  return [
    {
      ...plainRule(summaryRule, 'Noise in the city, summaries for its landlords'),
      giver_organisation_id: CITY,
      receiver_organisation_id: LANDLORDS[0],
      level: 'summary',
      asb_type: 'noise',
      expires_after_days: 180,
    },
    {
      ...plainRule(signpostRule, 'Neighbour disputes of landlords, signposts for the police'),
      giver_kind: 'landlord',
      receiver_organisation_id: POLICE,
      level: 'signpost',
      asb_type: 'neighbours',
    },
    {
      ...plainRule(existsRule, 'Urgent police reports exist, for the city'),
      giver_organisation_id: POLICE,
      receiver_organisation_id: CITY,
      level: 'exists',
      least_urgent: 1,
    },
    {
      ...plainRule(panelRule, 'Cases of the city for the panel'),
      giver_organisation_id: CITY,
      receiver_panel_id: demoPanel,
      record_kind: 'case',
      level: 'summary',
    },
  ]
}

function plainRule(id: string, name: string): Row & { id: string } {
  return {
    id,
    name,
    agreement_id: demoAgreement,
    giver_organisation_id: null,
    giver_kind: null,
    receiver_organisation_id: null,
    receiver_panel_id: null,
    record_kind: 'report',
    area_kind: null,
    area_code: null,
    asb_type: null,
    least_urgent: null,
    expires_after_days: null,
    valid_from: '2020-01-01',
    ended_because: '',
    made_at: '2020-01-01',
  }
}

/** Records to each rule that gives less than everything: enough for every page, few enough to load in a moment. */
const RECORDS_A_RULE = 60

/** Gives the newest records what the rules of lesser levels say, by the product's own statement of them. */
export async function loadLesserShares(owner: pg.ClientBase): Promise<void> {
  for (const [at, rule] of [summaryRule, signpostRule, existsRule, panelRule].entries())
    await owner.query(
      `with candidate as (
         select 'report' as kind, id, organisation_id, asb_type, beat_id, ward_id, lsoa_id, district_id, filed_at as at
         from report where status in ('awaiting_triage', 'accepted')
         union all
         select 'case', id, organisation_id, asb_type, beat_id, ward_id, lsoa_id, district_id, opened_at
         from asb_case where status = 'open'
       ), newest as (
         select * from candidate
         where kind = (select record_kind from sharing_rule where id = $1) order by at desc, id limit 20000
       ), facts as (
         select min(kind) as kind, array_agg(id) as ids, array_agg(organisation_id) as holders, array_agg(asb_type) as types,
           array_agg(beat_id) as beats, array_agg(ward_id) as wards, array_agg(lsoa_id) as lsoas,
           array_agg(district_id) as districts from newest
       ), ruled as (
         select newest.kind, newest.at, newest.organisation_id as holder, found.*
         from facts cross join lateral sharing_by_rules(facts.kind, ids, holders, types, beats, wards, lsoas, districts,
           array_fill(null::text, array[cardinality(ids)]), current_date, $1) as found
         join newest on newest.id = found.record_id
         where facts.ids is not null
         order by newest.at desc, found.record_id limit ${RECORDS_A_RULE}
       )
       insert into share (id, report_id, case_id, organisation_id, agreement_id, level, because, sharing_rule_id,
         given_by_organisation_id, given_at, expires_at)
       select (left(record_id::text, -4) || to_hex(49152 + $2 * 256 + organisation_id))::uuid,
         case when kind = 'report' then record_id end, case when kind = 'case' then record_id end, organisation_id,
         agreement_id, level, 'rule', sharing_rule_id, holder, at, at + make_interval(days => expires_after_days)
       from ruled`,
      [rule, at],
    )
}
