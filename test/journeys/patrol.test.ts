import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type DemoProduct, startDemoProduct } from '../support/demo-product.ts'
import { openBrowser, type Visitor } from './visitor.ts'

let product: DemoProduct
let browser: Browser
const telephone = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startDemoProduct(), launchBrowser()])
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await product?.close()
})

async function signIn(
  address: string,
  options: Parameters<typeof openBrowser>[2],
  role = 'Case officer',
): Promise<Visitor> {
  const visitor = await openBrowser(browser, product.address, options)
  await visitor.page.goto(product.person(role, 'Saltmarshire Police').path)
  await visitor.look()
  await visitor.page.goto(address)
  return visitor
}

/** Somewhere in the county, in degrees. */
async function findPosition(): Promise<{ longitude: number; latitude: number }> {
  const answer = await fetch(`${product.address}/places/search.json?q=Marramport`)
  const { places } = (await answer.json()) as { places: { longitude: number; latitude: number }[] }
  const [place] = places
  if (place === undefined) throw new Error('No such place')
  return { longitude: place.longitude, latitude: place.latitude }
}

const reportOf = (reference: string | null) =>
  product.ask<Record<string, unknown>>(
    `select channel, reporter_kind, asb_type, location_precision_m as metres, location is not null as placed
      from report where reference = $1`,
    [reference],
  )

test('on a telephone: what, where I stand, save; also without a connection', async () => {
  const geolocation = { ...(await findPosition()), accuracy: 14 }
  const visitor = await signIn('/patrol', { ...telephone, geolocation, permissions: ['geolocation'] })
  const { page } = visitor
  await page.locator('#entry[data-outbox=ready]').waitFor()
  for (const target of await page
    .locator('#entry button:visible, #entry select, #entry input:visible')
    .all()) {
    const box = await target.boundingBox()
    // WCAG 2.2 criterion 2.5.8 asks for 24 pixels; a thumb in a glove for more.
    expect(box?.height ?? 0, await target.evaluate('(element) => element.outerHTML')).toBeGreaterThanOrEqual(
      40,
    )
  }
  await page.selectOption('#type', 'litter')
  await page.fill('#summary', 'Needles by the swings')
  await page.getByRole('button', { name: 'Use my position' }).tap()
  await page.getByText('accurate to about 14 metres').waitFor()
  await visitor.look('with a position')
  await page.getByRole('button', { name: 'Save' }).tap()
  const first = await page.locator('.app-outbox__saved a').first().textContent()
  expect(await reportOf(first)).toEqual([
    { channel: 'patrol', reporter_kind: 'officer', asb_type: 'litter', metres: 14, placed: true },
  ])

  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  await page.context().setOffline(true)
  await page.selectOption('#type', 'animals')
  await page.fill('#place', 'Behind the bandstand')
  await page.getByLabel('Somebody is afraid of a partner, a former one or family').tap()
  await page.getByRole('button', { name: 'Save' }).tap()
  await page.getByText('1 entry waiting to be sent').waitFor()
  await visitor.look('without a connection')
  await page.context().setOffline(false)
  await page.locator('.app-outbox__saved li').nth(1).waitFor()
  const second = await page.locator('.app-outbox__saved a').first().textContent()
  expect(await reportOf(second)).toMatchObject([{ asb_type: 'animals', placed: false }])
  // The answer came through the outbox, and the form is fresh again.
  const told = await product.ask<{ codes: string[] }>(
    'select codes from report_answer join report on report.id = report_id where reference = $1',
    [second],
  )
  expect(told).toEqual([{ codes: ['partner_or_family'] }])
  expect(await page.locator('#at_home').isChecked()).toBe(false)
  await visitor.leave()
})

test('the page can be installed: a manifest with pictures, an empty page for when there is no connection', async () => {
  const visitor = await signIn('/patrol', telephone)
  const { page } = visitor
  const manifest = await page.evaluate<{ start_url: string; icons: { src: string; sizes: string }[] }>(
    "fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.json())",
  )
  expect(manifest.start_url).toBe('/patrol')
  for (const { src, sizes } of manifest.icons) {
    const picture = await page.request.get(src)
    expect([sizes, picture.status()]).toEqual([sizes, 200])
  }
  const shell = await page.request.get('/patrol/shell')
  expect(await shell.text()).not.toContain(product.person('Case officer', 'Saltmarshire Police').name)
  const worker = await page.request.get('/outbox-worker.js')
  expect([worker.status(), worker.headers()['cache-control']]).toEqual([200, 'no-cache'])
  await visitor.look()
  await visitor.leave()
})

test('without script both doors are ordinary forms that keep what was typed and answer with the reference', async () => {
  const visitor = await signIn('/patrol', { ...telephone, javaScriptEnabled: false })
  const { page } = visitor
  await page.fill('#summary', 'A pony loose on the green')
  await page.check('#at_home')
  await visitor.press('Save')
  expect(await page.isChecked('#at_home')).toBe(true)
  await page.uncheck('#at_home')
  expect(await page.inputValue('#summary')).toBe('A pony loose on the green')
  await visitor.look()
  await page.selectOption('#type', 'animals')
  await page.fill('#place', 'The green')
  await visitor.press('Save')
  await visitor.look()
  expect(await reportOf(await page.locator('.govuk-notification-banner__link').textContent())).toMatchObject([
    { channel: 'patrol', asb_type: 'animals' },
  ])

  await page.goto('/control-room')
  await page.fill('#place', 'Marramport')
  await visitor.press('Show earlier reports')
  await visitor.look('with earlier reports')
  await page.selectOption('#type', 'noise')
  await page.selectOption('#harm', 'at_risk')
  await visitor.press('Save')
  await visitor.look()
  const reference = await page.locator('.govuk-notification-banner__link').textContent()
  expect(await reportOf(reference)).toMatchObject([{ channel: 'control_room', reporter_kind: 'anonymous' }])

  await page.goto('/tasks')
  await visitor.look()
  const task = page.locator('.app-tasks__task', { hasText: reference ?? '' }).filter({ hasText: 'at risk' })
  await task.getByLabel('What came of it').fill('Patrol sent, all well')
  await visitor.follow(task.getByRole('button', { name: 'Done' }))
  await page.goto('/tasks?show=done&team=all')
  await page.getByText('Patrol sent, all well').waitFor()
  await visitor.look('done')
  await visitor.leave()
})
