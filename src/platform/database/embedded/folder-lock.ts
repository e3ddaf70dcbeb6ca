import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FolderInUse } from './database-start-error.ts'
import { findStartOfProcess, isAlive } from './processes.ts'

/** Who uses the folder, written where the next one looks. */
export type FolderOwner = { pid: number; begun: string; socketFolder?: string; address?: string }

export type FolderLock = {
  /** What an owner that died without releasing left behind, if there was one. */
  previous: FolderOwner | undefined
  describe(more: Partial<FolderOwner>): Promise<void>
  release(): Promise<void>
}

const lockFile = (folder: string) => join(folder, 'owner.json')

/** Who uses the folder now; undefined when nobody does, or when the one who did has died. */
export async function findFolderOwner(folder: string): Promise<FolderOwner | undefined> {
  const owner = await readOwner(lockFile(folder))
  return owner && isAlive(owner.pid) && findStartOfProcess(owner.pid) === owner.begun ? owner : undefined
}

/**
 * Takes the folder for this process. A dead owner's lock is taken over; a living one's is refused by name.
 * PostgreSQL's own lock inside the folder stays the last safeguard; this one can explain itself.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = lockFile(folder)
  let mine: FolderOwner = { pid: process.pid, begun: findStartOfProcess(process.pid) ?? '' }
  let previous: FolderOwner | undefined
  while (!(await createWhole(file, mine))) {
    const living = await findFolderOwner(folder)
    if (living) throw new FolderInUse(inUse(folder, living))
    previous = (await takeAway(file)) ?? previous
  }
  return {
    previous,
    describe: async (more) => {
      mine = { ...mine, ...more }
      const draft = `${file}.${process.pid}`
      await writeFile(draft, JSON.stringify(mine))
      await rename(draft, file)
    },
    release: () => rm(file, { force: true }),
  }
}

function inUse(folder: string, owner: FolderOwner): string {
  const where = owner.address === undefined ? '' : ` at ${owner.address}`
  return `The data in ${folder} is already in use by process ${owner.pid}${where}: use that one, or stop it first.`
}

async function readOwner(file: string): Promise<FolderOwner | undefined> {
  try {
    const owner: unknown = JSON.parse(await readFile(file, 'utf8'))
    return isOwner(owner) ? owner : undefined
  } catch {
    return undefined
  }
}

function isOwner(value: unknown): value is FolderOwner {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'begun' in value
  )
}

/** Appears complete or not at all, and only where nothing was: a link is refused when the name is taken. */
async function createWhole(file: string, owner: FolderOwner): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, JSON.stringify(owner))
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft)
  }
}

/** Moves a dead owner's lock away; puts back what a faster process has just written in its place. */
async function takeAway(file: string): Promise<FolderOwner | undefined> {
  const aside = `${file}.${randomUUID()}`
  try {
    await rename(file, aside)
  } catch {
    return undefined
  }
  const owner = await readOwner(aside)
  const isLiving = owner !== undefined && isAlive(owner.pid) && findStartOfProcess(owner.pid) === owner.begun
  if (isLiving) await link(aside, file)
  await rm(aside)
  return isLiving ? undefined : owner
}
