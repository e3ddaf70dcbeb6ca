import { formatDateTime } from '#platform/clock'
import {
  Button,
  type Html,
  Layout,
  MojAlert,
  NotificationBanner,
  SummaryList,
  Textarea,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { letterReasons } from '../incident/keep-letter.ts'
import { IntakeTabs } from '../intake-tabs.tsx'
import type { ReadLetter } from './letters.ts'

export type LettersPageProps = {
  frame: Frame
  letters: readonly ReadLetter[]
  isSettled: boolean
  done: string | undefined
}

/** Messages that could not be taken, with why. */
export function LettersPage({ frame, letters, isSettled, done }: LettersPageProps): Html {
  return (
    <Layout {...frame} wide title="Messages that were not taken">
      {done && <NotificationBanner type="success" text={done} />}
      <h1 class="govuk-heading-l">Messages that were not taken</h1>
      <IntakeTabs current="letters" />
      <p class="govuk-body">
        <a class="govuk-link" href={isSettled ? '/intake/letters' : '/intake/letters?settled=yes'}>
          {isSettled ? 'Show those that are open' : 'Show those that were replayed or put away'}
        </a>
      </p>
      <RowsTable
        caption="Messages"
        head={['Message', 'Why', 'Came', 'Times', ...(isSettled ? ['Settled'] : [])]}
        none={isSettled ? 'None was settled.' : 'Everything that came was taken.'}
        rows={letters.map((letter) => [
          <a class="govuk-link" href={`/intake/letters/${letter.id}`}>
            {`${letter.source} ${letter.number}`.trim() || 'Without a number'}
          </a>,
          letterReasons[letter.reason],
          formatDateTime(letter.receivedAt),
          letter.timesReceived,
          ...(isSettled ? [settledWords(letter)] : []),
        ])}
      />
      {!isSettled && letters.length > 0 && (
        <form method="post" action="/intake/letters">
          <Button text="Replay all of them" preventDoubleClick={true} />
        </form>
      )}
    </Layout>
  )
}

function settledWords({ replayedAt, discardedAt, settledByName }: ReadLetter): string {
  const at = replayedAt ?? discardedAt
  return at === null
    ? ''
    : `${replayedAt === null ? 'Put away' : 'Replayed'} by ${settledByName}, ${formatDateTime(at)}`
}

export type LetterPageProps = { frame: Frame; letter: ReadLetter; body: string; problem: string | undefined }

/** One message, to be put right and replayed, or put away. */
export function LetterPage({ frame, letter, body, problem }: LetterPageProps): Html {
  const isOpen = letter.replayedAt === null && letter.discardedAt === null
  const title = `Message ${letter.source} ${letter.number}`.trim()
  return (
    <Layout {...frame} wide title={title}>
      {problem && <MojAlert variant="warning" title="It was not taken" text={problem} role="alert" />}
      <h1 class="govuk-heading-l">{title}</h1>
      <IntakeTabs current="letters" />
      <SummaryList
        rows={[
          { key: { text: 'Why it was not taken' }, value: { text: letterReasons[letter.reason] } },
          { key: { text: 'In detail' }, value: { html: <span class="app-typed">{letter.because}</span> } },
          {
            key: { text: 'Came' },
            value: { text: `${formatDateTime(letter.receivedAt)}, ${letter.timesReceived} times` },
          },
          ...(isOpen ? [] : [{ key: { text: 'Settled' }, value: { text: settledWords(letter) } }]),
        ]}
      />
      {letter.source !== '' && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/intake/mappings/${encodeURIComponent(letter.source)}`}>
            {`Mapping of ${letter.source}`}
          </a>
        </p>
      )}
      {isOpen ? (
        <form method="post" action={`/intake/letters/${letter.id}`}>
          <Textarea
            name="body"
            rows={20}
            spellcheck={false}
            label={{ text: 'The message', classes: 'govuk-label--m' }}
            hint={{ text: 'It may be put right here; what came is kept as it came.' }}
            value={body}
          />
          <div class="govuk-button-group">
            <Button text="Replay it" name="act" value="replay" preventDoubleClick={true} />
            <Button text="Put it away" name="act" value="discard" classes="govuk-button--secondary" />
          </div>
        </form>
      ) : (
        <pre class="app-typed app-scroll" tabindex={0}>
          {body}
        </pre>
      )}
    </Layout>
  )
}
