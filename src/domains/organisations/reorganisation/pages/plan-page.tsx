import { formatDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError } from '#platform/forms'
import {
  BackLink,
  Button,
  Details,
  type Html,
  InsetText,
  Layout,
  MojTimeline,
  SummaryList,
  TaskList,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { type Plan, planKindNames, planUrl, type Subject, subjectNames } from '../plan.ts'
import { StatusTag } from './plans-page.tsx'

export type PlanPageProps = {
  frame: Frame
  plan: Plan
  /** Records that the organisations which ended still hold, while they are being passed on. */
  remaining: number
  mayApprove: boolean
  errors: readonly FormError[]
}

/** One plan: what is still to be decided, what may be done with it now, and what became of it. */
export function PlanPage({ frame, plan, remaining, mayApprove, errors }: PlanPageProps): Html {
  return (
    <Layout
      {...frame}
      wide
      title={plan.title}
      beforeContent={<BackLink text="All plans" href="/organisations/reorganisations" />}
    >
      <ErrorsAtTop errors={errors} />
      <span class="govuk-caption-l">{planKindNames[plan.kind]}</span>
      <h1 class="govuk-heading-l">{plan.title}</h1>
      <p class="govuk-body">
        <StatusTag status={plan.status} />
      </p>
      {plan.status === 'draft' && (
        <TaskList
          idPrefix="step"
          items={stepsOf(plan).map(({ text, step, said }) => ({
            title: { text },
            href: planUrl(plan.id, step),
            status: { text: said },
          }))}
        />
      )}
      {plan.status !== 'draft' && <Facts plan={plan} />}
      {plan.status === 'moving' && (
        <InsetText>
          {`The organisations have changed. ${remaining} closed records are still to be passed on. Open this page again to see how far it is.`}
        </InsetText>
      )}
      {plan.status !== 'carried_out' && plan.status !== 'moving' && plan.status !== 'cancelled' && (
        <p class="govuk-body">
          <a class="govuk-link" href={planUrl(plan.id, 'preview')}>
            See what will happen
          </a>
        </p>
      )}
      <Decisions plan={plan} mayApprove={mayApprove} errors={errors} />
      <History plan={plan} />
    </Layout>
  )
}

type PlanStep = { text: string; step: string; said: string }

function stepsOf(plan: Plan): PlanStep[] {
  const details: PlanStep = {
    text: 'What and when',
    step: 'details',
    said: `From ${formatDate(plan.effectiveOn)}`,
  }
  const giving = (subject: Subject): PlanStep => ({
    text: subjectNames[subject],
    step: `allocation/${subject}`,
    said: 'Decide',
  })
  if (plan.kind === 'redraw_areas')
    return [details, { text: 'New areas', step: 'areas', said: names(plan.newAreas) }, giving('block')]
  return [
    details,
    { text: 'Who ends', step: 'ending', said: names(plan.predecessors) },
    { text: 'Who takes over', step: 'successors', said: names(plan.successors) },
    ...(plan.kind === 'split_organisation' ? [giving('area'), giving('team'), giving('member')] : []),
    giving('token'),
  ]
}

const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join(', ') || 'Nothing yet'

function Facts({ plan }: { plan: Plan }): Html {
  const { passedOn } = plan
  const rows: [string, string][] = [
    ['From', formatDate(plan.effectiveOn)],
    ['By', plan.grounds || 'Not said'],
    ...(plan.kind === 'redraw_areas'
      ? [['New areas', names(plan.newAreas)] as [string, string]]
      : [
          ['Who ends', names(plan.predecessors)] as [string, string],
          ['Who takes over', names(plan.successors)] as [string, string],
        ]),
    ...(passedOn.reports === undefined
      ? []
      : [
          [
            'Passed on so far',
            `${passedOn.reports} reports, ${passedOn.cases ?? 0} cases, ${passedOn.actions ?? 0} open actions, ${passedOn.shares ?? 0} shares`,
          ] as [string, string],
        ]),
  ]
  return <SummaryList rows={rows.map(([key, value]) => ({ key: { text: key }, value: { text: value } }))} />
}

function Decisions({ plan, mayApprove, errors }: Omit<PlanPageProps, 'frame' | 'remaining'>): Html {
  const act = (step: string, text: string, classes = '') => (
    <form method="post" action={planUrl(plan.id, step)}>
      <input type="hidden" name="version" value={plan.version} />
      <Button text={text} classes={classes} preventDoubleClick={true} />
    </form>
  )
  return (
    <div class="govuk-button-group">
      {plan.status === 'draft' && act('propose', 'Propose')}
      {plan.status === 'proposed' && mayApprove && act('approve', 'Approve')}
      {plan.status === 'proposed' && !mayApprove && (
        <p class="govuk-body">You proposed this plan: another co-ordinator approves it.</p>
      )}
      {plan.status === 'proposed' && act('return', 'Change it', 'govuk-button--secondary')}
      {['draft', 'proposed', 'scheduled'].includes(plan.status) && (
        <Details summaryText="Cancel this plan" open={errors.some(({ field }) => field === 'why')}>
          <form method="post" action={planUrl(plan.id, 'cancel')} novalidate>
            <input type="hidden" name="version" value={plan.version} />
            <TextInput name="why" label={{ text: 'Why?' }} errorMessage={errorOf(errors, 'why')} />
            <Button text="Cancel the plan" classes="govuk-button--warning" preventDoubleClick={true} />
          </form>
        </Details>
      )}
    </div>
  )
}

function History({ plan }: { plan: Plan }): Html {
  const steps: [string, string | null, Date | null, string][] = [
    ['Drawn up', plan.draftedBy, plan.draftedAt, ''],
    ['Proposed', plan.proposedBy, plan.proposedAt, ''],
    ['Approved', plan.approvedBy, plan.approvedAt, ''],
    ['Cancelled', plan.cancelledBy, plan.cancelledAt, plan.cancelledBecause],
    ['Organisations or areas changed', 'OpenASB', plan.begunAt, ''],
    ['Carried out', 'OpenASB', plan.carriedOutAt, ''],
  ]
  return (
    <>
      <h2 class="govuk-heading-m">History</h2>
      <MojTimeline
        items={steps.flatMap(([text, by, at, why]) =>
          at === null
            ? []
            : [
                {
                  label: { text },
                  text: why,
                  byline: { text: by ?? '' },
                  datetime: { timestamp: new Date(at).toISOString(), type: 'datetime' as const },
                },
              ],
        )}
      />
    </>
  )
}
