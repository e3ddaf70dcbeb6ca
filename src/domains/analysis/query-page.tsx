import { formatDateTime } from '#platform/clock'
import {
  BackLink,
  Button,
  Details,
  ErrorSummary,
  type Html,
  Layout,
  Radios,
  TextInput,
} from '#platform/govuk'
import type { FieldProblem, Frame } from '#platform/http'
import { FilteredList } from '#platform/lists'
import { exportUrl, queryUrl, recordsUrl } from './analysis-urls.ts'
import type { Answered } from './answer-query.ts'
import { type Definition, type SubjectName, subjectNames, subjectOf } from './catalogue/index.ts'
import { whoCounts } from './describe-query.ts'
import type { FilterChoices } from './name-values.ts'
import { addressOf, type Query, type Sent } from './query.ts'
import { QueryForm } from './query-form.tsx'
import { drillOf } from './result-table.ts'
import { ResultView } from './result-view.tsx'
import { type SavedQuery, seenByNames } from './saved-queries.ts'
import { findStandardReport } from './standard-reports.ts'

const fields = [
  'subject',
  'measure',
  'rows',
  'columns',
  'date',
  'period',
  'from',
  'to',
  'least',
  'order',
  'name',
  'seen_by',
]

/** The first step of a query: what to count. */
export function SubjectsPage({
  frame,
  meaningOf,
  problems,
}: {
  frame: Frame
  meaningOf: (definition: Definition) => string
  problems: readonly FieldProblem[]
}): Html {
  return (
    <Layout {...frame} title="What to count" beforeContent={<BackLink href="/analysis" text="Analysis" />}>
      <Problems problems={problems} />
      <h1 class="govuk-heading-l" id="subject">
        What to count
      </h1>
      <ul class="govuk-list govuk-list--spaced">
        {subjectNames.map((name) => (
          <li>
            <a class="govuk-link" href={`/analysis/query?subject=${name}`}>
              {subjectOf(name).label}
            </a>
            <br />
            {meaningOf(subjectOf(name).definition)}
          </li>
        ))}
      </ul>
    </Layout>
  )
}

export type QueryPageProps = {
  frame: Frame
  subject: SubjectName
  sent: Sent
  choices: FilterChoices
  /** Left out where the query was refused. */
  answered: Answered | undefined
  problems: readonly FieldProblem[]
  /** The saved query it was opened as. */
  saved: SavedQuery | undefined
  mayExport: boolean
}

/** The builder and its result: everything in the address, and what was counted in words under the numbers. */
export function QueryPage(props: QueryPageProps): Html {
  const { frame, subject, answered, problems, saved } = props
  const standard = answered && findStandardReport(answered.query)
  const title = saved?.name ?? standard?.title ?? answered?.described.title ?? subjectOf(subject).label
  return (
    <Layout {...frame} wide title={title} beforeContent={<BackLink href="/analysis" text="Analysis" />}>
      <Problems problems={problems} />
      <h1 class="govuk-heading-l">{title}</h1>
      {saved === undefined && standard !== undefined && <p class="govuk-body">{standard.question}</p>}
      <FilteredList filters={<QueryForm {...props} saved={saved?.id} isOpen={standard === undefined} />}>
        {answered !== undefined && <Result {...props} answered={answered} title={title} />}
        <p class="govuk-body">
          <a class="govuk-link" href="/analysis/query">
            Count something else
          </a>
        </p>
      </FilteredList>
    </Layout>
  )
}

export function Problems({ problems }: { problems: readonly FieldProblem[] }): Html | null {
  if (problems.length === 0) return null
  return (
    <ErrorSummary
      titleText="There is a problem"
      errorList={problems.map(({ field, message }) => ({
        // A field that does not exist has no place of its own: the filters are where it would be.
        href: fields.includes(field) ? `#${field}` : '#filters',
        text: message,
      }))}
    />
  )
}

function Result({
  answered,
  title,
  saved,
  mayExport,
}: QueryPageProps & { answered: Answered; title: string }): Html {
  const { query, table, asAt } = answered
  return (
    <>
      <p class="govuk-body">
        <a class="govuk-link" href={recordsUrl(drillOf(query, undefined, undefined))}>
          {`${table.records.toLocaleString('en-GB')} ${table.records === 1 ? 'record' : 'records'}`}
        </a>
        {` counted, as at ${formatDateTime(asAt)}.`}
      </p>
      <Filters answered={answered} saved={saved} />
      <ResultView answered={answered} title={title} />
      <Definitions answered={answered} />
      {mayExport && <Export query={query} />}
      <Save query={query} saved={saved} />
    </>
  )
}

