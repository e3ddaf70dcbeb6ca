import { formatDate, formatDateTime } from '#platform/clock'
import { ErrorsAtTop, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  BackLink,
  Button,
  Details,
  type Html,
  Layout,
  MojAlert,
  Radios,
  Select,
  Tag,
  Textarea,
  TextInput,
  WarningText,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { type ContactGiven, type ContactWish, channelNames, type OfferedWay } from '../safe-contact.ts'
import type { Thread, ThreadMessage } from './read-thread.ts'

export type ThreadPageProps = {
  frame: Frame
  thread: Thread
  ways: readonly OfferedWay[]
  today: string
  submission: string
  typed: Typed
  errors: readonly FormError[]
  done: string | undefined
}

/** Everything that the reporter and the holder wrote to each other; what is unsafe stands above the place to write. */
export function ThreadPage(props: ThreadPageProps): Html {
  const { frame, thread, ways, today, submission, typed, errors, done } = props
  const { reference } = thread
  const waiting = waitingIn(thread)
  return (
    <Layout
      {...frame}
      wide
      title={`Messages of ${reference}`}
      beforeContent={<BackLink text={`Report ${reference}`} href={`/reports/${reference}`} />}
    >
      <ErrorsAtTop errors={errors} />
      {done !== undefined && <MojAlert variant="success" title={done} text={done} role="status" />}
      <span class="govuk-caption-l">{thread.title}</span>
      <h1 class="govuk-heading-l">Messages with the reporter</h1>
      <SafeContact contact={thread.contact} wish={thread.wish} />
      {thread.toExplain !== undefined && <ToExplain thread={thread} />}
      {thread.messages.length === 0 && <p class="govuk-body">Nothing has been written yet.</p>}
      <ol class="app-timeline">
        {thread.messages.map((message) => (
          <Message message={message} today={today} />
        ))}
      </ol>
      <p class="govuk-body">
        <a class="govuk-link" href={`/reports/${reference}/diary`}>
          Their diary
        </a>
      </p>
      <h2 class="govuk-heading-m" id="write">
        Write to the reporter
      </h2>
      <WriteForm {...{ thread, ways, submission, typed, errors }} />
      {waiting.length > 0 && (
        <form method="post" action={`/reports/${reference}/messages/settle`} novalidate>
          <Seen thread={thread} />
          <TextInput
            id="because"
            name="because"
            label={{ text: 'Or say why what they wrote needs no answer', classes: 'govuk-label--s' }}
            value={typedValue(typed, 'because')}
            errorMessage={messageFor(errors, 'because')}
          />
          <Button text="No answer is needed" classes="govuk-button--secondary" preventDoubleClick={true} />
        </form>
      )}
      <WishForm thread={thread} />
    </Layout>
  )
}

/** Messages of the reporter that nobody has answered or settled. */
export const waitingIn = ({ messages }: Pick<Thread, 'messages'>): readonly ThreadMessage[] =>
  messages.filter(({ direction, settledAt }) => direction === 'from_reporter' && settledAt === null)

/** What waits on this page: a form settles no message that its writer has not seen. */
function Seen({ thread }: Pick<ThreadPageProps, 'thread'>): Html {
  const ids = waitingIn(thread).map(({ id }) => id)
  return <input type="hidden" name="seen" value={ids.join(' ')} />
}

const messageFor = (errors: readonly FormError[], field: string) => {
  const error = errors.find((each) => each.field === field)
  return error && { text: error.message }
}

function nameOf(channel: string): string {
  return Object.entries(channelNames).find(([code]) => code === channel)?.[1] ?? channel
}

/** What would put somebody in danger, in large letters before anything is written. */
export function SafeContact({
  contact,
  wish,
}: {
  contact: ContactGiven | undefined
  wish: ContactWish | undefined
}): Html | null {
  const lines = [
    ...(wish?.onlyChannel ? [`By ${nameOf(wish.onlyChannel)} only.`] : []),
    ...(wish === undefined || wish.unsafeChannels.length === 0
      ? []
      : [`Not safe: ${wish.unsafeChannels.map(nameOf).join(', ')}.`]),
    ...(wish?.safeTimes ? [`When it is safe: ${wish.safeTimes}`] : []),
    ...(wish?.avoidWords ? [`Do not say: ${wish.avoidWords}`] : []),
    ...(contact?.safeContact ? contact.safeContact.split('\n') : []),
  ]
  if (lines.length === 0) return null
  return (
    <section aria-labelledby="safe-contact">
      <h2 class="govuk-heading-m" id="safe-contact">
        Contact safely
      </h2>
      {lines.map((line) => (
        <WarningText text={line} iconFallbackText="Warning" classes="govuk-!-margin-bottom-2" />
      ))}
    </section>
  )
}

const statusNames: Readonly<Record<string, string>> = {
  waiting: 'Waiting to be sent',
  sending: 'Being sent',
  sent: 'Sent',
  delivered: 'Delivered',
  failed: 'Not sent',
}
const kindNames: Readonly<Record<string, string>> = {
  acknowledgement: 'Acknowledgement',
  update: 'Decision told',
  explainer: 'Case Review explained',
}

function Message({ message, today }: { message: ThreadMessage; today: string }): Html {
  const { direction, kind, words, at, authorName, channel, status, problem, replyDueOn, settledAt } = message
  const isLate = replyDueOn !== null && settledAt === null && replyDueOn < today
  return (
    <li class="app-timeline__item">
      <p class="app-timeline__what app-typed">{words}</p>
      <p class="app-timeline__what app-timeline__when">
        {[
          direction === 'from_reporter'
            ? 'From the reporter'
            : `${kindNames[kind] ?? 'To the reporter'}, ${authorName}`,
          formatDateTime(at),
          direction === 'from_reporter' ? '' : `by ${nameOf(channel)}`,
          message.pageAloneBecause,
          message.overrideReason && `Unsafe way used: ${message.overrideReason}`,
        ]
          .filter((part) => part !== '')
          .join(' · ')}{' '}
        {status !== null && (
          <Tag
            text={statusNames[status] ?? status}
            classes={status === 'failed' ? 'govuk-tag--red' : 'govuk-tag--grey'}
          />
        )}
        {problem !== null && problem !== '' && ` ${problem}`}
        {replyDueOn !== null &&
          (settledAt === null
            ? ` · Answer by ${formatDate(replyDueOn)}${isLate ? ', late' : ''}`
            : ` · ${message.settledBecause}`)}
      </p>
    </li>
  )
}

function WriteForm({
  thread,
  ways,
  submission,
  typed,
  errors,
}: Pick<ThreadPageProps, 'thread' | 'ways' | 'submission' | 'typed' | 'errors'>): Html {
  const hasUnsafe = ways.some(({ isUnsafeBecause }) => isUnsafeBecause !== '')
  return (
    <form method="post" action={`/reports/${thread.reference}/messages`} novalidate>
      <input type="hidden" name="submission" value={submission} />
      <Seen thread={thread} />
      <Textarea
        id="words"
        name="words"
        label={{ text: 'Message' }}
        hint={{ text: 'They can always read it on their private page.' }}
        rows={5}
        value={typedValue(typed, 'words')}
        errorMessage={messageFor(errors, 'words')}
      />
      <Radios
        name="channel"
        fieldset={{ legend: { text: 'How is it sent?', classes: 'govuk-fieldset__legend--s' } }}
        classes="govuk-radios--small"
        items={ways.map(({ channel, recipient, isUnsafeBecause }) => ({
          value: channel,
          text:
            channel === 'page'
              ? 'On their private page alone'
              : `By ${channelNames[channel]} (${recipient.replaceAll('\n', ', ')})`,
          ...(isUnsafeBecause === '' ? {} : { hint: { text: `Unsafe: ${isUnsafeBecause}.` } }),
        }))}
        value={typedValue(typed, 'channel')}
        errorMessage={messageFor(errors, 'channel')}
      />
      {hasUnsafe && (
        <TextInput
          id="override"
          name="override"
          label={{ text: 'Why a way that is unsafe has to be used (only then)' }}
          value={typedValue(typed, 'override')}
          errorMessage={messageFor(errors, 'override')}
        />
      )}
      <Button text="Send to the reporter" preventDoubleClick={true} />
    </form>
  )
}

function ToExplain({ thread }: { thread: Thread }): Html {
  return (
    <form method="post" action={`/reports/${thread.reference}/case-review-told`} novalidate>
      <h2 class="govuk-heading-m">Explain the Case Review</h2>
      <p class="govuk-body">
        This is their second report within six months. No message could be sent: {thread.toExplain?.because}.
      </p>
      <TextInput
        id="how"
        name="how"
        label={{ text: 'How did you tell them?' }}
        hint={{ text: 'For example, on the telephone.' }}
      />
      <Button text="They were told" classes="govuk-button--secondary" preventDoubleClick={true} />
    </form>
  )
}

function WishForm({ thread }: { thread: Thread }): Html {
  const { wish, reference } = thread
  return (
    <Details summaryText="Write down how they may be contacted">
      <form method="post" action={`/reports/${reference}/contact-wishes`} novalidate>
        <Select
          id="only"
          name="only"
          label={{ text: 'Only by' }}
          items={['', 'page', 'email', 'phone', 'text', 'letter'].map((code) => ({
            value: code,
            text: code === '' ? 'Any way they gave' : nameOf(code),
          }))}
          value={wish?.onlyChannel ?? ''}
        />
        <fieldset class="govuk-fieldset govuk-form-group">
          <legend class="govuk-fieldset__legend">Not safe</legend>
          <div class="govuk-checkboxes govuk-checkboxes--small">
            {['email', 'phone', 'text', 'letter'].map((code) => (
              <div class="govuk-checkboxes__item">
                <input
                  class="govuk-checkboxes__input"
                  type="checkbox"
                  id={`unsafe-${code}`}
                  name="unsafe"
                  value={code}
                  checked={wish?.unsafeChannels.includes(code)}
                />
                <label class="govuk-label govuk-checkboxes__label" for={`unsafe-${code}`}>
                  {nameOf(code)}
                </label>
              </div>
            ))}
          </div>
        </fieldset>
        <TextInput
          id="times"
          name="times"
          label={{ text: 'When it is safe' }}
          value={wish?.safeTimes ?? ''}
        />
        <TextInput
          id="avoid"
          name="avoid"
          label={{ text: 'What not to say' }}
          value={wish?.avoidWords ?? ''}
        />
        <Select
          id="language"
          name="language"
          label={{ text: 'Language' }}
          items={[
            { value: 'en', text: 'English' },
            { value: 'cy', text: 'Welsh' },
          ]}
          value={wish?.language ?? 'en'}
        />
        <Button text="Save wishes" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}
