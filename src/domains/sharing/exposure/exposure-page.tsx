import { formatDate, formatDateTime } from '#platform/clock'
import { Button, type Html, Layout, MojAlert } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable, FilterChoice, PageLinks, RowsTable } from '#platform/lists'
import type { FindingKind } from './find-exposure.ts'
import type { ExposureRun, ListedFinding, UncoveredPair } from './read-exposure.ts'

export const findingNames: Readonly<Record<FindingKind, string>> = {
  drift: 'Shown to somebody who should not see it',
  override: 'Shared without an agreement',
  agreement_over: 'Its agreement is over',
  nobody_cleared: 'Restricted, and nobody is cleared for it',
  reads_many: 'Opened far more than usual',
  reads_one_often: 'Opened one record again and again',
  reads_at_night: 'Opened restricted records at night',
}

export type ExposurePageProps = {
  frame: Frame
  runs: readonly ExposureRun[]
  shown: ExposureRun | undefined
  findings: readonly ListedFinding[]
  pairs: readonly UncoveredPair[]
  kind: FindingKind | undefined
  next: string | undefined
  /** The co-ordinator sees how many and no record. */
  seesFindings: boolean
}

/** The nightly exposure report: who sees more than is explained, and who reads unusually. */
export function ExposurePage(props: ExposurePageProps): Html {
  const { frame, runs, shown } = props
  const running = runs.find(({ finishedAt }) => finishedAt === null)
  return (
    <Layout {...frame} wide title="Exposure">
      {shown && shown.drifted > 0 && <DriftAlert run={shown} />}
      <h1 class="govuk-heading-l">Exposure</h1>
      <p class="govuk-body">
        Every night each record is looked at: is it shown to exactly those its holder and its shares explain?
        And each person’s reading: is it as usual?
      </p>
      {running ? <Progress run={running} /> : <AskForm hasDrift={(shown?.drifted ?? 0) > 0} />}
      <Runs runs={runs} />
      {shown && props.seesFindings && <Findings {...props} shown={shown} />}
    </Layout>
  )
}

function DriftAlert({ run }: { run: ExposureRun }): Html {
  return (
    <MojAlert
      variant="error"
      title="Records are shown to the wrong people"
      showTitleAsHeading={true}
      role="alert"
      html={
        <p>
          {`The audience of ${run.drifted === 1 ? '1 record is' : `${run.drifted} records are`} not what holder and shares make of it. Put it right, then find out who changed it.`}
        </p>
      }
    />
  )
}

function Progress({ run }: { run: ExposureRun }): Html {
  return (
    <>
      <p class="govuk-body" role="status">
        {`Looking: ${run.recordsChecked.toLocaleString('en-GB')} of ${run.recordsToCheck.toLocaleString('en-GB')} records. `}
        <a class="govuk-link" href="/exposure">
          Show how far it is
        </a>
      </p>
      <progress
        class="app-progress"
        max={Math.max(run.recordsToCheck, 1)}
        value={run.recordsChecked}
        aria-label="Records looked at"
      />
    </>
  )
}

function AskForm({ hasDrift }: { hasDrift: boolean }): Html {
  return (
    <form method="post" action="/exposure">
      {hasDrift ? (
        <Button
          text="Put it right and look again"
          name="mends"
          value="yes"
          classes="govuk-button--warning"
          preventDoubleClick={true}
        />
      ) : (
        <Button text="Look now" classes="govuk-button--secondary" preventDoubleClick={true} />
      )}
    </form>
  )
}

function Runs({ runs }: { runs: readonly ExposureRun[] }): Html {
  return (
    <RowsTable
      caption="Looks so far"
      captionSize="m"
      head={[
        'When',
        { numeric: 'Records' },
        { numeric: 'Wrongly shown' },
        { numeric: 'Without an agreement' },
        { numeric: 'Unusual reading' },
      ]}
      rows={runs.map((run) => [
        <>
          <a class="govuk-link" href={`/exposure?run=${run.id}`}>
            {formatDateTime(run.startedAt)}
          </a>
          {run.askedByName ? ` asked by ${run.askedByName}` : ' nightly'}
          {run.finishedAt === null && ', under way'}
        </>,
        ...[run.recordsChecked, run.drifted, run.uncovered, run.unusual].map((count) =>
          count.toLocaleString('en-GB'),
        ),
      ])}
    />
  )
}

function Findings({ shown, findings, pairs, kind, next }: ExposurePageProps & { shown: ExposureRun }): Html {
  return (
    <>
      {pairs.length > 0 && <Pairs pairs={pairs} />}
      <section aria-labelledby="findings">
        <h2 class="govuk-heading-m" id="findings">
          {`To look at in your organisation, ${formatDate(shown.startedAt)}`}
        </h2>
        <form method="get" action="/exposure">
          <input type="hidden" name="run" value={shown.id} />
          <FilterChoice name="kind" label="Kind" all="Everything" choices={findingNames} value={kind} />
          <Button text="Show" classes="govuk-button--secondary" />
        </form>
        {findings.length === 0 ? (
          <p class="govuk-body">Nothing was found.</p>
        ) : (
          <FindingList findings={findings} />
        )}
        <PageLinks next={next && next} />
      </section>
    </>
  )
}

function FindingList({ findings }: { findings: readonly ListedFinding[] }): Html {
  return (
    <DenseTable caption="Findings" head={['What', 'Record or person', 'Seen by', 'How much', 'Detail']}>
      {findings.map((finding) => (
        <tr class="govuk-table__row">
          <th scope="row" class="govuk-table__header">
            {findingNames[finding.kind]}
          </th>
          <td class="govuk-table__cell">
            <Subject finding={finding} />
          </td>
          <td class="govuk-table__cell">{finding.receiverName ?? ''}</td>
          <td class="govuk-table__cell">{howMuch(finding)}</td>
          <td class="govuk-table__cell govuk-!-text-break-word">{finding.detail}</td>
        </tr>
      ))}
    </DenseTable>
  )
}

function Subject({ finding }: { finding: ListedFinding }): Html {
  const { recordKind, reference, memberId, memberName } = finding
  return (
    <>
      {memberId !== null && (
        <a class="govuk-link" href={`/people/${memberId}/activity`}>
          {memberName ?? 'Somebody'}
        </a>
      )}
      {memberId !== null && reference !== null && ', '}
      {reference !== null && (
        <a class="govuk-link" href={`/${recordKind}s/${reference}/sharing`}>
          {reference}
        </a>
      )}
      {memberId === null && reference === null && 'A restricted record: ask somebody who is cleared'}
    </>
  )
}

function howMuch({ kind, counted, usual }: ListedFinding): string {
  if (kind === 'reads_many') return `${counted} records in a day, usually ${usual}`
  if (kind === 'reads_one_often') return `${counted} times in a day`
  if (kind === 'reads_at_night') return `${counted} records before 5 am`
  return ''
}

function Pairs({ pairs }: { pairs: readonly UncoveredPair[] }): Html {
  const most = Math.max(...pairs.map(({ records }) => records))
  return (
    <DenseTable
      caption="Shared without an agreement, from whom to whom"
      captionSize="m"
      head={['From', 'To', 'Records']}
    >
      {pairs.map(({ giver, receiver, records }) => (
        <tr class="govuk-table__row">
          <th scope="row" class="govuk-table__header">
            {giver}
          </th>
          <td class="govuk-table__cell">{receiver}</td>
          <td class="govuk-table__cell">
            <meter class="app-meter" min={0} max={most} value={records} aria-hidden="true" /> {records}
          </td>
        </tr>
      ))}
    </DenseTable>
  )
}
