import { wordsIn } from '#locales'
import { type Html, Layout, type LayoutProps, SummaryList, Tag } from '#platform/govuk'
import { englishTag } from '#platform/language'
import { inLanguage, publicFrame } from '../public-frame.ts'
import { type AccessibilityRecord, type Check, checksOf, pageKinds } from './record.ts'

type PageProps = { frame: Omit<LayoutProps, 'title' | 'children'>; record: AccessibilityRecord }

const colours = { passed: 'green', failed: 'red', not_applicable: 'grey' } as const

/** Every criterion of the guidelines with what was checked of it, and where nobody has. */
export function AccessibilityChecksPage({ frame, record }: PageProps): Html {
  const tag = frame.asked?.tag ?? englishTag
  const { accessibility, dates } = wordsIn(tag)
  const { kinds, means, results } = accessibility
  const line = (alike: readonly [Check, ...Check[]]) => {
    const [{ means: by, how, result, on }] = alike
    return (
      <>
        <p class="govuk-body">
          <Tag text={results[result]} classes={`govuk-tag--${colours[result]}`} />{' '}
          {accessibility.checkedLine(
            alike.map(({ kind }) => kinds[kind]),
            by.map((each) => means[each]),
            dates.date(on),
          )}
        </p>
        <p class="govuk-body-s" lang={englishTag}>
          {how} ({alike.flatMap(({ pages }) => pages).join(', ')})
        </p>
      </>
    )
  }
  return (
    <Layout {...publicFrame(frame)} title={accessibility.checksTitle}>
      <h1 class="govuk-heading-l">{accessibility.checksTitle}</h1>
      <p class="govuk-body">{accessibility.checksIntro}</p>
      <h2 class="govuk-heading-m">{accessibility.kindsHeading}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {pageKinds.map((kind) => (
          <li>{kinds[kind]}</li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">{accessibility.criteriaHeading}</h2>
      <SummaryList
        rows={record.criteria.map((criterion) => {
          const { done, unchecked } = checksOf(record, criterion)
          return {
            key: {
              html: (
                <span lang={englishTag}>
                  {criterion.number} {criterion.name} ({criterion.level})
                </span>
              ),
            },
            value: {
              html: (
                <>
                  {inGroups(done).map(line)}
                  {unchecked.length === 0 ? undefined : (
                    <p class="govuk-body">
                      {accessibility.uncheckedLine(
                        unchecked.length === pageKinds.length ? [] : unchecked.map((kind) => kinds[kind]),
                      )}
                    </p>
                  )}
                </>
              ),
            },
          }
        })}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={inLanguage('/accessibility', tag)}>
          {accessibility.back}
        </a>
      </p>
    </Layout>
  )
}

/** Checks that were done in the same way, on the same day, with the same result, stand together. */
function inGroups(checks: readonly Check[]): (readonly [Check, ...Check[]])[] {
  const groups = Map.groupBy(checks, ({ means: by, how, result, on }) =>
    JSON.stringify([by, how, result, on]),
  )
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others] as const],
  )
}
