import { formatDate } from '#platform/clock'
import type { Html } from '#platform/govuk'
import { RowsTable } from '#platform/lists'
import { asSentence } from '../fact-words.ts'
import type { RuleChange } from './compare-lists.ts'
import type { Replay } from './replay.ts'

export const changesAddress = '/triage/rules/changes'
export const draftAddress = (id: string) => `${changesAddress}/drafts/${id}`
export const proposalAddress = (id: string) => `${changesAddress}/${id}`

/** The rules that are other than before, each as it is and as it would be. */
export function ChangedRules({ changes }: { changes: readonly RuleChange[] }): Html {
  return (
    <section aria-labelledby="changes">
      <h2 class="govuk-heading-m" id="changes">
        What changes
      </h2>
      <RowsTable
        caption="Rules that change"
        head={['Rule', 'What', 'As it is', 'As it would be']}
        none="Nothing is changed yet."
        rows={changes.map(({ what, name, before, after }) => [
          name,
          asSentence(what),
          <Lines lines={before} />,
          <Lines lines={after} />,
        ])}
      />
    </section>
  )
}

function Lines({ lines }: { lines: readonly string[] }): Html {
  return (
    <>
      {lines.map((line, at) => (
        <>
          {at > 0 && <br />}
          {line}
        </>
      ))}
    </>
  )
}

/** How many of the last weeks' reports would have gone elsewhere. */
export function ReplayedReports({ replay }: { replay: Replay }): Html {
  const { reports, elsewhere, moves, prompts, since } = replay
  return (
    <section aria-labelledby="replay">
      <h2 class="govuk-heading-m" id="replay">
        What it would have done
      </h2>
      <p class="govuk-body">
        {`Of ${reports} ${reports === 1 ? 'report' : 'reports'} filed since ${formatDate(since)}, ${elsewhere} would have gone elsewhere. Restricted reports are left out: they go by clearances as well.`}
      </p>
      {moves.length > 0 && (
        <RowsTable
          caption="Reports that would have gone elsewhere"
          head={['From', 'To', { numeric: 'Reports' }]}
          none=""
          rows={moves.map(({ from, to, reports: moved }) => [from, to, String(moved)])}
        />
      )}
      {prompts.length > 0 && (
        <RowsTable
          caption="Reports that would have raised a prompt"
          head={['Rule', { numeric: 'As it is' }, { numeric: 'As it would be' }]}
          none=""
          rows={prompts.map(({ name, before, after }) => [name, String(before), String(after)])}
        />
      )}
    </section>
  )
}
