import type pg from 'pg'
import { newId } from '#platform/ids'
import { pointText } from './polygon-text.ts'

/** A street and a point about its middle. The locality tells streets of one name apart. */
export type NewStreet = { name: string; locality: string; easting: number; northing: number }

/** Writes the streets of one source as the owner, in the caller's transaction, in place of those it gave before. */
export async function saveStreets(
  owner: pg.ClientBase,
  streets: readonly NewStreet[],
  source: string,
): Promise<void> {
  const rows = [...new Map(streets.map((street) => [`${street.name}\n${street.locality}`, street])).values()]
  await owner.query(
    `delete from street where source = $1
     and (name, locality) not in (select * from unnest($2::text[], $3::text[]))`,
    [source, rows.map(({ name }) => name), rows.map(({ locality }) => locality)],
  )
  await owner.query(
    `insert into street (id, name, locality, location, source)
     select id, name, locality, location::point, $5
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as given (id, name, locality, location)
     on conflict (name, locality, source) do update set location = excluded.location`,
    [
      rows.map(() => newId()),
      rows.map(({ name }) => name),
      rows.map(({ locality }) => locality),
      rows.map(({ easting, northing }) => pointText(easting, northing)),
      source,
    ],
  )
  await owner.query('analyze street')
}
