import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRoutes, publishCriteria, suggestCases } from '#domains/cases'
import { contactTab, keepInTouch, victimContactRoutes } from '#domains/contact'
import { routes as placeRoutes } from '#domains/places'
import { documentsTab, powerRoutes, powersTab } from '#domains/powers'
import { publishCadences } from '#domains/risk'
import type { MemberActor } from '#platform/actor'
import { system } from '#platform/actor'
import { addDays, fixedClock, formatDate, type LocalDate, londonDateOf } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import criteria from '../../packs/cases/criteria.json' with { type: 'json' }
import cadences from '../../packs/law/case-cadence.json' with { type: 'json' }
import { launchBrowser } from '../support/browser.ts'
import { fileAndRoute } from '../support/contact.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type Partnership, seedPartnership } from '../support/partnership.ts'
import { readPdf } from '../support/pdf.ts'
import { type StaffServer, startStaffServer } from '../support/staff-server.ts'
import { openBrowser, type Visitor } from './visitor.ts'

let browser: Browser
let testDatabase: TestDatabase
let people: Partnership['people']
let secondSupervisor: MemberActor
let worker: Database
let staff: StaffServer
let address: string
const today = londonDateOf(new Date())

beforeAll(async () => {
  browser = await launchBrowser()
  testDatabase = await createTestDatabase()
  const { installation } = testDatabase
  people = (await seedPartnership(installation)).people
  secondSupervisor = { ...people.supervisor, memberId: newId(), name: 'Dora Second' }
  await asOwner(installation, async (owner) => {
    await publishCriteria(owner, criteria)
    await publishCadences(owner, cadences)
    await owner.query('insert into member (id, name, email) values ($1, $2, $3)', [
      secondSupervisor.memberId,
      secondSupervisor.name,
      'dora.second@example.org',
    ])
  })
  worker = openDatabase(installation, 'openasb_worker', { connections: 2 })
  const tabs = [powersTab, documentsTab, contactTab]
  const routes = [...placeRoutes, ...caseRoutes({ tabs }), ...powerRoutes(tabs), ...victimContactRoutes(tabs)]
  staff = await startStaffServer(installation, routes, [...Object.values(people), secondSupervisor])
  address = await staff.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await browser.close()
  await worker.close()
  await staff.close()
  await testDatabase.drop()
})

