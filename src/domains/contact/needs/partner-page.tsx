import type { LocalDate } from '#platform/clock'
import { ErrorsAtTop, type FormError, type Typed, typedValue } from '#platform/forms'
import { type Html, InsetText, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { Referral } from './referral.ts'
import { ReferralView } from './referral-view.tsx'

export type PartnerReferralsPageProps = {
  frame: Frame
  organisationName: string
  referrals: readonly Referral[]
  day: LocalDate
  typed: Typed
  errors: readonly FormError[]
  conflict: string | undefined
  isDone: boolean
}

/** Who was referred to the reader's organisation for support: what they were told, and nothing else of the case. */
export function PartnerReferralsPage(props: PartnerReferralsPageProps): Html {
  const { frame, organisationName, referrals, day, typed, errors, conflict, isDone } = props
  return (
    <Layout {...frame} title="Referrals for support">
      <ErrorsAtTop errors={errors} />
      {isDone && <InsetText text="What became of it is saved. Whoever referred them sees it." />}
      {conflict !== undefined && <InsetText text={conflict} />}
      <h1 class="govuk-heading-l">Referrals for support</h1>
      <p class="govuk-body">{`People who were referred to ${organisationName}. Say what becomes of it here.`}</p>
      {referrals.length === 0 && <p class="govuk-body">Nobody was referred to your organisation.</p>}
      {referrals.map((referral) => {
        const isMeant = typedValue(typed, 'referral') === referral.id
        return (
          <ReferralView
            referral={referral}
            action={`/partner/referrals/${referral.id}`}
            day={day}
            typed={isMeant ? typed : {}}
            errors={isMeant ? errors : []}
          />
        )
      })}
    </Layout>
  )
}
