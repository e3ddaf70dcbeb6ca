import { type Typed, typedValue } from '#platform/forms'
import { ErrorSummary, type Html, NotificationBanner, Select } from '#platform/govuk'
import { type Choice, type Chosen, unknownPrefix, unknownReasons } from './entry-answers.ts'
import type { EntryProblem, EntryStamp } from './quick-report.ts'

/** A door of quick entries, as the outbox in the browser knows it. */
export type Door = 'control-room' | 'patrol'

/** Who types, for the outbox; nobody in the page that is kept for when there is no connection. */
export type Keeper = { memberId: string; name: string }

export type QuickFormState = {
  typed: Typed
  problems: readonly EntryProblem[]
  stamp: EntryStamp
  keeper: Keeper | undefined
}

/** What every quick entry carries unseen: its ids, when typing began and who typed it. */
export function StampFields({ stamp, keeper }: Pick<QuickFormState, 'stamp' | 'keeper'>): Html {
  return (
    <>
      <input type="hidden" name="submission" value={stamp.submission} />
      <input type="hidden" name="secret" value={stamp.secret} />
      <input type="hidden" name="begun" value={stamp.begun.toISOString()} />
      <input type="hidden" name="member" value={keeper?.memberId ?? ''} />
    </>
  )
}

export function EntryErrors({ problems }: Pick<QuickFormState, 'problems'>): Html | null {
  if (problems.length === 0) return null
  return (
    <ErrorSummary
      titleText="There is a problem: nothing is saved yet"
      errorList={problems.map(({ field, message }) => ({ text: message, href: `#${field}` }))}
    />
  )
}

export function problemAt(problems: readonly EntryProblem[], field: string): { text: string } | undefined {
  const found = problems.find((problem) => problem.field === field)
  return found && { text: found.message }
}

type ChosenFieldProps = {
  question: Pick<Chosen, 'wording'> & { field: string; choices: readonly Choice[]; missing?: string }
  label?: string
  typed: Typed
  problems: readonly EntryProblem[]
  usual?: string | undefined
}

/** An answer chosen from a list: first letters find it, and why it is not known stands at the end. */
export function ChosenField({ question, label, typed, problems, usual = '' }: ChosenFieldProps): Html {
  const { field, wording, choices, missing } = question
  const unknown = Object.entries(unknownReasons).map(([code, reason]) => ({
    value: `${unknownPrefix}${code}`,
    text: `Not known: ${reason}`,
  }))
  return (
    <Select
      id={field}
      name={field}
      label={{ text: label ?? wording }}
      value={field in typed ? typedValue(typed, field) : usual}
      errorMessage={problemAt(problems, field)}
      items={[
        ...(usual === '' ? [{ value: '', text: '' }] : []),
        ...choices.map(({ code, label }) => ({ value: code, text: label })),
        ...(missing === undefined ? [] : unknown),
      ]}
    />
  )
}

/** What waits in this browser, said by its script; without script entries are sent as they are saved. */
export function OutboxBar({ door, keeper }: { door: Door; keeper: Keeper | undefined }): Html {
  return (
    <section
      class="app-outbox"
      aria-label="Waiting to be sent"
      data-module="outbox"
      data-door={door}
      data-member={keeper?.memberId}
      data-name={keeper?.name}
    />
  )
}

/** What stands in the browser and for how long (feature row 96), for whoever wants to know. */
export function KeptHere(): Html {
  return (
    <p class="govuk-body-s">
      An entry is kept in this browser, encrypted for you alone, from the first letter until this service has
      it; then it is deleted here. The key goes when you sign out, and after 12 hours. Nobody else who signs
      in on this browser can read or send it. Reports of others are never kept here.
    </p>
  )
}

/** After a browser without script saved: the reference, above a fresh form. */
export function Saved({ reference }: { reference: string }): Html {
  return (
    <NotificationBanner type="success" role="status">
      <p class="govuk-notification-banner__heading">
        Saved as{' '}
        <a class="govuk-notification-banner__link" href={`/reports/${reference}`}>
          {reference}
        </a>
      </p>
    </NotificationBanner>
  )
}
