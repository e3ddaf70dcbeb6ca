import { RecordNavigation } from '#domains/sharing'
import { CountBars } from '#platform/charts'
import { formatDate, formatDateTime } from '#platform/clock'
import { Details, type Html, InsetText, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { PageLinks, queryOf } from '#platform/lists'
import { DisclosureFilters, EntriesTable, Export } from './disclosures-list.tsx'
import { type DisclosureFilter, verbCodes, verbs } from './filter.ts'
import { addressOf, type DisclosedRecord } from './find-record.ts'
import { groupDays } from './group-days.ts'
import type { DisclosedEntry, DisclosureLine, DisclosureView, GivenSight } from './read-disclosures.ts'

export type DisclosuresPageProps = {
  frame: Frame
  record: DisclosedRecord
  filter: DisclosureFilter
  view: DisclosureView
  sight: readonly GivenSight[]
  /** Whether people of other organisations are named to this reader. */
  names: boolean
  /** Organisations whose people's activity this reader may open. */
  overseen: readonly number[]
  signingKeyUrl: string
  /** Whether the reader opens the record itself. */
  opens: boolean
}

/** Who has seen one record, who was told what, and why. */
export function DisclosuresPage(props: DisclosuresPageProps): Html {
  const { frame, record, filter, view, names } = props
  const { entries } = view
  const next = entries === undefined ? view.next : entries.next
  const { unit, bars } = groupDays(view.days)
  const address = `${addressOf(record)}/disclosures`
  return (
    <Layout {...frame} wide title={`Who has seen ${record.reference}`}>
      <RecordNavigation
        kind={record.kind}
        reference={record.reference}
        current="disclosures"
        opens={props.opens}
      />
      <span class="govuk-caption-l">
        {record.title.includes(record.reference) ? record.title : `${record.title} · ${record.reference}`}
      </span>
      <h1 class="govuk-heading-l">Who has seen this, who was told what and why</h1>
      <p class="govuk-body-l">{summaryOf(view)}</p>
      {!names && (
        <InsetText>
          People of your own organisation are named. Of other organisations you see how many people read it
          and on which days; the organisation that holds the record can look up who they are.
        </InsetText>
      )}
      <CountBars caption={`Times opened, by ${unit.toLowerCase()}`} unit={unit} bars={bars} />
      <Told told={view.told} />
      <Sight sight={props.sight} />
      <section aria-labelledby="readers">
        <h2 class="govuk-heading-m" id="readers">
          {entries === undefined ? 'Who did what with it' : 'Each act'}
        </h2>
        <DisclosureFilters action={address} filter={filter} view={view} />
        <p class="govuk-body">
          {entries === undefined ? (
            <a
              class="govuk-link"
              href={`${address}?${queryOf(filter, { view: 'entries', after: undefined })}#readers`}
            >
              List each act by itself
            </a>
          ) : (
            <a
              class="govuk-link"
              href={`${address}?${queryOf(filter, { view: undefined, after: undefined })}#readers`}
            >
              Group by person
            </a>
          )}
        </p>
        {entries === undefined ? (
          <Lines {...props} address={address} />
        ) : (
          <EntriesTable entries={entries.entries} caption="Each act, newest first" />
        )}
        <PageLinks next={next && `${address}?${queryOf(filter, { after: next })}#readers`} />
      </section>
      <Export address={address} filter={filter} signingKeyUrl={props.signingKeyUrl} />
    </Layout>
  )
}

const count = (number: number, one: string, many = `${one}s`) =>
  `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`

function summaryOf({ people, organisationCount, times }: DisclosureView): string {
  if (times === 0) return 'Nothing is written down here for these filters.'
  return `${count(people, 'person', 'people')} of ${count(organisationCount, 'organisation')}: ${count(times, 'act')} written down.`
}

function Told({ told }: { told: readonly DisclosedEntry[] }): Html {
  return (
    <section aria-labelledby="told">
      <h2 class="govuk-heading-m" id="told">
        Who was told
      </h2>
      {told.length === 0 ? (
        <p class="govuk-body">It was disclosed to nobody by a person here.</p>
      ) : (
        <EntriesTable entries={told} caption="Disclosures, newest first" />
      )}
    </section>
  )
}

const becauseWords: Readonly<Record<string, string>> = {
  rule: 'By a sharing rule',
  case: 'Belongs to a case that is shared',
  partner: 'Shared by a person under an agreement',
  override: 'Shared by a person without an agreement',
  hand_over: 'Asked for and accepted',
  submission: 'They sent it in',
}
const levelWords = {
  exists: 'that it exists',
  signpost: 'whom to ask',
  summary: 'in summary',
  full: 'in full',
} as const

function Sight({ sight }: { sight: readonly GivenSight[] }): Html {
  return (
    <section aria-labelledby="sight">
      <h2 class="govuk-heading-m" id="sight">
        Who was given sight of it
      </h2>
      {sight.length === 0 ? (
        <p class="govuk-body">It was shared with no other organisation.</p>
      ) : (
        <ul class="govuk-list govuk-list--spaced">
          {sight.map((given) => (
            <li>
              <strong>
                {given.personName === null
                  ? given.organisationName
                  : `${given.personName}, ${given.organisationName}`}
              </strong>
              {`: ${levelWords[given.level]}, since ${formatDateTime(given.givenAt)}`}
              {given.endedAt !== null && `, ended ${formatDateTime(given.endedAt)}`}
              {given.endedAt === null && given.expiresAt !== null && `, until ${formatDate(given.expiresAt)}`}
              {`. ${becauseWords[given.because] ?? given.because}`}
              {given.agreementTitle !== null && ` (${given.agreementTitle})`}
              {'. '}
              {given.reason !== '' && <span class="app-typed">{given.reason}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Lines({ view, filter, address, overseen }: DisclosuresPageProps & { address: string }): Html {
  if (view.lines.length === 0) return <p class="govuk-body">Nobody, for these filters.</p>
  return (
    <ul class="govuk-list app-disclosures">
      {view.lines.map((line) => (
        <li>
          <Details summaryText={lineWords(line)}>
            {line.memberId !== undefined &&
              line.organisationId !== undefined &&
              overseen.includes(line.organisationId) && (
                <p class="govuk-body">
                  <a class="govuk-link" href={`/people/${line.memberId}/activity`}>
                    {`Everything ${line.name} did`}
                  </a>
                </p>
              )}
            <EntriesTable
              caption={`Latest of ${line.name ?? line.organisationName}`}
              entries={line.latest.map((entry) => ({
                ...entry,
                isNamed: line.name !== undefined,
                actorName: line.name ?? '',
                organisationName: line.organisationName,
              }))}
            />
            {line.times > line.latest.length && line.memberId !== undefined && (
              <p class="govuk-body">
                <a
                  class="govuk-link"
                  href={`${address}?${queryOf(filter, { view: 'entries', person: line.memberId, organisation: line.organisationId, after: undefined })}#readers`}
                >
                  {`All ${count(line.times, 'act')}`}
                </a>
              </p>
            )}
          </Details>
        </li>
      ))}
    </ul>
  )
}

/** "Asha Officer, Northholme: opened 40 times, changed twice; last on 3 March 2026". */
function lineWords(line: DisclosureLine): string {
  const who =
    line.name === undefined
      ? `${count(line.people, 'person', 'people')} at ${line.organisationName || 'another system'}`
      : line.organisationName === ''
        ? line.name
        : `${line.name}, ${line.organisationName}`
  const acts = verbCodes.flatMap((code) => {
    const times = line.verbs[code]
    return times === undefined
      ? []
      : [
          `${verbs[code].toLowerCase()} ${times === 1 ? 'once' : times === 2 ? 'twice' : count(times, 'time')}`,
        ]
  })
  return `${who}: ${acts.join(', ')}; last on ${formatDate(line.lastAt)}`
}
