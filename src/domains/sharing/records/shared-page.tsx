import { formatDate } from '#platform/clock'
import { type Html, Layout, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterChoice, FilteredList, FilterForm, PageLinks, queryOf, RowsTable } from '#platform/lists'
import { levelNames, sharingLevels } from '../level.ts'
import { AskForAccess } from './ask-for-access.tsx'
import { becauseWords } from './read-shares.ts'
import type { SharedFilter, SharedWithUs } from './shared-with-us.ts'
import { addressOf } from './sharing-page.tsx'

export type SharedPageProps = {
  frame: Frame
  filter: SharedFilter
  records: readonly SharedWithUs[]
  next: string | undefined
  /** Whether the reader asks for more than was given: those who do casework. */
  mayAsk: boolean
  types: readonly { code: string; label: string }[]
  organisations: readonly { id: number; name: string }[]
}

/** Everything that other organisations gave the reader's: whole records, summaries, signposts and that they exist. */
export function SharedPage(props: SharedPageProps): Html {
  const { frame, records, filter, next, mayAsk } = props
  return (
    <Layout {...frame} wide title="Shared with us">
      <h1 class="govuk-heading-l">Shared with us</h1>
      <FilteredList filters={<Filters {...props} />}>
        <RowsTable
          caption="Shared with us"
          head={['Record', 'How much', 'From', 'Since', 'Until', 'Why']}
          none="Nothing that matches is shared with you. Take a filter away to see more."
          rows={records.map((record) => [
            <a class="govuk-link" href={addressOf(record)}>
              {record.title ?? `${record.kind === 'report' ? 'Report' : 'Case'} ${record.reference}`}
            </a>,
            <>
              {levelNames[record.level]}
              {mayAsk && record.level !== 'full' && (
                <>
                  {'. '}
                  <AskForAccess reference={record.reference} />
                </>
              )}
            </>,
            record.organisationName ?? 'Ask the co-ordinator',
            formatDate(record.givenAt),
            record.expiresAt ? formatDate(record.expiresAt) : 'No end',
            record.agreementTitle
              ? `${becauseWords[record.because]}, under ${record.agreementTitle}`
              : becauseWords[record.because],
          ])}
        />
        <PageLinks next={next && `/shared?${queryOf(filter, { after: next })}`} />
      </FilteredList>
    </Layout>
  )
}

function Filters({ filter, types, organisations }: SharedPageProps): Html {
  return (
    <FilterForm action="/shared">
      <TextInput name="q" label={{ text: 'Reference or words of the title' }} value={filter.q} />
      <FilterChoice
        name="level"
        label="How much"
        choices={[['any', 'Any'], ...sharingLevels.map((level) => [level, levelNames[level]] as const)]}
        value={filter.level}
      />
      <FilterChoice
        name="kind"
        label="Records"
        choices={{ any: 'Any', report: 'Reports', case: 'Cases' }}
        value={filter.kind}
      />
      <FilterChoice
        name="giver"
        label="From"
        all="Any organisation"
        choices={organisations}
        value={filter.giver}
      />
      <FilterChoice name="type" label="Type" all="All types" choices={types} value={filter.type} />
      <TextInput name="since" type="date" label={{ text: 'Shared since' }} value={filter.since ?? ''} />
    </FilterForm>
  )
}
