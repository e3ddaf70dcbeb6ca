import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { routes as placeRoutes, saveAreas, savePostcodes } from '#domains/places'
import { publicFormRoutes, publishAsbTypes, publishQuestionSets, statusPageRoutes } from '#domains/reports'
import { asOwner } from '#platform/database'
import { questionSets } from '../../packs/forms/index.ts'
import { asbTypes, asbTypesValidFrom } from '../../packs/types/index.ts'
import { checkAccessibility, launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type PublicServer, startPublicServer } from '../support/public-server.ts'

let browser: Browser
let testDatabase: TestDatabase
let site: PublicServer
let baseURL: string

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  await asOwner(testDatabase.installation, async (owner) => {
    await publishAsbTypes(owner, asbTypes, asbTypesValidFrom)
    await publishQuestionSets(owner, questionSets)
    const postcode = { postcode: 'ZE1 2AA', easting: 458_250, northing: 304_250, quality: 10 }
    await savePostcodes(owner, [postcode], '2026')
    const set = {
      source: 'made up',
      attribution: 'Nobody',
      validFrom: '2020-01-01',
      kind: 'ward',
      vintage: '1',
    } as const
    const field: [number, number][] = [
      [458_000, 304_000],
      [458_500, 304_000],
      [458_500, 304_500],
      [458_000, 304_500],
      [458_000, 304_000],
    ]
    await saveAreas(owner, set, [{ code: 'W1', name: 'Meadow', polygons: [[field]] }])
  })
  site = await startPublicServer(testDatabase.installation, [
    ...publicFormRoutes,
    ...statusPageRoutes,
    ...placeRoutes,
  ])
  await site.server.listen({ port: 0, host: '127.0.0.1' })
  baseURL = `http://127.0.0.1:${(site.server.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await site.close()
  await testDatabase.drop()
})

const wide = { viewport: { width: 1280, height: 900 } }
const narrow = { viewport: { width: 320, height: 640 } }

async function visitor(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ baseURL, ...options })
  const page = await context.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  return page
}

/** A page in good order: axe finds nothing, and nothing has to be scrolled sideways. */
async function look(page: Page): Promise<void> {
  await checkAccessibility(page)
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
  expect(overflow, `${page.url()} is too wide`).toBeLessThanOrEqual(0)
}

async function goOn(page: Page): Promise<void> {
  await look(page)
  await page.getByRole('button', { name: 'Continue' }).click()
}

async function choose(page: Page, ...labels: string[]): Promise<void> {
  for (const label of labels) await page.getByLabel(label, { exact: true }).check()
  await goOn(page)
}

async function startNoise(page: Page): Promise<void> {
  await page.goto('/')
  await look(page)
  await page.getByRole('button', { name: 'Start now' }).click()
  await choose(page, 'No')
  await choose(page, 'Noise')
}

async function answerUntilPlace(page: Page): Promise<void> {
  await choose(page, 'Loud music or TV')
  await choose(page, 'A house or flat')
  await choose(page, 'I hear it clearly with my windows shut')
  await page.getByLabel('What happened?').fill('Drums until two in the morning')
  await goOn(page)
}

async function answerAfterTime(page: Page): Promise<void> {
  await choose(page, 'I cannot sleep', 'I am afraid')
  await choose(page, 'It stays the same')
  await goOn(page)
  await choose(page, 'No, this is the first time')
  await choose(page, 'I do not know')
  await choose(page, 'No')
}

async function send(page: Page): Promise<void> {
  await look(page)
  await page.getByRole('button', { name: 'Send report' }).click()
  await page.getByRole('heading', { name: 'We have your report' }).waitFor()
  await look(page)
  await page.getByRole('link', { name: '/status/' }).click()
  await page.getByText('We received your report').waitFor()
  await look(page)
}

test('a report is made with script: the place is found as it is typed, and answers save themselves', async () => {
  const page = await visitor(wide)
  await startNoise(page)
  await answerUntilPlace(page)
  await page.getByLabel('Search for a place').pressSequentially('ze1 2')
  await page.getByRole('option', { name: 'ZE1 2AA' }).click()
  await page.getByText('Marked: latitude').waitFor()
  await goOn(page)
  await choose(page, 'It is happening now')
  await answerAfterTime(page)
  await choose(page, 'Yes, you can contact me')
  await choose(page, 'Email')
  await page.getByLabel('What is your email address?').fill('sam@example.org')
  await page.getByText('Saved', { exact: true }).waitFor()
  const address = page.url()
  await page.close()

  const later = await visitor(wide)
  await later.goto(address)
  expect(await later.getByLabel('What is your email address?').inputValue()).toBe('sam@example.org')
  await goOn(later)
  await goOn(later)
  await choose(later, 'Do not leave a voice message')
  expect(await later.getByText('ZE1 2AA').count()).toBe(1)
  await send(later)
})

test('a report is made without script on a narrow screen', async () => {
  const page = await visitor(narrow)
  // Blocked and not switched off: axe itself needs scripts to run.
  await page.route('**/assets/*.js', (script) => script.abort())
  await startNoise(page)
  await answerUntilPlace(page)
  await page.getByLabel('Search for a place').fill('ze12aa')
  await goOn(page)
  await choose(page, 'ZE1 2AA')
  await choose(page, 'It keeps happening')
  await page.getByLabel('Friday').check()
  await page.getByLabel('From about').selectOption('10pm')
  await page.getByLabel('Until about').selectOption('2am')
  await choose(page, 'In the last month')
  await answerAfterTime(page)
  await choose(page, 'No, I want to stay anonymous')
  await send(page)
})

test('an error is said first, and its link puts the focus on the field', async () => {
  const page = await visitor(narrow)
  await startNoise(page)
  await answerUntilPlace(page)
  await goOn(page)
  await look(page)
  expect(await page.title()).toMatch(/^Error: Where is the noise\?/)
  const focus = () => page.evaluate('document.activeElement.id || document.activeElement.className')
  expect(await focus()).toContain('govuk-error-summary')
  await page.getByRole('link', { name: 'Search for the place' }).click()
  expect(await focus()).toBe('place')
  await page.getByLabel('Describe the place').fill('Behind the shops')
  await goOn(page)
  await choose(page, 'It happened once')
  await goOn(page)
  await page.getByRole('link', { name: 'Enter the date it happened' }).click()
  expect(await focus()).toBe('on-day')
  await look(page)
})

test('the other pages of the journey are in good order on a narrow screen', async () => {
  const page = await visitor(narrow)
  for (const url of [
    '/report/emergency',
    '/report/get-help',
    '/report/something-else',
    '/accessibility',
    '/privacy',
    '/cookies',
  ]) {
    await page.goto(url)
    await look(page)
  }
  await startNoise(page)
  await page.getByRole('button', { name: 'Save and come back later' }).click()
  await page.getByRole('heading', { name: 'Your answers are saved' }).waitFor()
  await look(page)
})