test('a neighbour’s noise: three reports, a case, a warning letter, the victim kept in touch with, warning and notice, its breach, and the close that the victim is told of', async () => {
  const ids: string[] = []
  for (let night = 0; night < 3; night += 1) {
    const { id } = await fileAndRoute(testDatabase.installation, {
      summary: 'Drumming until two in the morning',
      people: [
        {
          role: 'victim',
          name: 'Noor Victim',
          phone: '07700 900123',
          address: '1 High Street, Millbrook',
          vulnerabilities: [],
        },
        { role: 'alleged_perpetrator', name: 'Zed Drummer', bornOn: '1990-01-01', vulnerabilities: [] },
      ],
    })
    ids.push(id)
  }
  await worker.withActor(system, (db) => suggestCases(db, ids))

  const visitor = await visitAs(people.officer)
  const { page } = visitor
  await page.goto('/cases/suggestions')
  await visitor.look()
  expect(await page.getByText('Drumming', { exact: false }).count()).toBe(0)
  await enter(visitor, page.getByRole('button', { name: 'Monitor these 3 reports' }).first())
  expect(await page.getByRole('heading', { name: '3 linked reports' }).count()).toBe(1)
  const tab = (name: RegExp) =>
    page.getByRole('navigation', { name: 'Parts of this case' }).getByRole('link', { name })
  await enter(visitor, tab(/^People/))
  await enter(visitor, page.getByRole('button', { name: 'Bring them in' }))
  await visitor.look('brought in')

  // The warning letter, from what was recorded to the PDF.
  await enter(visitor, tab(/^Powers/))
  await visitor.look()
  expect(await page.getByRole('row', { name: /Community protection notice/ }).innerText()).toContain('No.')
  await enter(visitor, page.getByRole('link', { name: /^Warning letter/ }))
  await fillStep(visitor, addDays(today, -60))
  await enter(visitor, page.getByRole('button', { name: 'Record it' }))
  await finishDocument(visitor, ['What must stop', 'What happens if it goes on', 'Who to speak to'])
  expect((await readDownload(visitor)).title).toBe('Warning about anti-social behaviour')

  // The victim is in touch from the start, and is reached.
  await keepInTouch(worker, fixedClock(new Date()), 'https://asb.example.org')
  await enter(visitor, tab(/^Contact/))
  await visitor.look()
  await enter(visitor, page.getByRole('link', { name: 'Noor Victim' }))
  await visitor.look()
  await page.getByRole('radio', { name: 'Yes' }).check()
  await page.getByLabel('What was said, by them and by you').fill('It goes on after the letter')
  await enter(visitor, page.getByRole('button', { name: 'Record the contact' }))
  await page.getByText('The contact is recorded.').waitFor()

  // A warning with time to comply, then the notice; the law checks each.
  await enter(visitor, tab(/^Powers/))
  await enter(visitor, page.getByRole('link', { name: /^Community protection warning/ }))
  await visitor.look()
  await enter(visitor, page.getByRole('button', { name: 'Record it' }))
  expect(await page.title()).toMatch(/^Error/)
  await visitor.look()
  await fillStep(visitor, addDays(today, -30))
  await enter(visitor, page.getByRole('button', { name: 'Record it' }))
  await finishDocument(visitor, [
    'How it affects others',
    'This is a warning',
    'By when it must stop',
    'Who to speak to',
  ])
  await serve(visitor, addDays(today, -30))
  expect(await page.getByText('Time to comply until the end of').count()).toBe(1)
  await visitor.look('served')
  await enter(visitor, tab(/^Powers/))
  expect(await page.getByRole('row', { name: /Community protection notice/ }).innerText()).toContain(
    'Next step',
  )
  // Whom the law wants informed is recorded beside it (2014 Act, section 43(6)).
  await enter(
    visitor,
    page.getByRole('link', { name: /^Consultation record before: Community protection notice/ }),
  )
  await visitor.look()
  await enter(visitor, page.getByRole('button', { name: 'Record it' }))
  expect(await page.title()).toMatch(/^Error/)
  await page.getByLabel('Inform any body or individual').check()
  await page.getByLabel('There is nobody to ask').check()
  await fillDay(visitor, 'When?', addDays(today, -11))
  await page.getByLabel('What did they say?').fill('No service knows them')
  await enter(visitor, page.getByRole('button', { name: 'Record it' }))
  expect(await page.getByRole('row', { name: /Nobody/ }).innerText()).toContain('No service knows them')
  await visitor.look('recorded')
  await enter(visitor, tab(/^Powers/))
  await enter(visitor, page.getByRole('link', { name: /^Community protection notice/ }))
  await fillStep(visitor, addDays(today, -10))
  await page.getByLabel('Conditions, one a line (optional)').fill('No music after 22:00')
  await enter(visitor, page.getByRole('button', { name: 'Record it' }))
  const notice = page.url()
  await serve(visitor, addDays(today, -10))
  // 21 days beginning with the day of service (2014 Act, section 46(2)).
  const appeal = page.locator('.govuk-summary-list__row', { hasText: 'Appeal until the end of' })
  expect(await appeal.innerText()).toContain(formatDate(addDays(today, 10)))
  await tell(visitor, 'Varied', addDays(today, -5), 'Agreed with them')
  await page
    .getByLabel('If it was varied: the conditions from now on, one a line')
    .fill('No music after 21:00')
  await enter(visitor, page.getByRole('button', { name: 'Record it' }))
  expect(await page.getByText('Conditions before: No music after 22:00.').count()).toBe(1)
  await tell(visitor, 'Breached', addDays(today, -2), 'Drums until one in the morning')
  await enter(visitor, page.getByRole('button', { name: 'Record it' }))
  await visitor.look('breached')
  await page.goto('/orders?state=breached')
  await visitor.look()
  expect(await page.getByRole('row', { name: /Community protection notice/ }).innerText()).toContain(
    'Breached',
  )

  // Closed with a reason, of which the victim is told in its own words.
  await page.goto(notice)
  await enter(visitor, tab(/^Overview/))
  await page.locator('summary', { hasText: 'Close the case' }).press('Enter')
  await page.getByLabel('The behaviour has stopped').check()
  await page.getByLabel('Reason (optional)').fill('Seized the drums')
  await page.getByLabel('What are those affected told?').fill('The drums have gone. It has been quiet.')
  await enter(visitor, page.getByRole('button', { name: 'Close the case' }))
  await page.locator('h1 .govuk-tag', { hasText: 'Closed' }).waitFor()
  await visitor.look('closed')
  await enter(visitor, tab(/^Contact/))
  await enter(visitor, page.getByRole('link', { name: 'Noor Victim' }))
  await page.locator('summary', { hasText: 'Write a letter to post' }).press('Enter')
  await enter(
    visitor,
    page
      .getByRole('navigation', { name: 'Begin the letter with' })
      .getByRole('link', { name: 'Why the case was closed' }),
  )
  expect(await page.locator('#letter').inputValue()).toContain('The drums have gone. It has been quiet.')
  expect(await page.locator('#letter').inputValue()).not.toContain('Seized')
  await visitor.look('letter')
  await enter(visitor, page.getByRole('button', { name: 'Make the letter' }))
  await visitor.leave()
})

