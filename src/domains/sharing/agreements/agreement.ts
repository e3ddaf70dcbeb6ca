import { sql } from 'kysely'
import { z } from 'zod'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { notFound } from '#platform/http'
import type { SharingLevel } from '../level.ts'
import type { RecordKind } from '../rules/share-by-rules.ts'

export const agreementKinds = {
  information_sharing_agreement: 'Information sharing agreement',
  memorandum_of_understanding: 'Memorandum of understanding',
} as const
export type AgreementKind = keyof typeof agreementKinds

export const dataCategories = { reports: 'Reports', cases: 'Cases' } as const
export type DataCategory = keyof typeof dataCategories

/** What an agreement says. */
export type AgreementTerms = {
  title: string
  kind: AgreementKind
  purposes: string
  lawfulBasis: string
  mostLevel: SharingLevel
  dataCategories: DataCategory[]
  partitions: string[]
  parties: number[]
  validFrom: LocalDate
  reviewOn: LocalDate
  /** First day on which it no longer holds. */
  validTo: LocalDate | null
}

export type AgreementVersion = AgreementTerms & {
  number: number
  changeReason: string
  proposedBy: string | null
  proposedByName: string | null
  proposedAt: Date
  decision: 'approved' | 'declined' | null
  decisionReason: string
  decidedByName: string | null
  decidedAt: Date | null
}

export const agreementStates = {
  proposed: 'Waiting for approval',
  coming: 'Not yet in force',
  live: 'In force',
  due: 'Due for review',
  ended: 'Ended',
} as const
export type AgreementState = keyof typeof agreementStates

export type Party = {
  organisationId: number
  name: string
  shortName: string
  joinedOn: LocalDate
  leftOn: LocalDate | null
  leftBecause: string
}

/** Records shared now, counted by who gave whom how much. */
export type AgreementUse = {
  giver: number
  receiver: number
  kind: RecordKind
  level: SharingLevel
  records: number
}

export type AgreementRecord = Omit<AgreementTerms, 'parties'> & {
  id: string
  version: number
  state: AgreementState
  endedAt: Date | null
  endedByName: string | null
  endedBecause: string
  /** How many shares were live when it ended; null while it holds. */
  liveSharesAtEnd: number | null
  parties: Party[]
  versions: AgreementVersion[]
  use: AgreementUse[]
}

/** How long before its review an agreement is shown as due, in days. */
const dueDays = 30

/** An agreement due for review still holds: what is agreed does not lapse because nobody has looked. */
const stateOf = (day: LocalDate) => sql<AgreementState>`case
  when ended_at is not null or valid_to <= ${day}::date then 'ended'
  when valid_from > ${day}::date then 'coming'
  when review_on <= ${day}::date + ${dueDays}::integer then 'due'
  else 'live' end`

const blank = z.string().trim().max(200).catch('').default('')
export const agreementFilterSchema = z.object({
  q: blank,
  state: z.enum(['current', 'due', 'proposed', 'ended', 'all']).catch('current').default('current'),
  party: z
    .preprocess((value) => (value === '' ? undefined : value), z.coerce.number().int().positive().optional())
    .catch(undefined),
  sort: z.enum(['title', 'review', 'newest']).catch('title').default('title'),
})
export type AgreementFilter = z.output<typeof agreementFilterSchema>

export type ListedAgreement = {
  id: string
  title: string
  kind: AgreementKind
  state: AgreementState
  mostLevel: SharingLevel
  validFrom: LocalDate
  reviewOn: LocalDate
  parties: string[]
  /** Whether a version waits for its approval. */
  isChanging: boolean
}

const statesOf: Readonly<Record<AgreementFilter['state'], readonly AgreementState[]>> = {
  current: ['proposed', 'coming', 'live', 'due'],
  due: ['due'],
  proposed: ['proposed'],
  ended: ['ended'],
  all: ['proposed', 'coming', 'live', 'due', 'ended'],
}

