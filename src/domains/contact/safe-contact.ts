import type { MessageChannel } from '#platform/messages'

/** How a reporter said, when they filed, that they may be reached. */
export type ContactGiven = {
  email: string
  phone: string
  address: string
  /** `none`, `email`, `phone`, `text` or `letter`. */
  preferredChannel: string
  safeContact: string
}

/** What they said since; it goes before what they said when they filed. */
export type ContactWish = {
  language: string
  /** The one way they want to be reached by; `page` is their private page and nothing else. */
  onlyChannel: string | null
  unsafeChannels: readonly string[]
  safeTimes: string
  avoidWords: string
}

export type Way =
  | { channel: MessageChannel; recipient: string }
  /** Nothing is sent; what is written stands on the private page. */
  | { channel: 'page'; because: string }

/** The way by which something may be sent by itself, without a person thinking about it first. */
export function chooseWay(contact: ContactGiven | undefined, wish: ContactWish | undefined): Way {
  if (contact === undefined) return onPage('They did not say how to reach them')
  if (wish?.onlyChannel === 'page') return onPage('They want to be told on their private page alone')
  const wanted = wish?.onlyChannel ?? contact.preferredChannel
  if (wanted === 'none') return onPage('They did not choose a way to be reached')
  if (wanted === 'phone') return onPage('They want to be telephoned, which a person has to do')
  if (!isMessageChannel(wanted)) return onPage('They did not choose a way to be reached')
  if (wish?.unsafeChannels.includes(wanted))
    return onPage(`They said that ${channelNames[wanted]} is not safe`)
  const recipient = recipientOf(contact, wanted)
  return recipient === ''
    ? onPage(`We have no address for ${channelNames[wanted]}`)
    : { channel: wanted, recipient }
}

const onPage = (because: string): Way => ({ channel: 'page', because })

export const channelNames: Readonly<Record<MessageChannel | 'page' | 'phone', string>> = {
  email: 'email',
  text: 'text message',
  letter: 'letter',
  phone: 'telephone',
  page: 'the private page',
}

function isMessageChannel(name: string): name is MessageChannel {
  return name === 'email' || name === 'text' || name === 'letter'
}

function recipientOf({ email, phone, address }: ContactGiven, channel: MessageChannel): string {
  return { email, text: phone, letter: address }[channel].trim()
}

/** A way that a person may choose, and why it takes an explicit decision where it does. */
export type OfferedWay = { channel: MessageChannel | 'page'; recipient: string; isUnsafeBecause: string }

/** Every way there is an address for, for somebody who writes; the page always. */
export function offeredWays(
  contact: ContactGiven | undefined,
  wish: ContactWish | undefined,
): readonly OfferedWay[] {
  const sent = (['email', 'text', 'letter'] as const).flatMap((channel): OfferedWay[] => {
    const recipient = contact === undefined ? '' : recipientOf(contact, channel)
    return recipient === '' ? [] : [{ channel, recipient, isUnsafeBecause: whyUnsafe(channel, wish) }]
  })
  return [{ channel: 'page', recipient: '', isUnsafeBecause: '' }, ...sent]
}

function whyUnsafe(channel: MessageChannel, wish: ContactWish | undefined): string {
  if (wish === undefined) return ''
  if (wish.unsafeChannels.includes(channel)) return `They said that ${channelNames[channel]} is not safe`
  if (wish.onlyChannel !== null && wish.onlyChannel !== channel)
    return `They want to be reached by ${nameOf(wish.onlyChannel)} only`
  return ''
}

function nameOf(channel: string): string {
  return Object.entries(channelNames).find(([code]) => code === channel)?.[1] ?? channel
}

/** As the public form writes it down where somebody has no wish, in each of its languages. */
const usual = ['The usual way is fine', 'Mae’r ffordd arferol yn iawn']

/** Whether a message may say what it is about: not to somebody who has said anything about safety. */
export function isDiscreet(contact: ContactGiven | undefined, wish: ContactWish | undefined): boolean {
  const said = contact?.safeContact.trim() ?? ''
  return (
    (said !== '' && !usual.includes(said)) ||
    (wish !== undefined &&
      (wish.avoidWords !== '' || wish.safeTimes !== '' || wish.unsafeChannels.length > 0))
  )
}
