export const messageChannels = ['email', 'text', 'letter'] as const
export type MessageChannel = (typeof messageChannels)[number]

/** A message as whoever carries it gets it. */
export type Delivery = {
  /** Our own reference: a message that is sent again has the same one. */
  id: string
  channel: MessageChannel
  /** An e-mail address, a telephone number, or the lines of a postal address. */
  recipient: string
  subject: string
  body: string
  /** What it is written in (BCP 47): a letter is read out in it. */
  language: string
}

/** How an attempt ended. `problem` is in our own words and holds nothing of a person. */
export type Outcome =
  | { kind: 'sent' }
  /** Not sent now; tried again after a while. */
  | { kind: 'later'; problem: string }
  /** Never to be sent. */
  | { kind: 'refused'; problem: string }
  /** No answer came: it may have been sent. */
  | { kind: 'unknown'; problem: string }

export type Carrier = {
  /** Whether giving it the same message twice sends it once. */
  isRepeatable: boolean
  /** @param mayHaveSent an earlier attempt ended without an answer */
  deliver(message: Delivery, mayHaveSent: boolean): Promise<Outcome>
}

/** Who carries each channel; a channel without one is not offered by this installation. */
export type Carriers = Readonly<Record<MessageChannel, Carrier | undefined>>
