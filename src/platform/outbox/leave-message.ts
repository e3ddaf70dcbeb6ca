import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '#platform/ids'

/** Where messages wait for whatever sends them, and in whose name. */
export type Outbox = { folder: string; from: string }

export type Message = { to: string; subject: string; text: string }

/**
 * Leaves a message (RFC 5322, plain text) in the outbox. On the disk before this resolves, under a name of its own.
 * @returns the file's path
 */
export async function leaveMessage(outbox: Outbox, message: Message, now: Date): Promise<string> {
  await mkdir(outbox.folder, { recursive: true })
  const id = newId()
  const path = join(outbox.folder, `${id}.eml`)
  const file = await open(path, 'wx', 0o440)
  try {
    await file.writeFile(
      [
        `From: ${header(outbox.from)}`,
        `To: ${header(message.to)}`,
        `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
        `Message-ID: <${id}@${header(outbox.from).replace(/^.*@/, '')}>`,
        `Subject: ${header(message.subject)}`,
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: 8bit',
        '',
        message.text,
        '',
      ].join('\r\n'),
    )
    await file.sync()
  } finally {
    await file.close()
  }
  return path
}

/** A header is one line: a line break in an address would begin another header. */
function header(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').trim()
}
