import { type Html, Layout, Tag } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { bundleAddress } from './addresses.ts'
import type { SetupStep } from './setup-steps.ts'

/** The six steps by which a partnership is set up, each with what is there, what is missing and where it is done. */
export function SetupPage({ frame, steps }: { frame: Frame; steps: readonly SetupStep[] }): Html {
  const done = steps.filter(({ missing }) => missing.length === 0).length
  return (
    <Layout {...frame} wide title="Setting the partnership up">
      <h1 class="govuk-heading-l">Setting the partnership up</h1>
      <p class="govuk-body">
        {`${done} of ${steps.length} steps are done. A step is done when nothing of it is missing: nobody ticks it.`}
      </p>
      {steps.map((step, at) => (
        <Step step={step} place={at + 1} />
      ))}
      <section aria-labelledby="bundle">
        <h2 class="govuk-heading-m" id="bundle">
          The configuration as a file
        </h2>
        <p class="govuk-body">
          An empty installation takes it with <code>partnership import</code>. It names no person and holds no
          secret; areas and accounts are set up there anew.
        </p>
        <p class="govuk-body">
          <a class="govuk-link" href={bundleAddress}>
            Download the configuration (JSON)
          </a>
        </p>
      </section>
    </Layout>
  )
}

function Step({ step, place }: { step: SetupStep; place: number }): Html {
  const { title, about, there, missing, links } = step
  const isDone = missing.length === 0
  return (
    <section aria-labelledby={`step-${place}`}>
      <h2 class="govuk-heading-m" id={`step-${place}`}>
        {`${place}. ${title} `}
        <Tag
          text={isDone ? 'Done' : 'Not done'}
          classes={isDone ? 'govuk-tag--green' : 'govuk-tag--yellow'}
        />
      </h2>
      <p class="govuk-body">{about}</p>
      <ul class="govuk-list govuk-list--bullet">
        {there.map((each) => (
          <li>{each}</li>
        ))}
      </ul>
      {!isDone && (
        <>
          <h3 class="govuk-heading-s">Missing</h3>
          <ul class="govuk-list govuk-list--bullet">
            {missing.map((each) => (
              <li>{each}</li>
            ))}
          </ul>
        </>
      )}
      <ul class="govuk-list">
        {links.map(({ text, href }) => (
          <li>
            <a class="govuk-link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
