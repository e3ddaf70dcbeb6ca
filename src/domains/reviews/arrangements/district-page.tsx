import { Lines } from '#domains/public-pages'
import { formatDate, type LocalDate } from '#platform/clock'
import { ErrorsAtTop } from '#platform/forms'
import { BackLink, Button, Details, type Html, Layout, MojAlert, SummaryList } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { procedureOfTheAct } from '../procedure.ts'
import { codesOf, type FormState, fieldsOf } from '../staff/form-parts.tsx'
import { appealTos, bodyRoles, clockFields } from './arrangement-forms.ts'
import { thresholdInWords } from './arrangements-page.tsx'
import { ProcedureForm } from './procedure-form.tsx'
import {
  type DatedBody,
  type DatedProcedure,
  type DistrictArrangements,
  standsOn,
} from './read-arrangements.ts'

export type DistrictPageProps = {
  frame: Frame
  district: DistrictArrangements
  /** Whether the reader says how reviews are done here. */
  mayArrange: boolean
  organisations: readonly { id: number; name: string }[]
  today: LocalDate
  state: FormState | undefined
  isDone: boolean
}

/** One district: every procedure with its days, its relevant bodies, and what changes them from a later day on. */
export function DistrictPage(props: DistrictPageProps): Html {
  const { frame, district, mayArrange, today, state, isDone } = props
  const errors = state?.errors ?? []
  return (
    <Layout
      {...frame}
      hasErrors={errors.length > 0}
      wide
      title={`Case Reviews in ${district.name}`}
      beforeContent={<BackLink text="Procedures of Case Reviews" href="/reviews/procedures" />}
    >
      <ErrorsAtTop errors={errors} />
      {isDone && <MojAlert variant="success" title="Done" text="Saved" role="status" />}
      <h1 class="govuk-heading-l">{`Case Reviews in ${district.name}`}</h1>
      <h2 class="govuk-heading-m">Procedure</h2>
      {district.procedures.every((each) => standsOn(today, each) !== 'now') && (
        <p class="govuk-body">
          {`The Act alone: ${thresholdInWords(procedureOfTheAct(today))}. Times are this product’s defaults.`}
        </p>
      )}
      {district.procedures.map((dated) => (
        <OneProcedure district={district} dated={dated} today={today} mayArrange={mayArrange} />
      ))}
      {mayArrange && (
        <Details summaryText="Change the procedure from a later day" open={state?.form === 'procedure'}>
          <ProcedureForm {...props} />
        </Details>
      )}
      <h2 class="govuk-heading-m">Relevant bodies</h2>
      <p class="govuk-body">Every application is passed to all of them at once (sections 104 and 105).</p>
      <ul class="govuk-list govuk-list--spaced">
        {district.bodies.map((body) => (
          <OneBody {...props} body={body} />
        ))}
      </ul>
      {mayArrange && <BodyForm {...props} />}
    </Layout>
  )
}

const standings = { now: 'holds now', 'to come': 'to come', over: 'over' } as const
const daysOf = ({ from, until }: { from: LocalDate; until: LocalDate | null }) =>
  `from ${formatDate(from)}${until === null ? '' : ` until ${formatDate(until)}`}`

type OneProcedureProps = {
  district: DistrictArrangements
  dated: DatedProcedure
  today: LocalDate
  mayArrange: boolean
}

function OneProcedure({ district, dated, today, mayArrange }: OneProcedureProps): Html {
  const { procedure, contact } = dated
  const stands = standsOn(today, dated)
  const text = (key: string, value: string) => ({ key: { text: key }, value: { text: value } })
  const facts = (
    <SummaryList
      rows={[
        text('Led by', dated.lead),
        text('Threshold', thresholdInWords(procedure)),
        {
          key: { text: 'Working days' },
          value: {
            html: (
              <Lines
                text={clockFields.map(([clock, name]) => `${name}: ${procedure.clocks[clock]}`).join('\n')}
              />
            ),
          },
        },
        text('Appeals', appealTos[procedure.appealTo]),
        text('Same behaviour', `Complaints of one person within ${procedure.sameMetres} metres`),
        text(
          'The public asks',
          [contact.name, contact.phone, contact.email, contact.address].filter(Boolean).join(', '),
        ),
        text(
          'Decided',
          `${procedure.source}${procedure.verified ? '' : ' (default, to be checked locally)'}${dated.setBy === null ? '' : `; entered by ${dated.setBy}`}`,
        ),
      ]}
    />
  )
  const heading = `${formatDate(dated.from)}${dated.until === null ? ' on' : ` until ${formatDate(dated.until)}`} (${standings[stands]})`
  if (stands === 'over') return <Details summaryText={`From ${heading}`}>{facts}</Details>
  return (
    <section aria-label={`Procedure from ${formatDate(dated.from)}`}>
      <h3 class="govuk-heading-s">{`From ${heading}`}</h3>
      {facts}
      {mayArrange && stands === 'to come' && (
        <form method="post" action={`/reviews/procedures/${district.code}/take-back/${dated.from}`}>
          <Button text="Take it back" classes="govuk-button--secondary" preventDoubleClick={true} />
        </form>
      )}
    </section>
  )
}

function OneBody({
  district,
  body,
  mayArrange,
  today,
  state,
}: DistrictPageProps & { body: DatedBody }): Html {
  const stands = standsOn(today, body)
  const form = `end-${body.organisationId}-${body.from}`
  const action = `/reviews/procedures/${district.code}/bodies/${body.organisationId}/${body.from}/end`
  const { day } = fieldsOf(form, state)
  return (
    <li>
      <strong>{body.name}</strong>
      {`, ${bodyRoles[body.role].toLowerCase()}, ${daysOf(body)}${stands === 'now' ? '' : ` (${standings[stands]})`}`}
      {body.because !== '' && `: ${body.because}`}
      {mayArrange && stands === 'to come' && (
        <form method="post" action={action} class="app-inline-form">
          <button type="submit" class="app-link-button govuk-link">
            Take it back<span class="govuk-visually-hidden">{` ${body.name}`}</span>
          </button>
        </form>
      )}
      {mayArrange && stands === 'now' && (
        <Details summaryText={`End ${body.name}`} open={state?.form === form}>
          <form method="post" action={action} novalidate>
            {day('until', 'First day on which it is none any more')}
            <Button text="End" classes="govuk-button--secondary" preventDoubleClick={true} />
          </form>
        </Details>
      )}
    </li>
  )
}

function BodyForm({ district, organisations, state }: DistrictPageProps): Html {
  const { select, day, area } = fieldsOf('body', state)
  return (
    <Details summaryText="Add a relevant body" open={state?.form === 'body'}>
      <form method="post" action={`/reviews/procedures/${district.code}/bodies`} novalidate>
        {select(
          'body',
          'Organisation',
          organisations.map(({ id, name }) => ({ value: String(id), text: name })),
        )}
        {select('role', 'As what', codesOf(bodyRoles))}
        {day('bodyFrom', 'First day')}
        {area(
          'because',
          'Why, or where it was agreed',
          'For example: co-opted under Schedule 4, paragraph 5',
          2,
        )}
        <Button text="Add" preventDoubleClick={true} />
      </form>
    </Details>
  )
}
