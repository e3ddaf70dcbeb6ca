import { formatDate, formatDateTime } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError } from '#platform/forms'
import { Button, Details, type Html, Layout, MojAlert, Textarea } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { type Flag, isLive } from './flag.ts'
import { FlagBasis, FlagTag } from './flags-panel.tsx'

export type FlagsPageProps = {
  frame: Frame
  report: { reference: string; title: string }
  flags: readonly Flag[]
  mayEnd: boolean
  now: Date
  isEnded?: boolean
  /** The flag whose form came back. */
  ending?: string
  errors?: readonly FormError[]
}

/** Every flag of a report with its rule, what it rests on and how long it stands. */
export function FlagsPage({
  frame,
  report,
  flags,
  mayEnd,
  now,
  isEnded,
  ending,
  errors = [],
}: FlagsPageProps): Html {
  return (
    <Layout {...frame} wide title={`Flags of ${report.reference}`}>
      <ErrorsAtTop errors={errors} />
      {isEnded && <MojAlert variant="success" title="Ended" text="The flag is ended." role="status" />}
      <p class="govuk-body">
        <a class="govuk-link" href={`/reports/${report.reference}`}>
          {`Back to ${report.reference}`}
        </a>
      </p>
      <span class="govuk-caption-l">{report.title}</span>
      <h1 class="govuk-heading-l">Flags</h1>
      <p class="govuk-body">
        A flag counts the records of every organisation. What it tells you follows from what you may see of
        each: where you see none of a record, it does not count.
      </p>
      {flags.length === 0 && <p class="govuk-body">There is no flag.</p>}
      {flags.map((flag) => (
        <section aria-labelledby={`flag-${flag.id}`}>
          <h2 class="govuk-heading-s" id={`flag-${flag.id}`}>
            <FlagTag flag={flag} /> {flag.name}
          </h2>
          <p class="govuk-body">
            <FlagBasis flag={flag} />
          </p>
          <p class="govuk-body-s">
            {`Raised ${formatDateTime(flag.raisedAt)} by version ${flag.ruleVersion} of this rule. ${flag.source} `}
            {standing(flag, now)}
          </p>
          {mayEnd && isLive(flag, now) && (
            <Details summaryText="End this flag" open={ending === flag.id}>
              <form method="post" action={`/reports/${report.reference}/flags/${flag.id}/end`} novalidate>
                <Textarea
                  id={`why-${flag.id}`}
                  name="why"
                  rows={2}
                  label={{ text: `Why ${flag.name} does not hold` }}
                  errorMessage={ending === flag.id ? errorOf(errors, 'why') : undefined}
                />
                <Button text="End the flag" classes="govuk-button--secondary" preventDoubleClick={true} />
              </form>
            </Details>
          )}
        </section>
      ))}
    </Layout>
  )
}

function standing(flag: Flag, now: Date): string {
  if (flag.endedAt !== null) return `Ended ${formatDateTime(flag.endedAt)}: ${flag.endedBecause}`
  return isLive(flag, now)
    ? `It stands until ${formatDate(flag.expiresAt)}.`
    : `Expired ${formatDate(flag.expiresAt)}.`
}
