import { formatDateTime } from '#platform/clock'
import { type Html, Layout, SummaryList } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import type { Look } from './look.ts'
import { LookHead } from './look-page.tsx'
import { Statement } from './overlay-page.tsx'
import { type Cell, cellName, type Incident, type PersonAtPlace, type PlaceInCell } from './read-overlay.ts'

const whyWords = ({ hasOrder, isAlleged }: Pick<PlaceInCell, 'hasOrder' | 'isAlleged'>): string =>
  [...(isAlleged ? ['alleged perpetrator'] : []), ...(hasOrder ? ['an order is in force'] : [])].join(', ')

/** One square: what was reported there, and places without a name until one is opened. */
export function CellPage({
  frame,
  look,
  cell,
  incidents,
  places,
}: {
  frame: Frame
  look: Look
  cell: Cell
  incidents: readonly Incident[]
  places: readonly PlaceInCell[]
}): Html {
  const address = `/layers/overlay/looks/${look.id}`
  return (
    <Layout {...frame} wide title={`Square ${cellName(cell)}`}>
      <p class="govuk-body">
        <a class="govuk-link" href={address}>
          All squares
        </a>
      </p>
      <LookHead look={look} heading={`Square ${cellName(cell)}`} />
      <Statement />
      <RowsTable
        caption="Places of people, by case"
        captionSize="m"
        head={['Case', 'Why it is here', 'Who']}
        rows={places.map((place) => [
          place.caseTitle,
          whyWords(place),
          <a class="govuk-link" href={`${address}/people/${place.id}`}>
            Open<span class="govuk-visually-hidden">{` who it is in ${place.caseReference}`}</span>
          </a>,
        ])}
        none="Nobody’s place that you see is in it."
      />
      <RowsTable
        caption="Incidents, the latest first"
        captionSize="m"
        head={['Report', 'When']}
        rows={incidents.map(({ reference, title, occurredFrom }) => [
          <a class="govuk-link" href={`/reports/${reference}`}>
            {title}
          </a>,
          formatDateTime(occurredFrom),
        ])}
        none="Nothing that you see was reported in it."
      />
    </Layout>
  )
}

/** One person whose place was opened, as the case has them: their own history says the rest. */
export function PersonPage({
  frame,
  look,
  person,
}: {
  frame: Frame
  look: Look
  person: PersonAtPlace
}): Html {
  return (
    <Layout {...frame} wide title="A person’s place">
      <p class="govuk-body">
        <a class="govuk-link" href={`/layers/overlay/looks/${look.id}`}>
          All squares
        </a>
      </p>
      <LookHead look={look} heading={person.name} />
      <Statement />
      <p class="govuk-body">That you opened this was written down, with your purpose.</p>
      <SummaryList
        rows={[
          { key: { text: 'Address' }, value: { text: person.address } },
          { key: { text: 'Why it is here' }, value: { text: whyWords(person) } },
          {
            key: { text: 'Case' },
            value: {
              html: (
                <a class="govuk-link" href={`/cases/${person.caseReference}/people`}>
                  {person.caseTitle}
                </a>
              ),
            },
          },
        ]}
      />
    </Layout>
  )
}
