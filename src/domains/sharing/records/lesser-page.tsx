import { formatDate } from '#platform/clock'
import { type Html, InsetText, Layout, SummaryList } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { RecordKind } from '../rules/share-by-rules.ts'
import { AskForAccess } from './ask-for-access.tsx'
import type { LesserRecord } from './lesser-record.ts'

export type LesserPageProps = {
  frame: Frame
  kind: RecordKind
  reference: string
  record: LesserRecord
  /** Whether the reader asks for access: those who do casework. */
  mayAsk: boolean
}

const statusWords: Readonly<Record<string, string>> = {
  awaiting_triage: 'Awaiting triage',
  accepted: 'Accepted',
  refused: 'Refused',
  not_asb: 'Not anti-social behaviour',
  open: 'Open',
  closed: 'Closed',
}

/** A record of which the reader was given less than everything: no more than the level says. */
export function LesserPage({ frame, kind, reference, record, mayAsk }: LesserPageProps): Html {
  const name = kind === 'report' ? 'Report' : 'Case'
  return (
    <Layout {...frame} title={`${name} ${reference}`}>
      <span class="govuk-caption-l">{captions[record.level]}</span>
      <h1 class="govuk-heading-l">{record.level === 'summary' ? record.title : `${name} ${reference}`}</h1>
      {record.level === 'summary' && <Outline kind={kind} record={record} />}
      {record.level === 'signpost' && (
        <InsetText>
          <p class="govuk-body">{`Ask ${record.organisationName}.`}</p>
          <p class="govuk-body">{record.contactAdvice}</p>
        </InsetText>
      )}
      {record.level === 'exists' && (
        <InsetText>
          {`A record of this reference exists. Your organisation sees no more of it. Ask the partnership co-ordinator, or ask for access.`}
        </InsetText>
      )}
      {mayAsk && (
        <p class="govuk-body">
          <AskForAccess reference={reference} />
        </p>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/shared">
          Everything shared with us
        </a>
      </p>
    </Layout>
  )
}

const captions = {
  summary: 'Shared with your organisation as a summary',
  signpost: 'Shared with your organisation: whom to ask',
  exists: 'Shared with your organisation: that it exists',
} as const

type OutlineProps = { kind: RecordKind; record: Extract<LesserRecord, { level: 'summary' }> }

function Outline({ kind, record }: OutlineProps): Html {
  const rows: [string, string][] = [
    ['Type', record.typeLabel],
    ['Status', statusWords[record.status] ?? record.status],
    ['Where', record.areas.join(', ') || 'Not known'],
    [kind === 'report' ? 'Filed' : 'Opened', formatDate(record.since)],
    ...(record.closedAt === null ? [] : [['Closed', formatDate(record.closedAt)] as [string, string]]),
    [kind === 'report' ? 'Held by' : 'Led by', record.organisationName ?? ''],
    ['To know more', [`Ask ${record.organisationName ?? 'them'}.`, record.contactAdvice].join(' ')],
  ]
  return <SummaryList rows={rows.map(([key, value]) => ({ key: { text: key }, value: { text: value } }))} />
}
