import { sql } from 'kysely'
import { z } from 'zod'
import { hasRole, type MemberActor, organisationsWith } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { wordsField } from '#platform/forms'
import { conflict, forbidden, notFound } from '#platform/http'
import { newId } from '#platform/ids'
import { type SharingLevel, sharingLevels } from '../level.ts'
import type { RecordKind } from './share-by-rules.ts'

export const organisationKinds = {
  police: 'Police',
  unitary_council: 'City or unitary councils',
  county_council: 'County councils',
  district_council: 'District councils',
  landlord: 'Landlords',
  third_sector: 'Charities and community groups',
} as const

export const recordKinds = { report: 'Reports', case: 'Cases' } as const
/** Bands of an assessment of risk, the lowest first. */
export const riskBands = ['standard', 'medium', 'high'] as const
type RiskBand = (typeof riskBands)[number]
export const riskWords: Readonly<Record<RiskBand, string>> = {
  standard: 'assessed, whatever the risk',
  medium: 'assessed as medium or high risk',
  high: 'assessed as high risk',
}
const areaKinds = ['beat', 'ward', 'lsoa', 'district'] as const

export type SharingRule = {
  id: string
  name: string
  agreementId: string
  agreementTitle: string
  giver: string | null
  giverKind: keyof typeof organisationKinds | null
  receiver: string | null
  receiverKind: keyof typeof organisationKinds | null
  receiverPanel: string | null
  kind: RecordKind
  level: SharingLevel
  areaKind: string | null
  areaName: string | null
  typeLabel: string | null
  leastUrgent: number | null
  /** The least assessed risk of the record. */
  leastBand: RiskBand | null
  expiresAfterDays: number | null
  validFrom: LocalDate
  validTo: LocalDate | null
  endedAt: Date | null
  endedBecause: string
  madeByName: string | null
  /** Whether it shares anything on the day: it and its agreement hold. */
  isLive: boolean
}

export type RuleApplication = {
  total: number
  done: number
  given: number
  askedAt: Date
  askedByName: string
  finishedAt: Date | null
}

const optionalNumber = z
  .preprocess((value) => (value === '' ? undefined : value), z.coerce.number().int().positive().optional())
  .catch(undefined)
export const ruleFilterSchema = z.object({
  q: z.string().trim().max(200).catch('').default(''),
  agreement: z
    .preprocess((value) => (value === '' ? undefined : value), z.uuid().optional())
    .catch(undefined),
  receiver: optionalNumber,
  kind: z.enum(['any', 'report', 'case']).catch('any').default('any'),
  level: z
    .enum(['any', ...sharingLevels])
    .catch('any')
    .default('any'),
  state: z.enum(['live', 'ended', 'all']).catch('live').default('live'),
})
export type RuleFilter = z.output<typeof ruleFilterSchema>

/** The rules that the filter keeps, by name; a partnership has hundreds, so there are no pages. */
export async function findSharingRules(
  db: Transaction,
  filter: Partial<RuleFilter> & { id?: string },
  day: LocalDate,
): Promise<SharingRule[]> {
  const {
    q = '',
    agreement = null,
    receiver = null,
    kind = 'any',
    level = 'any',
    state = 'all',
    id = null,
  } = filter
  const { rows } = await sql<SharingRule>`
    with rule as (
      select sharing_rule.*, agreement.title as agreement_title,
        sharing_rule.ended_at is null and sharing_rule.valid_from <= ${day}::date
          and (sharing_rule.valid_to is null or sharing_rule.valid_to > ${day}::date)
          and agreement.ended_at is null and agreement.valid_from <= ${day}::date
          and (agreement.valid_to is null or agreement.valid_to > ${day}::date) as is_live
      from sharing_rule join agreement on agreement.id = agreement_id
    )
    select rule.id, rule.name, agreement_id as "agreementId", agreement_title as "agreementTitle",
      giver.name as giver, giver_kind as "giverKind", receiver.name as receiver, receiver_kind as "receiverKind",
      panel.name as "receiverPanel", record_kind as kind, level, area_kind as "areaKind",
      coalesce((select area.name from area join area_set on area_set.id = area.area_set_id
        where area.code = rule.area_code and area_set.kind = rule.area_kind
        order by area_set.valid_from desc limit 1), area_code) as "areaName",
      asb_type.label as "typeLabel", least_urgent as "leastUrgent", least_band as "leastBand", expires_after_days as "expiresAfterDays",
      rule.valid_from as "validFrom", rule.valid_to as "validTo", rule.ended_at as "endedAt",
      rule.ended_because as "endedBecause", member.name as "madeByName", is_live as "isLive"
    from rule
    left join organisation as giver on giver.id = giver_organisation_id
    left join organisation as receiver on receiver.id = receiver_organisation_id
    left join panel on panel.id = receiver_panel_id
    left join asb_type on asb_type.code = rule.asb_type
    left join member on member.id = rule.made_by
    where (${id}::uuid is null or rule.id = ${id}::uuid)
      and (${agreement}::uuid is null or agreement_id = ${agreement}::uuid)
      and (${receiver}::integer is null or receiver_organisation_id = ${receiver}::integer)
      and (${kind} = 'any' or record_kind = ${kind}) and (${level} = 'any' or level = ${level})
      and (${state} = 'all' or is_live = (${state} = 'live'))
      and strpos(lower(concat_ws(' ', rule.name, giver.name, receiver.name, panel.name, asb_type.label)),
        ${q.toLowerCase()}) > 0
    order by rule.name, rule.id`.execute(db)
  return rows
}

