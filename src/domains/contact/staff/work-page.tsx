import { formatAge, formatDue } from '#platform/clock'
import { Button, type Html, Layout, MojAlert, Tag } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable, PageTabs } from '#platform/lists'
import { mostRows, type WorkItem, type WorkList, workLists } from './work.ts'

const names: Readonly<Record<WorkList, string>> = {
  replies: 'To answer',
  unmatched: 'Belongs nowhere yet',
  explain: 'Case Review to explain',
  unsent: 'Not sent',
}
const none: Readonly<Record<WorkList, string>> = {
  replies: 'Every message is answered.',
  unmatched: 'Every diary entry has its place.',
  explain: 'Everybody was told about the Case Review.',
  unsent: 'Every message was sent.',
}

export type WorkPageProps = {
  frame: Frame
  list: WorkList
  counts: Readonly<Record<WorkList, number>>
  items: readonly WorkItem[]
  now: Date
  done: boolean
}

/** What is to be done for reporters, what is due first at the top. */
export function WorkPage({ frame, list, counts, items, now, done }: WorkPageProps): Html {
  return (
    <Layout {...frame} wide title={`Reporters: ${names[list].toLowerCase()}`}>
      {done && <MojAlert variant="success" title="Done" text="Done" role="status" />}
      <h1 class="govuk-heading-l">Reporters</h1>
      <p class="govuk-body">
        <a class="govuk-link" href="/contact/due">
          Victims to contact
        </a>
      </p>
      <PageTabs
        label="What is to be done"
        tabs={[
          ...workLists.map((each) => ({
            name: each,
            text: `${names[each]} (${counts[each] > mostRows ? `more than ${mostRows}` : counts[each]})`,
            href: `/contact?show=${each}`,
          })),
          { name: 'clips', text: 'Clips without a report', href: '/evidence/waiting' },
        ]}
        current={list}
      />
      {items.length === 0 ? (
        <p class="govuk-body">{none[list]}</p>
      ) : (
        <DenseTable caption={names[list]} head={['Report', 'Team', 'What', 'Waiting', 'Due']}>
          {items.map((item) => (
            <Row item={item} list={list} now={now} />
          ))}
        </DenseTable>
      )}
    </Layout>
  )
}

function Row({ item, list, now }: { item: WorkItem; list: WorkList; now: Date }): Html {
  const { id, reference, title, teamName, what, since, dueAt } = item
  const isLate = dueAt !== null && dueAt <= now
  const to = list === 'unmatched' ? `/contact/unmatched/${id}` : `/reports/${reference}/messages`
  return (
    <tr class="govuk-table__row">
      <td class="govuk-table__cell">
        <a class="govuk-link" href={to}>
          {title}
        </a>
      </td>
      <td class="govuk-table__cell">{teamName ?? ''}</td>
      <td class="govuk-table__cell">
        {what}
        {list === 'unsent' && (
          <form method="post" action={`/contact/unsent/${id}`}>
            <Button text="Try again" classes="govuk-button--secondary govuk-!-margin-bottom-0" />
          </form>
        )}
      </td>
      <td class="govuk-table__cell">{formatAge(since, now)}</td>
      <td class="govuk-table__cell">
        {dueAt !== null && formatDue(dueAt)} {isLate && <Tag text="Late" classes="govuk-tag--red" />}
      </td>
    </tr>
  )
}
