import { CaseLayout, type OpenedTab } from '#domains/cases'
import { formatDate, type LocalDate } from '#platform/clock'
import { errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  Button,
  Checkboxes,
  Details,
  type Html,
  InsetText,
  Radios,
  Select,
  Tag,
  Textarea,
  TextInput,
  WarningText,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { type ContactPlan, contactChannelNames, contactChannels } from '../victim/plan.ts'
import { type NeedsInstrument, needAnswerNames, needAnswers, needLabel } from './instrument.ts'
import type { NeedsAssessment } from './read-needs.ts'
import type { Referral, SupportService } from './referral.ts'
import { ReferralView } from './referral-view.tsx'

export type NeedsForm = 'needs' | 'referral' | 'outcome'

export type NeedsPageProps = {
  frame: Frame
  opened: OpenedTab
  plan: ContactPlan
  /** When they are to be asked again; null while nobody asked. */
  dueOn: string | null
  instrument: NeedsInstrument
  assessments: readonly NeedsAssessment[]
  referrals: readonly Referral[]
  services: readonly SupportService[]
  day: LocalDate
  newId: string
  form: NeedsForm | undefined
  typed: Typed
  errors: readonly FormError[]
  conflict: string | undefined
  done: string | undefined
}

const addressOf = ({ opened, plan }: NeedsPageProps) =>
  `/cases/${opened.head.reference}/contact/${plan.id}/needs`

/** What one victim needs, the services to which they were referred, and what became of it. */
export function NeedsPage(props: NeedsPageProps): Html {
  const { frame, opened, plan, errors, conflict, done, dueOn, day, assessments, referrals } = props
  const [latest] = assessments
  const unsafe = contactChannels.filter((channel) => plan.unsafeChannels.includes(channel))
  return (
    <CaseLayout frame={frame} {...opened} errors={errors} conflict={conflict}>
      {done !== undefined && <InsetText text={done} />}
      <p class="govuk-body">
        <a class="govuk-link" href={`/cases/${opened.head.reference}/contact/${plan.id}`}>
          {`How ${plan.victimName} is kept informed`}
        </a>
      </p>
      <h2 class="govuk-heading-m">{`What ${plan.victimName} needs`}</h2>
      {unsafe.length > 0 && (
        <WarningText
          iconFallbackText="Warning"
          text={`Not safe: ${unsafe.map((channel) => contactChannelNames[channel].toLowerCase()).join(', ')}. Tell the service too.`}
        />
      )}
      <p class="govuk-body">
        {latest === undefined
          ? 'Nobody has asked them yet.'
          : `Asked on ${formatDate(latest.askedOn)} by ${latest.assessedBy}. `}
        {dueOn !== null && (
          <>
            {`Ask again by ${formatDate(dueOn)}. `}
            {dueOn < day && <Tag text="Late" classes="govuk-tag--red" />}
          </>
        )}
      </p>
      {latest !== undefined && <Answers assessment={latest} />}
      {latest !== undefined && plan.endedOn === null && <ReferralForm {...props} latest={latest} />}
      {referrals.length > 0 && <h3 class="govuk-heading-s">Referrals to support</h3>}
      {referrals.map((referral) => (
        <ReferralView
          referral={referral}
          action={`${addressOf(props)}/referrals/${referral.id}`}
          day={day}
          errors={
            props.form === 'outcome' && typedValue(props.typed, 'referral') === referral.id ? errors : []
          }
          typed={
            props.form === 'outcome' && typedValue(props.typed, 'referral') === referral.id ? props.typed : {}
          }
        />
      ))}
      {plan.endedOn === null && <AssessmentForm {...props} />}
      {assessments.length > 1 && (
        <Details summaryText="What they said before">
          {assessments.slice(1).map((assessment) => (
            <>
              <h4 class="govuk-heading-s">{`${formatDate(assessment.askedOn)}, ${assessment.assessedBy}`}</h4>
              <Answers assessment={assessment} />
            </>
          ))}
        </Details>
      )}
    </CaseLayout>
  )
}

function Answers({ assessment }: { assessment: NeedsAssessment }): Html {
  return (
    <RowsTable
      caption={`Needs on ${assessment.askedOn}`}
      head={['Area', 'Answer', 'What would help']}
      rows={assessment.answers.map(({ area, answer, because, helps }) => [
        needLabel(area),
        because === '' ? needAnswerNames[answer] : `${needAnswerNames[answer]}, because: ${because}`,
        helps,
      ])}
    />
  )
}

function AssessmentForm(props: NeedsPageProps): Html {
  const { instrument, assessments, day, newId } = props
  const typed = props.form === 'needs' ? props.typed : {}
  const errors = props.form === 'needs' ? props.errors : []
  const [latest] = assessments
  return (
    <Details
      summaryText={latest === undefined ? 'Ask what they need' : 'Ask again what they need'}
      open={latest === undefined || errors.length > 0}
    >
      <form method="post" action={addressOf(props)} novalidate>
        <input type="hidden" name="id" value={newId} />
        <TextInput
          name="on"
          id="on"
          type="date"
          classes="govuk-input--width-10"
          label={{ text: 'Which day' }}
          value={typedValue(typed, 'on') || day}
          errorMessage={errorOf(errors, 'on')}
        />
        <Radios
          name="whom"
          idPrefix="whom"
          classes="govuk-radios--small govuk-radios--inline"
          fieldset={{ legend: { text: 'Who was asked?', classes: 'govuk-fieldset__legend--s' } }}
          items={[
            { value: 'victim', text: 'The victim' },
            { value: 'somebody_for_them', text: 'Somebody for them' },
          ]}
          value={typedValue(typed, 'whom') || 'victim'}
          errorMessage={errorOf(errors, 'whom')}
        />
        {instrument.areas.map(({ code, label, question }) => (
          <fieldset class="govuk-fieldset govuk-!-margin-bottom-4">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{`${label}: ${question}`}</legend>
            <Radios
              name={`answer-${code}`}
              idPrefix={`answer-${code}`}
              classes="govuk-radios--small govuk-radios--inline"
              items={needAnswers.map((value) => ({ value, text: needAnswerNames[value] }))}
              value={typedValue(typed, `answer-${code}`)}
              errorMessage={errorOf(errors, `answer-${code}`)}
            />
            <TextInput
              name={`helps-${code}`}
              id={`helps-${code}`}
              label={{ text: `${label}: what would help, or why it is not known` }}
              value={typedValue(typed, `helps-${code}`)}
              errorMessage={errorOf(errors, `helps-${code}`)}
            />
          </fieldset>
        ))}
        <Button text="Save what they need" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

function ReferralForm(props: NeedsPageProps & { latest: NeedsAssessment }): Html | null {
  const { latest, services, newId, day } = props
  const needs = latest.answers.filter(({ answer }) => answer === 'need')
  if (needs.length === 0) return null
  const typed = props.form === 'referral' ? props.typed : {}
  const errors = props.form === 'referral' ? props.errors : []
  const fitting = services.filter((service) => needs.some(({ area }) => service.needs.includes(area)))
  if (fitting.length === 0)
    return (
      <p class="govuk-body">
        No service in the directory is for what they need.{' '}
        <a class="govuk-link" href="/support-services">
          Support services
        </a>
      </p>
    )
  return (
    <Details summaryText="Refer them to a service" open={errors.length > 0}>
      <form method="post" action={`${addressOf(props)}/referrals`} novalidate>
        <input type="hidden" name="id" value={newId} />
        <input type="hidden" name="assessment" value={latest.id} />
        <Select
          name="need"
          id="need"
          label={{ text: 'For which need' }}
          items={needs.map(({ area }) => ({ value: area, text: needLabel(area) }))}
          value={typedValue(typed, 'need')}
          errorMessage={errorOf(errors, 'need')}
        />
        <Select
          name="service"
          id="service"
          label={{ text: 'To which service' }}
          items={fitting.map(({ id, name, area, needs: for_ }) => ({
            value: id,
            text: `${name}${area === '' ? '' : ` (${area})`}: ${for_.map(needLabel).join(', ').toLowerCase()}`,
          }))}
          value={typedValue(typed, 'service')}
          errorMessage={errorOf(errors, 'service')}
        />
        <Textarea
          name="told"
          id="told"
          rows={3}
          label={{ text: 'What the service is told' }}
          hint={{ text: 'It sees this and nothing else of the case: no more than it needs.' }}
          value={typedValue(typed, 'told')}
          errorMessage={errorOf(errors, 'told')}
        />
        <Textarea
          name="reach"
          id="reach"
          rows={2}
          label={{ text: 'How it reaches them safely' }}
          value={typedValue(typed, 'reach')}
          errorMessage={errorOf(errors, 'reach')}
        />
        <Checkboxes
          name="consent"
          idPrefix="consent"
          items={[{ value: 'given', text: 'They consent to it' }]}
          values={typedValue(typed, 'consent') === 'given' ? ['given'] : []}
          errorMessage={errorOf(errors, 'consent')}
        />
        <TextInput
          name="consent-on"
          id="consent-on"
          type="date"
          classes="govuk-input--width-10"
          label={{ text: 'They consented on' }}
          value={typedValue(typed, 'consent-on') || day}
          errorMessage={errorOf(errors, 'consent-on')}
        />
        <TextInput
          name="basis"
          id="basis"
          label={{ text: 'Without consent: the ground in law' }}
          value={typedValue(typed, 'basis')}
          errorMessage={errorOf(errors, 'basis')}
        />
        <Button text="Refer them" preventDoubleClick={true} />
      </form>
    </Details>
  )
}
