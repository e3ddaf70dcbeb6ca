import { readFile } from 'node:fs/promises'
import type { ClientBase } from 'pg'
import { z } from 'zod'
import { sharingLevels } from '#domains/sharing'
import { newId } from '#platform/ids'
import { CommandFailed } from './command-context.ts'

const name = z.string().trim().min(1).max(200)
const queueNamed = z.object({ organisation: z.int().positive(), queue: name })

/** How a partnership is arranged: who is in it, who covers what, and the rules by which reports find their queue. */
const partnershipSchema = z.object({
  name,
  organisations: z
    .array(
      z.object({
        id: z.int().positive(),
        name,
        shortName: name,
        kind: z.enum([
          'police',
          'unitary_council',
          'county_council',
          'district_council',
          'landlord',
          'third_sector',
        ]),
        contactAdvice: z.string().default(''),
        teams: z.array(z.object({ name, queues: z.array(name).min(1) })).min(1),
        covers: z.array(z.object({ areaKind: name, areaCode: name, type: name.optional() })).default([]),
      }),
    )
    .min(1),
  /** Where a report goes that no rule matches. */
  fallback: queueNamed,
  /** In order: the first that matches decides. */
  rules: z.array(
    z.object({
      name,
      area: z.object({ kind: name, code: name }).optional(),
      type: name.optional(),
      conditions: z.record(z.string(), z.string()).default({}),
      queue: queueNamed,
    }),
  ),
  /** Under which the organisations share, and the rules that do so by themselves. */
  agreements: z
    .array(
      z.object({
        title: name,
        kind: z
          .enum(['information_sharing_agreement', 'memorandum_of_understanding'])
          .default('information_sharing_agreement'),
        purposes: z.string().trim().min(1),
        lawfulBasis: z.string().trim().min(1),
        mostLevel: z.enum(sharingLevels).default('full'),
        dataCategories: z.array(z.enum(['reports', 'cases'])).min(1),
        partitions: z.array(name).default([]),
        parties: z.array(z.int().positive()).min(2),
        validFrom: z.iso.date(),
        reviewOn: z.iso.date(),
        rules: z
          .array(
            z.object({
              name,
              giver: z.int().positive().optional(),
              receiver: z.int().positive(),
              records: z.enum(['report', 'case']).default('report'),
              level: z.enum(sharingLevels).default('full'),
              area: z.object({ kind: name, code: name }).optional(),
              type: name.optional(),
              expiresAfterDays: z.int().positive().optional(),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
})
type Partnership = z.output<typeof partnershipSchema>

/** Writes a partnership from its file, as the owner, into a database that has no organisations yet. */
export async function importPartnership(owner: ClientBase, file: string): Promise<Partnership> {
  const read = partnershipSchema.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (!read.success)
    throw new CommandFailed(`${file} does not describe a partnership:\n${z.prettifyError(read.error)}`)
  const { rows } = await owner.query('select from organisation limit 1')
  if (rows.length > 0)
    throw new CommandFailed('This partnership has organisations already; a file sets up an empty one.')
  const queues = new Map<string, string>()
  for (const organisation of read.data.organisations)
    await writeOrganisation(owner, organisation, queues, keyOf(read.data.fallback))
  for (const [index, rule] of read.data.rules.entries()) await writeRule(owner, index + 1, rule, queues)
  for (const agreement of read.data.agreements) await writeAgreement(owner, agreement)
  if (!queues.has(keyOf(read.data.fallback)))
    throw new CommandFailed(
      `The fallback queue ${read.data.fallback.queue} is not among the organisation's queues.`,
    )
  return read.data
}

function keyOf({ organisation, queue }: z.output<typeof queueNamed>): string {
  return `${organisation}/${queue}`
}

async function writeOrganisation(
  owner: ClientBase,
  organisation: Partnership['organisations'][number],
  queues: Map<string, string>,
  fallback: string,
): Promise<void> {
  const { id, kind, shortName, contactAdvice } = organisation
  await owner.query(
    'insert into organisation (id, name, short_name, kind, contact_advice) values ($1, $2, $3, $4, $5)',
    [id, organisation.name, shortName, kind, contactAdvice],
  )
  for (const team of organisation.teams) {
    const teamId = newId()
    await owner.query('insert into team (id, organisation_id, name) values ($1, $2, $3)', [
      teamId,
      id,
      team.name,
    ])
    for (const queue of team.queues) {
      const queueId = newId()
      const key = keyOf({ organisation: id, queue })
      queues.set(key, queueId)
      await owner.query(
        'insert into queue (id, organisation_id, team_id, name, is_fallback) values ($1, $2, $3, $4, $5)',
        [queueId, id, teamId, queue, key === fallback],
      )
    }
  }
  for (const { areaKind, areaCode, type } of organisation.covers)
    await owner.query(
      'insert into coverage (id, organisation_id, area_kind, area_code, asb_type) values ($1, $2, $3, $4, $5)',
      [newId(), id, areaKind, areaCode, type ?? null],
    )
}

async function writeRule(
  owner: ClientBase,
  position: number,
  rule: Partnership['rules'][number],
  queues: ReadonlyMap<string, string>,
): Promise<void> {
  const queueId = queues.get(keyOf(rule.queue))
  if (queueId === undefined)
    throw new CommandFailed(
      `Rule ${position}, ${rule.name}: organisation ${rule.queue.organisation} has no queue ${rule.queue.queue}.`,
    )
  const id = newId()
  await owner.query(
    `insert into routing_rule (id, position, name, area_kind, area_code, asb_type, queue_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, position, rule.name, rule.area?.kind ?? null, rule.area?.code ?? null, rule.type ?? null, queueId],
  )
  for (const [fact, expected] of Object.entries(rule.conditions))
    await owner.query('insert into routing_condition (rule_id, fact, expected) values ($1, $2, $3)', [
      id,
      fact,
      expected,
    ])
}

/** What the operator writes into the file is taken as agreed; later versions are approved by a second person. */
async function writeAgreement(
  owner: ClientBase,
  agreement: Partnership['agreements'][number],
): Promise<void> {
  const id = newId()
  const { title, kind, purposes, lawfulBasis, mostLevel, dataCategories, partitions } = agreement
  const { parties, validFrom, reviewOn } = agreement
  const said = [
    id,
    title,
    kind,
    purposes,
    lawfulBasis,
    mostLevel,
    dataCategories,
    partitions,
    validFrom,
    reviewOn,
  ]
  await owner.query(
    `insert into agreement (id, title, kind, purposes, lawful_basis, most_level, data_categories, partitions, valid_from, review_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    said,
  )
  await owner.query(
    `insert into agreement_version (agreement_id, number, title, kind, purposes, lawful_basis, most_level, data_categories,
       partitions, valid_from, review_on, parties, decision, decided_at)
     values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'approved', now())`,
    [...said, parties],
  )
  await owner.query(
    'insert into agreement_party (agreement_id, organisation_id, joined_on) select $1, unnest($2::integer[]), $3',
    [id, parties, validFrom],
  )
  for (const rule of agreement.rules)
    await owner.query(
      `insert into sharing_rule (id, name, agreement_id, giver_organisation_id, receiver_organisation_id, record_kind,
         level, area_kind, area_code, asb_type, expires_after_days)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        newId(),
        rule.name,
        id,
        rule.giver ?? null,
        rule.receiver,
        rule.records,
        rule.level,
        rule.area?.kind ?? null,
        rule.area?.code ?? null,
        rule.type ?? null,
        rule.expiresAfterDays ?? null,
      ],
    )
}
