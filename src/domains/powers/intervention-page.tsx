import { CaseLayout, type OpenedTab } from '#domains/cases'
import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { errorOf, typedValue } from '#platform/forms'
import { Button, type Html, Radios, Select, SummaryList } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { type EventKind, eventKinds, serviceWays } from './add-event.ts'
import { ConsultationsTable, consultationAddress } from './consultation-page.tsx'
import type { Consultation } from './consultations.ts'
import { contentsOf } from './documents/compose-document.ts'
import { type Back, DateBoxes, Line, Words } from './form-parts.tsx'
import { StandingTag } from './power-tags.tsx'
import { isAgreed, type Power, powerNamed } from './powers.ts'
import type { Intervention, InterventionEvent } from './read-interventions.ts'
import { toBeChecked } from './rules/next-steps.ts'

/** One intervention: what it says, what became of it, and the forms to go on. */
export function InterventionPage({
  frame,
  opened,
  intervention,
  events,
  consultations,
  mayChange,
  today,
  back,
}: {
  frame: Frame
  opened: OpenedTab
  intervention: Intervention
  events: readonly InterventionEvent[]
  /** Who was asked or told about it, before it and since. */
  consultations: readonly Consultation[]
  mayChange: boolean
  today: LocalDate
  back: Back
}): Html {
  const power = powerNamed(intervention.power)
  const address = `/cases/${opened.head.reference}/powers/${intervention.id}`
  const facts: [string, string | Html][] = [
    ['About', intervention.about],
    ['State', <StandingTag shown={intervention} today={today} />],
    ['Issued', formatDate(intervention.issuedOn)],
    ['Ends', endOf(intervention)],
    [
      isAgreed(power) ? 'Signed' : 'Served',
      intervention.servedAt === null ? 'Not recorded' : formatDateTime(intervention.servedAt),
    ],
    ['Recorded by', `${intervention.recordedBy}, ${intervention.organisationName}`],
    ['Grounds', intervention.grounds],
    ['Why this', intervention.because],
    ['Law', power.source],
  ]
  if (intervention.authority !== '') facts.push(['Authorised by', intervention.authority])
  if (intervention.evidence !== '') facts.push(['Evidence', intervention.evidence])
  if (intervention.appealBy)
    facts.push([
      'Appeal until the end of',
      checked(power, ['appeal', 'challenge'], formatDate(new Date(intervention.appealBy.getTime() - 1))),
    ])
  if (intervention.complyBy)
    facts.push([
      'Time to comply until the end of',
      checked(power, ['reasonable_time', 'pay'], formatDate(new Date(intervention.complyBy.getTime() - 1))),
    ])
  if (intervention.courtBy)
    facts.push(['The court hears it by', checked(power, ['court'], formatDateTime(intervention.courtBy))])
  if (intervention.reviewOn)
    facts.push(['Next look', checked(power, ['review'], formatDate(intervention.reviewOn))])
  return (
    <CaseLayout frame={frame} {...opened} errors={back.errors}>
      <h2 class="govuk-heading-m">{power.name}</h2>
      <SummaryList
        classes="app-dense-summary"
        rows={facts.map(([key, value]) => ({
          key: { text: key },
          value: typeof value === 'string' ? { text: value } : { html: value },
        }))}
      />
      {intervention.conditions.length > 0 && (
        <>
          <h3 class="govuk-heading-s">Conditions</h3>
          <ol class="govuk-list govuk-list--number">
            {intervention.conditions.map((condition) => (
              <li>{condition}</li>
            ))}
          </ol>
        </>
      )}
      {mayChange && contentsOf(power).length > 0 && (
        <form method="post" action={`${address}/documents`}>
          <Radios
            name="language"
            classes="govuk-radios--small govuk-radios--inline"
            fieldset={{ legend: { text: 'Draft the document in', classes: 'govuk-fieldset__legend--s' } }}
            items={[
              { value: 'en', text: 'English' },
              { value: 'cy', text: 'Welsh' },
            ]}
            value="en"
          />
          <Button text="Draft the document" classes="govuk-button--secondary" preventDoubleClick={true} />
        </form>
      )}
      <h3 class="govuk-heading-s">What became of it</h3>
      <RowsTable
        caption="What became of it"
        head={['What', 'When', 'How and by whom', 'Proof', 'Words']}
        none={
          isAgreed(power)
            ? 'Nothing is recorded yet: record who signed it.'
            : 'Nothing is recorded yet: record how it was served.'
        }
        rows={events.map((event) => [
          eventKinds[event.kind as EventKind],
          formatDateTime(event.happenedAt),
          [wayOf(event.how), event.byWhom].filter((part) => part !== '').join(', ') || '–',
          event.proof || '–',
          <EventWords event={event} />,
        ])}
      />
      {power.consults.length > 0 && (
        <>
          <ConsultationsTable consultations={consultations} />
          {mayChange && (
            <p class="govuk-body">
              <a
                class="govuk-link"
                href={consultationAddress(opened.head.reference, power.code, intervention)}
              >
                Record a consultation
              </a>
            </p>
          )}
        </>
      )}
      {mayChange && (
        <EventForm
          action={`${address}/events`}
          intervention={intervention}
          back={withTerms(intervention, back)}
        />
      )}
    </CaseLayout>
  )
}

