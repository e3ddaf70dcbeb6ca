import { sql } from 'kysely'
import type { Transaction } from '#platform/database'

export type Suggestion = { profileId: string; name: string; points: number | null; because: string }

/** Somebody named in a report, as the organisation that holds it sees them. */
export type PersonInReport = {
  id: string
  role: string
  name: string
  bornOn: string | null
  phone: string
  email: string
  address: string
  postcode: string
  description: string
  vehicle: string
  vulnerabilities: readonly string[]
  profileId: string | null
  profileName: string | null
  matchedBecause: string
  /** Other reports that name the same profile. */
  otherReports: number
  suggestions: readonly Suggestion[]
}

/** Everybody named in a report; row-level security gives nobody but the organisation that holds it any of them. */
export async function readPeople(db: Transaction, reportId: string): Promise<PersonInReport[]> {
  const { rows } = await sql<PersonInReport>`
    select named.id, named.role, named.name, named.born_on as "bornOn", named.phone, named.email, named.address,
      named.postcode, named.description, named.vehicle, named.vulnerabilities, profile.id as "profileId",
      profile.name as "profileName", named.matched_because as "matchedBecause",
      (select count(*) from report_person as other where other.profile_id = named.profile_id
        and other.report_id <> named.report_id)::integer as "otherReports",
      coalesce((select json_agg(listed) from (
        select suggested.profile_id as "profileId", alike.name, suggested.points, suggested.because
        from profile_match as suggested join profile as alike on alike.id = suggested.profile_id
        where suggested.report_person_id = named.id and suggested.outcome = 'suggested' and named.profile_id is null
        order by suggested.points desc, alike.name) as listed), '[]') as suggestions
    from report_person as named left join profile on profile.id = named.profile_id
    where named.report_id = ${reportId} order by named.position`.execute(db)
  return rows
}

export type ProfileFact = {
  what: string
  value: string
  reference: string
  filedAt: Date
  /** Organisations whose people or machines entered the reports that say so; none where reporters typed it themselves. */
  saidBy: readonly string[] | null
  /** Another report says something else of it. */
  differs: boolean
}

export type Profile = {
  id: string
  name: string
  bornOn: string | null
  organisationName: string
  facts: readonly ProfileFact[]
  reports: readonly {
    id: string
    reference: string
    title: string
    role: string
    status: string
    filedAt: Date
    matchedBecause: string
  }[]
  history: readonly { at: Date; outcome: string; because: string; by: string | null; reference: string }[]
}

/** What a person has one of at a time: where reports say different things of it, nobody decides which is right by saving. */
const oneOfEach = ['Name', 'Date of birth', 'Telephone', 'Email', 'Address', 'Postcode']

/** A profile with every report that names it and what each says of them; undefined where the reader sees none of these. */
export async function findProfile(db: Transaction, id: string): Promise<Profile | undefined> {
  const { rows } = await sql<Omit<Profile, 'facts' | 'reports' | 'history'>>`
    select profile.id, profile.name, profile.born_on as "bornOn", organisation.name as "organisationName"
    from profile join organisation on organisation.id = profile.organisation_id where profile.id = ${id}`.execute(
    db,
  )
  const [profile] = rows
  if (profile === undefined) return undefined
  const [facts, reports, history] = await Promise.all([
    sql<ProfileFact>`
      select fact.what, fact.value, min(report.reference) as reference, min(report.filed_at) as "filedAt",
        array_agg(distinct said.short_name) filter (where said.id is not null) as "saidBy",
        fact.what = any (${[...oneOfEach]}::text[]) and count(*) over (partition by fact.what) > 1 as differs
      from report_person as named join report on report.id = named.report_id
      left join organisation as said on said.id = report.entered_for
      cross join lateral (values ('Name', named.name), ('Date of birth', coalesce(to_char(named.born_on, 'FMDD FMMonth YYYY'), '')),
        ('Telephone', named.phone), ('Email', named.email), ('Address', named.address), ('Postcode', named.postcode),
        ('Description', named.description), ('Vehicle', named.vehicle),
        ('Vulnerability', array_to_string(named.vulnerabilities, ', '))) as fact (what, value)
      where named.profile_id = ${id} and fact.value <> ''
      group by fact.what, fact.value order by fact.what, min(report.filed_at)`.execute(db),
    sql<Profile['reports'][number]>`
      select report.id, report.reference, report.title, named.role, report.status, report.filed_at as "filedAt",
        named.matched_because as "matchedBecause"
      from report_person as named join report on report.id = named.report_id
      where named.profile_id = ${id} order by report.filed_at desc`.execute(db),
    sql<Profile['history'][number]>`
      select decided.decided_at as at, decided.outcome, decided.because, member.name as by, report.reference
      from profile_match as decided join report_person as named on named.id = decided.report_person_id
      join report on report.id = named.report_id left join member on member.id = decided.decided_by
      where decided.profile_id = ${id} order by decided.decided_at desc limit 50`.execute(db),
  ])
  return { ...profile, facts: facts.rows, reports: reports.rows, history: history.rows }
}

export type FoundProfile = { id: string; name: string; bornOn: string | null; reports: number; latest: Date }

export type ProfileSearch = { name: string; phone: string; postcode: string }

/** Profiles by name, telephone number and postcode; those named last where nothing is asked. */
export async function searchProfiles(
  db: Transaction,
  search: ProfileSearch,
  most: number,
): Promise<FoundProfile[]> {
  const isAsked = `${search.name}${search.phone}${search.postcode}` !== ''
  const wanted = isAsked
    ? sql`select found from search_profiles(${search.name}, ${search.phone}, ${search.postcode}, ${most}) as found`
    : sql`select id from profile order by modified_at desc, id desc limit ${most}`
  const { rows } = await sql<FoundProfile>`
    select profile.id, profile.name, profile.born_on as "bornOn", count(*)::integer as reports,
      max(report.filed_at) as latest
    from profile join report_person as named on named.profile_id = profile.id join report on report.id = named.report_id
    where profile.id in (${wanted})
    group by profile.id order by latest desc, profile.id`.execute(db)
  return rows
}
