import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks a second in /proc, which Linux fixes at 100 for programs (proc(5), sysconf _SC_CLK_TCK). */
const ticksPerSecond = 100

type Usage = { pid: number; parent: number; ticks: number; ticksOfEnded: number }

/** Processor time of one process and of the children that have ended, in milliseconds since it began. */
export function processorTimeOf(pid: number): number {
  const usage = readUsage(pid)
  return usage === undefined ? 0 : inMilliseconds(usage.ticks)
}

/** Processor time of a PostgreSQL server with every process it started, those that have ended included. */
export function processorTimeOfServer(pid: number): number {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readUsage(Number(name)) ?? [])
  const server = all.find((usage) => usage.pid === pid)
  const children = all.filter(({ parent }) => parent === pid)
  const ticks = children.reduce((sum, each) => sum + each.ticks, 0)
  return inMilliseconds(ticks + (server?.ticks ?? 0) + (server?.ticksOfEnded ?? 0))
}

/** proc(5): after the name in brackets come state, parent and, from the twelfth, utime, stime, cutime and cstime. */
function readUsage(pid: number): Usage | undefined {
  try {
    const fields = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ').map(Number)
    const at = (index: number) => fields[index] ?? 0
    return { pid, parent: at(1), ticks: at(11) + at(12), ticksOfEnded: at(13) + at(14) }
  } catch {
    return undefined
  }
}

function inMilliseconds(ticks: number): number {
  return (ticks * 1000) / ticksPerSecond
}
