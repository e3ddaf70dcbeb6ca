import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Jimp } from 'jimp'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUser } from '#domains/organisations'
import { systemClock } from '#platform/clock'
import { asOwner, type Installation } from '#platform/database'
import { openSignIn } from '#platform/sign-in'
import {
  buildProduct,
  installationIn,
  makeDataFolder,
  type RunningProduct,
  startProduct,
  waitUntil,
} from '../faults/running-product.ts'
import { launchKeptBrowser } from '../support/browser.ts'
import { POLICE, seedPartnership } from '../support/partnership.ts'
import { openLine, type UnreliableLine } from '../support/unreliable-line.ts'

const password = 'correct horse battery staple'
const data = makeDataFolder()
const profile = mkdtempSync(join(tmpdir(), 'openasb-browser-'))
let line: UnreliableLine
let product: RunningProduct
let installation: Installation
let browser: BrowserContext
let saved = 0

beforeAll(async () => {
  buildProduct()
  line = await openLine()
  product = await start()
  installation = await installationIn(data.folder)
  await seedPartnership(installation)
  for (const [email, name] of [
    ['asha@example.org', 'Asha Handler'],
    ['ben@example.org', 'Ben Handler'],
  ] as const)
    await addMember(email, name)
  browser = await launchKeptBrowser(profile)
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await product?.stop()
  await line?.close()
  await data.remove()
  await rm(profile, { recursive: true, force: true })
})

async function start(): Promise<RunningProduct> {
  const started = await startProduct(data.folder, {
    OPENASB_AUTHENTICATOR: 'optional',
    OPENASB_ORIGIN: line.address,
    OPENASB_BUSY_AFTER_MS: '0',
  })
  line.leadTo(started.address)
  return started
}

async function addMember(email: string, name: string): Promise<void> {
  const signIn = openSignIn({
    installation,
    baseUrl: line.address,
    issuer: 'OpenASB',
    authenticatorRequired: false,
    exemptionsHold: false,
    onError: () => {},
  })
  const role = 'triage_officer'
  await addUser(
    { installation, signIn, clock: systemClock },
    { email, name, organisation: String(POLICE), role, password: `${password} at first` },
  )
  await signIn.close()
}

const first = new Set<string>()

/** Signs in where the page asks for it, and chooses a password the first time. */
async function signIn(page: Page, email = 'asha@example.org'): Promise<void> {
  const isFirst = !first.has(email)
  await page.fill('input[name=email]', email)
  await page.fill('input[name=password]', isFirst ? `${password} at first` : password)
  await Promise.all([
    page.waitForEvent('load'),
    page.getByRole('button', { name: 'Continue', exact: true }).click(),
  ])
  if (!isFirst) return
  first.add(email)
  await page.goto(`${line.address}/account`)
  await page.fill('input[name=current]', `${password} at first`)
  await page.fill('input[name=next]', password)
  await Promise.all([
    page.waitForEvent('load'),
    page.locator('form[action="/account/password"] button[type=submit]').last().click(),
  ])
}

async function openControlRoom(context = browser, email = 'asha@example.org'): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  await page.goto(`${line.address}/control-room`)
  if (page.url().includes('/sign-in')) {
    await signIn(page, email)
    await page.goto(`${line.address}/control-room`)
  }
  await page.locator('#entry[data-outbox=ready]').waitFor()
  return page
}

/** Types and saves an entry as quickly as a script can; the fresh form is there when it returns. */
async function save(page: Page): Promise<void> {
  saved += 1
  await page.evaluate(
    `(async () => {
      const put = (name, value) => {
        const field = document.getElementById(name)
        field.value = value
        field.dispatchEvent(new Event('input', { bubbles: true }))
      }
      put('place', '${saved} behind the old mill')
      put('type', 'noise')
      put('summary', 'Counted entry ${saved}')
      put('harm', 'fear')
      put('repeat', 'no')
      document.getElementById('entry').requestSubmit()
      while (document.getElementById('place').value !== '') await new Promise((next) => setTimeout(next, 5))
    })()`,
  )
}

