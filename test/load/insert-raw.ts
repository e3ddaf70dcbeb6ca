// A process of its own that inserts the rows of a report with none of our rules: one prepared statement, one round trip.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { newId, newReference } from '#platform/ids'
import type { Measured, Message, RawOrder } from './measure.ts'

const tell = (message: Message) => process.send?.(message)

process.once('message', async (order: RawOrder) => {
  await insertFor(order, order.warmUpSeconds)
  tell({ kind: 'begin' })
  tell({ kind: 'end', ...(await insertFor(order, order.seconds)) })
})

async function insertFor(order: RawOrder, seconds: number): Promise<Measured> {
  const times: number[] = []
  const started = performance.now()
  const until = started + seconds * 1000
  await Promise.all(
    Array.from({ length: order.connections }, async () => {
      const client = new pg.Client(order.connection)
      await client.connect()
      await client.query(`set search_path = ${client.escapeIdentifier(order.schema)}`)
      const { rows } = await client.query<{ id: string }>('select id from api_token limit 1')
      while (performance.now() < until) {
        const before = performance.now()
        const values = valuesOf(order, rows[0]?.id)
        await client.query({ name: 'raw', text: statement(order.schema), values }).catch(allowTakenReference)
        times.push(performance.now() - before)
      }
      await client.end()
    }),
  )
  return { seconds: (performance.now() - started) / 1000, times, statuses: { 200: times.length } }
}

/** References are drawn by chance, and among 300,000 one in 10,000 is taken; the product draws again. */
function allowTakenReference(error: unknown): void {
  const isTaken = error instanceof pg.DatabaseError && error.constraint === 'report_reference_key'
  if (!isTaken) throw error
}

/** The rows that `POST /api/v1/reports` writes for the body in scenarios.ts, in the same tables. */
const statement = (schema: string) => `
  with filed as (
    insert into report (id, reference, submission_id, channel, source, asb_type, title, summary, status,
      opening_qualifier, occurrence, occurred_from, occurred_to, location, location_precision_m, place_words)
    values ($1, $2, $3, 'api', $4, $5, $6, $7, 'filed', 'nuisance', 'once', $8, $8, $9, 20, '')
  ), answered as (
    insert into report_answer (report_id, position, question, wording, answer)
    select $1, position, question, wording, answer
    from unnest($10::text[], $11::text[], $12::text[]) with ordinality as given (question, wording, answer, position)
  ), linked as (
    insert into report_status_link (secret_hash, report_id) values ($13, $1)
  ), reached as (
    insert into report_contact (report_id, name, email, preferred_channel) values ($1, $14, $15, 'email')
  ), told as (
    insert into timeline_entry (id, report_id, kind, what, organisation_id, actor_name, told_to_reporter)
    values ($16, $1, 'filed', 'The report was received', 1, $17, true)
  ), audited as (
    insert into audit_entry (id, verb, actor_kind, actor_name, organisation_id, record_kind, record_id, request_id)
    values ($18, 'collect', 'machine', $17, 1, 'report', $1, $19)
  ), received as (
    insert into intake_receipt (submission_id, organisation_id, token_id, body_hash) values ($3, 1, $20, $21)
  )
  insert into ${pg.escapeIdentifier(`${schema}_jobs`)}.job (name, data)
  values ('report.filed', jsonb_build_object('reportId', $1::uuid))`

function valuesOf({ asbType }: RawOrder, token: string | undefined): unknown[] {
  const id = newId()
  const reference = newReference('ASB')
  return [
    id,
    reference,
    randomUUID(),
    'CAD-1234',
    asbType,
    `Noise · ${reference}`,
    'Drums and shouting until two in the morning, every Friday and Saturday for a month.',
    new Date(),
    `(${400_000 + Math.random() * 20_000},${300_000 + Math.random() * 20_000})`,
    ['where_from', 'how_loud', 'effect'],
    ['Where does the noise come from?', 'How loud is it where you are?', 'How does it affect you?'],
    ['A house or flat', 'I hear it clearly with my windows shut', 'I cannot sleep'],
    randomBytes(32),
    'Sam Reed',
    'sam@example.org',
    newId(),
    'Control room',
    newId(),
    randomBytes(5).toString('hex'),
    token,
    createHash('sha256').update(reference).digest(),
  ]
}
