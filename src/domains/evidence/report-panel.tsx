import type { Transaction } from '#platform/database'
import type { Html } from '#platform/govuk'
import { kindNames } from './evidence.ts'
import { type EvidenceItem, findEvidence } from './find-evidence.ts'
import { addressOf, ScanTag } from './pages/evidence-view.tsx'

/** What evidence adds to a report's page: what was sent with it, each a click away. */
export async function evidencePanel(
  { db }: { db: Transaction },
  report: { id: string; reference: string; hasEvidence: boolean },
): Promise<() => Html | null> {
  // Most reports have none, which is read with the report itself.
  if (!report.hasEvidence) return () => null
  const items = await findEvidence(db, { recordId: { kind: 'report', id: report.id } })
  return () => (items.length === 0 ? null : <EvidencePanel reference={report.reference} items={items} />)
}

function EvidencePanel({ reference, items }: { reference: string; items: readonly EvidenceItem[] }): Html {
  return (
    <section aria-labelledby="evidence">
      <h2 class="govuk-heading-m" id="evidence">
        Evidence
      </h2>
      <ul class="app-evidence">
        {items.map((item) => (
          <li class="app-evidence__item">
            <a class="govuk-link" href={addressOf(item)}>
              {item.files.some(({ role }) => role === 'thumbnail') ? (
                <img
                  class="app-evidence__media"
                  src={addressOf(item, '/thumbnail')}
                  alt={kindNames[item.kind]}
                  loading="lazy"
                />
              ) : (
                kindNames[item.kind]
              )}
            </a>{' '}
            <ScanTag item={item} />
          </li>
        ))}
      </ul>
      <p class="govuk-body">
        <a class="govuk-link" href={`/reports/${reference}/evidence`}>
          All evidence of this report
        </a>
      </p>
    </section>
  )
}
