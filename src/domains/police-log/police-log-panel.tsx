import type { Html } from '#platform/govuk'

/** What the police log adds to the page of a report: the way to it, for a force's own people. */
export function policeLogPanel(
  _context: object,
  report: { reference: string; isForPolice: boolean },
): Promise<() => Html | null> {
  return Promise.resolve(() => (report.isForPolice ? <PoliceLogLink reference={report.reference} /> : null))
}

function PoliceLogLink({ reference }: { reference: string }): Html {
  return (
    <section aria-labelledby="police-log">
      <h2 class="govuk-heading-s" id="police-log">
        Police log
      </h2>
      <p class="govuk-body">
        <a class="govuk-link" href={`/reports/${reference}/police-log`}>
          Your force’s own log of this report
        </a>
      </p>
    </section>
  )
}
