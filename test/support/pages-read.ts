import { sql } from 'kysely'
import { asOwner, type Database, type Installation, type Transaction } from '#platform/database'

/**
 * A database that counts the pages (8 KB, of tables and indexes) which its transactions ask for: the work of a statement
 * whatever else the machine does.
 */
export function countingPages(database: Database): { counted: Database; pages(): number } {
  let pages = 0
  return {
    counted: {
      ...database,
      withActor: (actor, work, options) =>
        database.withActor(
          actor,
          async (db) => {
            const before = await fetchedSoFar(db)
            const result = await work(db)
            pages += (await fetchedSoFar(db)) - before
            return result
          },
          options,
        ),
    },
    pages: () => pages,
  }
}

async function fetchedSoFar(db: Transaction): Promise<number> {
  const { rows } = await sql<{ pages: number }>`
    select sum(pg_stat_get_xact_blocks_fetched(oid))::integer as pages from pg_class
    where relkind in ('r', 'i') and relnamespace = current_schema()::regnamespace`.execute(db)
  return rows[0]?.pages ?? 0
}

/**
 * What the next report costs beside 2,000 others and beside 8,000, and how large the table of reports then is, in pages.
 * @param of a report to make copies of
 * @param costOfNext files one report and gives the pages that were read for it
 */
export async function costsBesideMany(
  installation: Installation,
  of: string,
  costOfNext: () => Promise<number>,
): Promise<{ few: number; many: number; table: number }> {
  const costBeside = async (more: number) => {
    await addManyReports(installation, of, more)
    // The first time a connection makes its plans.
    await costOfNext()
    return costOfNext()
  }
  const few = await costBeside(2_000)
  const many = await costBeside(6_000)
  const table = await asOwner(installation, async (owner) => {
    const { rows } = await owner.query<{ pages: number }>(
      `select relpages as pages from pg_class where oid = 'report'::regclass`,
    )
    return rows[0]?.pages ?? 0
  })
  return { few, many, table }
}

/**
 * Adds so many copies of a report far away from it, over three years, told by other people and judged in the ledger; as
 * the owner and without triggers: a full table beside the few reports of a test.
 */
async function addManyReports(installation: Installation, of: string, count: number): Promise<void> {
  await asOwner(installation, async (owner) => {
    await owner.query('set local session_replication_role = replica')
    const { rows } = await owner.query<{ columns: string }>(
      `select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
       where table_schema = current_schema and table_name = 'report' and is_generated = 'NEVER'`,
    )
    await owner.query(
      `create temporary table many on commit drop as
       select report.*, at, gen_random_uuid() as other, now() - random() * interval '3 years' as told_at
       from report cross join generate_series(1, $2::integer) as at where id = $1`,
      [of, count],
    )
    await owner.query(
      `update many set id = other, submission_id = gen_random_uuid(), reference = 'MANY-' || other, filed_at = told_at,
         occurred_from = told_at, occurred_to = told_at,
         location = point(200000 + random() * 100000, 200000 + random() * 100000)`,
    )
    await owner.query(`insert into report (${rows[0]?.columns}) select ${rows[0]?.columns} from many`)
    await owner.query(
      `insert into report_key (report_id, subject, kind, key, role, filed_at)
       select id, id, 'phone', 'one of many ' || at / 3, 'reporter', told_at from many`,
    )
    await owner.query(
      `insert into complaint_ledger (report_id, made_at, counts_with, limb_a, limb_because, is_hate, qualifies, because)
       select id, told_at, id, true, 'Told by somebody whom it harms', false, true, 'Qualifies' from many`,
    )
    await owner.query('analyze report, report_key, complaint_ledger')
  })
}
