import { Lines, ProseText, publicFrame, Sentence } from '#domains/public-pages'
import { wordsIn } from '#locales'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  Button,
  type Html,
  InsetText,
  Layout,
  type LayoutProps,
  NotificationBanner,
  SummaryList,
  Tag,
  Textarea,
} from '#platform/govuk'
import { StatusFollowingPart } from '../followers/known-place-part.tsx'
import type { News, Status } from './find-status.ts'
import { inLanguageOf } from './in-language-of.ts'
import type { NextStep } from './next-step.ts'

export type StatusPageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  /** Where this page stands, with the secret of its link. */
  address: string
  status: Status
  next: NextStep | undefined
  /** By when a message is answered that is written now. */
  answerBy: string
  /** Made when the page is: however often the message is sent, there is one. */
  submission: string
  typed: Typed
  errors?: readonly FormError[]
  done?: 'sent' | 'wishes' | undefined
}

type Words = ReturnType<typeof wordsIn>
type PartProps = StatusPageProps & { words: Words }

const colours = {
  filed: 'blue',
  awaiting_triage: 'light-blue',
  accepted: 'green',
  refused: 'grey',
  not_asb: 'grey',
  closed: 'grey',
} as const

/** What has happened with a report, for the person who made it: of what they typed only messages, diary and times. */
export function StatusPage(props: StatusPageProps): Html {
  const { frame, status, errors = [], done } = props
  const words = wordsIn(frame.asked?.tag)
  const parts = { ...props, words }
  const state = words.status.states[status.status]
  return (
    <Layout {...publicFrame(frame)} title={words.status.title}>
      <ErrorsAtTop errors={errors} title={words.forms.problem} />
      {done !== undefined && <Done {...parts} />}
      <h1 class="govuk-heading-l">{words.status.title}</h1>
      <SummaryList
        rows={[
          { key: { text: words.status.reference }, value: { text: status.reference } },
          { key: { text: words.status.sent }, value: { text: words.dates.date(status.filedAt) } },
          {
            key: { text: words.status.status },
            value: { html: <Tag text={state.label} classes={`govuk-tag--${colours[status.status]}`} /> },
          },
          {
            key: { text: words.status.whoHasIt },
            value: { text: status.organisation?.name ?? words.status.findingTeam },
          },
        ]}
      />
      <p class="govuk-body">{state.means}</p>
      <Decision {...parts} />
      <h2 class="govuk-heading-m">{words.status.whatNext}</h2>
      <Next {...parts} />
      <OfCase {...parts} />
      {status.following !== undefined && (
        <StatusFollowingPart tag={frame.asked?.tag} following={status.following} address={props.address} />
      )}
      <Again {...parts} />
      <Thread {...parts} />
      <CaseReview {...parts} />
      <Organisation {...parts} />
      <h2 class="govuk-heading-m">{words.status.worse}</h2>
      <p class="govuk-body">{words.status.emergency}</p>
      <SoFar {...parts} />
    </Layout>
  )
}

/** Addresses keep the language, because they are opened from messages as well. */
const below = ({ address, frame }: PartProps, path: string) =>
  inLanguageOf(frame.asked?.tag, `${address}${path}`)

function Done({ done, words, status, answerBy }: PartProps): Html {
  const answer =
    status.organisation && words.thread.answerBy(status.organisation.name, words.dates.date(answerBy))
  return (
    <NotificationBanner type="success" titleText={words.status.done} titleId="done">
      <p class="govuk-notification-banner__heading">
        {done === 'sent' ? words.thread.sent : words.wishes.saved}
      </p>
      {done === 'sent' && answer && <p class="govuk-body">{answer}</p>}
    </NotificationBanner>
  )
}

function Decision({ status, words }: PartProps): Html | null {
  const isDecided = status.status === 'refused' || status.status === 'not_asb' || status.status === 'closed'
  if (!isDecided || status.reason === '') return null
  return (
    <>
      <h2 class="govuk-heading-m">{words.status.why}</h2>
      <InsetText>
        <Lines text={status.reason} />
      </InsetText>
    </>
  )
}

function Next({ status, next, words }: PartProps): Html {
  const { status: said, dates } = words
  return (
    <>
      <p class="govuk-body">{said.states[status.status].next}</p>
      {next !== undefined && (
        <p class="govuk-body">
          {next.isLate
            ? said.late(next.organisation, dates.date(next.by))
            : next.what === 'decide'
              ? said.decideBy(next.organisation, dates.date(next.by))
              : said.updateBy(next.organisation, dates.date(next.by))}
        </p>
      )}
    </>
  )
}

