import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type DemoProduct, startDemoProduct } from '../support/demo-product.ts'
import { openBrowser, type Visitor } from './visitor.ts'

let browser: Browser
let product: DemoProduct

beforeAll(async () => {
  const [started, launched] = await Promise.all([startDemoProduct(), launchBrowser()])
  product = started
  browser = launched
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await product?.close()
})

const force = 'Saltmarshire Police'

async function open(role: string, javaScriptEnabled = false): Promise<Visitor> {
  const visitor = await openBrowser(browser, product.address, { javaScriptEnabled })
  await visitor.page.goto(product.person(role, force).path)
  await visitor.look()
  return visitor
}

const navigation = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name, exact: true })

test('a message that was not taken is corrected and taken, and what stands beside it is seen, without script', async () => {
  const { page, follow, press, look, leave } = await open('Supervisor')
  await page.goto('/intake')
  await look()
  expect(await page.getByRole('link', { name: 'STORM' }).count()).toBeGreaterThan(0)
  await follow(page.getByRole('link', { name: 'Not taken', exact: true }))
  await look()
  await follow(page.getByRole('link', { name: /CAD-4099/ }).first())
  await look()
  await press('Replay it')
  await page.getByText('It was not taken').waitFor()
  await look('not taken again')
  const message = page.getByLabel('The message')
  const corrected = { ...JSON.parse(await message.inputValue()), version: 1, kind: 'creation' }
  await message.fill(JSON.stringify(corrected))
  await press('Replay it')
  await page.getByText('Taken: 1').waitFor()
  await look('taken')
  const filed = await product.ask(
    `select report.summary from report join incident_report on report_id = report.id
     join incident on incident.id = incident_id where number = 'CAD-4099'`,
  )
  expect(filed).toEqual([{ summary: 'Shouting in the street' }])
  await follow(page.getByRole('link', { name: 'Show those that were replayed or put away' }))
  await look('settled')
  await follow(page.getByRole('link', { name: /CAD-4099/ }).first())
  await look('settled')
  await leave()
})

test('what the codes of a source mean is tried, proposed by one and approved by another, without script', async () => {
  const { page, press, look, leave } = await open('Supervisor')
  await page.goto('/intake/mappings/STORM')
  await look('waiting')
  await press('Approve')
  await page.getByRole('heading', { name: 'Mapping of STORM' }).waitFor()
  await look()
  const mapping = page.getByLabel('Mapping', { exact: true })
  await mapping.fill('type S-DRM = unicorns')
  await press('Try it')
  await look()
  await page.getByLabel('Mapping', { exact: true }).fill('type S-DRM = noise')
  await page
    .getByLabel('Sample message to try it on (optional)')
    .fill('{"source":"STORM","number":"T-1","version":1,"kind":"creation","opening":{"code":"S-DRM"}}')
  await press('Try it')
  await look('tried')
  await press('Propose it')
  await look('without a reason')
  await page.getByLabel('Why it is changed').fill('Drums have a code of their own')
  await press('Propose it')
  await page.getByText('Version 3 waits for a second person').waitFor()
  await look('own proposal')
  expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0)
  await press('Withdraw it')
  await look('withdrawn')
  expect(
    await product.ask(`select version, decision from source_mapping where source = 'STORM' order by version`),
  ).toEqual([
    { version: 1, decision: 'approved' },
    { version: 2, decision: 'approved' },
    { version: 3, decision: 'declined' },
  ])
  await leave()
})

test('who is told of incidents is added, given a new secret and switched off, without script', async () => {
  const { page, follow, press, look, leave } = await open('Supervisor')
  await page.goto('/intake/webhooks')
  await look()
  await page.getByLabel('Address', { exact: true }).fill('http://10.0.0.1/hook')
  await press('Add it')
  await look()
  await page.getByLabel('Address', { exact: true }).fill('https://records.example.org/hook')
  await press('Add it')
  await page.getByText('The secret, shown this once').waitFor()
  const secret = await page.locator('code').first().innerText()
  await look('with its secret')
  await page.goto('/intake/webhooks')
  await follow(page.getByRole('link', { name: 'https://records.example.org/hook' }))
  await look()
  expect(await page.content()).not.toContain(secret)
  await press('Make a new secret')
  await page.getByText('The former secret signs until').waitFor()
  await look('with two secrets')
  await press('Switch it off')
  await page.getByText('Switched off by hand').waitFor()
  await look('switched off')
  await press('Switch it on')
  await leave()
})

