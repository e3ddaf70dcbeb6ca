import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue, typedValues } from '#platform/forms'
import {
  BackLink,
  Button,
  Checkboxes,
  type Child,
  type Html,
  Layout,
  Select,
  Textarea,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { kindNames } from '../../role.ts'
import { type AllocatedItem, type Plan, planUrl, type Subject, subjectNames } from '../plan.ts'

type StepProps = { frame: Frame; plan: Plan; typed: Typed; errors: readonly FormError[] }
type Named = { id: number; name: string }

function Step({
  frame,
  plan,
  title,
  errors,
  children,
}: Omit<StepProps, 'typed'> & { title: string; children: Child }): Html {
  return (
    <Layout {...frame} wide title={title} beforeContent={<BackLink text="Back" href={planUrl(plan.id)} />}>
      <ErrorsAtTop errors={errors} />
      <span class="govuk-caption-l">{plan.title}</span>
      <h1 class="govuk-heading-l">{title}</h1>
      {children}
    </Layout>
  )
}

/** Which organisations end on the day. */
export function EndingPage(props: StepProps & { organisations: readonly Named[] }): Html {
  const { plan, typed, errors, organisations } = props
  return (
    <Step {...props} title="Who ends">
      <form method="post" action={planUrl(plan.id, 'ending')} novalidate>
        <input type="hidden" name="version" value={plan.version} />
        <Checkboxes
          name="organisation"
          fieldset={{
            legend: {
              text:
                plan.kind === 'split_organisation'
                  ? 'Which organisation is split?'
                  : 'Which organisations end and pass on all they have?',
              classes: 'govuk-fieldset__legend--s',
            },
          }}
          classes="govuk-checkboxes--small"
          items={organisations.map(({ id, name }) => ({ value: String(id), text: name }))}
          values={typedValues(typed, 'organisation')}
          errorMessage={errorOf(errors, 'organisation')}
        />
        <Button text="Save" preventDoubleClick={true} />
      </form>
    </Step>
  )
}

/** Who takes over: an organisation that is there already, or a new one. */
export function SuccessorsPage(props: StepProps & { organisations: readonly Named[] }): Html {
  const { plan, typed, errors, organisations } = props
  return (
    <Step {...props} title="Who takes over">
      <ul class="govuk-list">
        {plan.successors.map(({ position, name, isNew }) => (
          <li>
            <form method="post" action={planUrl(plan.id, 'successors/remove')}>
              <input type="hidden" name="version" value={plan.version} />
              <input type="hidden" name="position" value={position} />
              {`${name}${isNew ? ' (new)' : ''} `}
              <button type="submit" class="app-link-button govuk-link">
                Take out<span class="govuk-visually-hidden">{` ${name}`}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
      <form method="post" action={planUrl(plan.id, 'successors')} novalidate>
        <input type="hidden" name="version" value={plan.version} />
        <Select
          name="existing"
          label={{ text: 'An organisation that is there already' }}
          items={[
            { value: '', text: 'No, a new one' },
            ...organisations
              .filter(({ id }) => !plan.predecessors.some((ending) => ending.id === id))
              .map(({ id, name }) => ({ value: String(id), text: name })),
          ]}
          value={typedValue(typed, 'existing')}
        />
        <h2 class="govuk-heading-m">Or a new organisation</h2>
        <TextInput
          name="name"
          label={{ text: 'Name' }}
          value={typedValue(typed, 'name')}
          errorMessage={errorOf(errors, 'name')}
        />
        <TextInput
          name="shortName"
          label={{ text: 'Short name, for lists' }}
          classes="govuk-input--width-20"
          value={typedValue(typed, 'shortName')}
          errorMessage={errorOf(errors, 'shortName')}
        />
        <Select
          name="kind"
          label={{ text: 'Kind of organisation' }}
          items={[
            { value: '', text: 'Choose a kind' },
            ...Object.entries(kindNames).map(([value, text]) => ({ value, text })),
          ]}
          value={typedValue(typed, 'kind')}
          errorMessage={errorOf(errors, 'kind')}
        />
        <Textarea
          name="contactAdvice"
          rows={2}
          label={{ text: 'How the public reaches it' }}
          hint={{ text: 'Shown on the status page of everybody whose report it holds, from the day' }}
          value={typedValue(typed, 'contactAdvice')}
          errorMessage={errorOf(errors, 'contactAdvice')}
        />
        <Button text="Add" preventDoubleClick={true} />
      </form>
    </Step>
  )
}

/** The new areas of a plan. */
export function NewAreasPage(props: StepProps): Html {
  const { plan, typed, errors } = props
  return (
    <Step {...props} title="New areas">
      <ul class="govuk-list">
        {plan.newAreas.map(({ position, code, name, blocks }) => (
          <li>
            <form method="post" action={planUrl(plan.id, 'areas/remove')}>
              <input type="hidden" name="version" value={plan.version} />
              <input type="hidden" name="position" value={position} />
              {`${name} (${code}), ${blocks} parts `}
              <button type="submit" class="app-link-button govuk-link">
                Take out<span class="govuk-visually-hidden">{` ${name}`}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
      <form method="post" action={planUrl(plan.id, 'areas')} novalidate>
        <input type="hidden" name="version" value={plan.version} />
        <TextInput
          name="name"
          label={{ text: 'Name' }}
          value={typedValue(typed, 'name')}
          errorMessage={errorOf(errors, 'name')}
        />
        <TextInput
          name="code"
          label={{ text: 'Code' }}
          classes="govuk-input--width-10"
          value={typedValue(typed, 'code')}
          errorMessage={errorOf(errors, 'code')}
        />
        <Button text="Add" preventDoubleClick={true} />
      </form>
    </Step>
  )
}

/** What goes to whom, one sort of thing a page: tick some, say where they go. */
export function AllocationPage(
  props: Omit<StepProps, 'typed'> & { subject: Subject; items: readonly AllocatedItem[] },
): Html {
  const { plan, subject, items, errors } = props
  const places: readonly { position: number; name: string }[] =
    subject === 'block' ? plan.newAreas : plan.successors
  const nameOf = (position: number | null) =>
    position === 0
      ? 'ends'
      : (places.find((place) => place.position === position)?.name ?? elsewhere(plan, subject))
  return (
    <Step {...props} title={subjectNames[subject]}>
      {items.length === 0 ? (
        <p class="govuk-body">There is nothing to be given.</p>
      ) : (
        <form method="post" action={planUrl(plan.id, `allocation/${subject}`)} novalidate>
          <input type="hidden" name="version" value={plan.version} />
          <Checkboxes
            name="item"
            classes="govuk-checkboxes--small"
            fieldset={{ legend: { text: 'Which of them?', classes: 'govuk-fieldset__legend--s' } }}
            items={items.map(({ item, label, detail, position }) => ({
              value: item,
              text: `${label}: ${nameOf(position)}`,
              ...(detail === '' ? {} : { hint: { text: detail } }),
            }))}
            values={[]}
            errorMessage={errorOf(errors, 'item')}
          />
          <Select
            name="position"
            label={{ text: 'Where do they go?' }}
            items={[
              ...places.map(({ position, name }) => ({ value: String(position), text: name })),
              ...(subject === 'token' ? [{ value: '0', text: 'Nowhere: they end on the day' }] : []),
              { value: '', text: `Not given: ${elsewhere(plan, subject)}` },
            ]}
          />
          <Button text="Give" preventDoubleClick={true} />
        </form>
      )}
    </Step>
  )
}

function elsewhere({ successors, defaultPosition }: Plan, subject: Subject): string {
  if (subject === 'block') return 'stays as it is'
  if (subject === 'team') return 'each gets such a team, and records go by their area'
  const rest = successors.find(({ position }) => position === defaultPosition)?.name ?? 'not decided'
  return subject === 'member' ? `with their team, or to ${rest}` : rest
}
