import { sql } from 'kysely'
import { kindNames, type OrganisationKind, type Role, roleNames } from '#domains/organisations'
import { type Channel, channelNames } from '#domains/reports'
import {
  type AgreementRecord,
  agreementKinds,
  dataCategories,
  findAgreement,
  findAgreements,
  findSharingRules,
  levelNames,
  organisationKinds,
  recordKinds,
  riskWords,
  type SharingRule,
} from '#domains/sharing'
import { formatDate, type LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { notFound, type Route } from '#platform/http'
import type { FactSection, Facts } from './facts.ts'

/** What the running product knows of itself and no table holds. */
export type Surroundings = {
  /** Every declared route: what each role may do comes from them. */
  routes: () => readonly Route[]
  /** What is kept for how long, as the product tidies it. */
  kept: readonly (readonly [what: string, how: string])[]
  /** How this installation is protected, as it is set up. */
  protections: readonly (readonly [measure: string, state: string])[]
  /** Others who handle personal data for this installation, as it is set up. */
  processors: readonly (readonly [who: string, what: string])[]
}

/** What is assessed: one agreement, or the partnership as a whole. */
export type Subject = { agreementId: string | null }

type Counted = {
  subject: string
  organisationId: number | null
  detail: string
  said: string
  count: number
}
type Partner = { id: number; name: string; kind: OrganisationKind; since: LocalDate }

/** The facts of a subject as they are now. Throws 404 where there is no such agreement. */
export async function gatherFacts(
  db: Transaction,
  { agreementId }: Subject,
  surroundings: Surroundings,
  day: LocalDate,
): Promise<{ title: string; facts: Facts }> {
  const agreements = await readAgreements(db, agreementId, day)
  const [only] = agreements
  if (agreementId !== null && only === undefined) throw notFound('agreement')
  const partners = await readPartners(db, agreementId, day)
  const ids = partners.map(({ id }) => id)
  const categories = new Set(agreements.flatMap((agreement) => agreement.dataCategories))
  const [rules, counted, roles, partitions, policies, kinds] = await Promise.all([
    findSharingRules(db, { state: 'live', ...(agreementId ? { agreement: agreementId } : {}) }, day),
    readCounted(db, ids),
    readRoles(db, ids, day),
    db.selectFrom('partition').select(['code', 'label', 'guidance']).orderBy('label').execute(),
    db
      .selectFrom('disclosure_policy')
      .select(['organisation_id', 'sensitivity', 'asks_reason'])
      .where('organisation_id', 'in', ids.length > 0 ? ids : [0])
      .orderBy('organisation_id')
      .orderBy('sensitivity')
      .execute(),
    readPersonalData(db, agreementId === null ? new Set(['reports', 'cases']) : categories),
  ])
  const nameOf = (id: number | null) => partners.find((each) => each.id === id)?.name ?? 'The partnership'
  const of = (subject: string) => counted.filter((each) => each.subject === subject)
  const facts: FactSection[] = [
    section('parties', 'Parties and controllers', ['Organisation', 'Kind', 'Party since'], {
      note: 'Each is the controller of the records it holds. A police force, and a council where it prosecutes, is a competent authority under Part 3 of the Data Protection Act 2018.',
      words: ['organisation', 'organisations', 'joined', 'left'],
      rows: partners.map(({ name, kind, since }) => [name, kindNames[kind], formatDate(since)]),
    }),
    section(
      'agreements',
      'Purposes and lawful basis',
      ['Agreement', 'What it is for', 'Lawful basis', 'Terms'],
      {
        words: ['agreement', 'agreements'],
        rows: agreements.map((agreement) => [
          `${agreement.title} (${agreementKinds[agreement.kind].toLowerCase()}, version ${agreement.version})`,
          agreement.purposes,
          agreement.lawfulBasis,
          [
            `${agreement.dataCategories.map((each) => dataCategories[each]).join(' and ')}, at most: ${levelNames[agreement.mostLevel].toLowerCase()}`,
            `restricted records: ${agreement.partitions.map((code) => partitions.find((each) => each.code === code)?.label ?? code).join(', ') || 'none'}`,
            `from ${formatDate(agreement.validFrom)}${agreement.validTo ? ` until ${formatDate(agreement.validTo)}` : ''}, review ${formatDate(agreement.reviewOn)}`,
          ].join('; '),
        ]),
      },
    ),
    section('regimes', 'Regimes of open cases', ['Organisation', 'Regime', 'Open cases'], {
      note: 'Decided case by case with a reason; counted among the 5,000 newest.',
      counts: true,
      rows: of('regime').map(({ organisationId, detail, count }) => [
        nameOf(organisationId),
        detail === 'part_3' ? 'Part 3, law enforcement' : 'UK GDPR',
        String(count),
      ]),
    }),
    section('data', 'Personal data', ['Kept in', 'What it is', 'Fields about people'], {
      words: ['table', 'tables'],
      rows: kinds,
    }),
    section(
      'rules',
      'Who sees what, by which rules',
      ['Rule', 'From', 'To', 'What', 'Narrowed to', 'Ends by itself'],
      {
        note: 'Nobody else sees anything but what a person shares, with its reason, under the same agreements.',
        words: ['sharing rule', 'sharing rules'],
        rows: rules.map(ruleInWords),
      },
    ),
    section('roles', 'What each role may do', ['Role', 'May'], {
      note: 'Acts by which a record of a person is collected, changed, consulted, disclosed, combined or erased (Data Protection Act 2018 section 62); which records, the rules above decide.',
      words: ['role', 'roles'],
      rows: rolesInWords(surroundings.routes()),
    }),
    section('holders', 'Who holds each role', ['Organisation', 'Role', 'People'], {
      counts: true,
      rows: roles.map(({ organisationId, role, people }) => [
        nameOf(organisationId),
        roleNames[role],
        String(people),
      ]),
    }),
    section('partitions', 'Restricted records', ['Kind', 'When a record belongs there'], {
      words: ['kind', 'kinds'],
      rows: partitions.map(({ label, guidance }) => [label, guidance]),
    }),
    section('cleared', 'Who is cleared for them', ['Organisation', 'Kind', 'People cleared'], {
      counts: true,
      rows: of('cleared').map(({ organisationId, detail, count }) => [
        nameOf(organisationId),
        partitions.find(({ code }) => code === detail)?.label ?? detail,
        String(count),
      ]),
    }),
    section('doors', 'Flows in', ['Door', 'Reports'], {
      note: 'Among the 5,000 newest reports of the partnership.',
      counts: true,
      rows: of('door').map(({ detail, count }) => [doorName(detail), String(count)]),
    }),
    section('flows', 'Machines that read or write', ['Organisation', 'Machine or address', 'What for'], {
      note: 'The analytics feed holds no names, no free text and no exact places.',
      words: ['machine', 'machines'],
      rows: [
        ...of('machine').map(({ organisationId, detail, said }) => [nameOf(organisationId), detail, said]),
        ...of('webhook').map(({ organisationId, detail, said }) => [
          nameOf(organisationId),
          detail,
          `is told when an incident becomes ${said.replaceAll('_', ' ')}`,
        ]),
        ...of('request').map(({ organisationId, detail, said }) => [
          nameOf(organisationId),
          detail,
          `takes requests as ${said}: a place and words written for it, nothing of who reported`,
        ]),
      ],
    }),
    section('exports', 'Who may take extracts', ['Address', 'Who'], {
      words: ['extract', 'extracts'],
      rows: extractsOf(surroundings.routes()),
    }),
    section('kept', 'Retention', ['What', 'How long'], {
      words: ['period', 'periods'],
      rows: surroundings.kept.map((row) => [...row]),
    }),
    section('protections', 'Security measures', ['Measure', 'How it is here'], {
      words: ['measure', 'measures'],
      rows: [
        ...surroundings.protections.map((row) => [...row]),
        ['Row-level security in the database', inRowSecurity(of('row_security'))],
        ...policies.map(({ organisation_id, sensitivity, asks_reason }) => [
          `A reason before ${sensitivity} records open at ${nameOf(organisation_id)}`,
          asks_reason ? 'Asked' : 'Not asked',
        ]),
      ],
    }),
    section('seals', 'Seals of the audit', ['Last sealed on', 'Seals'], {
      note: 'Every entry is sealed into a chain, so that nobody changes what was written down unseen.',
      counts: true,
      rows: of('sealed').map(({ said, count }) => [said, String(count)]),
    }),
    section('processors', 'Processors the product knows of', ['Who', 'What they do'], {
      words: ['processor', 'processors'],
      rows: surroundings.processors.map((row) => [...row]),
    }),
  ]
  return {
    title: only !== undefined && agreementId !== null ? only.title : 'The partnership as a whole',
    facts,
  }
}

type SectionParts = {
  rows: readonly (readonly string[])[]
  note?: string
  counts?: boolean
  /** One row, several rows, and what became of those that are new and those that are gone. */
  words?: readonly [string, string, string?, string?]
}

function section(key: string, title: string, head: string[], parts: SectionParts): FactSection {
  const {
    rows,
    note = '',
    counts = false,
    words: [oneRow, manyRows, came = 'new', went = 'no longer so'] = ['row', 'rows'],
  } = parts
  return {
    ...{ key, title, note, head, counts, oneRow, manyRows, came, went },
    rows: rows.map((row) => [...row]),
  }
}

const doorName = (code: string) =>
  Object.hasOwn(channelNames, code) ? channelNames[code as Channel] : code.replaceAll('_', ' ')

async function readAgreements(
  db: Transaction,
  agreementId: string | null,
  day: LocalDate,
): Promise<AgreementRecord[]> {
  const ids =
    agreementId === null
      ? (await findAgreements(db, { q: '', state: 'current', party: undefined, sort: 'title' }, day))
          .filter(({ state }) => state !== 'proposed')
          .map(({ id }) => id)
      : [agreementId]
  const found = await Promise.all(ids.map((id) => findAgreement(db, id, day)))
  return found.filter((each) => each !== undefined)
}

async function readPartners(db: Transaction, agreementId: string | null, day: LocalDate): Promise<Partner[]> {
  const { rows } = await sql<Partner>`
    select organisation.id, organisation.name, kind, coalesce(party.joined_on, organisation.valid_from) as since
    from organisation
    left join agreement_party as party on party.organisation_id = organisation.id and party.agreement_id = ${agreementId}
      and party.joined_on <= ${day}::date and (party.left_on is null or party.left_on > ${day}::date)
    where (organisation.valid_to is null or organisation.valid_to > ${day}::date)
      and (${agreementId}::uuid is null or party.agreement_id is not null)
    order by organisation.name, organisation.id`.execute(db)
  return rows
}

async function readCounted(db: Transaction, organisations: readonly number[]): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select subject, organisation_id as "organisationId", detail, said, count::integer from processing_facts(${[...organisations]}::integer[])
    order by subject, organisation_id, detail, said`.execute(db)
  return rows
}

async function readRoles(
  db: Transaction,
  organisations: readonly number[],
  day: LocalDate,
): Promise<{ organisationId: number; role: Role; people: number }[]> {
  const { rows } = await sql<{ organisationId: number; role: Role; people: number }>`
    select organisation_id as "organisationId", role, count(distinct member_id)::integer as people from membership
    where organisation_id = any (${[...organisations]}::integer[]) and valid_from <= ${day}::date
      and (valid_to is null or valid_to > ${day}::date)
    group by organisation_id, role order by organisation_id, role`.execute(db)
  return rows
}

/** Names of columns that hold something of a person, or what people typed about one. */
const personalColumns = [
  ...[
    'name',
    'born_on',
    'phone',
    'email',
    'address',
    'postcode',
    'description',
    'vehicle',
    'vulnerabilities',
  ],
  ...['summary', 'answer', 'body', 'words', 'safe_contact', 'what', 'note', 'notes', 'caption'],
]
const tablesOf = {
  reports: ['report%', 'diary%', 'evidence%', 'profile%', 'police_log%', 'incident%'],
  cases: ['asb_case', 'case_%', 'contact_%', 'victim_%', 'intervention%', 'risk_%', 'evidence%', 'profile%'],
} as const

/** Where people are written down, from the database's own description of itself. */
async function readPersonalData(db: Transaction, categories: ReadonlySet<string>): Promise<string[][]> {
  const patterns = Object.entries(tablesOf).flatMap(([category, names]) =>
    categories.has(category) ? [...names] : [],
  )
  const { rows } = await sql<{ name: string; comment: string | null; columns: string[] }>`
    select relname as name, obj_description(pg_class.oid, 'pg_class') as comment,
      array_agg(attname::text order by attnum) as columns
    from pg_class join pg_attribute on attrelid = pg_class.oid
    where relkind = 'r' and relnamespace = (select relnamespace from pg_class where oid = 'report'::regclass)
      and relname like any (${patterns}::text[]) and attnum > 0 and not attisdropped
      and attname = any (${personalColumns}::text[])
    group by relname, pg_class.oid order by relname`.execute(db)
  return rows.map(({ name, comment, columns }) => [
    name.replaceAll('_', ' '),
    comment ?? '',
    columns.map((column) => column.replaceAll('_', ' ')).join(', '),
  ])
}

function ruleInWords(rule: SharingRule): string[] {
  const kind = (of: SharingRule['giverKind']) => (of === null ? undefined : organisationKinds[of])
  return [
    rule.name,
    rule.giver ?? kind(rule.giverKind) ?? 'Every party',
    rule.receiver ?? kind(rule.receiverKind) ?? rule.receiverPanel ?? 'Every party',
    `${recordKinds[rule.kind]}: ${levelNames[rule.level].toLowerCase()}`,
    [
      rule.areaName,
      rule.typeLabel,
      rule.leastUrgent === null ? null : `priority ${rule.leastUrgent} or more urgent`,
      rule.leastBand === null ? null : riskWords[rule.leastBand],
    ]
      .filter((each) => each !== null)
      .join(', ') || 'Everything',
    rule.expiresAfterDays === null ? 'No' : `After ${rule.expiresAfterDays} days`,
  ]
}

function mayUse({ permission }: Route, role: Role): boolean {
  return permission.allows({
    kind: 'member',
    memberId: '',
    name: '',
    organisationId: 0,
    organisationName: '',
    organisations: [],
    teamIds: [],
    roles: [role],
    duties: [{ organisationId: 0, role }],
    circles: [],
  })
}

/** What each role may do to records of people, counted from the routes as they are declared. */
function rolesInWords(routes: readonly Route[]): string[][] {
  return (Object.keys(roleNames) as Role[]).map((role) => {
    const verbs = Map.groupBy(
      routes.filter(
        (each) => each.audit !== 'nothing' && each.permission.name !== 'anybody' && mayUse(each, role),
      ),
      ({ audit }) => audit,
    )
    const said = [...verbs]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([verb, of]) => `${verb} (${of.length} ${of.length === 1 ? 'way' : 'ways'})`)
    return [roleNames[role], said.join(', ') || 'Nothing']
  })
}

/** Addresses at which a member takes something out of the product. */
function extractsOf(routes: readonly Route[]): string[][] {
  return routes
    .filter(
      ({ url, audit, machine }) =>
        machine === undefined && audit === 'disclose' && /export|\.csv|package|figures/.test(url),
    )
    .map(({ url, permission }) => [url, permission.name.replaceAll('_', ' ')])
    .sort(([one = ''], [other = '']) => (one < other ? -1 : 1))
}

function inRowSecurity(counts: readonly Counted[]): string {
  const off = counts.find(({ detail }) => detail === 'off')?.count ?? 0
  return off === 0 ? 'On every table' : `Off on ${off} of the tables`
}
