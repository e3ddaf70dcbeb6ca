import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, systemClock, today } from '#platform/clock'
import { launchBrowser } from '../support/browser.ts'
import { type DemoProduct, startDemoProduct } from '../support/demo-product.ts'
import { answer, answerAnything, goOn, startReport } from './answering.ts'
import { openBrowser, type Visitor } from './visitor.ts'

let product: DemoProduct
let browser: Browser
let street: string

beforeAll(async () => {
  product = await startDemoProduct()
  browser = await launchBrowser()
  const found = product.county.streets.find(
    ({ cell }) => product.county.areasOfCell(cell).district.name === 'Marramport',
  )
  street = found?.name ?? ''
})
afterAll(async () => {
  await browser.close()
  expect(product.errors()).toEqual([])
  await product.close()
})

const open = (options = {}) => openBrowser(browser, product.address, options)
const focusOf = ({ page }: Visitor) => page.evaluate<string>('document.activeElement.id')

async function reportsWith(words: string): Promise<number> {
  const [row] = await product.ask<{ count: number }>(
    'select count(*)::integer as count from report where summary = $1',
    [words],
  )
  return row?.count ?? 0
}

async function readStatus(visitor: Visitor): Promise<void> {
  await visitor.page.getByRole('heading', { name: 'We have your report' }).waitFor()
  await visitor.look()
  await visitor.follow(visitor.page.getByRole('link', { name: '/status/' }))
  expect(await visitor.page.getByText('The report was received').count()).toBe(1)
  await visitor.look()
}

