import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Result } from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect, inject } from 'vitest'

/**
 * Software rendering gives WebGL without a graphics card; the sandbox needs rights that containers and root lack. The
 * page's own security stays on, so that a fault in the Content Security Policy is seen.
 */
const flags = [
  '--no-sandbox',
  '--headless',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Starts the browser which the set-up found or unpacked, in a fifth of a second: each file of journeys has its own.
 *
 * A journey makes in `beforeAll`, and closes in `afterAll`: this browser; a server on a port of its own (`127.0.0.1`,
 * port 0), which is `startDemoProduct()` (the whole product and a small demo county, some 3 s) for what goes through
 * several domains, and `startStaffServer` or `startPublicServer` with the domain's own routes on `createTestDatabase()`
 * for all else; and then one `openBrowser` for each person, who looks at every page they come to. Two files run at a
 * time on as many cores, so a file shares nothing with another, waits for what it can see and never for a time, and
 * stays under half a minute: looking at a page in full costs about half a second, and each kind of page costs it once.
 */
export function launchBrowser(): Promise<Browser> {
  const { path, environment } = inject('browserProgram')
  return chromium.launch({
    executablePath: path,
    args: flags,
    env: { ...definedOnly(process.env), ...environment },
  })
}

/** The same with a folder of its own, so that it can be closed and opened again with what it kept. */
export function launchKeptBrowser(folder: string): Promise<BrowserContext> {
  const { path, environment } = inject('browserProgram')
  return chromium.launchPersistentContext(folder, {
    executablePath: path,
    args: flags,
    env: { ...definedOnly(process.env), ...environment },
  })
}

function definedOnly(variables: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
}

/** WCAG 2.2 at level AA and what axe calls best practice. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Those of them that can break because a page is narrow: what moves, what comes up, what has to be scrolled. */
const rulesOfWidth = [
  'aria-hidden-focus',
  'button-name',
  'link-name',
  'scrollable-region-focusable',
  'target-size',
]

/** What has other colours on a narrow page than on a wide one, which is where axe spends most of its time. */
export const colouredByWidth = [
  '.govuk-tabs',
  '.moj-filter-layout__filter',
  '.moj-action-bar',
  '.moj-side-navigation',
  '.probation-common-header',
]

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type AxeRules = { type: 'tag' | 'rule'; values: readonly string[] }

const runAxe = (page: Page, runOnly: AxeRules, within = ['html']) =>
  page.evaluate<Result[]>(
    `axe.run(${JSON.stringify(within)}, { runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  )

/**
 * Fails with a list of what axe finds on the page as it is now. axe stays in the page for the next check, and only
 * violations leave it: for pages without frames, such as ours, that takes half as long as the builder of axe's makers.
 * @param narrowed the page was checked when it was wide: only what its width changes is looked at
 */
export async function checkAccessibility(page: Page, { narrowed = false } = {}): Promise<void> {
  expect(page.frames()).toHaveLength(1)
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe)
  const violations = narrowed ? await axeOfWidth(page) : await runAxe(page, { type: 'tag', values: rules })
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
