import { type AskedQuestion, type Journey, questionsOf } from '#domains/reports'
import type { Instrument } from '#domains/risk'
import { formatDateTime } from '#platform/clock'
import { ErrorsAtTop, type FormError, type Typed } from '#platform/forms'
import { Button, type Html, Layout, Select } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { BesideList, sayBeside } from './beside-fragments.tsx'
import type { Corrections } from './corrections.ts'
import { DenseQuestion, NotKnown } from './dense-fields.tsx'
import { entryChannelNames } from './entry-channel.ts'
import type { EntryDraft } from './entry-draft.ts'
import { IncidentFields } from './incident-fields.tsx'
import type { Beside } from './look-beside.ts'
import { PeopleFields } from './people-fields.tsx'
import { PlaceFields, TimeFields } from './place-and-time.tsx'
import { ContactFields, ReporterFields } from './reporter-fields.tsx'
import { RiskPart } from './risk-part.tsx'

export type EntryPageProps = {
  frame: Frame
  /** Who types, for what waits on their device. */
  memberId: string
  draft: EntryDraft
  journey: Journey
  typed: Typed
  errors: readonly FormError[]
  beside: Beside
  /** What may be chosen instead of what follows from the place. */
  may: Corrections
  /** The sets in force, to change to when it turns out to be something else. */
  types: readonly { code: string; label: string }[]
  instruments: readonly Instrument[]
  /** The instrument that is asked by first at this door. */
  usualInstrument: string
  vulnerabilities: readonly { code: string; label: string }[]
}

type Part = { id: string; title: string; body: Html }

/** The whole entry on one page: what the public form asks, and what only who takes it can tell. */
export function EntryPage(props: EntryPageProps): Html {
  const { frame, memberId, draft, journey, errors, beside } = props
  const parts = partsOf(props)
  const title = `${journey.set.label}: ${draft.channel === 'police_form' ? 'police form' : 'report taken'}`
  const address = `/enter/${draft.id}`
  return (
    <Layout {...frame} title={title} scripts={['map']} wide>
      <ErrorsAtTop errors={errors} />
      <h1 class="govuk-heading-m">{title}</h1>
      <p class="govuk-body-s">
        {entryChannelNames[draft.channel]}, begun {formatDateTime(draft.startedAt)}. It is kept as you type,
        for you alone:{' '}
        <a class="govuk-link" href="/enter">
          your unfinished entries
        </a>
        .
      </p>
      <form
        method="post"
        action={address}
        id="entry"
        class="app-assisted"
        novalidate
        data-module="keep-draft"
        data-draft-url={`${address}/keep`}
        data-member={memberId}
      >
        <div class="app-assisted__nav">
          <nav aria-label="Parts of the entry">
            <ul class="govuk-list">
              {parts.map(({ id, title }) => (
                <li>
                  <a class="govuk-link govuk-link--no-visited-state" href={`#${id}`}>
                    {title}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          {/* First in the form, so that Enter in a field looks and files nothing. */}
          <Button text="Check what is missing" name="do" value="check" classes="govuk-button--secondary" />
          <Button text="Save the report" name="do" value="save" preventDoubleClick />
          <Button
            text="Somebody may be at risk: save now"
            name="do"
            value="at_risk"
            classes="govuk-button--warning"
            preventDoubleClick
          />
        </div>
        <div class="app-assisted__parts">
          {parts.map(({ id, title, body }) => (
            <section class="app-assisted__part" aria-labelledby={id}>
              <h2 class="govuk-heading-s" id={id} tabindex={-1}>
                {title}
              </h2>
              <div class="app-assisted__fields">{body}</div>
            </section>
          ))}
          <Finish {...props} />
        </div>
        <section
          class="app-assisted__beside"
          aria-labelledby="beside"
          data-module="entry-beside"
          data-form="entry"
          data-url={`${address}/beside`}
        >
          <h2 class="govuk-heading-s" id="beside" tabindex={-1}>
            Known already
          </h2>
          <p class="govuk-body-s" role="status" data-said>
            {sayBeside(beside)}
          </p>
          <div data-list>
            <BesideList {...beside} />
          </div>
          <Button
            text="Look again"
            name="do"
            value="look"
            classes="govuk-button--secondary app-quick__look"
          />
        </section>
      </form>
    </Layout>
  )
}

function partsOf({
  draft,
  journey,
  typed,
  errors,
  beside,
  may,
  instruments,
  usualInstrument,
  vulnerabilities,
}: EntryPageProps): Part[] {
  const { set } = journey
  const filled = { typed, errors }
  const asked = (questions: readonly AskedQuestion[]) => (
    <>
      {questions.map((question) => (
        <DenseQuestion
          {...filled}
          question={question}
          after={questionsOf(set).find(({ id }) => id === question.askedWhen?.question)}
        />
      ))}
    </>
  )
  const people = <PeopleFields {...filled} vulnerabilities={vulnerabilities} />
  return [
    ...(draft.channel === 'police_form'
      ? [{ id: 'incident', title: 'Incident', body: <IncidentFields {...filled} /> }]
      : []),
    { id: 'what', title: 'What happened', body: asked(set.what) },
    {
      id: 'place-of-it',
      title: 'Place',
      body: <PlaceFields {...filled} journey={journey} found={beside.found} may={may} />,
    },
    { id: 'time-of-it', title: 'When', body: <TimeFields {...filled} journey={journey} /> },
    { id: 'effect-of-it', title: 'Effect', body: asked(set.effect) },
    { id: 'before', title: 'Before', body: asked([...set.before, ...set.why]) },
    { id: 'who', title: 'Who does it', body: asked(set.who) },
    { id: 'reporter', title: 'Reporter', body: <ReporterFields {...filled} journey={journey} /> },
    { id: 'reach', title: 'Contact', body: <ContactFields {...filled} journey={journey} /> },
    { id: 'people-named', title: 'People', body: people },
    {
      id: 'risk-now',
      title: 'Risk',
      body: (
        <RiskPart instruments={instruments} usual={usualInstrument} channel={draft.channel} typed={typed} />
      ),
    },
  ]
}

function Finish({ draft, types, typed }: EntryPageProps): Html {
  return (
    <section class="app-assisted__part" aria-labelledby="finish">
      <h2 class="govuk-heading-s" id="finish" tabindex={-1}>
        Finish
      </h2>
      <div class="app-assisted__fields">
        <NotKnown fact="rest" of="everything that is left empty" typed={typed} />
        <Select
          id="asb_type"
          name="asb_type"
          label={{ text: 'Type, if it is another' }}
          items={types.map(({ code, label }) => ({ value: code, text: label }))}
          value={draft.set.asbType}
        />
      </div>
      <div class="govuk-button-group">
        <Button id="save" text="Save the report" name="do" value="save" preventDoubleClick />
        <Button text="Change the type" name="do" value="type" classes="govuk-button--secondary" />
        <Button text="Keep it for later" name="do" value="later" classes="govuk-button--secondary" />
      </div>
    </section>
  )
}