const statusOf = (page: Page) => page.locator('.app-outbox__status')
const helpOf = (page: Page) => page.locator('.app-outbox__help')

async function expectNothingWaits(page: Page): Promise<void> {
  await statusOf(page)
    .filter({ hasText: /Nothing is waiting|Saved as/ })
    .waitFor({ timeout: 60_000 })
  await waitUntil(async () => (await countKept(page)) === 0, 60_000)
}

const countKept = (page: Page) =>
  page.evaluate<number>(
    `new Promise((resolve) => {
      const opening = indexedDB.open('openasb-outbox')
      opening.onsuccess = () => {
        const asked = opening.result.transaction('entries').objectStore('entries').count()
        asked.onsuccess = () => { opening.result.close(); resolve(asked.result) }
      }
    })`,
  )

/** Every entry that was saved, once. */
async function expectEachOnce(): Promise<void> {
  const { rows } = await asOwner(installation, (owner) =>
    owner.query<{ reports: number; different: number }>(
      `select count(*)::integer as reports, count(distinct summary)::integer as different
        from report where summary like 'Counted entry %'`,
    ),
  )
  expect(rows).toEqual([{ reports: saved, different: saved }])
  console.log(`${saved} entries saved so far, ${rows[0]?.reports} reports, none lost, none twice`)
}

test('when the answer is lost the entry is sent again, and is one report', async () => {
  const page = await openControlRoom()
  line.set('loses_answers')
  for (let count = 0; count < 3; count += 1) await save(page)
  await statusOf(page)
    .filter({ hasText: '3 entries waiting to be sent, oldest less than a minute' })
    .waitFor()
  await helpOf(page).filter({ hasText: 'No answer from the service' }).waitFor()
  await waitUntil(() => line.requests('POST /control-room ') >= 2, 20_000)
  line.set('up')
  await expectNothingWaits(page)
  await expectEachOnce()
  await page.close()
})

test('when the server is killed in the middle of it, every entry is one report after it is back', async () => {
  const page = await openControlRoom()
  const saving = (async () => {
    for (let count = 0; count < 20; count += 1) await save(page)
  })()
  await waitUntil(() => line.requests('POST /control-room ') >= 8, 30_000)
  await product.kill('everything')
  await saving
  await statusOf(page).filter({ hasText: 'waiting to be sent' }).waitFor()
  product = await start()
  installation = await installationIn(data.folder)
  await expectNothingWaits(page)
  await expectEachOnce()
  await page.close()
}, 180_000)

test('without a connection the page opens again after a reload, with what was half typed, and nothing is lost', async () => {
  const page = await openControlRoom()
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  await waitUntil(
    () => page.evaluate<boolean>("caches.match('/control-room/shell').then((kept) => kept !== undefined)"),
    20_000,
  )
  await page.goto(`${line.address}/control-room`)
  await page.locator('#entry[data-outbox=ready]').waitFor()
  await browser.setOffline(true)
  line.set('down')
  await save(page)
  await page.fill('#place', 'half a place')
  await waitUntil(async () => (await countKept(page)) === 2, 5_000)
  await page.reload()
  await page.locator('#entry[data-outbox=ready]').waitFor()
  expect(await page.inputValue('#place')).toBe('half a place')
  expect(await page.locator('.app-account').count()).toBe(0)
  await statusOf(page).filter({ hasText: '1 entry waiting' }).waitFor()
  await page.fill('#place', '')
  await save(page)
  await browser.setOffline(false)
  line.set('up')
  await expectNothingWaits(page)
  await expectEachOnce()
  // Only empty pages and what draws them are kept.
  const kept = await page.evaluate<string[]>(
    `caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys()))))
      .then((lists) => lists.flat().map((request) => new URL(request.url).pathname))`,
  )
  expect(kept.filter((path) => !path.startsWith('/assets/')).sort()).toEqual([
    '/control-room/shell',
    '/patrol/shell',
  ])
  await page.close()
})

