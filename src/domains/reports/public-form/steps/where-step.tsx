import { z } from 'zod'
import { placePrecision } from '#domains/places'
import { AreaMap } from '#platform/charts'
import { errorOf, readForm, type Typed, typedValue, wordsField } from '#platform/forms'
import { type GridPoint, isOnGrid, toGrid } from '#platform/geography'
import { type Html, Textarea, TextInput } from '#platform/govuk'
import type { QuestionSet } from '../../question-set.ts'
import { always, type FieldsProps, type Reading, type Step } from './step.ts'

const id = 'where'

const precisionOfPin = 20

/** The place: found by a search, marked on a map or told in words. */
export function whereStep({ where }: QuestionSet): Step {
  return {
    id,
    title: where.wording,
    scripts: ['map'],
    isAsked: always,
    read: (typed) => readWhere(where.wording, typed),
    Fields: (props) => WhereFields({ ...where, ...props }),
  }
}

/** A location from a named place. */
export function locationOf(point: GridPoint, kind: string) {
  return {
    easting: point.easting,
    northing: point.northing,
    precisionM: placePrecision(kind),
  }
}

function readWhere(wording: string, typed: Typed): Reading {
  const result = readForm(
    z.object({
      place: wordsField({ name: 'The place', most: 200 }),
      place_words: wordsField({ name: 'Your description', most: 700 }),
    }),
    typed,
  )
  if (!result.ok) return result
  const { place, place_words: words } = result.value
  const pin = pinOf(typed)
  const chosen = chosenOf(typed)
  if (!place && !words && !pin)
    return refuse('Search for the place, mark it on the map, or describe it in your own words')
  // Choosing a place puts the pin on it, so a pin elsewhere was moved there afterwards and is the better answer.
  const moved =
    pin && (!chosen || Math.hypot(pin.easting - chosen.easting, pin.northing - chosen.northing) > 2)
  const answer = (...parts: readonly string[]) => [
    { question: id, wording, answer: parts.filter(Boolean).join('\n') },
  ]
  const placeWords = [place, words].filter(Boolean).join('. ')
  if (place && !chosen)
    return {
      ok: true,
      codes: ['not_found_yet', ...(words ? ['described'] : [])],
      told: answer(place, words),
      adds: { placeWords },
    }
  if (pin && moved)
    return {
      ok: true,
      codes: ['pin'],
      told: answer(place && `Near ${place}`, 'The place I marked on the map', words),
      adds: { location: { ...pin, precisionM: precisionOfPin }, placeWords },
    }
  if (chosen)
    return {
      ok: true,
      codes: ['place'],
      told: answer(place, words),
      adds: { location: locationOf(chosen, chosen.kind), placeWords },
    }
  return { ok: true, codes: ['words'], told: answer(words), adds: { placeWords } }
}

function refuse(message: string): Reading {
  return { ok: false, errors: [{ field: 'place', anchor: 'place', message }] }
}

function pinOf(typed: Typed): GridPoint | undefined {
  const [longitude, latitude] = ['pin_longitude', 'pin_latitude'].map((name) => numberIn(typed, name))
  if (longitude === undefined || latitude === undefined) return undefined
  const { easting, northing } = toGrid({ longitude, latitude })
  const point = { easting: Math.round(easting), northing: Math.round(northing) }
  return isOnGrid(point) ? point : undefined
}

function chosenOf(typed: Typed): (GridPoint & { kind: string }) | undefined {
  const [easting, northing] = ['place_easting', 'place_northing'].map((name) => numberIn(typed, name))
  if (easting === undefined || northing === undefined || !isOnGrid({ easting, northing })) return undefined
  return { easting, northing, kind: typedValue(typed, 'place_kind') }
}

function numberIn(typed: Typed, name: string): number | undefined {
  const text = typedValue(typed, name)
  return /^-?\d{1,7}(\.\d{1,12})?$/.test(text) ? Number(text) : undefined
}

/** The middle of England and Wales, for the moment until the partnership's own areas are drawn. */
const centre = { longitude: -1.5, latitude: 52.8, zoom: 6 }

function WhereFields({
  wording,
  hint,
  typed,
  errors,
}: FieldsProps & { wording: string; hint?: string | undefined }): Html {
  const hidden = (name: string, field?: string) => (
    <input type="hidden" id={name} name={name} value={typedValue(typed, name)} data-place-field={field} />
  )
  return (
    <>
      <h1 class="govuk-heading-l">{wording}</h1>
      {hint && <p class="govuk-body">{hint}</p>}
      <div class="app-place-search" data-module="place-search" data-search-url="/places/search.json">
        <TextInput
          name="place"
          id="place"
          label={{ text: 'Search for a place', classes: 'govuk-label--m' }}
          hint={{ text: 'A postcode, street, area or grid reference. Part of a postcode is fine.' }}
          value={typedValue(typed, 'place')}
          spellcheck={false}
          errorMessage={errorOf(errors, 'place')}
        />
        {hidden('place_easting', 'easting')}
        {hidden('place_northing', 'northing')}
        {hidden('place_kind', 'kind')}
      </div>
      <AreaMap
        label="Map to mark the place"
        centre={centre}
        areasUrl="/places/areas/ward.geojson"
        fit="areas"
        pin={{ longitudeField: 'pin_longitude', latitudeField: 'pin_latitude' }}
      />
      {hidden('pin_longitude')}
      {hidden('pin_latitude')}
      <Textarea
        name="place_words"
        id="place_words"
        label={{ text: 'Describe the place', classes: 'govuk-label--m' }}
        hint={{
          text: 'For example, “behind the shops” or “along the canal path”. Leave this blank if the search says enough.',
        }}
        rows={3}
        value={typedValue(typed, 'place_words')}
        errorMessage={errorOf(errors, 'place_words')}
      />
    </>
  )
}
