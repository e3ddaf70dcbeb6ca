import type { Html } from '#platform/govuk'

/** What the numbers of the board mean, printed under them. */
export function Definitions({ weeks }: { weeks: number }): Html {
  return (
    <ul class="govuk-list govuk-list--bullet">
      <li>
        <strong>Week: </strong>
        {`Monday midnight to Monday midnight in England. A report counts in the week in which it was filed. The board shows ${weeks} weeks.`}
      </li>
      <li>
        <strong>Reports: </strong>
        those you may see in full, under the organisation that holds them now. Officers see those of their own
        organisations; supervisors and analysts also see those that others share with them.
      </li>
      <li>
        <strong>Time to triage: </strong>
        from when the report was filed to when it was accepted, refused or found not to be anti-social
        behaviour. A report that was sent to another queue or opened again runs on from when it was filed.
        Nights, weekends and bank holidays count; time for which a person paused its clock does not.
      </li>
      <li>
        <strong>Time to first action: </strong>
        for reports that were accepted: from triage to the first of these that a person did: put it in a case,
        wrote to the reporter, asked another organisation to act, or closed it. A report that was in a case
        already when it was triaged took no time. Paused time is left out.
      </li>
      <li>
        <strong>Half within, 9 in 10 within: </strong>
        the median and the 90th percentile (nearest rank). Reports that still wait count with the time they
        have waited. “At least” means that the number can still grow, because some of them wait.
      </li>
      <li>
        <strong>Later than promised: </strong>
        decided after, or not decided by, the time in which whoever holds the report promised to answer:{' '}
        <a class="govuk-link" href="/answer-times">
          times to answer of each organisation
        </a>
        . It is the same day that the reporter’s own page gives.
      </li>
      <li>
        <strong>Risk: </strong>
        the band of the last risk assessment of the report as it stands now.
      </li>
    </ul>
  )
}
