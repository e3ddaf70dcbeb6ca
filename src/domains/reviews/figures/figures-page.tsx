import { publicFrame } from '#domains/public-pages'
import { type Words, wordsIn } from '#locales'
import { BackLink, Button, type Html, Layout, type LayoutProps, MojAlert } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { addressIn } from '../public/about-page.tsx'
import type { ReviewsHome } from '../reviews-home.ts'
import { measures } from './hide-small-numbers.ts'
import type { BodyCounts, PublishedFigure } from './publish-figures.ts'

type FiguresPageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  figures: readonly PublishedFigure[]
}

/** The yearly numbers, as anybody reads them. */
export function FiguresPage({ frame, figures }: FiguresPageProps): Html {
  const words = wordsIn(frame.asked?.tag)
  const text = words.reviews.figures
  const tag = frame.asked?.tag
  const years = [...Map.groupBy(figures, ({ year }) => String(year))]
  return (
    <Layout
      {...publicFrame(frame)}
      fullWidth
      title={text.title}
      beforeContent={<BackLink text={words.site.back} href={addressIn(tag, '/case-review')} />}
    >
      <h1 class="govuk-heading-l">{text.title}</h1>
      <p class="govuk-body">{text.lead}</p>
      {years.length === 0 ? (
        <p class="govuk-body">{text.none}</p>
      ) : (
        <>
          <p class="govuk-body">{text.small}</p>
          <p class="govuk-body">
            <a class="govuk-link" href="/case-review/figures.csv">
              {text.download}
            </a>
          </p>
        </>
      )}
      {years.map(([heading, ofYear]) => (
        <>
          <h2 class="govuk-heading-m">{heading}</h2>
          <RowsTable
            caption={heading}
            head={[text.body, ...measures.map((measure) => text.measures[measure])]}
            rows={[...Map.groupBy(ofYear, bodyWithLead)].map(([body, ofBody]) => [
              body,
              ...measures.map((measure) =>
                inWords(ofBody.find((figure) => figure.measure === measure)?.shown ?? '0', words),
              ),
            ])}
          />
        </>
      ))}
    </Layout>
  )
}

/** Whoever published it is named where that was another body. */
const bodyWithLead = ({ body, lead }: PublishedFigure) => (body === lead ? body : `${body} (${lead})`)

function inWords(shown: string, { reviews }: Words): string {
  if (shown === 'hidden') return reviews.figures.hidden
  return shown.startsWith('<') ? reviews.figures.fewer(Number(shown.slice(1))) : shown
}

type PublishPageProps = {
  frame: Frame
  year: number
  years: readonly number[]
  counted: readonly BodyCounts[]
  isDone: boolean
  mayPublish: boolean
  /** Where the reader came from: their list of reviews, or the partnership's pages. */
  back: ReviewsHome
}

const measureNames = {
  applications: 'Applications',
  not_met: 'Threshold not met',
  reviews: 'Reviews done',
  recommendations: 'Recommendations',
  accepted: 'Accepted',
} as const

/** What a year comes to, for the organisation that publishes it; small numbers are hidden as it does. */
export function PublishPage({
  frame,
  year,
  years,
  counted,
  isDone,
  mayPublish,
  back,
}: PublishPageProps): Html {
  return (
    <Layout {...frame} wide title="Yearly numbers of Case Reviews" beforeContent={<BackLink {...back} />}>
      {isDone && <MojAlert variant="success" title="Done" text="Published" role="status" />}
      <h1 class="govuk-heading-l">{`Yearly numbers of Case Reviews: ${year}`}</h1>
      <p class="govuk-body">
        {years.map((each) => (
          <>
            <a
              class="govuk-link"
              href={`/reviews/figures?year=${each}`}
              aria-current={each === year ? 'page' : undefined}
            >
              {each}
            </a>{' '}
          </>
        ))}
      </p>
      <RowsTable
        caption="Numbers by relevant body"
        head={['Relevant body', ...measures.map((measure) => measureNames[measure])]}
        none="Nobody applied to your organisation in this year."
        rows={counted.map((counts) => [counts.body, ...measures.map((measure) => counts[measure])])}
      />
      {mayPublish && (
        <form method="post" action="/reviews/figures">
          <input type="hidden" name="year" value={String(year)} />
          <Button text="Publish, with small numbers hidden" />
        </form>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/case-review/figures">
          What is published
        </a>
      </p>
    </Layout>
  )
}
