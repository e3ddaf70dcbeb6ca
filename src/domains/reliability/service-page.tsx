import { StateStrip, type StripCell } from '#platform/charts'
import { addDays, formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  Button,
  Details,
  type Html,
  Layout,
  MojAlert,
  SummaryList,
  Tag,
  Textarea,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { budgetLeft, burnRate, quantileMs } from './error-budget.ts'
import { type JourneyCode, journeyNames } from './journey.ts'
import type { Objective } from './objective.ts'
import type { JourneyDay, Outage, ServiceState } from './read-service.ts'
import { kindNames } from './recorder.ts'

export type ServicePageProps = {
  frame: Frame
  objective: Objective
  state: ServiceState
  now: Date
  today: LocalDate
  typed: Typed
  errors: readonly FormError[]
  isSaved: boolean
}

/** Faster than this a budget of four weeks is gone within two days. */
const fastBurn = 14.4

const nameOf = (code: string) =>
  Object.hasOwn(journeyNames, code) ? journeyNames[code as JourneyCode] : code
const percent = (perMillion: number) => `${Number((100 - perMillion / 10_000).toFixed(4))} %`
const counted = (count: number) => count.toLocaleString('en-GB')
const inMs = (ms: number | undefined) =>
  ms === undefined ? '' : Number.isFinite(ms) ? `up to ${counted(ms)} ms` : 'over 5,000 ms'

/** Whether the service keeps what it promises, and what goes wrong now. */
export function ServicePage(props: ServicePageProps): Html {
  const { frame, objective, state, errors, isSaved } = props
  const open = state.outages.filter(({ endedAt }) => endedAt === null)
  return (
    <Layout {...frame} wide title="How the service is">
      <ErrorsAtTop errors={errors} />
      {isSaved && <MojAlert variant="success" title="Saved" text="The objective is set." />}
      <h1 class="govuk-heading-l">How the service is</h1>
      {open.map(({ journey, problem, beganAt }) => (
        <MojAlert
          variant="error"
          title={`Not well: ${nameOf(journey)}`}
          text={`${nameOf(journey)}: ${problem}, since ${formatDateTime(beganAt)}.`}
        />
      ))}
      <Budget objective={objective} state={state} />
      <Journeys {...props} />
      <h2 class="govuk-heading-m">Answers of the last 24 hours</h2>
      <RowsTable
        caption="Answers of the last 24 hours by kind"
        head={[
          'Kind',
          { numeric: 'Requests' },
          { numeric: 'Faults' },
          { numeric: 'Half of them took' },
          { numeric: '95 of 100 took' },
        ]}
        none="Nothing has been counted yet."
        rows={state.kinds.map(({ kind, requests, faults, durations }) => [
          kindNames[kind] ?? kind,
          counted(requests),
          counted(faults),
          inMs(quantileMs(durations, 0.5)),
          inMs(quantileMs(durations, 0.95)),
        ])}
      />
      <h2 class="govuk-heading-m">Latest faults</h2>
      <p class="govuk-body">
        The reference stood on the page that the person saw. Look for it in the log: the cause stands in the
        same line.
      </p>
      <RowsTable
        caption="Latest faults, the newest first"
        head={['When', 'Reference', 'Route', 'Status', 'Kind']}
        none="None is kept."
        rows={state.faults.map(({ at, reference, method, route, status, kind }) => [
          formatDateTime(at),
          <code>{reference}</code>,
          `${method} ${route}`,
          String(status),
          kindNames[kind] ?? kind,
        ])}
      />
      <Outages outages={state.outages} />
      <ObjectiveForm {...props} />
    </Layout>
  )
}

function Budget({ objective, state }: Pick<ServicePageProps, 'objective' | 'state'>): Html {
  const { faultsPerMillion, windowDays } = objective
  const left = budgetLeft(state.inWindow, faultsPerMillion)
  const allowed = left + state.inWindow.faults
  const isKept = left >= 0
  const burns = [burnRate(state.lastHour, faultsPerMillion), burnRate(state.lastSixHours, faultsPerMillion)]
  const answered =
    state.inWindow.requests === 0
      ? 'Nothing has been counted yet'
      : `${((1 - state.inWindow.faults / state.inWindow.requests) * 100).toFixed(3)} % of ${counted(state.inWindow.requests)} requests`
  return (
    <section aria-labelledby="budget">
      <h2 class="govuk-heading-m" id="budget">
        Error budget
      </h2>
      {(burns[0] ?? 0) > fastBurn && (
        <MojAlert
          variant="error"
          title="The budget burns fast"
          text="At the pace of the last hour all of it is gone within two days. Look at the latest faults."
        />
      )}
      <SummaryList
        classes="app-dense-summary"
        rows={[
          {
            key: { text: 'Objective' },
            value: {
              text: `${percent(faultsPerMillion)} of requests answered without a fault of ours, over ${windowDays} days${objective.setAt ? `; set ${formatDate(objective.setAt)} by ${objective.setByName ?? 'somebody'}: ${objective.reason}` : ' (the usual: nobody has set it)'}`,
            },
          },
          { key: { text: 'Answered without one' }, value: { text: answered } },
          {
            key: { text: 'Budget left' },
            value: {
              html: (
                <>
                  {`${counted(left)} of ${counted(allowed)} faults `}
                  <Tag
                    text={isKept ? 'Kept' : 'Broken'}
                    classes={isKept ? 'govuk-tag--green' : 'govuk-tag--red'}
                  />
                </>
              ),
            },
          },
          {
            key: { text: 'Burn rate' },
            value: {
              text: `${(burns[0] ?? 0).toFixed(1)} in the last hour, ${(burns[1] ?? 0).toFixed(1)} in the last six (1 spends the budget exactly in ${windowDays} days)`,
            },
          },
        ]}
      />
    </section>
  )
}

function cellsOf(
  journey: string,
  rows: readonly JourneyDay[],
  labels: readonly { key: string; label: string }[],
): StripCell[] {
  return labels.map(({ key, label }) => {
    const found = rows.find((row) => row.journey === journey && row.day.startsWith(key))
    if (found === undefined) return { label, state: 'unknown', says: 'not made' }
    return found.failed > 0
      ? { label, state: 'failed', says: `${found.failed} of ${found.runs} failed` }
      : { label, state: 'well', says: `${found.runs} went well` }
  })
}

function Journeys({ state, today }: ServicePageProps): Html {
  const codes = [...new Set([...state.last, ...state.days].map(({ journey }) => journey))].sort()
  const days = Array.from({ length: 28 }, (_, at) => {
    const key = addDays(today, at - 27)
    return { key, label: formatDate(key) }
  })
  return (
    <section aria-labelledby="journeys">
      <h2 class="govuk-heading-m" id="journeys">
        Journeys through the service
      </h2>
      <p class="govuk-body">
        The service goes through itself every minute. Nothing of it is kept in any list or statistic.
      </p>
      <RowsTable
        caption="Journeys, how they went last"
        head={['Journey', 'Now', 'Last made', { numeric: 'Took' }, 'Last 28 days']}
        none="None has been made: they are switched off here, or the service has just started."
        rows={codes.map((code) => {
          const last = state.last.find(({ journey }) => journey === code)
          return [
            nameOf(code),
            last === undefined ? (
              <Tag text="Not made" classes="govuk-tag--grey" />
            ) : last.problem === '' ? (
              <Tag text="Well" classes="govuk-tag--green" />
            ) : (
              <>
                <Tag text="Failed" classes="govuk-tag--red" /> {last.problem}
              </>
            ),
            last ? formatDateTime(last.at) : 'Not in 24 hours',
            last ? `${counted(last.ms)} ms` : '',
            <StateStrip caption={`${nameOf(code)}, last 28 days`} cells={cellsOf(code, state.days, days)} />,
          ]
        })}
      />
      <Details summaryText="Show the numbers">
        <RowsTable
          caption="Runs by day"
          head={['Day', 'Journey', { numeric: 'Runs' }, { numeric: 'Failed' }, { numeric: 'Slowest' }]}
          none="None yet."
          rows={state.days
            .toReversed()
            .map(({ day, journey, runs, failed, slowestMs }) => [
              formatDate(day.slice(0, 10)),
              nameOf(journey),
              counted(runs),
              counted(failed),
              `${counted(slowestMs)} ms`,
            ])}
        />
        <RowsTable
          caption="Runs by hour, last 24 hours"
          head={['Hour', 'Journey', { numeric: 'Runs' }, { numeric: 'Failed' }, { numeric: 'Slowest' }]}
          none="None yet."
          rows={state.hours
            .toReversed()
            .map(({ day, journey, runs, failed, slowestMs }) => [
              day.slice(11),
              nameOf(journey),
              counted(runs),
              counted(failed),
              `${counted(slowestMs)} ms`,
            ])}
        />
      </Details>
    </section>
  )
}

function Outages({ outages }: { outages: readonly Outage[] }): Html {
  return (
    <>
      <h2 class="govuk-heading-m">Outages</h2>
      <RowsTable
        caption="Outages, those that go on first"
        head={['Journey', 'From', 'To', 'What was seen', 'Called']}
        none="None is kept."
        rows={outages.map(({ journey, beganAt, endedAt, problem, called }) => [
          nameOf(journey),
          formatDateTime(beganAt),
          endedAt ? formatDateTime(endedAt) : <Tag text="Goes on" classes="govuk-tag--red" />,
          problem,
          called || 'Nobody is to be called',
        ])}
      />
    </>
  )
}

function ObjectiveForm({ objective, typed, errors }: ServicePageProps): Html {
  const value = (name: string, now: string) => (name in typed ? typedValue(typed, name) : now)
  return (
    <Details summaryText="Set the objective and who is called" open={errors.length > 0}>
      <form method="post" action="/service" novalidate>
        <TextInput
          name="target"
          inputmode="decimal"
          classes="govuk-input--width-5"
          label={{ text: 'Requests answered without a fault of ours' }}
          suffix={{ text: '%' }}
          value={value('target', percent(objective.faultsPerMillion).replace(' %', ''))}
          errorMessage={errorOf(errors, 'target')}
        />
        <TextInput
          name="windowDays"
          inputmode="numeric"
          classes="govuk-input--width-3"
          label={{ text: 'Over how many days' }}
          value={value('windowDays', String(objective.windowDays))}
          errorMessage={errorOf(errors, 'windowDays')}
        />
        <TextInput
          name="callEmail"
          type="email"
          label={{ text: 'Who is sent a message when a journey fails (optional)' }}
          hint={{ text: 'A shared address: once an outage.' }}
          value={value('callEmail', objective.callEmail)}
          errorMessage={errorOf(errors, 'callEmail')}
        />
        <Textarea
          name="why"
          rows={2}
          label={{ text: 'Why' }}
          value={value('why', '')}
          errorMessage={errorOf(errors, 'why')}
        />
        <Button text="Set it" preventDoubleClick={true} />
      </form>
    </Details>
  )
}
