import { z } from 'zod'
import { errorOf, readForm, type Typed, typedValue, wordsField } from '#platform/forms'
import { isOnGrid } from '#platform/geography'
import { type Html, Radios, Textarea } from '#platform/govuk'
import {
  type FieldsProps,
  has,
  headingLabel,
  headingLegend,
  type PlaceChoice,
  type Reading,
  type Step,
} from './step.ts'
import { locationOf } from './where-step.tsx'

const id = 'which_place'
const title = 'Which place do you mean?'
const none = 'none'

/** What the search found, to choose from; asked of those who sent the search without choosing (no script). */
export const whichPlaceStep: Step = {
  id,
  title,
  isAsked: (codes) => has(codes, 'where', 'not_found_yet'),
  read: readWhichPlace,
  Fields: WhichPlaceFields,
}

function readWhichPlace(typed: Typed): Reading {
  const sent = typedValue(typed, id)
  if (sent === none)
    return {
      ok: true,
      codes: [none],
      told: [{ question: id, wording: title, answer: 'None of these' }],
      adds: {},
    }
  const chosen = choiceIn(sent)
  if (!chosen) return refuse('Select the place, or select ‘None of these’')
  return {
    ok: true,
    codes: ['place'],
    told: [{ question: id, wording: title, answer: chosen.label }],
    adds: { location: locationOf(chosen, chosen.kind), placeWords: chosen.label },
  }
}

function refuse(message: string): Reading {
  return { ok: false, errors: [{ field: id, anchor: id, message }] }
}

/** The place travels in the value itself, so the choice stands even when the search would find others tomorrow. */
function valueFor({ easting, northing, kind, label }: PlaceChoice): string {
  return `${Math.round(easting)} ${Math.round(northing)} ${kind} ${label}`
}

function choiceIn(value: string): PlaceChoice | undefined {
  const [, easting, northing, kind, label] =
    /^(\d{1,6}) (\d{1,7}) ([a-z_]{1,50}) (.{1,200})$/.exec(value) ?? []
  if (kind === undefined || label === undefined) return undefined
  const point = { easting: Number(easting), northing: Number(northing) }
  return isOnGrid(point) ? { ...point, kind, label } : undefined
}

function WhichPlaceFields({ typed, errors, search }: FieldsProps): Html {
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
      fieldset={headingLegend(title)}
      hint={{
        text:
          found.length > 0
            ? `You searched for “${search?.typed ?? ''}”. Go back to search for something else.`
            : `We found nothing for “${search?.typed ?? ''}”. Go back to try other words, or describe the place.`,
      }}
      items={[
        ...found,
        ...(found.length > 0 ? [{ divider: 'or' }] : []),
        { value: none, text: found.length > 0 ? 'None of these' : 'I will describe the place' },
      ]}
      value={found.length > 0 ? chosen : none}
      errorMessage={errorOf(errors, id)}
    />
  )
}

const describeTitle = 'How would you describe the place?'

/** For those whose place the search does not know and who have not described it yet. */
export const describePlaceStep: Step = {
  id: 'describe_place',
  title: describeTitle,
  isAsked: (codes) => has(codes, id, none) && !has(codes, 'where', 'described'),
  read(typed): Reading {
    const missing = 'Describe the place in your own words'
    const words = wordsField({ name: 'Your description', most: 700, missing })
    const result = readForm(z.object({ describe_place: words }), typed)
    if (!result.ok) return result
    const answer = result.value.describe_place
    return {
      ok: true,
      codes: [],
      told: [{ question: 'describe_place', wording: describeTitle, answer }],
      adds: { placeWords: answer },
    }
  },
  Fields: ({ typed, errors }) => (
    <Textarea
      name="describe_place"
      id="describe_place"
      label={headingLabel(describeTitle)}
      hint={{ text: 'For example, the name of a shop, a park or a road near it.' }}
      rows={3}
      value={typedValue(typed, 'describe_place')}
      errorMessage={errorOf(errors, 'describe_place')}
    />
  ),
}
