import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, Details, type Html, Radios, SummaryList, Tag, Textarea } from '#platform/govuk'
import { needLabel } from './instrument.ts'
import { nextOutcomes, type Referral, statusNames } from './referral.ts'

type ViewProps = {
  referral: Referral
  /** Where what became of it is sent. */
  action: string
  day: LocalDate
  typed: Typed
  errors: readonly FormError[]
}

/** One referral: what the service was told, what became of it, and what becomes of it next. */
export function ReferralView({ referral, action, day, typed, errors }: ViewProps): Html {
  const { id, status, dueOn, outcomes, need, serviceName } = referral
  const next = nextOutcomes[status]
  return (
    <section class="govuk-!-margin-bottom-4">
      <h4 class="govuk-heading-s govuk-!-margin-bottom-1">
        {`${serviceName}: ${needLabel(need).toLowerCase()} `}
        <Tag text={statusNames[status]} classes={next.length === 0 ? 'govuk-tag--grey' : 'govuk-tag--blue'} />{' '}
        {dueOn !== null && dueOn < day && <Tag text="Late" classes="govuk-tag--red" />}
      </h4>
      <SummaryList
        classes="app-dense-summary"
        rows={[
          ...referralFacts(referral),
          ...(dueOn === null ? [] : [{ key: { text: 'To hear by' }, value: { text: formatDate(dueOn) } }]),
          ...outcomes.map((said) => ({
            key: { text: formatDateTime(said.at) },
            value: {
              text: `${statusNames[said.outcome]}${said.words === '' ? '' : `: ${said.words}`} (${said.by})`,
            },
          })),
        ]}
      />
      {next.length > 0 && (
        <Details summaryText={`Say what became of it: ${serviceName}`} open={errors.length > 0}>
          <form method="post" action={action} novalidate>
            <input type="hidden" name="version" value={String(referral.version)} />
            <input type="hidden" name="referral" value={id} />
            <Radios
              name="outcome"
              idPrefix={`outcome-${id}`}
              classes="govuk-radios--small"
              fieldset={{ legend: { text: 'What became of it?', classes: 'govuk-fieldset__legend--s' } }}
              items={next.map((value) => ({ value, text: statusNames[value] }))}
              value={typedValue(typed, 'outcome')}
              errorMessage={errorOf(errors, 'outcome')}
            />
            <Textarea
              name="outcome-words"
              id={`words-${id}`}
              rows={2}
              label={{ text: 'In words; needed where it is not taken or has ended' }}
              value={typedValue(typed, 'outcome-words')}
              errorMessage={errorOf(errors, 'outcome-words')}
            />
            <Button text="Save" preventDoubleClick={true} />
          </form>
        </Details>
      )}
    </section>
  )
}

function referralFacts(referral: Referral): { key: { text: string }; value: { text: string } }[] {
  const { consent, consentOn, basis, sentBy, madeAt, messageStatus, organisationName } = referral
  const sent = {
    partner_page: 'on its own page',
    email: `by email${messageStatus === 'failed' ? ', which could not be sent: tell them another way' : ''}`,
    by_hand: 'by hand, as the directory says',
  }[sentBy]
  return [
    { key: { text: 'What it is told' }, value: { text: referral.told } },
    ...(referral.reach === ''
      ? []
      : [{ key: { text: 'How to reach them' }, value: { text: referral.reach } }]),
    {
      key: { text: 'On what ground' },
      value: {
        text:
          consent === 'given' && consentOn !== null ? `They consented on ${formatDate(consentOn)}` : basis,
      },
    },
    { key: { text: 'Sent' }, value: { text: `${formatDateTime(madeAt)} by ${organisationName}, ${sent}` } },
  ]
}
