import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type DemoProduct, startDemoProduct } from '../support/demo-product.ts'
import { openBrowser } from './visitor.ts'

let product: DemoProduct
let browser: Browser

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startDemoProduct(), launchBrowser()])
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await product?.close()
})

test('a co-ordinator drafts questions without script, walks through them and proposes them', async () => {
  const visitor = await openBrowser(browser, product.address, { javaScriptEnabled: false })
  const { page } = visitor
  await page.goto(product.person('Co-ordinator', 'Saltmarshire County Council').path)
  await visitor.look()
  await page.goto('/partnership')
  await visitor.look()
  await visitor.follow(page.getByRole('link', { name: 'Questions' }))
  await visitor.look()
  expect(await page.getByText('Waits for approval').count()).toBe(1)
  await visitor.follow(page.getByRole('link', { name: /Who deals with what/ }))
  await visitor.look()
  await visitor.press('Propose it')
  await visitor.look('with errors')
  await visitor.follow(page.getByRole('link', { name: 'Begging' }).first())
  await visitor.look()
  await page.goto('/question-sets')
  await visitor.follow(page.getByRole('link', { name: /own codes/ }))
  await visitor.look()
  await page.goto('/question-sets')
  await visitor.follow(page.locator('a[href="/question-sets/types/litter"]'))
  await visitor.look()
  await visitor.follow(page.getByRole('link', { name: 'Version 1' }))
  await visitor.look()
  await visitor.follow(page.getByRole('link', { name: /Walk through it/ }))
  await visitor.look()
  await page.locator('button[value=cy]').click()
  await visitor.look('in Welsh')
  await page.locator('button[value=next]').click()
  await visitor.look('with errors')
  await page.goto('/question-sets/types/litter')
  await visitor.press('Draft a change')
  await visitor.look()
  await page.fill('[id="q.what_happened.wording.en"]', 'What did you see?')
  await page.locator('button[value="add.who.words"]').click()
  await page.locator('button[value=propose]').first().click()
  await visitor.look('with what is missing')
  expect(await page.inputValue('[id="q.what_happened.wording.en"]')).toBe('What did you see?')
  await page.fill('[id="q.new_a.wording.en"]', 'What did they leave?')
  await page.fill('[id="q.new_a.wording.cy"]', 'Beth adawyd ganddynt?')
  // Another question is chosen; saving shows its answers to tick.
  const asked = page.locator('[id="q.new_a.after"]')
  await asked.selectOption({ index: 1 })
  await page.locator('button[value=save]').first().click()
  await page.locator('input[name="q.new_a.after_is"]').first().check()
  await page.fill('#valid_from', '2028-01-01')
  await page.fill('#reason', 'Plainer words')
  await page.locator('button[value=propose]').first().click()
  await visitor.look()
  expect(await page.getByText('to ‘What did you see?’').count()).toBe(1)
  expect(await page.getByRole('button', { name: 'Withdraw it' }).count()).toBe(1)
  await visitor.leave()
}, 240_000)
