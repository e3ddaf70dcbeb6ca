import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { projectRoot } from '#platform/database'
import { checkAccessibility } from '../support/accessibility.ts'

/** Somebody with a browser of their own. */
export type Visitor = {
  page: Page
  /** Follows a link or presses a button, and waits for the page it leads to. */
  follow(target: Locator): Promise<void>
  /** The same for a button of this name. */
  press(name: string | RegExp): Promise<void>
  /**
   * Checks the page as it stands: language, one main heading, axe and no sideways scrolling at 1280 and at 320 pixels,
   * and each line of an error summary puts the focus on a field. Each kind of page is checked in full once.
   * @param state tells apart what one address shows at different times
   */
  look(state?: string): Promise<void>
  /** Closes the browser. Fails when it met an error or a page on the way that nobody looked at. */
  leave(): Promise<void>
}

const wide = { width: 1280, height: 900 }
const narrow = { width: 320, height: 640 }

/** Where pictures of every page go when they are wanted: `PICTURES=1 npx vitest run --project browser`. */
const pictures = process.env.PICTURES ? join(projectRoot, 'var', 'test', 'pictures') : undefined

export async function openBrowser(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ baseURL, viewport: wide, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const language = options.locale ?? 'en'
  const faults = noteFaults(page)
  const visited = new Set<string>()
  const looked = new Set<string>()
  page.on('load', () => {
    if (page.url().startsWith(baseURL)) visited.add(kindOf(page.url()))
  })

  const follow = async (target: Locator) => {
    await Promise.all([page.waitForEvent('load'), target.click()])
  }
  return {
    page,
    follow,
    press: (name) => follow(page.getByRole('button', { name, exact: typeof name === 'string' })),
    async look(state = '') {
      looked.add(kindOf(page.url()))
      await checkMarkUp(page, language)
      const name = await nameOf(page, state)
      if (!isFirst(name)) return
      await checkAtBothWidths(page, name)
      await followErrors(page)
    },
    async leave() {
      await context.close()
      expect(faults).toEqual([])
      expect([...visited].filter((kind) => !looked.has(kind) && !wasChecked(kind))).toEqual([])
    },
  }
}

const withoutScript = new WeakSet<Page>()

/** A page in a context of its own; a member is signed in on servers of the tests, which take their cookie. */
export async function openPage(
  browser: Browser,
  address: string,
  options: { member?: MemberActor; width?: number; javaScriptEnabled?: boolean } = {},
): Promise<Page> {
  const { member, width = wide.width, javaScriptEnabled = true } = options
  const viewport = { ...wide, width }
  const context = await browser.newContext({ baseURL: address, viewport, javaScriptEnabled })
  if (member) await context.addCookies([{ name: 'member', value: member.memberId, url: address }])
  const page = await context.newPage()
  if (!javaScriptEnabled) withoutScript.add(page)
  return page
}

/**
 * Looks at a page of `openPage` with axe and for sideways scrolling, at both widths and once for each kind of page.
 * axe is a script: a page without script is only used.
 * @param state tells apart what one address shows at different times
 */
export async function lookAt(page: Page, state = ''): Promise<void> {
  if (withoutScript.has(page)) return
  const name = await nameOf(page, state)
  if (isFirst(name)) await checkAtBothWidths(page, name)
}

async function nameOf(page: Page, state: string): Promise<string> {
  const errors = /^(Error|Gwall)/.test(await page.title()) ? 'with errors' : ''
  return [kindOf(page.url()), state, errors].filter(Boolean).join(' ')
}

/** Whether this kind of page is looked at for the first time in this run, in whichever of its processes. */
function isFirst(name: string): boolean {
  try {
    mkdirSync(join(inject('looks'), encodeURIComponent(name)))
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

const wasChecked = (kind: string) =>
  readdirSync(inject('looks'))
    .map(decodeURIComponent)
    .some((name) => name === kind || name.startsWith(`${kind} `))

/** The address without what is different each time: drafts, references and the secrets of links. */
function kindOf(address: string): string {
  return new URL(address).pathname
    .replaceAll(/(ASB|CASE|CR)-[0-9A-Z-]+/g, '$1')
    .replaceAll(/[\w-]{36,}/g, 'secret')
}

/** Errors of scripts, of what they ask for, and of the Content Security Policy all end up on the console. */
function noteFaults(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.stack}`))
  page.on('console', (message) => {
    // The browser writes one for each page that says no: not yours, not there, not complete, or somebody was quicker.
    const isAnswer =
      /status of (403|404|409|422)/.test(message.text()) && message.location().url === page.url()
    // A line that the test itself has cut.
    const isCut = message.text().includes('ERR_INTERNET_DISCONNECTED')
    if (message.type() === 'error' && !isAnswer && !isCut) faults.push(`${page.url()}: ${message.text()}`)
  })
  return faults
}

async function checkMarkUp(page: Page, language: string): Promise<void> {
  const found = await page.evaluate<{ language: string; headings: number }>(
    "({ language: document.documentElement.lang, headings: document.querySelectorAll('h1').length })",
  )
  expect({ url: page.url(), ...found }).toEqual({ url: page.url(), language, headings: 1 })
}

async function checkAtBothWidths(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()
  for (const size of [wide, narrow]) {
    await page.setViewportSize(size)
    if (pictures) await takePicture(page, pictures, `${name} ${size.width}`)
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    expect(overflow, `pixels by which ${name} is wider than ${size.width}`).toBeLessThanOrEqual(0)
    await checkAccessibility(page, { narrowed: size === narrow, kind: kindOf(page.url()) })
  }
  if (before) await page.setViewportSize(before)
}

async function takePicture(page: Page, folder: string, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name.replaceAll('/', '_')}.png`), fullPage: true })
}

async function followErrors(page: Page): Promise<void> {
  for (const link of await page.locator('.govuk-error-summary__list a').all()) {
    const target = (await link.getAttribute('href'))?.slice(1)
    await link.click()
    const focus = await page.evaluate<{ id: string; tag: string }>(
      '({ id: document.activeElement.id, tag: document.activeElement.tagName })',
    )
    expect([target, focus.id]).toEqual([target, target])
    expect(focus.tag, `${target} is a field`).toMatch(/^(INPUT|SELECT|TEXTAREA)$/)
  }
}
