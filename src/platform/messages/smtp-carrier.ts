import { createTransport } from 'nodemailer'
import { messageIdOf } from './mail-text.ts'
import type { Carrier, Outcome } from './message.ts'

/** Longest wait for a mail server at each step, in milliseconds. */
const patienceMs = 20_000

/** Hands emails to a mail server (RFC 5321). `url` such as smtps://user:password@mail.example.org. */
export function smtpCarrier(url: string, from: string): Carrier {
  const transport = createTransport(
    { url, connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs },
    { from, disableFileAccess: true, disableUrlAccess: true },
  )
  return {
    isRepeatable: false,
    async deliver(message) {
      try {
        await transport.sendMail({
          to: { name: '', address: message.recipient },
          subject: message.subject,
          text: message.body,
          messageId: messageIdOf(message, from),
          // Nobody's holiday notice answers it (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return { kind: 'sent' }
      } catch (error) {
        return outcomeOf(error)
      }
    },
  }
}

function outcomeOf(error: unknown): Outcome {
  const { code, responseCode, command } = partsOf(error)
  if (responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH')
    return { kind: 'refused', problem: `The mail server refused it (${responseCode})` }
  if (responseCode !== undefined)
    return { kind: 'later', problem: `The mail server does not take it now (${responseCode})` }
  if (code === 'EENVELOPE') return { kind: 'refused', problem: 'The address is not an email address' }
  // Once the text is under way the server may have taken it although we never heard so.
  if (command === 'DATA')
    return { kind: 'unknown', problem: 'The mail server did not say whether it took it' }
  return { kind: 'later', problem: `The mail server could not be reached (${code ?? 'no answer'})` }
}

function partsOf(error: unknown): { code?: string; responseCode?: number; command?: string } {
  if (!(error instanceof Error)) return {}
  const text = (name: string) => {
    const value: unknown = Reflect.get(error, name)
    return typeof value === 'string' ? value : undefined
  }
  const responseCode: unknown = Reflect.get(error, 'responseCode')
  const [code, command] = [text('code'), text('command')]
  return {
    ...(code === undefined ? {} : { code }),
    ...(command === undefined ? {} : { command }),
    ...(typeof responseCode === 'number' ? { responseCode } : {}),
  }
}
