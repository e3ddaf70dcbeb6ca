import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type DemoProduct, startDemoProduct } from '../support/demo-product.ts'
import { openBrowser, type Visitor } from './visitor.ts'

let product: DemoProduct
let browser: Browser

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startDemoProduct(), launchBrowser()])
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await product?.close()
})

async function signIn(
  role: string,
  organisation: string,
  options: Parameters<typeof openBrowser>[2] = {},
): Promise<Visitor> {
  const visitor = await openBrowser(browser, product.address, options)
  await visitor.page.goto(product.person(role, organisation).path)
  await visitor.look()
  await visitor.page.goto('/enter')
  await visitor.look()
  return visitor
}

/** A street on which reports stand already, as one would type it. */
async function findStreet(): Promise<string> {
  const [found] = await product.ask<{ name: string; locality: string }>(
    `select street.name, street.locality from report join street on report.location <-> street.location < 40
      where street.locality <> '' group by 1, 2 order by count(*) desc limit 1`,
  )
  if (found === undefined) throw new Error('No report stands on a street')
  return `${found.name} ${found.locality}`
}

const countReports = async (): Promise<number> => {
  const [row] = await product.ask<{ count: number }>(
    "select count(*)::integer from report where channel in ('phone', 'police_form')",
  )
  return row?.count ?? -1
}

