import { CaseLayout, type OpenedTab } from '#domains/cases'
import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { errorOf, type FormError, type Typed, typedValue, typedValues } from '#platform/forms'
import {
  Button,
  Checkboxes,
  Details,
  type Html,
  InsetText,
  Radios,
  Select,
  SummaryList,
  Tag,
  Textarea,
  TextInput,
  WarningText,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { OfferedWay } from '../safe-contact.ts'
import { type ContactPlan, contactChannelNames, contactChannels, outcomeNames, whyUnsafe } from './plan.ts'
import { DueWords } from './plans-page.tsx'
import type { PlanHistory } from './read-plans.ts'

export type PlanForm = 'contact' | 'promise' | 'plan' | 'action' | 'message' | 'letter'

export type PlanPageProps = {
  frame: Frame
  opened: OpenedTab
  plan: ContactPlan
  history: PlanHistory
  /** Ways by which a message may be sent; none where they have no private page. */
  ways: readonly OfferedWay[]
  templates: readonly { code: string; name: string; text: string }[]
  /** What they are told of the end of the case, once it is closed. */
  closingWords: string | undefined
  day: LocalDate
  newId: string
  /** Which form came back, with what was typed in it. */
  form: PlanForm | undefined
  typed: Typed
  errors: readonly FormError[]
  done: string | undefined
}

/** One victim of a case: what is unsafe first, then what is due, promised, said and told. */
export function PlanPage(props: PlanPageProps): Html {
  const { frame, opened, plan, errors, done, day, history } = props
  return (
    <CaseLayout frame={frame} {...opened} errors={errors}>
      {done !== undefined && <InsetText text={done} />}
      <h2 class="govuk-heading-m">{plan.victimName}</h2>
      <Safety plan={plan} />
      <SummaryList
        classes="app-dense-summary"
        rows={[
          { key: { text: 'Next contact' }, value: { html: <DueWords plan={plan} day={day} /> } },
          {
            key: { text: 'Last heard' },
            value: { text: plan.lastContactOn === null ? 'Never' : formatDate(plan.lastContactOn) },
          },
          {
            key: { text: 'Best way' },
            value: {
              text: plan.preferredChannel === null ? 'Any' : contactChannelNames[plan.preferredChannel],
            },
          },
          ...(plan.phone === '' ? [] : [{ key: { text: 'Telephone' }, value: { text: plan.phone } }]),
          ...(plan.email === '' ? [] : [{ key: { text: 'Email' }, value: { text: plan.email } }]),
          ...(plan.address === '' ? [] : [{ key: { text: 'Address' }, value: { text: plan.address } }]),
          { key: { text: 'Who keeps in touch' }, value: { text: plan.ownerName ?? 'Nobody yet' } },
          {
            key: { text: 'Private page' },
            value: { text: plan.reportReference ?? 'None: a person tells them' },
          },
        ]}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={`${addressOf(props)}/needs`}>
          What they need, and who supports them
        </a>
      </p>
      <Promises {...props} />
      <ContactForm {...props} />
      {plan.reportId !== null && <MessageForm {...props} />}
      <LetterForm {...props} />
      {plan.reportId !== null && history.actions.length > 0 && <Actions {...props} />}
      <PlanDetails {...props} />
      <Contacts {...props} />
    </CaseLayout>
  )
}

function Safety({ plan }: { plan: ContactPlan }): Html | null {
  const said = [
    ...(plan.unsafeChannels.length === 0
      ? []
      : [
          `Not safe: ${contactChannels
            .filter((channel) => plan.unsafeChannels.includes(channel))
            .map((channel) => contactChannelNames[channel].toLowerCase())
            .join(', ')}.`,
        ]),
    ...(plan.safeTimes === '' ? [] : [`When it is safe: ${plan.safeTimes}.`]),
    ...(plan.avoidWords === '' ? [] : [`Do not mention: ${plan.avoidWords}.`]),
    ...(plan.safeContact === '' ? [] : [`They said: ${plan.safeContact}`]),
  ]
  return said.length === 0 ? null : <WarningText text={said.join(' ')} iconFallbackText="Warning" />
}

const addressOf = ({ opened, plan }: PlanPageProps) => `/cases/${opened.head.reference}/contact/${plan.id}`
const typedIn = ({ form, typed }: PlanPageProps, wanted: PlanForm): Typed => (form === wanted ? typed : {})
const errorsIn = ({ form, errors }: PlanPageProps, wanted: PlanForm) => (form === wanted ? errors : [])

/** How many promises one form takes. */
export const promiseFields = [1, 2] as const

function ContactForm(props: PlanPageProps): Html | null {
  const { plan, newId, day } = props
  if (plan.endedOn !== null) return null
  const typed = typedIn(props, 'contact')
  const errors = errorsIn(props, 'contact')
  return (
    <form method="post" action={`${addressOf(props)}/contacts`} novalidate>
      <h3 class="govuk-heading-s">Record a contact</h3>
      <input type="hidden" name="id" value={newId} />
      <Select
        name="channel"
        id="channel"
        label={{ text: 'How' }}
        items={contactChannels
          .filter((channel) => channel !== 'page')
          .map((value) => ({ value, text: contactChannelNames[value] }))}
        value={typedValue(typed, 'channel') || (plan.preferredChannel ?? 'phone')}
        errorMessage={errorOf(errors, 'channel')}
      />
      <Radios
        name="outcome"
        idPrefix="outcome"
        classes="govuk-radios--small govuk-radios--inline"
        fieldset={{ legend: { text: 'Did you reach them?', classes: 'govuk-fieldset__legend--s' } }}
        items={[
          { value: 'reached', text: 'Yes' },
          { value: 'not_reached', text: 'No' },
        ]}
        value={typedValue(typed, 'outcome')}
        errorMessage={errorOf(errors, 'outcome')}
      />
      <TextInput
        name="on"
        id="on"
        type="date"
        classes="govuk-input--width-10"
        label={{ text: 'Which day' }}
        value={typedValue(typed, 'on') || day}
        errorMessage={errorOf(errors, 'on')}
      />
      <Textarea
        name="said"
        id="said"
        rows={3}
        label={{ text: 'What was said, by them and by you' }}
        value={typedValue(typed, 'said')}
        errorMessage={errorOf(errors, 'said')}
      />
      {plan.unsafeChannels.length > 0 && (
        <TextInput
          name="override"
          id="override"
          label={{ text: 'If it was a way that is not safe: why it had to be' }}
          value={typedValue(typed, 'override')}
          errorMessage={errorOf(errors, 'override')}
        />
      )}
      {promiseFields.map((nth) => (
        <fieldset class="govuk-fieldset govuk-!-margin-bottom-4">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
            {nth === 1 ? 'What you promised' : 'What else you promised'}
          </legend>
          <TextInput
            name={`promise${nth}`}
            id={`promise${nth}`}
            label={{ text: 'Promise' }}
            hint={{ text: 'They read it on their private page: no names.' }}
            value={typedValue(typed, `promise${nth}`)}
            errorMessage={errorOf(errors, `promise${nth}`)}
          />
          <TextInput
            name={`by${nth}`}
            id={`by${nth}`}
            type="date"
            classes="govuk-input--width-10"
            label={{ text: 'By when' }}
            value={typedValue(typed, `by${nth}`)}
            errorMessage={errorOf(errors, `by${nth}`)}
          />
        </fieldset>
      ))}
      <Button text="Record the contact" preventDoubleClick={true} />
    </form>
  )
}

function Promises(props: PlanPageProps): Html | null {
  const { history, day } = props
  if (history.promises.length === 0) return null
  return (
    <section aria-labelledby="promises">
      <h3 class="govuk-heading-s" id="promises">
        Promises
      </h3>
      <ul class="govuk-list">
        {history.promises.map((promise) => (
          <li>
            <p class="govuk-body govuk-!-margin-bottom-1">
              {`${promise.what}, by ${formatDate(promise.dueOn)} `}
              {promise.settledAs === 'kept' && <Tag text="Kept" classes="govuk-tag--green" />}
              {promise.settledAs === 'taken_back' && (
                <>
                  <Tag text="Taken back" classes="govuk-tag--grey" /> {promise.settledWords}
                </>
              )}
              {promise.settledAs === null && day > promise.dueOn && (
                <Tag text="Late" classes="govuk-tag--red" />
              )}
            </p>
            {promise.settledAs === null && <SettlePromise {...props} promise={promise} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function SettlePromise(props: PlanPageProps & { promise: PlanHistory['promises'][number] }): Html {
  const { promise, form, typed, errors } = props
  const isThis = form === 'promise' && typedValue(typed, 'promise') === promise.id
  const words = `words-${promise.id}`
  return (
    <Details summaryText={`Settle: ${promise.what}`} open={isThis}>
      <form method="post" action={`${addressOf(props)}/promises/${promise.id}`} novalidate>
        <input type="hidden" name="promise" value={promise.id} />
        <TextInput
          name="words"
          id={words}
          label={{ text: 'If it is taken back: why, in words for them' }}
          value={isThis ? typedValue(typed, 'words') : ''}
          errorMessage={isThis ? errorOf(errors, 'words') : undefined}
        />
        <div class="govuk-button-group">
          <Button text="Kept" name="as" value="kept" classes="govuk-button--secondary" />
          <Button text="Taken back" name="as" value="taken_back" classes="govuk-button--secondary" />
        </div>
      </form>
    </Details>
  )
}

function MessageForm(props: PlanPageProps): Html {
  const { ways, templates, newId } = props
  const typed = typedIn(props, 'message')
  const errors = errorsIn(props, 'message')
  return (
    <Details summaryText="Write to them" open={props.form === 'message'}>
      <nav class="govuk-body" aria-label="Begin with">
        {templates.map(({ code, name }) => (
          <a class="govuk-link app-choice-link" href={`${addressOf(props)}?template=${code}#message`}>
            {name}
          </a>
        ))}
      </nav>
      <form method="post" action={`${addressOf(props)}/messages`} novalidate>
        <input type="hidden" name="submission" value={newId} />
        <Textarea
          name="message"
          id="message"
          rows={5}
          label={{ text: 'Message' }}
          hint={{
            text: 'It stands on their private page. Plain words, short sentences, nobody else’s name.',
          }}
          value={typedValue(typed, 'message')}
          errorMessage={errorOf(errors, 'message')}
        />
        <Select
          name="way"
          id="way"
          label={{ text: 'How it goes' }}
          items={ways.map(({ channel, isUnsafeBecause }) => ({
            value: channel,
            text: `${contactChannelNames[channel]}${isUnsafeBecause === '' ? '' : `: ${isUnsafeBecause}`}`,
          }))}
          value={typedValue(typed, 'way')}
          errorMessage={errorOf(errors, 'way')}
        />
        <TextInput
          name="override"
          id="message-override"
          label={{ text: 'If it is a way that is not safe: why it has to be' }}
          value={typedValue(typed, 'override')}
          errorMessage={errorOf(errors, 'message-override')}
        />
        <Button text="Send" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

/** A letter to print and post: to whoever wants post, and to whoever has no private page. */
function LetterForm(props: PlanPageProps): Html | null {
  const { plan, templates, closingWords, newId } = props
  if (plan.endedOn !== null || plan.address === '') return null
  const typed = typedIn(props, 'letter')
  const errors = errorsIn(props, 'letter')
  const beginnings = [
    ...(closingWords === undefined ? [] : [{ code: 'closed', name: 'Why the case was closed' }]),
    ...templates,
  ]
  return (
    <Details summaryText="Write a letter to post" open={props.form === 'letter'}>
      <nav class="govuk-body" aria-label="Begin the letter with">
        {beginnings.map(({ code, name }) => (
          <a class="govuk-link app-choice-link" href={`${addressOf(props)}?letter=${code}#letter`}>
            {name}
          </a>
        ))}
      </nav>
      <form method="post" action={`${addressOf(props)}/letters`} novalidate>
        <input type="hidden" name="id" value={newId} />
        <Textarea
          name="letter"
          id="letter"
          rows={6}
          label={{ text: 'Letter' }}
          hint={{ text: 'Plain words, short sentences, nobody else’s name. You print it as PDF.' }}
          value={typedValue(typed, 'letter')}
          errorMessage={errorOf(errors, 'letter')}
        />
        {whyUnsafe(plan, 'letter') !== '' && (
          <TextInput
            name="override"
            id="letter-override"
            label={{ text: `${whyUnsafe(plan, 'letter')}. Why it has to be` }}
            value={typedValue(typed, 'override')}
            errorMessage={errorOf(errors, 'letter-override')}
          />
        )}
        <Button text="Make the letter" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

function Actions(props: PlanPageProps): Html {
  const { history } = props
  const typed = typedIn(props, 'action')
  const errors = errorsIn(props, 'action')
  const told = history.actions.filter(({ words }) => words !== null)
  const untold = history.actions.filter(({ words }) => words === null)
  return (
    <Details summaryText={`Actions they are told of (${told.length})`} open={props.form === 'action'}>
      <ul class="govuk-list govuk-list--bullet">
        {told.map(({ what, words, dueOn }) => (
          <li>{`${words} (${what}), due ${formatDate(dueOn)}`}</li>
        ))}
      </ul>
      {untold.length > 0 && (
        <form method="post" action={`${addressOf(props)}/actions`} novalidate>
          <Select
            name="action"
            id="action"
            label={{ text: 'Action' }}
            items={untold.map(({ actionId, what }) => ({ value: actionId, text: what }))}
            value={typedValue(typed, 'action')}
            errorMessage={errorOf(errors, 'action')}
          />
          <TextInput
            name="told"
            id="told"
            label={{ text: 'In words that are meant for them' }}
            hint={{ text: 'Nobody’s name, no address. They see when it is due and when it was done.' }}
            value={typedValue(typed, 'told')}
            errorMessage={errorOf(errors, 'told')}
          />
          <Button
            text="Show it on their private page"
            classes="govuk-button--secondary"
            preventDoubleClick={true}
          />
        </form>
      )}
    </Details>
  )
}

function PlanDetails(props: PlanPageProps): Html {
  const { plan, history } = props
  const typed = typedIn(props, 'plan')
  const errors = errorsIn(props, 'plan')
  const held = (name: string, value: string) => (props.form === 'plan' ? typedValue(typed, name) : value)
  return (
    <Details summaryText="Change the plan" open={props.form === 'plan'}>
      <form method="post" action={`${addressOf(props)}/plan`} novalidate>
        <input type="hidden" name="version" value={plan.version} />
        <Select
          name="owner"
          id="owner"
          label={{ text: 'Who keeps in touch' }}
          items={[
            { value: '', text: 'Nobody yet' },
            ...history.owners.map(({ id, name }) => ({ value: id, text: name })),
          ]}
          value={held('owner', plan.ownerMemberId ?? '')}
          errorMessage={errorOf(errors, 'owner')}
        />
        <Select
          name="preferred"
          id="preferred"
          label={{ text: 'Best way' }}
          items={[
            { value: '', text: 'Any' },
            ...contactChannels.map((value) => ({ value, text: contactChannelNames[value] })),
          ]}
          value={held('preferred', plan.preferredChannel ?? '')}
        />
        <Checkboxes
          name="unsafe"
          idPrefix="unsafe"
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: 'Not safe', classes: 'govuk-fieldset__legend--s' } }}
          items={contactChannels
            .filter((channel) => channel !== 'page')
            .map((value) => ({ value, text: contactChannelNames[value] }))}
          values={props.form === 'plan' ? [...typedValues(typed, 'unsafe')] : [...plan.unsafeChannels]}
        />
        <TextInput
          name="times"
          id="times"
          label={{ text: 'When it is safe' }}
          value={held('times', plan.safeTimes)}
        />
        <TextInput
          name="avoid"
          id="avoid"
          label={{ text: 'What not to mention' }}
          value={held('avoid', plan.avoidWords)}
        />
        <Select
          name="report"
          id="report"
          label={{ text: 'The report that they made themselves' }}
          hint={{
            text: 'Its private page shows them what is done and promised. Choose none where somebody else made it.',
          }}
          items={[
            { value: '', text: 'None' },
            ...history.reports.map(({ id, reference }) => ({ value: id, text: reference })),
          ]}
          value={held('report', plan.reportId ?? '')}
          errorMessage={errorOf(errors, 'report')}
        />
        <Button text="Save the plan" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

function Contacts(props: PlanPageProps): Html {
  const { history } = props
  return (
    <section aria-labelledby="contacts">
      <h3 class="govuk-heading-s" id="contacts">
        Contacts so far
      </h3>
      {history.contacts.length === 0 && <p class="govuk-body">None yet.</p>}
      <ul class="govuk-list">
        {history.contacts.map(({ id, at, channel, outcome, said, memberName, overrideReason }) => (
          <li>
            <p class="govuk-body govuk-!-margin-bottom-1">
              {`${formatDateTime(at)}, ${contactChannelNames[channel].toLowerCase()}, ${memberName} `}
              <Tag
                text={outcomeNames[outcome]}
                classes={outcome === 'not_reached' ? 'govuk-tag--yellow' : 'govuk-tag--green'}
              />
            </p>
            {said !== '' && <p class="govuk-body app-typed">{said}</p>}
            {channel === 'letter' && outcome === 'sent' && (
              <p class="govuk-body">
                <a class="govuk-link" href={`${addressOf(props)}/letters/${id}`}>
                  The letter to print (PDF)
                </a>
              </p>
            )}
            {overrideReason !== '' && (
              <p class="govuk-hint">{`A way that is not safe, because: ${overrideReason}`}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
