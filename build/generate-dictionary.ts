import type pg from 'pg'

type Row = { view: string; about: string; column: string; type: string; comment: string }

/** What the lists of the feed are called in their addresses, in the order of the document. */
const lists = new Map([
  ['feed_report', 'reports'],
  ['feed_case', 'cases'],
  ['feed_action', 'actions'],
  ['feed_organisation', 'organisations'],
  ['feed_succession', 'successions'],
  ['feed_erased', 'erased'],
])

const types: Readonly<Record<string, string>> = {
  'timestamp with time zone': 'moment, UTC',
  date: 'day',
  integer: 'whole number',
  boolean: 'true or false',
  uuid: 'identifier',
  'uuid[]': 'identifiers',
  text: 'text',
}

/**
 * The data dictionary of the feed, from the comments on its views. Throws where a column has none, so that nothing is
 * given out unexplained.
 */
export async function describeFeed(client: pg.ClientBase, schema: string): Promise<string> {
  const { rows } = await client.query<Row>(columnsQuery, [schema, [...lists.keys()]])
  const sections = [...lists].map(([view, name]) => {
    const columns = rows.filter((row) => row.view === view)
    for (const { column, comment } of columns)
      if (!comment) throw new Error(`${view}.${column} has no comment for the data dictionary`)
    return [
      `## ${name}`,
      columns[0]?.about ?? '',
      `\`GET /api/v1/feed/${name}\` and \`GET /api/v1/feed/${name}.csv\``,
      [
        '| Column | Holds | Meaning |',
        '| --- | --- | --- |',
        ...columns.map(({ column, type, comment }) => `| \`${column}\` | ${typeName(type)} | ${comment} |`),
      ].join('\n'),
    ].join('\n\n')
  })
  return `${[introduction, ...sections].join('\n\n')}\n`
}

function typeName(type: string): string {
  const name = types[type]
  if (name === undefined) throw new Error(`The data dictionary has no word for the type ${type}`)
  return name
}

const introduction = `<!-- Generated from the comments in src/domains/feed/feed.sql by \`npm run generate\`; do not edit. -->

# Data dictionary of the analytics feed

Every list is read with a bearer token and holds what the token's organisation may see: records, never people. There is
no name of a person, no address, no exact place and nothing that anybody typed; the database role that serves the feed
has no right to read them.

**Reading.** Rows come in the order of their last change. Follow \`next\` (in CSV the \`Link\` header with \`rel="next"\`) until
there is none; then keep \`complete_to\` (in CSV the \`Feed-Complete-To\` header) and ask with it as \`modified_since\` next time.
A row that changes while you read comes again, later. A change is given two seconds after it was saved or, while other
changes are still being saved, as soon as those are done, so that no row is ever passed over. Replace rows by \`id\`.

**Forgetting.** Read \`erased\` in the same way and remove what it names from every copy.

**Parameters.** \`modified_since\` (ISO 8601), \`limit\` (1,000 unless given; more than 10,000 is refused), \`after\` (only as part
of a link). Any other is refused. 600 requests a minute from one address.

**Places.** Areas come with the vintage of their boundaries, so that figures of different years are not mixed by mistake. Points
are given as the south-west corner of a square: of 1 km where the report is of the category *personal*, because such a place is
mostly the home of the one who reported; of 100 m otherwise. Do not publish counts under 5 for an area or a square: together with
local knowledge they can give a person away.

**CSV.** UTF-8, RFC 4180, always with its header. Text that a spreadsheet would take for a formula begins with an apostrophe.

Every reading is written to the audit: who, which list, how many rows, and the time between the first and the last change.`

const columnsQuery = `
  select c.relname as view, obj_description(c.oid) as about, a.attname as column,
    format_type(a.atttypid, null) as type, col_description(c.oid, a.attnum) as comment
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = $1::text::regnamespace and c.relname = any ($2)
  order by c.relname collate "C", a.attnum`
