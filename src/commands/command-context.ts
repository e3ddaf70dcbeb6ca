import type pg from 'pg'
import { asOwner, type Database, type Installation, openDatabase, type RuntimeRole } from '#platform/database'
import { openInstallation } from '../installation.ts'

/** What a command does its work with. */
export type CommandContext = {
  installation: Installation
  /** One transaction as the owner. */
  asOwner<T>(work: (owner: pg.Client) => Promise<T>): Promise<T>
  /** A pool under a runtime role for as long as the command runs. */
  open(role: RuntimeRole): Database
  progress(line: string): void
}

/** The command cannot go on; its message is one sentence for the operator. Exit code 1. */
export class CommandFailed extends Error {}

/** Runs a command on this installation, beside a running product if there is one, and lets go of everything after. */
export async function withInstallation(work: (context: CommandContext) => Promise<void>): Promise<void> {
  const { installation, close } = await openInstallation({ sharing: true })
  const opened: Database[] = []
  try {
    await work({
      installation,
      asOwner: (ownersWork) => asOwner(installation, ownersWork),
      open: (role) => {
        const database = openDatabase(installation, role)
        opened.push(database)
        return database
      },
      progress: (line) => console.error(line),
    })
  } finally {
    await Promise.all(opened.map((database) => database.close()))
    await close()
  }
}
