/** The embedded database cannot be used; the message is one sentence for the person who started the program. */
export class DatabaseStartError extends Error {
  override name = 'DatabaseStartError'
}

/** Another living process already uses the data folder. */
export class FolderInUse extends DatabaseStartError {}
