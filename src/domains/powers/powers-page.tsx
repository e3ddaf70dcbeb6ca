import { CaseLayout, type OpenedTab } from '#domains/cases'
import { formatDate, type LocalDate } from '#platform/clock'
import { type Html, Tag } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { consultationAddress } from './consultation-page.tsx'
import { StandingTag } from './power-tags.tsx'
import { powerNamed } from './powers.ts'
import type { Intervention } from './read-interventions.ts'
import type { Step } from './rules/next-steps.ts'

/** One person or place of a case: what was done about it, and what may be done next. */
export type Ladder = {
  /** The party, or undefined for a place. */
  partyId: string | undefined
  /** Empty for a person, and for a place where nothing was done yet. */
  place: string
  name: string
  steps: readonly Step[]
  done: readonly Intervention[]
}

export type PowersPageProps = {
  frame: Frame
  opened: OpenedTab
  ladders: readonly Ladder[]
  mayRecord: boolean
  today: LocalDate
}

/** The ladder of a case: for each person and place what was done, what comes next, and what stands in the way. */
export function PowersPage({ frame, opened, ladders, mayRecord, today }: PowersPageProps): Html {
  const { reference } = opened.head
  return (
    <CaseLayout frame={frame} {...opened}>
      <p class="govuk-body-s">
        From the lightest step to the gravest. The law’s own limits are checked when a step is recorded.{' '}
        <a class="govuk-link" href="/orders">
          Orders register
        </a>
      </p>
      {ladders.every(({ partyId }) => partyId === undefined) && (
        <p class="govuk-inset-text">
          No alleged perpetrator that you may see is named on this case. Powers about a person need one:{' '}
          <a class="govuk-link" href={`/cases/${reference}/people`}>
            add somebody under People
          </a>
          .
        </p>
      )}
      {ladders.map((ladder, index) => (
        <section aria-labelledby={`ladder-${index}`}>
          <h2 class="govuk-heading-m" id={`ladder-${index}`}>
            {ladder.name}
          </h2>
          {ladder.done.length > 0 && <Done reference={reference} ladder={ladder} today={today} />}
          {ladder.steps.length === 0 ? (
            <p class="govuk-body-s">
              No longer an alleged perpetrator of this case: no further step is offered.
            </p>
          ) : (
            <RowsTable
              caption={`Steps about ${ladder.name}`}
              head={['Step', 'May it be used now?', 'First make sure', 'Law']}
              none="No power is in force."
              rows={ladder.steps.map((step) => [
                <StepName reference={reference} ladder={ladder} step={step} mayRecord={mayRecord} />,
                step.blocks.length === 0 ? 'Yes' : `No. ${step.blocks.join('. ')}`,
                <Cautions reference={reference} ladder={ladder} step={step} />,
                step.power.source,
              ])}
            />
          )}
        </section>
      ))}
    </CaseLayout>
  )
}

function StepName({
  reference,
  ladder,
  step,
  mayRecord,
}: {
  reference: string
  ladder: Ladder
  step: Step
  mayRecord: boolean
}): Html {
  const { power, blocks, isNext } = step
  const asked = new URLSearchParams({
    power: power.code,
    ...(ladder.partyId === undefined ? {} : { party: ladder.partyId }),
    ...(ladder.place === '' ? {} : { place: ladder.place }),
  })
  return (
    <>
      {mayRecord && blocks.length === 0 ? (
        <a class="govuk-link" href={`/cases/${reference}/powers/new?${asked}`}>
          {power.name}
          <span class="govuk-visually-hidden">{`: record it about ${ladder.name}`}</span>
        </a>
      ) : (
        power.name
      )}{' '}
      {isNext && <Tag text="Next step" classes="govuk-tag--green" />}
    </>
  )
}

/** What to make sure of first, and where it is recorded who was asked. */
function Cautions({
  reference,
  ladder,
  step: { power, cautions, consults },
}: {
  reference: string
  ladder: Ladder
  step: Step
}): Html {
  return (
    <>
      {cautions.length === 0 ? !consults && '–' : `${cautions.join('. ')}. `}
      {consults && (
        <a class="govuk-link" href={consultationAddress(reference, power.code, ladder)}>
          Consultation record
          <span class="govuk-visually-hidden">{` before: ${power.name}, about ${ladder.name}`}</span>
        </a>
      )}
    </>
  )
}

function Done({ reference, ladder, today }: { reference: string; ladder: Ladder; today: LocalDate }): Html {
  return (
    <RowsTable
      caption={`What was done about ${ladder.name}`}
      head={['What was done', 'When', 'Ends', 'State', 'By']}
      none="Nothing yet."
      rows={ladder.done.map((each) => [
        <a class="govuk-link" href={`/cases/${reference}/powers/${each.id}`}>
          {powerNamed(each.power).name}
          <span class="govuk-visually-hidden">{` of ${formatDate(each.issuedOn)}`}</span>
        </a>,
        formatDate(each.issuedOn),
        each.endsOn === null ? '–' : formatDate(each.endsOn),
        <StandingTag shown={each} today={today} />,
        each.organisationName,
      ])}
    />
  )
}
