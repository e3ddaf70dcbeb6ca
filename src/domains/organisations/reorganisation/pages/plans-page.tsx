import { formatDate } from '#platform/clock'
import { type Html, Layout, Tag } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable } from '#platform/lists'
import { type Plan, type PlanStatus, planKindNames, planStatusNames, planUrl } from '../plan.ts'

/** Every plan to merge or split, with the way to draw up another. */
export function PlansPage({ frame, plans }: { frame: Frame; plans: readonly Plan[] }): Html {
  return (
    <Layout {...frame} wide title="Reorganisations">
      <h1 class="govuk-heading-l">Reorganisations</h1>
      <p class="govuk-body">
        Organisations and areas are merged and split by a plan. One person draws it up, another approves it,
        and it is carried out on its day. Everything that was there before is kept.
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/organisations/reorganisations/new">
          Draw up a plan
        </a>
      </p>
      {plans.length === 0 ? (
        <p class="govuk-body">There is no plan yet.</p>
      ) : (
        <DenseTable caption="Plans" head={['Plan', 'What', 'Who ends', 'From', 'Status']}>
          {plans.map((plan) => (
            <tr class="govuk-table__row">
              <th scope="row" class="govuk-table__header">
                <a class="govuk-link" href={planUrl(plan.id)}>
                  {plan.title}
                </a>
              </th>
              <td class="govuk-table__cell">{planKindNames[plan.kind]}</td>
              <td class="govuk-table__cell">
                {plan.predecessors.map(({ shortName }) => shortName).join(', ')}
              </td>
              <td class="govuk-table__cell">{formatDate(plan.effectiveOn)}</td>
              <td class="govuk-table__cell">
                <StatusTag status={plan.status} />
              </td>
            </tr>
          ))}
        </DenseTable>
      )}
    </Layout>
  )
}

const colours: Readonly<Record<PlanStatus, string>> = {
  draft: 'govuk-tag--grey',
  proposed: 'govuk-tag--yellow',
  scheduled: 'govuk-tag--blue',
  moving: 'govuk-tag--blue',
  carried_out: 'govuk-tag--green',
  cancelled: 'govuk-tag--grey',
}

export function StatusTag({ status }: { status: PlanStatus }): Html {
  return <Tag text={planStatusNames[status]} classes={colours[status]} />
}
