import { z } from 'zod'
import type { EvidenceSettings } from '#domains/evidence'
import type { MessageSettings } from '#platform/messages'

const onOrOff = z.enum(['on', 'off'], 'must be on or off').transform((word) => word === 'on')

const megabytes = z.coerce
  .number('must be a number of megabytes')
  .int('must be a whole number of megabytes')
  .min(1, 'must be 1 or more')
  .transform((count) => count * 1_048_576)

/** What an operator may set, by environment variable (docs/runbooks/server.md). */
const environmentSchema = z.object({
  OPENASB_DEMO: onOrOff
    .optional()
    .describe('Sign-in links and the made-up county; on unless DATABASE_URL is set'),
  OPENASB_ORIGIN: z
    .url('must be an address such as https://asb.example.org')
    .optional()
    .describe('Where people reach the service'),
  OPENASB_TRUST_PROXY: onOrOff
    .default(false)
    .describe('Whether a proxy in front tells the visitor’s address and scheme'),
  OPENASB_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .default('warn')
    .describe('How much is logged'),
  OPENASB_AUTHENTICATOR: z
    .enum(['required', 'optional'], 'must be required or optional')
    .default('required')
    .describe('Whether accounts need an authenticator code'),
  OPENASB_BUSY_AFTER_MS: z.coerce
    .number('must be a number of milliseconds')
    .int('must be a whole number of milliseconds')
    .min(0, 'must be 0 or more')
    .default(2_000)
    .describe('From how long a wait for the processor requests are sent away for a while; 0 for never'),
  OPENASB_WEBHOOK_HOSTS: z
    .string()
    .default('')
    .transform((hosts) => hosts.split(/[\s,]+/).filter((host) => host !== ''))
    .describe('Hosts, with their port, that webhooks may reach inside the network and without TLS'),
  OPENASB_SEAL_FOLDER: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Where the daily seal of the audit is kept: best where the database’s owner may add and not change',
    ),
  OPENASB_SEAL_EMAIL: z
    .email('must be an e-mail address')
    .optional()
    .describe('Who is sent the daily seal of the audit'),
  OPENASB_FILES_FOLDER: z
    .string()
    .min(1)
    .optional()
    .describe('Where stored files are kept; web and worker must see the same folder'),
  OPENASB_DROP_FOLDER: z
    .string()
    .min(1)
    .optional()
    .describe('Where other systems drop files, a folder a source'),
  OPENASB_EVIDENCE_LARGEST_MB: megabytes.optional().describe('The most one file of evidence may have; 500'),
  OPENASB_EVIDENCE_MOST_MB: megabytes
    .optional()
    .describe('The most all evidence of one report or case may have; 2,000'),
  OPENASB_EVIDENCE_FILES: z.coerce
    .number('must be a number of files')
    .int('must be a whole number of files')
    .min(1, 'must be 1 or more')
    .optional()
    .describe('How many pieces of evidence one report or case may have; 20'),
  OPENASB_CLAMD: z
    .string()
    .regex(/^(tcp:\/\/[^/]+:\d+|unix:\/.+)$/, 'must be tcp://host:3310 or unix:/path/to/clamd.ctl')
    .optional()
    .describe('Where clamd listens, which looks for viruses in evidence'),
  OPENASB_FFMPEG: z
    .string()
    .min(1)
    .optional()
    .describe('The program ffmpeg, for copies of recordings and pictures that browsers do not show'),
  OPENASB_MESSAGES_FROM: z
    .string()
    .regex(/^[^\r\n<>]*<[^\s<>@]+@[^\s<>@]+>$/, 'must be like Local services <messages@example.org>')
    .optional()
    .describe('Name and address that e-mails to reporters come from; best a neutral one'),
  OPENASB_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be like smtps://user:password@mail.example.org' })
    .optional()
    .describe('The mail server that e-mails to reporters are handed to'),
  OPENASB_NOTIFY_KEY: z
    .string()
    .regex(/[0-9a-f-]{36}-[0-9a-f-]{36}$/, 'must be a key as GOV.UK Notify shows it')
    .optional()
    .describe('The key of GOV.UK Notify by which messages to reporters are sent'),
  OPENASB_NOTIFY_URL: z
    .url('must be an address')
    .default('https://api.notifications.service.gov.uk')
    .describe('Where GOV.UK Notify is reached'),
  OPENASB_NOTIFY_EMAIL: z.uuid('must be a template’s id').optional().describe('Its template for e-mails'),
  OPENASB_NOTIFY_TEXT: z.uuid('must be a template’s id').optional().describe('Its template for texts'),
  OPENASB_NOTIFY_LETTER: z.uuid('must be a template’s id').optional().describe('Its template for letters'),
  OPENASB_NOTIFY_RECEIPTS: z
    .string()
    .min(20, 'must have 20 characters or more')
    .optional()
    .describe('The bearer token with which GOV.UK Notify sends delivery receipts'),
  OPENASB_WATCH_SERVICE: onOrOff
    .default(true)
    .describe('Whether answers are counted and the service goes through itself every minute'),
  DATABASE_URL: z.string().optional(),
})

