import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { type ParsedMail, simpleParser } from 'mailparser'
import { type DroppedMessage, type FileReader, UnreadableFile } from '../file-drop/dropped-file.ts'
import type { SentIncident } from '../incident/incident.ts'
import type { Sheet } from '../referral/read-sheet.ts'
import { guessTargets, messageOf } from '../referral/referral.ts'
import { readTemplate, withSender } from '../referral/template.ts'

/** Most bytes of one email; what is larger is asked for by another door. */
const largest = 30_000_000
const mostWords = 20_000

/**
 * An email as a message: who wrote is the reporter, the subject and text are what happened, and lines such as
 * `Where: Mill Lane` are fields for the source's mapping to place, so that a form sent by email fills itself in.
 */
export const readEmail: FileReader = async function* readEmail(content, { source }) {
  const email = await parseEmail(content)
  const { mail, number, original, text } = email
  const template = readTemplate(text)
  if (template !== undefined) yield* referralsIn(template, { mail, number, source, original })
  else yield { place: 1, original, sent: messageOfEmail(email, source) }
}

export type Email = {
  mail: ParsedMail
  /** The same where the same email is delivered twice. */
  number: string
  /** The email as it came, as far as it is kept. */
  original: string
  text: string
  /** Subject and text. */
  words: string
  sender: { address: string; name: string } | undefined
}

/** @throws UnreadableFile where it is no email that somebody wrote */
export async function parseEmail(content: AsyncIterable<Buffer>): Promise<Email> {
  const bytes: Buffer[] = []
  let size = 0
  for await (const chunk of content) {
    size += chunk.length
    if (size > largest) throw new UnreadableFile('The email is larger than 30 MB')
    bytes.push(chunk)
  }
  const raw = Buffer.concat(bytes)
  const mail = await simpleParser(Readable.from([raw]), { skipImageLinks: true, skipTextLinks: true })
  if (mail.headers.size === 0) throw new UnreadableFile('This is not an email')
  if (isAutomatic(mail))
    throw new UnreadableFile('An automatic answer or a list: nobody reports anything with it')
  const text = (mail.text ?? '').replaceAll('\u0000', '').trim()
  const [from] = mail.from?.value ?? []
  return {
    mail,
    number: numberOf(mail, raw),
    original: raw.toString('utf8').replaceAll('\u0000', '').slice(0, 200_000),
    text,
    words: [mail.subject?.trim(), text].filter(Boolean).join('\n\n').slice(0, mostWords),
    sender: from?.address
      ? { address: from.address.slice(0, 320), name: from.name.slice(0, 200) }
      : undefined,
  }
}

/** The message that an email makes. */
export function messageOfEmail({ mail, number, text, words, sender }: Email, source: string): SentIncident {
  const fields = fieldsIn(text)
  const at = (mail.date ?? new Date()).toISOString()
  const attachments = mail.attachments.map(
    ({ filename, size }) => `${filename ?? 'without a name'} (${size} bytes)`,
  )
  return {
    source,
    number,
    version: 0,
    kind: 'creation',
    received_at: at,
    narrative: words || 'An email without words',
    ...(sender === undefined
      ? {}
      : { people: [{ role: 'reporter', name: sender.name, email: sender.address }] }),
    ...(Object.keys(fields).length > 0 ? { extra: fields } : {}),
    ...(attachments.length > 0 ? { remarks: [{ at, text: `Attached: ${attachments.join(', ')}` }] } : {}),
  }
}

/**
 * Each referral of an email that holds filled-in templates, its fields placed as the columns of a sheet are. By its own
 * number where it says one, so that sent again it is one.
 */
function* referralsIn(
  template: Sheet,
  { mail, number, source, original }: { mail: ParsedMail; number: string; source: string; original: string },
): Generator<DroppedMessage> {
  if (template.rows.length === 0) throw new UnreadableFile('The template in this email is not filled in')
  const [sender] = mail.from?.value ?? []
  const { header, rows } = withSender(template, {
    name: sender?.name ?? '',
    email: sender?.address ?? '',
    subject: mail.subject ?? '',
  })
  // A message's number has a hundred characters at most.
  const sheet = { id: number.slice(0, 90), header, targets: guessTargets(header) }
  for (const row of rows)
    yield {
      place: row.line,
      original,
      sent: {
        received_at: (mail.date ?? new Date()).toISOString(),
        ...messageOf(sheet, row),
        source,
      },
    }
}

/** The same email delivered twice is one: by its Message-ID, or what it says where it has none (RFC 5322 §3.6.4). */
function numberOf({ messageId }: ParsedMail, raw: Buffer): string {
  const named = messageId?.replaceAll(/[<>\s]/g, '')
  if (named && named.length <= 100) return named
  return createHash('sha256')
    .update(named ?? raw)
    .digest('hex')
}

/** Out-of-office notes, bounces and lists (RFC 3834 §5, RFC 2919). */
function isAutomatic({ headers }: ParsedMail): boolean {
  const submitted = String(headers.get('auto-submitted') ?? 'no').toLowerCase()
  const precedence = String(headers.get('precedence') ?? '').toLowerCase()
  return (
    !submitted.startsWith('no') ||
    ['bulk', 'junk', 'list', 'auto_reply'].includes(precedence) ||
    headers.has('list') ||
    String(headers.get('return-path') ?? '') === '<>'
  )
}

/** Lines of the form `Name of a field: what was filled in`, by the field's name in small letters. */
function fieldsIn(text: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const line of text.split(/\r?\n/).slice(0, 500)) {
    const [, name, value] = /^([A-Za-z][\w /'()-]{1,60}?)\s*:\s+(\S.*)$/.exec(line.trim()) ?? []
    if (name === undefined || value === undefined || Object.keys(fields).length >= 100) continue
    const key = name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '_')
      .replaceAll(/^_|_$/g, '')
    if (key !== '' && !(key in fields)) fields[key] = value.slice(0, 5_000)
  }
  return fields
}
