import { statfs } from 'node:fs/promises'
import { DatabaseStartError } from './database-start-error.ts'

const megabyte = 1024 * 1024
/** A new cluster takes 40 MB and its first write-ahead log grows to 80 MB and more. */
const forNewCluster = 250 * megabyte
/** Recovery after a crash writes before it frees. */
const forStart = 64 * megabyte

/** Refuses early, with a sentence, what PostgreSQL would refuse half-way through. */
export async function checkDiskSpace(folder: string, isNew: boolean): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  refuseFullDisk(folder, bavail * bsize, isNew)
}

/** @param free bytes an ordinary user may still write */
export function refuseFullDisk(folder: string, free: number, isNew: boolean): void {
  const needed = isNew ? forNewCluster : forStart
  if (free >= needed) return
  throw new DatabaseStartError(
    `The disk holding ${folder} has ${Math.floor(free / megabyte)} MB free and the database needs ${needed / megabyte} MB: free some space and start again.`,
  )
}
