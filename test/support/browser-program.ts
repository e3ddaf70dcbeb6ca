import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { projectRoot } from '#platform/database'

/** Where the browser is, and what its process needs in its environment. */
export type BrowserProgram = { path: string; environment: Record<string, string> }

declare module 'vitest' {
  export interface ProvidedContext {
    browserProgram: BrowserProgram
    /** A folder in which each kind of page that was looked at has an entry. */
    looks: string
  }
}

const installedBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  project.provide('browserProgram', await findBrowser())
  const looks = await mkdtemp(join(tmpdir(), 'openasb-looks-'))
  project.provide('looks', looks)
  return () => rm(looks, { recursive: true })
}

async function findBrowser(): Promise<BrowserProgram> {
  if (process.platform === 'linux' && process.arch === 'x64') return unpackBrowser()
  const path = installedBrowsers.find((each) => existsSync(each))
  if (path === undefined)
    throw new Error('The browser tests need Chromium or Google Chrome: install one of them.')
  return { path, environment: {} }
}

/** The Chromium that npm brought, unpacked once for each version, with the libraries a bare machine lacks. */
async function unpackBrowser(): Promise<BrowserProgram> {
  const packageFile = createRequire(import.meta.url)
    .resolve('@sparticuz/chromium')
    .replace(/build.index\.js$/, 'package.json')
  const { version } = JSON.parse(await readFile(packageFile, 'utf8')) as { version: string }
  const folder = join(projectRoot, 'var', 'test', `chromium-${version}`)
  if (!existsSync(folder)) {
    const draft = `${folder}-${process.pid}`
    await mkdir(draft, { recursive: true })
    await unpackInto(draft)
    // Another run may have been faster; its copy is as good.
    if (existsSync(folder)) await rm(draft, { recursive: true })
    else await rename(draft, folder)
  }
  // The package's own configuration looks for fonts in places it does not unpack them to, and a browser without
  // fonts crashes. Written each time, because the project may have been moved.
  const fonts = join(folder, 'fonts.conf')
  await writeFile(fonts, fontConfiguration(folder))
  return {
    path: join(folder, 'chromium'),
    environment: { FONTCONFIG_FILE: fonts, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') },
  }
}

function fontConfiguration(folder: string): string {
  const escaped = folder.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${escaped}/fonts</dir><cachedir>${escaped}/fonts-cache</cachedir></fontconfig>
`
}

/** The package unpacks into the system's temporary folder and asks the environment whether to bring its libraries. */
async function unpackInto(folder: string): Promise<void> {
  const before = { ...process.env }
  process.env.TMPDIR = folder
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x'
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    await chromium.executablePath()
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
    Object.assign(process.env, before)
  }
}
