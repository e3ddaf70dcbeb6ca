import { ErrorsAtTop, errorOf, typedValue, typedValues } from '#platform/forms'
import { BackLink, Button, Details, type Html, Layout, Select, Tag, Textarea } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { Exemption } from './exemptions.ts'
import { ConflictAlert, WordsField } from './form-parts.tsx'
import { anchorsOf, type FormState, type ShownForm, stateOf } from './form-state.ts'
import type { Passage, Redaction, SubjectItem } from './read-items.ts'
import type { SubjectRequest } from './read-request.ts'
import { cutText, redactionKinds } from './redacted-text.ts'

export type ItemPageProps = {
  frame: Frame
  request: SubjectRequest
  item: SubjectItem
  passages: readonly Passage[]
  exemptions: readonly Exemption[]
  /** The exemption that is meant where nothing else is chosen. */
  usual: string
  mayWork: boolean
  state: FormState | undefined
}

/** One included record, passage by passage: what tells of others is marked, and a person decides. */
export function ItemPage(props: ItemPageProps): Html {
  const { frame, request, item, state, mayWork } = props
  const address = `/governance/subject-access/${request.reference}/records`
  return (
    <Layout
      {...frame}
      wide
      title={`${item.reference} for ${request.reference}`}
      beforeContent={<BackLink text="Records" href={`${address}?show=included`} />}
    >
      <ErrorsAtTop errors={state ? anchorsOf(state) : []} />
      {state?.conflict && <ConflictAlert conflict={state.conflict} />}
      <span class="govuk-caption-l">
        {item.kind === 'report' ? 'Report' : 'Case'} {item.reference}
      </span>
      <h1 class="govuk-heading-l">
        {item.title} {item.withheldUnder !== null && <Tag text="Withheld" classes="govuk-tag--red" />}
      </h1>
      {item.withheldUnder !== null && <p class="govuk-body">The whole record is kept back: {item.reason}</p>}
      {item.isShared && (
        <p class="govuk-body">
          {item.foundBy} gave this. What they kept back is not here. You may keep back more.
        </p>
      )}
      <form method="post" action={`${address}/${item.id}`} novalidate>
        {props.passages.length === 0 && (
          <p class="govuk-body">
            There are no words of it here: it had none, or they were deleted when the package expired.
          </p>
        )}
        {props.passages.map((passage) => (
          <PassageFields passage={passage} state={stateOf(state, 'redact')} mayWork={mayWork} />
        ))}
        {mayWork && (
          <>
            <Exemptions {...props} form="redact" label="Why are the chosen words kept back?" />
            <Button text="Save: this record is read" preventDoubleClick={true} />
          </>
        )}
      </form>
      {mayWork && <WithholdForm {...props} address={address} />}
    </Layout>
  )
}

function PassageFields({
  passage,
  state,
  mayWork,
}: {
  passage: Passage
  state: ShownForm
  mayWork: boolean
}): Html {
  const words = `words_${passage.id}`
  return (
    <div class="app-passage">
      <h2 class="govuk-heading-s">{passage.heading}</h2>
      <p class="govuk-body app-typed">
        {cutText(
          passage.content,
          passage.redactions.filter(({ status }) => status !== 'rejected'),
        ).map(({ text, withheld }) => (withheld === undefined ? text : <mark>{text}</mark>))}
      </p>
      {mayWork && (
        <fieldset class="govuk-fieldset">
          <legend class="govuk-visually-hidden">Keep back: {passage.heading}</legend>
          <div class="govuk-checkboxes govuk-checkboxes--small">
            {passage.redactions.map((redaction) => (
              <Tick
                name="keep"
                value={redaction.id}
                label={`Keep back “${passage.content.slice(redaction.starts, redaction.ends)}” (${redactionKinds[redaction.kind]})`}
                isTicked={isKept(redaction, state)}
              />
            ))}
            <Tick
              name="whole"
              value={passage.id}
              label="Keep back the whole passage"
              isTicked={typedValues(state.typed, 'whole').includes(passage.id)}
            />
          </div>
          <Textarea
            name={words}
            id={`redact-${words}`}
            rows={1}
            label={{ text: 'Also keep back these words, everywhere in this record', classes: 'govuk-body-s' }}
            value={typedValue(state.typed, words)}
            errorMessage={errorOf(state.errors, words)}
          />
        </fieldset>
      )}
    </div>
  )
}

/** A suggestion is ticked until somebody decides otherwise: forgetting one keeps words back and gives none away. */
function isKept({ id, status }: Redaction, state: ShownForm): boolean {
  return state.isOpen ? typedValues(state.typed, 'keep').includes(id) : status !== 'rejected'
}

function Tick({
  name,
  value,
  label,
  isTicked,
}: {
  name: string
  value: string
  label: string
  isTicked: boolean
}): Html {
  const id = `${name}-${value}`
  return (
    <div class="govuk-checkboxes__item">
      <input
        class="govuk-checkboxes__input"
        id={id}
        name={name}
        type="checkbox"
        value={value}
        checked={isTicked}
      />
      <label class="govuk-label govuk-checkboxes__label" for={id}>
        {label}
      </label>
    </div>
  )
}

function Exemptions({
  exemptions,
  usual,
  state,
  form,
  label,
}: ItemPageProps & { form: string; label: string }): Html {
  const shown = stateOf(state, form)
  return (
    <Select
      name="exemption"
      id={`${form}-exemption`}
      label={{ text: label }}
      items={exemptions.map((each) => ({ value: each.code, text: `${each.label} (${each.citation})` }))}
      value={shown.isOpen ? typedValue(shown.typed, 'exemption') : usual}
      errorMessage={errorOf(shown.errors, 'exemption')}
    />
  )
}

function WithholdForm(props: ItemPageProps & { address: string }): Html {
  const shown = stateOf(props.state, 'withhold')
  return (
    <Details summaryText="Keep back the whole record" open={shown.isOpen}>
      <form method="post" action={`${props.address}/${props.item.id}/withhold`} novalidate>
        <Exemptions {...props} form="withhold" label="Under which exemption?" />
        <WordsField
          name="why"
          label="Why?"
          hint="For your organisation: the person is told the exemption alone."
          state={shown}
        />
        <Button text="Keep back the whole record" classes="govuk-button--warning" preventDoubleClick={true} />
      </form>
    </Details>
  )
}
