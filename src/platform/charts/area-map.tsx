import { Details, type Html, Table } from '#platform/govuk'

export interface AreaMapProps {
  /** What the map shows. It names the map for screen readers. */
  label: string
  /** Where to look first, in degrees (WGS84), and how close (MapLibre zoom, 9 is a county). */
  centre: { longitude: number; latitude: number; zoom: number }
  /** GeoJSON in WGS84: areas with `name` and, for shading, `level` 0 to 9; points with `count`. */
  areasUrl?: string | undefined
  pointsUrl?: string | undefined
  /** One place to mark, in degrees (WGS84), that cannot be moved. */
  point?: { longitude: number; latitude: number } | undefined
  /** Zooms to what this answer holds. */
  fit?: 'areas' | 'points' | undefined
  /** The hidden inputs, by id, that a marked point is written to. They stand in the form around the map. */
  pin?: { longitudeField: string; latitudeField: string } | undefined
  /** Lets an area or a way be marked point by point, and a circle be seen around the pin, as a choice of the form says. */
  draw?:
    | {
        /** Names of the choices (radios or a list): `around`, `area` or `moving`; and metres. */
        extentName: string
        radiusName: string
        /** The hidden input, by id, that the points are written to: `longitude,latitude` with spaces between. */
        pointsField: string
        /** `%1` in `count` stands for how many points are marked. */
        words: { help: string; undo: string; clear: string; count: string }
      }
    | undefined
  /** An outline (closed) or a way (open) that is only shown, in degrees. */
  shape?: { isClosed: boolean; points: readonly { longitude: number; latitude: number }[] } | undefined
  /** What is said of the pin, English when left out; `%1` and `%2` stand for degrees north and east. */
  pinWords?: { keys: string; help: string; marked: string } | undefined
  /** The same facts in a table. A map that only takes a pin has none: the form asks for the place in words too. */
  table?:
    | { head: readonly [string, string]; rows: readonly (readonly [string, string | number])[] }
    | undefined
}

const englishPinWords = {
  keys: 'Use the arrow keys to move the pin.',
  help: 'Select the map, drag the pin or use the arrow keys to mark the place.',
  marked: 'Marked: latitude %1, longitude %2',
}

/** A map drawn by browser/map.ts (`<Layout scripts={['map']}>`). Without script or WebGL only its table is shown. */
export function AreaMap({
  label,
  centre,
  areasUrl,
  pointsUrl,
  point,
  fit,
  pin,
  pinWords = englishPinWords,
  draw,
  shape,
  table,
}: AreaMapProps): Html {
  return (
    <>
      <div
        class="app-map"
        data-module="map"
        data-label={pin ? `${label}. ${pinWords.keys}` : label}
        data-longitude={centre.longitude}
        data-latitude={centre.latitude}
        data-zoom={centre.zoom}
        data-areas-url={areasUrl}
        data-points-url={pointsUrl}
        data-marked={pin && pinWords.marked}
        data-point-longitude={point?.longitude}
        data-point-latitude={point?.latitude}
        data-fit={fit}
        data-shape={shape?.points
          .map(({ longitude, latitude }) => `${longitude.toFixed(6)},${latitude.toFixed(6)}`)
          .join(' ')}
        data-shape-closed={shape?.isClosed === true ? '' : undefined}
        data-extent-name={draw?.extentName}
        data-radius-name={draw?.radiusName}
        data-points-field={draw?.pointsField}
        data-points-count={draw?.words.count}
        data-longitude-field={pin?.longitudeField}
        data-latitude-field={pin?.latitudeField}
        hidden
      >
        <p class="app-map__area" />
        {pin && (
          <p class="app-map__coordinates" role="status">
            {pinWords.help}
          </p>
        )}
        {draw && (
          <div class="app-map__draw" hidden>
            <p class="govuk-body-s">{draw.words.help}</p>
            <p class="govuk-body-s" role="status" data-map="count" />
            <button type="button" class="govuk-button govuk-button--secondary" data-map="undo">
              {draw.words.undo}
            </button>{' '}
            <button type="button" class="govuk-button govuk-button--secondary" data-map="clear">
              {draw.words.clear}
            </button>
          </div>
        )}
      </div>
      {table && (
        <Details summaryText={`${label} as a table`}>
          <Table
            captionClasses="govuk-visually-hidden"
            caption={label}
            classes="app-dense-table"
            head={[{ text: table.head[0] }, { text: table.head[1], format: 'numeric' }]}
            rows={table.rows.map(([name, value]) => [{ text: name }, { text: value, format: 'numeric' }])}
            firstCellIsHeader={true}
          />
        </Details>
      )}
    </>
  )
}
