import type { AsbType } from '#domains/reports'
import { AreaMap } from '#platform/charts'
import { typedValue } from '#platform/forms'
import { Button, Checkboxes, Details, type Html, Layout, Textarea } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { PlaceField } from '../quick-entry/place-field.tsx'
import {
  ChosenField,
  EntryErrors,
  KeptHere,
  OutboxBar,
  problemAt,
  type QuickFormState,
  Saved,
  StampFields,
} from '../quick-entry/quick-form.tsx'

export type PatrolPageProps = QuickFormState & {
  frame: Frame
  types: readonly AsbType[]
  saved?: string | undefined
}

/** The middle of England and Wales, for the moment until the partnership's own areas are drawn. */
const centre = { longitude: -1.5, latitude: 52.8, zoom: 6 }

/** One hand, on a telephone, in the rain: what, where, a photo, send. */
export function PatrolPage(props: PatrolPageProps): Html {
  const { frame, types, typed, problems, saved, keeper } = props
  const hidden = (name: string) => (
    <input type="hidden" id={name} name={name} value={typedValue(typed, name)} />
  )
  return (
    <Layout {...frame} title="Patrol entry" scripts={['map']} webManifest="/patrol/manifest.webmanifest">
      <EntryErrors problems={problems} />
      {saved && <Saved reference={saved} />}
      <h1 class="govuk-heading-m">Patrol entry</h1>
      <OutboxBar door="patrol" keeper={keeper} />
      <form method="post" action="/patrol" id="entry" class="app-patrol" novalidate data-module="quick-entry">
        <StampFields {...props} />
        <ChosenField
          question={{ field: 'type', wording: 'What', choices: types }}
          label="What"
          typed={typed}
          problems={problems}
        />
        <Textarea
          id="summary"
          name="summary"
          label={{ text: 'What you saw' }}
          rows={3}
          value={typedValue(typed, 'summary')}
          errorMessage={problemAt(problems, 'summary')}
        />
        <div class="app-position" data-module="position" hidden>
          <button type="button" class="govuk-button govuk-button--secondary app-patrol__wide">
            Use my position
          </button>
          <p class="govuk-body-s" role="status" />
        </div>
        <PlaceField
          typed={typed}
          problems={problems}
          label="Where"
          hint="A street, postcode or area, or your own words."
        />
        {hidden('pin_longitude')}
        {hidden('pin_latitude')}
        {hidden('accuracy_m')}
        <Details summaryText="Show the map">
          <AreaMap
            label="Map to mark the place"
            centre={centre}
            areasUrl="/places/areas/ward.geojson"
            fit="areas"
            pin={{ longitudeField: 'pin_longitude', latitudeField: 'pin_latitude' }}
          />
        </Details>
        <div class="app-photo" data-photos hidden>
          <label class="govuk-label" for="photos">
            Photos
          </label>
          <input
            class="govuk-file-upload"
            id="photos"
            type="file"
            accept="image/*"
            capture="environment"
            multiple
          />
        </div>
        <Checkboxes
          name="at_risk"
          items={[
            {
              value: 'yes',
              checked: typedValue(typed, 'at_risk') === 'yes',
              text: 'Somebody is at risk now',
              hint: { text: 'Saved at once, whatever is missing. In danger: call 999.' },
            },
            {
              id: 'at_home',
              name: 'at_home',
              value: 'yes',
              checked: typedValue(typed, 'at_home') === 'yes',
              text: 'Somebody is afraid of a partner, a former one or family',
              hint: { text: 'Only people cleared for domestic abuse then see this report.' },
            },
          ]}
        />
        <Button text="Save" classes="app-patrol__wide" />
      </form>
      <Details summaryText="What is kept on this telephone">
        <KeptHere />
      </Details>
    </Layout>
  )
}
