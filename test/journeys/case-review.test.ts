import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, londonDateOf } from '#platform/clock'
import { launchBrowser } from '../support/browser.ts'
import { dateFields } from '../support/date-fields.ts'
import { type DemoProduct, startDemoProduct } from '../support/demo-product.ts'
import { openBrowser, type Visitor } from './visitor.ts'

let browser: Browser
let product: DemoProduct
const council = 'Marramport City Council'
const police = 'Saltmarshire Police'
const inDays = (days: number) => addDays(londonDateOf(new Date()), days)

beforeAll(async () => {
  ;[browser, product] = await Promise.all([launchBrowser(), startDemoProduct()])
})
afterAll(async () => {
  await browser.close()
  await product.close()
})

async function enterAs(role: string, organisation: string): Promise<Visitor> {
  const visitor = await openBrowser(browser, product.address)
  await visitor.page.goto(product.person(role, organisation).path)
  await visitor.look()
  return visitor
}

/** A form of the page by its button. */
const formOf = (page: Page, button: string) =>
  page.locator('form').filter({ has: page.getByRole('button', { name: button, exact: true }) })

/** Fills fields of a form by their names; a date by its three boxes. */
async function fill(page: Page, button: string, fields: Record<string, string>): Promise<void> {
  const form = formOf(page, button)
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`)
    const kind = await field.first().getAttribute('type')
    if (kind === 'radio' || kind === 'checkbox')
      await form.locator(`[name="${name}"][value="${value}"]`).check()
    else if ((await form.locator(`select[name="${name}"]`).count()) > 0) await field.selectOption(value)
    else await field.fill(value)
  }
}
/** Chooses by a word of what is read. */
async function choose(list: Locator, word: string): Promise<void> {
  const option = list.locator('option').filter({ hasText: word }).first()
  await list.selectOption((await option.getAttribute('value')) ?? '')
}

test('a high-risk harassment case: risk, panel, what partners do, then the victim’s Case Review and appeal', async () => {
  const [found] = await product.ask<{ reference: string; id: string; reports: string[] }>(
    `select asb_case.reference, asb_case.id, array_agg(report.reference) as reports from asb_case
     join organisation on organisation.id = asb_case.organisation_id
     join case_report on case_id = asb_case.id join report on report.id = report_id
     where organisation.name = $1 and asb_case.partition_code is null
     group by asb_case.id order by count(*) desc, asb_case.reference limit 1`,
    [council],
  )
  if (found === undefined) throw new Error('The made-up county has no case of the council')
  await product.ask(
    `update asb_case set status = 'open', outcome = null, closed_at = null, closing_reason = '' where id = $1`,
    [found.id],
  )
  const officer = await enterAs('Case officer', council)
  const { page } = officer

  // Risk, above what the score says, with its reason.
  await page.goto(`/cases/${found.reference}/risk`)
  await page.getByLabel('Another band than the score says').selectOption('High')
  await page.getByLabel('Why another band').fill('He waits for her on the stairs')
  await officer.press('Save the assessment')
  await officer.look('assessed')

  // The panel, its minutes, and an action of a partner.
  await page.goto('/panels')
  await officer.look()
  await page.getByText('Arrange a meeting').click()
  await fill(page, 'Arrange it', { on: inDays(21), time: '10am', until: inDays(14), sight: 'full' })
  await officer.press('Arrange it')
  await page.getByText('Nominate a case').click()
  await fill(page, 'Nominate it', {
    reference: found.reference,
    reason: 'She is afraid to go home, and three of us know parts of it',
    before: 'full',
  })
  await officer.press('Nominate it')
  // The day of the meeting comes.
  const meeting = new URL(page.url()).pathname
  await product.ask('update panel_meeting set starts_at = now() where id = $1 returning id', [
    meeting.split('/')[2],
  ])
  await page.goto(meeting)
  const item = page.locator('.app-agenda').filter({ hasText: 'She is afraid to go home' })
  await item.getByText('Write the minutes').click()
  await item.getByLabel('What was decided').fill('Patrols, and a camera on the stairs')
  await item.getByLabel('Why', { exact: true }).fill('Nobody else can be there at night')
  await item.getByRole('button', { name: 'Keep the minutes' }).click()
  await item.getByText('Add an action to the case’s plan').click()
  await item.getByLabel('What is to be done?').fill('Patrol the stairs at night')
  await choose(item.getByLabel('Which organisation does it?'), 'Police')
  await item.getByLabel('By when').fill(inDays(28))
  await officer.follow(item.getByRole('button', { name: 'Add it to the plan' }))
  await officer.look('with minutes and an action')

  const constable = await enterAs('Case officer', police)
  await constable.page.goto(`/cases/${found.reference}/plan`)
  await constable.page.getByText('End this action: Patrol the stairs at night').click()
  const ending = constable.page.locator('.app-plan__action').filter({ hasText: 'Patrol the stairs at night' })
  await ending.getByLabel('Done').check()
  await ending.getByLabel('What came of it?').fill('Six nights; he was there twice')
  await constable.follow(ending.getByRole('button', { name: 'End the action' }))
  await constable.page.getByText('Six nights; he was there twice').first().waitFor()
  await constable.look('ended')

  // She has had enough: from the front page, in Welsh, on a small telephone without script, by keyboard.
  const victim = await openBrowser(browser, product.address, {
    javaScriptEnabled: false,
    viewport: { width: 320, height: 640 },
    locale: 'cy',
  })
  await victim.page.goto('/?lang=cy')
  await victim.look()
  await victim.follow(victim.page.getByRole('link', { name: 'ofyn am Adolygiad Achos YG' }))
  await victim.look()
  await victim.follow(victim.page.getByRole('button', { name: 'Gofyn am adolygiad' }))
  await victim.look()
  const send = victim.page.getByRole('button', { name: 'Gofyn am adolygiad' })
  const enter = async () => {
    await send.focus()
    await Promise.all([victim.page.waitForEvent('load'), victim.page.keyboard.press('Enter')])
  }
  await victim.page.getByLabel('Beth sy’n digwydd o hyd').fill('Mae’n aros amdanaf ar y grisiau')
  await enter()
  await victim.look()
  expect(await victim.page.getByLabel('Beth sy’n digwydd o hyd').inputValue()).toContain('ar y grisiau')
  await victim.page.locator('[name="district"]').selectOption({ label: 'Marramport' })
  await victim.page.getByLabel('Fi fy hun neu fy nghartref').press('Space')
  await victim.page.locator('[name="kind"]').selectOption('other')
  await victim.page.locator('[name="references"]').fill(found.reports.slice(0, 3).join('\n'))
  await victim.page.locator('[name="name"]').fill('Nia Harding')
  await victim.page.locator('[name="email"]').fill('nia@example.org')
  await victim.page.locator('[name="preferred"][value="email"]').press('Space')
  await enter()
  await victim.look('asked for')
  const status = victim.page.url().replace(/new=1&?/, '')

  // The council acknowledges, ties it to the case, and reads the ledger before it decides.
  await page.goto('/reviews')
  await officer.look()
  await fill(page, 'Show', { q: 'Nia Harding' })
  await officer.press('Show')
  await officer.follow(page.getByRole('link', { name: /^CR-/ }))
  const review = new URL(page.url()).pathname
  await officer.look('received')
  await officer.press('Acknowledge')
  await officer.look()
  await fill(page, 'Acknowledge', { name: 'Cara Contact', phone: '01632 960 001' })
  await officer.press('Acknowledge')
  await fill(page, 'Tie to the case', { case: found.reference })
  await officer.press('Tie to the case')
  await officer.look('acknowledged')
  const tab = (name: string) =>
    officer.follow(page.getByRole('navigation', { name: 'Parts of this review' }).getByRole('link', { name }))
  await tab('Threshold')
  expect(await page.getByText('qualifying complaints').count()).toBeGreaterThan(0)
  await officer.look('ledger')
  await officer.press('Decide: met')
  await officer.look()
  await fill(page, 'Decide: met', {
    code: 'harm',
    reasons: 'She is afraid to go home, whatever was done',
    told: 'Rydym wedi gwrando arnoch, a bydd adolygiad.',
  })
  await officer.press('Decide: met')

  await tab('Panel')
  await officer.look('to arrange')
  await fill(page, 'Arrange and invite', {
    ...dateFields('on', inDays(9)),
    at: '2pm',
    place: 'Town hall, room 2, or by video',
    chair: 'Ines Independent',
    from: 'Victim Voice Saltmarsh',
    independent: 'yes',
    members: 'Cara Contact (council)\nNeighbourhood policing',
    invited: 'yes',
  })
  await officer.press('Arrange and invite')
  await victim.page.goto(status)
  await victim.look('invited')
  await victim.page.locator('[name="answer"][value="remote"]').check()
  await victim.press('Anfon ateb')
  await victim.look('answered')
  await page.goto(`${review}/panel`)
  await page.getByText('Joins by phone or video').waitFor()
  await page.getByText('the day of the panel. Where it met earlier').waitFor()
  await officer.look('before its day')
  await product.ask('update review_panel set meets_at = now() where held_at is null returning id')
  await page.goto(`${review}/panel`)
  await fill(page, 'Save attendance', { attended: 'Cara Contact\nNeighbourhood policing', victim: 'yes' })
  await officer.press('Save attendance')
  for (const [subject, words] of [
    ['response', 'Patrols came late; nobody told her'],
    ['reasoning', 'A named officer would have helped'],
  ] as const) {
    await fill(page, 'Add to the minutes', { subject, words, read: 'all' })
    await officer.press('Add to the minutes')
  }
  for (const [what, body] of [
    ['Name one officer whom she can ring', 'Police'],
    ['A camera on the stairs', 'Marramport'],
  ] as const) {
    await fill(page, 'Recommend', { what, ...dateFields('due', inDays(30)) })
    await choose(formOf(page, 'Recommend').locator('[name="body"]'), body)
    await officer.press('Recommend')
  }
  await officer.look('held')
  await fill(page, 'Tell the outcome', {
    code: 'adequacy',
    reasons: 'What was done was too late',
    told: 'Roeddech yn iawn i ofyn.',
  })
  await officer.press('Tell the outcome')
  await officer.look('told')

  // The police answer for what is asked of them, and do it.
  await constable.page.goto(`${review}/panel`)
  await constable.look('answered by a body')
  await fill(constable.page, 'Answer', { answer: 'accept', response: 'PC Vane, from Monday' })
  await constable.press('Answer')
  await fill(constable.page, 'Done', { outcome: 'She has the number' })
  await constable.press('Done')
  await constable.look('done')
  await constable.leave()

  await victim.page.goto(status)
  await victim.look('outcome')
  expect(await victim.page.getByText('PC Vane, from Monday').count()).toBe(1)
  await victim.follow(victim.page.getByRole('link', { name: 'Apelio' }))
  await victim.look()
  await victim.page.locator('[name="against"][value="conduct"]').check()
  await victim.page.locator('[name="grounds"]').fill('Ni ofynnodd neb i fy meddyg')
  await victim.press('Anfon apêl')
  await victim.look('appealed')
  await victim.leave()

  // Somebody who took no part decides the appeal; the case that stays open keeps what is not done yet.
  await page.goto(`${review}/appeal`)
  await officer.look('to decide')
  await fill(page, 'Record the decision', {
    decision: 'partly_upheld',
    by: 'Chair of the partnership',
    reasons: 'Her doctor should have been asked',
    told: 'Byddwn yn gofyn i’ch meddyg.',
  })
  await officer.press('Record the decision')
  await fill(page, 'Close and tell', {
    code: 'open_actions_followed',
    reasons: 'The camera is followed in the case',
    told: 'Mae’r adolygiad wedi cau.',
  })
  await officer.press('Close and tell')
  await officer.look('closed')
  await page.goto(`/cases/${found.reference}/review`)
  await officer.look()
  await page.goto(`/cases/${found.reference}`)
  await page.getByText('Close the case', { exact: true }).first().click()
  await page.getByText(/Still open: .*1 recommendation of Case Review CR-/).waitFor()
  await officer.look('with a review')
  await officer.leave()
  // The worker has taken every report into the ledger meanwhile.
  const missing = 'select id from report where id not in (select report_id from complaint_ledger)'
  await expect.poll(() => product.ask(missing), { timeout: 15_000 }).toEqual([])
})

test('what an area publishes: its yearly numbers, its procedure with days, what the public reads', async () => {
  const supervisor = await enterAs('Supervisor', council)
  const { page } = supervisor
  await page.goto('/reviews')
  await supervisor.look()
  await supervisor.follow(page.getByRole('link', { name: 'Yearly numbers' }))
  await supervisor.look()
  await supervisor.press('Publish, with small numbers hidden')
  await supervisor.look('published')
  await page.goto('/reviews')
  await supervisor.follow(page.getByRole('link', { name: 'Procedures and relevant bodies' }))
  await supervisor.look()
  await supervisor.follow(page.getByRole('link', { name: 'Marramport', exact: true }))
  await page.getByText('Change the procedure from a later day').click()
  await supervisor.look('to change')
  await fill(page, 'Set it from that day', { complaints: '4', source: 'Board, minute 7' })
  await supervisor.press('Set it from that day')
  await supervisor.look()
  await fill(page, 'Set it from that day', { ...dateFields('from', inDays(30)), complaints: '2' })
  await supervisor.press('Set it from that day')
  await page.getByText('(to come)').first().waitFor()
  await supervisor.look('to come')
  await supervisor.leave()

  const reader = await openBrowser(browser, product.address)
  await reader.page.goto('/case-review')
  await reader.look('in English')
  await reader.follow(reader.page.getByRole('link', { name: 'How many people asked' }))
  await reader.look()
  await reader.leave()
})
