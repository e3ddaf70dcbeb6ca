import pg from 'pg'
import { caseLifecycle } from '#domains/cases'
import { requestLifecycle } from '#domains/governance'
import { incidentJsonSchema } from '#domains/intake'
import { reportLifecycle } from '#domains/reports'
import { reviewLifecycle } from '#domains/reviews'
import { handOverLifecycle } from '#domains/sharing'
import { describeLifecycle } from '#platform/lifecycle'
import { describeAccess, describeTables } from './generate-access.ts'
import { describeAuthority } from './generate-authority.ts'
import { describeFeed } from './generate-dictionary.ts'
import { describeSchema } from './schema/describe-schema.ts'
import { describeTypes } from './schema/describe-types.ts'

/** Files that are made from the code and the migrated database, by path: committed, and checked by a test. */
export async function generatedFiles(owner: pg.ClientConfig, schema: string): Promise<Map<string, string>> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query(`set search_path = ${pg.escapeIdentifier(schema)}, public`)
    return new Map([
      ['db/schema.sql', await describeSchema(client, schema)],
      ['db/schema.ts', await describeTypes(client, schema)],
      ['docs/generated/access.md', await describeAccess(client, schema)],
      ['docs/generated/tables.md', await describeTables(client, schema)],
      ['docs/generated/data-dictionary.md', await describeFeed(client, schema)],
      [
        'docs/generated/authority.md',
        await describeAuthority({ owner, schema, secret: 'of no use: nothing is asked of the database' }),
      ],
      ['docs/generated/incident.schema.json', `${JSON.stringify(incidentJsonSchema(), null, 2)}\n`],
      ['docs/generated/report-lifecycle.md', describeLifecycle(reportLifecycle)],
      ['docs/generated/case-lifecycle.md', describeLifecycle(caseLifecycle)],
      ['docs/generated/review-lifecycle.md', describeLifecycle(reviewLifecycle)],
      ['docs/generated/hand-over-lifecycle.md', describeLifecycle(handOverLifecycle)],
      ['docs/generated/subject-request-lifecycle.md', describeLifecycle(requestLifecycle)],
    ])
  } finally {
    await client.end()
  }
}
