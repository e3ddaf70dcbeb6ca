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

/** The filters of a list. They are sent as the query of its address, which can be kept and passed on. */
export function FilterForm({ action, children }: { action: string; children: Child }): Html {
  return (
    <search class="app-filters app-list-with-filters__filters" id="filters">
      <form method="get" action={action}>
        {children}
        <Button text="Show" classes="govuk-button--secondary" />
      </form>
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

/** A filter as the query of an address: what is not set is left out. */
export function queryOf(filter: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  )
}

/** Organisations as the choices of a filter, after the one that takes them all. */
export function organisationChoices(
  organisations: readonly { id: number; name: string }[],
  takesAll = 'Any organisation',
): { value: string; text: string }[] {
  return [
    { value: '', text: takesAll },
    ...organisations.map(({ id, name }) => ({ value: String(id), text: name })),
  ]
}
