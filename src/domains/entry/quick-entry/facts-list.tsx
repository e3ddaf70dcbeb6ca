import type { Html } from '#platform/govuk'
import type { DerivedFact } from './derive-facts.ts'

/** What follows from what was typed, each with what it follows from. */
export function FactsList({ facts }: { facts: readonly DerivedFact[] }): Html {
  return (
    <>
      <h3 class="govuk-heading-s">Follows from the place and the type</h3>
      <dl class="app-assisted__facts">
        {facts.map(({ name, value, origin }) => (
          <div>
            <dt>{name}</dt>
            <dd>
              {value} <span class="app-assisted__origin">from {origin}</span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
