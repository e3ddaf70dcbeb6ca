import { formatDateTime } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, CharacterCount, type Html, Layout, SummaryList, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { exportShapes } from './export-shapes.ts'
import { gradeNames, type LogEntry, mostLetters, type PoliceIncident } from './police-incident.ts'
import type { PoliceLog } from './read-log.ts'

type PoliceLogPageProps = {
  frame: Frame
  log: PoliceLog
  /** Names the entry being written, so that one sent twice is written once. */
  form: string
  typed: Typed
  errors: readonly FormError[]
}

/** A force's running record of one report: what was written, by whom and when; the next entry; taking it along. */
export function PoliceLogPage({ frame, log, form, typed, errors }: PoliceLogPageProps): Html {
  const address = `/reports/${log.reference}/police-log`
  return (
    <Layout {...frame} title={`Police log · ${log.reference}`}>
      <ErrorsAtTop errors={errors} />
      <span class="govuk-caption-l">
        <a class="govuk-link" href={`/reports/${log.reference}`}>
          {log.reference}
        </a>
      </span>
      <h1 class="govuk-heading-l">Police log</h1>
      <p class="govuk-body">Your force alone reads this log. Entries are added and never changed.</p>
      {log.incident && <Incident incident={log.incident} address={address} typed={typed} errors={errors} />}
      <h2 class="govuk-heading-m" id="entries">
        Entries
      </h2>
      {log.entries.length === 0 ? (
        <p class="govuk-body">Nothing is in the log yet.</p>
      ) : (
        <ol class="govuk-list app-police-log">
          {log.entries.map((entry) => (
            <Entry entry={entry} />
          ))}
        </ol>
      )}
      <form method="post" action={address} novalidate={true}>
        <h2 class="govuk-heading-m">Add an entry</h2>
        <input type="hidden" name="form" value={form} />
        <TextInput
          name="officer_number"
          id="officer_number"
          label={{ text: 'Your officer or staff number' }}
          classes="govuk-input--width-10"
          value={typedValue(typed, 'officer_number')}
          spellcheck={false}
          errorMessage={errorOf(errors, 'officer_number')}
        />
        <CharacterCount
          name="words"
          id="words"
          label={{ text: 'Entry' }}
          value={typedValue(typed, 'words')}
          maxlength={mostLetters}
          threshold={75}
          rows={5}
          errorMessage={errorOf(errors, 'words')}
        />
        <Button text="Add to the log" />
      </form>
      {log.entries.length > 0 && (
        <p class="govuk-body">
          Take the log along:{' '}
          <a class="govuk-link" href={`${address}.txt`}>
            as text to paste
          </a>{' '}
          or{' '}
          <a class="govuk-link" href={`${address}.csv`}>
            as a CSV file
          </a>
        </p>
      )}
      {log.entries.length > 0 &&
        exportShapes.map(({ code, name }) => (
          <p class="govuk-body">
            {`In the shape of “${name}”, with local times and entry types: `}
            <a class="govuk-link" href={`${address}/${code}.csv`}>
              {`CSV for ${name}`}
            </a>{' '}
            or{' '}
            <a class="govuk-link" href={`${address}/${code}.xml`}>
              {`XML for ${name}`}
            </a>
          </p>
        ))}
    </Layout>
  )
}

function Entry({ entry }: { entry: LogEntry }): Html {
  const { number, at, memberName, officerNumber, words } = entry
  return (
    <li class="app-police-log__entry">
      <p class="govuk-body-s app-quiet">
        {`${number}. `}
        <time datetime={at.toISOString()}>{formatDateTime(at)}</time>
        {`, ${memberName}${officerNumber === '' ? '' : ` (${officerNumber})`}`}
      </p>
      <p class="govuk-body app-typed">{words}</p>
    </li>
  )
}

type IncidentProps = { incident: PoliceIncident; address: string; typed: Typed; errors: readonly FormError[] }

function Incident({ incident, address, typed, errors }: IncidentProps): Html {
  const { incidentNumber, occurrenceNumber, grade, officerNumber, attended } = incident
  const rows: readonly (readonly [string, string])[] = [
    ['Incident number', incidentNumber || 'Not known yet'],
    ['Occurrence number', occurrenceNumber || 'Not known yet'],
    ['Grade', gradeNames[grade]],
    ['Recorded by', officerNumber || 'No number given'],
    ['Attended', attended === null ? 'Not known' : attended ? 'Yes' : 'No'],
  ]
  return (
    <>
      <SummaryList
        rows={rows.map(([key, value]) => ({ key: { text: key }, value: { text: value } }))}
        classes="app-dense-summary"
      />
      <details class="govuk-details" open={errorOf(errors, 'incident_number') !== undefined}>
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">Give or correct the numbers</span>
        </summary>
        <form class="govuk-details__text" method="post" action={`${address}/numbers`} novalidate={true}>
          {(
            [
              ['incident_number', 'Incident number of command and control', incidentNumber],
              ['occurrence_number', 'Occurrence number of the records system', occurrenceNumber],
            ] as const
          ).map(([name, label, known]) => (
            <TextInput
              name={name}
              id={name}
              label={{ text: label }}
              classes="govuk-input--width-20"
              value={typedValue(typed, name) || known}
              spellcheck={false}
              errorMessage={errorOf(errors, name)}
            />
          ))}
          <Button text="Save the numbers" classes="govuk-button--secondary" />
        </form>
      </details>
    </>
  )
}