/** What is done and promised in a case, in words that were meant for them. */
function OfCase(props: PartProps): Html | null {
  const { status, words } = props
  const { actions, promises, survey } = status.told
  const { victim, dates } = words
  return (
    <>
      {survey !== null && (
        <InsetText>
          {survey.isAnswered ? (
            victim.survey.answered
          ) : (
            <>
              {`${victim.survey.ask} `}
              <a class="govuk-link" href={below(props, '/survey')}>
                {victim.survey.link}
              </a>
            </>
          )}
        </InsetText>
      )}
      {actions.length > 0 && (
        <>
          <h3 class="govuk-heading-s">{victim.actions}</h3>
          <ul class="govuk-list govuk-list--bullet">
            {actions.map((action) => (
              <li>
                {`${action.words}. `}
                {action.status === 'open'
                  ? victim.due(dates.date(action.dueOn))
                  : action.status === 'done' && action.finishedAt !== null
                    ? victim.done(dates.date(action.finishedAt))
                    : victim.cancelled}
              </li>
            ))}
          </ul>
        </>
      )}
      {promises.length > 0 && (
        <>
          <h3 class="govuk-heading-s">{victim.promises}</h3>
          <ul class="govuk-list govuk-list--bullet">
            {promises.map((promise) => (
              <li>
                {`${promise.what}. `}
                {promise.settledAs === 'taken_back'
                  ? victim.takenBack(promise.because)
                  : promise.settledAt === null
                    ? victim.due(dates.date(promise.dueOn))
                    : victim.kept(dates.date(promise.settledAt))}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Again(props: PartProps): Html {
  const { status, words } = props
  return (
    <>
      <Button text={words.again.link} href={below(props, '/again')} />
      {status.again.length > 0 && (
        <>
          <h3 class="govuk-heading-s">{words.again.heading}</h3>
          <ul class="govuk-list govuk-list--bullet">
            {status.again.map(({ reference, occurredFrom }) => (
              <li>{words.again.row(reference, words.dates.date(occurredFrom))}</li>
            ))}
          </ul>
        </>
      )}
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href={below(props, '/diary')}>
            {words.diary.link}
          </a>
        </li>
        <li>
          <a class="govuk-link" href={below(props, '/evidence')}>
            {words.evidence.laterTitle}
          </a>
        </li>
        {status.ways.length > 0 && (
          <li>
            <a class="govuk-link" href={below(props, '/contact')}>
              {words.wishes.link}
            </a>
          </li>
        )}
      </ul>
    </>
  )
}

function Thread(props: PartProps): Html {
  const { status, words, typed, errors = [], submission, address } = props
  const { scripts } = words.site
  return (
    <>
      <h2 class="govuk-heading-m" id="messages">
        {words.thread.heading}
      </h2>
      {status.messages.length === 0 ? (
        <p class="govuk-body">{words.thread.none}</p>
      ) : (
        <ol class="govuk-list">
          {status.messages.map(({ at, direction, words: written, organisation }) => (
            <li class="app-message">
              <p class="govuk-body app-typed govuk-!-margin-bottom-1">{written}</p>
              <p class="govuk-hint">
                {[direction === 'from_reporter' ? words.thread.you : organisation, words.dates.dateTime(at)]
                  .filter((part) => part !== null)
                  .join(', ')}
              </p>
            </li>
          ))}
        </ol>
      )}
      <form
        method="post"
        action={below(props, '/messages')}
        novalidate
        data-module="keep-draft"
        data-draft-url={`${address}/messages/keep`}
        data-saved={scripts.saved}
        data-cannot-save={scripts.cannotSave}
        data-not-connected={scripts.notConnected}
      >
        <input type="hidden" name="submission" value={submission} />
        <Textarea
          name="message"
          id="message"
          label={{ text: words.thread.label, classes: 'govuk-label--s' }}
          hint={{ text: words.thread.hint }}
          rows={5}
          value={typedValue(typed, 'message')}
          errorMessage={errorOf(errors, 'message')}
        />
        <Button text={words.thread.send} classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </>
  )
}

function CaseReview({ status, words }: PartProps): Html {
  const { explained } = status
  return (
    <>
      <h2 class="govuk-heading-m" id="case-review">
        {words.caseReview.heading}
      </h2>
      {explained === null ? (
        <p class="govuk-body">
          <Sentence text={words.caseReview.short} />
        </p>
      ) : (
        <>
          <p class="govuk-hint">{words.caseReview.explained(words.dates.date(explained.at))}</p>
          <ProseText prose={words.caseReview.text} />
        </>
      )}
    </>
  )
}

function Organisation({ status, words }: PartProps): Html | null {
  if (status.organisation === undefined) return null
  const { name, contactAdvice } = status.organisation
  return (
    <>
      <h2 class="govuk-heading-m">{words.status.howToContact(name)}</h2>
      <p class="govuk-body">
        {/* Organisations write it in English alone. */}
        {contactAdvice === '' ? words.status.noAdvice : <span lang="en">{contactAdvice}</span>}{' '}
        {words.status.giveReference(status.reference)}
      </p>
    </>
  )
}

function SoFar({ status, words }: PartProps): Html | null {
  if (status.news.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">{words.status.soFar}</h2>
      <ol class="govuk-list" reversed={true}>
        {status.news.toReversed().map((news) => (
          <li>
            <p class="govuk-body govuk-!-margin-bottom-1">{told(news, words)}</p>
            <p class="govuk-hint">
              {[news.organisationName, words.dates.dateTime(news.at)]
                .filter((part) => part !== null)
                .join(', ')}
            </p>
          </li>
        ))}
      </ol>
    </>
  )
}

/** In the reader's language where the kind is known; what stands in the timeline is English. */
function told({ kind, what, organisationName }: News, words: Words): string {
  const known = Object.entries(words.status.news).find(([each]) => each === kind)
  if (words === wordsIn('en') || known === undefined) return what
  return known[1](organisationName ?? '')
}
