import { CaseLayout, type OpenedTab } from '#domains/cases'
import { formatDate } from '#platform/clock'
import { errorOf, typedValue } from '#platform/forms'
import { BackLink, Button, type Html, InsetText, Radios, Select } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { type Consultation, consultationOutcomes, consultationWays } from './consultations.ts'
import { type Back, DateBoxes, Line, Words } from './form-parts.tsx'
import { type ConsultDuty, dutyOf, type Power } from './powers.ts'

export type ConsultationPageProps = {
  frame: Frame
  opened: OpenedTab
  power: Power
  /** Whom or what the power would be used about. */
  about: string
  partyId: string | undefined
  place: string
  /** Whom the law wants asked for somebody of this age. */
  duties: readonly ConsultDuty[]
  /** Of which of them nothing is recorded yet for a use today. */
  left: readonly ConsultDuty[]
  consultations: readonly Consultation[]
  mayRecord: boolean
  back: Back
}

/** Who was asked or told before a power is used, beside what the law wants, and the form for the next. */
export function ConsultationPage(props: ConsultationPageProps): Html {
  const { frame, opened, power, about, partyId, place, duties, left, consultations, mayRecord, back } = props
  const { reference } = opened.head
  return (
    <CaseLayout frame={frame} {...opened} errors={back.errors}>
      <BackLink text="Powers" href={`/cases/${reference}/powers`} />
      <h2 class="govuk-heading-m">{`Consultation before: ${power.name}`}</h2>
      <p class="govuk-body">{`About: ${about}`}</p>
      <RowsTable
        caption="What the law wants"
        head={['First', 'Recorded?', 'Law']}
        none="The law wants nobody consulted for somebody of this age."
        rows={duties.map((duty) => [
          duty.words,
          left.includes(duty)
            ? duty.blocks
              ? 'Not yet. The power cannot be recorded before'
              : 'Not yet'
            : 'Yes',
          duty.source,
        ])}
      />
      {left.length > 0 && consultations.length > 0 && (
        <p class="govuk-body">
          What was asked before an earlier use of the power, as listed below, counts for that use alone.
        </p>
      )}
      <ConsultationsTable consultations={consultations} />
      {mayRecord && duties.length > 0 && (
        <form method="post" action={`/cases/${reference}/powers/consultations`} novalidate>
          <input type="hidden" name="power" value={power.code} />
          {partyId !== undefined && <input type="hidden" name="party" value={partyId} />}
          <h3 class="govuk-heading-s">Record a consultation</h3>
          <InsetText text="An entry is not changed afterwards: add another where something was wrong." />
          {power.target === 'place' && (
            <Line name="place" label="Which place?" back={{ ...back, typed: { place, ...back.typed } }} />
          )}
          <Radios
            name="duty"
            idPrefix="duty"
            classes="govuk-radios--small"
            fieldset={{ legend: { text: 'What was done?', classes: 'govuk-fieldset__legend--s' } }}
            items={duties.map(({ code, words }) => ({ value: code, text: words }))}
            value={typedValue(back.typed, 'duty')}
            errorMessage={errorOf(back.errors, 'duty')}
          />
          <Radios
            name="outcome"
            idPrefix="outcome"
            classes="govuk-radios--small"
            fieldset={{ legend: { text: 'What came of it?', classes: 'govuk-fieldset__legend--s' } }}
            items={Object.entries(consultationOutcomes)
              .filter(([value]) => value !== 'nobody' || duties.some(({ mayBeNobody }) => mayBeNobody))
              .map(([value, text]) => ({ value, text }))}
            value={typedValue(back.typed, 'outcome')}
            errorMessage={errorOf(back.errors, 'outcome')}
          />
          <Line
            name="whom"
            label="Who was asked or told?"
            hint="The body, and the person who spoke for it"
            back={back}
          />
          <DateBoxes name="on" label="When?" back={back} />
          <Select
            name="way"
            id="way"
            label={{ text: 'How?', classes: 'govuk-label--s' }}
            items={[
              { value: '', text: 'Choose' },
              ...Object.entries(consultationWays).map(([value, text]) => ({ value, text })),
            ]}
            value={typedValue(back.typed, 'way')}
            errorMessage={errorOf(back.errors, 'way')}
          />
          <Words
            name="said"
            label="What did they say?"
            hint="Where they did not answer, how long they had. Where there is nobody, why"
            back={back}
            rows={4}
          />
          <Button text="Record it" preventDoubleClick={true} />
        </form>
      )}
    </CaseLayout>
  )
}

/** The entries of a consultation record. */
export function ConsultationsTable({ consultations }: { consultations: readonly Consultation[] }): Html {
  return (
    <>
      <h3 class="govuk-heading-s">Consultation record</h3>
      <RowsTable
        caption="Consultation record"
        head={['Who', 'When and how', 'What they said', 'Law', 'Recorded by']}
        none="Nothing is recorded yet."
        rows={consultations.map((each) => [
          each.outcome === 'nobody' ? 'Nobody' : each.whom,
          [formatDate(each.on), each.way === null ? '' : consultationWays[each.way].toLowerCase()]
            .filter(Boolean)
            .join(', '),
          each.outcome === 'silent' ? `No answer. ${each.said}` : each.said,
          dutyOf(each)?.source ?? '–',
          `${each.recordedBy}, ${each.organisationName}`,
        ])}
      />
    </>
  )
}

/** Where the consultation record of a power about a person or place stands. */
export function consultationAddress(
  reference: string,
  power: string,
  { partyId, place }: { partyId?: string | null | undefined; place: string },
): string {
  const asked = new URLSearchParams({
    power,
    ...(partyId ? { party: partyId } : {}),
    ...(place === '' ? {} : { place }),
  })
  return `/cases/${reference}/powers/consultations?${asked}`
}
