import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roleNames } from '#domains/organisations'
import { systemClock, today } from '#platform/clock'
import { openDatabase } from '#platform/database'
import { loadAssessments } from '../../packs/demo/index.ts'
import { launchBrowser } from '../support/browser.ts'
import { type DemoProduct, startDemoProduct } from '../support/demo-product.ts'
import { openBrowser } from './visitor.ts'

let product: DemoProduct
let browser: Browser

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startDemoProduct(), launchBrowser()])
  const web = openDatabase(product.installation, 'openasb_web', { connections: 1 })
  const surroundings = { routes: () => [], kept: [], protections: [], processors: [] }
  await loadAssessments({ installation: product.installation, web, surroundings, today: today(systemClock) })
  await web.close()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await product?.close()
})

type Person = { label: string; organisation: string; path: string }

/** Everybody on the page of demonstration accounts. */
async function readPeople(page: Page): Promise<Person[]> {
  await page.goto('/demo')
  const rows = await page.getByRole('table', { name: 'Demonstration accounts' }).locator('tbody tr').all()
  return Promise.all(
    rows.map(async (row) => {
      const [organisation, label] = await row.locator('td').allTextContents()
      const path = await row.getByRole('link').getAttribute('href')
      return { organisation: organisation?.trim() ?? '', label: label?.trim() ?? '', path: path ?? '' }
    }),
  )
}

/** Where the navigation leads, and the tabs and lists of links of the pages it leads to. */
async function linksOn(page: Page, selector: string): Promise<string[]> {
  const links = await page.locator(selector).all()
  const addresses = await Promise.all(links.map((link) => link.getAttribute('href')))
  return addresses.filter((address): address is string => address?.startsWith('/') === true)
}

/** The same of a page that was asked for without drawing it. */
function linksIn(page: Page, markUp = '', selector: string): Promise<string[]> {
  const script = `[...new DOMParser().parseFromString(${JSON.stringify(markUp)}, 'text/html')
    .querySelectorAll(${JSON.stringify(selector)})].map((link) => link.getAttribute('href'))
    .filter((address) => address?.startsWith('/'))`
  return page.evaluate<string[]>(script)
}

const navigation = '.moj-primary-navigation a, header a'
const leadsOn = 'main .govuk-list--spaced > li > a, main .moj-sub-navigation a'

test('there is somebody to be for every role: police, council, county, landlord and charity', async () => {
  const visitor = await openBrowser(browser, product.address)
  const people = await readPeople(visitor.page)
  await visitor.look()
  const roles = (organisation: string) =>
    people
      .filter((each) => each.organisation === organisation)
      .map(({ label }) => label.split(',')[0])
      .sort()
  expect(roles('Saltmarshire Police')).toEqual([
    'Analyst',
    'Case officer',
    'Information governance officer',
    'Supervisor',
    'Triage officer',
  ])
  expect(roles('Marramport City Council')).toEqual([
    'Case officer',
    'Information governance officer',
    'Supervisor',
    'Triage officer',
  ])
  expect(roles('Saltmarshire County Council')).toContain('Co-ordinator')
  expect(roles('Cockleshell Homes')).toContain('Light account')
  expect(roles('Lanternlight Mediation')).toContain('Light account')
  await visitor.leave()
})

test('each role opens every page that its navigation and the pages behind it lead to', async () => {
  const stranger = await openBrowser(browser, product.address)
  const people = await readPeople(stranger.page)
  await stranger.look()
  await stranger.leave()
  const byRole = Map.groupBy(people, ({ label }) => label.split(',')[0] ?? '')
  expect(byRole.size).toBe(Object.keys(roleNames).length)
  // The browser draws each page for the first role that comes to it; the others ask for it without.
  const drawn = new Set<string>()
  for (const [role, [person]] of byRole) {
    if (person === undefined) throw new Error(`Nobody is ${role}`)
    const { label, organisation, path } = person
    const visitor = await openBrowser(browser, product.address)
    const { page } = visitor
    await page.goto(path)
    await visitor.look(role)
    const waiting = [new URL(page.url()).pathname, ...(await linksOn(page, navigation))]
    const seen = new Set<string>()
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      const [pathname = address] = address.split('?')
      if (seen.has(pathname) || pathname === '/sign-out' || pathname.startsWith('/demo')) continue
      seen.add(pathname)
      const isDrawn = drawn.has(pathname)
      drawn.add(pathname)
      const answer = await (isDrawn ? page.request.get(address) : page.goto(address))
      expect(`${role} of ${organisation}, ${address}: ${answer?.status()}`).toBe(
        `${role} of ${organisation}, ${address}: 200`,
      )
      if (!isDrawn) await visitor.look()
      waiting.push(
        ...(isDrawn ? await linksIn(page, await answer?.text(), leadsOn) : await linksOn(page, leadsOn)),
      )
    }
    expect(seen.size, `pages of ${label}`).toBeGreaterThan(3)
    await visitor.leave()
  }
}, 600_000)

/** What pages say where there is nothing to show. */
const emptyWords = /There (is|are) (no|none)|No [a-z]+ match|None (yet|in this)|Nobody yet|Nothing has been/