test('with script: a place by keyboard, answers that save themselves, another day in another browser, a tab of 12 hours', async () => {
  const sam = await open()
  const { page } = sam
  await startReport(sam, 'Noise')
  await answer(sam, 'A party')
  await answer(sam, 'A house or flat')
  await answer(sam, 'I can only just hear it')
  await page.getByLabel('What happened?').fill('A party that never ends')
  await goOn(sam)

  await sam.look()
  await goOn(sam)
  await sam.look()
  await page.goto(page.url())
  await page.getByLabel('Search for a place').pressSequentially(street.slice(0, -1))
  await page.getByRole('option').first().waitFor()
  await sam.look('with suggestions')
  await page.getByLabel('Search for a place').press('ArrowDown')
  await page.getByLabel('Search for a place').press('Enter')
  const place = await page.getByLabel('Search for a place').inputValue()
  expect(place).toContain(street)
  const marked = page.getByText('Marked: latitude')
  const before = await marked.innerText()
  await page.getByRole('region', { name: /^Map to mark the place/ }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  expect(await marked.innerText()).not.toBe(before)
  await sam.look('with a pin')
  await page.getByLabel('It is all over an area').check()
  await page.getByRole('region', { name: /^Map to mark the place/ }).focus()
  for (const key of ['Enter', 'Shift+ArrowRight', 'Enter', 'Shift+ArrowDown', 'Enter', 'ArrowLeft', 'Enter'])
    await page.keyboard.press(key)
  await page.getByRole('button', { name: 'Take back the last point' }).click()
  await page.getByText('Points marked: 3').waitFor()
  await sam.look('with an area')
  await page.getByLabel('Yes, it is one place').check()
  // The page says that it has saved from before: what was typed last has to have arrived.
  const kept = page.waitForResponse((response) => response.request().postData()?.includes('blue') === true)
  await page.getByLabel('Describe the place').fill('The house with the blue door')
  expect((await kept).ok()).toBe(true)
  await page.getByText('Saved', { exact: true }).waitFor()
  const savedAt = page.url()
  await sam.leave()

  const later = await open()
  await later.page.goto(savedAt)
  expect(await later.page.getByLabel('Search for a place').inputValue()).toBe(place)
  expect(await later.page.getByLabel('Describe the place').inputValue()).toBe('The house with the blue door')
  expect(await later.page.getByText('Marked: latitude').innerText()).not.toBe(before)
  await goOn(later)
  await answer(later, 'It happened once')
  await goOn(later)
  await later.look()
  const [year = '', month = '', day = ''] = addDays(today(systemClock), -2).split('-')
  for (const [label, value] of Object.entries({ Day: day, Month: month, Year: year }))
    await later.page.getByLabel(label, { exact: true }).fill(value)
  await answer(later, 'Evening (6pm to midnight)')
  await answer(later, 'It does not affect me much')
  await later.look()
  await answer(later, 'None of these')
  await later.look()
  await later.press('Save and come back later')
  await later.look()
  const link = await later.page.getByRole('link', { name: `${product.address}/report/` }).innerText()
  await later.leave()

  const third = await open()
  await third.page.goto(link)
  await answer(third, 'This was the first time')
  await goOn(third)
  await answer(third, 'No, this is the first time')
  await answer(third, 'I do not know')
  await answer(third, 'No')
  await third.look()
  await answer(third, 'It happens to me or my home')
  await answer(third, 'No, I want to stay anonymous')
  await goOn(third)
  const told = await third.page.locator('main').innerText()
  for (const words of [
    'A party that never ends',
    `Near ${place}`,
    'The place I marked on the map',
    'blue door',
  ])
    expect(told).toContain(words)
  await third.look()

  product.letTimePass(12 * 3_600_000)
  await third.page.getByRole('button', { name: 'Send report' }).dblclick()
  await readStatus(third)
  expect(await reportsWith('A party that never ends')).toBe(1)
  await third.page.goto(link)
  expect(third.page.url()).toMatch(/\/done$/)
  await third.leave()
})

test('by keyboard alone a report is made from start to end', async () => {
  const sam = await open()
  const { page } = sam
  const tabTo = async (selector: string) => {
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press('Tab')
      const found = await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)
      if (found) return
    }
    throw new Error(`The Tab key does not come to ${selector} on ${page.url()}`)
  }
  const pressOn = async (selector: string, key: string) => {
    await tabTo(selector)
    await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)])
  }
  const typed: Readonly<Record<string, string>> = { place: street, email: 'sam@example.org', on: '' }
  await page.goto('/report/type')
  await sam.look()
  while (!page.url().endsWith('/check')) {
    if (
      (await page
        .locator('main form :is(.govuk-radios, .govuk-checkboxes, .govuk-input, textarea)')
        .count()) === 0
    ) {
      // A page of help asks nothing.
      await pressOn('main form button.govuk-button:not(.govuk-button--secondary)', 'Enter')
      await sam.look()
      continue
    }
    await tabTo('form .govuk-radios__input, form .govuk-checkboxes__input, form .govuk-input, form textarea')
    const field = await focusOf(sam)
    const isChoice = await page.evaluate('["radio", "checkbox"].includes(document.activeElement.type)')
    if (isChoice) await page.keyboard.press('Space')
    else await page.keyboard.type(typed[field] ?? 'Words enough')
    await page.keyboard.press('Escape')
    await pressOn('main form button.govuk-button:not(.govuk-button--secondary)', 'Enter')
    await sam.look()
  }
  await pressOn('main form button.govuk-button', 'Space')
  await readStatus(sam)
  await sam.leave()
})

test('one press leaves the service, and the way back does not lead to the page that was left', async () => {
  const sam = await open()
  const { page } = sam
  const elsewhere = { contentType: 'text/html', body: '<!doctype html><title>Weather</title>' }
  await page.route('https://www.bbc.co.uk/**', (request) => request.fulfill(elsewhere))
  await page.goto('/')
  await sam.look()
  await page.goto('/report/get-help')
  await sam.look()
  await sam.press(/Exit this page/)
  expect(page.url()).toBe('https://www.bbc.co.uk/weather')
  await page.goBack()
  expect(new URL(page.url()).pathname).toBe('/')

  await page.goto('/report/emergency')
  await sam.look()
  await page.waitForFunction('document.querySelector(".govuk-exit-this-page__indicator") !== null')
  const left = page.waitForURL('https://www.bbc.co.uk/weather')
  for (const _ of [1, 2, 3]) await page.keyboard.press('Shift')
  await left
  await page.goBack()
  expect(new URL(page.url()).pathname).toBe('/')
  await sam.leave()
})

