import { today } from './asker.ts'
import type { Attempt, Expected } from './attempt.ts'
import type { Relation } from './catalogue.ts'
import type { Draw } from './draw.ts'
import { oracle } from './oracle.ts'
import type { Asker, Rights, Row, TableRule, Value, World } from './rights.ts'
import { insertInto, keyExpression, keyOf, literal } from './rows.ts'
import { drawNewSending } from './world-contact.ts'
import { drawNewEvidence, isEvidence } from './world-evidence.ts'
import { drawNewMembership } from './world-people.ts'
import { drawNewVote } from './world-proposals.ts'

/** Everything one asker may try with every table and view, with what the oracle says of it. */
export function attemptsOnTables(
  draw: Draw,
  asker: Asker,
  relations: readonly Relation[],
  world: World,
): Attempt[] {
  return relations.flatMap((relation) => {
    const rule = oracle[relation.name]
    if (rule === undefined) throw new Error(`The oracle has no rule for ${relation.name}`)
    const given: Given = { draw, asker, relation, world, rule, rights: rule.rights[asker.role] ?? {} }
    const reading = attemptSelect(given)
    // Views are granted for reading alone, which every-table.test.ts checks.
    if (relation.kind === 'view') return [reading]
    return [reading, ...attemptInserts(given), ...attemptUpdates(given), ...attemptDeletes(given)]
  })
}

type Given = {
  draw: Draw
  asker: Asker
  relation: Relation
  world: World
  rule: TableRule
  rights: Rights
}

function attemptSelect({ asker, relation, world, rule, rights }: Given): Attempt {
  const key = rule.view?.key ?? relation.key
  const rows = world[rule.view?.of ?? relation.name] ?? []
  const { see } = rights
  return {
    subject: relation.name,
    operation: 'select',
    statement: `select ${keyExpression(key)} from ${relation.name}`,
    expected:
      see === undefined
        ? 'refused'
        : { shows: rows.filter((row) => see.which(asker, row, world)).map((row) => keyOf(key, row)) },
  }
}

function attemptInserts(given: Given): Attempt[] {
  const { draw, asker, relation, world, rights } = given
  const rows = world[relation.name] ?? []
  const { add } = rights
  if (rows.length === 0) return []
  // One is enough to see that the role may not add at all.
  return Array.from({ length: add === undefined ? 1 : 6 }, () => {
    const row = drawNewRow(given, draw.pick(rows))
    return {
      subject: relation.name,
      operation: 'insert',
      statement: insertInto(relation.name, [row]).join(''),
      expected: add?.which(asker, row, world) === true ? 'done' : 'refused',
    }
  })
}

function attemptUpdates(given: Given): Attempt[] {
  const { draw, asker, relation, world, rights } = given
  const rows = world[relation.name] ?? []
  const { see, change } = rights
  const attempt = (row: Row, column: string, value: string, expected: Expected): Attempt => ({
    subject: relation.name,
    operation: 'update',
    statement: `update ${relation.name} set ${column} = ${value} where ${keyExpression(relation.key)} = ${literal(keyOf(relation.key, row))}`,
    expected,
  })
  const columns = change === undefined ? [] : (change.columns ?? relation.columns)
  const closed = relation.columns.filter((column) => !columns.includes(column))
  const refused =
    closed.length === 0 || rows.length === 0
      ? []
      : [draw.pick(closed)].map((column) => attempt(draw.pick(rows), column, column, 'refused'))
  if (see === undefined || change === undefined) return refused
  const verdict = (before: Row, after: Row): Expected => {
    if (!see.which(asker, before, world) || !change.which(asker, before, world)) return 'nothing'
    return see.which(asker, after, world) && change.into(asker, after, world) ? 'done' : 'refused'
  }
  const telling = columns.filter((column) => isTelling(column))
  const changed = rows.flatMap((row) => {
    const kept = columns.find((column) => !relation.key.includes(column)) ?? relation.columns[0] ?? ''
    const unchanged = attempt(row, kept, kept, verdict(row, row))
    if (telling.length === 0) return [unchanged]
    const column = draw.pick(telling)
    const value = drawValue(given, column, row[column])
    return [unchanged, attempt(row, column, literal(value), verdict(row, { ...row, [column]: value }))]
  })
  return [...refused, ...changed]
}

