import { formatAge } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, type Html, InsetText, Layout, NotificationBanner, Radios, Select } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { type EntryChannel, entryChannelNames } from './entry-channel.ts'
import { entriesKeptDays, type UnfinishedEntry } from './entry-draft.ts'

export type EnterPageProps = {
  frame: Frame
  channels: readonly EntryChannel[]
  types: readonly { code: string; label: string }[]
  unfinished: readonly UnfinishedEntry[]
  typed: Typed
  errors: readonly FormError[]
  now: Date
  /** After an entry was put away or thrown away. */
  said?: string | undefined
}

/** Where staff begin a report for somebody, and go on with those that they began. */
export function EnterPage({
  frame,
  channels,
  types,
  unfinished,
  typed,
  errors,
  now,
  said,
}: EnterPageProps): Html {
  return (
    <Layout {...frame} title="Report" wide>
      <ErrorsAtTop errors={errors} />
      {said && <NotificationBanner type="success" role="status" text={said} />}
      <h1 class="govuk-heading-l">Report</h1>
      <div class="app-record">
        <div class="app-record__first">
          <h2 class="govuk-heading-m">Take a report</h2>
          <p class="govuk-body">
            Several at once, from another organisation’s list?{' '}
            <a class="govuk-link" href="/referrals">
              Bring in referrals from a sheet
            </a>
          </p>
          <form method="post" action="/enter" novalidate>
            <Radios
              name="channel"
              idPrefix="channel"
              classes="govuk-radios--small"
              fieldset={{ legend: { text: 'How it came', classes: 'govuk-fieldset__legend--s' } }}
              items={channels.map((channel) => ({ value: channel, text: entryChannelNames[channel] }))}
              value={typedValue(typed, 'channel')}
              errorMessage={errorOf(errors, 'channel')}
            />
            <Select
              id="type"
              name="type"
              label={{ text: 'What it is about', classes: 'govuk-label--s' }}
              items={[
                { value: '', text: '' },
                ...types.map(({ code, label }) => ({ value: code, text: label })),
              ]}
              value={typedValue(typed, 'type')}
              errorMessage={errorOf(errors, 'type')}
            />
            <Button text="Begin" preventDoubleClick />
          </form>
        </div>
        <div class="app-record__aside">
          <h2 class="govuk-heading-m">Your unfinished entries</h2>
          {unfinished.length === 0 ? (
            <p class="govuk-body">There are none.</p>
          ) : (
            <ul class="govuk-list app-tasks">
              {unfinished.map((entry) => (
                <Unfinished entry={entry} now={now} />
              ))}
            </ul>
          )}
          <p class="govuk-body-s">
            Only you see them. An entry that is not touched for {entriesKeptDays} days is deleted.
          </p>
        </div>
      </div>
      <InsetText>
        On a call with no time to spare, use the{' '}
        <a class="govuk-link" href="/control-room">
          control room entry
        </a>
        ; on the street, the{' '}
        <a class="govuk-link" href="/patrol">
          patrol entry
        </a>
        .
      </InsetText>
    </Layout>
  )
}

function Unfinished({ entry, now }: { entry: UnfinishedEntry; now: Date }): Html {
  const { id, channel, typeLabel, startedAt, updatedAt, words } = entry
  const which = `${typeLabel}, ${entryChannelNames[channel].toLowerCase()}, begun ${formatAge(startedAt, now)} ago`
  return (
    <li class="app-tasks__task">
      <p class="govuk-body app-tasks__what">
        <a class="govuk-link" href={`/enter/${id}`}>
          Go on: {which}
        </a>
      </p>
      <p class="govuk-body-s app-tasks__facts">Last typed {formatAge(updatedAt, now)} ago.</p>
      {words !== '' && <p class="govuk-body-s app-typed">{words}</p>}
      <details class="govuk-details">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">
            Delete<span class="govuk-visually-hidden">: {which}</span>
          </span>
        </summary>
        <form class="govuk-details__text" method="post" action={`/enter/${id}/delete`} novalidate>
          <p class="govuk-body-s">What you typed is gone then. No report comes of it.</p>
          <Button text="Delete this entry" classes="govuk-button--warning" preventDoubleClick />
        </form>
      </details>
    </li>
  )
}