test('every other public page is in good order', async () => {
  const sam = await open()
  for (const url of [
    '/report/hate',
    '/ways-to-report',
    '/easy-read',
    '/accessibility',
    '/accessibility/checks',
    '/privacy',
    '/cookies',
    '/sign-in',
    '/demo',
  ]) {
    await sam.page.goto(url)
    await sam.look()
  }
  await sam.leave()
  const lost = await open()
  await lost.page.goto('/report/no-such-page/at-all')
  await lost.look()
  await lost.leave()
})

test('each kind of report asks its own questions', async () => {
  const sam = await open()
  for (const kind of [
    'Off-road bikes and quads',
    'Rowdy or nuisance gatherings',
    'Problems with neighbours',
  ]) {
    await startReport(sam, kind)
    while (!sam.page.url().endsWith('/where')) await answerAnything(sam)
  }
  await sam.look()
  await sam.leave()
})

test('without script: what was typed outlasts errors, answers are changed at the end, a double click files one report', async () => {
  const sam = await open({ javaScriptEnabled: false })
  const { page } = sam
  await page.goto('/')
  await sam.look()
  await sam.follow(page.getByRole('button', { name: 'Start now' }))
  await goOn(sam)
  await sam.look()
  await answer(sam, 'No')
  await goOn(sam)
  await sam.look()
  await answer(sam, 'Noise')

  await answer(sam, 'Loud music or TV')
  await answer(sam, 'A house or flat')
  await answer(sam, 'I hear it clearly with my windows shut')
  await goOn(sam)
  await sam.look()
  await page.getByLabel('What happened?').fill('Drumming from noon to midnight')
  await goOn(sam)

  await goOn(sam)
  await sam.look()
  await page.getByLabel('Search for a place').fill(street)
  await goOn(sam)
  await goOn(sam)
  await sam.look()
  await page.getByRole('radio', { name: street }).first().check()
  await goOn(sam)

  await answer(sam, 'It keeps happening')
  await page.getByLabel('Friday').check()
  await page.getByLabel('From about').selectOption('10pm')
  await goOn(sam)
  expect(await page.getByRole('link', { name: 'Select when it ends' }).count()).toBe(1)
  expect(await page.getByRole('link', { name: 'Select when it started' }).count()).toBe(1)
  expect(await page.getByLabel('Friday').isChecked()).toBe(true)
  expect(await page.getByLabel('From about').inputValue()).toBe('22')
  await sam.look()
  await page.getByLabel('Until about').selectOption('2am')
  await answer(sam, 'In the last month')

  await answer(sam, 'I cannot sleep', 'I am afraid')
  await sam.look()
  await answer(sam, 'A partner, someone I used to be with, or family')
  expect(await page.getByRole('link', { name: '0808 2000 247' }).count()).toBe(1)
  await goOn(sam)
  await answer(sam, 'Lives alone, or has nobody to help')
  await answer(sam, 'It stays the same')
  await goOn(sam)
  await answer(sam, 'Yes')
  await answer(sam, 'The council')
  await goOn(sam)
  await answer(sam, 'It started with an argument or a dispute')
  await goOn(sam)
  await answer(sam, 'I know something about them')
  await page.getByLabel('Who is making the noise?').fill('The band upstairs')
  await goOn(sam)
  await answer(sam, 'I am filling this in for someone else')
  await sam.look()
  await answer(sam, 'Yes, and they agree')
  await sam.look()
  await goOn(sam)

  await answer(sam, 'Yes, you can contact me')
  await answer(sam, 'Email')
  await page.getByLabel('What is your email address?').fill('sam at example')
  await goOn(sam)
  expect(await page.getByLabel('What is your email address?').inputValue()).toBe('sam at example')
  await sam.look()
  await page.getByLabel('What is your email address?').fill('sam@example.org')
  await goOn(sam)
  await page.getByLabel('What is your name?').fill('Sam Reed')
  await goOn(sam)
  await answer(sam, 'In large print')
  await answer(sam, 'Do not leave a voice message')

  await sam.follow(page.getByRole('link', { name: 'Back', exact: true }))
  expect(await page.getByLabel('Do not leave a voice message').isChecked()).toBe(true)
  await goOn(sam)
  await goOn(sam)
  await sam.follow(page.getByRole('link', { name: 'Change What happened?', exact: true }))
  expect(await page.getByLabel('What happened?').inputValue()).toBe('Drumming from noon to midnight')
  await page.getByLabel('What happened?').fill('Drumming from noon to two in the morning')
  await goOn(sam)
  const told = await page.locator('main').innerText()
  for (const words of [
    'Friday\n10pm to 2am\nStarted: in the last month',
    'Drumming from noon to two in the morning',
    street,
    'sam@example.org',
    'The band upstairs',
  ])
    expect(told).toContain(words)
  expect(told).not.toContain('midnight')
  await sam.look()

  await page.getByRole('button', { name: 'Send report' }).dblclick()
  await readStatus(sam)
  expect(await reportsWith('Drumming from noon to two in the morning')).toBe(1)
  await sam.leave()
})

