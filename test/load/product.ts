import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { projectRoot } from '#platform/database'
import { findFreePort } from '../support/free-port.ts'

export const secret = 'known to every load test'
export const schema = 'demo_county'

export type Product = {
  url: string
  pid: number
  /** Session cookie of the triage officer, and whom they work for. */
  officer: { cookie: string; organisation: string }
  /** The supervisor in the same organisation, where it has one. */
  supervisor: { cookie: string }
  /** Information governance there. */
  governor: { cookie: string }
  stop(): Promise<void>
}

/** What the product is told about its installation. */
export function settingsFor(url: string): Record<string, string> {
  return {
    NODE_ENV: 'production',
    DATABASE_URL: url,
    OPENASB_SECRET: secret,
    OPENASB_SCHEMA: schema,
    OPENASB_DATA: join(projectRoot, 'var', 'load'),
    OPENASB_DEMO: 'on',
    OPENASB_TRUST_PROXY: 'on',
    OPENASB_WATCH_SERVICE: 'off',
  }
}

/**
 * Starts the product as people run it, on a database that is there already.
 * @param nodeOptions for the process, such as `--cpu-prof`
 */
export async function startProduct(databaseUrl: string, nodeOptions: readonly string[]): Promise<Product> {
  const port = await findFreePort()
  const child = spawn(process.execPath, [...nodeOptions, join(projectRoot, 'dist', 'start.js')], {
    cwd: join(projectRoot, 'var', 'load'),
    env: { ...process.env, ...settingsFor(databaseUrl), PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  let output = ''
  const isRunning = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.includes('Press Ctrl-C')) resolve()
    })
  })
  await Promise.race([
    isRunning,
    ended.then(() => {
      throw new Error(`The product did not start:\n${output}`)
    }),
  ])
  const [, organisation = '', link = ''] = /^ *Triage officer, (.+) \([^)]*\): (\S+)$/m.exec(output) ?? []
  const linkOf = (role: string) => {
    const all = [...output.matchAll(new RegExp(`^ *${role}, (.+) \\([^)]*\\): (\\S+)$`, 'gm'))]
    return (all.find(([, theirs]) => theirs === organisation) ?? all[0])?.[2] ?? link
  }
  return {
    url: `http://localhost:${port}`,
    pid: child.pid ?? 0,
    officer: { cookie: await enter(link), organisation },
    supervisor: { cookie: await enter(linkOf('Supervisor')) },
    governor: { cookie: await enter(linkOf('Information governance officer')) },
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The session cookie that a demo sign-in link gives. */
async function enter(link: string): Promise<string> {
  const answer = await fetch(link, { redirect: 'manual' })
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ')
}
