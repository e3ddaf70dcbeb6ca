import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename } from 'node:path'

/** Why a port cannot be served from, in one sentence; nothing when it can. */
export async function findPortProblem(host: string, port: number): Promise<string | undefined> {
  const code = await tryPort(host, port)
  if (code === undefined) return undefined
  const another = `choose another with PORT=${port < 1024 ? 3000 : port + 1} npm start`
  if (code === 'EACCES') return `Port ${port} needs administrator rights: ${another}.`
  if (code === 'EADDRNOTAVAIL')
    return `This machine has no address ${host}: set HOST to one it has, or leave it out.`
  if (code !== 'EADDRINUSE') return `Port ${port} on ${host} cannot be used (${code}): ${another}.`
  const user = findListener(port)
  const by = user === undefined ? 'another program' : `process ${user.pid} (${user.name})`
  return `Port ${port} is already used by ${by}: stop it, or ${another}.`
}

function tryPort(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve('code' in error ? String(error.code) : error.message))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}

/** The process listening on a port, where Linux lets us see it. */
export function findListener(port: number): { pid: number; name: string } | undefined {
  const wanted = new Set(listeningSockets(port).map((inode) => `socket:[${inode}]`))
  if (wanted.size === 0) return undefined
  for (const pid of numericNames('/proc')) {
    if (numericNames(`/proc/${pid}/fd`).some((fd) => wanted.has(linkOf(`/proc/${pid}/fd/${fd}`)))) {
      const words = textOf(`/proc/${pid}/cmdline`).split('\0', 2)
      return {
        pid: Number(pid),
        name: words
          .map((word) => basename(word))
          .join(' ')
          .trim(),
      }
    }
  }
  return undefined
}

/** proc(5): address and port in hexadecimal, state 0A is LISTEN, the tenth field is the socket's inode. */
function listeningSockets(port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    textOf(table)
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => local?.endsWith(suffix) && state === '0A')
      .flatMap((fields) => fields[9] ?? []),
  )
}

function numericNames(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
