import type pg from 'pg'
import { londonDateOf } from '#platform/clock'
import { newId } from '#platform/ids'

/** A plan as tests write it: approved already, by the first two people there are. */
export type TestPlan = {
  kind: 'merge_organisations' | 'split_organisation' | 'redraw_areas'
  title?: string
  effectiveOn?: string
  areaKind?: string
  blockKind?: string
  vintage?: string
  sameNamedTeams?: 'apart' | 'join'
  defaultPosition?: number
  predecessors?: readonly number[]
  successors?: readonly (number | { name: string; shortName: string; kind: string; contactAdvice?: string })[]
  allocations?: readonly { subject: string; item: string; position: number }[]
  status?: 'draft' | 'proposed' | 'scheduled'
}

/** Writes the plan as the owner; its day is today unless another is given. */
export async function addPlan(owner: pg.ClientBase, plan: TestPlan): Promise<string> {
  const id = newId()
  const { rows: people } = await owner.query<{ id: string }>('select id from member order by id limit 2')
  const [one, other] = people.map((person) => person.id)
  const status = plan.status ?? 'scheduled'
  const isProposed = status !== 'draft'
  await owner.query(
    `insert into reorganisation (id, kind, title, grounds, effective_on, area_kind, block_kind, vintage, same_named_teams,
       default_position, status, drafted_by, proposed_by, proposed_at, approved_by, approved_at)
     values ($1, $2, $3, 'An order made for the test', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      id,
      plan.kind,
      plan.title ?? 'Reorganisation of the test',
      plan.effectiveOn ?? londonDateOf(new Date()),
      plan.areaKind ?? null,
      plan.blockKind ?? null,
      plan.vintage ?? '',
      plan.sameNamedTeams ?? 'apart',
      plan.defaultPosition ?? null,
      status,
      one,
      isProposed ? one : null,
      isProposed ? new Date() : null,
      status === 'scheduled' ? other : null,
      status === 'scheduled' ? new Date() : null,
    ],
  )
  for (const organisation of plan.predecessors ?? [])
    await owner.query('insert into reorganisation_predecessor values ($1, $2)', [id, organisation])
  for (const [index, successor] of (plan.successors ?? []).entries())
    if (typeof successor === 'number')
      await owner.query(
        'insert into reorganisation_successor (reorganisation_id, position, is_new, organisation_id) values ($1, $2, false, $3)',
        [id, index + 1, successor],
      )
    else
      await owner.query(
        `insert into reorganisation_successor (reorganisation_id, position, is_new, name, short_name, kind, contact_advice)
         values ($1, $2, true, $3, $4, $5, $6)`,
        [
          id,
          index + 1,
          successor.name,
          successor.shortName,
          successor.kind,
          successor.contactAdvice ?? 'Call us.',
        ],
      )
  for (const { subject, item, position } of plan.allocations ?? [])
    await owner.query('insert into reorganisation_allocation values ($1, $2, $3, $4)', [
      id,
      subject,
      item,
      position,
    ])
  return id
}

export type Snapshot = {
  /** The records each person sees in full, by the number of the person. */
  sight: ReadonlyMap<string, readonly string[]>
  /** Reports and cases in no restricted partition. */
  ordinary: ReadonlySet<string>
  /** The organisations whose cleared people see a restricted record, by the number of the record. */
  restricted: ReadonlyMap<string, readonly number[]>
  /** A hash of all that must never change: timelines, audits, finished actions, organisations as they were. */
  written: string
}

/** What everybody with a membership today sees, and what is written down. */
export async function takeSnapshot(owner: pg.ClientBase): Promise<Snapshot> {
  const { rows } = await owner.query<{ person: string; records: string[] }>(`
    with person as (
      select member_id as person, circles_of(member_id, array_agg(distinct organisation_id), '{}', current_date) as circles
      from membership where valid_from <= current_date and (valid_to is null or valid_to > current_date)
      group by member_id
    )
    select person, array(select id::text from report where audience && circles union all
      select id::text from asb_case where audience && circles order by 1) as records
    from person`)
  const written = await owner.query<{ hash: string }>(`
    select md5(concat(
      (select string_agg(t::text, '' order by id) from timeline_entry t
        where kind <> 'passed_on' and not (kind in ('shared', 'sharing_ended') and actor_name = 'OpenASB')),
      (select string_agg(a::text, '' order by id) from audit_entry a where request_id <> 'reorganisation'),
      (select string_agg(concat(id, outcome, status, owner_organisation_id, owner_member_id), '' order by id)
        from case_action where status <> 'open'),
      (select string_agg(concat(id, name, short_name, kind, contact_advice, valid_from), '' order by id)
        from organisation where id < 12))) as hash`)
  const ordinary = await owner.query<{ id: string }>(`
    select id::text from report where partition_code is null
    union all select id::text from asb_case where partition_code is null`)
  const restricted = await owner.query<{ id: string; organisations: number[] }>(`
    select record.id::text, array(select distinct circle.organisation_id from circle
      where circle.id = any (record.audience)) as organisations
    from (select id, audience, partition_code from report union all select id, audience, partition_code from asb_case)
      as record where record.partition_code is not null`)
  return {
    restricted: new Map(restricted.rows.map(({ id, organisations }) => [id, organisations])),
    ordinary: new Set(ordinary.rows.map(({ id }) => id)),
    sight: new Map(rows.map(({ person, records }) => [person, records])),
    written: written.rows[0]?.hash ?? '',
  }
}

/** Records, actions and what holds of the arrangement that still name an organisation which has ended. */
export async function findOwnerless(owner: pg.ClientBase): Promise<unknown[]> {
  const { rows } = await owner.query(`
    with ended as (select id from organisation where valid_to <= current_date)
    select 'report' as what, count(*)::int from report where organisation_id in (table ended) having count(*) > 0
    union all select 'case', count(*)::int from asb_case where organisation_id in (table ended) having count(*) > 0
    union all select 'queue of an open report', count(*)::int from report join queue on queue.id = queue_id
      where status not in ('closed', 'filed') and (queue.valid_to <= current_date
        or queue.organisation_id <> report.organisation_id) having count(*) > 0
    union all select 'open action', count(*)::int from case_action
      where status = 'open' and owner_organisation_id in (table ended) having count(*) > 0
    union all select 'open task', count(*)::int from report_task
      where done_at is null and organisation_id in (table ended) having count(*) > 0
    union all select 'share', count(*)::int from share where ended_at is null and organisation_id in (table ended)
      having count(*) > 0
    union all select 'rule', count(*)::int from routing_rule join queue on queue.id = queue_id
      where routing_rule.valid_to is null and queue.valid_to is not null having count(*) > 0
    union all select 'sharing rule', count(*)::int from sharing_rule where valid_to is null
      and (giver_organisation_id in (table ended) or receiver_organisation_id in (table ended)) having count(*) > 0
    union all select 'coverage', count(*)::int from coverage
      where valid_to is null and organisation_id in (table ended) having count(*) > 0
    union all select 'party', count(*)::int from agreement_party
      where left_on is null and organisation_id in (table ended) having count(*) > 0
    union all select 'membership', count(*)::int from membership
      where (valid_to is null or valid_to > current_date) and organisation_id in (table ended) having count(*) > 0
    union all select 'team', count(*)::int from team
      where valid_to is null and organisation_id in (table ended) having count(*) > 0
    union all select 'fallback queues', count(*)::int from queue
      where is_fallback and valid_to is null having count(*) <> 1`)
  return rows
}
