import { existsSync, statfsSync } from 'node:fs'
import { freemem } from 'node:os'

const memory = '/dev/shm'

/** 2 GiB for the files of databases, and as much again for the programs. */
const plenty = 2 ** 31

function hasPlenty(): boolean {
  if (!existsSync(memory)) return false
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize > plenty && freemem() > 2 * plenty
}

/**
 * Where databases of tests belong: in memory on a Linux with plenty of it. Each is some 800 files, and making and
 * dropping hundreds of them on a disk takes a quarter of the time of the suite.
 * @param otherwise the folder for them on other machines
 */
export const scratchFolder = (otherwise: string): string => (hasPlenty() ? memory : otherwise)
