import { sql } from 'kysely'
import { flagAllLateLinks } from '#domains/risk'
import type { Actor } from '#platform/actor'
import { recordAudit } from '#platform/audit'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { decideMatch, type Likeness, type MatchDecision, matchingRules } from './judge-person.ts'

type Named = {
  id: string
  organisationId: number
  organisationName: string
  name: string
  bornOn: string | null
}

/**
 * Finds the profile of everybody named in these reports among those of the organisation that holds each, by the
 * published rules, or makes a new one; where it is not clear, staff are asked. Nobody is looked for among the profiles of
 * another organisation. People who have a profile already are left alone, so being told twice does no harm.
 */
async function matchPeople(
  db: Transaction,
  actor: Actor,
  reportIds: readonly string[],
  requestId = 'matching',
): Promise<void> {
  const people = await readUnmatched(db, reportIds)
  // One at a time in each organisation, so that two reports about somebody new make one profile.
  for (const organisation of [...new Set(people.map(({ organisationId }) => organisationId))].sort(
    (a, b) => a - b,
  ))
    await sql`select pg_advisory_xact_lock(hashtext('match people'), ${organisation})`.execute(db)
  for (const person of people) await settle(db, actor, person, requestId)
  await sql`delete from match_due where report_id = any (${[...reportIds]}::uuid[])`.execute(db)
}

/**
 * Looks for the people of reports that wait for it: routed just now, held by another organisation, or told of somebody
 * more. Apart from routing, which nobody's many namesakes are to hold up.
 * @returns how many reports there were
 */
export async function matchDue(db: Transaction, actor: Actor, most = 50): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select report_id as id from match_due order by since, report_id limit ${most}`.execute(db)
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await matchPeople(db, actor, ids)
  // Who turned out to be the same person may make a repeat.
  await flagAllLateLinks(db, ids)
  return rows.length
}

/** Those with a name or a way to reach them; a description alone makes nobody's profile. */
async function readUnmatched(db: Transaction, reportIds: readonly string[]): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select named.id, report.organisation_id as "organisationId", organisation.name as "organisationName", named.name,
      named.born_on as "bornOn"
    from report_person as named join report on report.id = named.report_id
    join organisation on organisation.id = report.organisation_id
    where named.report_id = any (${[...reportIds]}::uuid[]) and named.profile_id is null
      and (named.name <> '' or named.phone <> '' or named.email <> '')
      and not exists (select from profile_match as before where before.report_person_id = named.id
        and before.organisation_id = report.organisation_id)
    order by report.filed_at, named.report_id, named.position`.execute(db)
  return rows
}

async function settle(db: Transaction, actor: Actor, person: Named, requestId: string): Promise<void> {
  const decision = decideMatch(await findLikenesses(db, person))
  if (decision.kind === 'suggested') return note(db, person, decision, undefined)
  const profileId = decision.kind === 'matched' ? decision.profile.profileId : newId()
  if (decision.kind === 'created')
    await sql`insert into profile (id, organisation_id, name, born_on)
      values (${profileId}, ${person.organisationId}, ${person.name}, ${person.bornOn})`.execute(db)
  const because =
    decision.kind === 'matched' ? decision.profile.reasons.join(', ') : 'nobody like them was known'
  await Promise.all([
    sql`update report_person set profile_id = ${profileId}, matched_because = ${because}
      where id = ${person.id}`.execute(db),
    note(db, person, decision, profileId),
    recordAudit(
      db,
      actor,
      decision.kind === 'matched' ? 'combine' : 'collect',
      [{ kind: 'profile', id: profileId, reason: because, recipient: person.organisationName }],
      requestId,
    ),
  ])
}

async function note(
  db: Transaction,
  person: Named,
  decision: MatchDecision,
  profileId: string | undefined,
): Promise<void> {
  const rows =
    decision.kind === 'suggested'
      ? decision.profiles
      : [
          decision.kind === 'matched'
            ? decision.profile
            : { profileId, points: null, reasons: ['nobody like them was known'] },
        ]
  for (const row of rows)
    await sql`
      insert into profile_match (id, report_person_id, organisation_id, profile_id, outcome, points, because, rules_valid_from)
      values (${newId()}, ${person.id}, ${person.organisationId}, ${row.profileId ?? profileId}, ${decision.kind}, ${row.points},
        ${row.reasons.join(', ')}, ${matchingRules.validFrom})`.execute(db)
}

/** Profiles of the same organisation that share something with a person, with how they are alike. */
async function findLikenesses(db: Transaction, { id, organisationId }: Named): Promise<Likeness[]> {
  const { rows } = await sql<Likeness>`
    with mine as (select * from report_person where id = ${id}),
    my_key as (select kind, key from report_key where subject = ${id}),
    candidate as (
      select other.profile_id as id, min(array_position(array['email', 'phone', 'name_born', 'born', 'household', 'postcode'],
        theirs.kind)) as nearness
      from my_key join report_key as theirs on theirs.kind = my_key.kind and theirs.key = my_key.key and theirs.subject <> ${id}
      join report_person as other on other.id = theirs.subject
      join profile on profile.id = other.profile_id and profile.organisation_id = ${organisationId}
      where my_key.kind in ('email', 'phone', 'name_born', 'born', 'household', 'postcode')
      group by other.profile_id order by nearness limit 50)
    select profile.id as "profileId", profile.name as "profileName",
      coalesce(bool_or(shared.kind = 'phone'), false) as "samePhone",
      coalesce(bool_or(shared.kind = 'email'), false) as "sameEmail",
      bool_or(other.born_on = mine.born_on) as "sameBirthday",
      coalesce(bool_or(name_key(other.name) = name_key(mine.name) and name_key(mine.name) <> ''), false) as "sameName",
      max(case when other.name <> '' and mine.name <> ''
        then public.similarity(plain_words(other.name), plain_words(mine.name)) end)::double precision as "nameLikeness",
      coalesce(bool_or(shared.kind = 'postcode'), false) as "samePostcode",
      coalesce(bool_or(shared.kind = 'household'), false) as "sameHousehold"
    from candidate join profile on profile.id = candidate.id
    cross join mine
    join report_person as other on other.profile_id = profile.id
    left join report_key as theirs on theirs.subject = other.id
    left join my_key as shared on shared.kind = theirs.kind and shared.key = theirs.key
    group by profile.id, profile.name`.execute(db)
  return rows
}
