import { formatDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, type Html, Layout, MojAlert, Select, Textarea, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { bandNames, bands, type Instrument } from '../instrument.ts'
import type { Cadence, SetCadence } from './cadence.ts'
import { nudgeOn } from './nudge.ts'

export type LevelHolder = { id: string; memberName: string; level: string; validFrom: string }

export type CadencePageProps = {
  frame: Frame
  cadences: readonly SetCadence[]
  /** The one that holds for the reader's organisation today, from which another begins. */
  present: Cadence
  instruments: readonly Instrument[]
  organisationName: string
  /** Whether the reader sets it for their organisation. */
  mayRule: boolean
  holders: readonly LevelHolder[]
  members: readonly { id: string; name: string }[]
  typed: Typed
  errors: readonly FormError[]
  isSaved: boolean
}

/** How often risk and victims are looked at, who signs off, and the forms of what follows. */
export function CadencePage(props: CadencePageProps): Html {
  const { frame, cadences, errors, isSaved, mayRule } = props
  return (
    <Layout {...frame} wide title="How often cases are looked at">
      <ErrorsAtTop errors={errors} />
      {isSaved && <MojAlert variant="success" title="Saved" text="It is saved." role="status" />}
      <p class="govuk-body">
        <a class="govuk-link" href="/contact/due">
          Victims to contact
        </a>
      </p>
      <h1 class="govuk-heading-l">How often cases are looked at</h1>
      {cadences.map((each) => (
        <OneCadence {...each} />
      ))}
      <Holders {...props} />
      {mayRule && <CadenceForm {...props} />}
    </Layout>
  )
}

function OneCadence({ organisationName, validFrom, source, cadence }: SetCadence): Html {
  const { rescoreDays, contact, signOffs, levels, staleAfterDays, firstAssessmentDays } = cadence
  const labelOf = (level: string) => levels.find(({ code }) => code === level)?.label ?? level
  return (
    <section>
      <h2 class="govuk-heading-m">{`${organisationName ?? 'Every organisation without one of its own'}, from ${formatDate(validFrom)}`}</h2>
      <p class="govuk-body">
        {`Risk is assessed ${firstAssessmentDays} days after a case is opened at the latest, and is stale ${staleAfterDays} days after it was due. A victim hears from us within ${contact.firstWorkingDays} working days, ${contact.workingDays.unassessed} where the risk is not assessed; a contact is missed ${contact.missedAfterWorkingDays} working days after it was due. ${nudgeWords(cadence, validFrom)}`}
      </p>
      <RowsTable
        caption={`Cadence from ${validFrom}`}
        head={['Band', 'Risk again', 'Victim again', 'Signed off by']}
        rows={bands.map((band) => [
          bandNames[band],
          `${rescoreDays[band]} days`,
          `${contact.workingDays[band]} working days`,
          signOffs
            .filter((one) => one.band === band)
            .map(({ level, everyDays }) => `${labelOf(level)} every ${everyDays} days`)
            .join('; ') || 'Nobody in particular',
        ])}
      />
      <p class="govuk-hint">{source}</p>
    </section>
  )
}

function nudgeWords(cadence: Cadence, day: string): string {
  const { afterUpdates, withinDays } = nudgeOn(cadence, day)
  return `Whoever leads is nudged after ${afterUpdates} updates in ${withinDays} days without an answer.`
}

function Holders({
  holders,
  members,
  present,
  organisationName,
  mayRule,
  typed,
  errors,
}: CadencePageProps): Html {
  const labelOf = (level: string) => present.levels.find(({ code }) => code === level)?.label ?? level
  return (
    <section aria-labelledby="holders">
      <h2 class="govuk-heading-m" id="holders">{`Who signs off in ${organisationName}`}</h2>
      {holders.length === 0 ? (
        <p class="govuk-body">Nobody yet.</p>
      ) : (
        <ul class="govuk-list">
          {holders.map(({ id, memberName, level, validFrom }) => (
            <li>
              {`${memberName}: ${labelOf(level)}, since ${formatDate(validFrom)} `}
              {mayRule && (
                <form method="post" action={`/risk/levels/${id}/end`} class="app-inline-form">
                  <button type="submit" class="app-link-button govuk-link">
                    End<span class="govuk-visually-hidden">{` ${memberName} as ${labelOf(level)}`}</span>
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayRule && (
        <form method="post" action="/risk/levels" novalidate>
          <Select
            name="member"
            id="member"
            label={{ text: 'Person' }}
            items={[
              { value: '', text: 'Choose' },
              ...members.map(({ id, name }) => ({ value: id, text: name })),
            ]}
            value={typedValue(typed, 'member')}
            errorMessage={errorOf(errors, 'member')}
          />
          <Select
            name="level"
            id="level"
            label={{ text: 'Level' }}
            items={present.levels.map(({ code, label }) => ({ value: code, text: label }))}
            value={typedValue(typed, 'level')}
          />
          <Button text="Add" classes="govuk-button--secondary" preventDoubleClick={true} />
        </form>
      )}
    </section>
  )
}

/** A field of the form: its name, its words, and what holds today. */
export const cadenceNumbers = (cadence: Cadence): readonly (readonly [string, string, number])[] => [
  ['first', 'Days after opening by which risk is assessed', cadence.firstAssessmentDays],
  ...bands.map(
    (band) =>
      [
        `rescore_${band}`,
        `${bandNames[band]}: days until risk is assessed again`,
        cadence.rescoreDays[band],
      ] as const,
  ),
  ['stale', 'Days after it was due from which it is stale', cadence.staleAfterDays],
  ['contact_first', 'Working days until a victim first hears from us', cadence.contact.firstWorkingDays],
  [
    'contact_unassessed',
    'Risk not assessed: working days until a victim hears again',
    cadence.contact.workingDays.unassessed,
  ],
  ...bands.map(
    (band) =>
      [
        `contact_${band}`,
        `${bandNames[band]}: working days until a victim hears again`,
        cadence.contact.workingDays[band],
      ] as const,
  ),
  [
    'missed',
    'Working days after a contact was due from which it is missed',
    cadence.contact.missedAfterWorkingDays,
  ],
]

/** When whoever leads is nudged because nobody answers; an organisation need not say. */
const nudgeNumbers = ({ contact: { nudge } }: Cadence) =>
  [
    ['nudge_updates', 'Updates without an answer after which you are nudged', nudge?.afterUpdates],
    ['nudge_days', 'Days within which they are counted', nudge?.withinDays],
  ] as const

function CadenceForm({ present, instruments, organisationName, typed, errors }: CadencePageProps): Html {
  const heldOr = (name: string, held: number | undefined) =>
    typed[name] === undefined ? String(held ?? '') : typedValue(typed, name)
  return (
    <form method="post" action="/risk/cadence" novalidate>
      <h2 class="govuk-heading-m">{`Another cadence for ${organisationName}`}</h2>
      <TextInput
        name="from"
        id="from"
        type="date"
        classes="govuk-input--width-10"
        label={{ text: 'From which day' }}
        hint={{ text: 'Tomorrow at the earliest' }}
        value={typedValue(typed, 'from')}
        errorMessage={errorOf(errors, 'from')}
      />
      {cadenceNumbers(present).map(([name, text, held]) => (
        <TextInput
          name={name}
          id={name}
          inputmode="numeric"
          classes="govuk-input--width-4"
          label={{ text }}
          value={heldOr(name, held)}
          errorMessage={errorOf(errors, name)}
        />
      ))}
      {nudgeNumbers(present).map(([name, text, held]) => (
        <TextInput
          name={name}
          id={name}
          inputmode="numeric"
          classes="govuk-input--width-4"
          label={{ text }}
          hint={{ text: 'Empty for the usual number' }}
          value={heldOr(name, held)}
          errorMessage={errorOf(errors, name)}
        />
      ))}
      {bands.map((band) => (
        <fieldset class="govuk-fieldset govuk-!-margin-bottom-4">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{`${bandNames[band]}: signed off every so many days, empty for never`}</legend>
          {present.levels.map(({ code, label }) => (
            <TextInput
              name={`sign_${band}_${code}`}
              id={`sign_${band}_${code}`}
              inputmode="numeric"
              classes="govuk-input--width-4"
              label={{ text: label }}
              value={heldOr(
                `sign_${band}_${code}`,
                present.signOffs.find((one) => one.band === band && one.level === code)?.everyDays,
              )}
              errorMessage={errorOf(errors, `sign_${band}_${code}`)}
            />
          ))}
        </fieldset>
      ))}
      {(['usual', 'police_form'] as const).map((door) => (
        <Select
          name={`instrument_${door}`}
          id={`instrument_${door}`}
          label={{
            text:
              door === 'usual'
                ? 'Instrument that is asked by'
                : 'Instrument of the police form and the control room',
          }}
          items={instruments.map(({ code, title }) => ({ value: code, text: title }))}
          value={
            typedValue(typed, `instrument_${door}`) ||
            (door === 'usual'
              ? present.instruments.usual
              : (present.instruments.doors[door] ?? present.instruments.usual))
          }
        />
      ))}
      <Textarea
        name="source"
        id="source"
        rows={2}
        label={{ text: 'Where it was decided' }}
        value={typedValue(typed, 'source')}
        errorMessage={errorOf(errors, 'source')}
      />
      <Button text="Save the cadence" preventDoubleClick={true} />
    </form>
  )
}