export async function getSharingRule(db: Transaction, id: string, day: LocalDate): Promise<SharingRule> {
  const [rule] = await findSharingRules(db, { id }, day)
  if (rule === undefined) throw notFound('rule')
  return rule
}

/** How many open records a rule is to be tried on, reaches, and would newly share. Numbers alone. */
export async function readReach(
  db: Transaction,
  id: string,
): Promise<{ candidates: number; records: number; shares: number }> {
  const { rows } = await sql<{ candidates: number; records: number; shares: number }>`
    select candidates::integer, records::integer, shares::integer from sharing_rule_reach(${id})`.execute(db)
  return rows[0] ?? { candidates: 0, records: 0, shares: 0 }
}

/** How far the rule was applied to the records before it, the latest first. */
export async function readApplications(db: Transaction, id: string): Promise<RuleApplication[]> {
  return db
    .selectFrom('rule_application')
    .innerJoin('member', 'member.id', 'asked_by')
    .select([
      'total',
      'done',
      'given',
      'asked_at as askedAt',
      'member.name as askedByName',
      'finished_at as finishedAt',
    ])
    .where('sharing_rule_id', '=', id)
    .orderBy('asked_at', 'desc')
    .limit(5)
    .execute()
}

const choice = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (typeof value === 'string' ? value : (value?.[0] ?? '')).trim())

/** `organisation:4`, `kind:landlord` or `panel:<id>`. */
function partyField(missing: string | undefined) {
  return choice.transform((value, context) => {
    const [what, which = ''] = value.split(':')
    if (what === 'organisation' && /^\d{1,6}$/.test(which)) return { organisation: Number(which) }
    if (what === 'kind' && Object.hasOwn(organisationKinds, which)) return { kind: which }
    if (what === 'panel' && z.uuid().safeParse(which).success) return { panel: which }
    if (missing === undefined) return {}
    context.addIssue({ code: 'custom', message: missing })
    return z.NEVER
  })
}

/** The form of a rule; `agreements` are those in force, `areas` and `types` those that may be asked. */
export const ruleForm = z.object({
  name: wordsField({ name: 'The name', most: 200, missing: 'Enter a name for the rule' }),
  agreement: z.uuid('Choose the agreement'),
  giver: partyField(undefined),
  receiver: partyField('Choose with whom it shares'),
  kind: z.enum(['report', 'case'], 'Choose reports or cases'),
  level: z.enum(sharingLevels, 'Choose how much it shares'),
  area: choice.transform((value) => {
    const [kind = '', code = ''] = value.split(':')
    const known = areaKinds.find((each) => each === kind)
    return known === undefined || code === '' ? undefined : { kind: known, code }
  }),
  type: choice.transform((value) => (value === '' ? null : value.slice(0, 50))),
  leastUrgent: choice.transform((value) => (/^[1-5]$/.test(value) ? Number(value) : null)),
  leastBand: choice.transform((value) => riskBands.find((band) => band === value) ?? null),
  expires: choice.transform((value, context) => {
    if (value === '') return null
    const days = Number(value)
    if (Number.isInteger(days) && days >= 1 && days <= 3_650) return days
    context.addIssue({ code: 'custom', message: 'Enter a whole number of days, 3,650 at most' })
    return z.NEVER
  }),
})
export type NewRule = z.output<typeof ruleForm>

type RuleProblem = { field: string; message: string }