/** A moment that follows from one of these clocks, with a word of caution where nobody has checked the clock. */
const checked = ({ clocks }: Power, codes: readonly string[], moment: string): string =>
  clocks.some(({ code, verified }) => codes.includes(code) && !verified)
    ? `${moment}. ${toBeChecked}`
    : moment

const endOf = ({ endsOn, endsAt }: Intervention): string =>
  endsAt ? formatDateTime(endsAt) : endsOn === null ? 'No end' : formatDate(endsOn)

/** The words of an event and, of a variation, what it changed, as it was before. */
function EventWords({ event }: { event: InterventionEvent }): Html {
  const { what, conditionsBefore, endsBefore } = event
  const isVariation = conditionsBefore !== null
  return (
    <>
      {what || '–'}
      {isVariation && (
        <>
          <br />
          {`Conditions before: ${conditionsBefore.length === 0 ? 'none' : conditionsBefore.join('; ')}.`}
        </>
      )}
      {(isVariation || endsBefore !== null) &&
        ` Last day before: ${endsBefore === null ? 'none' : formatDate(endsBefore)}.`}
    </>
  )
}

/** The form as it is first shown: with the conditions and the last day that hold now. */
function withTerms({ conditions, endsOn }: Intervention, back: Back): Back {
  if (back.errors.length > 0) return back
  const [year = '', month = '', day = ''] = endsOn?.split('-') ?? []
  return {
    ...back,
    typed: {
      ...back.typed,
      conditions: conditions.join('\n'),
      'ends-day': day,
      'ends-month': month,
      'ends-year': year,
    },
  }
}

const wayOf = (how: string): string => Object.entries(serviceWays).find(([code]) => code === how)?.[1] ?? ''

function EventForm({
  action,
  intervention: { power, version },
  back,
}: {
  action: string
  intervention: Intervention
  back: Back
}): Html {
  return (
    <form method="post" action={action} novalidate>
      <input type="hidden" name="version" value={version} />
      <h3 class="govuk-heading-s">Record what happened</h3>
      <Select
        name="kind"
        label={{ text: 'What happened?', classes: 'govuk-label--s' }}
        items={[
          { value: '', text: 'Choose' },
          ...Object.entries(eventKinds)
            .filter(([value]) => value !== (isAgreed(powerNamed(power)) ? 'served' : 'signed'))
            .map(([value, text]) => ({ value, text })),
        ]}
        value={typedValue(back.typed, 'kind')}
        errorMessage={errorOf(back.errors, 'kind')}
      />
      <DateBoxes name="on" label="On which day?" back={back} />
      <Line name="at" label="At what time?" hint="For example 9:30am" back={back} />
      <Select
        name="how"
        label={{ text: 'How was it served?', classes: 'govuk-label--s' }}
        items={[
          { value: '', text: 'It was not served now' },
          ...Object.entries(serviceWays).map(([value, text]) => ({ value, text })),
        ]}
        value={typedValue(back.typed, 'how')}
        errorMessage={errorOf(back.errors, 'how')}
      />
      <Line name="byWhom" label="By whom?" back={back} />
      <Line name="proof" label="What proves it, and where is that kept?" back={back} />
      <Words name="what" label="What happened, in words" back={back} />
      <Words
        name="conditions"
        label="If it was varied: the conditions from now on, one a line"
        hint="Only a variation changes them"
        back={back}
      />
      <DateBoxes
        name="ends"
        label="If it was varied: its last day from now on"
        hint="Empty where it has no end"
        back={back}
      />
      <Button text="Record it" preventDoubleClick={true} />
    </form>
  )
}
