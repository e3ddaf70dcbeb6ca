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

/** 60 words a minute are five letters a second. */
const keyMs = 200

async function signIn(path = product.person('Triage officer', 'Saltmarshire Police').path): Promise<Visitor> {
  const visitor = await openBrowser(browser, product.address)
  await visitor.page.goto(path)
  await visitor.look()
  await visitor.page.goto('/control-room')
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
    "select count(*)::integer from report where channel = 'control_room'",
  )
  return row?.count ?? -1
}

test('a practised hand saves an entry in under 60 seconds, by keyboard alone', async () => {
  const street = await findStreet()
  const visitor = await signIn()
  const { page } = visitor
  await page.evaluate(
    "window.mouse = 0; for (const kind of ['mousedown', 'click', 'pointerdown', 'touchstart']) addEventListener(kind, (event) => { if (event.detail > 0 || kind !== 'click') window.mouse += 1 }, true)",
  )
  await page.locator('#entry[data-outbox=ready]').waitFor()
  const { keyboard } = page
  const started = performance.now()
  await keyboard.press('F2')
  await keyboard.press('1')
  await keyboard.type(street.slice(0, 12), { delay: keyMs })
  await page.getByRole('option').first().waitFor()
  await keyboard.press('ArrowDown')
  const chosen = performance.now()
  await keyboard.press('Enter')
  await page.locator('#earlier-list li').first().waitFor()
  const shownAfter = performance.now() - chosen
  await keyboard.press('Tab')
  await keyboard.type('Noi', { delay: keyMs })
  await keyboard.press('Tab')
  await keyboard.type(
    'Music and shouting from the flat above since nine, door banging, third night running',
    {
      delay: keyMs,
    },
  )
  await keyboard.press('Tab')
  await keyboard.type('D', { delay: keyMs })
  await keyboard.press('Tab')
  await keyboard.press('Tab')
  await keyboard.type('Y', { delay: keyMs })
  await keyboard.press('Tab')
  await keyboard.type('Noor Caller', { delay: keyMs })
  await keyboard.press('Tab')
  await keyboard.type('0100 900 900', { delay: keyMs })
  await keyboard.press('Tab')
  await keyboard.type('P', { delay: keyMs })
  await keyboard.press('Tab')
  await keyboard.type('C', { delay: keyMs })
  const saving = performance.now()
  await keyboard.press('Control+Enter')
  await page.waitForFunction("document.querySelector('#place').value === ''")
  const freshAfter = performance.now() - saving
  const reference = await page.locator('.app-outbox__saved a').first().textContent()
  const seconds = (performance.now() - started) / 1000
  console.log(
    `An entry by keyboard at 60 words a minute: ${seconds.toFixed(1)} s; earlier reports ${shownAfter.toFixed(0)} ms after the place; a fresh form after ${freshAfter.toFixed(0)} ms; the reference after ${(performance.now() - saving).toFixed(0)} ms`,
  )
  expect(seconds).toBeLessThan(60)
  expect(shownAfter).toBeLessThan(1_000)
  expect(await page.evaluate('window.mouse')).toBe(0)
  expect(await page.evaluate('document.activeElement.id')).toBe('place')
  const rows = await product.ask(
    `select asb_type, reported_before, reporter_kind, location is not null as placed,
      (select string_agg(question || ': ' || answer, '; ' order by position) from report_answer where report_id = report.id) as answers,
      (select string_agg(what, '; ') from report_task where report_id = report.id) as tasks
      from report where reference = $1`,
    [reference],
  )
  expect(rows).toEqual([
    {
      asb_type: 'noise',
      reported_before: true,
      reporter_kind: 'victim',
      placed: true,
      answers:
        'harm: Daily life disturbed, such as sleep or going out; victim: Caller; repeat: Yes; priority: Priority; next: Call the caller back',
      tasks: 'Call the caller back',
    },
  ])
  await visitor.look('after saving')
  await visitor.leave()
}, 180_000)

test('the keys that the page lists do what it says', async () => {
  const visitor = await signIn()
  const { page } = visitor
  await page.locator('#entry[data-outbox=ready]').waitFor()
  const focused = () => page.evaluate<string>('document.activeElement.id')
  const fields = ['place', 'type', 'harm', 'victim', 'repeat', 'caller_name', 'priority', 'next', 'earlier']
  for (const [at, field] of fields.entries()) {
    await page.keyboard.press('F2')
    await page.keyboard.press(String(at + 1))
    expect(await focused()).toBe(field)
  }
  await page.keyboard.press('F2')
  await page.keyboard.press('1')
  await page.keyboard.type('12')
  expect(await page.inputValue('#place')).toBe('12')
  await page.fill('#place', '')
  await page.keyboard.type((await findStreet()).slice(0, 12))
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const street = await page.inputValue('#place')
  await page.keyboard.type(' ~200')
  await page.getByText(`Within 200 metres of ${street}.`).waitFor()
  expect(await page.inputValue('[name=place_id]')).not.toBe('')
  const before = await countReports()
  await page.keyboard.press('F8')
  expect(await page.inputValue('#harm')).toBe('at_risk')
  await page.keyboard.press('Control+Enter')
  await page.locator('.app-outbox__saved a').first().waitFor()
  expect(await countReports()).toBe(before + 1)
  await visitor.look()
  await visitor.leave()
})

test('what the service does not take comes back into the form with the reason, and nothing is lost', async () => {
  const visitor = await signIn()
  const { page } = visitor
  await page.locator('#entry[data-outbox=ready]').waitFor()
  await page.fill('#place', 'behind the mill')
  await page.fill('#summary', 'Shouting')
  await page.keyboard.press('Control+Enter')
  await page.locator('[data-entry-problems] a').first().waitFor()
  expect(await page.locator('[data-entry-problems] a').allTextContents()).toContain(
    'Say what harm it does, or why that is not known',
  )
  expect(await page.inputValue('#place')).toBe('behind the mill')
  expect(await page.inputValue('#summary')).toBe('Shouting')
  await visitor.look('with what was not accepted')
  await page.selectOption('#type', 'noise')
  await page.selectOption('#harm', 'fear')
  await page.selectOption('#repeat', 'no')
  const before = await countReports()
  await page.keyboard.press('Control+Enter')
  // The next caller does not wait until this one is saved.
  await page.keyboard.type('Next caller')
  expect(await page.inputValue('#place')).toBe('Next caller')
  await page.locator('.app-outbox__saved a').first().waitFor()
  expect(await countReports()).toBe(before + 1)
  await visitor.leave()
})
