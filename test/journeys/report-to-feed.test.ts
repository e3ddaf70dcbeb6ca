import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiToken } from '#domains/feed'
import { addDays, systemClock, today } from '#platform/clock'
import { asOwner } from '#platform/database'
import { launchBrowser } from '../support/browser.ts'
import { type DemoProduct, startDemoProduct } from '../support/demo-product.ts'
import { addFinishedDrafts, shownOn } from '../support/drafts.ts'
import { openBrowser, type Visitor } from './visitor.ts'

const council = 'Marramport City Council'
const police = 'Saltmarshire Police'

let product: DemoProduct
let browser: Browser
let officer: Visitor
let supervisor: Visitor
let constable: Visitor

/** The story goes from test to test: what is filed in one is worked on in the next. */
let first: Filed
let second: Filed
let caseReference: string

type Filed = { reference: string; statusPath: string }

beforeAll(async () => {
  product = await startDemoProduct()
  browser = await launchBrowser()
  officer = await openBrowser(browser, product.address)
  supervisor = await openBrowser(browser, product.address)
  constable = await openBrowser(browser, product.address)
})
afterAll(async () => {
  await browser.close()
  expect(product.errors()).toEqual([])
  await product.close()
})

/** Sends a report of noise in the city, written to its last page, as a browser does. */
async function fileNoise(): Promise<Filed> {
  const street = product.county.streets.find(
    ({ cell }) => product.county.areasOfCell(cell).district.name === 'Marramport',
  )
  const [easting, northing] = street?.at ?? [0, 0]
  const [draft] = await addFinishedDrafts(product.installation, 1, { easting, northing })
  const check = `${product.address}/report/${draft}/check`
  const answer = await fetch(check, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ shown: shownOn(await (await fetch(check)).text()) }),
  })
  const page = await answer.text()
  const [reference = ''] = /ASB-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(page) ?? []
  const [statusPath = ''] = /\/status\/[\w-]+/.exec(page) ?? []
  return { reference, statusPath }
}

async function enterAs(visitor: Visitor, role: string, organisation: string): Promise<void> {
  await visitor.page.goto(product.person(role, organisation).path)
  expect(new URL(visitor.page.url()).pathname).toBe(role === 'Analyst' ? '/queue' : '/work')
  await visitor.look()
}

async function openReport(visitor: Visitor, { reference }: Filed, state?: string): Promise<void> {
  await visitor.page.goto(`/reports/${reference}`)
  await visitor.look(state)
}

/** Opens the small form behind these words, unless it is open. */
async function unfold({ page }: Visitor, words: string): Promise<void> {
  const form = page.locator('details', { has: page.locator('summary', { hasText: words }) }).first()
  if ((await form.getAttribute('open')) === null) await form.locator('summary').click()
}

async function waitUntilRouted(visitor: Visitor, { reference }: Filed): Promise<number> {
  const start = performance.now()
  for (;;) {
    await visitor.page.goto('/queue?sort=newest')
    if ((await visitor.page.locator(`a[href="/reports/${reference}"]`).count()) > 0)
      return performance.now() - start
    if (performance.now() - start > 10_000) throw new Error(`${reference} came into no queue`)
  }
}

test('a report is in the queue of the council within two seconds; filters stand in the address', async () => {
  await enterAs(officer, 'Triage officer', council)
  first = await fileNoise()
  expect(await waitUntilRouted(officer, first)).toBeLessThan(2_000)
  const { page } = officer
  await page.getByLabel('Type', { exact: true }).selectOption({ value: 'noise' })
  await page.getByLabel('Reference or words').fill('drums until two')
  await officer.press('Apply filters')
  expect(new URL(page.url()).searchParams.get('type')).toBe('noise')
  expect(new URL(page.url()).searchParams.get('q')).toBe('drums until two')
  expect(await page.locator('[data-queue-link]').count()).toBeGreaterThanOrEqual(1)
  await officer.look('filtered')
  await page.getByLabel('Reference or words').fill('no report says this')
  await officer.press('Apply filters')
  expect(await page.getByText('No report matches').count()).toBe(1)
  await officer.look('empty')
  await page.getByLabel('Reference or words').fill(first.reference)
  await officer.press('Apply filters')
  expect(page.url()).toBe(`${product.address}/reports/${first.reference}`)
  await officer.look()
})

test('by keyboard to the report, claim and accept it; whoever comes later is told who has it', async () => {
  const { page } = officer
  await enterAs(supervisor, 'Supervisor', council)
  await openReport(supervisor, first)
  await page.goto('/queue?sort=newest')
  await page.getByRole('button', { name: /keyboard shortcuts/ }).waitFor()
  const opened = () => page.evaluate<string>('document.activeElement.getAttribute("href")')
  await page.keyboard.press('j')
  expect(await opened()).toBe(`/reports/${first.reference}`)
  await page.keyboard.press('j')
  expect(await opened()).not.toBe(`/reports/${first.reference}`)
  await page.keyboard.press('k')
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  await officer.press('Claim')
  expect(await page.getByText(/Claimed by you until/).count()).toBe(1)
  await officer.look('claimed')

  await supervisor.press('Accept')
  const told = await supervisor.page.getByRole('alert').innerText()
  expect(told).toContain('This has changed since you opened it')
  expect(told).toContain(`Claimed by ${product.person('Triage officer', council).name} until`)
  await supervisor.look('too late')

  await officer.press('Accept')
  expect(await page.locator('.govuk-tag').first().innerText()).toBe('Accepted')
  await officer.look('accepted')
})

