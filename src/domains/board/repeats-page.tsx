import { addDays, formatDate, type LocalDate } from '#platform/clock'
import { formatGridReference } from '#platform/geography'
import { Details, type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterChoice, PageLinks, queryOf, RowsTable } from '#platform/lists'
import { type BoardFilter, dayParts, periods } from './board-filter.ts'
import { type BoardChoices, BoardFilters, BoardTabs, CountLink, listAddress } from './board-parts.tsx'
import { fewestRepeats, placesOnPage, type RepeatPlace, type Repeats } from './read-repeats.ts'
import { partChoices, partWords, weekdays } from './reports-page.tsx'

export type RepeatsPageProps = {
  frame: Frame
  filter: BoardFilter
  monday: LocalDate
  weeks: NonNullable<BoardFilter['weeks']>
  repeats: Repeats
  choices: BoardChoices
}

/** Places with two or more reports in a period, by when it began, beside the period before. */
export function RepeatsPage(props: RepeatsPageProps): Html {
  const { frame, filter, monday, weeks, repeats, choices } = props
  const { places, total, unplaced, grid } = repeats
  const kept = { ...filter, week: monday, weeks, page: undefined }
  const page = filter.page ?? 1
  const address = (changes: Partial<BoardFilter>) => `/board/repeats?${queryOf(kept, changes)}`
  return (
    <Layout {...frame} wide title="Repeat places">
      <h1 class="govuk-heading-l">Repeat places</h1>
      <BoardTabs current="repeats" filter={filter} />
      <BoardFilters
        action="/board/repeats"
        filter={filter}
        monday={monday}
        choices={choices}
        has={['type', 'area']}
      >
        <FilterChoice
          name="weeks"
          label="Period"
          choices={periods.map(
            (each) => [String(each), each === 1 ? 'That week' : `${each} weeks up to that one`] as const,
          )}
          value={weeks}
        />
        <FilterChoice
          name="day"
          label="Day it began"
          all="Any day"
          choices={weekdays.map((name, at) => [String(at + 1), name] as const)}
          value={filter.day}
        />
        <FilterChoice
          name="time"
          label="Time it began"
          all="Any time"
          choices={partChoices}
          value={filter.time}
        />
      </BoardFilters>
      <RowsTable
        caption="Repeat places by day and time"
        captionSize="s"
        head={['Day', { numeric: 'Any time' }, ...dayParts.map((part) => ({ numeric: partWords[part] }))]}
        rows={grid.map((row, at) => [
          weekdays[at - 1] ?? 'Any day',
          ...row.map((count, cell) => {
            const [day, time] = [at === 0 ? undefined : at, dayParts[cell - 1]]
            if (day === undefined && time === undefined) return ''
            return (
              <CountLink
                count={count}
                href={address({ day, time })}
                of={`places, ${whenWords({ day, time })}`}
              />
            )
          }),
        ])}
      />
      <h2 class="govuk-heading-m">{`${whenWords(filter)}: ${total.toLocaleString('en-GB')} ${total === 1 ? 'place' : 'places'}`}</h2>
      <RowsTable
        caption="Places, most reports first"
        none="No place has two or more reports."
        head={[
          'Place',
          { numeric: 'Reports' },
          { numeric: weeks === 1 ? 'Week before' : `${weeks} weeks before` },
          'Change',
          'Most often',
        ]}
        rows={places.map((place) => [
          placeName(place),
          <CountLink
            count={place.reports}
            href={listAddress({ ...kept, place: `${place.east}_${place.north}` })}
            of={`reports, ${placeName(place)}`}
          />,
          <CountLink
            count={place.before}
            href={listAddress({
              ...kept,
              week: beforeOf(monday, weeks),
              place: `${place.east}_${place.north}`,
            })}
            of={`reports in the period before, ${placeName(place)}`}
          />,
          changeWords(place),
          fullestBand(place.bands),
        ])}
      />
      <PageLinks
        previous={page > 1 ? address({ page: page === 2 ? undefined : page - 1 }) : undefined}
        next={page * placesOnPage < total ? address({ page: page + 1 }) : undefined}
      />
      <Details summaryText="What these numbers mean" open>
        <ul class="govuk-list govuk-list--bullet">
          <li>
            <strong>Repeat place: </strong>
            {`a square of 100 metres of the National Grid about which ${fewestRepeats} or more reports were filed in the period, up to the week of ${formatDate(monday)}, of those you may see in full. Two reports either side of a square’s edge count apart.`}
          </li>
          <li>
            <strong>Left out: </strong>
            {`reports whose place is not known to within 100 metres, ${unplaced.toLocaleString('en-GB')} in this period.`}
          </li>
          <li>
            <strong>Day and time: </strong>
            when it began, by the clock in England. What keeps happening, and what lasted or was uncertain by
            more than 6 hours, counts for its place and in no band.
          </li>
          <li>
            <strong>Repeat places by day and time: </strong>
            places with two or more reports that began in that band.
          </li>
          <li>
            <strong>Change: </strong>
            beside the period before, which is as long. Small numbers go up and down by chance.
          </li>
        </ul>
      </Details>
    </Layout>
  )
}

function placeName({ east, north, words, wardName }: RepeatPlace): string {
  const square = formatGridReference({ easting: east * 100, northing: north * 100 })
  const near = wardName === null ? square : `${wardName}, ${square}`
  return words === '' ? near : `${words} (${near})`
}

function whenWords({ day, time }: Pick<BoardFilter, 'day' | 'time'>): string {
  const words = [
    ...(day === undefined ? [] : [weekdays[day - 1] ?? '']),
    ...(time === undefined ? [] : [partWords[time]]),
  ]
  return words.length === 0 ? 'Any day and time' : words.join(', ')
}

function changeWords({ reports, before }: RepeatPlace): string {
  if (reports === before) return 'The same'
  return reports > before ? `Up ${reports - before}` : `Down ${before - reports}`
}

/** The band in which most of them began, where two or more did. */
function fullestBand(bands: readonly number[]): string {
  const counts = new Map<number, number>()
  for (const band of bands) counts.set(band, (counts.get(band) ?? 0) + 1)
  const [most] = [...counts].sort(([one, a], [other, b]) => b - a || one - other)
  if (most === undefined || most[1] < 2) return '–'
  const [band, count] = most
  const part = dayParts[band % 4] ?? 'night'
  return `${weekdays[Math.floor(band / 4) - 1]}, ${partWords[part].toLowerCase()} (${count})`
}

const beforeOf = (monday: LocalDate, weeks: number) => addDays(monday, -7 * weeks)
