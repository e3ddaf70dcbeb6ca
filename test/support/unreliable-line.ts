import { connect, createServer, type Socket } from 'node:net'

/** A line to a server that can be cut, and that can lose answers after the server has done what it was asked. */
export type UnreliableLine = {
  address: string
  /** Where it leads from now on; a server that was started again has another port. */
  leadTo(address: string): void
  /** `loses_answers` lets requests through that change something and breaks off before the answer. */
  set(state: 'up' | 'down' | 'loses_answers'): void
  /** How many requests began with these words, such as `POST /control-room `. */
  requests(beginning: string): number
  close(): Promise<void>
}

/** Starts a line on a free port of this machine. */
export async function openLine(): Promise<UnreliableLine> {
  let target = ''
  let state: 'up' | 'down' | 'loses_answers' = 'up'
  const open = new Set<Socket>()
  const seen = new Map<string, number>()

  const server = createServer((visitor) => {
    open.add(visitor)
    const drop = () => visitor.destroy()
    visitor.on('error', drop).on('close', () => open.delete(visitor))
    if (state === 'down') return drop()
    const { hostname, port } = new URL(target)
    const product = connect(Number(port), hostname)
    let losing = false
    product.on('error', drop).on('close', drop)
    visitor.on('close', () => product.destroy())
    visitor.on('data', (data) => {
      const [line = ''] = data.toString('latin1').split('\r\n', 1)
      const beginning = /^[A-Z]+ \S+ /.exec(line)?.[0]
      if (beginning !== undefined) {
        seen.set(beginning, (seen.get(beginning) ?? 0) + 1)
        losing = state === 'loses_answers' && beginning.startsWith('POST')
      }
      product.write(data)
    })
    product.on('data', (data) => {
      if (losing) drop()
      else visitor.write(data)
    })
    return undefined
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const listening = server.address()
  const port = typeof listening === 'object' && listening !== null ? listening.port : 0
  const dropAll = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    address: `http://localhost:${port}`,
    leadTo(address) {
      target = address
      dropAll()
    },
    set(now) {
      state = now
      if (now === 'down') dropAll()
    },
    requests: (beginning) =>
      [...seen].reduce((sum, [words, count]) => sum + (words.startsWith(beginning) ? count : 0), 0),
    async close() {
      dropAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
