import { sql } from 'kysely'
import type pg from 'pg'
import { type Actor, anybody } from '#platform/actor'
import { type Database, type Installation, openDatabase, runtimeRoles } from '#platform/database'
import { type Asker, describeAsker, type Role } from './rights.ts'

/** One statement as one asker, and what ought to come of it. */
export type Attempt = {
  /** Table or function, for the count of what was tried. */
  subject: string
  operation: 'select' | 'insert' | 'update' | 'delete' | 'call'
  statement: string
  expected: Expected
}

/**
 * `shows`: exactly these rows. `done`: it may; a constraint may still refuse it. `nothing`: no error and no row.
 * `refused`: insufficient privilege, by grant or by policy. `fails`: with this SQLSTATE.
 */
export type Expected = { shows: readonly string[] } | 'done' | 'nothing' | 'refused' | { fails: string }

type Outcome = { state: string; rows: number; keys: string[]; message: string }

const insufficientPrivilege = '42501'
const integrityConstraints = '23'

/**
 * Runs each statement for itself, takes it back and tells what came of it: one round trip for hundreds of attempts.
 * It runs with its caller's rights, so the caller's policies hold inside.
 */
export async function installAttempts(owner: pg.ClientBase): Promise<void> {
  await owner.query(`
    create schema attempts;
    grant usage on schema attempts to ${runtimeRoles.join(', ')};
    create function attempts.run(statements jsonb) returns jsonb language plpgsql as $$
    declare
      outcomes jsonb[] := '{}';
      attempt jsonb;
      affected bigint;
      keys text[];
      outcome jsonb;
    begin
      for attempt in select value from jsonb_array_elements(statements) loop
        begin
          keys := '{}';
          if (attempt ->> 'reads')::boolean then
            execute 'select coalesce(array_agg(key order by key collate "C"), ''{}'') from ('
              || (attempt ->> 'statement') || ') as found (key)' into keys;
            affected := cardinality(keys);
          else
            execute attempt ->> 'statement';
            get diagnostics affected = row_count;
          end if;
          outcome := jsonb_build_object('state', 'ok', 'rows', affected, 'keys', keys, 'message', '');
          raise exception using errcode = 'UNDO1';
        exception
          when sqlstate 'UNDO1' then null;
          when others then outcome := jsonb_build_object('state', sqlstate, 'rows', 0, 'keys', '{}'::text[], 'message', sqlerrm);
        end;
        outcomes := outcomes || outcome;
      end loop;
      return to_jsonb(outcomes);
    end $$`)
}

export type Databases = Readonly<Record<Role, Database>>

export function openDatabases(installation: Installation): Databases {
  const open = (role: Role) => openDatabase(installation, role, { connections: 2 })
  return {
    openasb_web: open('openasb_web'),
    openasb_worker: open('openasb_worker'),
    openasb_feed: open('openasb_feed'),
    openasb_identity: open('openasb_identity'),
  }
}

export async function closeDatabases(databases: Databases): Promise<void> {
  await Promise.all(Object.values(databases).map((database) => database.close()))
}

/** Tries all of it as the asker, by the product's own way to a connection; gives what did not come out as expected. */
export async function findDisagreements(
  databases: Databases,
  asker: Asker,
  attempts: readonly Attempt[],
): Promise<string[]> {
  const outcomes = await databases[asker.role].withActor(
    actorOf(asker),
    async (db) => {
      if (asker.filing !== null) await sql`set local openasb.filing = ${sql.lit(asker.filing)}`.execute(db)
      const statements = attempts.map(({ statement, operation }) => ({
        statement,
        reads: operation === 'select' || operation === 'call',
      }))
      const { rows } = await sql<{ outcomes: Outcome[] }>`
        select attempts.run(${JSON.stringify(statements)}::jsonb) as outcomes`.execute(db)
      return rows[0]?.outcomes ?? []
    },
    asker.draft === null ? {} : { holding: { draft: Buffer.from(asker.draft.slice(2), 'hex') } },
  )
  return attempts.flatMap((attempt, at) => {
    const outcome = outcomes[at]
    if (outcome === undefined) throw new Error('An attempt went unanswered')
    if (isAsExpected(attempt.expected, outcome)) return []
    return [
      `${attempt.operation} ${attempt.subject} as ${describeAsker(asker)}\n  ${attempt.statement}\n  ` +
        `expected ${JSON.stringify(attempt.expected)}\n  came     ${JSON.stringify(outcome)}`,
    ]
  })
}

function isAsExpected(expected: Expected, { state, rows, keys }: Outcome): boolean {
  if (expected === 'refused') return state === insufficientPrivilege
  if (expected === 'nothing') return state === 'ok' && rows === 0
  if (expected === 'done') return (state === 'ok' && rows === 1) || state.startsWith(integrityConstraints)
  if ('fails' in expected) return state === expected.fails
  return state === 'ok' && JSON.stringify(keys) === JSON.stringify([...expected.shows].sort())
}

function actorOf({ organisations, circles, member }: Asker): Actor {
  const [first] = organisations
  if (first === undefined && member === null) return anybody
  return {
    kind: 'member',
    memberId: member ?? '',
    name: 'Somebody',
    organisationId: first ?? 0,
    organisationName: '',
    organisations,
    teamIds: [],
    roles: [],
    duties: [],
    circles,
  }
}
