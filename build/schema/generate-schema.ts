import pg from 'pg'
import { migrate } from '../../src/platform/database/migrate.ts'
import { describeSchema } from './describe-schema.ts'
import { describeTypes } from './describe-types.ts'

/** Migrates an empty schema on the owner's server and describes it; leaves nothing behind. */
export async function generateSchema(
  owner: pg.ClientConfig,
  secret: string,
): Promise<{ dump: string; types: string }> {
  const installation = { owner, secret, schema: 'described' }
  const client = new pg.Client(owner)
  await migrate(installation)
  await client.connect()
  try {
    await client.query('set search_path = described, public')
    return {
      dump: await describeSchema(client, installation.schema),
      types: await describeTypes(client, installation.schema),
    }
  } finally {
    await client.query('drop schema described cascade')
    await client.end()
  }
}