function attemptDeletes({ asker, relation, world, rights }: Given): Attempt[] {
  const { see, remove } = rights
  const rows = world[relation.name] ?? []
  return (remove === undefined ? rows.slice(0, 1) : rows).map((row) => ({
    subject: relation.name,
    operation: 'delete',
    statement: `delete from ${relation.name} where ${keyExpression(relation.key)} = ${literal(keyOf(relation.key, row))}`,
    expected:
      remove === undefined
        ? 'refused'
        : see?.which(asker, row, world) === true && remove.which(asker, row, world)
          ? 'done'
          : 'nothing',
  }))
}

const people = [
  'member_id',
  'linked_by',
  'added_by',
  'opened_by',
  'claimed_by',
  'owner_member_id',
  'given_by',
  'ended_by',
  'done_by',
  'modified_by',
  'asked_by',
  'created_by',
  'granted_by',
  'withdrawn_by',
  'proposed_by',
  'chosen_by',
  'decided_by',
  'made_by',
  'settled_by',
  'acknowledged_by',
  'set_by',
  'paused_by',
  'signed_by',
  'told_by',
  'switched_on_by',
  'written_by',
  'arranged_by',
  'nominated_by',
  'recorded_by',
  'minuted_by',
  'reviewed_by',
  'released_by',
]
const organisations = ['organisation_id', 'owner_organisation_id', 'given_by_organisation_id']
const fresh = [
  'id',
  'submission_id',
  'reference',
  'secret_hash',
  'email',
  'token',
  'subject',
  'code',
  'number',
  'record_id',
]
const isTelling = (column: string) =>
  [
    ...people,
    ...organisations,
    'approved_by',
    'report_id',
    'other_report_id',
    'case_id',
    'audience',
    'outline_audience',
    'partition_code',
    'ended_at',
    'done_at',
    'discarded_at',
    'released_at',
    'replayed_at',
    'withdrawn_at',
    'left_on',
    'decision',
    'secret_hash',
    'sign_in_id',
    'status',
    'state',
  ].includes(column)

/** Another value for a column that decides who may do what. */
function drawValue(
  { draw, asker, world, relation }: Given,
  column: string,
  before: Value | undefined,
): Value {
  const ids = (table: string) => (world[table] ?? []).map(({ id }) => id ?? null)
  if (people.includes(column) || column === 'approved_by')
    return draw.pick([asker.member, null, ...ids('member')])
  if (organisations.includes(column)) return draw.pick([null, ...ids('organisation')])
  if (column === 'report_id' || column === 'other_report_id')
    return draw.pick([asker.filing, ...ids('report')])
  if (column === 'case_id') return draw.pick(ids('asb_case'))
  if (column === 'audience' || column === 'outline_audience') return draw.some(ids('circle').map(Number))
  if (column === 'partition_code') return draw.pick([null, 'domestic_abuse'])
  if (['ended_at', 'withdrawn_at', 'done_at', 'discarded_at', 'released_at', 'replayed_at'].includes(column))
    return draw.pick([null, '2026-10-03T20:00:00Z'])
  if (column === 'left_on') return draw.pick([null, '2026-01-01'])
  if (column === 'decision') return draw.pick(['approved', 'declined'])
  if (column === 'secret_hash') return draw.pick([draw.hash(), asker.draft ?? draw.hash()])
  if (column === 'sign_in_id') return draw.pick([null, ids('identity_user').at(-1) ?? null])
  if (column === 'status' || column === 'state')
    return draw.pick((world[relation.name] ?? []).map((row) => row[column] ?? null))
  return before ?? null
}

