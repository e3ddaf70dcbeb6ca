import { formatDate, type LocalDate } from '#platform/clock'
import { BackLink, type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable } from '#platform/lists'
import type { Procedure } from '../procedure.ts'
import type { ReviewsHome } from '../reviews-home.ts'
import { type DistrictArrangements, standsOn } from './read-arrangements.ts'

type ArrangementsPageProps = {
  frame: Frame
  districts: readonly DistrictArrangements[]
  today: LocalDate
  back: ReviewsHome
}

/** How Case Reviews are done in every district: what holds today, what is to come, who the relevant bodies are. */
export function ArrangementsPage({ frame, districts, today, back }: ArrangementsPageProps): Html {
  return (
    <Layout {...frame} wide title="Procedures of Case Reviews" beforeContent={<BackLink {...back} />}>
      <h1 class="govuk-heading-l">Procedures of Case Reviews</h1>
      <p class="govuk-body">
        How reviews are done in each district, as section 104(3) of the 2014 Act has it published. A district
        without a procedure keeps to the Act, with this product’s default times.
      </p>
      {districts.length === 0 ? (
        <p class="govuk-body">No council covers a district yet.</p>
      ) : (
        <DenseTable
          caption="Procedures by district"
          head={['District', 'Leads', 'Threshold now', 'To come', 'Relevant bodies']}
        >
          {districts.map((district) => (
            <DistrictRow district={district} today={today} />
          ))}
        </DenseTable>
      )}
    </Layout>
  )
}

function DistrictRow({ district, today }: { district: DistrictArrangements; today: LocalDate }): Html {
  const now = district.procedures.find((each) => standsOn(today, each) === 'now')
  const next = district.procedures.filter((each) => standsOn(today, each) === 'to come').at(-1)
  const bodies = district.bodies.filter((body) => standsOn(today, body) === 'now')
  return (
    <tr class="govuk-table__row">
      <th scope="row" class="govuk-table__header">
        <a class="govuk-link" href={`/reviews/procedures/${district.code}`}>
          {district.name}
        </a>
      </th>
      <td class="govuk-table__cell">
        {now?.lead ?? bodies.find(({ role }) => role === 'council')?.name ?? 'Nobody yet'}
      </td>
      <td class="govuk-table__cell">
        {now === undefined ? 'The Act alone' : thresholdInWords(now.procedure)}
      </td>
      <td class="govuk-table__cell">
        {next !== undefined && `From ${formatDate(next.from)}: ${thresholdInWords(next.procedure)}`}
      </td>
      <td class="govuk-table__cell">{bodies.map(({ name }) => name).join(', ')}</td>
    </tr>
  )
}

/** The threshold of a procedure in a line. */
export function thresholdInWords(procedure: Procedure): string {
  const { complaints, complaintMonths, applicationMonths, hateReports, statutoryOnly, latestWithinMonths } =
    procedure
  const count = complaints === 1 ? '1 complaint' : `${complaints} complaints`
  const months = (number: number) => (number === 1 ? '1 month' : `${number} months`)
  return [
    `${count}, each within ${months(complaintMonths)} of its incident and ${months(applicationMonths)} before the application`,
    ...(hateReports === null ? [] : [`${hateReports} where motivated by hate`]),
    ...(statutoryOnly ? ['no conditions beyond the Act'] : []),
    ...(latestWithinMonths === null ? [] : [`the latest within ${months(latestWithinMonths)}`]),
    ...(procedure.noActionCaveat ? ['only where nothing was done about them'] : []),
  ].join('; ')
}
