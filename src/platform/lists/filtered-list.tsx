import { Button, type Child, type Html, Pagination } from '#platform/govuk'

/** A list with its filters beside it, or below it where the page is narrow; a link at the top leads to them there. */
export function FilteredList({ filters, children }: { filters: Html; children: Child }): Html {
  return (
    <div class="app-list-with-filters">
      <div class="app-list-with-filters__list">
        <p class="app-list-with-filters__jump">
          <a class="govuk-link" href="#filters">
            Search and filter
          </a>
        </p>
        {children}
      </div>
      {filters}
    </div>
  )
}

export type FilterFormProps = {
  action: string
  /** It stands above its list, with the fields side by side where they fit, and not beside it. */
  above?: boolean
  /** Where the list is without any filter; only where one is set. */
  everything?: string | undefined
  children: Child
}

/** The filters of a list. They are sent as the query of its address, which can be kept and passed on. */
export function FilterForm({ action, above = false, everything, children }: FilterFormProps): Html {
  return (
    <search class={above ? 'app-filters' : 'app-filters app-list-with-filters__filters'} id="filters">
      <form method="get" action={action}>
        {above ? <div class="app-filters__fields">{children}</div> : children}
        <Button text="Show" classes="govuk-button--secondary" />
      </form>
      {everything !== undefined && (
        <p class="govuk-body">
          <a class="govuk-link" href={everything}>
            Show everything
          </a>
        </p>
      )}
    </search>
  )
}

/** Links to the pages before and after this one of a list; nothing where it is the only one. */
export function PageLinks({
  previous,
  next,
}: {
  previous?: string | undefined
  next?: string | undefined
}): Html | null {
  if (previous === undefined && next === undefined) return null
  return (
    <Pagination
      {...(previous === undefined ? {} : { previous: { href: previous, text: 'Previous page' } })}
      {...(next === undefined ? {} : { next: { href: next, text: 'Next page' } })}
    />
  )
}

/** A filter as the query of an address, with some of it changed: what is not set is left out. */
export function queryOf(filter: object, changes: object = {}): string {
  const pairs = Object.entries({ ...filter, ...changes }).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return new URLSearchParams(pairs).toString()
}