export type Settings = {
  demo: boolean
  /** Where people reach the service, without a slash at the end. */
  origin: string
  trustProxy: boolean
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  authenticatorRequired: boolean
  busyAfterMs: number
  /** Counts answers and makes journeys; left out, no. */
  watchesService?: boolean
  /** Hosts that webhooks may reach inside the network; none when left out. */
  webhookHosts?: readonly string[] | undefined
  /** Left out, `seals` beside the database. */
  sealFolder?: string | undefined
  /** Left out, `files` beside the database. */
  filesFolder?: string | undefined
  sealEmail?: string | undefined
  /** Left out, `drop` beside the database. */
  dropFolder?: string | undefined
  /** How much evidence is taken, and what looks at it. */
  evidence?: EvidenceSettings
  /** Where messages to people wait; in the data folder unless a test keeps its own. */
  outboxFolder?: string | undefined
  /** How messages to reporters are sent. */
  messages?: Omit<MessageSettings, 'folder'> & { receiptToken?: string | undefined }
}

/** A setting is wrong; the message names it. */
export class WrongSetting extends Error {}

/**
 * Reads the settings.
 * @param address where the server listens, used where no OPENASB_ORIGIN is given
 */
export function readSettings(environment: NodeJS.ProcessEnv, address: string): Settings {
  const read = environmentSchema.safeParse(environment)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new WrongSetting(`${issue?.path.join('.')} ${issue?.message}.`)
  }
  const given = read.data
  const origin = (given.OPENASB_ORIGIN ?? address).replace(/\/$/, '')
  return {
    demo: given.OPENASB_DEMO ?? given.DATABASE_URL === undefined,
    origin,
    trustProxy: given.OPENASB_TRUST_PROXY,
    logLevel: given.OPENASB_LOG_LEVEL,
    authenticatorRequired: given.OPENASB_AUTHENTICATOR === 'required',
    busyAfterMs: given.OPENASB_BUSY_AFTER_MS,
    watchesService: given.OPENASB_WATCH_SERVICE,
    sealFolder: given.OPENASB_SEAL_FOLDER,
    filesFolder: given.OPENASB_FILES_FOLDER,
    dropFolder: given.OPENASB_DROP_FOLDER,
    sealEmail: given.OPENASB_SEAL_EMAIL,
    evidence: {
      limits: {
        ...(given.OPENASB_EVIDENCE_LARGEST_MB ? { largest: given.OPENASB_EVIDENCE_LARGEST_MB } : {}),
        ...(given.OPENASB_EVIDENCE_MOST_MB ? { mostBytes: given.OPENASB_EVIDENCE_MOST_MB } : {}),
        ...(given.OPENASB_EVIDENCE_FILES ? { mostFiles: given.OPENASB_EVIDENCE_FILES } : {}),
      },
      clamd: given.OPENASB_CLAMD,
      ffmpeg: given.OPENASB_FFMPEG,
    },
    webhookHosts: given.OPENASB_WEBHOOK_HOSTS,
    messages: {
      from: given.OPENASB_MESSAGES_FROM ?? usualFrom(origin),
      smtpUrl: given.OPENASB_SMTP_URL,
      notify:
        given.OPENASB_NOTIFY_KEY === undefined
          ? undefined
          : {
              key: given.OPENASB_NOTIFY_KEY,
              url: given.OPENASB_NOTIFY_URL,
              templates: {
                email: given.OPENASB_NOTIFY_EMAIL,
                text: given.OPENASB_NOTIFY_TEXT,
                letter: given.OPENASB_NOTIFY_LETTER,
              },
            },
      receiptToken: given.OPENASB_NOTIFY_RECEIPTS,
    },
  }
}

/** Gives nothing away to somebody who sees a list of messages. */
export function usualFrom(origin: string): string {
  const host = URL.canParse(origin) ? new URL(origin).hostname : 'localhost'
  return `Local services <messages@${host}>`
}