/** What of a rule its agreement does not cover: such a rule would share nothing, so it is not made. */
export async function findUncovered(db: Transaction, rule: NewRule, day: LocalDate): Promise<RuleProblem[]> {
  const agreement = await db
    .selectFrom('agreement')
    .select(['title', 'most_level', 'data_categories'])
    .where('id', '=', rule.agreement)
    .where('ended_at', 'is', null)
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', day)]))
    .executeTakeFirst()
  if (agreement === undefined) return [{ field: 'agreement', message: 'Choose an agreement in force' }]
  const parties = await db
    .selectFrom('agreement_party')
    .select('organisation_id as id')
    .where('agreement_id', '=', rule.agreement)
    .where((is) => is.or([is('left_on', 'is', null), is('left_on', '>', day)]))
    .execute()
  const isParty = (organisation: number | undefined) =>
    organisation === undefined || parties.some(({ id }) => id === organisation)
  const problems: RuleProblem[] = []
  if (!isParty(rule.giver.organisation))
    problems.push({ field: 'giver', message: `They are not party to ${agreement.title}` })
  if (!isParty(rule.receiver.organisation))
    problems.push({ field: 'receiver', message: `They are not party to ${agreement.title}` })
  else if (rule.receiver.organisation !== undefined && rule.receiver.organisation === rule.giver.organisation)
    problems.push({ field: 'receiver', message: 'Choose another organisation than the one that gives' })
  if (!agreement.data_categories.includes(`${rule.kind}s`))
    problems.push({ field: 'kind', message: `${agreement.title} does not cover ${rule.kind}s` })
  const most = sharingLevels.indexOf(agreement.most_level)
  if (sharingLevels.indexOf(rule.level) > most)
    problems.push({ field: 'level', message: `${agreement.title} does not allow that much` })
  return problems
}

/** Makes a rule; from then on records are shared by it as they are routed, moved, opened and linked. */
export async function makeRule(
  db: Transaction,
  actor: MemberActor,
  rule: NewRule,
  day: LocalDate,
): Promise<string> {
  const { rows } = await sql<{ may: boolean }>`select arranges_sharing(${rule.agreement}) as may`.execute(db)
  if (rows[0]?.may !== true)
    throw forbidden(
      'The co-ordinator or one of the parties makes rules under an agreement. You are still signed in.',
    )
  const { organisation } = rule.giver
  const theirs = organisationsWith(actor, 'supervisor', 'information_governance')
  if (!hasRole(actor, 'coordinator') && (organisation === undefined || !theirs.includes(organisation)))
    throw forbidden(
      'Choose your own organisation as the one that gives: another decides for itself what it shares. You are still signed in.',
    )
  const id = newId()
  await db
    .insertInto('sharing_rule')
    .values({
      id,
      name: rule.name,
      agreement_id: rule.agreement,
      giver_organisation_id: rule.giver.organisation ?? null,
      giver_kind: rule.giver.kind ?? null,
      receiver_organisation_id: rule.receiver.organisation ?? null,
      receiver_kind: rule.receiver.kind ?? null,
      receiver_panel_id: rule.receiver.panel ?? null,
      record_kind: rule.kind,
      level: rule.level,
      area_kind: rule.area?.kind ?? null,
      area_code: rule.area?.code ?? null,
      asb_type: rule.type,
      least_urgent: rule.leastUrgent,
      least_band: rule.leastBand,
      expires_after_days: rule.expires,
      valid_from: day,
      made_by: actor.memberId,
    })
    .execute()
  return id
}

/** Ends a rule; the job ends what it shared. */
export async function endRule(db: Transaction, actor: MemberActor, id: string, why: string): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('sharing_rule')
    .set({ ended_at: sql`now()`, ended_by: actor.memberId, ended_because: why })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 1n) return
  const still = await db
    .selectFrom('sharing_rule')
    .select('id')
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (still !== undefined)
    throw forbidden('The co-ordinator or one of the parties ends a rule. You are still signed in.')
  throw conflict('Somebody has ended this rule already.')
}

/** Has the rule applied to the records that were there before it. */
export async function askApplication(
  db: Transaction,
  actor: MemberActor,
  ruleId: string,
): Promise<{ id: string; total: number }> {
  const { rows } = await sql<{ may: boolean; running: boolean; ended: boolean }>`
    select arranges_sharing(agreement_id) as may, ended_at is not null as ended,
      exists (select from rule_application where sharing_rule_id = sharing_rule.id and finished_at is null) as running
    from sharing_rule where id = ${ruleId}`.execute(db)
  const [rule] = rows
  if (rule === undefined) throw notFound('rule')
  if (!rule.may)
    throw forbidden('The co-ordinator or one of the parties applies a rule. You are still signed in.')
  if (rule.ended) throw conflict('Somebody has ended this rule already.')
  if (rule.running) throw conflict('The rule is being applied already.')
  const { candidates } = await readReach(db, ruleId)
  const id = newId()
  await db
    .insertInto('rule_application')
    .values({ id, sharing_rule_id: ruleId, asked_by: actor.memberId, total: candidates })
    .execute()
  return { id, total: candidates }
}
