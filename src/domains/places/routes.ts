import { z } from 'zod'
import { today } from '#platform/clock'
import { forAnybody, json, notFound, type Route, route, text } from '#platform/http'
import { findPlaces } from './find-places.ts'
import { areaKinds } from './place.ts'
import { readBoundaries } from './read-boundaries.ts'

const placesAnswer = z.object({
  places: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      kind: z.enum([...areaKinds, 'postcode', 'postcode_group', 'street', 'grid_reference']),
      easting: z.number(),
      northing: z.number(),
      longitude: z.number(),
      latitude: z.number(),
    }),
  ),
})

export const routes: Route[] = [
  route({
    method: 'GET',
    url: '/places/search.json',
    permission: forAnybody,
    audit: 'nothing',
    query: z.object({ q: z.string().max(200).default('') }),
    machine: { summary: 'Places by postcode, street, area name or grid reference', answer: placesAnswer },
    // One office behind one address, several people typing.
    limit: { requests: 900, seconds: 60 },
    async handler({ db, query, clock }) {
      const places = await findPlaces(db, query.q, today(clock))
      return json({ places }, { headers: { 'cache-control': 'public, max-age=300' } })
    },
  }),
  route({
    method: 'GET',
    url: '/places/areas/:kind(^[a-z_]+).geojson',
    permission: forAnybody,
    audit: 'nothing',
    params: z.object({ kind: z.enum(areaKinds) }),
    machine: { summary: 'Boundaries of today’s areas of one kind, simplified, as GeoJSON in WGS84' },
    limit: { requests: 120, seconds: 60 },
    async handler({ db, params, clock, request }) {
      const boundaries = await readBoundaries(db, params.kind, today(clock))
      if (!boundaries) throw notFound()
      const etag = `"${boundaries.version}"`
      const headers = { etag, 'cache-control': 'public, max-age=300' }
      if (request.headers['if-none-match']?.includes(etag))
        return text('', 'application/geo+json', { status: 304, headers })
      return text(await boundaries.geoJson(), 'application/geo+json', { headers })
    },
  }),
]
