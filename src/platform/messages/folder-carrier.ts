import { randomUUID } from 'node:crypto'
import { access, link, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { englishTag } from '#platform/language'
import { type PdfDocument, pdfBytes } from '#platform/pdf'
import { mailText } from './mail-text.ts'
import type { Carrier, Delivery } from './message.ts'

/**
 * Leaves messages in a folder where they can be read: e-mails as .eml, texts as .txt, letters as accessible PDF, ready to
 * be printed and posted. Named by the message's id and put in place whole, so that a message given twice is there once.
 */
export function folderCarrier(folder: string, from: string): Carrier {
  return {
    isRepeatable: true,
    async deliver(message) {
      await mkdir(folder, { recursive: true })
      const path = join(folder, fileNameOf(message))
      if (await exists(path)) return { kind: 'sent' }
      const content = await contentOf(message, from)
      const unfinished = join(folder, `.${message.id}.${randomUUID()}`)
      const file = await open(unfinished, 'wx', 0o440)
      try {
        await file.writeFile(content)
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
  return { email: `${id}.eml`, text: `${id}.text.txt`, letter: `${id}.letter.pdf` }[channel]
}

async function contentOf(message: Delivery, from: string): Promise<string | Buffer> {
  if (message.channel === 'email') return mailText(message, from)
  if (message.channel === 'text') return `To:\n${message.recipient}\n\n${message.body}\n`
  return pdfBytes(letterOf(message))
}

/** The address stands first, for the window of an envelope; nothing above the words says what they are about. */
function letterOf({ recipient, subject, body, language }: Delivery): PdfDocument {
  return {
    title: subject,
    language: language === englishTag ? 'en-GB' : language,
    madeAt: new Date(),
    pageOf: (page, pages) => `${page} / ${pages}`,
    blocks: [
      { lines: recipient.split(/[\n,]/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()])) },
      ...body.split(/\n{2,}/).map((paragraph) => ({ paragraph })),
    ],
  }
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
