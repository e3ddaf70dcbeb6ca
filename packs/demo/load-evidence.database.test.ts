import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { asOwner } from '#platform/database'
import { openFiles } from '#platform/files'
import { createTestDatabase } from '../../test/support/database.ts'
import { generateDemo, loadDemo } from './index.ts'
import { loadEvidence } from './load-evidence.ts'

const database = await createTestDatabase()
const folder = mkdtempSync(join(tmpdir(), 'demo-evidence-'))
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

test('the made-up county has evidence on reports and some that waits, each with its bytes', async () => {
  const county = generateDemo({ seed: 'saltmarsh', reports: 400, today: '2026-11-20' })
  const files = openFiles({ folder, keepFree: 0 })
  const { rows } = await asOwner(database.installation, async (owner) => {
    await loadDemo(owner, county)
    await loadEvidence(owner, files)
    return owner.query<{ file_id: string; sha256: Buffer; waits: boolean }>(
      `select file_id, evidence_file.sha256, report_id is null as waits
       from evidence_file join evidence_item on id = item_id
       union all select file_id, sha256, false from evidence_redaction`,
    )
  })
  const [given] = await asOwner(
    database.installation,
    async (owner) => (await owner.query('select for_partners, status from evidence_redaction')).rows,
  )
  expect(given).toEqual({ for_partners: true, status: 'made' })
  expect(rows.filter(({ waits }) => waits).length).toBeGreaterThan(3)
  expect(rows.filter(({ waits }) => !waits).length).toBeGreaterThan(10)
  for (const { file_id, sha256 } of rows)
    expect(
      createHash('sha256')
        .update(await buffer(files.read(file_id)))
        .digest()
        .equals(sha256),
    ).toBe(true)
})
