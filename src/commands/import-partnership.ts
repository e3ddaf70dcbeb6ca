import { readFile } from 'node:fs/promises'
import type { ClientBase } from 'pg'
import { z } from 'zod'
import { type PartnershipFile, partnershipSchema } from '#domains/setup'
import { newId } from '#platform/ids'
import { CommandFailed } from './command-context.ts'

/** As the tables' own default. */
const fromTheBeginning = '2000-01-01'

/** Writes a partnership from its file, as the owner, into a prepared database that has no organisations yet. */
export async function importPartnership(owner: ClientBase, file: string): Promise<PartnershipFile> {
  return writePartnership(owner, JSON.parse(await readFile(file, 'utf8')), file)
}

/** The same of what such a file holds; `source` is what it is called where it is refused. */
export async function writePartnership(
  owner: ClientBase,
  content: unknown,
  source: string,
): Promise<PartnershipFile> {
  const read = partnershipSchema.safeParse(content)
  if (!read.success)
    throw new CommandFailed(`${source} does not describe a partnership:\n${z.prettifyError(read.error)}`)
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
  await writeRest(owner, read.data)
  return read.data
}

/**
 * Criteria, questions, advice and local types. What the product has published already stays, and has to be the same: the
 * answers and cases of the other installation mean what its versions say.
 */
async function writeRest(owner: ClientBase, file: PartnershipFile): Promise<void> {
  const add = (table: string, rows: readonly object[], key?: string) =>
    owner.query(
      `insert into ${table} select (jsonb_populate_record(null::${table}, given)).*
       from jsonb_array_elements($1::jsonb) as given ${key === undefined ? '' : `on conflict (${key}) do nothing`}`,
      [JSON.stringify(rows)],
    )
  const isDifferent = async (table: string, rows: readonly object[], key: readonly string[]) => {
    const found = await owner.query<{ row: string }>(
      `select ${key.map((column) => `(given->>'${column}')`).join(" || ' ' || ")} as row
       from jsonb_array_elements($1::jsonb) as given join ${table} as published
         on ${key.map((column) => `published.${column}::text = (given->>'${column}')`).join(' and ')}
       where to_jsonb(published) <> given limit 1`,
      [JSON.stringify(rows)],
    )
    return found.rows[0]?.row
  }
  for (const [table, rows, key] of [
    ['case_criterion', file.criteria, ['code', 'version']],
    ['question_set', file.questionSets, ['asb_type', 'version']],
  ] as const) {
    const different = await isDifferent(table, rows, key)
    if (different !== undefined)
      throw new CommandFailed(
        `${different} (${table}) is another here than in the file: import into the same version of the product.`,
      )
    await add(table, rows, key.join(', '))
  }
  await add(
    'type_advice',
    file.advice.map((advice) => ({ id: newId(), ...advice })),
  )
  await add('local_type', file.localTypes)
}

function keyOf({ organisation, queue }: PartnershipFile['fallback']): string {
  return `${organisation}/${queue}`
}

async function writeOrganisation(
  owner: ClientBase,
  organisation: PartnershipFile['organisations'][number],
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
  for (const { areaKind, areaCode, type, from = fromTheBeginning, until } of organisation.covers)
    await owner.query(
      `insert into coverage (id, organisation_id, area_kind, area_code, asb_type, valid_from, valid_to)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [newId(), id, areaKind, areaCode, type ?? null, from, until ?? null],
    )
}

async function writeRule(
  owner: ClientBase,
  position: number,
  rule: PartnershipFile['rules'][number],
  queues: ReadonlyMap<string, string>,
): Promise<void> {
  const queueId = rule.queue && queues.get(keyOf(rule.queue))
  if (rule.queue !== undefined && queueId === undefined)
    throw new CommandFailed(
      `Rule ${position}, ${rule.name}: organisation ${rule.queue.organisation} has no queue ${rule.queue.queue}.`,
    )
  const id = newId()
  await owner.query(
    `insert into routing_rule (id, position, name, area_kind, area_code, asb_type, queue_id, valid_from, valid_to,
       prompt, is_urgent)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      rule.position ?? position,
      rule.name,
      rule.area?.kind ?? null,
      rule.area?.code ?? null,
      rule.type ?? null,
      queueId ?? null,
      rule.from ?? fromTheBeginning,
      rule.until ?? null,
      rule.prompt ?? null,
      rule.urgent ?? false,
    ],
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
  agreement: PartnershipFile['agreements'][number],
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
         level, area_kind, area_code, asb_type, expires_after_days, giver_kind, receiver_kind, least_urgent, valid_from,
         valid_to, least_band)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, coalesce($15, current_date), $16, $17)`,
      [
        newId(),
        rule.name,
        id,
        rule.giver ?? null,
        rule.receiver ?? null,
        rule.records,
        rule.level,
        rule.area?.kind ?? null,
        rule.area?.code ?? null,
        rule.type ?? null,
        rule.expiresAfterDays ?? null,
        rule.giverKind ?? null,
        rule.receiverKind ?? null,
        rule.leastUrgent ?? null,
        rule.from ?? null,
        rule.until ?? null,
        rule.leastBand ?? null,
      ],
    )
}
