import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  Button,
  Details,
  type Html,
  Layout,
  MojAlert,
  Radios,
  SummaryList,
  Textarea,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { levelNames } from '../level.ts'
import { SharingTabs } from '../sharing-tabs.tsx'
import {
  type AgreementRecord,
  type AgreementTerms,
  type AgreementVersion,
  agreementKinds,
  type DataCategory,
  dataCategories,
  type Party,
} from './agreement.ts'
import { StateTag } from './agreements-page.tsx'
import { UseMatrix } from './use-matrix.tsx'

/** A form of the page that came back. */
export type AgreementFormState = {
  form: 'decide' | 'end' | `leave-${number}`
  typed: Typed
  errors: readonly FormError[]
  conflict?: string
}

export type AgreementPageProps = {
  frame: Frame
  id: string
  /** Undefined while it is only proposed. */
  agreement: AgreementRecord | undefined
  versions: readonly AgreementVersion[]
  organisations: ReadonlyMap<number, string>
  partitions: ReadonlyMap<string, string>
  rules: number
  /** The newest version waits for a decision, which the reader may make: approve, or only take it back. */
  decision: 'approve' | 'withdraw' | undefined
  mayPropose: boolean
  mayEnd: boolean
  /** Whether the reader writes impact assessments. */
  assesses: boolean
  /** Parties which the reader may take out. */
  mayLeave: (organisationId: number) => boolean
  today: LocalDate
  state?: AgreementFormState | undefined
}

/** One agreement: what it says, who is party to it, what is shared under it, and what it said before. */
export function AgreementPage(props: AgreementPageProps): Html {
  const { frame, agreement, versions, state, mayPropose } = props
  const [newest] = versions
  const title = agreement?.title ?? newest?.title ?? ''
  const waiting = newest?.decision === null ? newest : undefined
  return (
    <Layout {...frame} wide title={title}>
      <ErrorsAtTop errors={state?.errors ?? []} />
      {state?.conflict && (
        <MojAlert
          variant="warning"
          title="This has changed since you opened it"
          text={`${state.conflict} Nothing you did was saved.`}
          role="alert"
        />
      )}
      <h1 class="govuk-heading-l">
        {title} <StateTag state={agreement?.state ?? 'proposed'} />
      </h1>
      <SharingTabs current="agreements" />
      {waiting && <Waiting {...props} version={waiting} />}
      {agreement && (
        <>
          {agreement.endedAt && <Ended agreement={agreement} />}
          {waiting && <h2 class="govuk-heading-m">What holds until then</h2>}
          <Terms {...props} terms={{ ...agreement, parties: [] }} />
          <section aria-labelledby="use">
            <h2 class="govuk-heading-m" id="use">
              What is shared under it now
            </h2>
            <UseMatrix use={agreement.use} parties={agreement.parties} />
            <p class="govuk-body">
              <a class="govuk-link" href={`/sharing/rules?agreement=${agreement.id}`}>
                {props.rules === 0
                  ? 'No sharing rules yet'
                  : props.rules === 1
                    ? '1 sharing rule'
                    : `${props.rules} sharing rules`}
              </a>
            </p>
          </section>
          <Parties {...props} parties={agreement.parties} />
        </>
      )}
      {mayPropose && waiting === undefined && agreement?.state !== 'ended' && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/sharing/agreements/${props.id}/edit`}>
            Propose a change
          </a>
        </p>
      )}
      {props.assesses && agreement && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/impact/${agreement.id}`}>
            Impact assessment
          </a>
        </p>
      )}
      <Versions {...props} />
      {props.mayEnd && agreement && <EndForm agreement={agreement} state={state} />}
    </Layout>
  )
}

type TermsProps = Pick<AgreementPageProps, 'organisations' | 'partitions'> & { terms: AgreementTerms }

function Terms({ terms, organisations, partitions }: TermsProps): Html {
  const rows: [string, string][] = [
    ['What it is', agreementKinds[terms.kind]],
    ['What it is for', terms.purposes],
    ['Lawful basis', terms.lawfulBasis],
    ['What may be shared', terms.dataCategories.map((each: DataCategory) => dataCategories[each]).join(', ')],
    ['At most', levelNames[terms.mostLevel]],
    [
      'Restricted records',
      terms.partitions.map((code) => partitions.get(code) ?? code).join(', ') || 'None of them',
    ],
    ['Holds from', formatDate(terms.validFrom)],
    ['Holds until', terms.validTo ? `the day before ${formatDate(terms.validTo)}` : 'No end date'],
    ['Review', formatDate(terms.reviewOn)],
  ]
  if (terms.parties.length > 0)
    rows.push(['Parties', terms.parties.map((id) => organisations.get(id) ?? String(id)).join(', ')])
  return (
    <SummaryList
      classes="app-dense-summary"
      rows={rows.map(([key, value]) => ({ key: { text: key }, value: { text: value } }))}
    />
  )
}

function Ended({ agreement }: { agreement: AgreementRecord }): Html {
  const left = agreement.use.reduce((total, { records }) => total + records, 0)
  const total = agreement.liveSharesAtEnd ?? left
  return (
    <MojAlert
      variant="information"
      title="This agreement has ended"
      html={
        <>
          <p>
            {`Ended ${agreement.endedAt ? formatDateTime(agreement.endedAt) : ''}${agreement.endedByName ? ` by ${agreement.endedByName}` : ''}: ${agreement.endedBecause}.`}
          </p>
          <p>
            {left === 0
              ? 'Nobody sees anything under it any more.'
              : `Nobody sees anything under it any more. ${Math.max(0, total - left)} of ${total} shares are put away; the rest follow.`}
          </p>
        </>
      }
    />
  )
}

