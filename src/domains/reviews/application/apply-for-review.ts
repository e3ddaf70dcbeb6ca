import { sql } from 'kysely'
import { chooseWay, isDiscreet, linkMark } from '#domains/contact'
import { wordsIn } from '#locales'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { Refusal } from '#platform/http'
import { hashSecret, newId, newReference } from '#platform/ids'
import { dueAfter, type Procedure } from '../procedure.ts'
import type { Application } from './read-application.ts'

export type Applied = {
  application: Application
  procedure: Procedure
  /** Made when the form was opened: sent again, it is the same application. */
  submissionId: string
  secret: string
  language: string
  today: LocalDate
}

/** How the secret of an application's private page is stored and found. */
export function reviewLinkOf(secret: string): Buffer {
  return Buffer.from(hashSecret(secret), 'hex')
}

/**
 * Files an application, passes it to all relevant bodies of its district and tells the applicant that it was received;
 * once however often it is sent. Gives its reference.
 * @throws Refusal 409 where nobody answers for the district
 */
export async function applyForReview(db: Transaction, applied: Applied): Promise<string> {
  const { application, procedure, submissionId, secret, language, today } = applied
  const { done } = wordsIn(language).reviews
  const { messages } = wordsIn(language)
  const reference = newReference('CR')
  const contact = { ...application, preferredChannel: application.preferredChannel }
  const way = chooseWay(contact, undefined)
  const isQuiet = isDiscreet(contact, undefined)
  const message =
    way.channel === 'text'
      ? isQuiet
        ? messages.discreetText(linkMark)
        : done.messageText(reference, linkMark)
      : isQuiet
        ? messages.discreet(linkMark)
        : done.message(reference, linkMark)
  const { rows } = await sql<{ reference: string | null }>`
    select apply_for_review(${JSON.stringify({
      ...application,
      id: newId(),
      reference,
      submission: submissionId,
      language,
      consentWords: '',
      acknowledgeDueOn: dueAfter(
        application.channel === 'online' ? today : application.appliedOn,
        procedure.clocks,
        'acknowledgeDays',
      ),
      event: newId(),
      receivedWhat: done.receivedWhat,
      receivedWords: done.received,
      sentBy: way.channel,
      recipient: way.channel === 'page' ? '' : way.recipient,
      subject: way.channel === 'email' ? messages.subject : '',
      message,
    })}::jsonb, ${reviewLinkOf(secret)}) as reference`.execute(db)
  const filed = rows[0]?.reference
  if (filed === undefined || filed === null) throw new Refusal(409, done.noBody, done.noBody)
  return filed
}
