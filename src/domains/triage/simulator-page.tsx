import type { AsbType, Channel } from '#domains/reports'
import { channelNames } from '#domains/reports'
import { levelNames } from '#domains/sharing'
import { formatDate } from '#platform/clock'
import { Button, type Html, InsetText, Layout, Select, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable } from '#platform/lists'
import { asSentence, nameFact, valueInWords } from './fact-words.ts'
import type { Check, ConsideredRule } from './match-rule.ts'
import type { SimulatedReport, Simulation } from './simulation.ts'
import { TriageTabs } from './triage-tabs.tsx'

export type SimulatorPageProps = {
  frame: Frame
  types: readonly AsbType[]
  channels: readonly Channel[]
  given: SimulatedReport
  simulation: Simulation
  /** The draft or proposal by whose rules it would go; the rules in force without. */
  rules: string | undefined
  /** The same simulation at another place. */
  urlAt(place: { label: string; easting: number; northing: number }): string
}

export function SimulatorPage(props: SimulatorPageProps): Html {
  const { frame, given, simulation, types } = props
  return (
    <Layout {...frame} title="Routing simulator" wide>
      <h1 class="govuk-heading-l">Where would a report go?</h1>
      <TriageTabs current="simulator" />
      {props.rules !== undefined && (
        <InsetText>
          By the proposed rules, not by those in force.{' '}
          <a class="govuk-link" href="/triage/simulator">
            Use the rules in force
          </a>
        </InsetText>
      )}
      <div class="app-list-with-filters">
        <SimulatorForm {...props} />
        <div>
          {simulation.places.length > 1 && <ChoosePlace {...props} />}
          {given.place !== '' && simulation.places.length === 0 && (
            <p class="govuk-body">{`No place is called “${given.place}”. Its words are used as a reporter’s words would be.`}</p>
          )}
          {simulation.outcome === undefined ? (
            <p class="govuk-body">Choose a type, and a place if you like. Nothing is saved.</p>
          ) : (
            <Outcome outcome={simulation.outcome} types={types} wordings={simulation.wordings} />
          )}
        </div>
      </div>
    </Layout>
  )
}

const occurrences = [
  { value: 'once', text: 'Once' },
  { value: 'pattern', text: 'Again and again' },
  { value: 'now', text: 'Happening now' },
]
const qualifiers = ['personal', 'nuisance', 'environmental']

function SimulatorForm({ types, channels, given, simulation, rules }: SimulatorPageProps): Html {
  const value = (fact: string) => given.values[fact]
  return (
    <form method="get" action="/triage/simulator" class="app-filters">
      {rules !== undefined && <input type="hidden" name="rules" value={rules} />}
      <Select
        name="type"
        label={{ text: 'Type' }}
        items={[
          { value: '', text: 'Choose a type' },
          ...types.map(({ code, label }) => ({ value: code, text: label })),
        ]}
        value={given.asbType}
      />
      <div class="app-place-search" data-module="place-search" data-search-url="/places/search.json">
        <TextInput
          name="place"
          label={{ text: 'Place' }}
          hint={{ text: 'Postcode, street, area or grid reference' }}
          value={given.place}
          autocomplete="off"
        />
        {/* Trusted only while the label beside them is still what the field says: without script they would linger. */}
        <input type="hidden" name="label" data-place-field="label" value={given.point && given.place} />
        <input type="hidden" name="easting" data-place-field="easting" value={given.point?.easting} />
        <input type="hidden" name="northing" data-place-field="northing" value={given.point?.northing} />
      </div>
      <Select
        name="occurrence"
        label={{ text: 'How often' }}
        items={occurrences}
        value={value('occurrence')}
      />
      <Select
        name="channel"
        label={{ text: 'How it came' }}
        items={channels.map((channel) => ({ value: channel, text: channelNames[channel] }))}
        value={value('channel')}
      />
      <Select
        name="qualifier"
        label={{ text: 'Category' }}
        items={[
          { value: '', text: 'As its type says' },
          ...qualifiers.map((each) => ({ value: each, text: asSentence(each) })),
        ]}
        value={value('qualifier')}
      />
      <Select
        name="reported_before"
        label={{ text: 'Reported before' }}
        items={['unknown', 'yes', 'no'].map((each) => ({
          value: each,
          text: asSentence(valueInWords('reported_before', each)),
        }))}
        value={value('reported_before')}
      />
      {simulation.facts.map(({ fact, expected }) => (
        <Select
          name={fact}
          id={fact.replace(':', '-')}
          label={{ text: simulation.wordings.get(fact) ?? asSentence(nameFact(fact)) }}
          items={[
            { value: '', text: 'Something else' },
            ...expected.map((each) => ({ value: each, text: each })),
          ]}
          value={value(fact)}
        />
      ))}
      <TextInput name="on" type="date" label={{ text: 'Filed on' }} value={given.day} />
      <Button text="Show where it goes" classes="app-button--small" />
    </form>
  )
}

