import type { Child, Html } from '#platform/govuk'

export type DenseTableProps = {
  caption: string
  head: readonly string[]
  /** The first cell of a row is its heading. */
  rows: readonly (readonly Child[])[]
  /** What is said instead of an empty table. */
  none: string
}

/** A table of staff pages, which scrolls sideways in itself where the page is narrow. */
export function DenseTable({ caption, head, rows, none }: DenseTableProps): Html {
  if (rows.length === 0) return <p class="govuk-body">{none}</p>
  return (
    <section class="app-scroll" aria-label={caption} tabindex={0}>
      <table class="govuk-table app-dense-table">
        <caption class="govuk-visually-hidden">{caption}</caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {head.map((name) => (
              <th class="govuk-table__header" scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
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
        </tbody>
      </table>
    </section>
  )
}