/** A row like one that is there: mostly as the asker would properly write it, mostly with something wrong. */
function drawNewRow(given: Given, like: Row): Row {
  const { draw, asker, relation } = given
  if (isEvidence(relation.name)) return drawNewEvidence(draw, asker, relation.name, like, given.world)
  if (relation.name === 'membership') return drawNewMembership(draw, asker, given.world)
  if (relation.name === 'change_vote') return drawNewVote(draw, asker, given.world)
  if (relation.name === 'outgoing_message') return drawNewSending(draw, asker, like, given.world)
  const columns = Object.entries(like).map(([column, value]): [string, Value] => {
    if (value !== null && isTelling(column) && draw.chance(0.2))
      return [column, drawValue(given, column, value)]
    const isFresh = fresh.includes(column) && (column !== 'record_id' || relation.name === 'erased_record')
    return [column, isFresh ? drawFresh(draw, value) : properly(given, column, value)]
  })
  const row: Row = Object.fromEntries(columns)
  if (relation.name === 'report_draft' && draw.chance(0.7))
    return { ...row, secret_hash: asker.draft ?? draw.hash() }
  if (relation.name !== 'report' || draw.chance(0.2)) return row
  const { search: _, ...rest } = row
  const filed = {
    status: 'filed',
    organisation_id: null,
    queue_id: null,
    claimed_by: null,
    claim_expires_at: null,
  }
  const proper: Row = { ...rest, ...filed, audience: [], id: asker.filing ?? draw.id() }
  if (draw.chance(0.5)) return proper
  const column = draw.pick(['id', 'status', 'organisation_id', 'queue_id', 'claimed_by', 'audience'])
  return { ...proper, [column]: row[column] ?? null }
}

function properly({ draw, asker, relation, world }: Given, column: string, value: Value): Value {
  // Somebody else than the asker.
  const isGiven = relation.name === 'clearance' || relation.name === 'overlay_permission'
  if (isGiven && column === 'member_id') return value
  if (isGiven && column === 'valid_from') return today
  if (column === 'withdrawn_at' || column === 'withdrawn_by') return null
  // What is paused stands still yet.
  if (column === 'resumed_at' || column === 'resumed_by') return null
  if (relation.name === 'audit_entry' && column === 'at')
    return draw.chance(0.8) ? new Date().toISOString() : value
  // One of a district or an organisation begins on a day.
  if (
    (relation.name.startsWith('review_') ||
      ['answer_promise', 'evidence_retention', 'quiet_rule', 'sign_language_link', 'approval_rule'].includes(
        relation.name,
      )) &&
    column === 'valid_from'
  )
    return draw.chance(0.8) ? `${draw.number(2100, 2999)}-01-01` : value
  // What is only drawn up is nobody's proposal yet.
  if (relation.name === 'reorganisation' && column === 'proposed_by') return null
  if (people.includes(column)) return asker.member
  if (organisations.includes(column) && relation.name !== 'case_action') return asker.organisations[0] ?? null
  if (column === 'report_id' && value !== null && asker.filing !== null) return asker.filing
  if (column === 'case_id' && value !== null && draw.chance(0.5)) {
    const led = (world.asb_case ?? []).filter((one) => one.organisation_id === asker.organisations[0])
    return led.length > 0 ? (draw.pick(led).id ?? null) : value
  }
  if (column === 'audience')
    return draw.chance(0.8)
      ? asker.organisations.slice(0, 1)
      : draw.some((world.organisation ?? []).map(({ id }) => Number(id)))
  if (column === 'outline_audience') return []
  if (column === 'partition_code') return null
  if (relation.name === 'asb_case' && column === 'status') return 'open'
  if (relation.name === 'asb_case' && (column === 'closed_at' || column === 'outcome')) return null
  return value
}

function drawFresh(draw: Draw, value: Value): Value {
  if (typeof value === 'number') return draw.number(1_000, 30_000)
  const text = String(value)
  if (text.startsWith('\\x')) return draw.hash()
  if (/^[0-9a-f]{8}-/.test(text)) return draw.id()
  return `${text}-${draw.number(1, 1_000_000)}`
}
