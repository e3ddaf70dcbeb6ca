import { ErrorsAtTop, errorOf, type FormError } from '#platform/forms'
import { Button, Checkboxes, type Html, Layout, Select } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { columnTargets, type SheetLook, smallCount } from './check-sheet.ts'
import type { Draft, Layer } from './read-layers.ts'

/** Rows and errors shown; the rest is counted. */
const mostShown = 50

/** A hand-in before it is published: what its columns say, what is wrong, and the figures as they would be. */
export function DraftPage({
  frame,
  layer,
  draft,
  look,
  errors,
}: {
  frame: Frame
  layer: Layer
  draft: Draft
  look: SheetLook
  errors: readonly FormError[]
}): Html {
  const address = `/layers/${layer.id}/versions/${draft.id}`
  const { rows, problems, small } = look
  return (
    <Layout {...frame} wide title={`Figures for ${layer.name}`}>
      <ErrorsAtTop errors={errors} />
      <span class="govuk-caption-l">
        <a class="govuk-link" href={`/layers/${layer.id}`}>
          {layer.name}
        </a>
      </span>
      <h1 class="govuk-heading-l">{`Look at ${draft.fileName}`}</h1>
      <form method="post" action={`${address}/columns`} novalidate>
        <h2 class="govuk-heading-m">What the columns say</h2>
        <div class="app-columns">
          {draft.sheet.header.map((head, column) => (
            <Select
              name={`column_${column}`}
              id={`column_${column}`}
              label={{ text: head || `Column ${column + 1}` }}
              hint={{ text: `Such as “${draft.sheet.rows[0]?.[column] ?? ''}”` }}
              items={[
                { value: '', text: 'Leave it out' },
                ...Object.entries(columnTargets).map(([value, text]) => ({ value, text })),
              ]}
              value={draft.targets[column] ?? ''}
              errorMessage={errorOf(errors, `column_${column}`)}
            />
          ))}
        </div>
        <Button text="Look at the rows again" classes="govuk-button--secondary" />
      </form>
      <h2 class="govuk-heading-m" id="rows">
        {problems.length === 0
          ? `${rows.length} figures, no error`
          : `${problems.length === 1 ? '1 row has an error' : `${problems.length} rows have an error`}, ${rows.length} are right`}
      </h2>
      {problems.length > 0 && (
        <>
          <p class="govuk-body">Put these right in your file and hand it in again.</p>
          <ul class="govuk-list govuk-list--bullet">
            {problems.slice(0, mostShown).map(({ line, message }) => (
              <li>{`Row ${line}: ${message}`}</li>
            ))}
            {problems.length > mostShown && <li>{`and ${problems.length - mostShown} more`}</li>}
          </ul>
        </>
      )}
      <RowsTable
        caption={`The first ${Math.min(rows.length, mostShown)} figures as they would be shown`}
        captionSize="s"
        head={['Area', 'Time', 'What was counted', { numeric: 'How much' }]}
        rows={rows
          .slice(0, mostShown)
          .map(({ area, period, measure, value }) => [area, period, measure, value])}
        none="No row can be read yet."
      />
      <form method="post" action={`${address}/publish`} novalidate>
        <input type="hidden" name="seen" value={layer.version} />
        {small > 0 && (
          <Checkboxes
            name="small"
            classes="govuk-checkboxes--small"
            fieldset={{
              legend: {
                text: `${small === 1 ? '1 count is' : `${small} counts are`} below ${smallCount}`,
                classes: 'govuk-fieldset__legend--s',
              },
            }}
            hint={{
              text: 'A small count in a small area can point to one person. Round it, or say that it may be shown.',
            }}
            items={[{ value: 'yes', text: 'We have looked: these small counts may be shown' }]}
            errorMessage={errorOf(errors, 'small')}
          />
        )}
        <Button text="Publish these figures" preventDoubleClick={true} />
      </form>
      <form method="post" action={`${address}/discard`}>
        <Button text="Give this hand-in up" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Layout>
  )
}
