import { AreaMap } from '#platform/charts'
import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  Button,
  Details,
  FileUpload,
  type Html,
  InsetText,
  Layout,
  MojAlert,
  SummaryList,
  Tag,
  Textarea,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterChoice, FilterForm, queryOf, RowsTable } from '#platform/lists'
import { layerAreas } from './layer.ts'
import type { Layer, LayerVersion, Shown } from './read-layers.ts'

export type LayerPageProps = {
  frame: Frame
  layer: Layer
  shown: Shown
  versions: readonly LayerVersion[]
  seenBy: readonly string[]
  today: LocalDate
  mayHandIn: boolean
  state:
    | { form: string; typed: Typed; errors: readonly FormError[]; conflict?: string | undefined }
    | undefined
}

/** Where the map looks before it knows its areas: it then goes to them. */
const englandAndWales = { longitude: -1.5, latitude: 52.6, zoom: 6 }

/** A partner's figures, on a map and in a table, with where they come from and who may see them. */
export function LayerPage(props: LayerPageProps): Html {
  const { frame, layer, shown, mayHandIn, today, state } = props
  const errors = state?.errors ?? []
  return (
    <Layout {...frame} wide hasErrors={errors.length > 0} title={layer.name} scripts={['map']}>
      <ErrorsAtTop errors={errors} />
      {state?.conflict && (
        <MojAlert variant="warning" title="Nothing was changed" text={state.conflict} role="alert" />
      )}
      <span class="govuk-caption-l">
        <a class="govuk-link" href="/layers">
          Context layers
        </a>
      </span>
      <h1 class="govuk-heading-l">
        {layer.name}
        {layer.withdrawnAt !== null && (
          <>
            {' '}
            <Tag text="Withdrawn" classes="govuk-tag--grey" />
          </>
        )}
        {layer.withdrawnAt === null && layer.validUntil < today && (
          <>
            {' '}
            <Tag text="Past" classes="govuk-tag--grey" />
          </>
        )}
      </h1>
      <InsetText
        text={`These are figures of ${layer.organisationName}. They are looked at beside the reports of the partnership and are counted in none of its lists, figures or feeds.`}
      />
      <div class="app-record">
        <div class="app-record__whole">
          <Figures layer={layer} shown={shown} />
        </div>
        <div class="app-record__aside">
          <About {...props} />
          {mayHandIn && <HandIn layer={layer} state={state} />}
          {mayHandIn && <Withdraw layer={layer} state={state} />}
        </div>
      </div>
    </Layout>
  )
}

function Figures({ layer, shown }: { layer: Layer; shown: Shown }): Html {
  const { measures, periods, measure, period, figures } = shown
  if (layer.currentVersionId === null) return <p class="govuk-body">Nothing has been published yet.</p>
  const what = [measure || layer.name, period].filter(Boolean).join(', ')
  const areasUrl = `/layers/${layer.id}/figures.geojson?${queryOf({ measure, period })}`
  return (
    <>
      {(measures.length > 1 || periods.length > 1) && (
        <FilterForm action={`/layers/${layer.id}`} above>
          <FilterChoice
            name="measure"
            label="What was counted"
            choices={measures.map((each) => [each, each || 'Not said'])}
            value={measure}
          />
          <FilterChoice
            name="period"
            label="Time"
            choices={periods.map((each) => [each, each || 'Not said'])}
            value={period}
          />
        </FilterForm>
      )}
      <AreaMap label={`Map of ${what}`} centre={englandAndWales} areasUrl={areasUrl} fit="areas" />
      <RowsTable
        caption={what}
        captionSize="m"
        head={['Area', 'Code', { numeric: 'How much' }]}
        rows={figures.map(({ name, code, value }) => [name, code, value.toLocaleString('en-GB')])}
        none="There is no figure of that time."
      />
    </>
  )
}

function About({ layer, versions, seenBy }: LayerPageProps): Html {
  const rows = [
    ['Whose', layer.organisationName],
    ['Source', layer.source],
    ['Licence', layer.licence],
    ['Handling', layer.handling],
    ['Figures of', layerAreas[layer.areaKind]],
    ['Agreement', layer.agreementTitle ?? 'None needed: open data'],
    ['Seen by', layer.agreementId === null ? 'Everybody in the partnership' : seenBy.join(', ')],
    ['Shown until', formatDate(layer.validUntil)],
    ['Added', `${formatDateTime(layer.addedAt)} by ${layer.addedBy}`],
    [
      'Withdrawn',
      layer.withdrawnAt === null ? '' : `${formatDateTime(layer.withdrawnAt)}: ${layer.withdrawnBecause}`,
    ],
  ] as const
  return (
    <section aria-labelledby="about">
      <h2 class="govuk-heading-m" id="about">
        About these figures
      </h2>
      <SummaryList
        classes="app-dense-summary"
        rows={rows
          .filter(([, value]) => value !== '')
          .map(([key, value]) => ({ key: { text: key }, value: { text: value } }))}
      />
      {versions.length > 0 && (
        <>
          <h3 class="govuk-heading-s">Versions</h3>
          <ul class="govuk-list">
            {versions.map((version) => (
              <li>
                {version.status === 'draft' ? (
                  <a class="govuk-link" href={`/layers/${layer.id}/versions/${version.id}`}>
                    {`Version ${version.number}, a draft`}
                  </a>
                ) : (
                  `Version ${version.number}${version.id === layer.currentVersionId ? ', shown' : ', replaced'}: ${version.figures} figures`
                )}
                {`, ${version.fileName}, ${formatDate(version.addedAt)} by ${version.addedBy}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

type FormProps = Pick<LayerPageProps, 'layer' | 'state'>

function HandIn({ layer, state }: FormProps): Html {
  const own = state?.form === 'hand-in' ? state : undefined
  return (
    <Details
      summaryText={layer.currentVersionId === null ? 'Hand in the figures' : 'Hand in new figures'}
      open={own !== undefined || layer.currentVersionId === null}
    >
      <p class="govuk-body-s">
        One row for each area, time and measure. Nothing of a person: a sheet with names, dates of birth,
        addresses, telephone numbers or full postcodes is refused and not kept.
      </p>
      <form method="post" action={`/layers/${layer.id}/versions`} enctype="multipart/form-data" novalidate>
        <FileUpload
          name="file"
          id="file"
          label={{ text: 'Choose a CSV file' }}
          attributes={{ accept: '.csv,.tsv,.txt,text/csv' }}
          errorMessage={errorOf(own?.errors ?? [], 'file')}
        />
        <Textarea
          name="rows"
          id="sheet-rows"
          rows={4}
          label={{ text: 'Or paste the rows, with the heading row' }}
          value={typedValue(own?.typed ?? {}, 'rows')}
          spellcheck={false}
        />
        <Button text="Look at the rows" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

function Withdraw({ layer, state }: FormProps): Html {
  const own = state?.form === 'withdraw' ? state : undefined
  return (
    <Details summaryText="Withdraw the layer" open={own !== undefined}>
      <form method="post" action={`/layers/${layer.id}/withdraw`} novalidate>
        <input type="hidden" name="version" value={layer.version} />
        <Textarea
          name="because"
          rows={2}
          label={{ text: 'Why is it withdrawn?' }}
          value={typedValue(own?.typed ?? {}, 'because')}
          errorMessage={errorOf(own?.errors ?? [], 'because')}
        />
        <Button text="Withdraw it" classes="govuk-button--warning" preventDoubleClick={true} />
      </form>
    </Details>
  )
}