test('a power of the Bill is switched on by two people in their browsers, in a pilot area', async () => {
  const first = await visitAs(people.supervisor)
  await first.page.goto('/powers')
  await first.look()
  await enter(first, first.page.getByRole('button', { name: 'Propose' }))
  await first.look()
  await first.page
    .getByLabel('Power', { exact: true })
    .selectOption({ label: 'Respect order (Crime and Policing Bill 2025, Part 1: Respect orders)' })
  await fillDay(first, 'In force from', today)
  await first.page.getByLabel('The regulations that bring it into force').fill('The pilot regulations')
  await first.page.getByLabel('Northholme').check()
  await enter(first, first.page.getByRole('button', { name: 'Propose' }))
  const row = first.page.getByRole('row', { name: /Respect orders/ })
  expect(await row.innerText()).toContain('Awaits a second person')
  expect(await row.getByRole('button').count()).toBe(0)
  await first.look('proposed')
  await first.leave()
  const second = await visitAs(secondSupervisor)
  await second.page.goto('/powers')
  await second.look('to approve')
  await enter(second, second.page.getByRole('button', { name: 'Approve' }))
  expect(await second.page.getByRole('row', { name: /Respect orders/ }).innerText()).toMatch(
    /Pilot: Northholme[\s\S]*Dora Second/,
  )
  await second.look('approved')
  await second.leave()
})

async function visitAs({ memberId }: MemberActor): Promise<Visitor> {
  const visitor = await openBrowser(browser, address)
  await visitor.page.context().addCookies([{ name: 'member', value: memberId, url: address }])
  return visitor
}

/** Follows a link or presses a button without a mouse. */
async function enter({ page }: Visitor, target: ReturnType<Visitor['page']['getByRole']>): Promise<void> {
  await target.focus()
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
}

async function fillDay({ page }: Visitor, legend: string, date: LocalDate): Promise<void> {
  const group = page.getByRole('group', { name: legend })
  const [year = '', month = '', day = ''] = date.split('-')
  await group.getByLabel('Day').fill(day)
  await group.getByLabel('Month').fill(month)
  await group.getByLabel('Year').fill(year)
}

async function fillStep(visitor: Visitor, issued: LocalDate): Promise<void> {
  await fillDay(visitor, 'When was it issued or made?', issued)
  await visitor.page.getByLabel('Grounds: how the tests are met').fill('Loud music every night')
  await visitor.page.getByLabel('Why this, and not something lighter?').fill('Advice did not help')
}

/** On the page of a step: drafts its document, finds it incomplete, writes the rest and comes back. */
async function finishDocument(visitor: Visitor, labels: readonly string[]): Promise<void> {
  const { page } = visitor
  await visitor.look()
  await enter(visitor, page.getByRole('button', { name: 'Draft the document' }))
  await visitor.look()
  await enter(visitor, page.getByRole('button', { name: 'Make it final' }))
  expect(await page.title()).toMatch(/^Error/)
  await visitor.look()
  for (const label of labels) await page.getByLabel(label).fill('As the law asks')
  await enter(visitor, page.getByRole('button', { name: 'Make it final' }))
  expect(await page.getByText('Final since').innerText()).toMatch(/[0-9a-f]{64}/)
  await visitor.look('final')
}

/** The PDF as whoever presses the link gets it. */
async function readDownload({ page }: Visitor) {
  const href = await page.getByRole('link', { name: 'Download the PDF' }).getAttribute('href')
  const answer = await page.request.get(`${address}${href}`)
  const read = await readPdf(await answer.body())
  expect(read).toMatchObject({ isTagged: true, pdfUa: '1', language: 'en-GB', untaggedWords: 0 })
  return read
}

async function tell(visitor: Visitor, kind: string, on: LocalDate, what: string): Promise<void> {
  const { page } = visitor
  await page.getByLabel('What happened?').selectOption(kind)
  await fillDay(visitor, 'On which day?', on)
  await page.getByLabel('At what time?').fill('10am')
  await page.getByLabel('What happened, in words').fill(what)
}

/** From the document of a step or its own page: records how it was served. */
async function serve(visitor: Visitor, on: LocalDate): Promise<void> {
  const { page } = visitor
  const link = page.getByRole('link', { name: 'Record how it was served' })
  if ((await link.count()) > 0) await enter(visitor, link)
  await tell(visitor, 'Served', on, '')
  await page.getByLabel('How was it served?').selectOption('By hand')
  await page.getByLabel('By whom?').fill('A warden')
  await page.getByLabel('What proves it, and where is that kept?').fill('Certificate')
  await enter(visitor, page.getByRole('button', { name: 'Record it' }))
}
