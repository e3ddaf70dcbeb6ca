import { ArcDiagram, AreaMap, HeatGrid } from '#platform/charts'
import { formatDate, formatTime } from '#platform/clock'
import { toGlobe } from '#platform/geography'
import type { Html } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterChoice, FilterForm, RowsTable } from '#platform/lists'
import { CaseLayout } from '../tabs/case-layout.tsx'
import type { OpenedTab } from '../tabs/open-tab.ts'
import type { Seen, SeenTogether } from './co-occur.ts'
import { fewestReports, type NextLikely } from './next-likely.ts'
import type { PartnerFigures, ShownFigures } from './partner-figures.ts'

export type PatternsPageProps = {
  frame: Frame
  opened: OpenedTab
  centre: { easting: number; northing: number } | null
  figures: PartnerFigures
  /** Reports on the grid, and those that say too little of when. */
  timed: number
  untimed: number
  hiddenReports: number
  week: readonly (readonly number[])[]
  next: NextLikely
  people: readonly Seen[]
  pairs: readonly SeenTogether[]
  places: readonly Seen[]
  peopleAtPlaces: readonly SeenTogether[]
}

const roleNames: Readonly<Record<string, string>> = {
  reporter: 'reporter',
  victim: 'victim',
  witness: 'witness',
  alleged_perpetrator: 'alleged perpetrator',
  other: 'other',
}
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** When and where it happens in a case, who and what comes up together, and when it is likely to happen again. */
export function PatternsPage(props: PatternsPageProps): Html {
  const { frame, opened, timed, untimed, hiddenReports, week, centre, figures } = props
  const { reference } = opened.head
  return (
    <CaseLayout frame={frame} {...opened} scripts={['map']}>
      {hiddenReports > 0 && (
        <p class="govuk-inset-text">
          {`${hiddenReports === 1 ? '1 linked report is' : `${hiddenReports} linked reports are`} not yours to see. Nothing of what follows counts ${hiddenReports === 1 ? 'it' : 'them'}, so what is here may not be all.`}
        </p>
      )}
      <section aria-labelledby="next">
        <h2 class="govuk-heading-m" id="next">
          When it is likely next
        </h2>
        <NextTime next={props.next} />
      </section>
      <section aria-labelledby="when">
        <h2 class="govuk-heading-m" id="when">
          When it happened
        </h2>
        {timed === 0 ? (
          <p class="govuk-body">No report that you see says when.</p>
        ) : (
          <HeatGrid
            caption={`${reportsInWords(timed)} by weekday and hour, in England’s time`}
            counts={week.map((row) => row.map((weight) => Math.round(weight * 10) / 10))}
          />
        )}
        <p class="govuk-body-s">
          Each report counts one in all. Where only a span is known, it is spread evenly over that span.
          {untimed > 0 &&
            ` ${untimed === 1 ? '1 report says' : `${untimed} reports say`} too little of when and ${untimed === 1 ? 'is' : 'are'} left out.`}
        </p>
      </section>
      <section aria-labelledby="where">
        <h2 class="govuk-heading-m" id="where">
          Where it happened
        </h2>
        <FigureChoice address={`/cases/${reference}/patterns`} figures={figures} />
        {centre !== null && (
          <AreaMap
            label={
              figures.shown === undefined
                ? 'Where the linked reports are'
                : `Where the linked reports are, over ${figures.shown.name}`
            }
            centre={{ ...toGlobe(centre), zoom: 14 }}
            areasUrl={figures.shown?.areasUrl ?? '/places/areas/ward.geojson'}
            pointsUrl={`/cases/${reference}/points.geojson`}
            fit="points"
          />
        )}
        {figures.shown !== undefined && <FiguresBeside shown={figures.shown} />}
        <RowsTable
          caption="Places, most often first"
          head={['Place', 'Reports', 'Which']}
          rows={props.places.map(({ name, references }, at) => [
            <span id={rowOf('place', at)}>{name}</span>,
            references.length,
            <References references={references} />,
          ])}
          none="No report that you see says where."
        />
      </section>
      <section aria-labelledby="people">
        <h2 class="govuk-heading-m" id="people">
          Who was named
        </h2>
        <p class="govuk-body-s">
          Only people named in reports that your organisation holds: others’ names are theirs to show.
        </p>
        <RowsTable
          caption="People, most often named first"
          head={['Person', 'As', 'Reports', 'Which']}
          rows={props.people.map(({ name, roles, references }, at) => [
            <span id={rowOf('person', at)}>{name}</span>,
            roles.map((role) => roleNames[role] ?? role).join(', '),
            references.length,
            <References references={references} />,
          ])}
          none="Nobody whom you may see is named."
        />
      </section>
      <section aria-labelledby="together">
        <h2 class="govuk-heading-m" id="together">
          What comes up together
        </h2>
        <p class="govuk-body-s">
          Named in the same report, or about the same place, twice or more. That is no proof that they are
          connected.
        </p>
        <TogetherPicture {...props} />
        <RowsTable
          caption="People and places that come up together"
          head={['Person', 'With', 'Reports', 'Which']}
          rows={[...props.pairs, ...props.peopleAtPlaces].map(({ one, other, references }) => [
            one.name,
            other.name,
            references.length,
            <References references={references} />,
          ])}
          none="Nothing that you may see comes up together twice."
        />
      </section>
    </CaseLayout>
  )
}

