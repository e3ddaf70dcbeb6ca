import type { LocalDate } from '#platform/clock'
import type { Html } from '#platform/govuk'
import { HandOverList } from './hand-over-words.tsx'
import type { HandOverRow } from './read-hand-over.ts'

export type HandOverPanelProps = {
  handOvers: readonly HandOverRow[]
  organisations: readonly number[]
  today: LocalDate
}

const shown = 4

/** On the page of a record: who supports it and what awaits an answer. Handing it over has a page beside it. */
export function HandOverPanel(props: HandOverPanelProps): Html | null {
  const { handOvers } = props
  const supporting = handOvers.filter(({ kind, status }) => kind === 'assign' && status === 'accepted')
  const others = handOvers.filter((handOver) => !supporting.includes(handOver))
  if (handOvers.length === 0) return null
  return (
    <section aria-labelledby="hand-over">
      <h2 class="govuk-heading-m" id="hand-over">
        Hand-overs
      </h2>
      {supporting.length > 0 && (
        <>
          <h3 class="govuk-heading-s">Supporting teams</h3>
          <HandOverList {...props} handOvers={supporting} />
        </>
      )}
      {others.length > 0 && <HandOverList {...props} handOvers={others.slice(0, shown)} />}
    </section>
  )
}