/** Goes on with the Tab key until a field has the focus, as somebody without a mouse does. */
async function tabTo({ page }: Visitor, id: string): Promise<void> {
  for (let presses = 0; presses < 300; presses += 1) {
    if ((await page.evaluate<string>('document.activeElement?.id ?? ""')) === id) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The Tab key never comes to ${id}`)
}

async function typeInto(visitor: Visitor, id: string, text: string): Promise<void> {
  await tabTo(visitor, id)
  await visitor.page.keyboard.type(text)
}

async function begin(visitor: Visitor, channel: string): Promise<string> {
  const { page } = visitor
  await page.locator(`input[name=channel][value=${channel}]`).check()
  await page.selectOption('#type', 'noise')
  await visitor.press('Begin')
  await visitor.look()
  return new URL(page.url()).pathname
}

test('a call is taken by keyboard alone, with what is known of the place beside it', async () => {
  const visitor = await signIn('Triage officer', 'Saltmarshire Police', {
    viewport: { width: 1280, height: 720 },
  })
  const { page } = visitor
  await begin(visitor, 'phone')
  const { keyboard } = page
  await typeInto(visitor, 'ask_what_happened', 'Music and shouting since nine')
  await typeInto(visitor, 'place', (await findStreet()).slice(0, 12))
  await page.locator('.app-place-search__option').first().waitFor()
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await page.getByText('Follows from the place').waitFor()
  expect(await page.locator('[data-said]').textContent()).toContain('earlier report')
  await typeInto(visitor, 'when', 'It is h')
  await typeInto(visitor, 'when_danger', 'No, n')
  await typeInto(visitor, 'for_whom', 'Somebody it')
  await typeInto(visitor, 'name', 'Noor Caller')
  await typeInto(visitor, 'channel', 'Ph')
  await typeInto(visitor, 'phone', '0100 900 900')
  await typeInto(visitor, 'unknown_rest', 'they could')
  await visitor.look('filled in')
  await tabTo(visitor, 'save')
  await Promise.all([page.waitForURL('**/saved'), keyboard.press('Enter')])
  await visitor.look()
  const reference = (await page.locator('.app-reference').first().textContent()) ?? ''
  expect(
    await product.ask(
      `select channel, reporter_kind, location is not null as placed, occurrence,
        (select count(*) > 3 from report_unknown where report_id = report.id) as left_open from report where reference = $1`,
      [reference],
    ),
  ).toEqual([{ channel: 'phone', reporter_kind: 'victim', placed: true, occurrence: 'now', left_open: true }])
  await visitor.leave()
}, 120_000)

test('the police form works without script: errors, people, place, incident, log and risk', async () => {
  const visitor = await signIn('Triage officer', 'Saltmarshire Police', {
    javaScriptEnabled: false,
    viewport: { width: 1280, height: 720 },
  })
  const { page } = visitor
  const address = await begin(visitor, 'police_form')
  const before = await countReports()
  await page.fill('#ask_what_happened', 'Shouting and banging')
  await page.fill('#person_1_name', 'Ada Victim')
  await page.selectOption('#person_1_role', 'victim')
  await page.locator('input[name=person_1_vulnerabilities]').first().check()
  await visitor.press('Add a person')
  await page.goto(address)
  await visitor.look('with two people')
  await page.fill('#person_2_name', 'Lee Loud')
  await page.selectOption('#person_2_role', 'alleged_perpetrator')
  await page.fill('#place', await findStreet())
  await page.locator('button[value=save]').first().click()
  await visitor.look('with errors')
  expect(await page.locator('.govuk-error-summary__list a[href="#incident_number"]').count()).toBe(1)
  expect(await page.inputValue('#person_2_name')).toBe('Lee Loud')
  expect(await countReports()).toBe(before)
  await page.locator('input[name=which_place]').first().check()
  await page.fill('#incident_number', '0417')
  await page.fill('#officer_number', '1734')
  await page.selectOption('#grade', 'scheduled')
  await page.selectOption('#attended', 'yes')
  await page.fill('#log_words', 'Attended. Noise heard from the landing.')
  await page.selectOption('#unknown_rest', 'not_asked')
  await page.locator('input[name^=risk_thrive_]').first().check()
  await page.locator('button[value=look]').click()
  await page.goto(address)
  await visitor.look('with what is known')
  expect(await page.getByText('Vulnerable').count()).toBeGreaterThan(0)
  await page.locator('button[value=save]').first().click()
  await visitor.look()
  expect(new URL(page.url()).pathname).toBe(`${address}/saved`)
  const reference = (await page.locator('.app-reference').first().textContent()) ?? ''
  expect(
    await product.ask(
      `select channel, location is not null as placed,
        (select incident_number from police_incident where report_id = report.id) as incident,
        (select string_agg(words, '') from police_log_entry where report_id = report.id) as log,
        (select count(*)::integer from report_person where report_id = report.id) as people,
        (select instrument from risk_assessment where report_id = report.id) as risk
        from report where reference = $1`,
      [reference],
    ),
  ).toEqual([
    {
      channel: 'police_form',
      placed: true,
      incident: '0417',
      log: 'Attended. Noise heard from the landing.',
      people: 2,
      risk: 'thrive',
    },
  ])
  await visitor.leave()
}, 120_000)

test('what is typed is kept by itself, over a lost server and twelve hours, and is filed once', async () => {
  const visitor = await signIn('Triage officer', 'Saltmarshire Police')
  const { page } = visitor
  const address = await begin(visitor, 'phone')
  await page.fill('#ask_what_happened', 'Kept by itself')
  await page.getByText('Saved', { exact: true }).waitFor()
  // Between one autosave and the next the server goes away, and the browser with it.
  await page.evaluate(
    "window.fetch = () => Promise.reject(new TypeError('Failed to fetch')); navigator.sendBeacon = () => false",
  )
  await page.fill('#name', 'Typed while nothing answered')
  await page.getByText('We cannot save at the moment').waitFor()
  product.letTimePass(12 * 3_600_000)
  await page.goto('/enter')
  await visitor.look('with an unfinished entry')
  await visitor.follow(page.locator(`a[href="${address}"]`))
  expect(await page.inputValue('#ask_what_happened')).toBe('Kept by itself')
  expect(await page.inputValue('#name')).toBe('Typed while nothing answered')
  await page.getByText('Saved', { exact: true }).waitFor()
  const before = await countReports()
  await page.locator('button[value=at_risk]').click()
  await page.waitForURL('**/saved')
  expect(await countReports()).toBe(before + 1)
  await page.goto(address)
  expect(new URL(page.url()).pathname).toBe(`${address}/saved`)
  product.letTimePass(-12 * 3_600_000)
  await visitor.leave()
}, 120_000)
