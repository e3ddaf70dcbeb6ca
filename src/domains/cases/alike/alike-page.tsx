import { BackLink, Button, type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { SuggestedRepeat } from '../find-repeats.ts'
import { RepeatChoices } from '../reports-section.tsx'
import type { AlikeReports } from './find-alike.ts'

export type AlikePageProps = {
  frame: Frame
  report: { reference: string; title: string }
  alike: AlikeReports
  mayOpenCase: boolean
}

/** What may be about the same as a report though it is neither near it nor of its type; chosen ones make a case. */
export function AlikePage({ frame, report, alike, mayOpenCase }: AlikePageProps): Html {
  const { byPeople } = alike
  const named = new Set(byPeople.map(({ id }) => id))
  // Each is offered once: with its people, which say more than its words.
  const byWords = alike.byWords.filter(({ id }) => !named.has(id))
  const mayChoose =
    mayOpenCase && [...byPeople, ...byWords].some(({ caseReference }) => caseReference === null)
  return (
    <Layout
      {...frame}
      wide
      title="The same people or words"
      beforeContent={<BackLink text={report.reference} href={`/reports/${report.reference}`} />}
    >
      <span class="govuk-caption-l">{report.title}</span>
      <h1 class="govuk-heading-l">The same people or words</h1>
      <p class="govuk-body">
        Reports of the last two years, wherever they happened. Each stays a report of its own and counts for a
        Case Review.
      </p>
      <form method="post" action="/cases" novalidate>
        <input type="hidden" name="report" value={report.reference} />
        <Found
          id="people"
          heading="The same people"
          none="No other report that your organisation holds names the same people."
          found={byPeople}
        />
        <Found
          id="words"
          heading="The same words"
          none="No other report that you see uses the same uncommon words."
          found={byWords}
        />
        {mayChoose && <Button text="Open a Monitored Case with those chosen" preventDoubleClick={true} />}
      </form>
    </Layout>
  )
}

type FoundProps = { id: string; heading: string; none: string; found: readonly SuggestedRepeat[] }

function Found({ id, heading, none, found }: FoundProps): Html {
  const free = found.filter(({ caseReference }) => caseReference === null)
  const inCases = found.filter(({ caseReference }) => caseReference !== null)
  return (
    <section aria-labelledby={id}>
      <h2 class="govuk-heading-m" id={id}>
        {heading}
      </h2>
      {found.length === 0 && <p class="govuk-body">{none}</p>}
      {free.length > 0 && <RepeatChoices repeats={free} />}
      {inCases.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {inCases.map(({ reference, reasons, caseReference }) => (
            <li>
              <a class="govuk-link" href={`/reports/${reference}`}>
                {reference}
              </a>
              {` in `}
              <a class="govuk-link" href={`/cases/${caseReference}`}>
                {caseReference}
              </a>
              {`: ${reasons.join(', ')}`}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