/** Partners' figures under the reports, one layer at a time: a link, so that it works without script and can be sent. */
function FigureChoice({ address, figures }: { address: string; figures: PartnerFigures }): Html | null {
  const { layers, shown } = figures
  if (layers.length === 0) return null
  return (
    <FilterForm action={`${address}#where`} above>
      <FilterChoice
        name="layer"
        label="Figures of partners under the reports"
        all="None"
        choices={layers}
        value={shown?.layerId}
      />
      {shown !== undefined && shown.measures.length > 1 && (
        <FilterChoice
          name="measure"
          label="What was counted"
          choices={shown.measures.map((each) => [each, each || 'Not said'])}
          value={shown.measure}
        />
      )}
      {shown !== undefined && shown.periods.length > 1 && (
        <FilterChoice
          name="period"
          label="Time"
          choices={shown.periods.map((each) => [each, each || 'Not said'])}
          value={shown.period}
        />
      )}
    </FilterForm>
  )
}

/** The same in a table, for the areas in which a report of the case lies. */
function FiguresBeside({ shown }: { shown: ShownFigures }): Html {
  const what = [shown.measure || shown.name, shown.period].filter(Boolean).join(', ')
  return (
    <>
      <p class="govuk-body-s">
        {`The darker an area, the higher its figure: ${shown.highest.toLocaleString('en-GB')} is the highest. `}
        <a class="govuk-link" href={`/layers/${shown.layerId}`}>
          {`${shown.name}, of ${shown.whose}`}
        </a>
        . They are counted nowhere here.
      </p>
      <RowsTable
        caption={`${what}, where the reports lie`}
        captionSize="s"
        head={['Area', { numeric: 'Figure' }, { numeric: 'Reports of this case' }]}
        rows={shown.areas.map(({ name, value, references }) => [
          name,
          value.toLocaleString('en-GB'),
          references.length,
        ])}
        none="No report that you see lies in an area with a figure."
      />
    </>
  )
}

/** The row in which the tables say more of a person or a place. */
const rowOf = (kind: 'person' | 'place', at: number) => `${kind}-${at + 1}`

/** The table below the picture, drawn: made of the same pairs, so of nobody whom the reader may not see. */
function TogetherPicture({ people, places, pairs, peopleAtPlaces }: PatternsPageProps): Html {
  const nodes = (seen: readonly Seen[], kind: 'person' | 'place') =>
    seen.map(({ key, name, references }, at) => ({
      key: `${kind} ${key}`,
      name,
      says: `${kind === 'person' ? 'Person' : 'Place'}, in ${reportsInWords(references.length)}`,
      mark: kind === 'person' ? ('round' as const) : ('square' as const),
      href: `#${rowOf(kind, at)}`,
    }))
  const arcs = (together: readonly SeenTogether[], kind: 'person' | 'place') =>
    together.map(({ one, other, references }) => ({
      one: `person ${one.key}`,
      other: `${kind} ${other.key}`,
      weight: references.length,
      says: `${one.name} and ${other.name}: ${reportsInWords(references.length)}`,
    }))
  return (
    <ArcDiagram
      label="People and places that come up together"
      nodes={[...nodes(people, 'person'), ...nodes(places, 'place')]}
      arcs={[...arcs(pairs, 'person'), ...arcs(peopleAtPlaces, 'place')]}
      legend="A circle is a person, a square a place. The thicker an arc, the more reports have both."
      more={(leftOut) => `And ${leftOut} more, in the table below.`}
    />
  )
}

const reportsInWords = (count: number) => (count === 1 ? '1 report' : `${count} reports`)

function References({ references }: { references: readonly string[] }): Html {
  return (
    <>
      {references.map((reference, at) => (
        <>
          {at > 0 && ', '}
          <a class="govuk-link app-reference" href={`/reports/${reference}`}>
            {reference}
          </a>
        </>
      ))}
    </>
  )
}

function NextTime({ next }: { next: NextLikely }): Html {
  if (next.kind === 'too_few')
    return (
      <p class="govuk-body">
        {`Too little to say: ${next.reports === 1 ? '1 report says' : `${next.reports} reports say`} when, and fewer than ${fewestReports} may fall together by chance.`}
      </p>
    )
  if (next.kind === 'no_pattern')
    return (
      <p class="govuk-body">
        {`No clear pattern: the times of ${next.reports} reports lie no closer together than they might by chance.`}
      </p>
    )
  const { from, to } = next.next
  const hours = `between ${clockHour(next.fromHour)} and ${clockHour(next.toHour)}`
  return (
    <>
      <p class="govuk-body">
        <b>{`${next.weekday === null ? 'Any day' : weekdays[next.weekday - 1]} ${hours}`}</b>
        {`. If it goes on as before, next from ${formatTime(from)} on ${formatDate(from)} to ${formatTime(to)}${formatDate(to) === formatDate(from) ? '' : ` on ${formatDate(to)}`}.`}
      </p>
      <p class="govuk-body">
        {`At least ${next.inside} of ${next.reports} reports fall there. ${chanceWords(next)} People report more at some hours than at others, which this does not know.`}
      </p>
      {next.mayHaveStopped && (
        <p class="govuk-body">
          It has been quiet for more than twice as long as ever between two reports: it may have stopped.
        </p>
      )}
    </>
  )
}

function chanceWords({ strength, chance }: Extract<NextLikely, { kind: 'stretch' }>): string {
  const inWords = 'If every hour were as likely, so full a stretch would come about'
  if (strength === 'clear')
    return `${inWords} in up to ${Math.ceil(chance * 100)} of 100 cases: treat it as a hint.`
  const cases = Math.min(1_000_000, 10 ** Math.floor(-Math.log10(chance)))
  return `${inWords} in fewer than 1 of ${cases.toLocaleString('en-GB')} cases.`
}

function clockHour(hour: number): string {
  if (hour === 0) return 'midnight'
  if (hour === 12) return 'midday'
  return `${hour % 12 || 12}${hour < 12 ? 'am' : 'pm'}`
}
