import { wordsIn } from '#locales'
import type { LocalDate } from '#platform/clock'
import { Details, type Html, Layout, type LayoutProps } from '#platform/govuk'
import { englishTag } from '#platform/language'
import { ProseText, Sentence } from '../prose-text.tsx'
import { inLanguage, publicFrame } from '../public-frame.ts'
import { type AccessibilityRecord, type Problem, type Summary, summarise } from './record.ts'

type PageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  record: AccessibilityRecord
  today: LocalDate
}

/**
 * The accessibility statement, in the parts of the public sector's model statement (Public Sector Bodies (Websites and
 * Mobile Applications) (No. 2) Accessibility Regulations 2018, regulation 8), made from the record.
 */
export function AccessibilityPage({ frame, record, today }: PageProps): Html {
  const tag = frame.asked?.tag ?? englishTag
  const { accessibility, dates } = wordsIn(tag)
  const summary = summarise(record)
  const problems = (because: Problem['because']) =>
    record.problems.filter((problem) => problem.because === because)
  return (
    <Layout {...publicFrame(frame)} title={accessibility.title}>
      <h1 class="govuk-heading-l">{accessibility.title}</h1>
      <ProseText prose={accessibility.intro} />
      <h2 class="govuk-heading-m">{accessibility.statusHeading}</h2>
      <p class="govuk-body">{accessibility.status[summary.compliance]}</p>
      <p class="govuk-body">{accessibility.counts(summary)}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={inLanguage('/accessibility/checks', tag)}>
          {accessibility.toChecks}
        </a>
      </p>
      <h2 class="govuk-heading-m">{accessibility.contentHeading}</h2>
      <h3 class="govuk-heading-s">{accessibility.notCompliantHeading}</h3>
      <p class="govuk-body">{accessibility.uncheckedCounts(summary.unchecked)}</p>
      <Problems tag={tag} problems={problems('not_compliant')} none={accessibility.noNotCompliant} />
      <h3 class="govuk-heading-s">{accessibility.burdenHeading}</h3>
      <Problems tag={tag} problems={problems('disproportionate_burden')} none={accessibility.noBurden} />
      <h3 class="govuk-heading-s">{accessibility.outOfScopeHeading}</h3>
      <Problems tag={tag} problems={problems('out_of_scope')} none={accessibility.noOutOfScope} />
      <ProseText prose={accessibility.limits} />
      <h2 class="govuk-heading-m">{accessibility.testedHeading}</h2>
      <p class="govuk-body">{accessibility.automatic}</p>
      <Details summaryText={accessibility.rulesHeading}>
        <p class="govuk-body">{accessibility.rules(record.automatic.program)}</p>
        <ul class="govuk-list govuk-list--bullet" lang={englishTag}>
          {record.automatic.tags.map((each) => (
            <li>{each}</li>
          ))}
        </ul>
        <p class="govuk-body">{accessibility.rulesOfWidth}</p>
        <ul class="govuk-list govuk-list--bullet" lang={englishTag}>
          {record.automatic.rulesOfWidth.map((each) => (
            <li>{each}</li>
          ))}
        </ul>
      </Details>
      <Waivers tag={tag} record={record} today={today} />
      <Preparation tag={tag} summary={summary} date={dates.date} />
      <ProseText prose={accessibility.help} />
    </Layout>
  )
}

function Problems({
  tag,
  problems,
  none,
}: {
  tag: string
  problems: readonly Problem[]
  none: string
}): Html {
  const { accessibility, dates } = wordsIn(tag)
  if (problems.length === 0) return <p class="govuk-body">{none}</p>
  return (
    <ul class="govuk-list govuk-list--bullet govuk-list--spaced">
      {problems.map(({ what, criteria, mendBy }) => (
        <li>
          <Sentence text={tag === 'cy' ? what.cy : what.en} /> {accessibility.breaks(criteria)}{' '}
          {mendBy === null ? accessibility.noDay : accessibility.mendBy(dates.date(mendBy))}
        </li>
      ))}
    </ul>
  )
}

/** Findings of the program that are let pass, each with why and until when. */
function Waivers({
  tag,
  record,
  today,
}: {
  tag: string
  record: AccessibilityRecord
  today: LocalDate
}): Html {
  const { accessibility, dates } = wordsIn(tag)
  if (record.waivers.length === 0) return <p class="govuk-body">{accessibility.noWaivers}</p>
  return (
    <>
      <p class="govuk-body">{accessibility.waivers}</p>
      <ul class="govuk-list govuk-list--bullet govuk-list--spaced">
        {record.waivers.map(({ rule, page, because, evidence, until }) => (
          <li>
            <span lang={englishTag}>
              {rule}, {page}:
            </span>{' '}
            {tag === 'cy' ? because.cy : because.en} <span lang={englishTag}>{evidence}</span>{' '}
            {until < today
              ? accessibility.waiverOver(dates.date(until))
              : accessibility.mendBy(dates.date(until))}
          </li>
        ))}
      </ul>
    </>
  )
}

function Preparation({
  tag,
  summary,
  date,
}: {
  tag: string
  summary: Summary
  date: (day: LocalDate) => string
}): Html {
  const { accessibility } = wordsIn(tag)
  return (
    <>
      <h2 class="govuk-heading-m">{accessibility.preparationHeading}</h2>
      <p class="govuk-body">{accessibility.made}</p>
      <p class="govuk-body">
        {summary.checkedOn === undefined
          ? accessibility.neverChecked
          : accessibility.lastChecked(date(summary.checkedOn))}
      </p>
    </>
  )
}
