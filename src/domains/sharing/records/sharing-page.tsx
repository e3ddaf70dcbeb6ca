import { formatDateTime } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue, typedValues } from '#platform/forms'
import {
  Button,
  Checkboxes,
  Details,
  type Html,
  Layout,
  MojAlert,
  Select,
  Textarea,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { levelNames, sharingLevels } from '../level.ts'
import { RecordNavigation } from '../record-navigation.tsx'
import { becauseWords, type Receiver, type Share, type SharedRecord } from './read-shares.ts'

/** A form of the page that came back: giving, or that of one share. */
export type SharingFormState = {
  form: string
  typed: Typed
  errors: readonly FormError[]
  conflict?: string
}

export type SharingPageProps = {
  frame: Frame
  record: SharedRecord
  shares: readonly Share[]
  receivers: readonly Receiver[]
  mayChange: boolean
  /** Whether the reader opens the record itself. */
  opens: boolean
  done: string | undefined
  state?: SharingFormState | undefined
}

export const addressOf = ({ kind, reference }: Pick<SharedRecord, 'kind' | 'reference'>) =>
  `/${kind === 'report' ? 'reports' : 'cases'}/${reference}`

/** Who sees a record, how much, why and until when; whoever holds it gives and ends sight here. */
export function SharingPage(props: SharingPageProps): Html {
  const { frame, record, shares, state, mayChange, done } = props
  const live = shares.filter(({ isLive }) => isLive)
  const past = shares.filter(({ isLive }) => !isLive)
  const title = `Who sees ${record.reference}`
  return (
    <Layout {...frame} wide title={title}>
      <ErrorsAtTop errors={state?.errors ?? []} />
      {done && <MojAlert variant="success" title={done} text={done} role="status" />}
      {state?.conflict && (
        <MojAlert
          variant="warning"
          title="Nothing was changed"
          text={`${state.conflict} What you typed is still below.`}
          role="alert"
        />
      )}
      <RecordNavigation
        kind={record.kind}
        reference={record.reference}
        current="sharing"
        opens={props.opens}
      />
      <span class="govuk-caption-l">{record.title}</span>
      <h1 class="govuk-heading-l">Who sees it</h1>
      <p class="govuk-body">
        {record.organisationName === null
          ? 'It is on its way to a queue.'
          : `${record.organisationName} holds it and sees everything.`}
      </p>
      <RowsTable
        caption="Who sees it now"
        head={['Organisation', 'How much', 'Why', 'Since', 'Until', ...(mayChange ? ['Change'] : [])]}
        none="Nobody else sees it."
        rows={live.map((share) => [
          share.memberName === null
            ? share.organisationName
            : `${share.memberName}, ${share.organisationName}`,
          levelNames[share.level],
          <Why share={share} />,
          <>
            {formatDateTime(share.givenAt)}
            {share.givenByName && `, ${share.givenByName}`}
          </>,
          share.expiresAt ? formatDateTime(share.expiresAt) : 'No end',
          ...(mayChange ? [<ChangeForms record={record} share={share} state={state} />] : []),
        ])}
      />
      {mayChange && <GiveForm {...props} />}
      {past.length > 0 && (
        <Details summaryText={`Who saw it before (${past.length})`}>
          <RowsTable
            caption="Who saw it before"
            head={['Organisation', 'How much', 'Why', 'Since', 'Ended']}
            none=""
            rows={past.map((share) => [
              share.organisationName,
              levelNames[share.level],
              <Why share={share} />,
              formatDateTime(share.givenAt),
              endWords(share),
            ])}
          />
        </Details>
      )}
    </Layout>
  )
}

function endWords({ endedAt, endedByName, endedBecause, expiresAt }: Share): string {
  if (endedAt) return `${formatDateTime(endedAt)}${endedByName ? `, ${endedByName}` : ''}. ${endedBecause}`
  return expiresAt && expiresAt < new Date()
    ? `${formatDateTime(expiresAt)}, as arranged`
    : 'The agreement no longer holds'
}

function Why({ share }: { share: Share }): Html {
  const { because, ruleId, ruleName, agreementId, agreementTitle, caseReference, reason, lawfulBasis } = share
  return (
    <>
      {ruleId ? (
        <a class="govuk-link" href={`/sharing/rules/${ruleId}`}>{`Rule ${ruleName}`}</a>
      ) : (
        becauseWords[because]
      )}
      {caseReference && ` ${caseReference}`}
      {agreementId && (
        <>
          {', under '}
          <a class="govuk-link" href={`/sharing/agreements/${agreementId}`}>
            {agreementTitle}
          </a>
        </>
      )}
      {reason && `. ${reason}`}
      {lawfulBasis && `. Lawful basis: ${lawfulBasis}`}
    </>
  )
}

type ChangeFormsProps = { record: SharedRecord; share: Share; state: SharingFormState | undefined }

function ChangeForms({ record, share, state }: ChangeFormsProps): Html {
  const own = state?.form === share.id ? state : undefined
  const address = `${addressOf(record)}/sharing/${share.id}`
  const prefix = own ? '' : `${share.id}-`
  return (
    <>
      <EndNow address={address} record={record} share={share} />
      <Details
        summaryText={`Change it, or say why it ends: ${share.organisationName}`}
        open={own !== undefined}
      >
        <form method="post" action={`${address}/end`} novalidate>
          <input type="hidden" name="version" value={record.version} />
          <TextInput
            name="why"
            id={`${prefix}why`}
            label={{ text: 'Why' }}
            value={typedValue(own?.typed ?? {}, 'why')}
            errorMessage={errorOf(own?.errors ?? [], 'why')}
          />
          <Button
            text="End it now"
            classes="govuk-button--warning app-button--small"
            preventDoubleClick={true}
          />
          {share.because !== 'rule' && share.because !== 'submission' && (
            <>
              <Select
                name="level"
                id={`${prefix}level`}
                label={{ text: 'Or another level' }}
                items={sharingLevels
                  .filter((level) => level !== share.level)
                  .map((level) => ({ value: level, text: levelNames[level] }))}
                value={typedValue(own?.typed ?? {}, 'level')}
              />
              <Button
                text="Change the level"
                classes="govuk-button--secondary app-button--small"
                attributes={{ formaction: `${address}/level` }}
                preventDoubleClick={true}
              />
            </>
          )}
        </form>
      </Details>
    </>
  )
}

/** One press takes sight back: the usual reason is sent with it. */
function EndNow({ address, record, share }: { address: string; record: SharedRecord; share: Share }): Html {
  return (
    <form method="post" action={`${address}/end`}>
      <input type="hidden" name="version" value={record.version} />
      <input type="hidden" name="why" value="They no longer need it" />
      <Button
        html={
          <>
            Stop sharing<span class="govuk-visually-hidden">{` with ${share.organisationName}`}</span>
          </>
        }
        classes="govuk-button--secondary app-button--small"
        preventDoubleClick={true}
      />
    </form>
  )
}

function GiveForm({ record, receivers, state }: SharingPageProps): Html {
  const own = state?.form === 'give' ? state : undefined
  const typed = own?.typed ?? {}
  const errors = own?.errors ?? []
  return (
    <section aria-labelledby="give">
      <h2 class="govuk-heading-m" id="give">
        Let another organisation see it
      </h2>
      <form method="post" action={`${addressOf(record)}/sharing`} novalidate>
        <input type="hidden" name="version" value={record.version} />
        <Select
          name="organisation"
          label={{ text: 'Organisation' }}
          items={[
            { value: '', text: 'Choose' },
            ...receivers.map(({ id, name, most, agreementTitle }) => ({
              value: String(id),
              text:
                most === null
                  ? `${name} (no agreement)`
                  : `${name} (${levelNames[most].toLowerCase()}, under ${agreementTitle})`,
            })),
          ]}
          value={typedValue(typed, 'organisation')}
          errorMessage={errorOf(errors, 'organisation')}
        />
        <Select
          name="level"
          label={{ text: 'How much' }}
          items={sharingLevels.toReversed().map((level) => ({ value: level, text: levelNames[level] }))}
          value={typedValue(typed, 'level')}
          errorMessage={errorOf(errors, 'level')}
        />
        <TextInput
          name="until"
          type="date"
          classes="govuk-input--width-10"
          label={{ text: 'Until the start of (optional)' }}
          value={typedValue(typed, 'until')}
          errorMessage={errorOf(errors, 'until')}
        />
        <Textarea
          name="why"
          rows={2}
          label={{ text: 'Why do they need it?' }}
          value={typedValue(typed, 'why')}
          errorMessage={errorOf(errors, 'why')}
        />
        <Checkboxes
          name="override"
          classes="govuk-checkboxes--small"
          items={[
            {
              value: 'yes',
              text: 'No agreement covers it: share it all the same',
              hint: { text: 'This is reported to information governance.' },
              conditional: {
                html: (
                  <TextInput
                    name="basis"
                    label={{ text: 'Lawful basis' }}
                    value={typedValue(typed, 'basis')}
                    errorMessage={errorOf(errors, 'basis')}
                  />
                ),
              },
            },
          ]}
          values={[...typedValues(typed, 'override')]}
          errorMessage={errorOf(errors, 'override')}
        />
        <Button text="Share it" preventDoubleClick={true} />
      </form>
    </section>
  )
}
