import { wordsIn } from '#locales'
import { asMember } from '#platform/actor'
import { type Changing, type Contact, checkReviewAction, moveReview, NotAllowedYet } from './change-review.ts'
import { noteEvent, tellApplicant } from './tell-applicant.ts'

/** Names another single point of contact, and tells the applicant who it is now. */
export async function changeContact(
  changing: Changing,
  contact: Contact & { memberId: string },
): Promise<void> {
  const { db, actor, review } = changing
  checkReviewAction(changing, 'change_contact')
  const member = await db
    .selectFrom('membership')
    .select('member_id')
    .where('member_id', '=', contact.memberId)
    .where('organisation_id', '=', review.organisationId)
    .executeTakeFirst()
  if (member === undefined) throw new NotAllowedYet(`Choose somebody who works for ${review.leadName}.`)
  await moveReview(changing, {
    contact_member_id: contact.memberId,
    contact_name: contact.name,
    contact_phone: contact.phone,
    contact_email: contact.email,
  })
  const { letters } = wordsIn(review.language).reviews
  await tellApplicant(db, actor, withContact(changing, contact), {
    kind: 'contact_changed',
    what: letters.contactChangedWhat,
    words: letters.contactChanged(contact.name, letters.reach(contact.phone, contact.email)),
  })
}

export type NewBody = {
  organisationId: number
  role: 'council' | 'police' | 'health' | 'housing' | 'other'
  because: string
}

/** Passes the application to another body, which sees it from then on and can be asked to do something. */
export async function passToBody(
  changing: Changing,
  { organisationId, role, because }: NewBody,
): Promise<void> {
  const { db, actor, review } = changing
  checkReviewAction(changing, 'pass_on')
  if (review.bodies.some(({ id }) => id === organisationId))
    throw new NotAllowedYet('This body has the application already.')
  const organisation = await db
    .selectFrom('organisation')
    .select('short_name as name')
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('review_body')
    .values({
      review_id: review.id,
      organisation_id: organisationId,
      role,
      because,
      passed_by: asMember(actor).memberId,
    })
    .execute()
  await noteEvent(db, actor, review.id, {
    kind: 'passed_on',
    what: `Passed to ${organisation.name}`,
    words: because,
  })
}

export type NewLead = Contact & { organisationId: number; because: string }

/**
 * Makes another of the bodies the lead, with its contact for the applicant: all that is still to be done is for that
 * body from then on. The one that led it sees it as before.
 */
export async function passLead(changing: Changing, passed: NewLead): Promise<void> {
  const { db, actor, review } = changing
  checkReviewAction(changing, 'pass_lead')
  const body = review.bodies.find(({ id }) => id === passed.organisationId)
  if (body === undefined || body.id === review.organisationId)
    throw new NotAllowedYet('Choose another body to which the application was passed.')
  const { letters } = wordsIn(review.language).reviews
  // Told by those who lead it until now.
  await tellApplicant(db, actor, withContact(changing, passed), {
    kind: 'lead_changed',
    what: letters.leadChangedWhat(body.name),
    words: letters.leadChanged(body.name, passed.name, letters.reach(passed.phone, passed.email)),
  })
  await noteEvent(db, actor, review.id, {
    kind: 'lead_passed',
    what: `${body.name} leads it from now on`,
    words: passed.because,
  })
  await moveReview(changing, {
    organisation_id: passed.organisationId,
    contact_member_id: null,
    contact_name: passed.name,
    contact_phone: passed.phone,
    contact_email: passed.email,
  })
}

function withContact({ review }: Changing, { name, phone, email }: Contact) {
  return { ...review, contactName: name, contactPhone: phone, contactEmail: email }
}
