import type { Child, Html } from '#platform/govuk'

export type DenseTableProps = {
  caption: string
  /** Shown above the table in this size; without it only screen readers hear it. */
  captionSize?: 's' | 'm'
  head: readonly Child[]
  /** Lets j and k go through the links marked with `data-queue-link`. */
  byKeyboard?: boolean
  /** Rows: `<tr class="govuk-table__row">`. */
  children?: Child
}

/** A table of staff pages, which scrolls sideways in itself where the page is narrow. */
export function DenseTable({ caption, captionSize, head, byKeyboard, children }: DenseTableProps): Html {
  return (
    <section class="app-scroll" aria-label={caption} tabindex={0}>
      <table class="govuk-table app-dense-table" data-module={byKeyboard ? 'queue-keys' : undefined}>
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
            {head.map((name) => (
              <th class="govuk-table__header" scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">{children}</tbody>
      </table>
    </section>
  )
}

export type RowsTableProps = Omit<DenseTableProps, 'children'> & {
  /** The first cell of a row is its heading. */
  rows: readonly (readonly Child[])[]
  /** What is said instead of an empty table. */
  none: Child
}

/** A dense table of plain cells. */
export function RowsTable({ rows, none, ...table }: RowsTableProps): Html {
  if (rows.length === 0) return <p class="govuk-body">{none}</p>
  return (
    <DenseTable {...table}>
      {rows.map(([first, ...others]) => (
        <tr class="govuk-table__row">
          <th class="govuk-table__header" scope="row">
            {first}
          </th>
          {others.map((cell) => (
            <td class="govuk-table__cell">{cell}</td>
          ))}
        </tr>
      ))}
    </DenseTable>
  )
}
