import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkAccessibility, launchBrowser } from '../support/browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const sound =
  '<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1><p>Text</p></main></html>'

test('the accessibility check passes a sound page', async () => {
  const page = await (await browser.newContext()).newPage()
  await page.setContent(sound)
  await checkAccessibility(page)
})

test('the accessibility check names what is wrong with a page', async () => {
  const page = await (await browser.newContext()).newPage()
  await page.setContent(sound.replace('<p>Text</p>', '<input type="text">'))
  await expect(checkAccessibility(page)).rejects.toThrow('label: Form elements must have labels')
})

test('the browser can draw maps', async () => {
  const page = await (await browser.newContext()).newPage()
  await page.setContent(sound)
  const hasWebGl = await page.evaluate("document.createElement('canvas').getContext('webgl2') !== null")
  expect(hasWebGl).toBe(true)
})
