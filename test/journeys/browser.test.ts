import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '#platform/database'
import { assetUrl } from '#platform/govuk'
import { checkAccessibility, colouredByWidth } from '../support/accessibility.ts'
import { launchBrowser } from '../support/browser.ts'

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

test('a finding that is waived is let pass on its page alone, and only for as long as it is found', async () => {
  const page = await (await browser.newContext()).newPage()
  await page.setContent(sound.replace('<p>Text</p>', '<input type="text">'))
  const waived = [{ rule: 'label', page: '/waived' }]
  await checkAccessibility(page, { kind: '/waived', waived })
  await expect(checkAccessibility(page, { kind: '/other', waived })).rejects.toThrow('label: Form elements')
  await page.setContent(sound)
  await expect(checkAccessibility(page, { kind: '/waived', waived })).rejects.toThrow(
    'Waivers for /waived that are not needed any more: label',
  )
})

test('the browser can draw maps', async () => {
  const page = await (await browser.newContext()).newPage()
  await page.setContent(sound)
  const hasWebGl = await page.evaluate("document.createElement('canvas').getContext('webgl2') !== null")
  expect(hasWebGl).toBe(true)
})

/** Gives the selectors of rules for some widths alone that set a colour. */
const selectorsColouredByWidth = `[...document.styleSheets].flatMap((sheet) =>
  [...sheet.cssRules]
    .filter((rule) => rule instanceof CSSMediaRule && rule.conditionText.includes('width'))
    .flatMap(({ cssRules }) => [...cssRules])
    .filter(({ style }) => ['color', 'background-color', 'opacity'].some((name) => style?.getPropertyValue(name)))
    .map(({ selectorText }) => selectorText))`

test('colours depend on the width of the page only where the narrow page is checked for them', async () => {
  const styles = readFileSync(join(projectRoot, 'dist', 'public', assetUrl('styles.css')), 'utf8')
  const page = await (await browser.newContext()).newPage()
  await page.setContent(sound.replace('<title>', `<style>${styles}</style><title>`))
  const selectors = await page.evaluate<string[]>(selectorsColouredByWidth)
  expect(selectors.length).toBeGreaterThan(5)
  expect(selectors.filter((selector) => !colouredByWidth.some((part) => selector.includes(part)))).toEqual([])
})
