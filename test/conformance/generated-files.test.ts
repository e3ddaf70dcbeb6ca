import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { projectRoot } from '#platform/database'
import { generatedFiles } from '../../build/generated-files.ts'
import { createTestDatabase } from '../support/database.ts'

/** Views and policies print differently from version to version; the committed dump is the embedded server's. */
const isEmbedded = process.env.DATABASE_URL === undefined

test.runIf(isEmbedded)('what is generated is committed as it stands (npm run generate)', async () => {
  const { installation, drop } = await createTestDatabase()
  try {
    for (const [path, text] of await generatedFiles(installation.owner, inject('testServer').schema))
      expect(readFileSync(join(projectRoot, path), 'utf8'), path).toBe(text)
  } finally {
    await drop()
  }
})
