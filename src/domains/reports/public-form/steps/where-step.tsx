import { z } from 'zod'
import { placePrecision, placeToldBy } from '#domains/places'
import type { Words } from '#locales'
import { AreaMap } from '#platform/charts'
import { readForm, type Typed, typedValue, wordsField } from '#platform/forms'
import { type GridPoint, isOnGrid, toGrid } from '#platform/geography'
import { type Html, Textarea, TextInput } from '#platform/govuk'
import type { AskedSet } from '../../question-set.ts'
import { ExtentFields } from './extent-fields.tsx'
import { readExtent } from './read-extent.ts'
import { always, type FieldsProps, fieldError, type Reading, type Step } from './step.ts'

const id = 'where'

const precisionOfPin = 20

/** The place: found by a search, marked on a map or told in words. */
export function whereStep({ where }: AskedSet, words: Words): Step {
  return {
    id,
    title: where.wording,
    scripts: ['map'],
    isAsked: always,
    read: (typed) => readWhere(where.wording, words, typed),
    Fields: (props) => WhereFields({ ...where, words, ...props }),
  }
}

/** A location from a named place. */
export function locationOf(point: GridPoint, kind: string, uprn = '') {
  return {
    easting: point.easting,
    northing: point.northing,
    precisionM: placePrecision(kind),
    kind: placeToldBy(kind),
    ...(kind === 'address' && /^[1-9]\d{0,11}$/.test(uprn) ? { uprn } : {}),
  }
}

function readWhere(wording: string, all: Words, typed: Typed): Reading {
  const { form, forms } = all
  const { missing, place: placeName, description, near, marked } = form.where
  const result = readForm(
    z.object({
      place: wordsField({ name: placeName, most: 200, words: forms }),
      place_words: wordsField({ name: description, most: 700, words: forms }),
    }),
    typed,
  )
  if (!result.ok) return result
  const { place, place_words: words } = result.value
  const around = readExtent(all, typed)
  if (!around.ok) return around
  const answer = (...parts: readonly string[]) => [
    { question: id, wording, answer: parts.filter(Boolean).join('\n') },
  ]
  if (around.extent === 'area' || around.extent === 'moving')
    return {
      ok: true,
      codes: [around.extent],
      told: answer(place && near(place), ...around.told, words),
      adds: {
        ...around.adds,
        placeWords: [place && near(place), around.adds.placeWords, words].filter(Boolean).join('. '),
      },
    }
  const within = around.extent === 'around' ? around.told : ''
  const radius = around.extent === 'around' ? { placeRadiusM: around.radiusM } : {}
  const pin = pinOf(typed)
  const chosen = chosenOf(typed)
  if (!place && !words && !pin) return refuse(missing)
  // Choosing a place puts the pin on it, so a pin elsewhere was moved there afterwards and is the better answer.
  const moved =
    pin && (!chosen || Math.hypot(pin.easting - chosen.easting, pin.northing - chosen.northing) > 2)
  const placeWords = [place, words].filter(Boolean).join('. ')
  if (place && !chosen)
    return {
      ok: true,
      codes: ['not_found_yet', ...(words ? ['described'] : [])],
      told: answer(place, within, words),
      adds: { ...radius, placeWords },
    }
  if (pin && moved)
    return {
      ok: true,
      codes: ['pin'],
      told: answer(place && near(place), marked, within, words),
      adds: { ...radius, location: { ...pin, precisionM: precisionOfPin, kind: 'point' }, placeWords },
    }
  if (chosen)
    return {
      ok: true,
      codes: ['place'],
      told: answer(place, within, words),
      adds: {
        ...radius,
        location: locationOf(chosen, chosen.kind, typedValue(typed, 'place_uprn')),
        placeWords,
      },
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
  words,
  typed,
  errors,
}: FieldsProps & { wording: string; hint?: string | undefined; words: Words }): Html {
  const { scripts } = words.site
  const texts = words.form.where
  const hidden = (name: string, field?: string) => (
    <input type="hidden" id={name} name={name} value={typedValue(typed, name)} data-place-field={field} />
  )
  return (
    <>
      <h1 class="govuk-heading-l">{wording}</h1>
      {hint && <p class="govuk-body">{hint}</p>}
      <div
        class="app-place-search"
        data-module="place-search"
        data-search-url="/places/search.json"
        data-places={scripts.places}
        data-none={scripts.noPlaces}
        data-one={scripts.onePlace}
        data-many={scripts.manyPlaces}
        data-chosen={scripts.placeChosen}
      >
        <TextInput
          name="place"
          id="place"
          label={{ text: texts.search, classes: 'govuk-label--m' }}
          hint={{ text: texts.searchHint }}
          value={typedValue(typed, 'place')}
          spellcheck={false}
          errorMessage={fieldError(words, errors, 'place')}
        />
        {hidden('place_easting', 'easting')}
        {hidden('place_northing', 'northing')}
        {hidden('place_kind', 'kind')}
      </div>
      <AreaMap
        label={texts.map}
        pinWords={{ keys: texts.mapKeys, help: texts.mapHelp, marked: texts.mapMarked }}
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
      {hidden('pin_longitude')}
      {hidden('pin_latitude')}
      <ExtentFields words={words} typed={typed} errors={errors} />
      <Textarea
        name="place_words"
        id="place_words"
        label={{ text: texts.describe, classes: 'govuk-label--m' }}
        hint={{ text: texts.describeHint }}
        rows={3}
        value={typedValue(typed, 'place_words')}
        errorMessage={fieldError(words, errors, 'place_words')}
      />
    </>
  )
}
