import { formatDate } from '#platform/clock'
import { Details, type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { bandNames, highestScore, type Instrument } from './instrument.ts'

/** What risk is assessed with: every question, what each answer scores, and what a band asks for. */
export function InstrumentsPage({
  frame,
  instruments,
}: {
  frame: Frame
  instruments: readonly Instrument[]
}): Html {
  return (
    <Layout {...frame} wide title="Risk instruments">
      <h1 class="govuk-heading-l">Risk instruments</h1>
      {instruments.length === 0 && <p class="govuk-body">No instrument is in force today.</p>}
      {instruments.map((instrument) => (
        <section aria-labelledby={instrument.code}>
          <h2 class="govuk-heading-m" id={instrument.code}>
            {instrument.title}
          </h2>
          <p class="govuk-body">
            {`Version ${instrument.version}, in force from ${formatDate(instrument.validFrom)}. `}
            {instrument.isLocalDefault && <strong class="govuk-tag govuk-tag--grey">Local default</strong>}
          </p>
          <p class="govuk-body">{`${instrument.purpose} ${instrument.source}`}</p>
          <BandTable instrument={instrument} />
          <Details summaryText={`Questions of ${instrument.title}`}>
            <dl class="govuk-summary-list">
              {instrument.items.map(({ wording, options, unknownScore }) => (
                <div class="govuk-summary-list__row">
                  <dt class="govuk-summary-list__key">{wording}</dt>
                  <dd class="govuk-summary-list__value">
                    {[...options, { label: 'Not known', score: unknownScore }]
                      .map(({ label, score }) => `${label}: ${score}`)
                      .join('; ')}
                  </dd>
                </div>
              ))}
            </dl>
          </Details>
        </section>
      ))}
    </Layout>
  )
}

function BandTable({ instrument }: { instrument: Instrument }): Html {
  return (
    <>
      <RowsTable
        caption={
          instrument.scoring === 'sum'
            ? `Bands: the scores are added up, ${highestScore(instrument)} at most`
            : 'Bands: the gravest answer decides'
        }
        captionSize="s"
        label={`Bands of ${instrument.title}`}
        head={['Band', 'From', 'Looked at again']}
        rows={instrument.bands.map(({ code, from, reviews }) => [
          bandNames[code],
          from,
          reviews.map(({ by, everyDays }) => `${by} every ${everyDays} days`).join('; '),
        ])}
      />
      <p class="govuk-body-s">{instrument.reviewSource}</p>
    </>
  )
}
