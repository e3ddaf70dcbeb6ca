import { CoverNote } from '#domains/organisations'
import { channelNames, titleWithReference } from '#domains/reports'
import { flagColours, flagNames } from '#domains/risk'
import { answerRuleOf, answerTimeInWords, answerTimeOf, isAnswerLate } from '#domains/times-to-answer'
import type { MemberActor } from '#platform/actor'
import { formatAge, formatDate, formatTime, londonDateOf } from '#platform/clock'
import { type Html, Layout, MojAlert, Pagination } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { Choices } from './choices.ts'
import { countCap, openingLength, type QueuedReport, type QueueView } from './queue.ts'
import { listedStatuses, type QueueFilter, queueUrl, statusName } from './queue-filter.ts'
import { QueueFilters } from './queue-filters.tsx'

export type QueuePageProps = {
  frame: Frame
  filter: QueueFilter
  view: QueueView
  choices: Choices
  actor: MemberActor
  mayClaim: (report: QueuedReport) => boolean
  now: Date
}

/** Rows are plain elements: a component a row and a macro a button would be most of the cost of the page. */
export function QueuePage(props: QueuePageProps): Html {
  const { frame, filter, view, choices } = props
  return (
    <Layout {...frame} title="Queue" wide>
      {filter.sent && <SentAway reference={filter.sent} />}
      <h1 class="govuk-heading-l app-queue__heading">{headingOf(props)}</h1>
      <CoverNote actor={props.actor} />
      <StatusLinks filter={filter} view={view} />
      <div class="app-list-with-filters">
        <section class="app-list-with-filters__list" aria-labelledby="result" data-module="age-clock">
          <p class="app-list-with-filters__jump">
            <a class="govuk-link" href="#filters">
              Search and filter
            </a>
          </p>
          <h2 class="govuk-heading-s" id="result">
            {resultWords(view.found)}
          </h2>
          {view.reports.length === 0 ? <Nothing filter={filter} /> : <Rows {...props} />}
          {view.next && (
            <Pagination next={{ href: queueUrl(filter, { after: view.next }), text: 'Next page' }} />
          )}
        </section>
        <QueueFilters filter={filter} view={view} choices={choices} actor={props.actor} />
      </div>
    </Layout>
  )
}

function headingOf({ filter, actor, choices }: QueuePageProps): string {
  const queue = choices.queues.find(({ id }) => id === filter.queue)
  if (queue !== undefined) return `${queue.name}, ${queue.organisationName}`
  return filter.held === 'us' ? `Queue of ${actor.organisationName}` : `Shared with ${actor.organisationName}`
}

export function countWords(number: number | undefined): string {
  if (number === undefined) return '0'
  return number > countCap ? '1,000+' : String(number)
}

function resultWords(found: number): string {
  return found === 1 ? '1 report' : `${countWords(found)} reports`
}

function StatusLinks({ filter, view }: Pick<QueuePageProps, 'filter' | 'view'>): Html {
  const link = (status: QueueFilter['status'], text: string) => (
    <li class="moj-sub-navigation__item">
      <a
        class="moj-sub-navigation__link"
        href={queueUrl(filter, { status })}
        aria-current={filter.status === status ? 'page' : undefined}
      >
        {text}
      </a>
    </li>
  )
  return (
    <nav class="moj-sub-navigation app-queue__statuses" aria-label="Status">
      <ul class="moj-sub-navigation__list">
        {listedStatuses.map((status) =>
          link(status, `${statusName(status)} (${countWords(view.byStatus.get(status))})`),
        )}
        {link('all', 'All')}
      </ul>
    </nav>
  )
}

function SentAway({ reference }: { reference: string }): Html {
  const words = `${reference} was sent to another organisation, which now holds it.`
  return <MojAlert variant="success" title="Sent" text={words} role="status" />
}

function Nothing({ filter }: { filter: QueueFilter }): Html {
  return (
    <p class="govuk-body">
      {'No report matches. '}
      <a class="govuk-link" href="/queue">
        {filter.status === 'awaiting_triage' ? 'Clear the filters' : 'See what awaits triage'}
      </a>
    </p>
  )
}