function Waiting(props: AgreementPageProps & { version: AgreementVersion }): Html {
  const { version, decision, state, id } = props
  const own = state?.form === 'decide' ? state : undefined
  return (
    <section aria-labelledby="waiting">
      <h2 class="govuk-heading-m" id="waiting">
        {`Version ${version.number} waits for approval`}
      </h2>
      <p class="govuk-body">
        {`Proposed ${formatDateTime(version.proposedAt)}${version.proposedByName ? ` by ${version.proposedByName}` : ''}. ${version.changeReason}`}
      </p>
      <Terms {...props} terms={version} />
      {decision && (
        <form method="post" action={`/sharing/agreements/${id}/versions/${version.number}`} novalidate>
          <Radios
            name="decision"
            classes="govuk-radios--small"
            fieldset={{ legend: { text: 'Your decision', classes: 'govuk-fieldset__legend--s' } }}
            items={[
              ...(decision === 'approve' ? [{ value: 'approved', text: 'Approve' }] : []),
              { value: 'declined', text: decision === 'approve' ? 'Do not approve' : 'Take it back' },
            ]}
            value={typedValue(own?.typed ?? {}, 'decision')}
            errorMessage={errorOf(own?.errors ?? [], 'decision')}
          />
          <Textarea
            name="why"
            rows={2}
            label={{ text: 'Why (needed when you do not approve it)' }}
            value={typedValue(own?.typed ?? {}, 'why')}
            errorMessage={errorOf(own?.errors ?? [], 'why')}
          />
          <Button text="Decide" preventDoubleClick={true} />
        </form>
      )}
    </section>
  )
}

function Parties({
  id,
  parties,
  mayLeave,
  state,
  today,
}: AgreementPageProps & { parties: readonly Party[] }): Html {
  return (
    <section aria-labelledby="parties">
      <h2 class="govuk-heading-m" id="parties">
        Parties
      </h2>
      <RowsTable
        caption="Who joined and left"
        head={['Organisation', 'Joined', 'Left', 'Change']}
        none="No organisation is party to it."
        rows={parties.map((party) => [
          party.name,
          formatDate(party.joinedOn),
          party.leftOn ? `${formatDate(party.leftOn)}. ${party.leftBecause}` : '',
          party.leftOn === null && mayLeave(party.organisationId) ? (
            <LeaveForm id={id} party={party} state={state} today={today} />
          ) : (
            ''
          ),
        ])}
      />
    </section>
  )
}

type LeaveFormProps = Pick<AgreementPageProps, 'id' | 'state' | 'today'> & { party: Party }

function LeaveForm({ id, party, state, today }: LeaveFormProps): Html {
  const form = `leave-${party.organisationId}` as const
  const own = state?.form === form ? state : undefined
  return (
    <Details summaryText={`Take ${party.shortName} out`} open={own !== undefined}>
      <form
        method="post"
        action={`/sharing/agreements/${id}/parties/${party.organisationId}/leave`}
        novalidate
      >
        <TextInput
          name="leftOn"
          id={own ? 'leftOn' : `${form}-leftOn`}
          type="date"
          label={{ text: 'Leaves on' }}
          value={own ? typedValue(own.typed, 'leftOn') : today}
          errorMessage={errorOf(own?.errors ?? [], 'leftOn')}
        />
        <Textarea
          name="why"
          id={own ? 'why' : `${form}-why`}
          rows={2}
          label={{ text: 'Why' }}
          value={typedValue(own?.typed ?? {}, 'why')}
          errorMessage={errorOf(own?.errors ?? [], 'why')}
        />
        <Button
          text={`Take ${party.shortName} out`}
          classes="govuk-button--warning app-button--small"
          preventDoubleClick={true}
        />
      </form>
    </Details>
  )
}

function Versions({ versions, organisations, partitions }: AgreementPageProps): Html {
  return (
    <section aria-labelledby="versions">
      <h2 class="govuk-heading-m" id="versions">
        What it said and when
      </h2>
      {versions
        .filter(({ decision }) => decision !== null)
        .map((version) => (
          <Details
            summaryText={`Version ${version.number}, ${version.decision} ${version.decidedAt ? formatDate(version.decidedAt) : ''}${version.decidedByName ? ` by ${version.decidedByName}` : ''}`}
          >
            <p class="govuk-body">
              {[
                version.proposedByName && `Proposed by ${version.proposedByName}.`,
                version.changeReason,
                version.decisionReason,
              ]
                .filter(Boolean)
                .join(' ')}
            </p>
            <Terms terms={version} organisations={organisations} partitions={partitions} />
          </Details>
        ))}
    </section>
  )
}

type EndFormProps = { agreement: AgreementRecord; state: AgreementFormState | undefined }

function EndForm({ agreement, state }: EndFormProps): Html {
  const own = state?.form === 'end' ? state : undefined
  return (
    <Details summaryText="End this agreement" open={own !== undefined}>
      <form method="post" action={`/sharing/agreements/${agreement.id}/end`} novalidate>
        <input type="hidden" name="version" value={agreement.version} />
        <p class="govuk-body">
          From that moment nobody sees anything that was shared under it. This cannot be undone.
        </p>
        <Textarea
          name="why"
          id={own ? 'why' : 'end-why'}
          rows={2}
          label={{ text: 'Why does it end?' }}
          value={typedValue(own?.typed ?? {}, 'why')}
          errorMessage={errorOf(own?.errors ?? [], 'why')}
        />
        <Button text="End it now" classes="govuk-button--warning" preventDoubleClick={true} />
      </form>
    </Details>
  )
}
