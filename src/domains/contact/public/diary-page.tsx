import { Lines, publicFrame } from '#domains/public-pages'
import { wordsIn } from '#locales'
import { type LocalDate, londonDateOf } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  BackLink,
  Button,
  type Html,
  InsetText,
  Layout,
  type LayoutProps,
  NotificationBanner,
  Textarea,
  TextInput,
} from '#platform/govuk'
import { DayInput } from './day-input.tsx'
import type { Status } from './find-status.ts'
import { inLanguageOf } from './in-language-of.ts'

type DiaryPageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  address: string
  status: Status
  submission: string
  typed: Typed
  errors: readonly FormError[]
  isSaved: boolean
}

/** The diary of one report, for whoever keeps it: what stands in it by day, and a place to add to it. */
export function DiaryPage(props: DiaryPageProps): Html {
  const { frame, address, status, submission, typed, errors, isSaved } = props
  const words = wordsIn(frame.asked?.tag)
  const { diary } = words
  const tag = frame.asked?.tag
  const isOver = status.status === 'refused' || status.status === 'not_asb' || status.status === 'closed'
  const area = (name: 'what' | 'effect', label: string, rows: number) => (
    <Textarea
      name={name}
      id={name}
      label={{ text: label, classes: 'govuk-label--s' }}
      rows={rows}
      value={typedValue(typed, name)}
      errorMessage={errorOf(errors, name)}
    />
  )
  const time = (name: 'start' | 'end', label: string) => (
    <TextInput
      name={name}
      id={name}
      label={{ text: label, classes: 'govuk-label--s' }}
      hint={{ text: diary.timeHint }}
      classes="govuk-input--width-5"
      value={typedValue(typed, name)}
      errorMessage={errorOf(errors, name)}
    />
  )
  return (
    <Layout
      {...publicFrame(frame)}
      title={diary.title}
      beforeContent={<BackLink text={words.status.back} href={inLanguageOf(tag, address)} />}
    >
      <ErrorsAtTop errors={errors} title={words.forms.problem} />
      {isSaved && (
        <NotificationBanner type="success" titleText={words.status.done} titleId="done" text={diary.saved} />
      )}
      <h1 class="govuk-heading-l">{diary.title}</h1>
      <p class="govuk-body">{diary.lead}</p>
      {isOver && <InsetText>{diary.closed}</InsetText>}
      <Entries status={status} words={words} />
      <h2 class="govuk-heading-m">{diary.add}</h2>
      <form method="post" action={inLanguageOf(tag, `${address}/diary`)} novalidate>
        <input type="hidden" name="submission" value={submission} />
        <DayInput name="on" label={diary.day} typed={typed} errors={errors} words={words} />
        {time('start', diary.start)}
        {time('end', diary.end)}
        {area('what', diary.what, 4)}
        {area('effect', diary.effect, 3)}
        <Button text={diary.save} preventDoubleClick={true} />
      </form>
    </Layout>
  )
}

type Entry = Status['diary'][number]

function Entries({ status, words }: { status: Status; words: ReturnType<typeof wordsIn> }): Html {
  const days = new Map<LocalDate, Entry[]>()
  for (const entry of status.diary) {
    const day = londonDateOf(entry.startedAt)
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  if (days.size === 0) return <p class="govuk-body">{words.diary.none}</p>
  return (
    <>
      {[...days].toReversed().map(([day, entries]) => (
        <>
          <h2 class="govuk-heading-s">{words.dates.date(day)}</h2>
          <ul class="govuk-list govuk-list--bullet">
            {entries.map(({ startedAt, endedAt, what, effect }) => (
              <li>
                <strong>
                  {endedAt === null
                    ? words.diary.from(words.dates.dateTime(startedAt))
                    : words.diary.fromTo(words.dates.dateTime(startedAt), words.dates.dateTime(endedAt))}
                </strong>
                <br />
                <Lines text={what} />
                {effect !== '' && (
                  <>
                    <br />
                    <Lines text={effect} />
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      ))}
    </>
  )
}
