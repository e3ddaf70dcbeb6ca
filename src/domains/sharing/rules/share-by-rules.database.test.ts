import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runs } from '../../../../test/access/runs.ts'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'

/**
 * The engine against a plain statement of what rules mean: worlds of a few organisations, agreements in every state,
 * rules of every kind and records of every sort, judged by both.
 */

const day = '2026-06-15'
const levels = ['exists', 'signpost', 'summary', 'full']
const kinds = ['police', 'district_council', 'landlord'] as const
const organisations = [1, 2, 3, 4, 5].map((id) => ({ id, kind: kinds[id % 3] ?? 'police' }))
const types = [
  { code: 'urgent', priority: 1 },
  { code: 'usual', priority: 3 },
]
const wards = ['W1', 'W2'].map((code) => ({ id: randomUUID(), code }))

type Dated = { from: string; to: string | null }
const open: Dated = { from: '2020-01-01', to: null }
const dated: fc.Arbitrary<Dated> = fc.constantFrom(
  ...Array.from({ length: 12 }, () => open),
  { from: '2020-01-01', to: '2026-06-15' },
  { from: '2020-01-01', to: '2026-06-16' },
  { from: '2026-06-15', to: null },
  { from: '2026-06-16', to: null },
)
const holds = ({ from, to }: Dated) => from <= day && (to === null || to > day)
const anOrganisation = fc.constantFrom(...organisations.map(({ id }) => id))
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 1 })

/** Most hold, so that what is shared is more than nothing. */
const seldom = fc.nat(9).map((at) => at === 0)

const agreement = fc.record({
  id: fc.uuid(),
  dates: dated,
  ended: seldom,
  most: fc.constantFrom(...levels, 'full', 'full'),
  categories: fc.subarray(['reports', 'cases'], { minLength: 1 }),
  partitions: fc.subarray(['domestic_abuse', 'police_sensitive']),
  parties: fc.uniqueArray(fc.record({ organisation: anOrganisation, dates: dated }), {
    selector: ({ organisation }) => organisation,
    minLength: 3,
  }),
})
const bands = ['standard', 'medium', 'high'] as const
const rule = fc.record({
  id: fc.uuid(),
  agreement: fc.nat(),
  kind: fc.constantFrom('report', 'case'),
  level: fc.constantFrom(...levels),
  dates: dated,
  ended: seldom,
  giver: fc.oneof(
    fc.constant({}),
    anOrganisation.map((organisation) => ({ organisation })),
    fc.constantFrom(...kinds).map((kind) => ({ kind })),
  ) as fc.Arbitrary<{ organisation?: number; kind?: string }>,
  receiver: fc.oneof(
    anOrganisation.map((organisation) => ({ organisation })),
    fc.constantFrom(...kinds).map((kind) => ({ kind })),
    fc.constant({ panel: true }),
  ) as fc.Arbitrary<{ organisation?: number; kind?: string; panel?: boolean }>,
  ward: maybe(fc.constantFrom('W1', 'W2')),
  type: maybe(fc.constantFrom('urgent', 'usual')),
  leastUrgent: maybe(fc.constantFrom(1, 2, 3)),
  leastBand: maybe(fc.constantFrom(...bands)),
})
const record = fc.record({
  id: fc.uuid(),
  holder: anOrganisation,
  type: fc.constantFrom(...types),
  ward: maybe(fc.constantFrom(...wards)),
  partition: maybe(fc.constantFrom('domestic_abuse', 'officers_families')),
  /** What was assessed of it, the latest last. */
  assessed: fc.array(fc.constantFrom(...bands), { maxLength: 3 }),
})
const world = fc.record({
  agreements: fc.uniqueArray(agreement, { selector: ({ id }) => id, minLength: 1, maxLength: 3 }),
  rules: fc.uniqueArray(rule, { selector: ({ id }) => id, minLength: 1, maxLength: 8 }),
  records: fc.uniqueArray(record, { selector: ({ id }) => id, minLength: 1, maxLength: 5 }),
  panel: fc.uniqueArray(fc.record({ organisation: anOrganisation, dates: dated }), {
    selector: ({ organisation }) => organisation,
  }),
  coverage: fc.array(
    fc.record({
      organisation: anOrganisation,
      ward: fc.constantFrom('W1', 'W2'),
      type: maybe(fc.constantFrom('urgent', 'usual')),
      dates: dated,
    }),
    { maxLength: 5 },
  ),
  kind: fc.constantFrom('report', 'case'),
})
type World = typeof world extends fc.Arbitrary<infer T> ? T : never

