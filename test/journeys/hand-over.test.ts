import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { launchBrowser } from '../support/browser.ts'
import { type HandOverBench, openHandOverBench } from '../support/hand-over-bench.ts'
import { POLICE } from '../support/partnership.ts'
import { lookAt, openPage } from './visitor.ts'

let browser: Browser
let bench: HandOverBench
let address: string

beforeAll(async () => {
  browser = await launchBrowser()
  bench = await openHandOverBench()
  address = await bench.staff.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await browser.close()
  await bench.close()
})

const visit = (as: MemberActor, width = 1280, javaScriptEnabled = true) =>
  openPage(browser, address, { member: as, width, javaScriptEnabled })

test('every page of hand-overs holds nothing against anybody', async () => {
  const report = await bench.file()
  const reference = await bench.openCase()
  await bench.ask(reference, { kind: 'assign', to: `4:${bench.teams.health}` }, bench.people.officer)
  const { id } = await bench.ask(
    report,
    { kind: 'transfer', to: String(POLICE), level: 'full' },
    bench.people.officer,
  )
  const page = await visit(bench.people.officer)
  await page.goto(`${address}/reports/${report}`)
  await lookAt(page, 'hand-over-on-report')
  await page.goto(`${address}/cases/${reference}`)
  await lookAt(page, 'hand-over-on-case')
  for (const kind of ['', 'assign', 'refer', 'transfer']) {
    await page.goto(`${address}/cases/${reference}/hand-over${kind === '' ? '' : `?kind=${kind}`}`)
    await lookAt(page, `hand-over-ask-${kind}`)
  }
  await page.getByRole('button', { name: 'Ask' }).click()
  await page.getByText('There is a problem').waitFor()
  await lookAt(page, 'hand-over-with-errors')
  for (const show of ['to_us', 'from_us', 'overdue', 'decided']) {
    await page.goto(`${address}/hand-overs?show=${show}`)
    await lookAt(page, `hand-overs-${show}`)
  }
  await page.goto(`${address}/hand-overs/request`)
  await lookAt(page, 'hand-over-request')
  await page.goto(`${address}/queue`)
  await lookAt(page, 'queue-with-hand-over')
  await page.goto(`${address}/cases`)
  await lookAt(page, 'cases-with-hand-over')
  await page.context().close()
  const other = await visit(bench.people.police)
  await other.goto(`${address}/hand-overs/${id}`)
  await lookAt(other, 'hand-over-to-answer')
  await other.getByText('Refuse', { exact: true }).first().click()
  await other.locator('details[open] button').click()
  await other.getByText('There is a problem').waitFor()
  await lookAt(other, 'hand-over-refused-without-reason')
  await other.context().close()
})

test('a case officer refers a case by keyboard, mends what is missing, and the police accept it from their list', async () => {
  const reference = await bench.openCase()
  const page = await visit(bench.people.caseOfficer)
  await page.goto(`${address}/cases/${reference}`)
  await page.getByRole('link', { name: 'Hand over', exact: true }).press('Enter')
  await page.getByRole('radio', { name: /Refer it/ }).press('Space')
  await page.getByRole('button', { name: 'Continue' }).press('Enter')
  await page.getByLabel('Organisation').selectOption('Testshire Police')
  await page.getByRole('radio', { name: 'Everything' }).press('Space')
  await page.getByLabel('Why?').fill('Weapons were seen')
  await page.getByRole('button', { name: 'Ask' }).press('Enter')
  await page.getByRole('link', { name: 'Choose consent or a lawful basis' }).press('Enter')
  expect(await page.evaluate('document.activeElement.name')).toBe('basis')
  expect(await page.getByLabel('Why?').inputValue()).toBe('Weapons were seen')
  await page.getByRole('radio', { name: 'Another lawful basis' }).check()
  await page.getByLabel('Lawful basis', { exact: true }).selectOption('crime_and_disorder')
  await page.getByRole('button', { name: 'Ask' }).press('Enter')
  await page.getByRole('status').getByText('Asked').first().waitFor()
  await page.context().close()

  const police = await visit(bench.people.police)
  await police.goto(`${address}/cases/${reference}`)
  expect(await police.getByText('Weapons were seen').count()).toBe(0)
  await police.goto(`${address}/hand-overs`)
  await police.getByRole('link', { name: `Referral ${reference}` }).press('Enter')
  await police.getByText('Weapons were seen').waitFor()
  expect(await police.getByText('Millbrook').count()).toBe(0)
  await police.getByRole('button', { name: 'Accept' }).press('Enter')
  await police.getByRole('status').getByText('Accepted').first().waitFor()
  await police.getByRole('link', { name: new RegExp(`Millbrook.*${reference}`) }).click()
  await police.getByText('Referral accepted by Testshire Police').waitFor()
  await police.context().close()
})

test('without script, on a telephone, a report is transferred and handed back', async () => {
  const report = await bench.file()
  const page = await visit(bench.people.officer, 320, false)
  await page.goto(`${address}/reports/${report}/hand-over`)
  await page.getByRole('radio', { name: /Transfer it/ }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Organisation').selectOption('Testshire Police')
  await page.getByRole('radio', { name: 'Summary' }).check()
  await page.getByLabel('Why?').fill('A crime')
  await page.getByRole('radio', { name: 'Consent', exact: true }).check()
  await page.getByText('By consent: whose and when').click()
  await page.getByRole('radio', { name: 'The victim or reporter' }).check()
  for (const [part, value] of [
    ['Day', '1'],
    ['Month', '4'],
    ['Year', '2026'],
  ] as const)
    await page.getByLabel(part).fill(value)
  await page.getByRole('button', { name: 'Ask' }).click()
  await page.getByText('Awaiting answer').first().waitFor()
  const [, id = ''] = /hand-overs\/([^?]+)/.exec(page.url()) ?? []
  await page.context().close()

  const police = await visit(bench.people.police, 320, false)
  await police.goto(`${address}/hand-overs/${id}`)
  await police.getByRole('button', { name: 'Accept' }).click()
  await police.getByText('Accepted').first().waitFor()
  await police.getByText('Hand back').first().click()
  await police.getByLabel('Why is it handed back?').fill('No crime after all')
  await police.getByRole('button', { name: 'Hand back' }).click()
  await police.getByText('No crime after all').first().waitFor()
  expect(await police.locator('.govuk-tag').first().textContent()).toContain('Ended')
  await police.context().close()
})
