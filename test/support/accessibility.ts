import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Result } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import automatic from '../../packs/accessibility/automatic.json' with { type: 'json' }
import waivers from '../../packs/accessibility/waivers.json' with { type: 'json' }
import { launchBrowser } from './browser.ts'
import { unneeded, unwaived, type Waived } from './waivers.ts'

/** WCAG 2.2 at level AA and what axe calls best practice, as the accessibility statement says. */
const { tags: rules, rulesOfWidth } = automatic

/** What has other colours on a narrow page than on a wide one, which is where axe spends most of its time. */
export const colouredByWidth = [
  '.govuk-tabs',
  '.moj-filter-layout__filter',
  '.moj-action-bar',
  '.moj-side-navigation',
  '.probation-common-header',
]

const ofTheProduct: readonly Waived[] = waivers

const pathOf = (page: Page) => (page.url().startsWith('http') ? new URL(page.url()).pathname : page.url())

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A page in which axe stays, and has become quick: in each new page it would have to be compiled again. */
type CheckingPage = { page: Page; stylesFrom(address: string): void }
const checkedOrigin = 'http://checked.test'
let checking: Promise<CheckingPage> | undefined

async function openCheckingPage(): Promise<CheckingPage> {
  const browser = await launchBrowser()
  const page = await (await browser.newContext()).newPage()
  const styles = new Map<string, string>()
  let from = ''
  await page.route('**/*', async (route) => {
    const asked = route.request()
    if (asked.isNavigationRequest())
      return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Nothing yet</title>' })
    if (asked.resourceType() !== 'stylesheet') return route.abort()
    const url = asked.url().replace(checkedOrigin, from)
    const body = styles.get(url) ?? (await (await fetch(url)).text())
    styles.set(url, body)
    return route.fulfill({ contentType: 'text/css', body })
  })
  await page.goto(checkedOrigin)
  await page.evaluate(axe)
  return {
    page,
    stylesFrom(address) {
      from = address
    },
  }
}

/** Its elements as they stand, what scripts made of them included, but no script. */
const withoutScripts = `(() => {
  const copy = document.documentElement.cloneNode(true)
  for (const script of copy.querySelectorAll('script')) script.remove()
  return '<!doctype html>' + copy.outerHTML
})()`

const writeAnew = (html: string) => `new Promise((resolve) => {
  document.open()
  addEventListener('load', () => resolve(), { once: true })
  document.write(${JSON.stringify(html)})
  document.close()
})`

type AxeRules = { type: 'tag' | 'rule'; values: readonly string[] }

const runAxe = (page: Page, runOnly: AxeRules, within = ['html']) =>
  page.evaluate<Result[]>(
    `axe.run(${JSON.stringify(within)}, { runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  )

/**
 * Fails with a list of what axe finds on the page as it is now: on a copy of it, which takes little more than half the
 * time, and which a page without script has too. Only violations leave it.
 * @param narrowed the page was checked when it was wide: only what its width changes is looked at
 * @param kind the address as waivers name it; the page's own path where it is not given
 */
export async function checkAccessibility(
  page: Page,
  { narrowed = false, kind = pathOf(page), waived = ofTheProduct } = {},
): Promise<void> {
  expect(page.frames()).toHaveLength(1)
  const html = await page.evaluate<string>(withoutScripts)
  checking ??= openCheckingPage()
  const { page: copy, stylesFrom } = await checking
  stylesFrom(new URL(page.url()).origin)
  await copy.setViewportSize(page.viewportSize() ?? { width: 1280, height: 900 })
  await copy.evaluate(writeAnew(html))
  const found = narrowed ? await axeOfWidth(copy) : await runAxe(copy, { type: 'tag', values: rules })
  const over = narrowed ? [] : unneeded(found, waived, kind)
  if (over.length > 0) throw new Error(`Waivers for ${kind} that are not needed any more: ${over.join(', ')}`)
  const violations = unwaived(found, waived, kind)
  if (violations.length === 0) return
  const lines = violations.flatMap(({ id, help, nodes }) => [
    `${id}: ${help}`,
    ...nodes.map(
      ({ target, failureSummary }) =>
        `  ${target.join(' ')}\n    ${failureSummary?.replaceAll('\n', '\n    ')}`,
    ),
  ])
  throw new Error(`${violations.length} accessibility faults on ${page.url()}\n${lines.join('\n')}`)
}

async function axeOfWidth(page: Page): Promise<Result[]> {
  const ofLayout = await runAxe(page, { type: 'rule', values: rulesOfWidth })
  const coloured = await page.evaluate<string[]>(
    `${JSON.stringify(colouredByWidth)}.filter((each) => document.querySelector(each) !== null)`,
  )
  if (coloured.length === 0) return ofLayout
  return [...ofLayout, ...(await runAxe(page, { type: 'rule', values: ['color-contrast'] }, coloured))]
}
