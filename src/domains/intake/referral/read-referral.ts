import { type Email, messageOfEmail, parseEmail } from '../email/read-email.ts'
import type { FileReader } from '../file-drop/dropped-file.ts'
import type { Sheet } from './read-sheet.ts'
import { readTemplate, withSender } from './template.ts'

const longestNames = 5_000

/** Referrals that somebody whom the partnership knows has sent by email. */
export type EmailedReferral = Sheet & {
  /** Of the email. */
  number: string
  sender: string
  subject: string
  hasTemplate: boolean
  /** How many files came with it that are not the template. */
  attached: number
}

/**
 * The filled-in template of an email, in its text or as an attached text. Who sends from elsewhere than the folder's
 * known senders gets no answer, and a person decides what becomes of the email: anybody can write an address.
 */
export const readReferral: FileReader = async function* readReferral(content, { source, senders }) {
  const email = await parseEmail(content)
  const { number, original, sender } = email
  if (sender === undefined || !isKnown(sender.address, senders)) {
    yield {
      place: 1,
      original,
      sent: messageOfEmail(email, source),
      forPerson: 'The email is from somebody who is not among the senders of referrals',
    }
    return
  }
  const { template, from } = findTemplate(email)
  const others = email.mail.attachments.filter((each) => each !== from)
  const names = others.map(({ filename }) => filename?.replaceAll('\u0000', '') ?? 'without a name')
  const { header, rows } = withSender(template ?? withoutTemplate(email.words), {
    name: sender.name,
    email: sender.address,
    subject: (email.mail.subject ?? '').replaceAll('\u0000', '').trim(),
  })
  const beside = others.length === 0 ? [] : [names.join(', ').slice(0, longestNames)]
  yield {
    place: 1,
    original,
    referral: {
      header: [...header, ...beside.map(() => 'Attached, not taken')],
      rows: rows.map(({ line, cells }) => ({ line, cells: [...cells, ...beside] })),
      number,
      sender: sender.address,
      subject: (email.mail.subject ?? '').replaceAll('\u0000', '').trim().slice(0, 100),
      hasTemplate: template !== undefined,
      attached: others.length,
    },
  }
}

/** All of its words are what happened, for a person to take apart. */
const withoutTemplate = (words: string): Sheet => ({
  header: ['What happened'],
  rows: [{ line: 1, cells: [words] }],
})

function isKnown(address: string, senders: readonly string[]): boolean {
  const written = address.toLowerCase()
  return senders.some((known) => {
    const wanted = known.toLowerCase()
    return wanted.startsWith('@') ? written.endsWith(wanted) : written === wanted
  })
}

type Attachment = Email['mail']['attachments'][number]

/** The filled-in template in the text or an attached one; whoever attaches it may have written words beside it. */
function findTemplate({ text, mail }: Email): { template?: Sheet; from?: Attachment } {
  const inText = readTemplate(text)
  if (inText !== undefined && inText.rows.length > 0) return { template: inText }
  for (const from of mail.attachments) {
    if (!from.contentType.startsWith('text/plain') && !/\.txt$/i.test(from.filename ?? '')) continue
    const read = readTemplate(new TextDecoder('utf-8').decode(from.content).replaceAll('\u0000', ''))
    if (read === undefined || read.rows.length === 0) continue
    const template = {
      header: [...read.header, 'Words of the email'],
      rows: read.rows.map(({ line, cells }) => ({ line, cells: [...cells, text] })),
    }
    return { template, from }
  }
  return {}
}
