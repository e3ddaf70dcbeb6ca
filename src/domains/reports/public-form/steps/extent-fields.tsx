import type { Words } from '#locales'
import { type FormError, type Typed, typedValue } from '#platform/forms'
import { type Child, type Html, Radios, Textarea, TextInput } from '#platform/govuk'
import { type Extent, extents, radii } from './read-extent.ts'
import { fieldError } from './step.ts'

type Props = { words: Words; typed: Typed; errors: readonly FormError[] }

/** Whether it is one place, and what each of the other answers asks. Without script all of it stands there to fill in. */
export function ExtentFields(props: Props): Html {
  const { words, typed } = props
  const { extent, extents: texts, extentHints } = words.form.where
  return (
    <>
      <Radios
        name="place_extent"
        idPrefix="place_extent"
        fieldset={{ legend: { text: extent, classes: 'govuk-fieldset__legend--m' } }}
        items={extents.map((value) => ({
          value,
          text: texts[value],
          ...(value === 'spot' ? {} : { hint: { text: extentHints[value] } }),
        }))}
        value={typedValue(typed, 'place_extent') || 'spot'}
      />
      <ShownWhen extent="around">
        <RadiusField {...props} />
      </ShownWhen>
      <ShownWhen extent="area">
        <AreaFields {...props} />
      </ShownWhen>
      <ShownWhen extent="moving">
        <MovingFields {...props} />
      </ShownWhen>
      <input type="hidden" id="place_points" name="place_points" value={typedValue(typed, 'place_points')} />
    </>
  )
}

/** What one of the answers asks. GOV.UK's own conditional radios set an attribute that radios may not have. */
export function ShownWhen({ extent, children }: { extent: Extent; children?: Child }): Html {
  return (
    <div data-module="shown-when" data-choice="place_extent" data-is={extent}>
      {children}
    </div>
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
