import { type Typed, typedValue } from '#platform/forms'
import { type Html, Radios, Select, Textarea, TextInput } from '#platform/govuk'
import { bandNames, bands, highestScore, type Instrument } from './instrument.ts'
import { riskField } from './risk-fields.ts'

export type RiskFormProps = {
  instrument: Instrument
  /** What was typed before, where the form comes back. */
  typed?: Typed
  /** The beginning of the fields' names: `risk` unless the page has several such forms. */
  whose?: string
}

/**
 * The questions of an instrument, to stand inside any form; `readRiskForm` reads them. None is required. With script the
 * score and band so far stand below, from the same figures that the server counts with.
 */
export function RiskForm({ instrument, typed = {}, whose = 'risk' }: RiskFormProps): Html {
  return (
    <div
      class="app-risk-form"
      data-module="risk-score"
      data-scoring={instrument.scoring}
      data-bands={instrument.bands.map(({ code, from }) => `${from}=${bandNames[code]}`).join('|')}
      data-highest={highestScore(instrument)}
    >
      {instrument.items.map((item) => {
        const name = riskField.item(whose, item.code)
        return (
          <>
            <Radios
              name={name}
              idPrefix={name}
              classes="govuk-radios--small"
              formGroup={{ classes: 'app-risk-form__item' }}
              fieldset={{ legend: { text: item.wording, classes: 'govuk-fieldset__legend--s' } }}
              hint={item.hint === undefined ? undefined : { text: item.hint }}
              value={typedValue(typed, name)}
              items={[
                ...item.options.map((option) => ({
                  value: option.code,
                  text: option.label,
                  attributes: { 'data-score': option.score },
                })),
                { value: 'unknown', text: 'Not known', attributes: { 'data-score': item.unknownScore } },
              ]}
            />
            {/* Beside the radios: one that opens something carries aria-expanded, which ARIA gives to no radio. */}
            <div data-risk-because={name}>
              <TextInput
                name={riskField.because(whose, item.code)}
                label={{ text: 'Why is this not known?' }}
                hint={{ text: item.wording }}
                value={typedValue(typed, riskField.because(whose, item.code))}
                classes="govuk-!-width-two-thirds"
              />
            </div>
          </>
        )
      })}
      <p class="govuk-body app-risk-form__score" role="status" data-risk-score hidden></p>
      <Select
        name={riskField.override(whose)}
        label={{ text: 'Another band than the score says' }}
        hint={{ text: 'Your professional judgement comes first. Say why below.' }}
        items={[
          { value: '', text: 'As the score says' },
          ...bands.map((band) => ({
            value: band,
            text: bandNames[band],
            selected: typedValue(typed, riskField.override(whose)) === band,
          })),
        ]}
      />
      <Textarea
        name={riskField.reason(whose)}
        label={{ text: 'Why another band' }}
        rows={2}
        value={typedValue(typed, riskField.reason(whose))}
      />
    </div>
  )
}
