import type { Clock } from '#platform/clock'
import { type Answer, text } from '#platform/http'
import { newId } from '#platform/ids'
import { element, writeXml, type XmlNode } from '#platform/xml'
import type { LetterReason } from '../incident/keep-letter.ts'
import type { KeptLetter, TakenIncident } from '../incident/receive-incident.ts'
import { maitNamespace } from './mait-schema.ts'
import type { MaitEnvelope, ReadMait } from './read-mait.ts'

export const maitType = 'application/xml; charset=utf-8'
const ownAgency = 'OpenASB'

type Said = {
  outcome: 'accepted' | 'rejected'
  code: string
  reference?: string | undefined
  words?: string | undefined
  details?: readonly { field?: string; message: string }[]
}

/** An acknowledgement message that answers the one of the envelope. */
function acknowledgement(envelope: MaitEnvelope, clock: Clock, said: Said): string {
  const given = (name: string, value: string | undefined): XmlNode[] =>
    value === undefined || value === '' ? [] : [element(name, value)]
  const head = [
    element('MessageId', newId()),
    element('MessageType', 'Acknowledgement'),
    element('SentAt', clock.now().toISOString()),
    element('FromAgency', ownAgency),
    ...given('ToAgency', envelope.fromAgency),
    ...given('InReplyTo', envelope.messageId?.slice(0, 100)),
  ]
  const details = (said.details ?? []).map(({ field, message }) =>
    element('Detail', message, field === undefined ? {} : { field }),
  )
  const body = [
    element('Outcome', said.outcome),
    element('Code', said.code),
    ...given('Reference', said.reference),
    ...given('Text', said.words),
    ...details,
  ]
  return writeXml(
    element('Message', [element('Envelope', head), element('Acknowledgement', body)], {
      xmlns: maitNamespace,
    }),
  )
}

/** The message was taken: 201 when a report was filed, 202 when it waits for its creation, else 200. */
export function acknowledgeMait(envelope: MaitEnvelope, clock: Clock, taken: TakenIncident): Answer {
  const details = [
    ...taken.warnings.map((message) => ({ message })),
    ...taken.notMapped.map(({ kind, code }) => ({ field: kind, message: `Not mapped: ${code}` })),
  ]
  const said = {
    outcome: 'accepted',
    code: taken.outcome,
    reference: taken.reference ?? undefined,
    details,
  } as const
  const status = { filed: 201, waiting: 202, updated: 200, unchanged: 200 }[taken.outcome]
  return text(acknowledgement(envelope, clock, said), maitType, { status })
}

const letterStatuses: Readonly<Record<LetterReason, number>> = {
  not_valid: 422,
  not_mapped: 202,
  differs: 409,
  fault: 202,
}

/** Kept for somebody here to put right: accepted where nothing is left for the sender to do. */
export function tellOfMaitLetter(envelope: MaitEnvelope, clock: Clock, letter: KeptLetter): Answer {
  const status = letterStatuses[letter.reason]
  const said: Said = {
    outcome: status === 202 ? 'accepted' : 'rejected',
    code: status === 202 ? 'kept' : letter.reason,
    words: `${letter.because}. It is kept as ${letter.letterId}.`,
    details: letter.problems,
  }
  return text(acknowledgement(envelope, clock, said), maitType, { status })
}

/** The message was not taken and is not kept: 400 where it is no XML that is read, 422 where it is another message. */
export function rejectMait(clock: Clock, refused: Extract<ReadMait, { ok: false }>): Answer {
  const { code, problems, envelope } = refused
  const said = { outcome: 'rejected', code, details: problems.map((message) => ({ message })) } as const
  const status = code === 'schema' || code === 'unexpected' ? 422 : code === 'too_large' ? 413 : 400
  const known = isAgency(envelope.fromAgency) ? envelope : { messageId: envelope.messageId }
  return text(acknowledgement(known, clock, said), maitType, { status })
}

const isAgency = (name: string | undefined) => name !== undefined && /^[A-Za-z0-9][\w.-]{0,59}$/.test(name)
