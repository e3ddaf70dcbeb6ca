import { z } from 'zod'

/** What a column holds; `?` marks one that may be empty. */
type Kind = 'uuid' | 'number' | 'text' | 'boolean' | 'moment' | 'day' | 'uuids'
type ColumnKind = Kind | `${Kind}?`

/** One list of the feed: a view of feed.sql, what its columns hold, and the index order in which it is read. */
export type FeedList = {
  name: string
  view: string
  /** What the audit and the tombstones call a record of this list. */
  record: string
  columns: Readonly<Record<string, ColumnKind>>
  key: { time: string; id: string }
}

const areas = {
  beat_code: 'text?',
  beat_name: 'text?',
  beat_vintage: 'text?',
  ward_code: 'text?',
  ward_name: 'text?',
  ward_vintage: 'text?',
  lsoa_code: 'text?',
  lsoa_name: 'text?',
  lsoa_vintage: 'text?',
  district_code: 'text?',
  district_name: 'text?',
  district_vintage: 'text?',
} as const

const byModified = { time: 'modified_at', id: 'id' }

export const feedLists: readonly FeedList[] = [
  {
    name: 'reports',
    view: 'feed_report',
    record: 'report',
    key: byModified,
    columns: {
      id: 'uuid',
      reference: 'text',
      channel: 'text',
      asb_type: 'text',
      national_type: 'text',
      status: 'text',
      opening_qualifier: 'text',
      closing_qualifier: 'text?',
      occurrence: 'text',
      occurred_from: 'moment',
      occurred_to: 'moment',
      square_easting: 'number?',
      square_northing: 'number?',
      square_m: 'number?',
      location_precision_m: 'number?',
      place_kind: 'text?',
      ...areas,
      reported_before: 'boolean?',
      anonymous: 'boolean',
      organisation_id: 'number?',
      case_ids: 'uuids',
      filed_at: 'moment',
      triaged_at: 'moment?',
      closed_at: 'moment?',
      modified_at: 'moment',
    },
  },
  {
    name: 'cases',
    view: 'feed_case',
    record: 'case',
    key: byModified,
    columns: {
      id: 'uuid',
      reference: 'text',
      kind: 'text',
      status: 'text',
      asb_type: 'text',
      national_type: 'text',
      organisation_id: 'number',
      ...areas,
      report_count: 'number',
      outcome: 'text?',
      opened_at: 'moment',
      closed_at: 'moment?',
      modified_at: 'moment',
    },
  },
  {
    name: 'actions',
    view: 'feed_action',
    record: 'action',
    key: byModified,
    columns: {
      id: 'uuid',
      case_id: 'uuid',
      owner_organisation_id: 'number',
      due_on: 'day',
      status: 'text',
      created_at: 'moment',
      finished_at: 'moment?',
      modified_at: 'moment',
    },
  },
  {
    name: 'organisations',
    view: 'feed_organisation',
    record: 'organisation',
    key: byModified,
    columns: {
      id: 'number',
      name: 'text',
      short_name: 'text',
      kind: 'text',
      valid_from: 'day',
      valid_to: 'day?',
      modified_at: 'moment',
    },
  },
  {
    name: 'successions',
    view: 'feed_succession',
    record: 'succession',
    key: byModified,
    columns: {
      id: 'uuid',
      predecessor_id: 'number',
      successor_id: 'number',
      from_on: 'day',
      keeps_record: 'boolean',
      modified_at: 'moment',
    },
  },
  {
    name: 'erased',
    view: 'feed_erased',
    record: 'tombstone',
    key: { time: 'erased_at', id: 'record_id' },
    columns: { record_kind: 'text', record_id: 'uuid', erased_at: 'moment' },
  },
]

export function kindOf(column: ColumnKind): { kind: Kind; mayBeEmpty: boolean } {
  return column.endsWith('?')
    ? { kind: column.slice(0, -1) as Kind, mayBeEmpty: true }
    : { kind: column as Kind, mayBeEmpty: false }
}

const schemas: Record<Kind, z.ZodType> = {
  uuid: z.uuid(),
  number: z.int(),
  text: z.string(),
  boolean: z.boolean(),
  moment: z.iso.datetime(),
  day: z.iso.date(),
  uuids: z.array(z.uuid()),
}

/** A row of the list as JSON gives it. */
export function rowSchema(list: FeedList) {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(list.columns).map(([name, column]) => {
        const { kind, mayBeEmpty } = kindOf(column)
        return [name, mayBeEmpty ? schemas[kind].nullable() : schemas[kind]]
      }),
    ),
  )
}
