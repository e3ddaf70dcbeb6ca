import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { evidenceStaffRoutes, evidenceSubscriptions, openEvidence } from '#domains/evidence'
import { draftEvidenceRoutes, publishAsbTypes, publishQuestionSets } from '#domains/reports'
import type { MemberActor } from '#platform/actor'
import { systemClock } from '#platform/clock'
import { asOwner, openDatabase } from '#platform/database'
import { newId, newReference } from '#platform/ids'
import { questionSets } from '../../packs/forms/index.ts'
import { asbTypes, asbTypesValidFrom } from '../../packs/types/index.ts'
import { launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { addFinishedDrafts } from '../support/drafts.ts'
import { htmlPage, makePng, makeWav } from '../support/evidence-files.ts'
import { inNorthWest, NORTH, seedPartnership } from '../support/partnership.ts'
import { type PublicServer, startPublicServer } from '../support/public-server.ts'
import { type StaffServer, startStaffServer } from '../support/staff-server.ts'
import { openBrowser } from './visitor.ts'

let browser: Browser
let testDatabase: TestDatabase
let site: PublicServer
let staff: StaffServer
let officer: MemberActor
let address: string
let staffAddress: string
const folder = mkdtempSync(join(tmpdir(), 'evidence-journey-'))
const store = openEvidence(folder, { keepFree: 0, limits: { largest: 10_000_000 } })

beforeAll(async () => {
  browser = await launchBrowser()
  testDatabase = await createTestDatabase()
  await asOwner(testDatabase.installation, async (owner) => {
    await publishAsbTypes(owner, asbTypes, asbTypesValidFrom)
    await publishQuestionSets(owner, questionSets)
  })
  officer = (await seedPartnership(testDatabase.installation)).people.officer
  site = await startPublicServer(testDatabase.installation, draftEvidenceRoutes(store))
  staff = await startStaffServer(testDatabase.installation, evidenceStaffRoutes(store), [officer])
  address = await site.server.listen({ host: '127.0.0.1', port: 0 })
  staffAddress = await staff.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await browser.close()
  await Promise.all([site.close(), staff.close()])
  await testDatabase.drop()
  rmSync(folder, { recursive: true })
})

async function startDraft(): Promise<string> {
  const [secret] = await addFinishedDrafts(testDatabase.installation, 1, inNorthWest)
  return `/report/${secret}/evidence`
}

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer })

test.each([true, false])(
  'somebody adds two files and takes one back (script: %s)',
  async (javaScriptEnabled) => {
    const visitor = await openBrowser(browser, address, { javaScriptEnabled })
    const { page } = visitor
    await page.goto(await startDraft())
    await visitor.look()
    const files = [file('bins.png', await makePng()), file('drums.wav', makeWav(2))]
    const chooser = page.locator('input[type=file]')
    if (javaScriptEnabled)
      await Promise.all([page.waitForEvent('load', { timeout: 20_000 }), chooser.setInputFiles(files)])
    else {
      await chooser.setInputFiles(files)
      await visitor.press('Add the files')
    }
    await page.getByText('bins.png').first().waitFor()
    await page.getByText('drums.wav').first().waitFor()
    await visitor.look('with files')
    await visitor.press('Remove bins.png')
    expect(await page.getByText('bins.png').count()).toBe(0)
    expect(await page.getByText('drums.wav').count()).toBeGreaterThan(0)
    await visitor.leave()
  },
)

test('a file that cannot be kept is answered by name, with and without script', async () => {
  const plain = await openBrowser(browser, address, { javaScriptEnabled: false })
  await plain.page.goto(await startDraft())
  await plain.page.locator('input[type=file]').setInputFiles([file('page.jpg', htmlPage)])
  await plain.press('Add the files')
  await plain.page.getByRole('link', { name: /page\.jpg: The file must be a photo/ }).waitFor()
  await plain.look()
  await plain.leave()
  const scripted = await openBrowser(browser, address)
  await scripted.page.goto(await startDraft())
  await scripted.page.locator('input[type=file]').setInputFiles([file('page.jpg', htmlPage)])
  await scripted.page.getByText(/Not added\. The file must be a photo/).waitFor()
  await scripted.page.context().close()
})