function Rows(props: QueuePageProps): Html {
  const { view, filter, choices } = props
  const queueNames = new Map(
    choices.queues.map(({ id, name, organisationName, organisationId }) => [
      id,
      props.actor.organisations.includes(organisationId) ? name : `${name}, ${organisationName}`,
    ]),
  )
  const urgent = new Set(choices.types.filter(({ priority }) => priority <= 2).map(({ code }) => code))
  return (
    <form method="post">
      <input type="hidden" name="from" value={queueUrl(filter, { after: filter.after })} />
      <ol class="app-queue" data-module="queue-keys">
        {view.reports.map((report) => (
          <li class="app-queue__row">
            <div class="app-queue__what">
              <a class="govuk-link" href={`/reports/${report.reference}`} data-queue-link>
                {titleWithReference(report)}
              </a>
              {report.opening !== '' && <p class="app-queue__opening">{beginningOf(report.opening)}</p>}
              <p class="app-queue__facts">{factsOf(report, queueNames)}</p>
            </div>
            <div class="app-queue__when">
              {ageOf(report, props)}
              {flagsOf(report, urgent, props.now).map(([flag, colour]) => (
                <strong class={`govuk-tag ${colour} app-queue__flag`}>{flag}</strong>
              ))}
            </div>
            <div class="app-queue__claim">{claimOf(report, props)}</div>
          </li>
        ))}
      </ol>
    </form>
  )
}

/** Cut after a whole word, where there is one. */
function beginningOf(opening: string): string {
  const words = opening.replace(/\s+/g, ' ').trim()
  if (opening.length <= openingLength) return words
  return `${words.slice(0, openingLength).replace(/[\s.,;:]*\s\S*$/, '')}…`
}

function factsOf(report: QueuedReport, queueNames: ReadonlyMap<string, string>): string {
  return [
    queueNames.get(report.queueId) ?? '',
    channelNames[report.channel],
    ...(report.occurrence === 'pattern' ? ['Again and again'] : []),
    ...(report.reportedBefore ? ['Reported before'] : []),
    ...(report.status === 'awaiting_triage'
      ? []
      : [statusName(report.status === 'filed' ? 'awaiting_triage' : report.status)]),
  ].join(' · ')
}

/** How long one may say that it is happening now. */
const stillHappening = 24 * 3_600_000

/** The time that its holder promised to answer in, where that has run out. */
function exceededTime(report: QueuedReport, { choices, now }: QueuePageProps): string | undefined {
  const { status, filedAt, pauses } = report
  const holder = choices.holders.get(report.organisationId)
  if (status !== 'awaiting_triage' || holder === undefined) return undefined
  const answerRule = { ...answerRuleOf(holder, filedAt), pauses }
  return isAnswerLate({ filedAt, answerRule }, now)
    ? answerTimeInWords(answerTimeOf(answerRule, londonDateOf(filedAt)))
    : undefined
}

/** Red for what is late, and no tag: in a long queue most rows may be. */
function ageOf(report: QueuedReport, props: QueuePageProps): Html {
  const late = exceededTime(report, props)
  return (
    <span class={late !== undefined ? 'app-queue__age app-queue__late' : 'app-queue__age'}>
      <time datetime={report.filedAt.toISOString()} data-age>
        {formatAge(report.filedAt, props.now)}
      </time>
      {late !== undefined && <span class="govuk-visually-hidden">{`, over ${late}`}</span>}
    </span>
  )
}

function flagsOf(
  { status, asbType, occurrence, filedAt, handOverWaits, flags, pausedUntil, isHighImpact }: QueuedReport,
  urgent: ReadonlySet<string>,
  now: Date,
): (readonly [string, string])[] {
  const handOver = [
    ...(handOverWaits ? [['Hand-over waits', 'govuk-tag--purple'] as const] : []),
    ...(pausedUntil === null
      ? []
      : [[`Paused until ${formatDate(pausedUntil)}`, 'govuk-tag--grey'] as const]),
  ]
  const raised = flags.map((kind) => [flagNames[kind], flagColours[kind]] as const)
  if (status !== 'awaiting_triage') return [...raised, ...handOver]
  const happened = now.getTime() - filedAt.getTime() < stillHappening ? 'Happening now' : 'Was happening'
  return [
    ...raised,
    ...(isHighImpact ? [['High impact', 'govuk-tag--orange'] as const] : []),
    ...(urgent.has(asbType) ? [['Urgent', 'govuk-tag--orange'] as const] : []),
    ...(occurrence === 'now' ? [[happened, 'govuk-tag--yellow'] as const] : []),
    ...handOver,
  ]
}

function claimOf(report: QueuedReport, { actor, mayClaim, now }: QueuePageProps): Html | string {
  const { claimedBy, claimExpiresAt } = report
  if (claimedBy !== null && claimExpiresAt !== null && claimExpiresAt > now) {
    const who = claimedBy === actor.memberId ? 'you' : report.claimedByName
    return `Claimed by ${who} until ${formatTime(claimExpiresAt)}`
  }
  if (!mayClaim(report)) return ''
  return (
    <button
      class="govuk-button govuk-button--secondary app-button--small"
      type="submit"
      formaction={`/reports/${report.reference}/actions/claim`}
      name="version"
      value={report.version}
    >
      Claim<span class="govuk-visually-hidden">{` ${report.reference}`}</span>
    </button>
  )
}
