import { formatDate } from '#platform/clock'
import { type Html, InsetText, Tag } from '#platform/govuk'
import { DenseTable } from '#platform/lists'
import type { Ledger } from '../ledger/read-ledger.ts'

/** Every complaint with why it counts or does not, and what that comes to. */
export function LedgerTable({ ledger, caption }: { ledger: Ledger; caption: string }): Html {
  const { threshold, lines } = ledger
  return (
    <>
      <InsetText>
        <strong>{threshold.isMust ? 'The threshold must be met. ' : ''}</strong>
        {threshold.because}.{' '}
        {`Counted by the Act alone: ${threshold.countInLaw}; by the procedure of the area: ${threshold.count}.`}
      </InsetText>
      {threshold.caveats.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {threshold.caveats.map(({ says, holds }) => (
            <li>
              {`Condition of the area beyond the Act: ${says.toLowerCase()}. `}
              {threshold.caveatsIgnored
                ? 'Not looked at: the area goes by the Act alone.'
                : holds
                  ? 'Holds.'
                  : 'Does not hold.'}
            </li>
          ))}
        </ul>
      )}
      {threshold.lines.length === 0 ? (
        <p class="govuk-body">No complaint was found. Add those that the applicant speaks of.</p>
      ) : (
        <DenseTable
          caption={caption}
          captionSize="m"
          head={['Complaint', 'Told to', 'Made', 'Incident', 'Kind', 'Counts', 'Why']}
        >
          {threshold.lines.map((complaint) => {
            const line = lines.get(complaint.id)
            return (
              <tr class="govuk-table__row">
                <th scope="row" class="govuk-table__header">
                  {line?.isSeen && line.reference !== '' ? (
                    <a class="govuk-link" href={`/reports/${line.reference}`}>
                      {line.reference}
                    </a>
                  ) : (
                    line?.reference || 'No reference'
                  )}
                </th>
                <td class="govuk-table__cell">{line?.organisation}</td>
                <td class="govuk-table__cell">{formatDate(complaint.madeOn)}</td>
                <td class="govuk-table__cell">{formatDate(complaint.incidentOn)}</td>
                <td class="govuk-table__cell">{line?.kind}</td>
                <td class="govuk-table__cell">
                  <Tag
                    text={complaint.counts ? 'Counts' : 'No'}
                    classes={complaint.counts ? 'govuk-tag--green' : 'govuk-tag--grey'}
                  />
                </td>
                <td class="govuk-table__cell">{complaint.because}</td>
              </tr>
            )
          })}
        </DenseTable>
      )}
    </>
  )
}