test('an upload waits while it is paused and goes on afterwards', async () => {
  const visitor = await openBrowser(browser, address)
  const { page } = visitor
  await page.goto(await startDraft())
  // Each piece takes a while, so that there is time to press.
  await page.route('**/uploads/*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600))
    await route.continue()
  })
  await page.locator('input[type=file]').setInputFiles([file('long.wav', makeWav(400))])
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByText(/Paused: \d+%/).waitFor()
  await Promise.all([
    page.waitForEvent('load', { timeout: 30_000 }),
    page.getByRole('button', { name: 'Go on' }).click(),
  ])
  await page.getByText('long.wav').first().waitFor()
  await page.context().close()
})

test('an officer adds evidence to a report, sees it, and reads its chain of custody', async () => {
  const reference = newReference('ASB')
  await asOwner(testDatabase.installation, (owner) =>
    owner.query(
      `insert into report (id, reference, submission_id, channel, asb_type, title, status, opening_qualifier, occurrence,
         occurred_from, occurred_to, anonymous, organisation_id, queue_id, audience)
       select $1, $2, gen_random_uuid(), 'phone', 'noise', 'Noise', 'accepted', 'nuisance', 'once', now(), now(), false,
         organisation_id, id, $3 from queue where organisation_id = $4 limit 1`,
      [newId(), reference, [NORTH], NORTH],
    ),
  )
  const visitor = await openBrowser(browser, staffAddress, { javaScriptEnabled: false })
  const { page } = visitor
  await page.context().addCookies([{ name: 'member', value: officer.memberId, url: staffAddress }])
  await page.goto(`/reports/${reference}/evidence`)
  await visitor.look()
  await page.locator('input[type=file]').setInputFiles([file('yard.png', await makePng(400, 300))])
  await visitor.press('Add')
  await visitor.follow(page.getByRole('link', { name: /^Photo, / }))
  await page.getByText('Chain of custody').waitFor()
  await page.getByText('Being checked').first().waitFor()
  await visitor.look()
  await page.goto('/evidence/waiting')
  await visitor.look()

  // Looked at and copied, areas of it are blacked out: in numbers without a script, or drawn.
  const worker = openDatabase(testDatabase.installation, 'openasb_worker', { connections: 1 })
  const [received, redaction] = evidenceSubscriptions({ database: worker, store, clock: systemClock })
  const idsOf = (table: 'evidence_item' | 'evidence_redaction') =>
    asOwner(testDatabase.installation, async (owner) =>
      (await owner.query<{ id: string }>(`select id from ${table} order by id desc limit 1`)).rows.map(
        ({ id }) => id,
      ),
    )
  const [itemId = ''] = await idsOf('evidence_item')
  await received?.handle([{ itemId }], async () => {})
  await page.goto(`/evidence/${itemId}`)
  await visitor.follow(page.getByRole('button', { name: 'Take parts out of a copy' }))
  await page.getByRole('group', { name: 'Area 1' }).getByLabel('Left %').fill('10')
  await visitor.press('Make the copy')
  await page.getByText('Area 1: enter numbers from 0 to 100').first().waitFor()
  await visitor.look()
  const drawing = await openBrowser(browser, staffAddress)
  await drawing.page.context().addCookies([{ name: 'member', value: officer.memberId, url: staffAddress }])
  await drawing.page.goto(`/evidence/${itemId}/redactions/new`)
  const box = await drawing.page.getByRole('img', { name: 'What is to be copied' }).boundingBox()
  if (box === null) throw new Error('The picture is not shown')
  const to = (x: number, y: number) => drawing.page.mouse.move(box.x + box.width * x, box.y + box.height * y)
  await to(0.25, 0.5)
  await drawing.page.mouse.down()
  await to(0.75, 1)
  await drawing.page.mouse.up()
  const area = drawing.page.getByRole('group', { name: 'Area 1' })
  const drawn = await Promise.all(
    ['Left %', 'Top %', 'Width %', 'Height %'].map((name) => area.getByLabel(name).inputValue()),
  )
  for (const [at, wanted] of [25, 50, 50, 50].entries())
    expect(Math.abs(Number(drawn[at]) - wanted)).toBeLessThan(5)
  await drawing.page.getByLabel('Why these parts are taken out').fill('A child is seen')
  await drawing.look()
  await drawing.press('Make the copy')
  const [redactionId = ''] = await idsOf('evidence_redaction')
  await redaction?.handle([{ redactionId }], async () => {})
  await drawing.page.reload()
  await drawing.page.getByLabel('Everybody who sees the record').check()
  await drawing.press('Save who is given copy 1')
  await drawing.page.getByText('What is given is as you chose').first().waitFor()
  await drawing.look()
  await drawing.leave()
  await worker.close()
  await visitor.leave()
})
