import { system } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import type { Directory, DirectoryPerson, SignIn } from '#platform/sign-in'
import { findDirectories, findDirectory, type OrganisationDirectory, withSecret } from './directories.ts'
import { findOrLinkAccount } from './link-directory-person.ts'

/** The directories of the partnership's organisations, and whom they mean. */
export type Directories = {
  list(): Promise<OrganisationDirectory[]>
  find(id: string): Promise<OrganisationDirectory | undefined>
  /** Ready to talk to; its secret is read anew each time and kept nowhere. */
  ready(directory: OrganisationDirectory): Promise<Directory>
  /** The account of a person whom a directory names; nothing where they are nobody here. */
  accountOf(directory: OrganisationDirectory, person: DirectoryPerson): Promise<string | undefined>
}

export function openDirectories(given: {
  signIn: SignIn
  /** Opened under `openasb_identity`. */
  database: Database
  clock: Clock
  /** The installation's secret, with which the directories' own are encrypted. */
  secret: string
}): Directories {
  const read = <T>(work: (db: Transaction) => Promise<T>) =>
    given.database.withActor(system, work, { repeatable: true })
  return {
    list: () => read(findDirectories),
    find: (id) => read((db) => findDirectory(db, id)),
    ready: (directory) => read((db) => withSecret(db, given.secret, directory)),
    accountOf: (directory, person) => findOrLinkAccount(given, directory, person),
  }
}
