import { typedValue } from '#platform/forms'
import { Details, type Html } from '#platform/govuk'
import { type Corrections, correctedFacts, fieldOf, noLandlord } from './corrections.ts'
import { Choice, type Filled, Words } from './dense-fields.tsx'

const labels = { landlord: 'Landlord', beat: 'Beat', ward: 'Ward' } as const

/** What follows from the place may be wrong: what is chosen instead holds, with why. */
export function CorrectionsPart({ may, typed, errors }: Filled & { may: Corrections }): Html {
  const isUsed = [...correctedFacts.map(fieldOf), 'fix_because'].some(
    (name) => typedValue(typed, name) !== '',
  )
  return (
    <div class="app-assisted__wide">
      <Details summaryText="Correct the landlord, beat or ward" open={isUsed || undefined}>
        {correctedFacts.map((fact) => (
          <Choice
            name={fieldOf(fact)}
            label={`${labels[fact]} instead`}
            typed={typed}
            errors={errors}
            items={[
              ...(fact === 'landlord' ? [{ value: noLandlord, text: 'No landlord' }] : []),
              ...may[fact].map((name) => ({ value: name, text: name })),
            ]}
          />
        ))}
        <Words
          name="fix_because"
          label="Why"
          hint="Kept with what followed from the place and with your name."
          typed={typed}
          errors={errors}
        />
      </Details>
    </div>
  )
}
