import { formatDate, type LocalDate } from '#platform/clock'
import { type Html, Layout, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable, FilterChoice, FilteredList, FilterForm, PageLinks, PageTabs } from '#platform/lists'
import type { HandOverFilter, View } from './find-hand-overs.ts'
import { receiverWords, StatusTag } from './hand-over-words.tsx'
import { handOverKinds, kindNames } from './lifecycle.ts'
import type { Receiver } from './read-choices.ts'
import type { HandOverRow } from './read-hand-over.ts'

export type HandOversPageProps = {
  frame: Frame
  filter: HandOverFilter
  sort: 'due' | 'newest'
  handOvers: readonly HandOverRow[]
  next: string | undefined
  counts: Readonly<Record<View, number>>
  others: readonly Receiver[]
  organisations: readonly number[]
  isSupervisor: boolean
  mayAsk: boolean
  today: LocalDate
  /** A request was just sent. */
  hasAsked: boolean
}

const viewNames: Readonly<Record<View, string>> = {
  to_us: 'Awaiting our answer',
  from_us: 'Awaiting theirs',
  overdue: 'Overdue',
  decided: 'Decided',
}

/** What is handed over between the reader's organisations and others, by who has to answer. */
export function HandOversPage(props: HandOversPageProps): Html {
  const { frame, filter, handOvers, next, counts } = props
  return (
    <Layout {...frame} wide title="Hand-overs">
      <h1 class="govuk-heading-l">Hand-overs</h1>
      {props.hasAsked && (
        <p class="govuk-inset-text" role="status">
          Your request was sent. If somebody holds such a record, they answer it here.
        </p>
      )}
      {props.isSupervisor && counts.overdue > 0 && filter.show !== 'overdue' && (
        <p class="govuk-inset-text">
          <a class="govuk-link" href={urlOf(filter, { show: 'overdue' })}>
            {counts.overdue === 1 ? '1 hand-over is overdue' : `${counts.overdue} hand-overs are overdue`}
          </a>{' '}
          {counts.overdue === 1 ? 'and needs a supervisor.' : 'and need a supervisor.'}
        </p>
      )}
      <PageTabs
        label="Lists of hand-overs"
        tabs={(Object.entries(viewNames) as [View, string][]).map(([show, name]) => ({
          name: show,
          text: `${name} (${countWords(counts[show])})`,
          href: urlOf(filter, { show }),
        }))}
        current={filter.show}
      />
      <FilteredList filters={<Filters {...props} />}>
        {handOvers.length === 0 ? <p class="govuk-body">No hand-over matches.</p> : <Rows {...props} />}
        <PageLinks next={next && urlOf(filter, { after: next })} />
        {props.mayAsk && (
          <p class="govuk-body">
            <a class="govuk-link" href="/hand-overs/request">
              Ask to see a report or case by its reference
            </a>
          </p>
        )}
      </FilteredList>
    </Layout>
  )
}

const countWords = (count: number) => (count >= 1_000 ? '1,000+' : String(count))

function Rows({ handOvers, organisations, today }: HandOversPageProps): Html {
  return (
    <DenseTable
      caption="Hand-overs"
      head={['Hand-over', 'From', 'To', 'Asked', 'Answer due', 'Status']}
      byKeyboard
    >
      {handOvers.map((handOver) => (
        <tr class="govuk-table__row">
          <th scope="row" class="govuk-table__header">
            <a class="govuk-link" href={`/hand-overs/${handOver.id}`} data-queue-link>
              {`${kindNames[handOver.kind]} `}
              <span class="app-reference">{handOver.reference}</span>
            </a>
          </th>
          <td class="govuk-table__cell">{handOver.fromName}</td>
          <td class="govuk-table__cell">{receiverWords(handOver, organisations)}</td>
          <td class="govuk-table__cell">{formatDate(handOver.askedAt)}</td>
          <td class="govuk-table__cell">{formatDate(handOver.dueOn)}</td>
          <td class="govuk-table__cell">
            <StatusTag handOver={handOver} today={today} />
          </td>
        </tr>
      ))}
    </DenseTable>
  )
}

function Filters({ filter, others, sort }: HandOversPageProps): Html {
  return (
    <FilterForm action="/hand-overs">
      <input type="hidden" name="show" value={filter.show} />
      <TextInput
        name="q"
        label={{ text: 'Reference or words of the reason' }}
        value={filter.q}
        attributes={{ 'data-queue-search': true }}
      />
      <FilterChoice
        name="kind"
        label="Kind"
        all="Any"
        choices={handOverKinds.map((kind) => [kind, kindNames[kind]])}
        value={filter.kind}
      />
      <FilterChoice
        name="organisation"
        label="Other organisation"
        all="Any"
        choices={others.map(({ value, text }) => [value, text])}
        value={filter.organisation}
      />
      <FilterChoice
        name="sort"
        label="Order"
        choices={{ due: 'Soonest due first', newest: 'Newest first' }}
        value={sort}
      />
    </FilterForm>
  )
}

function urlOf(filter: HandOverFilter, changes: Partial<HandOverFilter>): string {
  const wanted = { ...filter, after: '', ...changes, ...(changes.show ? { sort: undefined } : {}) }
  const pairs = Object.entries(wanted).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return `/hand-overs?${new URLSearchParams(pairs)}`
}
