import { extents, type Journey, radii, ShownWhen } from '#domains/reports'
import { AreaMap } from '#platform/charts'
import { dateParts, errorOf, hasErrorAt, typedValue } from '#platform/forms'
import { DateInput, Details, type Html, Radios, TextInput } from '#platform/govuk'
import type { Corrections } from './corrections.ts'
import { CorrectionsPart } from './corrections-part.tsx'
import { Choice, type Filled, Line, NotKnown, Several, Words } from './dense-fields.tsx'

/** The middle of England and Wales, for the moment until the partnership's own areas are drawn. */
const centre = { longitude: -1.5, latitude: 52.8, zoom: 6 }

type Props = Filled & { journey: Journey }

/** What a search without script found, to choose from. */
export type FoundPlaces = { words: string; places: readonly { value: string; label: string }[] }

/** By search, on the map or in words, as the public form asks it. */
export function PlaceFields({
  journey: { set, words },
  typed,
  errors,
  found,
  may,
}: Props & { found: FoundPlaces | undefined; may: Corrections }): Html {
  const texts = words.form.where
  const hidden = (name: string, field?: string) => (
    <input type="hidden" id={name} name={name} value={typedValue(typed, name)} data-place-field={field} />
  )
  return (
    <>
      <div
        class="app-place-search app-assisted__wide"
        data-module="place-search"
        data-search-url="/enter/places.json"
      >
        <TextInput
          id="place"
          name="place"
          label={{ text: set.where.wording }}
          hint={{ text: 'An address, postcode, street, area or grid reference.' }}
          value={typedValue(typed, 'place')}
          autocomplete="off"
          spellcheck={false}
          errorMessage={errorOf(errors, 'place')}
        />
        {hidden('place_easting', 'easting')}
        {hidden('place_northing', 'northing')}
        {hidden('place_kind', 'kind')}
        {hidden('place_uprn', 'uprn')}
      </div>
      {found && <WhichPlace found={found} typed={typed} errors={errors} />}
      <Words name="place_words" label={texts.describe} typed={typed} errors={errors} />
      <NotKnown fact="where" of={set.where.wording} typed={typed} />
      <Extent words={words} typed={typed} errors={errors} />
      <CorrectionsPart may={may} typed={typed} errors={errors} />
      {hidden('pin_longitude')}
      {hidden('pin_latitude')}
      <div class="app-assisted__wide">
        <Details summaryText="Mark it on the map">
          <AreaMap
            label={texts.map}
            centre={centre}
            areasUrl="/places/areas/ward.geojson"
            fit="areas"
            pin={{ longitudeField: 'pin_longitude', latitudeField: 'pin_latitude' }}
            draw={{
              extentName: 'place_extent',
              radiusName: 'place_radius',
              pointsField: 'place_points',
              words: {
                help: texts.drawHelp,
                undo: texts.drawUndo,
                clear: texts.drawClear,
                count: texts.drawCount,
              },
            }}
          />
        </Details>
      </div>
    </>
  )
}

/** What is not one spot: somewhere near, an area, or on the move. */
function Extent({ words, typed, errors }: Filled & { words: Journey['words'] }): Html {
  const { where } = words.form
  const filled = { typed, errors }
  return (
    <div class="app-assisted__wide">
      <input type="hidden" id="place_points" name="place_points" value={typedValue(typed, 'place_points')} />
      <div class="app-assisted__pair">
        <Choice
          {...filled}
          name="place_extent"
          label="If it is not one place"
          items={extents
            .filter((each) => each !== 'spot')
            .map((each) => ({ value: each, text: where.extents[each] }))}
        />
        <ShownWhen extent="around">
          <Choice
            {...filled}
            name="place_radius"
            label={`If near: ${where.radius.toLowerCase()}`}
            items={radii.map((each) => ({ value: String(each), text: where.metres(each) }))}
          />
        </ShownWhen>
      </div>
      <ShownWhen extent="area">
        <Words
          {...filled}
          name="area_names"
          label={`If an area: ${where.areaNames.toLowerCase()}`}
          hint="One a line, or draw it on the map."
        />
      </ShownWhen>
      <ShownWhen extent="moving">
        <div class="app-assisted__pair">
          <Line {...filled} name="moving_from" label="If it moves: from" />
          <Line {...filled} name="moving_to" label="If it moves: to" />
        </div>
        <Words
          {...filled}
          name="moving_by"
          label={`If it moves: ${where.movingBy.toLowerCase()}`}
          hint="One a line, in order, or mark the way on the map."
        />
      </ShownWhen>
    </div>
  )
}

