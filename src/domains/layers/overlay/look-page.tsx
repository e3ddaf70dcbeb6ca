import { AreaMap } from '#platform/charts'
import { formatDate, formatTime } from '#platform/clock'
import { toGlobe } from '#platform/geography'
import { type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import type { Look } from './look.ts'
import { Statement } from './overlay-page.tsx'
import { purposeLabel } from './purposes.ts'
import { type CountedCell, cellCode, cellM, cellName } from './read-overlay.ts'

/** Where and over which time a look is, as the record of disclosure keeps it. */
export const areaWords = ({ districtName, typeLabel, from, to }: Look): string =>
  `${districtName}, ${formatDate(from)} to ${formatDate(to)}, ${typeLabel ?? 'every type'}`

/** Says what is looked at, for which purpose and until when. */
export function LookHead({ look, heading }: { look: Look; heading: string }): Html {
  return (
    <>
      <span class="govuk-caption-l">{areaWords(look)}</span>
      <h1 class="govuk-heading-l">{heading}</h1>
      <p class="govuk-body">{`${purposeLabel(look.purpose)}: ${look.words}`}</p>
      <p class="govuk-body">{`This look closes at ${formatTime(look.expiresAt)}.`}</p>
    </>
  )
}

/** Squares of a district with what was reported in them and how many people's places: on a map, and in a table. */
export function LookPage({
  frame,
  look,
  cells,
}: {
  frame: Frame
  look: Look
  cells: readonly CountedCell[]
}): Html {
  const [first] = cells
  const address = `/layers/overlay/looks/${look.id}`
  return (
    <Layout {...frame} wide title="People’s places over incidents" scripts={['map']}>
      <p class="govuk-body">
        <a class="govuk-link" href="/layers/overlay">
          Another look
        </a>
      </p>
      <LookHead look={look} heading="People’s places over incidents" />
      <Statement />
      {first !== undefined && (
        <>
          <AreaMap
            label="Squares shaded by incidents; a dot where people’s places are"
            centre={{ ...toGlobe({ easting: first.east * cellM, northing: first.north * cellM }), zoom: 10 }}
            areasUrl={`${address}/incidents.geojson`}
            pointsUrl={`${address}/places.geojson`}
            fit="areas"
          />
          <p class="govuk-body-s">
            The darker a square of 500 metres, the more was reported there; a larger dot stands for more
            places.
          </p>
        </>
      )}
      <RowsTable
        caption="Squares of 500 metres, from north to south"
        captionSize="m"
        head={['Square', { numeric: 'Incidents' }, { numeric: 'Places of people' }]}
        rows={cells.map((cell) => [
          <a class="govuk-link" href={`${address}/squares/${cellCode(cell)}`}>
            {cellName(cell)}
          </a>,
          cell.incidents,
          cell.places,
        ])}
        none="Nothing that you see was reported there in this time, and nobody’s place is known."
      />
    </Layout>
  )
}
