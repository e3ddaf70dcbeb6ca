import { type Question, type QuestionSet, sections } from '#domains/reports'
import type { Child, Html } from '#platform/govuk'
import { sectionNames } from './compare-sets.ts'

export const listAddress = '/question-sets'
export const typeAddress = (asbType: string) => `/question-sets/types/${asbType}`
export const versionAddress = (asbType: string, version: number) =>
  `${typeAddress(asbType)}/versions/${version}`
export const draftAddress = (id: string) => `/question-sets/drafts/${id}`
export const proposalAddress = (id: string) => `/question-sets/proposals/${id}`

type Written = string | Readonly<Record<string, string>>

/** What people read, in English and in each further language. */
export function Both({ text }: { text: Written }): Html {
  if (typeof text === 'string') return <>{text}</>
  return (
    <>
      {text.en}
      {Object.entries(text)
        .filter(([tag]) => tag !== 'en')
        .map(([tag, words]) => (
          <>
            <br />
            <span lang={tag} class="govuk-hint govuk-!-margin-bottom-0">
              {words}
            </span>
          </>
        ))}
    </>
  )
}

/** Everything that a version asks, in the order in which it is asked. */
export function QuestionsOfSet({ set }: { set: QuestionSet }): Html {
  return (
    <>
      {sections.map((section) => (
        <section aria-labelledby={section}>
          <h2 class="govuk-heading-m" id={section}>
            {sectionNames[section]}
          </h2>
          <ol class="govuk-list govuk-list--number">
            {set[section].map((question) => (
              <QuestionInSet question={question} />
            ))}
          </ol>
          {section === 'what' && (
            <ul class="govuk-list govuk-list--bullet" id="place-and-time">
              {[set.where, set.when].map(({ wording, hint }) => (
                <li>
                  <Both text={wording} />
                  {hint && (
                    <p class="govuk-body-s">
                      <Both text={hint} />
                    </p>
                  )}
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </>
  )
}

function QuestionInSet({ question }: { question: Question }): Html {
  const { id, wording, hint, missing, askedWhen } = question
  return (
    <li id={`question-${id}`}>
      <strong>
        <Both text={wording} />
      </strong>
      {hint && (
        <p class="govuk-body-s govuk-!-margin-bottom-1">
          <Both text={hint} />
        </p>
      )}
      <p class="govuk-body-s govuk-!-margin-bottom-1">
        {missing ? 'Has to be answered' : 'May be left out'}
        {question.kind === 'several' && ', several answers'}
        {question.kind === 'words' && `, in words, up to ${question.most} characters`}
        {askedWhen && `, asked only after certain answers to the question ${askedWhen.question}`}
      </p>
      {question.kind !== 'words' && (
        <ul class="govuk-list govuk-list--bullet">
          {question.options.map(({ label, hint: optionHint }) => (
            <li>
              <Both text={label} />
              {optionHint && (
                <span class="govuk-body-s">
                  {' '}
                  <Both text={optionHint} />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

/** What changes, in sentences. */
export function Changes({ title, changes }: { title: string; changes: readonly string[] }): Html {
  return (
    <section aria-labelledby="changes">
      <h2 class="govuk-heading-m" id="changes">
        {title}
      </h2>
      {changes.length === 0 ? (
        <p class="govuk-body">Nothing that people read is different.</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {changes.map((change) => (
            <li>{change}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Where a page stands below the list. */
export function Trail({ items }: { items: readonly { text: string; href: string }[] }): Html {
  return (
    <nav class="govuk-breadcrumbs" aria-label="Breadcrumb">
      <ol class="govuk-breadcrumbs__list">
        {[{ text: 'Questions', href: listAddress }, ...items].map(({ text, href }) => (
          <li class="govuk-breadcrumbs__list-item">
            <a class="govuk-breadcrumbs__link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

export function Link({ href, children }: { href: string; children: Child }): Html {
  return (
    <a class="govuk-link" href={href}>
      {children}
    </a>
  )
}
