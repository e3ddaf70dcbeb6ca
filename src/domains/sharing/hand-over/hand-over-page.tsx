import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  Button,
  Checkboxes,
  Details,
  type Html,
  Layout,
  MojAlert,
  Select,
  SummaryList,
  Textarea,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { Transition } from '#platform/lifecycle'
import { levelNames } from '../level.ts'
import { Conflict } from './ask-page.tsx'
import { LawfulBasisField } from './basis-fields.tsx'
import { consentGivers } from './hand-over-form.ts'
import { receiverWords, StatusTag } from './hand-over-words.tsx'
import { type HandOverAction, type HandOverStatus, kindNames } from './lifecycle.ts'
import type { LawfulBasis, Receiver } from './read-choices.ts'
import type { HandOverDetail, HandOverSnapshot, Side } from './read-hand-over.ts'

export type HandOverForm = { action: string; typed: Typed; errors: readonly FormError[] }

export type HandOverPageProps = {
  frame: Frame
  handOver: HandOverDetail
  actions: readonly Transition<HandOverStatus, HandOverAction>[]
  organisations: readonly number[]
  queues: readonly Receiver[]
  bases: readonly LawfulBasis[]
  today: LocalDate
  form: HandOverForm | undefined
  done: string | undefined
  conflict?: string
}

/** One hand-over: what is asked, on what basis, both organisations as they were, and the answer. */
export function HandOverPage(props: HandOverPageProps): Html {
  const { frame, handOver, today, actions, conflict, done, form } = props
  return (
    <Layout {...frame} wide title={`${kindNames[handOver.kind]} of ${handOver.reference}`}>
      <ErrorsAtTop errors={form?.errors ?? []} />
      {done !== undefined && <MojAlert variant="success" title={done} text={done} role="status" />}
      {conflict !== undefined && <Conflict words={conflict} />}
      <span class="govuk-caption-l">{kindNames[handOver.kind]}</span>
      <h1 class="govuk-heading-l">
        {handOver.reference} <StatusTag handOver={handOver} today={today} />
      </h1>
      <div class="app-record">
        <div class="app-record__whole">
          <Facts {...props} />
          {handOver.snapshots.length > 0 && (
            <section aria-labelledby="snapshots">
              <h2 class="govuk-heading-m" id="snapshots">
                Both organisations at the time
              </h2>
              {handOver.snapshots.map((snapshot) => (
                <Snapshot snapshot={snapshot} />
              ))}
            </section>
          )}
        </div>
        <aside class="app-record__aside" aria-label="What next">
          {actions.map((row) => (
            <ActionForm {...props} row={row} />
          ))}
          {actions.length === 0 && <p class="govuk-body">There is nothing for you to do here.</p>}
        </aside>
      </div>
    </Layout>
  )
}

function Facts({ handOver, organisations }: HandOverPageProps): Html {
  const { recordKind, reference, consentBy, consentOn } = handOver
  const address = `/${recordKind}s/${reference}`
  const rows: [string, string | Html][] = [
    [
      recordKind === 'report' ? 'Report' : 'Case',
      handOver.seesRecord ? (
        <a class="govuk-link" href={address}>
          {handOver.snapshots.at(-1)?.record?.title ?? reference}
        </a>
      ) : (
        reference
      ),
    ],
    ['From', `${handOver.fromName} (${handOver.askedByName}, ${formatDateTime(handOver.askedAt)})`],
    [
      'To',
      [
        receiverWords(handOver, organisations),
        ...(handOver.toMemberName ? [handOver.toMemberName] : []),
      ].join(', '),
    ],
    ...(handOver.kind === 'assign'
      ? [['Work', handOver.work || 'Supports as a whole'] as [string, string]]
      : [
          [
            handOver.kind === 'transfer' ? 'The giver goes on seeing' : 'Level',
            levelNames[handOver.level],
          ] as [string, string],
        ]),
    ['Reason', <span class="app-typed">{handOver.reason}</span>],
    ...(consentBy !== null && consentOn !== null
      ? [['Consent', `${consentGivers[consentBy]}, ${formatDate(consentOn)}`] as [string, string]]
      : []),
    ...(handOver.lawfulBasis === null ? [] : [['Lawful basis', handOver.lawfulBasis] as [string, string]]),
    ...(handOver.basisWords === ''
      ? []
      : [['What is known of it', <span class="app-typed">{handOver.basisWords}</span>] as [string, Html]]),
    ...(handOver.insists
      ? [
          ['Agreement', 'None covers it: handed over for the reason and on the basis above'] as [
            string,
            string,
          ],
        ]
      : []),
    ['Answer due', formatDate(handOver.dueOn)],
    ...(handOver.answeredAt === null
      ? []
      : [
          [
            handOver.status === 'refused' ? 'Refused' : 'Accepted',
            `${formatDateTime(handOver.answeredAt)}${handOver.answeredByName ? `, ${handOver.answeredByName}` : ''}`,
          ] as [string, string],
        ]),
    ...(handOver.answerReason === ''
      ? []
      : [['Answer', <span class="app-typed">{handOver.answerReason}</span>] as [string, Html]]),
    ...(handOver.endedAt === null
      ? []
      : [
          [
            'Ended',
            `${formatDateTime(handOver.endedAt)}${handOver.endedByName ? `, ${handOver.endedByName}` : ''}`,
          ] as [string, string],
        ]),
    ...(handOver.endedBecause === ''
      ? []
      : [['Because', <span class="app-typed">{handOver.endedBecause}</span>] as [string, Html]]),
  ]
  return (
    <SummaryList
      classes="app-dense-summary"
      rows={rows.map(([key, value]) => ({
        key: { text: key },
        value: typeof value === 'string' ? { text: value } : { html: value },
      }))}
    />
  )
}

