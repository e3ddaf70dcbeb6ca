import { formatAge, formatDateTime } from '#platform/clock'
import { type Html, Layout, MojAlert, Tag } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable, PageTabs } from '#platform/lists'
import { pageKindNames, type SafetyPage } from './page.ts'
import { pagedRoleNames } from './rule.ts'

export type PagesPageProps = {
  frame: Frame
  show: 'open' | 'acknowledged'
  pages: readonly SafetyPage[]
  now: Date
  isDone: boolean
}

const lists = { open: 'To acknowledge', acknowledged: 'Acknowledged' } as const

/** Calls to what nobody looked at, what waits longest first. */
export function PagesPage({ frame, show, pages, now, isDone }: PagesPageProps): Html {
  return (
    <Layout {...frame} wide title="Safety net">
      {isDone && (
        <MojAlert
          variant="success"
          title="Done"
          text="It is acknowledged. Nobody else is called."
          role="status"
        />
      )}
      <h1 class="govuk-heading-l">Safety net</h1>
      <p class="govuk-body">
        Reports that repeat or weigh heavily and that nobody opened in time, risk that was not assessed again,
        and victims whom nobody contacted. Each climbs until a person says what is being done.{' '}
        <a class="govuk-link" href="/safety-net/rules">
          When somebody is called
        </a>
      </p>
      <PageTabs
        label="Calls"
        tabs={(['open', 'acknowledged'] as const).map((each) => ({
          name: each,
          text: lists[each],
          href: `/safety-net?show=${each}`,
        }))}
        current={show}
      />
      {pages.length === 0 ? (
        <p class="govuk-body">
          {show === 'open'
            ? 'Nothing waits: everything that should not wait was opened.'
            : 'Nothing was called yet.'}
        </p>
      ) : (
        <Table pages={pages} now={now} show={show} />
      )}
    </Layout>
  )
}

function Table({ pages, now, show }: Pick<PagesPageProps, 'pages' | 'now' | 'show'>): Html {
  const headings =
    show === 'open'
      ? ['What', 'Record', 'Organisation', 'Nobody looked for', 'Called', 'Next']
      : ['What', 'Record', 'Organisation', 'Nobody looked for', 'Called', 'Acknowledged']
  return (
    <DenseTable caption={lists[show]} head={headings}>
      {pages.map((each) => (
        <tr class="govuk-table__row">
          <th class="govuk-table__header" scope="row">
            <a class="govuk-link" href={`/safety-net/${each.id}`}>
              {pageKindNames[each.kind]}
            </a>
          </th>
          <td class="govuk-table__cell">{each.title ?? `A ${each.record} you do not see`}</td>
          <td class="govuk-table__cell">{each.organisationName}</td>
          <td class="govuk-table__cell">{formatAge(each.since, now)}</td>
          <td class="govuk-table__cell">
            {pagedRoleNames[each.steps[each.step]?.role ?? 'supervisor']}{' '}
            {each.step > 0 && show === 'open' && (
              <Tag text={`Step ${each.step + 1}`} classes="govuk-tag--red" />
            )}
          </td>
          <td class="govuk-table__cell">
            {show === 'acknowledged'
              ? `${each.acknowledgedByName ?? 'A colleague'}: ${each.acknowledgedWords}`
              : each.nextStepAt === null
                ? 'The last step'
                : formatDateTime(each.nextStepAt)}
          </td>
        </tr>
      ))}
    </DenseTable>
  )
}
