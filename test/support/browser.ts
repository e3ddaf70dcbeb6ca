import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'

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

/** Starts the browser which the set-up found or unpacked. */
export function launchBrowser(): Promise<Browser> {
  const { path, environment } = inject('browserProgram')
  return chromium.launch({
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

/** Fails with a list of what axe finds on the page as it is now. */
export async function checkAccessibility(page: Page): Promise<void> {
  // Legacy mode is for pages without frames, such as ours: axe then opens no second page to gather its results.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .withTags(rules)
    .analyze()
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
