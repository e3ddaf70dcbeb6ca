import type { LocalDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  Button,
  Checkboxes,
  type Html,
  Layout,
  MojAlert,
  Radios,
  Select,
  Textarea,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { levelNames, sharingLevels } from '../level.ts'
import { RecordNavigation } from '../record-navigation.tsx'
import { BasisFields } from './basis-fields.tsx'
import { HandOverList } from './hand-over-words.tsx'
import type { HandOverKind } from './lifecycle.ts'
import type { LawfulBasis, Receiver } from './read-choices.ts'
import type { HandOverRow } from './read-hand-over.ts'

export type AskForm = {
  /** Made with the form, so that it may be sent twice and be asked once. */
  id: string
  kind: HandOverKind
  receivers: readonly Receiver[]
  bases: readonly LawfulBasis[]
  workingDays: number
  typed: Typed
  errors: readonly FormError[]
}

export type AskPageProps = {
  frame: Frame
  record: { kind: 'report' | 'case'; reference: string; title: string | null; sight: 'full' | 'less' }
  handOvers: readonly HandOverRow[]
  organisations: readonly number[]
  today: LocalDate
  /** Kinds that this person may ask for. */
  kinds: readonly HandOverKind[]
  form: AskForm | undefined
  conflict?: string
}

const kindWords: Readonly<Record<HandOverKind, string>> = {
  assign: 'Assign it: a team takes a piece of work or supports, the lead stays',
  refer: 'Refer it: another organisation takes it on as well',
  transfer: 'Transfer it: another organisation takes it over',
  request_access: 'Ask to see more of it',
}

/** What is handed over of one record, and the way to do so: the kind first, then to whom and why. */
export function AskPage(props: AskPageProps): Html {
  const { frame, record, handOvers, form, kinds, conflict } = props
  return (
    <Layout {...frame} wide title={`Hand over ${record.reference}`}>
      <ErrorsAtTop errors={form?.errors ?? []} />
      {conflict !== undefined && <Conflict words={conflict} />}
      {record.sight === 'full' && (
        <RecordNavigation kind={record.kind} reference={record.reference} current="hand-over" />
      )}
      <span class="govuk-caption-l">{record.title ?? record.reference}</span>
      <h1 class="govuk-heading-l">Hand over</h1>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {form !== undefined && <Form {...props} form={form} />}
          {form === undefined && kinds.length > 0 && <KindForm record={record} kinds={kinds} />}
          {form === undefined && kinds.length === 0 && (
            <p class="govuk-body">
              Only people who work on it in the organisation that holds it hand it over.
            </p>
          )}
        </div>
        <div class="govuk-grid-column-one-third">
          <h2 class="govuk-heading-m">Hand-overs so far</h2>
          {handOvers.length === 0 ? (
            <p class="govuk-body">None yet.</p>
          ) : (
            <HandOverList {...props} handOvers={handOvers} />
          )}
        </div>
      </div>
    </Layout>
  )
}

export function Conflict({ words }: { words: string }): Html {
  return (
    <MojAlert
      variant="warning"
      title="This has changed since you opened it"
      showTitleAsHeading={true}
      role="alert"
      html={<p>{words}</p>}
    />
  )
}

function KindForm({ record, kinds }: Pick<AskPageProps, 'record' | 'kinds'>): Html {
  return (
    <form method="get" action={`/${record.kind}s/${record.reference}/hand-over`}>
      <Radios
        name="kind"
        idPrefix="kind"
        fieldset={{ legend: { text: 'What do you want to do?', classes: 'govuk-fieldset__legend--m' } }}
        items={kinds.map((kind) => ({ value: kind, text: kindWords[kind] }))}
        value={kinds.length === 1 ? kinds[0] : undefined}
      />
      <Button text="Continue" />
    </form>
  )
}

function Form({ record, form }: AskPageProps & { form: AskForm }): Html {
  const address = `/${record.kind}s/${record.reference}/hand-over`
  return (
    <form method="post" action={address} novalidate>
      <input type="hidden" name="kind" value={form.kind} />
      <h2 class="govuk-heading-m">{kindWords[form.kind]}</h2>
      <p class="govuk-body">
        <a class="govuk-link" href={address}>
          Do something else
        </a>
      </p>
      <AskFields form={form} />
    </form>
  )
}

const levelLegends: Readonly<Record<HandOverKind, string>> = {
  assign: '',
  refer: 'How much are they to see?',
  transfer: 'How much do you go on seeing afterwards?',
  request_access: 'How much do you need to see?',
}

/** Everything that is asked with a hand-over, whichever page asks it. */
export function AskFields({ form }: { form: AskForm }): Html {
  const { kind, typed, errors, receivers, workingDays } = form
  return (
    <>
      <input type="hidden" name="id" value={form.id} />
      {kind !== 'request_access' && (
        <Select
          name="to"
          label={{ text: kind === 'assign' ? 'Team or person' : 'Organisation' }}
          items={[{ value: '', text: 'Choose' }, ...receivers]}
          value={typedValue(typed, 'to')}
          errorMessage={errorOf(errors, 'to')}
        />
      )}
      {kind === 'assign' ? (
        <TextInput
          name="work"
          label={{ text: 'What are they to do?' }}
          hint={{ text: 'Leave it empty for a team that supports as a whole' }}
          value={typedValue(typed, 'work')}
          errorMessage={errorOf(errors, 'work')}
        />
      ) : (
        <Radios
          name="level"
          idPrefix="level"
          classes="govuk-radios--small"
          fieldset={{ legend: { text: levelLegends[kind], classes: 'govuk-fieldset__legend--s' } }}
          items={sharingLevels.map((level) => ({ value: level, text: levelNames[level] }))}
          value={typedValue(typed, 'level')}
          errorMessage={errorOf(errors, 'level')}
        />
      )}
      <Textarea
        name="reason"
        rows={4}
        label={{ text: 'Why?' }}
        hint={{ text: 'They read this before they answer. Leave out what they may not know yet.' }}
        value={typedValue(typed, 'reason')}
        errorMessage={errorOf(errors, 'reason')}
      />
      <BasisFields typed={typed} errors={errors} bases={form.bases} />
      {(kind === 'refer' || kind === 'transfer') && (
        <Checkboxes
          name="insists"
          idPrefix="insists"
          classes="govuk-checkboxes--small"
          items={[
            {
              value: 'yes',
              text: 'Hand over even if no agreement covers it, on the lawful basis above. This is reported.',
            },
          ]}
          values={typedValue(typed, 'insists') === 'yes' ? ['yes'] : []}
          errorMessage={errorOf(errors, 'insists')}
        />
      )}
      <p class="govuk-body">
        {`They have ${workingDays} working ${workingDays === 1 ? 'day' : 'days'} to answer. Nothing is given before they accept.`}
      </p>
      <Button text="Ask" preventDoubleClick={true} />
    </>
  )
}
