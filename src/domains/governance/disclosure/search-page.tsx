import { formatDate, type LocalDate } from '#platform/clock'
import { type Html, Layout, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { EntriesTable, Export, type ListedEntry, NextPage } from './disclosures-list.tsx'
import type { SearchFilter } from './filter.ts'
import { ChoiceField, DayFields, FilterForm, VerbField } from './filter-fields.tsx'

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
      <div class="app-list-with-filters">
        <div class="app-list-with-filters__list">
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
          <NextPage address={searchUrl} filter={filter} next={next} />
          <Export address={searchUrl} filter={filter} signingKeyUrl={signingKeyUrl} />
        </div>
        <div class="app-list-with-filters__filters">
          <FilterForm action={searchUrl}>
            <ChoiceField
              name="whose"
              label="Whose acts"
              any="Our people’s"
              choices={[{ value: 'others', text: 'Others’, on records we hold' }]}
              value={filter.whose === 'others' ? 'others' : ''}
            />
            <TextInput name="reference" label={{ text: 'Reference of a record' }} value={filter.reference} />
            <ChoiceField
              name="person"
              label="Person"
              any="Anybody"
              choices={people.map(({ id, name }) => ({ value: id, text: name }))}
              value={filter.person}
            />
            <VerbField value={filter.verb} />
            <TextInput name="words" label={{ text: 'Words of the reason or summary' }} value={filter.words} />
            <DayFields from={filter.from} to={filter.to} />
          </FilterForm>
        </div>
      </div>
    </Layout>
  )
}
