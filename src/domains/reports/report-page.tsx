import { RecordNavigation } from '#domains/sharing'
import { type TimelineEntry, TimelineList } from '#domains/timeline'
import { formatDateTime, formatTime } from '#platform/clock'
import { Button, Details, ErrorSummary, type Html, Layout, MojAlert, Textarea } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { newId } from '#platform/ids'
import type { DecisionProblems } from './decide-report.ts'
import { reportLifecycle } from './lifecycle.ts'
import type { OpenQueue, ReportDetail } from './read-report.ts'
import { type ActionRow, fieldId, ReportActions, type TypedDecision } from './report-actions.tsx'
import { RaisedPrompts, ReportFacts, ReportSummary } from './report-facts.tsx'
import { titleWithReference } from './title-with-reference.tsx'

export type { ActionRow }

export type ReportPageProps = {
  frame: Frame
  report: ReportDetail
  timeline: readonly TimelineEntry[]
  /** What other domains show of it. */
  panels: readonly (() => Html | null)[]
  isHeldByUs: boolean
  /** Whether the pages of the report beside this one are open to the reader: not to a light account. */
  mayOpenRecords: boolean
  mayNote: boolean
  memberId: string
  actions: readonly ActionRow[]
  queues: readonly OpenQueue[]
  now: Date
  /** What was just done, in the words of the lifecycle. */
  done?: string
  typed?: TypedDecision
  problems?: DecisionProblems
  isStale?: boolean
}

export function ReportPage(props: ReportPageProps): Html {
  const { frame, report, panels, done, isStale, problems = {}, typed } = props
  const hasMap = report.location !== null
  return (
    <Layout {...frame} title={report.title} wide scripts={hasMap ? ['map'] : []}>
      <ProblemSummary problems={problems} typed={typed} />
      {done && <MojAlert variant="success" title={done} text={done} role="status" />}
      {isStale && <StaleAlert {...props} />}
      {props.mayOpenRecords && (
        <RecordNavigation kind="report" reference={report.reference} current="record" />
      )}
      <div class="app-record__heading">
        <h1 class="govuk-heading-l">{titleWithReference(report)}</h1>
        <p class="govuk-body">
          <strong class="govuk-tag govuk-tag--blue">{reportLifecycle.statuses[report.status]}</strong>{' '}
          {report.restriction && (
            <>
              <strong class="govuk-tag govuk-tag--red">{`Restricted: ${report.restriction}`}</strong>{' '}
            </>
          )}
          {holderWords(report)}
        </p>
      </div>
      <div class="app-record">
        <div class="app-record__first">
          <ReportSummary report={report} />
          {props.isHeldByUs && <RaisedPrompts prompts={report.prompts} />}
        </div>
        <aside class="app-record__aside" aria-label="Decisions and repeats">
          <ClaimState {...props} />
          <ReportActions {...props} />
          {panels.map((render) => render())}
        </aside>
        <div class="app-record__rest">
          <ReportFacts report={report} isHeldByUs={props.isHeldByUs} />
          <Timeline {...props} />
        </div>
      </div>
    </Layout>
  )
}

function ProblemSummary({
  problems,
  typed,
}: {
  problems: DecisionProblems
  typed: TypedDecision | undefined
}): Html | null {
  if (typed === undefined || Object.keys(problems).length === 0) return null
  return (
    <ErrorSummary
      titleText="There is a problem"
      errorList={(['queue', 'reason', 'comment'] as const).flatMap((field) => {
        const text = problems[field]
        return text === undefined ? [] : [{ text, href: `#${fieldId(typed.action, field)}` }]
      })}
    />
  )
}

function holderWords({ holder }: ReportDetail): string {
  if (holder === null) return 'On its way to a queue'
  const team = holder.teamName === holder.queueName ? '' : ` (team ${holder.teamName})`
  return `With ${holder.queueName}${team}, ${holder.organisationName}`
}

/** Says who holds it now and what happened since, so that nobody has to find out by trying again. */
function StaleAlert({ report, timeline, now }: ReportPageProps): Html {
  const latest = timeline[0]
  const claim = report.claim !== null && report.claim.until > now ? report.claim : undefined
  return (
    <MojAlert
      variant="warning"
      title="This has changed since you opened it"
      showTitleAsHeading={true}
      role="alert"
      html={
        <>
          <p>Nothing you did was saved. What you typed is still below, if it is still yours to do.</p>
          {latest && (
            <p>
              {`${formatDateTime(latest.at)}: ${latest.what} (${latest.actorName}${latest.organisationName ? `, ${latest.organisationName}` : ''})`}
            </p>
          )}
          <p>
            {`${holderWords(report)}. `}
            {claim && `Claimed by ${claim.name} until ${formatTime(claim.until)}.`}
          </p>
        </>
      }
    />
  )
}

function ClaimState({ report, memberId, now }: ReportPageProps): Html | null {
  const { claim } = report
  if (claim === null || claim.until <= now) return null
  const who = claim.memberId === memberId ? 'you' : claim.name
  return (
    <p class="govuk-inset-text app-claim">
      {`Claimed by ${who} until `}
      <time datetime={claim.until.toISOString()}>{formatTime(claim.until)}</time>
    </p>
  )
}

function Timeline(props: ReportPageProps): Html {
  return (
    <section aria-labelledby="timeline">
      <h2 class="govuk-heading-m" id="timeline">
        Timeline
      </h2>
      {props.mayNote && <NoteForm {...props} />}
      <TimelineList entries={props.timeline} />
    </section>
  )
}

function NoteForm({ report, typed, problems = {} }: ReportPageProps): Html {
  const own = typed?.action === 'note' ? typed : undefined
  return (
    <Details summaryText="Add a note" open={own !== undefined}>
      <form method="post" action={`/reports/${report.reference}/notes`} novalidate>
        <input type="hidden" name="form" value={newId()} />
        <Textarea
          id={fieldId('note', 'comment')}
          name="comment"
          rows={3}
          label={{ text: 'Note, for everybody who sees this report' }}
          value={own?.comment}
          errorMessage={
            own === undefined || problems.comment === undefined ? undefined : { text: problems.comment }
          }
        />
        <Button text="Add the note" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}
