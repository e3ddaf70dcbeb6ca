import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { contactRoutes, followRoutes, neighbourRoutes, neighboursTab } from '#domains/contact'
import { publishAsbTypes } from '#domains/reports'
import type { MemberActor } from '#platform/actor'
import { systemClock } from '#platform/clock'
import { asOwner } from '#platform/database'
import { hashSecret, newSecret } from '#platform/ids'
import { asbTypes, asbTypesValidFrom } from '../../packs/types/index.ts'
import { launchBrowser } from '../support/browser.ts'
import { fileAndRoute, rowsOf } from '../support/contact.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type Partnership, seedPartnership } from '../support/partnership.ts'
import { type StaffServer, startStaffServer } from '../support/staff-server.ts'
import { lookAt, openPage } from './visitor.ts'

let browser: Browser
let database: TestDatabase
let partnership: Partnership
let site: StaffServer
let address: string
const contact = {
  name: 'Noor Reporter',
  email: 'noor@example.org',
  phone: '07700 900 123',
  preferredChannel: 'email',
} as const

beforeAll(async () => {
  browser = await launchBrowser()
  database = await createTestDatabase()
  partnership = await seedPartnership(database.installation)
  await asOwner(database.installation, (owner) => publishAsbTypes(owner, asbTypes, asbTypesValidFrom))
  const tabs = [neighboursTab]
  const { secret } = database.installation
  site = await startStaffServer(
    database.installation,
    [...contactRoutes, ...followRoutes(secret), ...caseRoutes({ tabs }), ...neighbourRoutes(tabs, secret)],
    [partnership.people.officer, partnership.people.caseOfficer],
    { clock: systemClock },
  )
  address = await site.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await browser.close()
  await site.close()
  await database.drop()
})

const open = (options: { javaScriptEnabled?: boolean; member?: MemberActor } = {}) =>
  openPage(browser, address, { width: 320, ...options })

const rows = (statement: string, values: readonly unknown[]) =>
  rowsOf<Record<string, unknown>>(database.installation, statement, values)

test('without script on a small telephone: it happened again in three taps, a message, the diary, wishes', async () => {
  const { secret, id } = await fileAndRoute(database.installation, { contact })
  const page = await open({ javaScriptEnabled: false })
  await page.goto(`/status/${secret}`)
  // Three taps.
  await page.getByRole('button', { name: 'It happened again' }).click()
  await page.getByLabel('Earlier today').check()
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('heading', { name: 'We have added this' }).waitFor()
  expect(
    await rows('select from report_link where other_report_id = $1 and said_by_reporter', [id]),
  ).toHaveLength(1)

  await page.getByRole('link', { name: 'Back to your report' }).click()
  await page.getByLabel('Write to the team that has your report').fill('It is louder now')
  await page.getByRole('button', { name: 'Send message' }).click()
  await page.getByText('We have your message.').waitFor()
  await page.getByText('It is louder now').waitFor()

  await page.getByRole('link', { name: 'Keep a diary of it' }).click()
  await page.getByLabel('When did it start?').fill('9')
  await page.getByRole('button', { name: 'Add to diary' }).click()
  await page.getByRole('link', { name: 'Enter what happened' }).waitFor()
  await page.getByLabel('When did it start?').fill('12:01am')
  await page.getByLabel('What happened?').fill('Bass through the wall')
  await page.getByRole('button', { name: 'Add to diary' }).click()
  await page.getByText('Bass through the wall').waitFor()

  await page.getByRole('link', { name: 'Back to your report' }).click()
  await page.getByRole('link', { name: 'How we may contact you' }).click()
  await page.getByLabel('By text message').check()
  await page.getByLabel('Letter', { exact: true }).check()
  await page.getByLabel('English').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('We have saved how we may contact you').waitFor()
  await page.context().close()
})

