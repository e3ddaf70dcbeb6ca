import { z } from 'zod'
import type { Words } from '#locales'
import { readForm, type Typed, typedValue, wordsField } from '#platform/forms'
import { isOnGrid } from '#platform/geography'
import { type Html, Radios, Textarea } from '#platform/govuk'
import {
  type FieldsProps,
  fieldError,
  has,
  headingLabel,
  headingLegend,
  type PlaceChoice,
  type Reading,
  type Step,
} from './step.ts'
import { locationOf } from './where-step.tsx'

const id = 'which_place'
const none = 'none'

/** What the search found, to choose from; asked of those who sent the search without choosing (no script). */
export function whichPlaceStep(words: Words): Step {
  return {
    id,
    title: words.form.whichPlace.title,
    isAsked: (codes) => has(codes, 'where', 'not_found_yet'),
    read: (typed) => readWhichPlace(words, typed),
    Fields: (props) => WhichPlaceFields({ words, ...props }),
  }
}

function readWhichPlace({ form }: Words, typed: Typed): Reading {
  const { title, none: noneOfThese, missing } = form.whichPlace
  const sent = typedValue(typed, id)
  if (sent === none)
    return {
      ok: true,
      codes: [none],
      told: [{ question: id, wording: title, answer: noneOfThese }],
      adds: {},
    }
  const chosen = choiceIn(sent)
  if (!chosen) return refuse(missing)
  return {
    ok: true,
    codes: ['place'],
    told: [{ question: id, wording: title, answer: chosen.label }],
    adds: { location: locationOf(chosen, chosen.kind, chosen.uprn), placeWords: chosen.label },
  }
}

function refuse(message: string): Reading {
  return { ok: false, errors: [{ field: id, anchor: id, message }] }
}

/** The place travels in the value itself, so the choice stands even when the search would find others tomorrow. */
export function valueFor({ easting, northing, kind, label, uprn }: PlaceChoice): string {
  return `${Math.round(easting)} ${Math.round(northing)} ${kind}${uprn === undefined ? '' : `:${uprn}`} ${label}`
}

function choiceIn(value: string): PlaceChoice | undefined {
  const [, easting, northing, kind, uprn, label] =
    /^(\d{1,6}) (\d{1,7}) ([a-z_]{1,50})(?::(\d{1,12}))? (.{1,200})$/.exec(value) ?? []
  if (kind === undefined || label === undefined) return undefined
  const point = { easting: Number(easting), northing: Number(northing) }
  return isOnGrid(point) ? { ...point, kind, label, ...(uprn === undefined ? {} : { uprn }) } : undefined
}

function WhichPlaceFields({ words, typed, errors, search }: FieldsProps & { words: Words }): Html {
  const texts = words.form.whichPlace
  const places = search?.places ?? []
  const chosen = typedValue(typed, id)
  const before = choiceIn(chosen)
  const values = places.map((place) => ({ value: valueFor(place), text: place.label }))
  // What was chosen before stays on offer.
  const kept =
    before && !values.some(({ value }) => value === chosen) ? [{ value: chosen, text: before.label }] : []
  const found = [...values, ...kept]
  return (
    <Radios
      name={id}
      fieldset={headingLegend(texts.title)}
      hint={{
        text: found.length > 0 ? texts.found(search?.typed ?? '') : texts.nothing(search?.typed ?? ''),
      }}
      items={[
        ...found,
        ...(found.length > 0 ? [{ divider: words.site.or }] : []),
        { value: none, text: found.length > 0 ? texts.none : texts.describe },
      ]}
      value={found.length > 0 ? chosen : none}
      errorMessage={fieldError(words, errors, id)}
    />
  )
}

/** For those whose place the search does not know and who have not described it yet. */
export function describePlaceStep(words: Words): Step {
  const { title, hint, missing } = words.form.describePlace
  return {
    id: 'describe_place',
    title,
    isAsked: (codes) => has(codes, id, none) && !has(codes, 'where', 'described'),
    read(typed): Reading {
      const field = wordsField({ name: words.form.where.description, most: 700, missing, words: words.forms })
      const result = readForm(z.object({ describe_place: field }), typed)
      if (!result.ok) return result
      const answer = result.value.describe_place
      return {
        ok: true,
        codes: [],
        told: [{ question: 'describe_place', wording: title, answer }],
        adds: { placeWords: answer },
      }
    },
    Fields: ({ typed, errors }) => (
      <Textarea
        name="describe_place"
        id="describe_place"
        label={headingLabel(title)}
        hint={{ text: hint }}
        rows={3}
        value={typedValue(typed, 'describe_place')}
        errorMessage={fieldError(words, errors, 'describe_place')}
      />
    ),
  }
}
