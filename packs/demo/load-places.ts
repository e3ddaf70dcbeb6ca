import type pg from 'pg'
import { labelPoint, type MultiPolygon } from '#platform/geography'
import type { AreaKind, DemoArea } from './areas.ts'
import type { DemoPostcode } from './gazetteer.ts'
import type { DemoCounty } from './generate-demo.ts'
import { idAt } from './identity.ts'
import { insertRows, type Row } from './insert-rows.ts'
import type { Point } from './mesh.ts'
import { seededRandom } from './random.ts'
import { pointText, SOURCE } from './rows.ts'

const kinds: readonly AreaKind[] = ['district', 'ward', 'lsoa', 'beat']

/** Writes areas, streets and postcodes. Areas keep the ids that reports name, which an import would not know. */
export async function loadPlaces(owner: pg.ClientBase, county: DemoCounty): Promise<void> {
  const { areaSet, areas, streets, postcodes } = county
  const ids = seededRandom(`${county.name}/area sets`)
  const madeAt = Date.parse(areaSet.validFrom)
  for (const kind of kinds) {
    const setId = idAt(madeAt, ids)
    const ofKind = areas.filter((area) => area.kind === kind)
    await insertRows(owner, 'area_set', [
      {
        id: setId,
        kind,
        vintage: areaSet.vintage,
        source: SOURCE,
        attribution: areaSet.attribution,
        valid_from: areaSet.validFrom,
        imported_at: `${county.options.today}T00:00:00Z`,
      },
    ])
    await owner.query(
      `insert into area (id, area_set_id, code, name, label_point)
       select id, area_set_id, code, name, label_point from json_populate_recordset(null::area, $1::json)`,
      [JSON.stringify(ofKind.map((area) => areaRow(area, setId)))],
    )
    await insertRows(
      owner,
      'area_part',
      ofKind.flatMap((area) =>
        area.parts.map((part, index) => ({
          area_id: area.id,
          part: index,
          shell: ringText(part.shell),
          holes: part.holes.map(ringText),
        })),
      ),
    )
  }
  await insertRows(
    owner,
    'street',
    streets.map((street) => ({
      id: street.id,
      name: street.name,
      locality: street.ward.name,
      location: pointText(street.at),
      source: SOURCE,
    })),
  )
  await insertRows(
    owner,
    'postcode',
    postcodes.map(({ postcode, at }) => ({
      postcode,
      location: pointText(at),
      quality: 10,
      vintage: areaSet.vintage,
    })),
  )
  await insertRows(owner, 'postcode_group', groupRows(postcodes))
}

function areaRow(area: DemoArea, setId: string): Row {
  const polygons: MultiPolygon = area.parts.map(({ shell, holes }) =>
    [shell, ...holes].map((ring) => ring.map(([x, y]): [number, number] => [x, y])),
  )
  return {
    id: area.id,
    area_set_id: setId,
    code: area.code,
    name: area.name,
    label_point: pointText(labelPoint(polygons)),
  }
}

/** A closed ring as PostgreSQL writes a polygon, without the repeated last point. */
function ringText(ring: readonly Point[]): string {
  return `(${ring
    .slice(0, -1)
    .map(([x, y]) => `(${x},${y})`)
    .join(',')})`
}

/** Outward codes and sectors at the mean of their postcodes. */
function groupRows(postcodes: readonly DemoPostcode[]): Row[] {
  const groups = new Map<string, DemoPostcode[]>()
  for (const postcode of postcodes) {
    const [outward = '', inward = ''] = postcode.postcode.split(' ')
    for (const label of [outward, `${outward} ${inward.charAt(0)}`]) {
      const group = groups.get(label)
      if (group) group.push(postcode)
      else groups.set(label, [postcode])
    }
  }
  const mean = (group: readonly DemoPostcode[], axis: 0 | 1) =>
    Math.round(group.reduce((sum, { at }) => sum + at[axis], 0) / group.length)
  return [...groups].map(([label, group]) => ({
    label,
    postcodes: group.length,
    location: pointText([mean(group, 0), mean(group, 1)]),
  }))
}
