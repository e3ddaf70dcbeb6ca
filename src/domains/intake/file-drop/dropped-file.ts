import type { SentIncident } from '../incident/incident.ts'
import type { EmailedReferral } from '../referral/read-referral.ts'

/** One message of a file. What cannot even be read as one says why, and the rest of the file goes on. */
export type DroppedMessage = {
  /** Where it stands: the line of a CSV file, the place in a list. */
  place: number
  /** As it stood in the file. */
  original: string
} & (
  | { sent: SentIncident | Readonly<Record<string, unknown>> }
  | { unreadable: string }
  /** Left to a person, for the reason given. */
  | { sent: SentIncident; forPerson: string }
  | { referral: EmailedReferral }
)

/** The whole file cannot be taken, such as one that is not in its format; the message says why, for whoever sent it. */
export class UnreadableFile extends Error {}

/** Reads the messages of a file, one at a time, so that no file is too long. */
export type FileReader = (
  content: AsyncIterable<Buffer>,
  about: { source: string; fileName: string; senders: readonly string[] },
) => AsyncIterable<DroppedMessage>
