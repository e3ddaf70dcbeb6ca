import { expect, test } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { migrate } from './migrate.ts'

test('partnerships that share a server may be migrated at the same moment', async () => {
  const databases = await Promise.all(Array.from({ length: 6 }, createTestDatabase))
  try {
    const reports = await Promise.all(databases.map(({ installation }) => migrate(installation)))
    expect(reports.map(({ applied }) => applied)).toEqual(databases.map(() => []))
  } finally {
    await Promise.all(databases.map(({ drop }) => drop()))
  }
})