const kindOf = (id: number) => organisations.find((organisation) => organisation.id === id)?.kind

/** What rules mean: record, rule and receiver of everything that is shared. */
function shouldShare({ agreements, rules, records, panel, coverage, kind }: World): string[] {
  const found = new Set<string>()
  for (const each of records)
    for (const rule of rules) {
      const agreement = agreements[rule.agreement % agreements.length]
      if (agreement === undefined || rule.kind !== kind || rule.ended || !holds(rule.dates)) continue
      if (agreement.ended || !holds(agreement.dates) || !agreement.categories.includes(`${kind}s`)) continue
      if (levels.indexOf(rule.level) > levels.indexOf(agreement.most)) continue
      if (rule.giver.organisation !== undefined && rule.giver.organisation !== each.holder) continue
      if (rule.giver.kind !== undefined && rule.giver.kind !== kindOf(each.holder)) continue
      if (rule.type !== null && rule.type !== each.type.code) continue
      if (rule.leastUrgent !== null && each.type.priority > rule.leastUrgent) continue
      const latest = each.assessed.at(-1)
      if (
        rule.leastBand !== null &&
        (latest === undefined || bands.indexOf(latest) < bands.indexOf(rule.leastBand))
      )
        continue
      if (rule.ward !== null && rule.ward !== each.ward?.code) continue
      if (each.partition !== null && !agreement.partitions.some((code) => code === each.partition)) continue
      const isParty = (id: number) =>
        agreement.parties.some(({ organisation, dates }) => organisation === id && holds(dates))
      const receives = (id: number) => {
        if (rule.receiver.organisation !== undefined) return rule.receiver.organisation === id
        if (rule.receiver.panel)
          return panel.some(({ organisation, dates }) => organisation === id && holds(dates))
        return (
          kindOf(id) === rule.receiver.kind &&
          coverage.some(
            ({ organisation, ward, type, dates }) =>
              organisation === id &&
              ward === each.ward?.code &&
              (type === null || type === each.type.code) &&
              holds(dates),
          )
        )
      }
      for (const { id } of organisations)
        if (id !== each.holder && isParty(each.holder) && isParty(id) && receives(id))
          found.add(`${each.id} ${rule.id} ${id} ${rule.level}`)
    }
  return [...found].sort()
}