test('saying no takes a reason, which the reporter reads', async () => {
  const { page } = officer
  const reporter = await openBrowser(browser, product.address)
  for (const [words, missing] of [
    ['Refuse', /Say why the report is refused/],
    ['Not anti-social behaviour', /Say why it is not anti-social behaviour/],
  ] as const) {
    const report = await fileNoise()
    await waitUntilRouted(officer, report)
    await openReport(officer, report)
    await unfold(officer, words)
    await officer.press(words)
    expect(await page.getByRole('link', { name: missing }).count()).toBe(1)
    await officer.look(words)
    await page.locator('details[open] select').selectOption('other')
    await page.locator('details[open] textarea[name=comment]').fill('The fair has a licence until ten.')
    await officer.press(words)
    await reporter.page.goto(report.statusPath)
    expect(await reporter.page.locator('main').innerText()).toContain('The fair has a licence until ten.')
    await reporter.look(words)
  }
  await reporter.leave()
})

test('a second report nearby is suggested with reasons; one click opens a case that holds both', async () => {
  const { page } = officer
  second = await fileNoise()
  await waitUntilRouted(officer, second)
  await openReport(officer, second, 'with repeats')
  const repeat = page.locator('.app-card', {
    has: page.locator(`input[value="${first.reference}"]:not([type=hidden])`),
  })
  expect(await repeat.innerText()).toContain('Same place, same day, same type. Accepted, filed')
  await repeat.getByRole('checkbox').check()
  await officer.press('Open a Monitored Case')
  caseReference = /CASE-[0-9A-Z-]+/.exec(page.url())?.[0] ?? ''
  expect(await page.getByRole('heading', { name: '2 linked reports' }).count()).toBe(1)
  for (const { reference } of [first, second])
    expect(await page.locator(`.app-card a[href="/reports/${reference}"]`).count()).toBe(1)
  expect(await page.locator('.app-timeline').innerText()).toContain('Monitored Case opened from 2 reports')
  await officer.look('opened')

  const [counted] = await product.ask<{ reports: number }>(
    `select count(*)::integer as reports from case_report join asb_case on asb_case.id = case_id
     where reference = $1`,
    [caseReference],
  )
  expect(counted?.reports).toBe(2)
  await openReport(officer, first, 'in a case')
  expect(await page.getByRole('link', { name: caseReference }).count()).toBeGreaterThanOrEqual(1)
})

test('council and police work on one plan', async () => {
  const { page } = officer
  await page.goto(`/cases/${caseReference}`)
  await officer.look()
  await officer.follow(page.getByRole('link', { name: 'Who sees it', exact: true }))
  await officer.press('Share it')
  await officer.look('shared without reason')
  await page.getByLabel('Organisation', { exact: true }).selectOption('1')
  await page.getByLabel('How much', { exact: true }).selectOption({ label: 'Everything' })
  await page.getByLabel('Why do they need it?').fill('The patrol passes there at night.')
  await officer.press('Share it')
  await officer.look('shared')

  await enterAs(constable, 'Case officer', police)
  await constable.follow(constable.page.getByRole('link', { name: 'Cases', exact: true }))
  await constable.look()
  await constable.follow(constable.page.locator(`a[href="/cases/${caseReference}"]`))
  const seen = await constable.page.locator('main').innerText()
  expect(seen).toContain('2 linked reports')
  expect(seen).toContain('Drums until two in the morning')
  expect(seen).toContain('No action has been agreed yet')
  await constable.look('as a partner')
  await openReport(constable, first, 'as a partner')
  await constable.page.goto(`/cases/${caseReference}`)
  await addAction(constable, 'Pass by between ten and two', 'Police')
  await endAction(constable, 'Pass by between ten and two', 'Spoke to the drummer.')

  await page.goto(`/cases/${caseReference}`)
  const plan = await page.locator('.app-plan').innerText()
  expect(plan).toContain('Pass by between ten and two')
  expect(plan).toContain('Spoke to the drummer.')
  await addAction(officer, 'Send a warning letter', 'Marramport')
})