test('two tabs send what both saved once', async () => {
  const [one, other] = [await openControlRoom(), await openControlRoom()]
  line.set('down')
  for (let count = 0; count < 5; count += 1) await Promise.all([save(one), save(other)])
  await statusOf(other).filter({ hasText: '10 entries waiting' }).waitFor()
  const before = line.requests('POST /control-room ')
  line.set('up')
  await Promise.all([expectNothingWaits(one), expectNothingWaits(other)])
  expect(line.requests('POST /control-room ') - before).toBe(10)
  await expectEachOnce()
  await Promise.all([one.close(), other.close()])
})

test('50 entries that waited are 50 reports', async () => {
  const page = await openControlRoom()
  line.set('down')
  for (let count = 0; count < 50; count += 1) await save(page)
  await statusOf(page).filter({ hasText: '50 entries waiting' }).waitFor()
  const started = performance.now()
  line.set('up')
  await expectNothingWaits(page)
  console.log(`50 entries replayed in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  await expectEachOnce()
  await page.close()
}, 180_000)

test('a photo taken without a connection goes after its entry, and on where it broke off', async () => {
  const picture = new Jimp({ width: 900, height: 700, data: randomBytes(900 * 700 * 4) })
  const photo = await picture.getBuffer('image/png')
  const page = await browser.newPage()
  await page.goto(`${line.address}/patrol`)
  await page.locator('#entry[data-outbox=ready]').waitFor()
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  line.set('down')
  saved += 1
  await page.selectOption('#type', 'litter')
  await page.fill('#place', 'By the swings')
  await page.fill('#summary', `Counted entry ${saved}`)
  await page.setInputFiles('#photos', { name: 'swings.png', mimeType: 'image/png', buffer: photo })
  await page.getByRole('button', { name: 'Remove swings.png' }).waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await statusOf(page).filter({ hasText: '1 entry waiting' }).waitFor()
  await page.reload()
  line.set('up')
  await waitUntil(() => line.requests('PATCH ') >= 2, 30_000)
  line.set('down')
  line.set('up')
  await expectNothingWaits(page)
  const { rows } = await asOwner(installation, (owner) =>
    owner.query<{ summary: string; size: number; sha256: Buffer }>(
      'select summary, size, sha256 from evidence_item join report on report.id = report_id',
    ),
  )
  expect(rows).toEqual([
    {
      summary: `Counted entry ${saved}`,
      size: photo.length,
      sha256: createHash('sha256').update(photo).digest(),
    },
  ])
  // Ten pieces of 256 KiB, less what had arrived before the line broke.
  expect(photo.length).toBeGreaterThan(2_000_000)
  expect(line.requests('PATCH ')).toBeLessThan(2 * Math.ceil(photo.length / 262_144))
  await expectEachOnce()
  await page.close()
})

test('a photo that the service does not take says why and stays: it can be saved, tried again and thrown away', async () => {
  const page = await browser.newPage()
  await page.goto(`${line.address}/patrol`)
  await page.locator('#entry[data-outbox=ready]').waitFor()
  saved += 1
  await page.selectOption('#type', 'litter')
  await page.fill('#place', 'By the swings')
  await page.fill('#summary', `Counted entry ${saved}`)
  const notAPhoto = Buffer.from('<!doctype html><script>alert(1)</script>')
  await page.setInputFiles('#photos', { name: 'swings.png', mimeType: 'image/png', buffer: notAPhoto })
  await page.getByRole('button', { name: 'Remove swings.png' }).waitFor()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const refused = page.locator('.app-outbox__left li')
  await refused.filter({ hasText: 'was not accepted:' }).waitFor()
  // Reloaded, it is still there.
  await page.reload()
  await refused.filter({ hasText: 'was not accepted:' }).waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save a photo to this device' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('swings.png')
  expect(readFileSync(await download.path())).toEqual(notAPhoto)
  const tried = line.requests('POST /patrol/')
  await page.getByRole('button', { name: 'Try again' }).click()
  await waitUntil(() => line.requests('POST /patrol/') > tried, 30_000)
  await refused.filter({ hasText: 'was not accepted:' }).waitFor()
  page.once('dialog', (dialog) => void dialog.accept())
  await page.getByRole('button', { name: 'Throw the photo away' }).click()
  await refused.first().waitFor({ state: 'detached' })
  await expectEachOnce()
  await page.close()
})

test('when the session is over the page says so, and after signing in beside it everything sends itself', async () => {
  const page = await openControlRoom()
  await browser.clearCookies()
  await save(page)
  await helpOf(page).filter({ hasText: 'You were signed out' }).waitFor()
  await page.fill('#place', 'the next one, half typed')
  const opening = browser.waitForEvent('page')
  await page.getByRole('link', { name: 'Sign in again in a new tab' }).click()
  const beside = await opening
  await signIn(beside)
  await beside.getByRole('heading', { name: 'You are signed in' }).waitFor()
  await beside.close()
  await page.bringToFront()
  await statusOf(page)
    .filter({ hasText: /Nothing is waiting|Saved as/ })
    .waitFor()
  expect(await page.inputValue('#place')).toBe('the next one, half typed')
  await expectEachOnce()
  await page.fill('#place', '')
  await save(page)
  await expectNothingWaits(page)
  await page.close()
})

test('entries survive closing the browser, are unreadable to somebody else on it, and go when their author is back', async () => {
  let page = await openControlRoom()
  line.set('down')
  for (let count = 0; count < 2; count += 1) await save(page)
  await statusOf(page).filter({ hasText: '2 entries waiting' }).waitFor()
  const authorOf = async () =>
    asOwner(installation, async (owner) => {
      const { rows } = await owner.query<{ name: string }>(
        `select member.name from report join member on member.id = entered_by where summary like $1`,
        [`Counted entry ${saved}`],
      )
      return rows.map(({ name }) => name)
    })
  await browser.close()
  browser = await launchKeptBrowser(profile)
  await browser.clearCookies()
  line.set('up')
  page = await openControlRoom(browser, 'ben@example.org')
  await statusOf(page).filter({ hasText: '2 entries of Asha Handler wait here, encrypted' }).waitFor()
  expect(await authorOf()).toEqual([])
  const stored = await page.evaluate<string>(
    `new Promise((resolve) => {
      const opening = indexedDB.open('openasb-outbox')
      opening.onsuccess = () => {
        const asked = opening.result.transaction('entries').objectStore('entries').getAll()
        asked.onsuccess = () => {
          const text = (entry) => new TextDecoder().decode(entry.sealed.data) + JSON.stringify(entry)
          opening.result.close()
          resolve(asked.result.map(text).join(' '))
        }
      }
    })`,
  )
  expect(stored).not.toContain('Counted')
  expect(stored).not.toContain('mill')
  // Signing out takes the key away and says what of theirs still waits.
  await page.fill('#place', 'Ben types')
  await waitUntil(async () => (await countKept(page)) === 3, 5_000)
  const asked: string[] = []
  page.once('dialog', (dialog) => {
    asked.push(dialog.message())
    void dialog.accept()
  })
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(`${line.address}/`)
  expect(asked.join()).toContain('1 entry is not sent yet')
  await page.close()
  page = await openControlRoom(browser)
  await statusOf(page)
    .filter({ hasText: /Nothing is waiting|Saved as/ })
    .waitFor()
  await waitUntil(async () => (await authorOf()).join() === 'Asha Handler', 20_000)
  await expectEachOnce()
  await page.close()
}, 180_000)