/** A record counts where it has one of them. */
const anyOf = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** What it was narrowed to, each with a link that takes it away. */
export function Filters({
  answered,
  saved,
}: {
  answered: Pick<Answered, 'query' | 'described'>
  saved: SavedQuery | undefined
}): Html {
  const { query, described } = answered
  const kept = saved === undefined ? '' : `&saved=${saved.id}`
  return (
    <ul class="govuk-list app-result__filters">
      <li>{described.period}</li>
      {described.filters.map(({ breakdown, name, values }) => {
        const where = Object.fromEntries(Object.entries(query.where).filter(([each]) => each !== breakdown))
        return (
          <li>
            {`${name}: ${anyOf.format(values)} `}
            <a class="govuk-link" href={`${queryUrl(addressOf({ ...query, where }))}${kept}`}>
              Take away<span class="govuk-visually-hidden">{` ${name}`}</span>
            </a>
          </li>
        )
      })}
    </ul>
  )
}

function Definitions({ answered: { described } }: { answered: Answered }): Html {
  return (
    <section aria-labelledby="definitions">
      <h2 class="govuk-heading-s" id="definitions">
        What this counts
      </h2>
      <dl class="app-result__definitions">
        {described.definitions.map(({ name, meaning }) => (
          <>
            <dt>{name}</dt>
            <dd>{meaning}</dd>
          </>
        ))}
        <dt>For you</dt>
        <dd>{whoCounts}</dd>
      </dl>
    </section>
  )
}

function Export({ query }: { query: Query }): Html {
  const address = addressOf(query)
  return (
    <Details summaryText="Take it away as CSV">
      <p class="govuk-body">
        A package (ZIP) with the table as CSV and a manifest: what was asked, what it means, when, how many
        rows and records, and the SHA-256 of the table. Taking it away is written down.
      </p>
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href={exportUrl(address)}>
            For use inside the partnership
          </a>
        </li>
        <li>
          <a class="govuk-link" href={`${exportUrl(address)}&for=publication`}>
            For publication
          </a>
          : counts under 5 are kept back, all others rounded to 5, and what fewer than 5 records say is kept
          back
        </li>
      </ul>
    </Details>
  )
}

function Save({ query, saved }: { query: Query; saved: SavedQuery | undefined }): Html {
  const address = addressOf(query)
  const isChanged = saved?.mayChange === true && saved.address !== address
  return (
    <>
      {isChanged && (
        <form method="post" action={`/analysis/saved/${saved.id}`}>
          <input type="hidden" name="version" value={saved.version} />
          <input type="hidden" name="address" value={address} />
          <Button
            text={`Save the changes to “${saved.name}”`}
            classes="govuk-button--secondary"
            preventDoubleClick={true}
          />
        </form>
      )}
      <Details summaryText="Save this query under a name">
        <form method="post" action="/analysis/saved">
          <input type="hidden" name="address" value={address} />
          <SavedFields name="" seenBy="me" problems={[]} />
          <Button text="Save" classes="govuk-button--secondary" preventDoubleClick={true} />
        </form>
      </Details>
    </>
  )
}

type SavedFieldsProps = { name: string; seenBy: string; problems: readonly FieldProblem[] }

function SavedFields({ name, seenBy, problems }: SavedFieldsProps): Html {
  const problem = problems.find(({ field }) => field === 'name')
  return (
    <>
      <TextInput
        name="name"
        id="name"
        label={{ text: 'Name' }}
        hint={{ text: 'What it answers. No names of people' }}
        value={name}
        {...(problem === undefined ? {} : { errorMessage: { text: problem.message } })}
      />
      <Radios
        name="seen_by"
        idPrefix="seen_by"
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'Who finds it', classes: 'govuk-fieldset__legend--s' } }}
        value={seenBy}
        items={Object.entries(seenByNames).map(([value, text]) => ({ value, text }))}
      />
    </>
  )
}

/** A saved query to be renamed, given to others or deleted; or one that is not saved yet, with what is missing. */
export function SavedQueryPage({
  frame,
  saved,
  typed,
  problems,
}: {
  frame: Frame
  saved: SavedQuery | undefined
  typed: { name: string; seenBy: string; address: string }
  problems: readonly FieldProblem[]
}): Html {
  const title = saved === undefined ? 'Save a query' : `Change “${saved.name}”`
  return (
    <Layout {...frame} title={title} beforeContent={<BackLink href="/analysis" text="Analysis" />}>
      <Problems problems={problems} />
      <h1 class="govuk-heading-l">{title}</h1>
      <form method="post" action={saved === undefined ? '/analysis/saved' : `/analysis/saved/${saved.id}`}>
        {saved !== undefined && <input type="hidden" name="version" value={saved.version} />}
        <input type="hidden" name="address" value={typed.address} />
        <SavedFields name={typed.name} seenBy={typed.seenBy} problems={problems} />
        <Button text="Save" preventDoubleClick={true} />
      </form>
      {saved !== undefined && (
        <form method="post" action={`/analysis/saved/${saved.id}/delete`}>
          <input type="hidden" name="version" value={saved.version} />
          <Button text="Delete it" classes="govuk-button--warning" preventDoubleClick={true} />
        </form>
      )}
    </Layout>
  )
}