function WhichPlace({ found, typed, errors }: Filled & { found: FoundPlaces }): Html {
  return (
    <div class="app-assisted__wide">
      <input type="hidden" name="which_place_for" value={found.words} />
      <Radios
        name="which_place"
        idPrefix="which_place"
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'Which place is meant?', classes: 'app-assisted__legend' } }}
        hint={{
          text:
            found.places.length === 0
              ? `Nothing goes by “${found.words}”.`
              : `These go by “${found.words}”. Change the words above to search again.`,
        }}
        items={[
          ...found.places.map(({ value, label }) => ({ value, text: label })),
          { value: 'none', text: 'None of these: it is described in words' },
        ]}
        value={typedValue(typed, 'which_place')}
        errorMessage={errorOf(errors, 'which_place')}
      />
      {(errorOf(errors, 'describe_place') || typedValue(typed, 'describe_place') !== '') && (
        <Words name="describe_place" label="The place in words" typed={typed} errors={errors} />
      )}
    </div>
  )
}

/** Now, once or again and again; what belongs to one of them is read where that one is chosen. */
export function TimeFields({ journey: { set, words }, typed, errors }: Props): Html {
  const { form, dates } = words
  const whole = errorOf(errors, 'on')
  const { day, month, year } = dateParts(typed, 'on')
  const boxes = [
    { name: 'day', label: 'Day', value: day, width: 2 },
    { name: 'month', label: 'Month', value: month, width: 2 },
    { name: 'year', label: 'Year', value: year, width: 4 },
  ]
  const filled = { typed, errors }
  const items = (texts: Readonly<Record<string, string>>) =>
    Object.entries(texts).map(([value, text]) => ({ value, text }))
  const { now, once, pattern } = form.when
  const { morning, afternoon, evening, night, notSure: not_sure } = form.whenOnce
  const { week, month: lastMonth, halfYear: half_year, longer } = form.whenPattern
  const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), text: dates.hour(hour) }))
  return (
    <>
      <Choice
        {...filled}
        name="when"
        label={set.when.wording}
        items={items({ now, once, pattern })}
        unknown
      />
      <Choice
        {...filled}
        name="when_danger"
        label={`If now: ${form.whenDanger.title}`}
        hint="If so, send help first."
        items={items({ yes: form.whenDanger.yes, no: form.whenDanger.no })}
        unknown
      />
      <DateInput
        id="on"
        namePrefix="on"
        fieldset={{ legend: { text: `If once: ${form.whenOnce.day}`, classes: 'app-assisted__legend' } }}
        items={boxes.map(({ name, label, value, width }) => ({
          name,
          label,
          value,
          classes: `govuk-input--width-${width}`,
          error: whole !== undefined || hasErrorAt(errors, `on-${name}`),
        }))}
        errorMessage={whole}
      />
      <div class="app-assisted__pair">
        <Line {...filled} name="at" label="If once: time" hint="Like 9:30pm" />
        <Choice
          {...filled}
          name="time"
          label="If once: or about"
          items={items({ morning, afternoon, evening, night, not_sure })}
        />
      </div>
      <NotKnown fact="when_once" of={form.whenOnce.title} typed={typed} />
      <div class="app-assisted__wide">
        <Several
          {...filled}
          name="days"
          legend={`If again and again: ${form.whenPattern.days.toLowerCase()}`}
          items={[
            ...dates.weekdays.map((text, index) => ({ value: String(index + 1), text })),
            { value: 'varies', text: form.whenPattern.noSetDays },
          ]}
        />
      </div>
      <div class="app-assisted__pair">
        <Choice {...filled} name="from_hour" label="From about" items={hours} />
        <Choice {...filled} name="to_hour" label="Until about" items={hours} />
      </div>
      <Choice
        {...filled}
        name="since"
        label={form.whenPattern.since}
        items={items({ week, month: lastMonth, half_year, longer })}
      />
      <NotKnown fact="when_pattern" of={form.whenPattern.title} typed={typed} />
    </>
  )
}
