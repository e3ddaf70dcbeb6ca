import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type DemoProduct, startDemoProduct } from '../support/demo-product.ts'
import { openBrowser, type Visitor } from './visitor.ts'

let browser: Browser
let product: DemoProduct
const council = 'Marramport City Council'

beforeAll(async () => {
  ;[browser, product] = await Promise.all([launchBrowser(), startDemoProduct()])
})
afterAll(async () => {
  await browser.close()
  await product.close()
})

async function enterAs(role: string, organisation: string, script = true): Promise<Visitor> {
  const visitor = await openBrowser(browser, product.address, { javaScriptEnabled: script })
  await visitor.page.goto(product.person(role, organisation).path)
  return visitor
}

test('a caseworker comes to their work, goes through it by keyboard and keeps a list by its address', async () => {
  const officer = await enterAs('Case officer', council)
  const { page } = officer
  expect(new URL(page.url()).pathname).toBe('/work')
  await officer.look()
  const due = page.locator('.app-stacked td[data-column="Due:"]').first()
  expect(await due.count(), 'columns stand beside each other where they fit').toBe(0)
  await page.setViewportSize({ width: 320, height: 640 })
  await due.waitFor()
  expect(await page.getByRole('row').nth(1).getByRole('cell').count()).toBe(3)
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.keyboard.press('j')
  const first = await page.evaluate<string>('document.activeElement.getAttribute("href")')
  expect(first).toMatch(/^\/(cases|reports|hand-overs|panels|contact|evidence)/)
  await page.keyboard.press('/')
  expect(await page.evaluate('document.activeElement.name')).toBe('q')
  await page.getByLabel('Kind of work').selectOption({ label: 'Action of a case' })
  await officer.press('Show')
  expect(new URL(page.url()).search).toContain('kind=case_action')
  await officer.look('filtered')
  await officer.follow(page.getByRole('link', { name: 'Team board' }))
  await officer.look()
  await page.getByRole('table', { name: 'Work by person' }).getByRole('link').first().click()
  expect(new URL(page.url()).search).toContain('who=')
  await officer.look('of one person')
  await officer.leave()
})

test('My work is read and narrowed without script', async () => {
  const officer = await enterAs('Case officer', council, false)
  await officer.page.getByLabel('Reference or words').fill('nothing is called this')
  await officer.press('Show')
  expect(await officer.page.getByText('Nothing is waiting here.').count()).toBe(1)
  await officer.look('without script')
  await officer.leave()
})

test('a supervisor sees what is late, risky and untouched on one screen, and opens it from there', async () => {
  const supervisor = await enterAs('Supervisor', council)
  const { page } = supervisor
  await supervisor.look()
  await supervisor.follow(page.getByRole('link', { name: 'Late, risky, untouched' }))
  await supervisor.look()
  for (const concern of ['High risk', 'Untouched']) {
    await supervisor.follow(
      page.getByRole('navigation', { name: 'Concerns' }).getByRole('link', { name: concern }),
    )
    await supervisor.look(concern)
  }
  await supervisor.leave()
})

test('the weekly board leads from a number to its reports by keyboard, and its filters stay in the address', async () => {
  const supervisor = await enterAs('Supervisor', council)
  const { page } = supervisor
  await supervisor.look()
  await supervisor.follow(page.getByRole('link', { name: 'Late, risky, untouched' }))
  await supervisor.look()
  await supervisor.follow(page.getByRole('link', { name: 'The weekly board' }))
  await supervisor.look()
  const number = page.getByRole('table', { name: 'Week by week' }).getByRole('link').first()
  const count = /\d+/.exec(await number.innerText())?.[0]
  await number.focus()
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(`Reports filed: ${count}`)
  await supervisor.look()
  await supervisor.follow(page.getByRole('link', { name: 'Back to the board' }))
  await supervisor.look()
  await supervisor.follow(page.getByRole('link', { name: 'Repeat places' }))
  await page.getByLabel('Period').selectOption('12')
  await supervisor.press('Show')
  expect(new URL(page.url()).search).toContain('weeks=12')
  await supervisor.look()
  await supervisor.follow(page.getByRole('link', { name: 'Duplicates' }))
  await supervisor.look()
  await supervisor.leave()
})

