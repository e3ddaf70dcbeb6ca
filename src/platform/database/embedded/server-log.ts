import { DatabaseStartError } from './database-start-error.ts'

type Explanation = { sign: RegExp; sentence: (found: string, folder: string) => string }

/** What PostgreSQL writes when it cannot go on, and what the reader can do about it. */
const explanations: Explanation[] = [
  {
    sign: /No space left on device/,
    sentence: (_found, folder) =>
      `The disk holding ${folder} is full: free some space and start again; nothing that was saved is lost.`,
  },
  {
    sign: /initialized by PostgreSQL version (\d+)/,
    sentence: (version, folder) =>
      `The data in ${folder} was made by PostgreSQL ${version}, which this version of the project cannot open: go back to the earlier version and export the data first.`,
  },
  {
    sign: /lock file "postmaster.pid" already exists/,
    sentence: (_found, folder) => `Another PostgreSQL already serves ${folder}: stop it first.`,
  },
  {
    sign: /error while loading shared libraries: ([^:\s]+)/,
    sentence: (library) => `The embedded PostgreSQL lacks ${library}: reinstall it with "npm ci".`,
  },
  {
    sign: /could not (?:create|map|resize|open)[^\n]*shared memory|Cannot allocate memory/,
    sentence: () => 'There is too little memory to start the database: about 400 MB must be free.',
  },
  {
    sign: /invalid locale name "([^"]+)"/,
    sentence: (locale) => `The system has no locale ${locale}: install it, or set DATABASE_URL to a server.`,
  },
  {
    sign: /has wrong ownership|Permission denied|Operation not permitted/,
    sentence: (_found, folder) =>
      `The data in ${folder} belongs to another user: start as that user or change its owner.`,
  },
  {
    sign: /could not locate a valid checkpoint record|invalid page in block|is not a database cluster directory/,
    sentence: (_found, folder) =>
      `The data in ${folder} is damaged and was left as it is: restore a backup or move the folder away to begin anew.`,
  },
]

/**
 * Turns what the server wrote before it stopped into one sentence.
 * @param written the server's log since this start
 * @param logFile where the reader finds the rest
 */
export function explainServerLog(written: string, folder: string, logFile: string): DatabaseStartError {
  for (const { sign, sentence } of explanations) {
    const match = sign.exec(written)
    if (match) return new DatabaseStartError(sentence(match[1] ?? '', folder))
  }
  const lines = written.split('\n').filter((line) => /\b(PANIC|FATAL|error):/i.test(line))
  const reason = (lines.at(-1) ?? 'it gave no reason').replace(/^.*?\b(?:PANIC|FATAL|error):\s*/i, '')
  return new DatabaseStartError(`The embedded database stopped: ${reason} (more in ${logFile}).`)
}
