import { type Browser, type BrowserContext, chromium } from 'playwright-core'
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
