import { randomUUID } from 'node:crypto'
import { access, link, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { mailText } from './mail-text.ts'
import type { Carrier, Delivery } from './message.ts'

/**
 * Leaves messages in a folder where they can be read: e-mails as .eml, texts and letters as .txt. Named by the
 * message's id and put in place whole, so that a message given twice is there once.
 */
export function folderCarrier(folder: string, from: string): Carrier {
  return {
    isRepeatable: true,
    async deliver(message) {
      await mkdir(folder, { recursive: true })
      const path = join(folder, fileNameOf(message))
      if (await exists(path)) return { kind: 'sent' }
      const unfinished = join(folder, `.${message.id}.${randomUUID()}`)
      const file = await open(unfinished, 'wx', 0o440)
      try {
        await file.writeFile(textOf(message, from))
        await file.sync()
      } finally {
        await file.close()
      }
      // Unlike renaming, linking never replaces what another process has put there.
      await link(unfinished, path).catch((error: unknown) => {
        if (!isThere(error)) throw error
      })
      await rm(unfinished, { force: true })
      return { kind: 'sent' }
    },
  }
}

function fileNameOf({ id, channel }: Delivery): string {
  return channel === 'email' ? `${id}.eml` : `${id}.${channel}.txt`
}

function textOf(message: Delivery, from: string): string {
  if (message.channel === 'email') return mailText(message, from)
  return `To:\n${message.recipient}\n\n${message.body}\n`
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
