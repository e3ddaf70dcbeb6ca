import type { Delivery } from './message.ts'

/** An e-mail as text (RFC 5322), plain and in UTF-8. */
export function mailText(message: Delivery, from: string): string {
  return [
    `From: ${header(from)}`,
    `To: ${header(message.recipient)}`,
    `Message-ID: ${messageIdOf(message, from)}`,
    `Subject: ${header(message.subject)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    message.body,
    '',
  ].join('\r\n')
}

/** The same at every attempt, so that mail servers and readers know a message that came twice. */
export function messageIdOf({ id }: Delivery, from: string): string {
  return `<${id}@${hostOf(from)}>`
}

function hostOf(from: string): string {
  return /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost'
}

/** A header is one line: a line break in an address would begin another header. */
function header(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').trim()
}
