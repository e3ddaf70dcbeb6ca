import { type Typed, typedValue } from '#platform/forms'
import { type Html, TextInput } from '#platform/govuk'
import { problemAt, type QuickFormState } from './quick-form.tsx'

type PlaceFieldProps = {
  label: string
  hint: string
  /** The keyboard's marks for near, all over and on the move may stand beside the place. */
  marks?: boolean
  typed: Typed
  problems: QuickFormState['problems']
}

/** A place by the search that all of the product uses. */
export function PlaceField({ label, hint, marks = false, typed, problems }: PlaceFieldProps): Html {
  return (
    <div
      class="app-place-search"
      data-module="place-search"
      data-search-url="/enter/places.json"
      data-marks={marks ? 'yes' : undefined}
    >
      <TextInput
        id="place"
        name="place"
        label={{ text: label }}
        hint={{ text: hint }}
        value={typedValue(typed, 'place')}
        autocomplete="off"
        spellcheck={false}
        errorMessage={problemAt(problems, 'place')}
      />
      <input type="hidden" name="place_id" value={typedValue(typed, 'place_id')} data-place-field="id" />
    </div>
  )
}
