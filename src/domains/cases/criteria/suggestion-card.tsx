import { formatDate } from '#platform/clock'
import { Button, Details, type Html, Textarea } from '#platform/govuk'
import { type CaseSuggestion, restWords } from './suggestions.ts'

/** One suggestion with its evidence: the click that opens the case, and the way to dismiss it. */
export function SuggestionCard({
  suggestion,
  mayOpen,
  problem,
}: {
  suggestion: CaseSuggestion
  mayOpen: boolean
  /** Set where dismissing it came back without a reason. */
  problem?: string | undefined
}): Html {
  const { id, reference, title, name, source, criterionVersion, wish, seen } = suggestion
  const references = [reference, ...seen]
  const rest = restWords(suggestion)
  return (
    <li class="app-card" id={`suggestion-${id}`}>
      <p class="govuk-body app-card__head">
        <strong>{`${name}`}</strong>
      </p>
      <p class="govuk-body-s app-card__facts">
        {title}
        {': '}
        {references.slice(0, 10).map((each, at) => (
          <>
            {at > 0 && ', '}
            <a class="govuk-link" href={`/reports/${each}`}>
              {each}
            </a>
          </>
        ))}
        {references.length > 10 && ` and ${references.length - 10} more`}
        {rest.length > 0 && `; ${rest.join('; ')}`}
        {`. Suggested on ${formatDate(suggestion.suggestedAt)}.`}
      </p>
      {wish !== '' && <p class="govuk-body-s app-typed">{wish}</p>}
      <p class="govuk-body-s app-card__facts">{`Why: ${source} Version ${criterionVersion} of the rule.`}</p>
      {mayOpen && (
        <>
          <form method="post" action="/cases">
            {references.map((each) => (
              <input type="hidden" name="report" value={each} />
            ))}
            <input type="hidden" name="suggestion" value={id} />
            <Button
              text={
                references.length === 1 ? 'Monitor this report' : `Monitor these ${references.length} reports`
              }
              preventDoubleClick={true}
            />
          </form>
          <Details summaryText="Dismiss the suggestion" open={problem !== undefined}>
            <form method="post" action={`/cases/suggestions/${id}/dismiss`} novalidate>
              <input type="hidden" name="report" value={reference} />
              <Textarea
                name="why"
                id={`why-${id}`}
                rows={2}
                label={{ text: 'Why is no case needed?' }}
                errorMessage={problem === undefined ? undefined : { text: problem }}
              />
              <Button text="Dismiss" classes="govuk-button--secondary" preventDoubleClick={true} />
            </form>
          </Details>
        </>
      )}
    </li>
  )
}
