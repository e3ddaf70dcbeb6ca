import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type Identity, isSamePerson, type PartyRole, type PartyRow, roleFromReport } from './party.ts'

/** Somebody in a role of a case, as the reader may know them. */
export type CaseParty = PartyRow &
  Identity & {
    address: string
    /** The report they were brought in from, where the reader sees it. */
    reportReference: string | null
    because: string
    seenBy: 'lead' | 'partners'
    organisationId: number
    organisationName: string
    addedByName: string
    addedAt: Date
    endedBecause: string
    version: number
    /** The group that an organisation keeps, where the party is one and the reader sees it. */
    group: GroupOfParty | null
  }

/** A group as the reader may know it; nobody in it is shown once its review has lapsed. */
export type GroupOfParty = { id: string; hasLapsed: boolean; members: readonly string[] }

/** Everybody in a case, in every role they have and had; row-level security leaves out whom the reader may not know of. */
export async function readCaseParties(db: Transaction, caseId: string): Promise<CaseParty[]> {
  const { rows } = await sql<CaseParty>`
    select party.id, party.person_id as "personId", party.role, party.name, party.born_on as "bornOn", party.phone, party.email,
      party.address, report.reference as "reportReference", party.profile_id as "profileId", party.since, party.until,
      party.because, party.seen_by as "seenBy", party.organisation_id as "organisationId",
      organisation.short_name as "organisationName", member.name as "addedByName", party.added_at as "addedAt",
      party.ended_because as "endedBecause", party.version,
      case when kept.id is not null then json_build_object('id', kept.id,
        'hasLapsed', kept.ended_on is null and kept.review_on < current_date,
        'members', (select coalesce(json_agg(coalesce(profile.name, belongs.name) order by 1), '[]')
          from group_member as belongs left join profile on profile.id = belongs.profile_id
          where belongs.group_id = kept.id and belongs.until is null)) end as "group"
    from case_party as party
    join organisation on organisation.id = party.organisation_id
    join member on member.id = party.added_by
    left join report on report.id = party.report_id
    left join person_group as kept on kept.id = party.group_id
    where party.case_id = ${caseId}
    order by party.until is not null, party.role, party.since, party.id`.execute(db)
  return rows
}

export type GroupToBring = { id: string; name: string; organisationId: number }

/** Groups that these organisations keep, whose review holds and that are no party of the case yet. */
export async function readGroupsToBring(
  db: Transaction,
  caseId: string,
  organisations: readonly number[],
): Promise<GroupToBring[]> {
  const { rows } = await sql<GroupToBring>`
    select kept.id, kept.name, kept.organisation_id as "organisationId" from person_group as kept
    where kept.organisation_id = any (${[...organisations]}::integer[]) and kept.ended_on is null
      and kept.review_on >= current_date
      and not exists (select from case_party where case_id = ${caseId} and group_id = kept.id and until is null)
    order by lower(kept.name), kept.id`.execute(db)
  return rows
}

/** Somebody whom a report of the case names and who is not in the case yet. */
export type PersonToBring = Identity & {
  /** What a form sends to mean them. */
  key: string
  reportId: string
  reportPersonId: string | null
  reportReference: string
  filedOn: LocalDate
  address: string
  role: PartyRole
  /** Other reports of the case that surely name the same person. */
  alsoIn: readonly string[]
}

type Named = Omit<PersonToBring, 'key' | 'role' | 'alsoIn'> & {
  roleInReport: Parameters<typeof roleFromReport>[0]
  reporterKind: string
  filedAt: Date
  occurredFrom: Date
}

/**
 * The people of a case's reports who may be brought in, each once: those whom the reader's organisation knows because it
 * holds the report. Somebody who is in the case already, in whatever role, is left out. In the order in which the reports
 * came: of two that came at one instant, as from a file, the one whose incident began first, then the one filed first.
 */
export async function readPeopleToBring(
  db: Transaction,
  caseId: string,
  parties: readonly CaseParty[],
): Promise<PersonToBring[]> {
  const { rows } = await sql<Named>`
    select report.id as "reportId", named.id as "reportPersonId", report.reference as "reportReference",
      (report.filed_at at time zone 'Europe/London')::date as "filedOn", named.profile_id as "profileId",
      case when named.name = '' then named.description else named.name end as name, named.born_on as "bornOn", named.phone,
      named.email, concat_ws(', ', nullif(named.address, ''), nullif(named.postcode, '')) as address,
      named.role as "roleInReport", report.reporter_kind as "reporterKind", report.filed_at as "filedAt",
      report.occurred_from as "occurredFrom"
    from case_report join report on report.id = case_report.report_id
    join report_person as named on named.report_id = report.id
    where case_report.case_id = ${caseId} and named.name || named.description <> ''
      and not exists (select from case_party where case_party.case_id = ${caseId} and report_person_id = named.id)
    union all
    select report.id, null, report.reference, (report.filed_at at time zone 'Europe/London')::date, null, contact.name, null,
      contact.phone, contact.email, contact.address, 'reporter', report.reporter_kind, report.filed_at,
      report.occurred_from
    from case_report join report on report.id = case_report.report_id
    join report_contact as contact on contact.report_id = report.id
    where case_report.case_id = ${caseId} and contact.name <> ''
      and not exists (select from case_party where case_party.case_id = ${caseId}
        and case_party.report_id = report.id and report_person_id is null)
    order by "filedAt", "occurredFrom", "reportId", "reportPersonId" nulls last`.execute(db)
  const known: Identity[] = [...parties]
  const people: PersonToBring[] = []
  for (const { roleInReport, reporterKind, filedAt: _at, occurredFrom: _from, ...named } of rows) {
    const same = people.find((person) => isSamePerson(person, named))
    if (same !== undefined) {
      people[people.indexOf(same)] = { ...same, alsoIn: [...same.alsoIn, named.reportReference] }
      continue
    }
    if (known.some((party) => isSamePerson(party, named))) continue
    people.push({
      ...named,
      key: named.reportPersonId ?? `reporter:${named.reportId}`,
      role: roleFromReport(roleInReport, reporterKind),
      alsoIn: [],
    })
  }
  return people
}