test('a lost link: by keyboard and without script another is asked for, opened once, and said to be spent', async () => {
  const { id, reference } = await fileAndRoute(database.installation, { contact })
  const page = await open({ javaScriptEnabled: false })
  await page.goto('/status')
  await page.getByLabel('Your reference').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Enter your reference' }).waitFor()
  await page.getByLabel('Your reference').focus()
  await page.keyboard.type(reference)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Check your messages' }).waitFor()
  const once = newSecret()
  await rows(
    "update link_ask set report_id = $1, secret_hash = $2, expires_at = now() + interval '1 hour' where reference = $3",
    [id, Buffer.from(hashSecret(once), 'hex'), reference],
  )
  await page.goto(`/status/link/${once}`)
  await page.getByRole('button', { name: 'Open my report' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText(reference).first().waitFor()
  await page.goto(`/status/link/${once}`)
  await page.getByRole('link', { name: 'Get a new link' }).waitFor()
  await page.context().close()

  const scripted = await open()
  await rows('update link_ask set opened_at = null where reference = $1', [reference])
  for (const language of ['en', 'cy'])
    for (const path of ['', '?done=asked', `/link/${once}`]) {
      await scripted.goto(`/status${path}${path.includes('?') ? '&' : '?'}lang=${language}`)
      await lookAt(scripted, path)
    }
  await rows("update link_ask set expires_at = now() - interval '1 second' where reference = $1", [reference])
  await scripted.goto(`/status/link/${once}?lang=cy`)
  await scripted.getByText('Roedd yn agor am awr yn unig.').waitFor()
  await lookAt(scripted, 'late')
  await scripted.context().close()
})

test('every page of the reporter is for everybody, in English and in Welsh', async () => {
  const { secret } = await fileAndRoute(database.installation, { contact })
  const page = await open()
  for (const language of ['en', 'cy'])
    for (const path of ['', '/again', '/diary', '/contact']) {
      await page.goto(`/status/${secret}${path}?lang=${language}`)
      expect(await page.evaluate('document.documentElement.lang')).toBe(language)
      await lookAt(page, language)
    }
  await page.goto(`/status/${secret}/again?lang=cy`)
  await page.getByRole('button', { name: 'Anfon' }).click()
  await page.getByRole('link', { name: 'Dewiswch pryd y digwyddodd' }).waitFor()
  await lookAt(page)
  await page.getByLabel('Mae’n digwydd nawr').check()
  await page.getByRole('button', { name: 'Anfon' }).click()
  await page.getByRole('heading', { name: 'Rydym wedi ychwanegu hyn' }).waitFor()
  await lookAt(page, 'added')
  await page.context().close()
})

test('with script a message being typed is kept, and is there in another browser', async () => {
  const { secret } = await fileAndRoute(database.installation, { contact })
  const page = await open()
  await page.goto(`/status/${secret}`)
  await page.getByLabel('Write to the team that has your report').fill('Half a sentence')
  await page.getByText('Saved', { exact: true }).waitFor()
  const other = await open({ javaScriptEnabled: false })
  await other.goto(`/status/${secret}`)
  expect(await other.getByLabel('Write to the team that has your report').inputValue()).toBe(
    'Half a sentence',
  )
  await Promise.all([page.context().close(), other.context().close()])
})

test('staff see what waits, read what is unsafe first, and answer', async () => {
  const { secret, reference, id } = await fileAndRoute(database.installation, {
    contact: { ...contact, safeContact: 'Do not leave a voice message' },
  })
  const visitor = await open({ javaScriptEnabled: false })
  await visitor.goto(`/status/${secret}`)
  await visitor.getByLabel('Write to the team that has your report').fill('When do you come?')
  await visitor.getByRole('button', { name: 'Send message' }).click()
  await rows(`update report set status = 'closed', closed_at = now() where id = $1`, [id])
  await visitor.goto(`/status/${secret}/diary`)
  await visitor.getByLabel('When did it start?').fill('12:01am')
  await visitor.getByLabel('What happened?').fill('Again')
  await visitor.getByRole('button', { name: 'Add to diary' }).click()
  await visitor.context().close()

  const page = await open({ member: partnership.people.officer })
  for (const show of ['replies', 'unmatched', 'explain', 'unsent']) {
    await page.goto(`/contact?show=${show}`)
    await lookAt(page, show)
  }
  await page.goto('/contact?show=unmatched')
  await page.locator('a[href^="/contact/unmatched/"]').first().click()
  await page.getByRole('button', { name: 'Settle it' }).click()
  await page.getByRole('link', { name: 'Enter a report or case' }).waitFor()
  await lookAt(page)
  await page.goto(`/reports/${reference}/diary`)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('header').first().isVisible()).toBe(false)
  expect(await page.getByRole('heading', { name: 'Diary kept by the reporter' }).isVisible()).toBe(true)
  await page.emulateMedia({ media: 'screen' })
  await lookAt(page)
  await page.goto(`/reports/${reference}/messages`)
  await lookAt(page)
  await page.getByLabel('Message', { exact: true }).fill('On Monday')
  await page.getByLabel('On their private page alone').check()
  await page.getByRole('button', { name: 'Send to the reporter' }).click()
  await page.getByText('The message is on their page and on its way').first().waitFor()
  await lookAt(page, 'answered')
  expect(
    await rows(
      `select settled_because from reporter_message where report_id = $1 and direction = 'from_reporter'`,
      [id],
    ),
  ).toEqual([{ settled_because: 'Answered' }])
  await page.context().close()
})

test('a neighbour follows a place by the link that its officer hands out, without script, until it ends', async () => {
  const { caseOfficer } = partnership.people
  const { reference } = await fileAndRoute(database.installation)
  const opened = await site.post('/cases', { report: reference }, caseOfficer)
  const officer = await open({ member: caseOfficer })
  await officer.goto(`${opened.location}/neighbours`)
  await lookAt(officer)
  await officer.getByLabel('The place, in words for everybody').fill('loud music at the canal side')
  await officer.getByLabel('The same in Welsh (optional)').fill('cerddoriaeth uchel wrth y gamlas')
  await officer.getByLabel('Why neighbours may follow this').fill('Many people ask')
  await officer.getByLabel('This is about a public place').check()
  await officer.getByRole('button', { name: 'Let neighbours follow this' }).click()
  await officer.getByLabel('News, in words for everybody').fill('We patrol here every evening.')
  await officer.getByRole('button', { name: 'Send the news' }).click()
  await officer.getByRole('table', { name: 'News for followers' }).waitFor()
  await lookAt(officer, 'followed')
  const handedOut = await officer.locator('a[href*="/follow/"]').getAttribute('href')
  const link = new URL(handedOut ?? '').pathname

  const plain = await open({ javaScriptEnabled: false })
  await plain.goto(link)
  await plain.getByLabel('Yes, it affects me too').check()
  await plain.getByRole('button', { name: 'Keep me informed' }).click()
  await plain.getByText('You follow this place.').waitFor()
  const own = new URL(plain.url()).pathname

  const neighbour = await open()
  await neighbour.goto(link)
  await lookAt(neighbour)
  await neighbour.getByLabel('By email').check()
  await neighbour.getByRole('button', { name: 'Keep me informed' }).click()
  await neighbour.getByRole('link', { name: 'Enter your email address' }).waitFor()
  await lookAt(neighbour)
  await neighbour.goto(own)
  await neighbour.getByText('We patrol here every evening.').waitFor()
  await lookAt(neighbour)
  for (const address of [link, own]) {
    await neighbour.goto(`${address}?lang=cy`)
    await neighbour.getByText('cerddoriaeth uchel wrth y gamlas').waitFor()
    await lookAt(neighbour, 'Welsh')
  }

  await officer.getByText('End it', { exact: true }).click()
  await officer.getByLabel('Why neighbours may not follow it any more').fill('The trouble is over')
  await officer.getByRole('button', { name: 'End following' }).click()
  await officer.getByRole('table', { name: 'Ended' }).waitFor()
  await lookAt(officer, 'ended')
  await plain.reload()
  await plain.getByRole('heading', { name: 'You do not follow this place any more' }).waitFor()
  for (const address of [link, own]) {
    await neighbour.goto(address)
    await lookAt(neighbour, 'ended')
  }
  for (const page of [officer, plain, neighbour]) await page.context().close()
})
