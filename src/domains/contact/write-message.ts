import { wordsIn } from '#locales'
import type { MessageChannel } from '#platform/messages'
import { linkMark } from './status-link.ts'

export type MessageToWrite = {
  language: string
  channel: MessageChannel
  /** Says nothing but that there is a message: somebody else may read it. */
  isDiscreet: boolean
  kind: 'acknowledgement' | 'update' | 'explainer' | 'message'
  reference: string
  /** As it stands on the private page. */
  words: string
}

/** A message as it is sent: neutral outside, and inside no more than its channel keeps to itself. */
export function writeMessage(message: MessageToWrite): { subject: string; body: string } {
  const { messages } = wordsIn(message.language)
  return { subject: message.channel === 'text' ? '' : messages.subject, body: bodyOf(message) }
}

function bodyOf({ language, channel, isDiscreet, kind, reference, words }: MessageToWrite): string {
  const { messages } = wordsIn(language)
  if (isDiscreet) return channel === 'text' ? messages.discreetText(linkMark) : messages.discreet(linkMark)
  if (kind === 'acknowledgement')
    return channel === 'text'
      ? messages.acknowledgementText(reference, linkMark)
      : messages.acknowledgement(reference, linkMark)
  // What a text says stands on a locked screen.
  if (channel === 'text') return messages.text(linkMark)
  return messages[channel](words, linkMark)
}