function Snapshot({ snapshot }: { snapshot: HandOverSnapshot }): Html {
  const { giver, receiver, record, agreementTitle, agreementVersion } = snapshot
  const rows: [string, string][] = [
    ['Gives', sideWords(giver)],
    ['Receives', sideWords(receiver)],
    ['Held by', snapshot.heldBy],
    ['Level', levelNames[snapshot.level]],
    ['Agreement', agreementTitle === '' ? 'None' : `${agreementTitle}, version ${agreementVersion}`],
    ...(record === null
      ? []
      : [['Record', `${record.title} (${record.status.replaceAll('_', ' ')})`] as [string, string]]),
  ]
  return (
    <Details
      summaryText={`When it was ${snapshot.moment === 'asked' ? 'asked' : 'answered'}: ${formatDateTime(new Date(snapshot.takenAt))}`}
    >
      <SummaryList
        classes="app-dense-summary"
        rows={rows.map(([key, text]) => ({ key: { text: key }, value: { text } }))}
      />
    </Details>
  )
}

function sideWords({ name, team, person, contact }: Side): string {
  return [name, team, person, contact].filter((part) => part !== '').join(', ')
}

function ActionForm(props: HandOverPageProps & { row: Transition<HandOverStatus, HandOverAction> }): Html {
  const { handOver, row, form, queues, bases } = props
  const own = form?.action === row.action ? form : undefined
  const typed = own?.typed ?? {}
  const errors = own?.errors ?? []
  const takesReport =
    row.action === 'accept' && handOver.kind === 'transfer' && handOver.recordKind === 'report'
  const mustInsist =
    row.action === 'accept' && handOver.kind === 'request_access' && handOver.coveredBy === null
  const fields = (
    <form method="post" action={`/hand-overs/${handOver.id}/${row.action.replace('_', '-')}`} novalidate>
      <input type="hidden" name="version" value={handOver.version} />
      {takesReport && (
        <Select
          name="queue"
          label={{ text: 'Into which queue?' }}
          items={queues.length === 1 ? queues : [{ value: '', text: 'Choose' }, ...queues]}
          value={typedValue(typed, 'queue')}
          errorMessage={errorOf(errors, 'queue')}
        />
      )}
      {mustInsist && (
        <>
          <p class="govuk-body">No agreement covers this.</p>
          <Checkboxes
            name="insists"
            idPrefix="insists"
            classes="govuk-checkboxes--small"
            items={[{ value: 'yes', text: 'Give it all the same. This is reported.' }]}
            values={typedValue(typed, 'insists') === 'yes' ? ['yes'] : []}
            errorMessage={errorOf(errors, 'insists')}
          />
          {handOver.lawfulBasis === null && <LawfulBasisField typed={typed} errors={errors} bases={bases} />}
        </>
      )}
      {row.comment.rule !== 'none' && (
        <Textarea
          name="why"
          id={`${row.action}-why`}
          rows={3}
          label={{ text: row.comment.label }}
          value={typedValue(typed, 'why')}
          errorMessage={errorOf(errors, 'why')}
        />
      )}
      <Button
        text={row.label}
        classes={row.action === 'accept' ? '' : 'govuk-button--secondary'}
        preventDoubleClick={true}
      />
    </form>
  )
  if (row.action === 'accept') return fields
  return (
    <Details summaryText={row.label} open={own !== undefined}>
      {fields}
    </Details>
  )
}
