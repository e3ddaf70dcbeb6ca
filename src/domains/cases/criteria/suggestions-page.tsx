import { ErrorsAtTop, type FormError } from '#platform/forms'
import { type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { SuggestionCard } from './suggestion-card.tsx'
import type { CaseSuggestion } from './suggestions.ts'

/** Reports that fulfil a criterion for a Monitored Case and are in none. */
export function SuggestionsPage({
  frame,
  suggestions,
  mayOpen,
  returned,
}: {
  frame: Frame
  suggestions: readonly CaseSuggestion[]
  mayOpen: boolean
  returned: { id: string; errors: readonly FormError[] } | undefined
}): Html {
  return (
    <Layout {...frame} wide title="Suggested Monitored Cases" hasErrors={returned !== undefined}>
      <ErrorsAtTop errors={returned?.errors ?? []} />
      <p class="govuk-body">
        <a class="govuk-link" href="/cases">
          All cases
        </a>
      </p>
      <h1 class="govuk-heading-l">Suggested Monitored Cases</h1>
      {suggestions.length === 0 && (
        <p class="govuk-body">No reports of your organisation fulfil a criterion without a case.</p>
      )}
      <ul class="app-cards">
        {suggestions.map((suggestion) => (
          <SuggestionCard
            suggestion={suggestion}
            mayOpen={mayOpen}
            problem={returned?.id === suggestion.id ? returned.errors[0]?.message : undefined}
          />
        ))}
      </ul>
    </Layout>
  )
}
