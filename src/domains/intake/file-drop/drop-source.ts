import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { sourceSchema } from '../incident/incident.ts'

/** What the files of a folder are written in. */
export const dropFormats = ['csv', 'json', 'mait', 'email', 'referral'] as const
export type DropFormat = (typeof dropFormats)[number]

/** The file that says whose a folder is; it holds a token, so only the service may read it. */
export const sourceFile = 'source.json'

const dropSourceSchema = z.object({
  /** Of the organisation that sends, with the ability to file reports: revoked, the folder is left alone. */
  token: z.string().min(20),
  source: sourceSchema,
  format: z.enum(dropFormats),
  /** Of referrals by e-mail: addresses, or domains such as `@homes.example`, whose e-mails are read and answered. */
  senders: z.array(z.string().min(3)).default([]),
})
export type DropSource = z.infer<typeof dropSourceSchema>

/** Whose the folder is; undefined where it is nobody's yet. */
export async function findDropSource(folder: string): Promise<DropSource | undefined> {
  const content = await readFile(join(folder, sourceFile), 'utf8').catch(() => undefined)
  if (content === undefined) return undefined
  return dropSourceSchema.parse(JSON.parse(content))
}
