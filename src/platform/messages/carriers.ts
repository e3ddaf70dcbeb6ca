import { folderCarrier } from './folder-carrier.ts'
import type { Carriers } from './message.ts'
import { type NotifySettings, notifyCarrier } from './notify-carrier.ts'
import { smtpCarrier } from './smtp-carrier.ts'

export type MessageSettings = {
  /** Name and address that e-mails come from; neutral, because others may see them. */
  from: string
  folder: string
  smtpUrl?: string | undefined
  notify?: NotifySettings | undefined
}

/**
 * Who carries what: GOV.UK Notify where it has a template, a mail server for other e-mails, the folder for the rest.
 * Texts that nobody would ever send are not put into a folder once another channel is real.
 */
export function openCarriers({ from, folder, smtpUrl, notify }: MessageSettings): Carriers {
  const inFolder = folderCarrier(folder, from)
  const byNotify = notify && notifyCarrier(notify)
  const bySmtp = smtpUrl === undefined ? undefined : smtpCarrier(smtpUrl, from)
  const isReal = byNotify !== undefined || bySmtp !== undefined
  return {
    email: (notify?.templates.email && byNotify) || bySmtp || (isReal ? undefined : inFolder),
    text: (notify?.templates.text && byNotify) || (isReal ? undefined : inFolder),
    // Somebody can print and post it from there.
    letter: (notify?.templates.letter && byNotify) || inFolder,
  }
}
