import { z } from 'zod'
import { type Actor, nameOf, organisationOf } from '#platform/actor'
import { forMachines, invalid, json, type Route, route, text } from '#platform/http'
import { csvType, toCsv } from './csv.ts'
import { type FeedList, feedLists, rowSchema } from './feed-list.ts'
import { type PlaceInList, placeOf, tokenOf } from './place-in-list.ts'
import { type FeedPage, readFeed } from './read-feed.ts'

const root = '/api/v1/feed'

/** Refused above this, not cut down, so that nobody takes a part for the whole. */
const largestPage = 10_000
const usualPage = 1_000

const notAMoment = 'Use ISO 8601 such as 2026-11-01T00:00:00Z, and write a plus sign as %2B'
const momentSchema = z
  .union([z.iso.datetime({ offset: true }), z.iso.date().transform((day) => `${day}T00:00:00Z`)], notAMoment)
  .refine((moment) => new Date(moment).getUTCFullYear() >= 1900, notAMoment)

const querySchema = z.strictObject({
  modified_since: momentSchema.optional().describe('Only what changed at this moment or later (ISO 8601)'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(largestPage)
    .default(usualPage)
    .describe('Rows a page, more is refused'),
  after: z.string().max(200).optional().describe('From the next link of the page before'),
})
type FeedQuery = z.output<typeof querySchema>

/** Every list as JSON and as CSV, for a bearer token that may read the feed, and where short-lived tokens are got. */
export const feedRoutes: readonly Route[] = [
  ...feedLists.flatMap((list) => [jsonRoute(list), csvRoute(list)]),
]

function jsonRoute(list: FeedList): Route {
  const url = `${root}/${list.name}`
  return route({
    ...common(list),
    url,
    machine: {
      summary: `${titleOf(list)}, as JSON`,
      answer: z.object({
        value: z.array(rowSchema(list)),
        next: z.url().nullable().describe('The next page; null on the last'),
        complete_to: z.iso
          .datetime()
          .nullable()
          .describe(
            'On the last page: every change before this moment has been given. Ask from here next time',
          ),
        erased: z.url().describe('What is to be removed from every copy'),
      }),
    },
    handler: async ({ db, actor, query, origin, audit }) => {
      const page = await readFeed(db, list, requestOf(list, query))
      audit(disclosed(list, actor, query, page, 'JSON'))
      const next = page.next && nextUrl(origin, url, list, query, page.next)
      return json(
        {
          value: page.rows,
          next: next ?? null,
          complete_to: next === undefined ? page.completeTo : null,
          erased: `${origin}${root}/erased`,
        },
        { headers: pageHeaders(page, next) },
      )
    },
  })
}

function csvRoute(list: FeedList): Route {
  const url = `${root}/${list.name}.csv`
  return route({
    ...common(list),
    url,
    machine: {
      summary: `${titleOf(list)}, as CSV; the next page is in the Link header`,
      answer: z.string(),
      answerType: csvType,
    },
    handler: async ({ db, actor, query, origin, audit }) => {
      const page = await readFeed(db, list, requestOf(list, query))
      audit(disclosed(list, actor, query, page, 'CSV'))
      const next = page.next && nextUrl(origin, url, list, query, page.next)
      return text(toCsv(list, page.rows), csvType, { headers: pageHeaders(page, next) })
    },
  })
}

function common(list: FeedList) {
  return {
    method: 'GET',
    permission: forMachines('read_feed'),
    audit: ['organisations', 'successions'].includes(list.name) ? 'nothing' : 'disclose',
    query: querySchema,
    servedBy: 'feed',
    limit: { requests: 600, seconds: 60 },
  } as const
}

function titleOf({ name }: FeedList): string {
  return name === 'erased'
    ? 'Records erased, or no longer shared with your organisation'
    : `${name.charAt(0).toUpperCase()}${name.slice(1)} that your organisation may see, by time of change`
}

function requestOf(list: FeedList, { modified_since, limit, after }: FeedQuery) {
  const place = after === undefined ? undefined : placeOf(list, after)
  if (after !== undefined && place === undefined)
    throw invalid('Some parameters are not valid.', [
      { field: 'after', message: 'Follow the next link as it was given' },
    ])
  return { modifiedSince: modified_since, limit, after: place }
}

function nextUrl(
  origin: string,
  url: string,
  list: FeedList,
  { limit, modified_since }: FeedQuery,
  place: PlaceInList,
): string {
  const parameters = new URLSearchParams({
    ...(modified_since === undefined ? {} : { modified_since }),
    limit: String(limit),
    after: tokenOf(list, place),
  })
  return `${origin}${url}?${parameters}`
}

/** CSV has no room beside its rows for these; JSON says them in both places. */
function pageHeaders({ completeTo }: FeedPage, next: string | undefined): Record<string, string> {
  return next === undefined ? { 'feed-complete-to': completeTo } : { link: `<${next}>; rel="next"` }
}

/** What was given to whom, without any of it ("log when the data is provided and to whom", GDS API standards). */
function disclosed(
  list: FeedList,
  actor: Actor,
  { modified_since }: FeedQuery,
  { rows, completeTo }: FeedPage,
  format: string,
) {
  const times = [rows.at(0), rows.at(-1)].map((row) => row?.[list.key.time])
  const window = rows.length === 0 ? `none to ${completeTo}` : `changed ${times.join(' to ')}`
  return {
    kind: list.record,
    recipient: `${organisationOf(actor)?.name ?? ''}: ${nameOf(actor)}`,
    summary: `${rows.length} ${list.name} as ${format}, ${window}, asked since ${modified_since ?? 'the beginning'}`,
  }
}
