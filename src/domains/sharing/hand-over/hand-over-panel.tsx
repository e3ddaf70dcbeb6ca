import type { LocalDate } from '#platform/clock'
import type { Html } from '#platform/govuk'
import { HandOverList } from './hand-over-words.tsx'
import type { HandOverRow } from './read-hand-over.ts'

export type HandOverPanelProps = {
  record: { kind: 'report' | 'case'; reference: string }
  handOvers: readonly HandOverRow[]
  organisations: readonly number[]
  mayHandOver: boolean
  today: LocalDate
}

const shown = 4

/** On the page of a record: who supports it, what awaits an answer, and the way to hand it over. */
export function HandOverPanel(props: HandOverPanelProps): Html | null {
  const { record, handOvers, mayHandOver } = props
  const supporting = handOvers.filter(({ kind, status }) => kind === 'assign' && status === 'accepted')
  const others = handOvers.filter((handOver) => !supporting.includes(handOver))
  if (handOvers.length === 0 && !mayHandOver) return null
  const address = `/${record.kind}s/${record.reference}/hand-over`
  return (
    <section aria-labelledby="hand-over">
      <h2 class="govuk-heading-m" id="hand-over">
        Hand over
      </h2>
      {supporting.length > 0 && (
        <>
          <h3 class="govuk-heading-s">Supporting teams</h3>
          <HandOverList {...props} handOvers={supporting} />
        </>
      )}
      {others.length > 0 && <HandOverList {...props} handOvers={others.slice(0, shown)} />}
      <p class="govuk-body">
        <a class="govuk-link" href={address}>
          {mayHandOver ? 'Assign, refer or transfer' : 'All hand-overs'}
        </a>
      </p>
    </section>
  )
}
