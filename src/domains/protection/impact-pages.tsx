import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  Button,
  type Child,
  Details,
  type Html,
  Layout,
  MojAlert,
  Radios,
  Select,
  SummaryList,
  Tag,
  Textarea,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { type Assessment, type Draft, decisionNames, type Owner } from './assessment.ts'
import { highLeft, isHighLeft, riskCells, riskHead, standing, writtenParts } from './assessment-document.ts'
import { riskRows } from './assessment-form.ts'
import type { FactChange, Facts } from './facts.ts'
import type { RiskScale } from './starting-risks.ts'

export const impactAddress = '/impact'
export const subjectAddress = (agreementId: string | null) =>
  `${impactAddress}/${agreementId ?? 'partnership'}`
export const versionAddress = (id: string) => `${impactAddress}/versions/${id}`

const heading = 'Data protection impact assessments'

function Trail({ items = [] }: { items?: readonly { text: string; href: string }[] }): Html {
  const all = [{ text: 'Governance', href: '/governance' }, { text: heading, href: impactAddress }, ...items]
  return (
    <nav class="govuk-breadcrumbs" aria-label="Breadcrumb">
      <ol class="govuk-breadcrumbs__list">
        {all.map(({ text, href }) => (
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

function StateTag({ of }: { of: Assessment }): Html {
  if (of.decision === null) return <Tag text="Waits to be signed" classes="govuk-tag--blue" />
  const colours = { approved: 'green', declined: 'orange', withdrawn: 'grey' } as const
  return <Tag text={decisionNames[of.decision]} classes={`govuk-tag--${colours[of.decision]}`} />
}

export type ListedSubject = {
  agreementId: string | null
  title: string
  signed: Assessment | undefined
  waiting: Assessment | undefined
  draft: { savedAt: Date } | undefined
  /** What has changed since the signed version was made. */
  since: readonly FactChange[]
}

/** What is assessed, what is signed, and what is out of date or due for its review. */
export function ImpactListPage({
  frame,
  subjects,
  today,
}: {
  frame: Frame
  subjects: readonly ListedSubject[]
  today: LocalDate
}): Html {
  return (
    <Layout {...frame} wide title={heading} beforeContent={<Trail />}>
      <h1 class="govuk-heading-l">{heading}</h1>
      <p class="govuk-body">
        A pack for a board: what is done with people’s data, by which rules, what could go wrong, and who
        signed for it. The product fills in what it knows; you write the rest.
      </p>
      <RowsTable
        caption={heading}
        head={['What is assessed', 'Signed', 'Review', 'Since then', 'Next version']}
        rows={subjects.map(({ agreementId, title, signed, waiting, draft, since }) => [
          <a class="govuk-link" href={subjectAddress(agreementId)}>
            {title}
          </a>,
          signed ? (
            <a class="govuk-link" href={versionAddress(signed.id)}>
              {`Version ${signed.number}`}
              <span class="govuk-visually-hidden">{`, ${title}`}</span>
            </a>
          ) : (
            'Not signed yet'
          ),
          signed ? (
            <>
              {formatDate(signed.reviewOn)}{' '}
              {signed.reviewOn <= today && <Tag text="Due" classes="govuk-tag--yellow" />}
            </>
          ) : (
            ''
          ),
          signed === undefined
            ? ''
            : since.length === 0
              ? 'Nothing has changed'
              : `Out of date: ${since.map(({ text }) => text).join('; ')}`,
          waiting ? (
            <a class="govuk-link" href={versionAddress(waiting.id)}>
              {`Version ${waiting.number} waits to be signed`}
            </a>
          ) : draft ? (
            `Draft, saved ${formatDateTime(draft.savedAt)}`
          ) : (
            ''
          ),
        ])}
      />
    </Layout>
  )
}

export type SubjectPageProps = {
  frame: Frame
  agreementId: string | null
  title: string
  facts: Facts
  draft: Draft | undefined
  versions: readonly Assessment[]
  since: readonly FactChange[]
  owners: readonly Owner[]
  scale: RiskScale
  typed: Typed
  seen: number
  errors: readonly FormError[]
  conflict?: string | undefined
  isSaved: boolean
}

/** One subject: its versions, the draft of the next, and the facts as they are now. */
export function SubjectPage(props: SubjectPageProps): Html {
  const { frame, agreementId, title, facts, draft, versions, since, errors, conflict, isSaved } = props
  const waiting = versions.find(({ decision }) => decision === null)
  const signed = versions.find(({ decision }) => decision === 'approved')
  const own = subjectAddress(agreementId)
  return (
    <Layout {...frame} wide title={`Impact assessment: ${title}`} beforeContent={<Trail />}>
      <ErrorsAtTop errors={errors} />
      {conflict && <MojAlert variant="warning" title="Nothing was saved" text={conflict} role="alert" />}
      {isSaved && <MojAlert variant="success" title="Saved" text="The draft is saved." />}
      <h1 class="govuk-heading-l">{`Impact assessment: ${title}`}</h1>
      {agreementId !== null && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/sharing/agreements/${agreementId}`}>
            The agreement
          </a>
        </p>
      )}
      {signed && <Since since={since} number={signed.number} />}
      <p class="govuk-body">
        <a class="govuk-link" href={`${own}/pack.pdf`}>
          The pack as it would be today (PDF)
        </a>
      </p>
      <Versions versions={versions} />
      {waiting ? (
        <p class="govuk-body">
          <a class="govuk-link" href={versionAddress(waiting.id)}>
            {`Version ${waiting.number} waits to be signed`}
          </a>
          . Another is written once that is decided.
        </p>
      ) : (
        <DraftForm {...props} />
      )}
      <h2 class="govuk-heading-m">What the product knows today</h2>
      <p class="govuk-body">
        These facts go into the pack as they are when it is sent to be signed. Nobody types them.
        {draft ? '' : ' The risks above are a list to begin with.'}
      </p>
      <FactTables facts={facts} />
    </Layout>
  )
}

function Since({ since, number }: { since: readonly FactChange[]; number: number }): Html {
  if (since.length === 0)
    return <p class="govuk-body">{`Version ${number} is signed, and nothing that it tells has changed.`}</p>
  return (
    <MojAlert
      variant="warning"
      title={`Version ${number} is out of date`}
      html={
        <>
          <h2 class="govuk-heading-s">{`Version ${number} is out of date`}</h2>
          <ul class="govuk-list govuk-list--bullet">
            {since.map(({ section, text }) => (
              <li>{`${section}: ${text}`}</li>
            ))}
          </ul>
        </>
      }
    />
  )
}

function Versions({ versions }: { versions: readonly Assessment[] }): Html {
  return (
    <section aria-labelledby="versions">
      <h2 class="govuk-heading-m" id="versions">
        Versions
      </h2>
      <RowsTable
        caption="Versions, the newest first"
        head={['Version', 'State', 'Sent', 'Decided', 'Hash']}
        none="Nothing was sent to be signed so far."
        rows={versions.map((version) => [
          <a class="govuk-link" href={versionAddress(version.id)}>{`Version ${version.number}`}</a>,
          <StateTag of={version} />,
          `${formatDateTime(version.proposedAt)} by ${version.proposedByName ?? 'somebody'}`,
          version.decidedAt
            ? `${formatDateTime(version.decidedAt)} by ${version.decidedByName ?? 'somebody'}`
            : '',
          <code>{version.hash.slice(0, 12)}</code>,
        ])}
      />
    </section>
  )
}

const questions = [
  [
    'need',
    'Why this assessment is needed',
    'What makes the processing risky to people: sensitive data, several controllers, vulnerable people.',
  ],
  [
    'necessity',
    'Necessity and proportionality',
    'Why less would not do, and how people are told and can object.',
  ],
  ['consultation', 'Consultation', 'Who was asked, partners and people themselves, and what they said.'],
  [
    'processors',
    'Other processors (optional)',
    'Hosting, support, printing: whom the product cannot know of.',
  ],
  ['advice', 'Advice of the data protection officer', 'And why it was not followed, where it was not.'],
  ['changes', 'What has changed and why (optional)', 'Since the version before, in your words.'],
] as const

function DraftForm(props: SubjectPageProps): Html {
  const { agreementId, typed, errors, owners, scale, draft, seen } = props
  return (
    <section aria-labelledby="draft">
      <h2 class="govuk-heading-m" id="draft">
        {draft ? 'Draft of the next version' : 'Write the next version'}
      </h2>
      {draft && (
        <p class="govuk-body">{`Saved ${formatDateTime(draft.savedAt)} by ${draft.savedByName ?? 'somebody'}.`}</p>
      )}
      <form method="post" action={subjectAddress(agreementId)} novalidate>
        <input type="hidden" name="seen" value={seen} />
        {questions.map(([name, text, hint]) => (
          <Textarea
            name={name}
            rows={4}
            label={{ text, classes: 'govuk-label--s' }}
            hint={{ text: hint }}
            value={typedValue(typed, name)}
            errorMessage={errorOf(errors, name)}
          />
        ))}
        <Risks typed={typed} errors={errors} scale={scale} />
        <Select
          name="ownerId"
          label={{ text: 'Who answers for its review', classes: 'govuk-label--s' }}
          items={[
            { value: '', text: 'Choose' },
            ...owners.map(({ id, name, organisationName }) => ({
              value: id,
              text: `${name}, ${organisationName}`,
            })),
          ]}
          value={typedValue(typed, 'ownerId')}
          errorMessage={errorOf(errors, 'ownerId')}
        />
        <TextInput
          name="reviewOn"
          type="date"
          classes="govuk-input--width-10"
          label={{ text: 'To be reviewed on', classes: 'govuk-label--s' }}
          value={typedValue(typed, 'reviewOn')}
          errorMessage={errorOf(errors, 'reviewOn')}
        />
        <div class="govuk-button-group">
          <Button text="Save the draft" name="act" value="save" preventDoubleClick={true} />
          <Button
            text="Send it to be signed"
            name="act"
            value="send"
            classes="govuk-button--secondary"
            preventDoubleClick={true}
          />
        </div>
      </form>
    </section>
  )
}

function Risks({ typed, errors, scale }: Pick<SubjectPageProps, 'typed' | 'errors' | 'scale'>): Html {
  const choices = (names: Readonly<Record<string, string>>) => [
    { value: '', text: 'Choose' },
    ...Object.entries(names).map(([value, text]) => ({ value, text })),
  ]
  const field = (at: number, name: string) => `${name}${at}`
  const Choice = ({
    at,
    name,
    text,
    names,
  }: {
    at: number
    name: string
    text: string
    names: Readonly<Record<string, string>>
  }) => (
    <Select
      name={field(at, name)}
      label={{ text }}
      items={choices(names)}
      value={typedValue(typed, field(at, name))}
      errorMessage={errorOf(errors, field(at, name))}
    />
  )
  return (
    <fieldset class="govuk-fieldset">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Risks and measures</legend>
      <p class="govuk-hint">{`Leave a risk empty to take it out. ${scale.source}.`}</p>
      {Array.from({ length: riskRows(typed) }, (_, at) => {
        const words = typedValue(typed, field(at, 'risk'))
        const isWrong = errors.some(({ field: name }) => name.endsWith(String(at)) && /[a-z]\d+$/.test(name))
        return (
          <Details
            summaryText={words === '' ? `Risk ${at + 1} (empty)` : `${at + 1}. ${words}`}
            open={isWrong}
          >
            <Textarea
              name={field(at, 'risk')}
              rows={2}
              label={{ text: `Risk ${at + 1}: what could happen to people` }}
              value={words}
              errorMessage={errorOf(errors, field(at, 'risk'))}
            />
            <Choice at={at} name="likelihood" text="How likely" names={scale.likelihoods} />
            <Choice at={at} name="severity" text="How severe" names={scale.severities} />
            <Textarea
              name={field(at, 'measures')}
              rows={3}
              label={{ text: 'Measures' }}
              value={typedValue(typed, field(at, 'measures'))}
              errorMessage={errorOf(errors, field(at, 'measures'))}
            />
            <Choice at={at} name="residualLikelihood" text="How likely with them" names={scale.likelihoods} />
            <Choice at={at} name="residualSeverity" text="How severe with them" names={scale.severities} />
          </Details>
        )
      })}
    </fieldset>
  )
}

export function FactTables({ facts }: { facts: Facts }): Html {
  return (
    <>
      {facts.map(({ key, title, note, head, rows }) => (
        <Details summaryText={`${title} (${rows.length})`} id={`fact-${key}`}>
          {note !== '' && <p class="govuk-hint">{note}</p>}
          <RowsTable caption={title} head={head} rows={rows as readonly (readonly Child[])[]} none="None." />
        </Details>
      ))}
    </>
  )
}

export type VersionPageProps = {
  frame: Frame
  assessment: Assessment
  scale: RiskScale
  since: readonly FactChange[]
  changed: readonly FactChange[]
  /** Whether what is stored still has the hash that was signed. */
  isWhole: boolean
  mayDecide: boolean
  isOwn: boolean
  typed: Typed
  errors: readonly FormError[]
  conflict?: string | undefined
}

/** One version as it was put before somebody: what was written, the facts of that moment, and the signature. */
export function VersionPage(props: VersionPageProps): Html {
  const { frame, assessment, scale, since, changed, errors, conflict, isWhole } = props
  const { agreementId, number, content, hash, reviewOn } = assessment
  const title = `${assessment.title}: version ${number}`
  const own = versionAddress(assessment.id)
  return (
    <Layout
      {...frame}
      wide
      title={title}
      beforeContent={<Trail items={[{ text: assessment.title, href: subjectAddress(agreementId) }]} />}
    >
      <ErrorsAtTop errors={errors} />
      {conflict && <MojAlert variant="warning" title="Nothing was decided" text={conflict} role="alert" />}
      <h1 class="govuk-heading-l">
        {title} <StateTag of={assessment} />
      </h1>
      {!isWhole && (
        <MojAlert
          variant="error"
          title="This is not what was signed"
          text="What is stored does not have the hash it was signed with. Tell whoever operates the database."
          role="alert"
        />
      )}
      {assessment.decision !== 'declined' && assessment.decision !== 'withdrawn' && (
        <Since since={since} number={number} />
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={`${own}/pack.pdf`}>
          The pack (PDF)
        </a>
        {' · '}
        <a class="govuk-link" href={`${own}/pack.csv`}>
          CSV
        </a>
        {' · '}
        <a class="govuk-link" href={`${own}/pack.json`}>
          JSON
        </a>
      </p>
      <SummaryList
        classes="app-dense-summary"
        rows={[
          ['State', standing(assessment)],
          ['Owner', content.ownerName],
          ['To be reviewed on', formatDate(reviewOn)],
          ['SHA-256', hash],
        ].map(([key = '', value = '']) => ({ key: { text: key }, value: { text: value } }))}
      />
      {props.mayDecide && <DecisionForm {...props} />}
      {writtenParts(assessment)
        .filter(([, words]) => words !== '')
        .map(([part, words]) => (
          <>
            <h2 class="govuk-heading-m">{part}</h2>
            <p class="govuk-body app-typed">{words}</p>
          </>
        ))}
      <h2 class="govuk-heading-m">Risks and measures</h2>
      {isHighLeft(assessment, scale) && <MojAlert variant="warning" title={highLeft} text={highLeft} />}
      <RowsTable
        caption="Risks and measures"
        head={riskHead}
        rows={riskCells(assessment, scale)}
        none="None."
      />
      {changed.length > 0 && (
        <>
          <h2 class="govuk-heading-m">Changes since the version signed before</h2>
          <ul class="govuk-list govuk-list--bullet">
            {changed.map(({ section, text }) => (
              <li>{`${section}: ${text}`}</li>
            ))}
          </ul>
        </>
      )}
      <h2 class="govuk-heading-m">The processing, as the product had it</h2>
      <FactTables facts={content.facts} />
    </Layout>
  )
}

function DecisionForm({ assessment, isOwn, typed, errors }: VersionPageProps): Html {
  return (
    <form method="post" action={versionAddress(assessment.id)} novalidate>
      <h2 class="govuk-heading-m">{isOwn ? 'Take it back' : 'Your decision'}</h2>
      {isOwn ? (
        <>
          <p class="govuk-body">You sent this, so a second person has to sign it.</p>
          <input type="hidden" name="decision" value="withdrawn" />
        </>
      ) : (
        <Radios
          name="decision"
          classes="govuk-radios--small"
          fieldset={{ legend: { text: 'Is it to be signed?', classes: 'govuk-fieldset__legend--s' } }}
          items={[
            { value: 'approved', text: 'Sign it' },
            { value: 'declined', text: 'Return it to be changed' },
          ]}
          value={typedValue(typed, 'decision')}
          errorMessage={errorOf(errors, 'decision')}
        />
      )}
      <Textarea
        name="why"
        rows={2}
        label={{ text: isOwn ? 'Why (optional)' : 'Why (needed when you return it)' }}
        value={typedValue(typed, 'why')}
        errorMessage={errorOf(errors, 'why')}
      />
      <Button text={isOwn ? 'Withdraw it' : 'Decide'} preventDoubleClick={true} />
    </form>
  )
}
