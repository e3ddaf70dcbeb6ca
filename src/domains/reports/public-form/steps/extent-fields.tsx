import type { Words } from '#locales'
import { type FormError, type Typed, typedValue } from '#platform/forms'
import { type Html, Radios, Textarea, TextInput } from '#platform/govuk'
import { extents, radii } from './read-extent.ts'
import { fieldError } from './step.ts'

type Props = { words: Words; typed: Typed; errors: readonly FormError[] }

/** Whether it is one place, and what each of the other answers asks. Without script all of it stands there to fill in. */
export function ExtentFields(props: Props): Html {
  const { words, typed } = props
  const { extent, extents: texts, extentHints } = words.form.where
  const asked = {
    around: <RadiusField {...props} />,
    area: <AreaFields {...props} />,
    moving: <MovingFields {...props} />,
  }
  return (
    <>
      <Radios
        name="place_extent"
        idPrefix="place_extent"
        fieldset={{ legend: { text: extent, classes: 'govuk-fieldset__legend--m' } }}
        items={extents.map((value) => ({
          value,
          text: texts[value],
          ...(value === 'spot'
            ? {}
            : { hint: { text: extentHints[value] }, conditional: { html: asked[value] } }),
        }))}
        value={typedValue(typed, 'place_extent') || 'spot'}
      />
      <input type="hidden" id="place_points" name="place_points" value={typedValue(typed, 'place_points')} />
    </>
  )
}

function RadiusField({ words, typed, errors }: Props): Html {
  const { radius, metres } = words.form.where
  return (
    <Radios
      name="place_radius"
      idPrefix="place_radius"
      classes="govuk-radios--small"
      fieldset={{ legend: { text: radius } }}
      items={radii.map((each) => ({ value: String(each), text: metres(each) }))}
      value={typedValue(typed, 'place_radius')}
      errorMessage={fieldError(words, errors, 'place_radius')}
    />
  )
}

function AreaFields({ words, typed, errors }: Props): Html {
  const { areaNames, areaNamesHint } = words.form.where
  return (
    <Textarea
      name="area_names"
      id="area_names"
      label={{ text: areaNames }}
      hint={{ text: areaNamesHint }}
      rows={3}
      spellcheck={false}
      value={typedValue(typed, 'area_names')}
      errorMessage={fieldError(words, errors, 'area_names')}
    />
  )
}

function MovingFields({ words, typed, errors }: Props): Html {
  const { movingFrom, movingTo, movingBy, movingByHint } = words.form.where
  const line = (name: string, text: string) => (
    <TextInput
      name={name}
      id={name}
      label={{ text }}
      spellcheck={false}
      value={typedValue(typed, name)}
      errorMessage={fieldError(words, errors, name)}
    />
  )
  return (
    <>
      {line('moving_from', movingFrom)}
      <Textarea
        name="moving_by"
        id="moving_by"
        label={{ text: movingBy }}
        hint={{ text: movingByHint }}
        rows={3}
        spellcheck={false}
        value={typedValue(typed, 'moving_by')}
        errorMessage={fieldError(words, errors, 'moving_by')}
      />
      {line('moving_to', movingTo)}
    </>
  )
}
