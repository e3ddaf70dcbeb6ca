import { HeatGrid, heatLevel } from '#platform/charts'
import type { Html } from '#platform/govuk'
import { DenseTable } from '#platform/lists'
import { recordsUrl } from './analysis-urls.ts'
import type { Answered } from './answer-query.ts'
import { isTime } from './catalogue/index.ts'
import { type Cell, type Line, type ResultTable, shownNumber } from './result-table.ts'

/** The result: a picture where it answers faster, and always the table it is made of. */
export function ResultView({ answered, title }: { answered: Answered; title: string }): Html {
  const { table } = answered
  if (table.records === 0)
    return <p class="govuk-body">Nothing matches. Choose another period, or take a filter away.</p>
  return (
    <>
      <Picture answered={answered} title={title} />
      <ResultRows answered={answered} title={title} />
      {table.leftOut > 0 && (
        <p class="govuk-body">
          {`Rows with fewer than ${answered.query.least} are left out: ${table.leftOut.toLocaleString('en-GB')} of ${table.records.toLocaleString('en-GB')} records. The line “All” has them too.`}
        </p>
      )}
    </>
  )
}

function Picture({ answered: { query, table }, title }: { answered: Answered; title: string }): Html | null {
  const [first] = query.measures
  if (query.rows === 'weekday' && query.columns === 'hour' && first === 'count')
    return (
      <HeatGrid
        caption={title}
        counts={table.lines.map(({ cells }) => cells.slice(0, 24).map(({ value }) => value ?? 0))}
      />
    )
  if (query.columns !== undefined || query.rows === undefined || !isTime(query.rows)) return null
  return <TimeBars lines={table.lines} title={`${title}: ${table.heads[0]?.text ?? ''}`} />
}

const barWidth = 10
const height = 100

/** The first number of each row over time, from left to right. */
function TimeBars({ lines, title }: { lines: readonly Line[]; title: string }): Html | null {
  const largest = Math.max(0, ...lines.map(({ cells }) => cells[0]?.value ?? 0))
  if (largest === 0 || lines.length < 2) return null
  const [first, last] = [lines.at(0)?.text, lines.at(-1)?.text]
  return (
    <figure class="app-bars">
      <figcaption class="govuk-visually-hidden">{title}</figcaption>
      <svg
        class="app-bars__chart"
        viewBox={`0 0 ${lines.length * barWidth} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title}: ${lines.length} bars from ${first} to ${last}; the numbers are in the table below`}
      >
        {lines.map(({ cells }, at) => {
          const value = cells[0]?.value ?? 0
          const tall = value === 0 ? 0 : Math.max(2, Math.round((value / largest) * height))
          return (
            <rect
              class="app-bars__bar"
              x={at * barWidth + 1}
              y={height - tall}
              width={barWidth - 2}
              height={tall}
            />
          )
        })}
      </svg>
      <p class="app-bars__ends">
        <span>{first}</span>
        <span>{last}</span>
      </p>
    </figure>
  )
}

function ResultRows({ answered: { query, table }, title }: { answered: Answered; title: string }): Html {
  const isPivot = query.columns !== undefined
  const hasBars = !isPivot && query.rows !== undefined && !isTime(query.rows)
  const largest = largestOf(table, isPivot)
  const unit = isPivot ? 'app-result--shaded' : ''
  return (
    <DenseTable
      caption={title}
      label={`${title}, all numbers`}
      classes={`app-result ${unit}`}
      head={[
        table.corner === '' ? { hidden: 'What' } : table.corner,
        ...table.heads.map(({ text }) => ({ numeric: text })),
        ...(hasBars ? [{ hidden: 'As a bar' }] : []),
      ]}
    >
      {[...table.lines, table.total].map((line) => {
        const isTotal = line === table.total
        return (
          <tr class={`govuk-table__row${isTotal ? ' app-result__total' : ''}`}>
            <th scope="row" class="govuk-table__header">
              {query.rows === 'profile' && typeof line.value === 'string' ? (
                <a class="govuk-link" href={`/profiles/${line.value}`}>
                  {line.text}
                </a>
              ) : (
                line.text
              )}
            </th>
            {line.cells.map((cell, at) => {
              const isShaded = isPivot && !isTotal && at < line.cells.length - 1
              return (
                <td
                  class={`govuk-table__cell govuk-table__cell--numeric${isShaded ? ` heat-${heatLevel(cell.value ?? 0, largest)}` : ''}`}
                >
                  <CellNumber cell={cell} />
                </td>
              )
            })}
            {hasBars && (
              <td class="govuk-table__cell">{!isTotal && <Bar cell={line.cells[0]} largest={largest} />}</td>
            )}
          </tr>
        )
      })}
    </DenseTable>
  )
}

/** The largest number that is drawn: of single cells in a grid, of the first column otherwise. */
function largestOf(table: ResultTable, isPivot: boolean): number {
  const drawn = table.lines.flatMap(({ cells }) => (isPivot ? cells.slice(0, -1) : cells.slice(0, 1)))
  return Math.max(0, ...drawn.map(({ value }) => value ?? 0))
}

function CellNumber({ cell }: { cell: Cell }): Html {
  return cell.drill === undefined ? (
    <span>{shownNumber(cell)}</span>
  ) : (
    <a class="govuk-link" href={recordsUrl(cell.drill)}>
      {shownNumber(cell)}
    </a>
  )
}

function Bar({ cell, largest }: { cell: Cell | undefined; largest: number }): Html {
  const value = cell?.value ?? 0
  return (
    <svg class="app-result__bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect
        class="app-bars__bar"
        x="0"
        y="0"
        width={largest === 0 ? 0 : (value / largest) * 100}
        height="10"
      />
    </svg>
  )
}
