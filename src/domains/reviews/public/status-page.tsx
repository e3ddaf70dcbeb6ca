import { Lines, publicFrame } from '#domains/public-pages'
import { type Words, wordsIn } from '#locales'
import type { LocalDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  Button,
  type Html,
  Layout,
  type LayoutProps,
  NotificationBanner,
  Panel,
  Radios,
  SummaryList,
  Textarea,
} from '#platform/govuk'
import { addressIn } from './about-page.tsx'
import type { ReviewStatusPage } from './find-status.ts'
import { nextDates } from './next-dates.ts'

type StatusPageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  address: string
  review: ReviewStatusPage
  today: LocalDate
  isNew: boolean
  done: 'answered' | 'appealed' | undefined
  typed: Typed
  errors: readonly FormError[]
}

/** Where an application is: decisions with their reasons, dates to expect, the meeting, what should be done, appeal. */
export function StatusPage(props: StatusPageProps): Html {
  const { frame, address, review, today, isNew, done, errors } = props
  const words = wordsIn(frame.asked?.tag)
  const { status } = words.reviews
  const tag = frame.asked?.tag
  return (
    <Layout {...publicFrame(frame)} title={status.title}>
      <ErrorsAtTop errors={errors} title={words.forms.problem} />
      {isNew ? (
        <>
          <Panel titleText={words.reviews.done.title}>
            {words.reviews.done.reference}
            <br />
            <strong>{review.reference}</strong>
          </Panel>
          <p class="govuk-body">{words.reviews.done.pageLead}</p>
        </>
      ) : (
        <>
          <span class="govuk-caption-l">{`${status.reference} ${review.reference}`}</span>
          <h1 class="govuk-heading-l">{status.title}</h1>
        </>
      )}
      {done !== undefined && (
        <NotificationBanner type="success" titleText={done === 'answered' ? status.answered : status.sent}>
          <p class="govuk-notification-banner__heading">
            {done === 'answered' ? status.answered : status.sent}
          </p>
        </NotificationBanner>
      )}
      <h2 class="govuk-heading-m">{status.where}</h2>
      <p class="govuk-body">{status.states[review.status]}</p>
      <Dates review={review} today={today} words={words} />
      <h2 class="govuk-heading-m">{status.contact}</h2>
      <p class="govuk-body app-typed">
        {review.contactName === ''
          ? status.contactWait(words.dates.date(review.acknowledgeDueOn ?? today))
          : [review.contactName, review.contactPhone, review.contactEmail].filter(Boolean).join(', ')}
      </p>
      {review.decisions.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{status.decisions}</h2>
          {review.decisions.map(({ decision, told, at }) => (
            <>
              <h3 class="govuk-heading-s">{`${status.decided[decision]}, ${words.dates.date(at)}`}</h3>
              <p class="govuk-body">
                <Lines text={told} />
              </p>
            </>
          ))}
        </>
      )}
      <Meeting {...props} words={words} />
      <Recommendations review={review} today={today} words={words} />
      <Appeals review={review} address={address} words={words} tag={tag} />
      <h2 class="govuk-heading-m">{status.bodies}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {review.bodies.map((body) => (
          <li>{body}</li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">{status.news}</h2>
      <SummaryList
        rows={review.news.map(({ at, what, words: said }) => ({
          key: { text: words.dates.date(at) },
          value: {
            html: (
              <>
                <strong>{what}</strong>
                <br />
                <Lines text={said} />
              </>
            ),
          },
        }))}
      />
    </Layout>
  )
}

type PartProps = { review: ReviewStatusPage; today: LocalDate; words: Words }

function Dates({ review, today, words }: PartProps): Html {
  const { status } = words.reviews
  const dates = nextDates(review)
  return (
    <>
      <h2 class="govuk-heading-m">{status.expect}</h2>
      {dates.length === 0 ? (
        <p class="govuk-body">{status.expectNone}</p>
      ) : (
        <SummaryList
          rows={dates.map(({ step, dueOn }) => ({
            key: { text: status.steps[step] },
            value: {
              html: (
                <>
                  {status.byDay(words.dates.date(dueOn))}
                  {dueOn < today && <strong class="app-late"> {status.late}</strong>}
                </>
              ),
            },
          }))}
        />
      )}
    </>
  )
}

function Meeting(props: StatusPageProps & { words: Words }): Html | false {
  const { frame, address, review, typed, errors, words } = props
  const { status } = words.reviews
  const { panel } = review
  if (panel === null) return false
  const answers = ['in_person', 'remote', 'represented', 'written', 'no'] as const
  return (
    <>
      <h2 class="govuk-heading-m">{status.panel}</h2>
      <p class="govuk-body">
        {panel.heldAt === null
          ? status.panelWhen(words.dates.dateTime(panel.meetsAt), panel.place)
          : status.panelWas(words.dates.dateTime(panel.meetsAt))}{' '}
        {status.chair(panel.chairName, panel.chairFrom)}
      </p>
      {!panel.isInvited && (
        <p class="govuk-body">
          {status.notInvited} {panel.notInvitedBecause}
        </p>
      )}
      {panel.answer !== '' && (
        <p class="govuk-body">
          {status.answeredWith} {status.answers[panel.answer]}
        </p>
      )}
      {panel.isInvited && panel.heldAt === null && (
        <form method="post" action={addressIn(frame.asked?.tag, `${address}/invitation`)} novalidate>
          <Radios
            name="answer"
            fieldset={{ legend: { text: status.invited, classes: 'govuk-fieldset__legend--s' } }}
            value={typedValue(typed, 'answer') || panel.answer}
            errorMessage={errorOf(errors, 'answer')}
            items={answers.map((code) => ({ value: code, text: status.answers[code] }))}
          />
          <Textarea
            name="said"
            id="said"
            label={{ text: status.answerWords, classes: 'govuk-label--s' }}
            rows={4}
            value={typedValue(typed, 'said')}
            errorMessage={errorOf(errors, 'said')}
          />
          <Button text={status.answerSend} preventDoubleClick={true} />
        </form>
      )}
    </>
  )
}

function Recommendations({ review, today, words }: PartProps): Html | false {
  const { status } = words.reviews
  if (review.recommendations.length === 0) return false
  return (
    <>
      <h2 class="govuk-heading-m">{status.recommendations}</h2>
      <SummaryList
        rows={review.recommendations.map(({ what, body, dueOn, status: state, response, doneAt }) => ({
          key: { text: what },
          value: {
            html: (
              <>
                {`${body}, ${status.byDay(words.dates.date(dueOn))}. `}
                {doneAt === null
                  ? status.recommendationStates[state]
                  : status.doneOn(words.dates.date(doneAt))}
                {doneAt === null && state !== 'refused' && dueOn < today && (
                  <strong class="app-late"> {status.lateAction}</strong>
                )}
                {response !== '' && (
                  <>
                    <br />
                    {response}
                  </>
                )}
              </>
            ),
          },
        }))}
      />
    </>
  )
}

type AppealsProps = { review: ReviewStatusPage; address: string; words: Words; tag: string | undefined }

function Appeals({ review, address, words, tag }: AppealsProps): Html | false {
  const { status } = words.reviews
  if (review.decisions.length === 0 && review.appeals.length === 0) return false
  return (
    <>
      <h2 class="govuk-heading-m">{status.appeal}</h2>
      {review.appeals.map((appeal) => (
        <p class="govuk-body">
          {appeal.decision === null ? (
            status.appealed(words.dates.date(appeal.madeAt), words.dates.date(appeal.dueOn))
          ) : (
            <>
              <strong>{status.appealDecisions[appeal.decision]}.</strong> {appeal.told}
            </>
          )}
        </p>
      ))}
      <p class="govuk-body">{status.appealLead(status.whom[review.appealTo])}</p>
      {review.appealUntil !== null && (
        <p class="govuk-body">{status.appealUntil(words.dates.date(review.appealUntil))}</p>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={addressIn(tag, `${address}/appeal`)}>
          {status.appealLink}
        </a>
      </p>
    </>
  )
}