test('in Welsh and on a small screen: chosen by a link, every page in Welsh, and errors and the end too', async () => {
  const sam = await open({ viewport: { width: 320, height: 640 }, locale: 'cy' })
  const { page } = sam
  const inWelsh = async () => {
    expect(await page.locator('html').getAttribute('lang')).toBe('cy')
    await sam.look('in Welsh')
  }
  const next = async (...labels: string[]) => {
    await inWelsh()
    for (const label of labels) await page.getByLabel(label, { exact: true }).check()
    await sam.press('Parhau')
  }
  await page.goto('/')
  await sam.follow(page.getByRole('link', { name: 'Cymraeg' }))
  await inWelsh()
  await sam.follow(page.getByRole('button', { name: 'Dechrau nawr' }))
  await next('Nac oes')
  await next('Beiciau oddi ar y ffordd a beiciau cwad')
  await next()
  expect(await page.getByText('Mae problem').count()).toBe(1)
  expect(await page.title()).toMatch(/^Gwall: Pa fath o feic/)
  await next('Beic cwad')
  await next('Reidio neu yrru at bobl i godi ofn arnynt')
  // Riding at people is a danger: 999 comes before the next question.
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Ffoniwch 999 nawr')
  await next()
  await next('2 i 5')
  await next('Ydynt')
  await next('Nac ydw')
  await next()
  await inWelsh()
  await page.getByLabel('Beth ddigwyddodd?').fill('Beiciau cwad ar y cae bob nos')
  await page.getByText('Wedi’i gadw', { exact: true }).waitFor()
  await next()
  await inWelsh()
  await page.getByLabel('Disgrifiwch y lle').fill('Y cae wrth yr ysgol')
  await next()
  await next('Mae’n digwydd nawr')
  await next('Nac oes, nid oes neb mewn perygl')
  await next('Nid yw’n effeithio llawer arnaf')
  await next('Dim un o’r rhain')
  await next('Ydy')
  await next()
  await next('Nac ydw, dyma’r tro cyntaf')
  await next('Rwy’n digwydd byw neu fod gerllaw')
  await next('Nac ydw')
  await next('Fe’i gwelais neu fe’i clywais, ond mae’n digwydd i bobl eraill')
  await next('Na chewch, rwyf am aros yn ddienw')
  await next()
  await inWelsh()
  await sam.press('Anfon yr adroddiad')
  await page.getByRole('heading', { name: 'Mae eich adroddiad gyda ni' }).waitFor()
  await inWelsh()
  const [report] = await product.ask<{ language: string }>(
    "select language from report where summary = 'Beiciau cwad ar y cae bob nos'",
  )
  expect(report).toEqual({ language: 'cy' })
  await sam.leave()
})
