import type { Child, Html } from '#platform/govuk'

/** The name of a column: as it is, above numbers (to the right, as they are), or heard and not seen. */
export type ColumnHead = string | { readonly numeric: string } | { readonly hidden: string }

export type DenseTableProps = {
  caption: string
  /** Shown above the table in this size; without it only screen readers hear it. */
  captionSize?: 's' | 'm'
  /** What screen readers call this part of the page, where several tables have the same caption. */
  label?: string
  classes?: string
  head: readonly ColumnHead[]
  /** Lets j and k go through the links marked with `data-queue-link`. */
  byKeyboard?: boolean
  /** Rows: `<tr class="govuk-table__row">`. */
  children?: Child
}

/** A table of staff pages, which scrolls sideways in itself where the page is narrow. */
export function DenseTable(props: DenseTableProps): Html {
  const { caption, captionSize, label = caption, classes, head, byKeyboard, children } = props
  return (
    <section class="app-scroll" aria-label={label} tabindex={0}>
      <table
        class={['govuk-table app-dense-table', classes].filter(Boolean).join(' ')}
        data-module={byKeyboard ? 'queue-keys' : undefined}
      >
        <caption
          class={
            captionSize === undefined
              ? 'govuk-visually-hidden'
              : `govuk-table__caption govuk-table__caption--${captionSize}`
          }
        >
          {caption}
        </caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {head.map((column) => (
              <th
                class={`govuk-table__header${isNumeric(column) ? ' govuk-table__header--numeric' : ''}`}
                scope="col"
              >
                {nameOf(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">{children}</tbody>
      </table>
    </section>
  )
}

const isNumeric = (column: ColumnHead | undefined) => typeof column === 'object' && 'numeric' in column

function nameOf(column: ColumnHead): Child {
  if (typeof column === 'string') return column
  return 'numeric' in column ? column.numeric : <span class="govuk-visually-hidden">{column.hidden}</span>
}

export type RowsTableProps = Omit<DenseTableProps, 'children'> & {
  /** The first cell of a row is its heading. */
  rows: readonly (readonly Child[])[]
  /** What is said instead of an empty table; left out where it is never empty. */
  none?: Child
}

/** A dense table of plain cells. */
export function RowsTable({ rows, none, ...table }: RowsTableProps): Html {
  if (rows.length === 0 && none !== undefined) return <p class="govuk-body">{none}</p>
  const numeric = table.head.map(isNumeric)
  return (
    <DenseTable {...table}>
      {rows.map(([first, ...others]) => (
        <tr class="govuk-table__row">
          <th class="govuk-table__header" scope="row">
            {first}
          </th>
          {others.map((cell, index) => (
            <td class={`govuk-table__cell${numeric[index + 1] ? ' govuk-table__cell--numeric' : ''}`}>
              {cell}
            </td>
          ))}
        </tr>
      ))}
    </DenseTable>
  )
}
