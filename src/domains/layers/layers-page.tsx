import { formatDate } from '#platform/clock'
import { type Html, Layout, Tag, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterChoice, FilteredList, FilterForm, RowsTable } from '#platform/lists'
import { layerAreas } from './layer.ts'
import type { Layer, LayerFilter } from './read-layers.ts'

/** Figures that partners put beside the records of the partnership. */
export function LayersPage({
  frame,
  layers,
  filter,
  mayAdd,
}: {
  frame: Frame
  layers: readonly Layer[]
  filter: LayerFilter
  mayAdd: boolean
}): Html {
  return (
    <Layout {...frame} wide title="Context layers">
      <h1 class="govuk-heading-l">Context layers</h1>
      <p class="govuk-body">
        Figures of areas that partners hand in, such as ambulance calls or fly-tips. They stand beside the
        reports and are counted in no list, figure or feed of the product.
      </p>
      <ul class="govuk-list">
        {mayAdd && (
          <li>
            <a class="govuk-link" href="/layers/new">
              Add a layer
            </a>
          </li>
        )}
        <li>
          <a class="govuk-link" href="/layers/overlay">
            People’s places over incidents
          </a>
        </li>
      </ul>
      <FilteredList
        filters={
          <FilterForm action="/layers">
            <TextInput name="q" label={{ text: 'Name or organisation' }} value={filter.q} />
            <FilterChoice
              name="state"
              label="State"
              choices={{
                shown: 'Shown today',
                draft: 'Nothing published yet',
                past: 'Withdrawn or past',
                all: 'All',
              }}
              value={filter.state}
            />
          </FilterForm>
        }
      >
        <RowsTable
          caption="Context layers, by name"
          head={['Layer', 'Whose', 'Of', 'Seen by', 'Until']}
          rows={layers.map((layer) => [
            <>
              <a class="govuk-link" href={`/layers/${layer.id}`}>
                {layer.name}
              </a>
              {layer.withdrawnAt && (
                <>
                  {' '}
                  <Tag text="Withdrawn" classes="govuk-tag--grey" />
                </>
              )}
            </>,
            layer.organisationName,
            layerAreas[layer.areaKind],
            layer.agreementTitle ?? 'Everybody: open data',
            formatDate(layer.validUntil),
          ])}
          none="No layer that you see matches. Take a filter away to see more."
        />
      </FilteredList>
    </Layout>
  )
}