test.each([
  [
    'Information governance officer',
    'Marramport City Council',
    [
      '/governance/subject-access',
      '/governance/disclosures',
      '/governance/people',
      '/exposure',
      '/clearances',
      '/governance/seals',
    ],
  ],
  ['Information governance officer', 'Saltmarshire Police', ['/governance/subject-access', '/clearances']],
  [
    'Co-ordinator',
    'Saltmarshire County Council',
    [
      '/organisations',
      '/people',
      '/light-accounts',
      '/accounts',
      '/directory',
      '/organisations/reorganisations',
      '/sharing/agreements',
      '/sharing/rules',
      '/sharing/panels',
      '/exposure',
      '/service',
      '/impact',
      '/impact/partnership',
    ],
  ],
  [
    'Supervisor',
    'Saltmarshire Police',
    [
      ...['/work', '/work/team', '/work/supervisor', '/queue', '/cases', '/shared', '/hand-overs', '/people'],
      '/analysis/query?subject=reports&rows=weekday&columns=hour&date=occurred',
      '/analysis/query?subject=reports&rows=organisation&measure=triage_median&measure=count',
      '/analysis/records?subject=reports',
    ],
  ],
  ['Case officer', 'Marramport City Council', ['/work', '/work/team', '/queue', '/shared', '/hand-overs']],
  ['Light account', 'Cockleshell Homes', ['/partner']],
])('no page of the %s of %s is empty', async (role, organisation, addresses) => {
  const visitor = await openBrowser(browser, product.address)
  const { page } = visitor
  await page.goto(product.person(role, organisation).path)
  for (const address of addresses) {
    await page.goto(address)
    const words = await page.locator('main').innerText()
    expect(`${address}: ${emptyWords.exec(words)?.[0] ?? 'something'}`).toBe(`${address}: something`)
    await visitor.look()
  }
  await visitor.leave()
})

test('who governs reads what was signed, and that it is out of date', async () => {
  const governor = await openBrowser(browser, product.address)
  await governor.page.goto(product.person('Information governance officer', 'Saltmarshire Police').path)
  await governor.page.goto('/impact')
  await governor.page.getByRole('link', { name: 'Version 1' }).click()
  expect(await governor.page.locator('main').innerText()).toContain('two organisations joined')
  await governor.look()
  await governor.leave()
})

test('every page of a record leads to every other one that its reader may open', async () => {
  const reference = (
    await product.ask<{ reference: string }>(
      `select reference from asb_case where organisation_id = 1 and partition_code is null order by opened_at desc limit 1`,
    )
  )[0]?.reference
  const supervisor = await openBrowser(browser, product.address)
  await supervisor.page.goto(product.person('Supervisor', 'Saltmarshire Police').path)
  const pages = ['', '/evidence', '/sharing', '/hand-over', '/handling', '/disclosures'].map(
    (path) => `/cases/${reference}${path}`,
  )
  await supervisor.look()
  for (const address of pages) {
    await supervisor.page.goto(address)
    // The case itself is its first tab there.
    const others = address === pages[0] ? pages.slice(1) : pages
    expect(await linksOn(supervisor.page, 'nav[aria-label="Pages of this case"] a')).toEqual(others)
    await supervisor.look()
  }
  await supervisor.leave()
  const governor = await openBrowser(browser, product.address)
  await governor.page.goto(product.person('Information governance officer', 'Saltmarshire Police').path)
  await governor.look()
  await governor.page.goto(`/cases/${reference}/sharing`)
  await governor.look()
  const offered = await linksOn(governor.page, '.moj-sub-navigation a')
  expect(offered).toEqual([`/cases/${reference}/sharing`, `/cases/${reference}/disclosures`])
  for (const address of offered) {
    expect((await governor.page.goto(address))?.status()).toBe(200)
    await governor.look()
  }
  await governor.leave()
})

test('what a victim needs, the services that support them, and where neighbours may follow', async () => {
  const needed = (
    await product.ask<{ reference: string; plan: string; organisation: string }>(
      `select reference, plan_id as plan, organisation.name as organisation
       from needs_assessment join asb_case on asb_case.id = case_id
       join organisation on organisation.id = asb_case.organisation_id order by needs_assessment.id limit 1`,
    )
  )[0]
  const officer = await openBrowser(browser, product.address)
  const { page } = officer
  await page.goto(product.person('Case officer', needed?.organisation ?? '').path)
  await officer.look()
  await page.goto(`/cases/${needed?.reference}/contact/${needed?.plan}`)
  await officer.look()
  await officer.follow(page.getByRole('link', { name: 'What they need, and who supports them' }))
  expect(await page.locator('main').innerText()).toContain('Referrals to support')
  await officer.look()
  await officer.follow(page.getByRole('link', { name: 'Neighbours' }))
  await officer.look()
  for (const address of [
    '/contact/due',
    '/support-services',
    '/partner/referrals',
    '/answer-times',
    '/quiet-rules',
    '/work/paused',
  ]) {
    await page.goto(address)
    await officer.look()
  }
  await officer.leave()
})

test('a supervisor finds by when they answer, what waits and why, and pauses a clock', async () => {
  const supervisor = await openBrowser(browser, product.address)
  const { page } = supervisor
  await page.goto(product.person('Supervisor', 'Marramport City Council').path)
  await supervisor.look()
  await page.goto('/partnership')
  await supervisor.look()
  await supervisor.follow(page.getByRole('link', { name: 'Times to answer' }))
  await page.getByText('Set another time from a later day').click()
  await supervisor.look()
  await page.goto('/work/team')
  await supervisor.look()
  await supervisor.follow(page.getByRole('link', { name: 'Paused', exact: true }))
  await supervisor.look()
  const report = await page.locator('main a[href^="/reports/"]').last().getAttribute('href')
  await page.goto(report ?? '')
  await supervisor.look('paused')
  await supervisor.press('Let it run again')
  await supervisor.look('ran again')
  await supervisor.follow(page.getByRole('link', { name: 'Pause the clock' }))
  await supervisor.look()
  await supervisor.press('Pause the clock')
  await supervisor.look('incomplete')
  await supervisor.leave()
})
