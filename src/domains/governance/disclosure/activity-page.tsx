import { HeatGrid } from '#platform/charts'
import { formatDateTime } from '#platform/clock'
import { type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable, FilterForm, PageLinks, queryOf } from '#platform/lists'
import { EntriesTable, Export, type ListedEntry } from './disclosures-list.tsx'
import { type ActivityFilter, verbCodes, verbs } from './filter.ts'
import { DayFields, VerbField } from './filter-fields.tsx'
import type { ActivitySummary, OverseenPerson, ResetSignIn } from './read-activity.ts'
import { hiddenRecord } from './record-words.ts'

export type ActivityPageProps = {
  frame: Frame
  person: OverseenPerson
  filter: ActivityFilter
  summary: ActivitySummary
  entries: readonly ListedEntry[]
  next: string | undefined
  signingKeyUrl: string
}

/** What one person opened, searched and exported, and at what hours; for those who answer for them. */
export function ActivityPage(props: ActivityPageProps): Html {
  const { frame, person, filter, summary, entries, next } = props
  const address = `/people/${person.id}/activity`
  return (
    <Layout {...frame} wide title="What one person did">
      <span class="govuk-caption-l">{person.organisations.join(', ')}</span>
      <h1 class="govuk-heading-l">{`What ${person.name} did`}</h1>
      <FilterForm action={address} above>
        <VerbField value={filter.verb} />
        <DayFields from={filter.from} to={filter.to} />
      </FilterForm>
      <p class="govuk-body">{countWords(summary)}</p>
      <div class="govuk-!-margin-bottom-6">
        <HeatGrid caption="At what hours: acts by weekday and hour" counts={summary.hours} />
      </div>
      <section aria-labelledby="most">
        <h2 class="govuk-heading-m" id="most">
          Records opened most
        </h2>
        {summary.records.length === 0 ? (
          <p class="govuk-body">None in this time.</p>
        ) : (
          <ul class="govuk-list">
            {summary.records.map(({ kind, reference, times, lastAt }) => (
              <li>
                {reference === null ? (
                  hiddenRecord(kind).replace(/^./, (letter) => letter.toUpperCase())
                ) : (
                  <a class="govuk-link" href={`/${kind}s/${reference}/disclosures`}>
                    {reference}
                  </a>
                )}
                {`: ${times} ${times === 1 ? 'time' : 'times'}, last at ${formatDateTime(lastAt)}`}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="readers">
        <h2 class="govuk-heading-m" id="readers">
          Each act
        </h2>
        <EntriesTable entries={entries} caption="Acts, newest first" />
        <PageLinks next={next && `${address}?${queryOf(filter, { after: next })}#readers`} />
      </section>
      <Export address={address} filter={filter} signingKeyUrl={props.signingKeyUrl} />
    </Layout>
  )
}

function countWords({ verbs: counts, searches }: ActivitySummary): string {
  const acts = verbCodes.flatMap((code) => {
    const times = counts[code]
    return times === undefined ? [] : [`${verbs[code].toLowerCase()} ${times.toLocaleString('en-GB')}`]
  })
  if (acts.length === 0) return 'Nothing is written down in this time.'
  return `In this time: ${acts.join(', ')}. Of what was opened, ${searches.toLocaleString('en-GB')} were lists and searches.`
}

/** Everybody of the overseer's organisations. */
export function PeoplePage({
  frame,
  people,
  resets,
}: {
  frame: Frame
  people: readonly (OverseenPerson & { acts: number; lastAt: Date | null })[]
  resets: readonly ResetSignIn[]
}): Html {
  return (
    <Layout {...frame} wide title="What your people did">
      <h1 class="govuk-heading-l">What your people did</h1>
      <p class="govuk-body">
        People of your own organisation, with what is written down of the last 30 days.
      </p>
      <DenseTable caption="People" head={['Person', 'Organisation', 'Acts in 30 days', 'Last']}>
        {people.map(({ id, name, organisations, acts, lastAt }) => (
          <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">
              <a class="govuk-link" href={`/people/${id}/activity`}>
                {name}
              </a>
            </th>
            <td class="govuk-table__cell">{organisations.join(', ')}</td>
            <td class="govuk-table__cell">{acts.toLocaleString('en-GB')}</td>
            <td class="govuk-table__cell">{lastAt === null ? 'Never' : formatDateTime(lastAt)}</td>
          </tr>
        ))}
      </DenseTable>
      <Resets resets={resets} />
    </Layout>
  )
}

/** Whose sign-in was reset by whom: ask the person whether they wanted it. */
function Resets({ resets }: { resets: readonly ResetSignIn[] }): Html {
  return (
    <section aria-labelledby="resets">
      <h2 class="govuk-heading-m" id="resets">
        Sign-ins that were reset
      </h2>
      <p class="govuk-body">
        In the last 90 days. Who resets a sign-in is shown a new password: ask the person whether they wanted
        it.
      </p>
      {resets.length === 0 ? (
        <p class="govuk-body">None.</p>
      ) : (
        <ul class="govuk-list">
          {resets.map(({ memberId, name, at, byId, byName }) => (
            <li>
              <a class="govuk-link" href={`/people/${memberId}/activity`}>
                {name}
              </a>
              {`, ${formatDateTime(at)}, by `}
              {byId === null ? (
                'an operator'
              ) : (
                <a class="govuk-link" href={`/people/${byId}/activity`}>
                  {byName}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
