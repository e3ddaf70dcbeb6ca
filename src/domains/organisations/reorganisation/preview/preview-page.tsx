import { formatDate } from '#platform/clock'
import { BackLink, type Html, InsetText, Layout, WarningText } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable } from '#platform/lists'
import { type Plan, planUrl } from '../plan.ts'
import type { CountedThing, Preview } from './read-preview.ts'
import { SuccessionPicture } from './succession-picture.tsx'

const countedNames: Readonly<Record<CountedThing, string>> = {
  open_reports: 'Open reports',
  closed_reports: 'Closed reports',
  open_cases: 'Open cases',
  closed_cases: 'Closed cases',
  open_actions: 'Open actions on cases',
  claims: 'Reports that somebody is triaging now',
  shares: 'Records that others share with it',
  hand_overs: 'Hand-overs that wait for an answer',
}
const mostGaps = 50

/** What will happen on the day, with what stands in the way of it. */
export function PreviewPage({ frame, plan, preview }: { frame: Frame; plan: Plan; preview: Preview }): Html {
  const { obstacles, warnings, routing, agreements } = preview
  const nameOf = (position: number | null) =>
    position === 0 ? 'Ends' : (plan.successors.find((each) => each.position === position)?.name ?? 'Nobody')
  const fromOf = (id: number) => plan.predecessors.find((each) => each.id === id)?.name ?? ''
  return (
    <Layout
      {...frame}
      wide
      title={`What will happen: ${plan.title}`}
      beforeContent={<BackLink text="Back to the plan" href={planUrl(plan.id)} />}
    >
      <span class="govuk-caption-l">{plan.title}</span>
      <h1 class="govuk-heading-l">{`What will happen on ${formatDate(plan.effectiveOn)}`}</h1>
      {obstacles.length > 0 && (
        <>
          <WarningText iconFallbackText="Warning" text="The plan cannot be proposed or approved yet" />
          <ul class="govuk-list govuk-list--bullet">
            {obstacles.map((obstacle) => (
              <li>{obstacle}</li>
            ))}
          </ul>
        </>
      )}
      {warnings.length > 0 && (
        <InsetText>
          <ul class="govuk-list">
            {warnings.map((warning) => (
              <li>{warning}</li>
            ))}
          </ul>
        </InsetText>
      )}
      {plan.kind === 'redraw_areas' ? (
        <p class="govuk-body">{`${plan.newAreas.length} new areas: ${plan.newAreas.map(({ name, code, blocks }) => `${name} (${code}) out of ${blocks}`).join(', ')}. All others of the kind stay as they are.`}</p>
      ) : (
        <>
          <SuccessionPicture before={plan.predecessors} after={plan.successors} flows={flowsOf(preview)} />
          <Figures
            caption="Records that pass on"
            head={['What', 'From', 'To', 'How many']}
            rows={preview.passages.map(({ what, organisationId, successor, records }) => [
              countedNames[what],
              fromOf(organisationId),
              nameOf(successor),
              records.toLocaleString('en-GB'),
            ])}
          />
          <Figures
            caption="Teams and queues"
            head={['Now', 'Of', 'Then', 'Of', 'Queues']}
            rows={preview.teams.map(({ team, from, newName, successor, queues, isFallback }) => [
              team,
              from,
              newName,
              nameOf(successor),
              isFallback ? `${queues} (the fallback queue)` : queues,
            ])}
          />
          <Figures
            caption="Rules, coverage and memberships"
            head={['What', 'End', 'Begin']}
            rows={preview.arrangement.map(({ what, ends, begins }) => [what, ends, begins])}
          />
          <p class="govuk-body">
            {agreements.length === 0
              ? 'No information sharing agreement changes its parties.'
              : `Whoever takes over joins: ${agreements.join('; ')}.`}
          </p>
          <Figures
            caption="People"
            head={['Name', 'From', 'To']}
            rows={preview.people.map(({ name, from, successor }) => [name, from, nameOf(successor)])}
          />
          {preview.tokens.length > 0 && (
            <Figures
              caption="Tokens of other systems"
              head={['Token', 'Does', 'Of', 'Then']}
              rows={preview.tokens.map(({ name, does, from, successor }) => [
                name,
                does,
                from,
                nameOf(successor),
              ])}
            />
          )}
        </>
      )}
      <h2 class="govuk-heading-m">Routing check</h2>
      <p class="govuk-body">
        {`${routing.combinations} combinations of small area and type were routed as on the day, with the plan and without. ${
          routing.gaps.length === 0
            ? 'Every one goes to whoever takes over from the organisation it goes to now.'
            : `${routing.gaps.length} go elsewhere.`
        }`}
      </p>
      {routing.gaps.length > 0 && (
        <Figures
          caption={
            routing.gaps.length > mostGaps ? `The first ${mostGaps} of them` : 'Those that go elsewhere'
          }
          head={['Area', 'Type', 'Without the plan', 'With it']}
          rows={routing.gaps
            .slice(0, mostGaps)
            .map(({ area, asbType, before, after, isLost }) => [
              area,
              asbType,
              before,
              isLost ? `${after} (lost)` : after,
            ])}
        />
      )}
    </Layout>
  )
}

function flowsOf({ passages }: Preview) {
  const flows = new Map<string, { from: number; to: number; records: number }>()
  for (const { what, organisationId: from, successor: to, records } of passages) {
    if (to === null || (what !== 'open_reports' && what !== 'open_cases')) continue
    const flow = flows.get(`${from} ${to}`) ?? { from, to, records: 0 }
    flow.records += records
    flows.set(`${from} ${to}`, flow)
  }
  return [...flows.values()]
}

function Figures({
  caption,
  head,
  rows,
}: {
  caption: string
  head: readonly string[]
  rows: readonly (readonly (string | number)[])[]
}): Html | null {
  if (rows.length === 0) return null
  return (
    <DenseTable caption={caption} captionSize="s" head={head}>
      {rows.map(([first, ...others]) => (
        <tr class="govuk-table__row">
          <th scope="row" class="govuk-table__header">
            {first}
          </th>
          {others.map((value) => (
            <td class="govuk-table__cell">{value}</td>
          ))}
        </tr>
      ))}
    </DenseTable>
  )
}
