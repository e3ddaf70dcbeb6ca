import { formatDate, formatDateTime } from '#platform/clock'
import { Button, type Html, Layout, MojAlert, SummaryList } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable } from '#platform/lists'
import type { ChainState, OutsideState, Verification } from './read-chain.ts'

export type SealsPageProps = {
  frame: Frame
  chain: ChainState | undefined
  outside: OutsideState
  verifications: readonly Verification[]
}

/** Whether the audit is whole: the chain of seals, what is kept outside, and what was found when it was checked. */
export function SealsPage({ frame, chain, outside, verifications }: SealsPageProps): Html {
  const running = verifications.find(({ finishedAt }) => finishedAt === null)
  const last = verifications.find(({ finishedAt }) => finishedAt !== null)
  return (
    <Layout {...frame} wide title="Seals of the audit">
      {last !== undefined && <Verdict verification={last} />}
      <h1 class="govuk-heading-l">Seals of the audit</h1>
      <p class="govuk-body">
        Every few seconds what was written down is sealed into a chain: nobody can change, remove or put in an
        entry without breaking it. Once a day the end of the chain is kept outside the database, so that even
        its owner cannot rewrite it unseen.
      </p>
      {chain === undefined ? (
        <p class="govuk-body">Nothing has been sealed yet.</p>
      ) : (
        <Chain chain={chain} outside={outside} />
      )}
      <section aria-labelledby="check">
        <h2 class="govuk-heading-m" id="check">
          Check the whole chain
        </h2>
        {running === undefined ? (
          <form method="post" action="/governance/seals/verify">
            <Button text="Check it now" classes="govuk-button--secondary" preventDoubleClick={true} />
          </form>
        ) : (
          <Progress verification={running} />
        )}
        <Runs verifications={verifications} />
      </section>
      <p class="govuk-body">
        Against the seals kept outside it is checked with <code>audit verify --against</code>, by whoever
        keeps them.{' '}
        <a class="govuk-link" href="/signing-key">
          The key they are signed with
        </a>
      </p>
    </Layout>
  )
}

function Verdict({ verification }: { verification: Verification }): Html {
  const { finishedAt, askedAt, faultCount, faults } = verification
  const when = formatDateTime(finishedAt ?? askedAt)
  if (faultCount === 0)
    return (
      <MojAlert
        variant="success"
        title="Nothing was touched"
        text={`The chain held when it was checked at ${when}.`}
        role="status"
      />
    )
  return (
    <MojAlert
      variant="error"
      title="The audit has been tampered with"
      showTitleAsHeading={true}
      role="alert"
      html={
        <>
          <p>{`${faultCount} faults were found at ${when}. Keep the database as it is and tell whoever answers for it.`}</p>
          <ul>
            {faults.map((fault) => (
              <li>{fault}</li>
            ))}
          </ul>
        </>
      }
    />
  )
}

function Chain({ chain, outside }: { chain: ChainState; outside: OutsideState }): Html {
  const rows: [string, string][] = [
    ['Last seal', `Number ${chain.number.toLocaleString('en-GB')}, ${formatDateTime(chain.sealedAt)}`],
    ['Entries in it', chain.entries.toLocaleString('en-GB')],
    ['Waiting for the next', chain.awaiting.toLocaleString('en-GB')],
    ['Its hash (SHA-256)', chain.hash],
    [
      'Kept outside',
      outside.last === undefined
        ? 'Nothing yet'
        : `${outside.count.toLocaleString('en-GB')} daily seals, the last of ${formatDate(outside.last)}`,
    ],
  ]
  return (
    <SummaryList
      classes="app-dense-summary"
      rows={rows.map(([key, value]) => ({
        key: { text: key },
        value: { text: value },
      }))}
    />
  )
}

function Progress({
  verification: { sealsChecked, sealsToCheck, askedAt },
}: {
  verification: Verification
}): Html {
  return (
    <>
      <p class="govuk-body" role="status">
        {`Being checked since ${formatDateTime(askedAt)}: ${sealsChecked.toLocaleString('en-GB')} of ${sealsToCheck.toLocaleString('en-GB')} seals.`}
      </p>
      <progress
        class="app-progress"
        max={Math.max(1, sealsToCheck)}
        value={sealsChecked}
        aria-label="Seals checked"
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/governance/seals">
          Look again
        </a>
      </p>
    </>
  )
}

function Runs({ verifications }: { verifications: readonly Verification[] }): Html | null {
  const ended = verifications.filter(({ finishedAt }) => finishedAt !== null)
  if (ended.length === 0) return null
  return (
    <DenseTable
      caption="Earlier checks"
      captionSize="s"
      head={['When', 'Asked by', 'Seals', 'Entries', 'Faults']}
    >
      {ended.map((run) => (
        <tr class="govuk-table__row">
          <th scope="row" class="govuk-table__header">
            {formatDateTime(run.finishedAt ?? run.askedAt)}
          </th>
          <td class="govuk-table__cell">{run.askedByName ?? ''}</td>
          <td class="govuk-table__cell">{run.sealsChecked.toLocaleString('en-GB')}</td>
          <td class="govuk-table__cell">{run.sealedEntries.toLocaleString('en-GB')}</td>
          <td class="govuk-table__cell">{run.faultCount.toLocaleString('en-GB')}</td>
        </tr>
      ))}
    </DenseTable>
  )
}