/** Agreements and those only proposed, as the filter asks; a partnership has dozens, so there are no pages. */
export async function findAgreements(
  db: Transaction,
  filter: AgreementFilter,
  day: LocalDate,
): Promise<ListedAgreement[]> {
  const order = { title: sql`title`, review: sql`review_on`, newest: sql`valid_from desc` }[filter.sort]
  const { rows } = await sql<ListedAgreement>`
    with waiting as (
      select distinct on (agreement_id) * from agreement_version where decision is null
      order by agreement_id, number desc
    ), listed as (
      select id, title, kind, ${stateOf(day)} as state, most_level, valid_from, review_on,
        array(select organisation_id from agreement_party where agreement_id = agreement.id
          and (left_on is null or left_on > ${day}::date)) as party_ids,
        exists (select from waiting where agreement_id = agreement.id) as "isChanging", lawful_basis, purposes
      from agreement
      union all
      select agreement_id, title, kind, 'proposed', most_level, valid_from, review_on, parties, true, lawful_basis, purposes
      from waiting where not exists (select from agreement where id = agreement_id)
    )
    select id, title, kind, state, most_level as "mostLevel", valid_from as "validFrom", review_on as "reviewOn",
      "isChanging", array(select short_name from organisation where id = any (party_ids) order by short_name) as parties
    from listed
    where (state = any (${[...statesOf[filter.state]]}::text[]) or ${filter.state === 'proposed'} and "isChanging")
      and (${filter.party ?? null}::integer is null or ${filter.party ?? null}::integer = any (party_ids))
      and strpos(lower(title || ' ' || purposes || ' ' || lawful_basis), ${filter.q.toLowerCase()}) > 0
    order by ${order}, id`.execute(db)
  return rows
}

const version = sql`number, title, kind, purposes, lawful_basis as "lawfulBasis", most_level as "mostLevel",
  data_categories as "dataCategories", partitions, parties, valid_from as "validFrom", review_on as "reviewOn",
  valid_to as "validTo", change_reason as "changeReason", proposed_by as "proposedBy",
  (select name from member where id = proposed_by) as "proposedByName", proposed_at as "proposedAt", decision,
  decision_reason as "decisionReason", (select name from member where id = decided_by) as "decidedByName",
  decided_at as "decidedAt"`

/** The versions of an agreement, newest first; those of one that nobody approved yet are all there is of it. */
export async function readVersions(db: Transaction, id: string): Promise<AgreementVersion[]> {
  const { rows } = await sql<AgreementVersion>`
    select ${version} from agreement_version where agreement_id = ${id} order by number desc`.execute(db)
  return rows
}

/** The agreement as it stands with everything said of it, or undefined while it is only proposed. */
export async function findAgreement(
  db: Transaction,
  id: string,
  day: LocalDate,
): Promise<AgreementRecord | undefined> {
  const [found, parties, versions, use] = await Promise.all([
    sql<Omit<AgreementRecord, 'parties' | 'versions' | 'use'>>`
      select id, version, title, kind, purposes, lawful_basis as "lawfulBasis", most_level as "mostLevel",
        data_categories as "dataCategories", partitions, valid_from as "validFrom", review_on as "reviewOn",
        valid_to as "validTo", ${stateOf(day)} as state, ended_at as "endedAt",
        (select name from member where member.id = ended_by) as "endedByName", ended_because as "endedBecause",
        live_shares_at_end as "liveSharesAtEnd"
      from agreement where id = ${id}`.execute(db),
    sql<Party>`
      select organisation_id as "organisationId", organisation.name, short_name as "shortName", joined_on as "joinedOn",
        left_on as "leftOn", left_because as "leftBecause"
      from agreement_party join organisation on organisation.id = organisation_id
      where agreement_id = ${id} order by organisation.name, joined_on`.execute(db),
    readVersions(db, id),
    sql<AgreementUse>`
      select giver, receiver, record_kind as kind, level, records::integer from agreement_use(${id})`.execute(
      db,
    ),
  ])
  const [head] = found.rows
  return head && { ...head, parties: parties.rows, versions, use: use.rows }
}

/** The terms as they stand, to be changed; of one that is only proposed, those proposed last. */
export async function getTerms(db: Transaction, id: string, day: LocalDate): Promise<AgreementTerms> {
  const [agreement, [latest]] = await Promise.all([findAgreement(db, id, day), readVersions(db, id)])
  if (agreement !== undefined)
    return {
      ...agreement,
      parties: agreement.parties
        .filter(({ leftOn }) => leftOn === null || leftOn > day)
        .map(({ organisationId }) => organisationId),
    }
  if (latest === undefined) throw notFound('agreement')
  return latest
}
