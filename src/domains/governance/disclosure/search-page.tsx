import { formatDate, type LocalDate } from '#platform/clock'
import { type Html, Layout, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterChoice, FilteredList, FilterForm, PageLinks, queryOf } from '#platform/lists'
import { EntriesTable, Export, type ListedEntry } from './disclosures-list.tsx'
import type { SearchFilter } from './filter.ts'
import { DayFields, VerbField } from './filter-fields.tsx'

export type SearchPageProps = {
  frame: Frame
  filter: SearchFilter
  people: readonly { id: string; name: string }[]
  entries: readonly ListedEntry[]
  next: string | undefined
  /** Where one page could not look through all the time asked for: how far back it did. */
  lookedBackTo: LocalDate | undefined
  /** A reference was typed that no record has which the asker sees. */
  isUnknown: boolean
  signingKeyUrl: string
}

export const searchUrl = '/governance/disclosures'

/** The whole record of disclosure of an organisation, searched. */
export function SearchPage({
  frame,
  filter,
  people,
  entries,
  next,
  lookedBackTo,
  isUnknown,
  signingKeyUrl,
}: SearchPageProps): Html {
  return (
    <Layout {...frame} wide title="The record of disclosure">
      <h1 class="govuk-heading-l">The record of disclosure</h1>
      <FilteredList filters={<Filters filter={filter} people={people} />}>
        <h2 class="govuk-heading-m" id="readers">
          {filter.whose === 'ours' ? 'What our people did' : 'What others did with records we hold'}
        </h2>
        {isUnknown && (
          <p class="govuk-body">
            No record that you can see has this reference. Check it, or ask who holds the record.
          </p>
        )}
        <EntriesTable entries={entries} caption="Acts, newest first" />
        {lookedBackTo && (
          <p class="govuk-body">
            {`This page looked back to ${formatDate(lookedBackTo)}. The next one looks further.`}
          </p>
        )}
        <PageLinks next={next && `${searchUrl}?${queryOf(filter, { after: next })}#readers`} />
        <Export address={searchUrl} filter={filter} signingKeyUrl={signingKeyUrl} />
      </FilteredList>
    </Layout>
  )
}

function Filters({ filter, people }: Pick<SearchPageProps, 'filter' | 'people'>): Html {
  return (
    <FilterForm action={searchUrl}>
      <FilterChoice
        name="whose"
        label="Whose acts"
        all="Our people’s"
        choices={{ others: 'Others’, on records we hold' }}
        value={filter.whose === 'others' ? 'others' : ''}
      />
      <TextInput name="reference" label={{ text: 'Reference of a record' }} value={filter.reference} />
      <FilterChoice name="person" label="Person" all="Anybody" choices={people} value={filter.person} />
      <VerbField value={filter.verb} />
      <TextInput name="words" label={{ text: 'Words of the reason or summary' }} value={filter.words} />
      <DayFields from={filter.from} to={filter.to} />
    </FilterForm>
  )
}