const sheet = [
  'Ref;What happened;Category;Date of incident;Tenant name',
  'J-1;Drumming at night;noise;01/04/2026 23:30;Ann Example',
  'J-2;Bins on fire;;31.03.2026;',
  'J-3;Not for us;noise;31.03.2026;',
].join('\n')

test('a pasted sheet of referrals is looked at and becomes filed reports, without script', async () => {
  const { page, follow, press, look, leave } = await open('Triage officer')
  await page.goto('/enter')
  await look()
  await follow(page.getByRole('link', { name: /referrals/i }).first())
  await look()
  await press('Look at the rows')
  await look()
  await page.getByLabel('Or paste the rows with the heading row, or a filled-in template').fill(sheet)
  await press('Look at the rows')
  await page.getByText('Drumming at night').first().waitFor()
  await look()
  await page.getByLabel('Tenant name').selectOption({ label: 'What happened' })
  await press('Look at the rows again')
  await look()
  await page.getByLabel('Tenant name').selectOption({ label: 'Victim: name' })
  await press('Look at the rows again')
  for (const row of ['1', '2', '3']) await page.getByRole('checkbox', { name: row, exact: true }).uncheck()
  await press('Bring in the chosen rows')
  await look('none chosen')
  await page.getByRole('checkbox', { name: '3', exact: true }).check()
  for (const row of ['1', '2']) await page.getByRole('checkbox', { name: row, exact: true }).uncheck()
  await press('Leave them out')
  for (const row of ['1', '2']) await page.getByRole('checkbox', { name: row, exact: true }).check()
  await press('Bring in the chosen rows')
  await page.getByText('0 still open').waitFor()
  await look('filed')
  expect(await page.locator('.govuk-tag--green').count()).toBe(2)
  await page.goto('/referrals')
  await look('with a sheet')
  await leave()
})

test('the force writes in its log of a report, and nobody can write there without saying who, without script', async () => {
  const [report] = await product.ask<{ reference: string }>(
    `select reference from report join police_incident on report_id = report.id
     where report.organisation_id = (select id from organisation where name = $1) order by reference limit 1`,
    [force],
  )
  if (report === undefined) throw new Error('The made-up county has no police incident')
  const { page, press, look, leave } = await open('Triage officer')
  await page.goto(`/reports/${report.reference}/police-log`)
  await look()
  await press('Add to the log')
  await look()
  await page.getByLabel('Your officer or staff number').fill('1734')
  await page.getByLabel('Entry', { exact: true }).fill('Unit free from ten; caller told.')
  await press('Add to the log')
  await page.getByText('Unit free from ten; caller told.').waitFor()
  await look('with entries')
  await page.getByText('Give or correct the numbers').click()
  await page.getByLabel('Incident number of command and control').fill('')
  await press('Save the numbers')
  await look('without a number')
  await page.getByLabel('Incident number of command and control').fill('20261122-0417')
  await page.getByLabel('Occurrence number of the records system').fill('14/22817/26')
  await press('Save the numbers')
  await page.getByText('14/22817/26').first().waitFor()
  await leave()
})

/** Goes on with the Tab key until this has the focus. */
async function tabTo(page: Page, isThere: string): Promise<void> {
  for (let presses = 0; presses < 200; presses += 1) {
    if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(isThere)})`)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The Tab key never comes to ${isThere}`)
}

test('a task is closed by keyboard alone, with what came of it', async () => {
  const { page, follow, look, leave } = await open('Triage officer', true)
  await follow(navigation(page, 'Tasks'))
  await look()
  const before = await page.locator('.app-tasks__task').count()
  expect(before).toBeGreaterThan(1)
  await tabTo(page, '[id^=outcome-]')
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  await look()
  await tabTo(page, '[id^=outcome-]')
  await page.keyboard.type('Rang back: quiet since.')
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  await look()
  expect(await page.locator('.app-tasks__task').count()).toBe(before - 1)
  await page.goto('/tasks?show=done&team=mine')
  await page.getByText('Rang back: quiet since.').waitFor()
  await look('done')
  await leave()
})
