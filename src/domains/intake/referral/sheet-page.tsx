import { formatDateTime } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError } from '#platform/forms'
import { Button, type Html, Layout, Select, Tag } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { RowLook } from './look-at-rows.ts'
import { coverageOf, ignored, targetCodes, targets } from './referral.ts'
import type { Settled, StoredSheet } from './sheet-store.ts'

type SheetPageProps = {
  frame: Frame
  sheet: StoredSheet
  looks: readonly RowLook[]
  errors: readonly FormError[]
}

/** One sheet: what its columns say, and every row as it would be filed or was. */
export function SheetPage({ frame, sheet, looks, errors }: SheetPageProps): Html {
  const open = looks.filter(({ row }) => row.outcome === '').length
  return (
    <Layout {...frame} wide title={`Sheet of referrals: ${sheet.name}`}>
      <ErrorsAtTop errors={errors} />
      <span class="govuk-caption-l">
        <a class="govuk-link" href="/referrals">
          Referrals
        </a>
      </span>
      <h1 class="govuk-heading-l">{sheet.name}</h1>
      <p class="govuk-body">
        {`${looks.length} rows, ${open} still open. Handed in ${formatDateTime(sheet.addedAt)} by ${sheet.addedBy}. Deleted after 30 days.`}
      </p>
      <Columns sheet={sheet} errors={errors} />
      <Rows sheet={sheet} looks={looks} hasOpen={open > 0} />
    </Layout>
  )
}

function Columns({ sheet, errors }: { sheet: StoredSheet; errors: readonly FormError[] }): Html {
  const coverage = coverageOf(sheet.header, sheet.rows)
  const items = [
    { value: '', text: 'Something else: keep it with the report' },
    { value: ignored, text: 'Leave it out' },
    ...targetCodes.map((code) => ({ value: code, text: targets[code].label })),
  ]
  const placed = sheet.targets.filter((target) => target !== '' && target !== ignored).length
  const filled =
    coverage.length === 0 ? 0 : Math.floor(coverage.reduce((sum, each) => sum + each, 0) / coverage.length)
  return (
    <form method="post" action={`/referrals/${sheet.id}/columns`} novalidate={true}>
      <h2 class="govuk-heading-m">What the columns say</h2>
      <p class="govuk-body">
        {`${placed} of ${sheet.header.length} columns have a place. ${filled} % of all cells are filled.`}
      </p>
      <div class="app-columns">
        {sheet.header.map((head, column) => (
          <Select
            name={`column_${column}`}
            id={`column_${column}`}
            label={{ text: head || `Column ${column + 1}` }}
            hint={{
              text: `${exampleOf(sheet, column)} ${coverage[column] ?? 0} % filled`.trim(),
            }}
            items={items}
            value={sheet.targets[column] ?? ''}
            errorMessage={errorOf(errors, `column_${column}`)}
          />
        ))}
      </div>
      <Button text="Look at the rows again" classes="govuk-button--secondary" />
    </form>
  )
}

const longestExample = 40

function exampleOf({ rows }: StoredSheet, column: number): string {
  const example = rows.map(({ cells }) => cells[column]?.trim() ?? '').find((cell) => cell !== '') ?? ''
  if (example === '') return ''
  return `Such as “${example.length > longestExample ? `${example.slice(0, longestExample)}…` : example}”.`
}

const outcomes: Readonly<Record<Settled, { text: string; classes: string }>> = {
  filed: { text: 'Filed', classes: 'govuk-tag--green' },
  unchanged: { text: 'Was filed before', classes: 'govuk-tag--grey' },
  not_taken: { text: 'Could not be taken', classes: 'govuk-tag--red' },
  left_out: { text: 'Left out', classes: 'govuk-tag--grey' },
}

function Rows({
  sheet,
  looks,
  hasOpen,
}: {
  sheet: StoredSheet
  looks: readonly RowLook[]
  hasOpen: boolean
}): Html {
  return (
    <form method="post" action={`/referrals/${sheet.id}/rows`}>
      <section class="app-scroll" aria-label="Rows" tabindex={0} id="rows">
        <table class="govuk-table app-dense-table">
          <caption class="govuk-table__caption govuk-table__caption--m">Rows as they would be filed</caption>
          <thead class="govuk-table__head">
            <tr class="govuk-table__row">
              {['Row', 'What happened', 'Where', 'When', 'People', 'Look at'].map((name) => (
                <th scope="col" class="govuk-table__header">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {looks.map((look) => (
              <LookedAt look={look} />
            ))}
          </tbody>
        </table>
      </section>
      {hasOpen && (
        <div class="govuk-button-group">
          <Button text="Bring in the chosen rows" name="do" value="bring_in" preventDoubleClick={true} />
          <Button text="Leave them out" name="do" value="leave_out" classes="govuk-button--secondary" />
        </div>
      )}
    </form>
  )
}

function LookedAt({ look }: { look: RowLook }): Html {
  const { row, number, narrative, typeLabel, when, place, isPlaceFound, people, problems, alike } = look
  const id = `row_${row.line}`
  const isOpen = row.outcome === ''
  return (
    <tr class="govuk-table__row">
      <td class="govuk-table__cell">
        {isOpen ? (
          <div class="govuk-checkboxes govuk-checkboxes--small">
            <div class="govuk-checkboxes__item">
              <input
                class="govuk-checkboxes__input"
                type="checkbox"
                name="row"
                id={id}
                value={String(row.line)}
                checked={alike.length === 0}
              />
              <label class="govuk-label govuk-checkboxes__label" for={id}>
                {String(row.line)}
              </label>
            </div>
          </div>
        ) : (
          String(row.line)
        )}
      </td>
      <td class="govuk-table__cell">
        <strong>{typeLabel ?? 'Type not known'}</strong>
        <br />
        {narrative}
        {number && <span class="app-quiet">{` (${number})`}</span>}
      </td>
      <td class="govuk-table__cell">
        {isPlaceFound ? place || 'Found' : `${place || 'Not given'}: not found`}
      </td>
      <td class="govuk-table__cell">{when === undefined ? 'Not given' : formatDateTime(new Date(when))}</td>
      <td class="govuk-table__cell">{String(people)}</td>
      <td class="govuk-table__cell">
        {row.outcome !== '' && (
          <Outcome outcome={row.outcome} reference={row.reference} problem={row.problem} />
        )}
        {isOpen && (problems.length > 0 || alike.length > 0) && (
          <ul class="govuk-list govuk-list--bullet app-tight">
            {problems.map((problem) => (
              <li>{problem}</li>
            ))}
            {alike.map(({ reference, why }) => (
              <li>
                {'May be '}
                <a class="govuk-link" href={`/reports/${reference}`}>
                  {reference}
                </a>
                {`: ${why}`}
              </li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  )
}

type OutcomeProps = { outcome: Settled; reference: string; problem: string }

function Outcome({ outcome, reference, problem }: OutcomeProps): Html {
  const { text, classes } = outcomes[outcome]
  return (
    <>
      <Tag text={text} classes={classes} />{' '}
      {reference && (
        <a class="govuk-link" href={`/reports/${reference}`}>
          {reference}
        </a>
      )}
      {problem && <p class="govuk-body-s">{problem}</p>}
    </>
  )
}