function ChoosePlace({ simulation, urlAt }: SimulatorPageProps): Html {
  return (
    <section aria-labelledby="which-place">
      <h2 class="govuk-heading-m" id="which-place">
        Which place do you mean?
      </h2>
      <ul class="govuk-list">
        {simulation.places.map((place) => (
          <li>
            <a class="govuk-link" href={urlAt(place)}>
              {place.label}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

type Outcome = NonNullable<Simulation['outcome']>

type OutcomeProps = Pick<Simulation, 'wordings'> & { outcome: Outcome; types: readonly AsbType[] }

function Outcome({ outcome, types, wordings }: OutcomeProps): Html {
  const { destination, areas, coverage, sharedWith, considered, notConsidered } = outcome
  return (
    <>
      <InsetText>
        <p class="govuk-heading-m">{`${destination.queueName}, ${destination.organisationName}`}</p>
        <p class="govuk-body">{outcome.because}</p>
      </InsetText>
      <WouldRaise prompts={outcome.prompts} />
      <SharedByRule sharedWith={sharedWith} />
      <p class="govuk-body">
        {areas.length === 0
          ? 'The place is in no area that is known on that day.'
          : `The place is in ${areas.map(({ kind, name }) => `${kind.replaceAll('_', ' ')} ${name}`).join(', ')}.`}
      </p>
      <h2 class="govuk-heading-m">Rules in the order they were looked at</h2>
      <DenseTable caption="Rules considered" head={['Rule', 'Name', 'Result']}>
        {considered.map((each) => (
          <RuleRow considered={each} types={types} areas={areas} wordings={wordings} />
        ))}
      </DenseTable>
      <p class="govuk-body">
        {outcome.isFallback
          ? 'No rule matched, so the fallback queue gets it.'
          : `${notConsidered} later ${notConsidered === 1 ? 'rule was' : 'rules were'} not looked at: the first match decides.`}
      </p>
      <h2 class="govuk-heading-m">Who covers this place</h2>
      {coverage.length === 0 ? (
        <p class="govuk-body">No organisation says that it covers this type here.</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {coverage.map(({ organisationName, asbType, contactAdvice }) => (
            <li>{`${organisationName}${asbType === null ? '' : ' (for this type)'}. ${contactAdvice}`}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function WouldRaise({ prompts }: Pick<Outcome, 'prompts'>): Html | null {
  if (prompts.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">What whoever triages it is asked</h2>
      <ul class="govuk-list govuk-list--bullet">
        {prompts.map(({ words, isUrgent, because }) => (
          <li>{`${isUrgent ? 'High impact. ' : ''}${words} ${because}.`}</li>
        ))}
      </ul>
    </>
  )
}

function SharedByRule({ sharedWith }: Pick<Outcome, 'sharedWith'>): Html {
  if (sharedWith.length === 0) return <p class="govuk-body">No sharing rule shares it with anybody else.</p>
  return (
    <>
      <h2 class="govuk-heading-m">With whom it is shared</h2>
      <ul class="govuk-list govuk-list--bullet">
        {sharedWith.map(({ organisationName, level, ruleName, agreementTitle }) => (
          <li>{`${organisationName}: ${levelNames[level].toLowerCase()}. Rule ${ruleName}, under ${agreementTitle}.`}</li>
        ))}
      </ul>
    </>
  )
}

type Known = { types: readonly AsbType[]; areas: Outcome['areas']; wordings: Simulation['wordings'] }

function RuleRow(props: Known & { considered: ConsideredRule }): Html {
  const { rule, checks, matched } = props.considered
  const failed = checks.filter(({ held }) => !held)
  return (
    <tr class="govuk-table__row">
      <td class="govuk-table__cell">{rule.position}</td>
      <td class="govuk-table__cell">{rule.name}</td>
      <td class="govuk-table__cell">
        {matched ? (
          <strong>Matches: it goes here</strong>
        ) : (
          `No: ${failed.map((check) => failureInWords(check, rule.area?.name, props)).join('; ')}`
        )}
      </td>
    </tr>
  )
}

/** What a rule asked and the report did not have. */
function failureInWords(
  { what, fact = '', expected, found }: Check,
  areaName: string | undefined,
  { types, areas, wordings }: Known,
): string {
  const labelOf = (code: string) => types.find((type) => type.code === code)?.label ?? code
  if (what === 'dates') return `not in force on ${formatDate(found)}`
  if (what === 'type') return `for ${labelOf(expected)}`
  if (what === 'area') {
    const here = areas.find(({ kind }) => kind === fact)?.name
    return `for ${fact} ${areaName ?? expected}, ${here === undefined ? `${fact} not known` : `not ${here}`}`
  }
  return `${nameFact(fact, wordings)} is not ${valueInWords(fact, expected)}`
}