let testDatabase: TestDatabase
let owner: pg.Client

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  owner = new pg.Client(testDatabase.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${testDatabase.installation.schema}, public`)
  for (const { id, kind } of organisations)
    await owner.query('insert into organisation (id, name, short_name, kind) values ($1, $2, $2, $3)', [
      id,
      `Organisation ${id}`,
      kind,
    ])
  for (const { code, priority } of types)
    await owner.query(
      `insert into asb_type (code, label, national_type, qualifier, priority) values ($1, $1, 'Noise', 'nuisance', $2)`,
      [code, priority],
    )
  const set = randomUUID()
  await owner.query(
    `insert into area_set (id, kind, vintage, source, attribution, valid_from) values ($1, 'ward', '2026', 'made up', '', '2020-01-01')`,
    [set],
  )
  for (const { id, code } of wards)
    await owner.query(
      `insert into area (id, area_set_id, code, name, label_point) values ($1, $2, $3, $3, '(1,1)')`,
      [id, set, code],
    )
})
afterAll(async () => {
  await owner.end()
  await testDatabase.drop()
})

async function load({ agreements, rules, records, kind, panel, coverage }: World): Promise<void> {
  for (const { id, dates, ended, most, categories, partitions, parties } of agreements) {
    await owner.query(
      `insert into agreement (id, title, kind, purposes, lawful_basis, most_level, data_categories, partitions, valid_from,
         review_on, valid_to, ended_at)
       values ($1, 'A', 'memorandum_of_understanding', 'P', 'L', $2, $3, $4, $5, '2030-01-01', $6, $7)`,
      [id, most, categories, partitions, dates.from, dates.to, ended ? '2026-06-01' : null],
    )
    for (const party of parties)
      await owner.query(
        'insert into agreement_party (agreement_id, organisation_id, joined_on, left_on) values ($1, $2, $3, $4)',
        [id, party.organisation, party.dates.from, party.dates.to],
      )
  }
  const panelId = randomUUID()
  await owner.query(`insert into panel (id, name) values ($1, 'Panel')`, [panelId])
  for (const { organisation, dates } of panel)
    await owner.query(
      'insert into panel_member (panel_id, organisation_id, joined_on, left_on) values ($1, $2, $3, $4)',
      [panelId, organisation, dates.from, dates.to],
    )
  for (const { organisation, ward, type, dates } of coverage)
    await owner.query(
      `insert into coverage (id, organisation_id, area_kind, area_code, asb_type, valid_from, valid_to)
       values (gen_random_uuid(), $1, 'ward', $2, $3, $4, $5)`,
      [organisation, ward, type, dates.from, dates.to],
    )
  for (const rule of rules)
    await owner.query(
      `insert into sharing_rule (id, name, agreement_id, giver_organisation_id, giver_kind, receiver_organisation_id,
         receiver_kind, receiver_panel_id, record_kind, level, area_kind, area_code, asb_type, least_urgent, valid_from,
         valid_to, ended_at, least_band)
       values ($1, 'R', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
      [
        rule.id,
        agreements[rule.agreement % agreements.length]?.id,
        rule.giver.organisation ?? null,
        rule.giver.kind ?? null,
        rule.receiver.organisation ?? null,
        rule.receiver.kind ?? null,
        rule.receiver.panel ? panelId : null,
        rule.kind,
        rule.level,
        rule.ward === null ? null : 'ward',
        rule.ward,
        rule.type,
        rule.leastUrgent,
        rule.dates.from,
        rule.dates.to,
        rule.ended ? '2026-06-01' : null,
        rule.leastBand,
      ],
    )
  // Of records that are not written: nothing is asked of them but their assessments.
  await owner.query('set local session_replication_role = replica')
  for (const { id, assessed } of records)
    for (const [at, band] of assessed.entries())
      await owner.query(
        `insert into risk_assessment (id, report_id, case_id, instrument, instrument_version, answers, score, score_band,
           band, next_due_on, assessed_by, organisation_id, assessed_at)
         values (gen_random_uuid(), $1, $2, 'ram', 1, '{}', 1, $3, $3, '2030-01-01', gen_random_uuid(), 1, $4)`,
        [kind === 'report' ? id : null, kind === 'case' ? id : null, band, `2026-01-0${at + 1}`],
      )
}

async function ask({ records, kind }: World): Promise<string[]> {
  const nothing = records.map(() => null)
  const { rows } = await owner.query<{ found: string }>(
    `select concat_ws(' ', record_id, sharing_rule_id, organisation_id, level) as found
     from sharing_by_rules($1, $2, $3, $4, $5, $6, $5, $5, $7, $8, null)`,
    [
      kind,
      records.map(({ id }) => id),
      records.map(({ holder }) => holder),
      records.map(({ type }) => type.code),
      nothing,
      records.map(({ ward }) => ward?.id ?? null),
      records.map(({ partition }) => partition),
      day,
    ],
  )
  return rows.map(({ found }) => found).sort()
}

test('rules share exactly what they say, whatever the agreements, rules, records and days', async () => {
  let shared = 0
  await fc.assert(
    fc.asyncProperty(world, async (drawn) => {
      await owner.query('begin')
      try {
        await load(drawn)
        const expected = shouldShare(drawn)
        shared += expected.length
        expect(await ask(drawn)).toEqual(expected)
      } finally {
        await owner.query('rollback')
      }
    }),
    { numRuns: runs({ usually: 300, long: 3_000 }) },
  )
  expect(shared).toBeGreaterThan(100)
}, 600_000)
