import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'

/** Whether a process with this number exists, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** When a process began, as the system tells it: with the number it names a process once and for all. */
export function findStartOfProcess(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    }
    // The second field is the program's name in brackets and may hold spaces; proc(5) counts from there.
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)
    const [state, ...fields] = (afterName ?? '').split(' ')
    return state === 'Z' ? undefined : fields[18]
  } catch {
    return undefined
  }
}

/**
 * The numbers of the PostgreSQL processes running on a data folder: the server and, where the system tells us, those it
 * started. They may outlive a server that was killed, and must not meet the next one on the same files.
 */
export function findServersOn(cluster: string): number[] {
  return commandLines()
    .filter(({ pid, words }) => {
      const [program = ''] = words
      if (basename(program) === 'postgres' && words[words.indexOf('-D') + 1] === cluster) return true
      return program.startsWith('postgres:') && workingFolderOf(pid) === cluster
    })
    .map(({ pid }) => pid)
}

function workingFolderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

function commandLines(): { pid: number; words: string[] }[] {
  if (process.platform === 'linux') {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          return [{ pid: Number(name), words: readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0') }]
        } catch {
          return []
        }
      })
  }
  return execFileSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(' '))
    .map(([pid, ...words]) => ({ pid: Number(pid), words }))
}