test('the weekly board is narrowed without script', async () => {
  const supervisor = await enterAs('Supervisor', council, false)
  const { page } = supervisor
  await supervisor.look()
  await page.goto('/board')
  await page.getByLabel('Risk', { exact: true }).selectOption('none')
  await supervisor.press('Show')
  expect(new URL(page.url()).search).toContain('band=none')
  await supervisor.look('without script')
  await supervisor.leave()
})

test('a panel: the agenda each may see, a nomination with its reason, a part for some, papers to print', async () => {
  const officer = await enterAs('Case officer', council)
  const { page } = officer
  await officer.look()
  await page.goto('/panels')
  await officer.look()
  await page.getByText('Arrange a meeting').click()
  await officer.press('Arrange it')
  await officer.look()
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('Date', { exact: true }).fill(inDays(21))
  await page.getByLabel('Time, for example 10am').fill('10am')
  await page.getByLabel('Last day for nominations').fill(inDays(14))
  await officer.press('Arrange it')
  await officer.look('arranged')
  const meeting = page.url()
  const [found] = await product.ask<{ reference: string }>(
    `select reference from asb_case join organisation on organisation.id = organisation_id
     where name = $1 and partition_code is null and status = 'closed' order by reference limit 1`,
    [council],
  )
  if (found === undefined) throw new Error('The made-up county has no closed case of the council')
  await page.getByText('Nominate a case').click()
  await page.getByLabel('Reference of a case your organisation leads').fill(found.reference)
  await officer.press('Nominate it')
  await officer.look('nomination without a reason')
  await page.getByLabel('Why should the panel discuss it?').fill('Two households have asked to be moved')
  await page.getByLabel('Mental health').check()
  await officer.press('Nominate it')
  await officer.look('nomination of a closed case')
  await page.getByLabel('If it is closed: what is it discussed for?').selectOption('reopen')
  await officer.press('Nominate it')
  expect(await page.getByRole('heading', { name: 'Agenda: 1 case you may see' }).count()).toBe(1)
  await page.getByText('Closed: whether to open it again.').waitFor()
  const item = page.locator('.app-agenda').filter({ hasText: 'Two households have asked' })
  await item.getByText('Say something to some organisations alone').click()
  await item.getByLabel('What you say').fill('Known to adult social care')
  await item.getByRole('button', { name: 'Keep it' }).click()
  await page.getByText('Known to adult social care').waitFor()
  // What was decided is written on the day of the meeting or later.
  await page.getByText('To be recorded from').waitFor()
  await product.ask('update panel_meeting set starts_at = now() where id = $1 returning id', [
    meeting.split('/').at(-1)?.replace(/#.*/, ''),
  ])
  await page.goto(meeting)
  await officer.look('on its day')
  await item.getByText('Write the minutes').click()
  await item.getByLabel('What was decided').fill('Move both')
  await item.getByRole('button', { name: 'Keep the minutes' }).click()
  await officer.look('minutes without the reasoning')
  await officer.follow(page.getByRole('link', { name: 'Papers to print' }))
  await officer.look()
  await page.goto(`${meeting}/invitation`)
  await officer.look()
  await officer.leave()

  const constable = await enterAs('Case officer', 'Saltmarshire Police')
  await constable.look()
  await constable.page.goto(meeting)
  const words = await constable.page.locator('main').innerText()
  expect(words).toContain(found.reference)
  expect(words).not.toContain('Known to adult social care')
  await constable.look()
  await constable.leave()
})

test('the patterns of a case stand in words and tables beside grid and map', async () => {
  const officer = await enterAs('Case officer', council)
  const { page } = officer
  await officer.look()
  const [found] = await product.ask<{ reference: string }>(
    `select asb_case.reference from asb_case join case_report on case_id = asb_case.id
       join organisation on organisation.id = organisation_id
     where name = $1 and partition_code is null group by asb_case.id order by count(*) desc, asb_case.id limit 1`,
    [council],
  )
  await page.goto(`/cases/${found?.reference}/patterns`)
  expect(await page.getByRole('table', { name: /by weekday and hour/ }).count()).toBe(1)
  expect(await page.getByRole('table', { name: 'Places, most often first' }).count()).toBe(1)
  await officer.look()
  await officer.leave()
})
