import { formatDate, formatDateTime, formatTime } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, type Html, InsetText, Layout, MojAlert, SummaryList, Textarea } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { pageKindNames, type SafetyPage } from './page.ts'
import type { Notice, PageBasis } from './read-pages.ts'
import { pagedRoleNames } from './rule.ts'

export type OnePageProps = {
  frame: Frame
  page: SafetyPage
  notices: readonly Notice[]
  basis: PageBasis
  typed: Typed
  errors: readonly FormError[]
  /** Somebody else acknowledged it while this was typed. */
  isTaken: boolean
  /** Whether the reader opens records, or answers for those who do. */
  opens: boolean
  /** Whether the reader is among those who are called. */
  answers: boolean
}

/** One call: what nobody looked at, who was told, and the place to say what is being done. */
export function OnePage({
  frame,
  page,
  notices,
  basis,
  typed,
  errors,
  isTaken,
  opens,
  answers,
}: OnePageProps): Html {
  const title = pageKindNames[page.kind]
  return (
    <Layout {...frame} wide title={title}>
      <ErrorsAtTop errors={errors} />
      {isTaken && (
        <MojAlert
          variant="warning"
          title="Somebody was quicker"
          text="Somebody has acknowledged it already. What you typed was not saved."
          role="alert"
        />
      )}
      <a class="govuk-back-link" href="/safety-net">
        Safety net
      </a>
      <h1 class="govuk-heading-l">{title}</h1>
      <SummaryList
        classes="app-dense-summary"
        rows={[
          {
            key: { text: page.record === 'case' ? 'Case' : 'Report' },
            value: { html: <Record page={page} opens={opens} /> },
          },
          { key: { text: 'Held by' }, value: { text: page.organisationName } },
          { key: { text: 'Nobody looked since' }, value: { text: formatSince(page.since) } },
          { key: { text: 'First call' }, value: { text: formatDateTime(page.pagedAt) } },
          ...(page.nextStepAt === null || page.acknowledgedAt !== null
            ? []
            : [{ key: { text: 'Goes further' }, value: { text: nextWords(page, page.nextStepAt) } }]),
        ]}
      />
      <Basis basis={basis} reference={page.reference} opens={opens} />
      {page.acknowledgedAt === null && answers && <Acknowledge page={page} typed={typed} errors={errors} />}
      {page.acknowledgedAt !== null && (
        <InsetText>
          <p class="govuk-body">
            {`Acknowledged by ${page.acknowledgedByName ?? 'a colleague'} at ${formatDateTime(page.acknowledgedAt)}:`}
          </p>
          <p class="govuk-body app-typed">{page.acknowledgedWords}</p>
        </InsetText>
      )}
      <Notices page={page} notices={notices} />
    </Layout>
  )
}

/** Some clocks run from the start of a day: then the day alone is said. */
function formatSince(since: Date): string {
  return formatTime(since) === 'midnight' ? formatDate(since) : formatDateTime(since)
}

function Record({ page, opens }: { page: SafetyPage; opens: boolean }): Html {
  if (!opens && page.reference !== null) return <span>{page.title ?? page.reference}</span>
  if (page.reference === null)
    return <span>{`A ${page.record} that you may not open. Ask ${page.organisationName}.`}</span>
  return (
    <a class="govuk-link" href={`/${page.record}s/${page.reference}`}>
      {page.title ?? page.reference}
    </a>
  )
}

function nextWords({ steps, step }: SafetyPage, at: Date): string {
  const next = steps[step + 1]
  return `To ${pagedRoleNames[next?.role ?? 'coordinator'].toLowerCase()} at ${formatDateTime(at)}, unless somebody acknowledges it`
}

function Basis({
  basis,
  reference,
  opens,
}: {
  basis: PageBasis
  reference: string | null
  opens: boolean
}): Html | null {
  const others = basis.seen.filter((one) => one !== reference)
  if (others.length === 0 && basis.elsewhere.length === 0 && basis.unnamed === 0) return null
  return (
    <section aria-labelledby="basis">
      <h2 class="govuk-heading-m" id="basis">
        It rests on
      </h2>
      <ul class="govuk-list govuk-list--bullet">
        {others.map((one) => (
          <li>
            {opens ? (
              <a class="govuk-link" href={`/reports/${one}`}>
                {one}
              </a>
            ) : (
              one
            )}
          </li>
        ))}
        {basis.elsewhere.map(({ organisation, reports }) => (
          <li>{`${reports === 1 ? 'A report' : `${reports} reports`} that ${organisation} knows more of`}</li>
        ))}
        {basis.unnamed > 0 && (
          <li>{basis.unnamed === 1 ? 'Another report' : `${basis.unnamed} other reports`}</li>
        )}
      </ul>
    </section>
  )
}

function Acknowledge({ page, typed, errors }: Pick<OnePageProps, 'page' | 'typed' | 'errors'>): Html {
  return (
    <form method="post" action={`/safety-net/${page.id}`} novalidate>
      <Textarea
        name="words"
        id="words"
        rows={4}
        label={{ text: 'What is being done, and by whom?', classes: 'govuk-label--m' }}
        hint={{ text: 'Open it first. This stops the call: nobody else is told.' }}
        value={typedValue(typed, 'words')}
        errorMessage={errorOf(errors, 'words')}
      />
      <Button text="Acknowledge" preventDoubleClick={true} />
    </form>
  )
}

function Notices({ page, notices }: Pick<OnePageProps, 'page' | 'notices'>): Html | null {
  if (notices.length === 0)
    return (
      <p class="govuk-body">
        Nobody has the roles that it goes to, so nobody was told by email. It stands here for all.
      </p>
    )
  return (
    <section aria-labelledby="notices">
      <h2 class="govuk-heading-m" id="notices">
        Who was called
      </h2>
      <ul class="govuk-list">
        {notices.map(({ step, memberName, at }) => (
          <li>{`${memberName} (${pagedRoleNames[page.steps[step]?.role ?? 'supervisor'].toLowerCase()}), ${formatDateTime(at)}`}</li>
        ))}
      </ul>
    </section>
  )
}
