import { Details, type Html } from '#platform/govuk'
import type { ReviewAction } from '../lifecycle.ts'
import type { Review } from '../read-review.ts'
import { codesOf, type FormState, fieldsOf, ReviewForm } from './form-parts.tsx'

export const bodyRoles = {
  council: 'Council',
  police: 'Police',
  health: 'Health service',
  housing: 'Landlord (registered provider)',
  other: 'Another body',
} as const

/** Whom a review can be given to: people of the lead, and organisations. */
export type Givable = {
  members: readonly { id: string; name: string }[]
  organisations: readonly { id: number; name: string }[]
}

type PeopleSectionProps = {
  review: Review
  may: ReadonlySet<ReviewAction>
  givable: Givable
  state: FormState | undefined
}

/** Who answers for the review, and what changes that: another contact, a further body, another lead. */
export function PeopleSection({ review, may, givable, state }: PeopleSectionProps): Html | null {
  const address = `/reviews/${review.reference}`
  const contact = fieldsOf('contact', state)
  const body = fieldsOf('body', state)
  const lead = fieldsOf('lead', state)
  const others = givable.organisations.filter(({ id }) => review.bodies.every((each) => each.id !== id))
  const otherBodies = review.bodies.filter(({ id }) => id !== review.organisationId)
  if (!may.has('change_contact') && !may.has('pass_on') && !may.has('pass_lead')) return null
  return (
    <section aria-labelledby="people-heading">
      <h2 class="govuk-heading-m" id="people-heading">
        Who answers for it
      </h2>
      {may.has('change_contact') && (
        <Details summaryText="Name another contact" open={state?.form === 'contact'}>
          <p class="govuk-body">The applicant is told who it is now.</p>
          <ReviewForm action={`${address}/contact`} version={review.version} button="Change the contact">
            {contact.select(
              'member',
              `Who of ${review.leadName}`,
              givable.members.map(({ id, name }) => ({ value: id, text: name })),
            )}
            {contact.input('name', 'Name as the applicant reads it')}
            {contact.input('phone', 'Telephone')}
            {contact.input('email', 'Email')}
          </ReviewForm>
        </Details>
      )}
      {may.has('pass_on') && others.length > 0 && (
        <Details summaryText="Pass it to another body" open={state?.form === 'body'}>
          <p class="govuk-body">It reads the application and all that is not private from then on.</p>
          <ReviewForm action={`${address}/bodies`} version={review.version} button="Pass it on">
            {body.select(
              'body',
              'Organisation',
              others.map(({ id, name }) => ({ value: String(id), text: name })),
            )}
            {body.select('role', 'As what', codesOf(bodyRoles))}
            {body.area('because', 'Why', 'For example: the landlord of the victim', 2)}
          </ReviewForm>
        </Details>
      )}
      {may.has('pass_lead') && otherBodies.length > 0 && (
        <Details summaryText="Let another body lead it" open={state?.form === 'lead'}>
          <p class="govuk-body">
            That body does what is still to be done, and you only read it. The applicant is told.
          </p>
          <ReviewForm action={`${address}/lead`} version={review.version} button="Pass the lead on">
            {lead.select(
              'body',
              'Which body',
              otherBodies.map(({ id, name }) => ({ value: String(id), text: name })),
            )}
            {lead.input('name', 'Name of the contact there')}
            {lead.input('phone', 'Telephone')}
            {lead.input('email', 'Email')}
            {lead.area('because', 'Why', undefined, 2)}
          </ReviewForm>
        </Details>
      )}
    </section>
  )
}
