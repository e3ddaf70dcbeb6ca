import { type Instrument, RiskForm, readRiskForm, type TypedRisk } from '#domains/risk'
import { type Typed, typedValue } from '#platform/forms'
import { Button, type Html, Select } from '#platform/govuk'
import type { EntryChannel } from './entry-channel.ts'

/** How the fields of an instrument begin, so that what was answered in one stays when another is looked at. */
const whose = ({ code }: Instrument) => `risk_${code}`

/** @param usual the one that the organisation asks by at this door, as its cadence says */
export function chooseInstrument(
  instruments: readonly Instrument[],
  usual: string,
  typed: Typed,
): Instrument | undefined {
  const wanted = typedValue(typed, 'risk_instrument') || usual
  return instruments.find(({ code }) => code === wanted) ?? instruments[0]
}

/** Every instrument in which something was answered, also when another was looked at last. */
export function readRisks(
  instruments: readonly Instrument[],
  typed: Typed,
): { instrument: Instrument; read: TypedRisk }[] {
  return instruments
    .map((instrument) => ({ instrument, read: readRiskForm(instrument, typed, whose(instrument)) }))
    .filter(({ read }) => !read.isEmpty)
}

type Props = { instruments: readonly Instrument[]; usual: string; channel: EntryChannel; typed: Typed }

/** The risk as it looks at the moment of entry; it is assessed again on the report. */
export function RiskPart({ instruments, usual, channel, typed }: Props): Html {
  const chosen = chooseInstrument(instruments, usual, typed)
  if (chosen === undefined) return <p class="govuk-body-s">No instrument is in force.</p>
  const form = <RiskForm instrument={chosen} typed={typed} whose={whose(chosen)} />
  const others = instruments.filter((instrument) => instrument !== chosen)
  return (
    <div class="app-assisted__wide">
      {others.map((instrument) => (
        <KeptAnswers instrument={instrument} typed={typed} />
      ))}
      <div class="app-assisted__pair">
        <Select
          id="risk_instrument"
          name="risk_instrument"
          label={{ text: 'Instrument' }}
          items={instruments.map(({ code, title }) => ({ value: code, text: title }))}
          value={chosen.code}
        />
        <Button text="Use this instrument" name="do" value="instrument" classes="govuk-button--secondary" />
      </div>
      {channel === 'police_form' ? (
        form
      ) : (
        <details class="govuk-details" open={readRisks([chosen], typed).length > 0}>
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">Assess the risk now</span>
          </summary>
          {form}
        </details>
      )}
    </div>
  )
}

function KeptAnswers({ instrument, typed }: { instrument: Instrument; typed: Typed }): Html {
  const names = Object.keys(typed).filter((name) => name.startsWith(`${whose(instrument)}_`))
  return (
    <>
      {names.map((name) => (
        <input type="hidden" name={name} value={typedValue(typed, name)} />
      ))}
    </>
  )
}