async function addAction(visitor: Visitor, what: string, owner: string): Promise<void> {
  const { page } = visitor
  await unfold(visitor, 'Add an action')
  await visitor.press('Add the action')
  await visitor.look('action without anything')
  await page.getByLabel('What is to be done?').fill(what)
  await page.getByLabel('Who will do it?').selectOption({ label: owner })
  const [year = '', month = '', day = ''] = addDays(today(systemClock), 14).split('-')
  for (const [label, value] of Object.entries({ Day: day, Month: month, Year: year }))
    await page.getByLabel(label, { exact: true }).fill(value)
  await visitor.press('Add the action')
  expect(await page.locator('.app-plan').innerText()).toContain(what)
  await visitor.look('with a plan')
}

async function endAction(visitor: Visitor, what: string, outcome: string): Promise<void> {
  const { page } = visitor
  await unfold(visitor, `End this action: ${what}`)
  await page.getByLabel('Done', { exact: true }).first().check()
  await page.locator('details[open]').getByLabel('What came of it?').fill(outcome)
  await visitor.press('End the action')
  expect(await page.locator('.app-plan').innerText()).toContain(outcome)
}

test('closing asks for an outcome, and for a reason while an action is open; a closed case is reopened', async () => {
  const { page } = officer
  await page.goto(`/cases/${caseReference}`)
  await unfold(officer, 'Close the case')
  await page.getByLabel('Resolved', { exact: true }).check()
  await officer.press('Close the case')
  expect(await page.getByRole('link', { name: /Say why the case closes with 1 action/ }).count()).toBe(1)
  expect(await page.getByLabel('Resolved', { exact: true }).isChecked()).toBe(true)
  await officer.look('closing')
  await page.goto(`/cases/${caseReference}`)
  await endAction(officer, 'Send a warning letter', 'Sent and answered.')
  await close()
  await officer.look('closed')
  await unfold(officer, 'Reopen the case')
  await page.getByLabel('Why is it reopened?').fill('The drums are back.')
  await officer.press('Reopen the case')
  await close()
  const timeline = await page.locator('.app-timeline').innerText()
  for (const words of ['Reopened', 'The drums are back.', 'Spoke to the drummer.'])
    expect(timeline).toContain(words)

  async function close() {
    await unfold(officer, 'Close the case')
    await page.getByLabel('Resolved', { exact: true }).check()
    await page.getByLabel('What are those affected told?').fill('The drummer agreed to stop at ten.')
    await officer.press('Close the case')
    expect(await page.locator('h1').innerText()).toContain('Closed')
  }
})

test('the feed gives it all to the council without a name or an address, and nothing to a stranger', async () => {
  const own = await feedOf(2)
  const stranger = await feedOf(10)
  const numbers = await product.ask<{ id: string }>(
    `select id from asb_case where reference = $1 union all select id from report where reference = any ($2)
     union all select case_action.id from case_action join asb_case on asb_case.id = case_id where reference = $1`,
    [caseReference, [first.reference, second.reference]],
  )
  expect(numbers).toHaveLength(5)
  for (const { id } of numbers) {
    expect(own.json).toContain(id)
    expect(own.csv).toContain(id)
    expect(stranger.json + stranger.csv).not.toContain(id)
  }
  for (const personal of [
    'Sam Reed',
    'sam@example.org',
    'flat above',
    'Mill Lane',
    'Drums',
    'drummer',
    'letter',
  ])
    expect(own.json + own.csv).not.toContain(personal)
})

async function feedOf(organisationId: number): Promise<{ json: string; csv: string }> {
  const { secret } = await asOwner(product.installation, (owner) =>
    createApiToken(owner, {
      organisationId,
      name: 'Report of the month',
      abilities: ['read_feed'],
      expiresAt: undefined,
    }),
  )
  const read = async (list: string) => {
    const answer = await fetch(`${product.address}/api/v1/feed/${list}?limit=10000`, {
      headers: { authorization: `Bearer ${secret}` },
    })
    expect([list, answer.status]).toEqual([list, 200])
    return answer.text()
  }
  const all = async (ending: string) =>
    (await Promise.all(['cases', 'reports', 'actions'].map((list) => read(`${list}${ending}`)))).join('\n')
  return { json: await all(''), csv: await all('.csv') }
}

test('a co-ordinator, who configures, is shown neither queue nor case', async () => {
  const coordinator = await openBrowser(browser, product.address)
  const { page } = coordinator
  await page.goto(product.person('Co-ordinator', 'Saltmarshire County Council').path)
  expect(new URL(page.url()).pathname).toBe('/partnership')
  await coordinator.look()
  for (const name of ['Queue', 'Cases'])
    expect(await page.getByRole('link', { name, exact: true }).count()).toBe(0)
  for (const url of ['/queue', `/cases/${caseReference}`]) {
    const answer = await page.goto(url)
    expect(answer?.status()).toBe(403)
    await coordinator.look('refused')
  }
  await coordinator.leave()
})

test('everybody’s other pages are in good order, and nobody’s browser met an error', async () => {
  for (const url of ['/organisations', '/triage/simulator', '/triage/rules', '/account']) {
    await officer.page.goto(url)
    await officer.look()
  }
  for (const visitor of [officer, supervisor, constable]) await visitor.leave()
})
