import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { RecordKind } from '../rules/share-by-rules.ts'

/** What of a record is shown to somebody who does not see it in full. */
export type LesserRecord =
  | {
      level: 'summary'
      id: string
      title: string
      typeLabel: string
      status: string
      areas: string[]
      organisationName: string | null
      contactAdvice: string
      since: Date
      closedAt: Date | null
    }
  | { level: 'signpost'; id: string; organisationName: string; contactAdvice: string }
  | { level: 'exists'; id: string }

type Outline = Omit<Extract<LesserRecord, { level: 'summary' }>, 'level'>
type Pointer = {
  recordId: string
  level: 'exists' | 'signpost'
  organisationName: string | null
  contactAdvice: string | null
}

/** The most that the reader may see of a record below the whole of it. Asks the same of every reference. */
export async function findLesserRecord(
  db: Transaction,
  kind: RecordKind,
  reference: string,
): Promise<LesserRecord | undefined> {
  const [view, since] =
    kind === 'report'
      ? [sql.table('report_outline'), sql.ref('outline.filed_at')]
      : [sql.table('case_outline'), sql.ref('outline.opened_at')]
  const [outlines, pointers] = await Promise.all([
    sql<Outline>`
      select outline.id, outline.title, asb_type.label as "typeLabel", outline.status, ${since} as since,
        outline.closed_at as "closedAt", organisation.name as "organisationName",
        coalesce(organisation.contact_advice, '') as "contactAdvice",
        array(select area.name from area join area_set on area_set.id = area.area_set_id
          join area_kind on area_kind.kind = area_set.kind
          where area.id in (outline.beat_id, outline.ward_id, outline.district_id) order by area_kind.position) as areas
      from ${view} as outline
      join asb_type on asb_type.code = outline.asb_type
      left join organisation on organisation.id = outline.organisation_id
      where outline.reference = ${reference}`.execute(db),
    sql<Pointer>`
      select record_id as "recordId", level, organisation_name as "organisationName", contact_advice as "contactAdvice"
      from pointer_of(${kind}, ${reference})`.execute(db),
  ])
  const [outline] = outlines.rows
  if (outline !== undefined) return { level: 'summary', ...outline }
  const [pointer] = pointers.rows
  if (pointer === undefined) return undefined
  const { recordId: id, organisationName, contactAdvice } = pointer
  return pointer.level === 'signpost'
    ? { level: 'signpost', id, organisationName: organisationName ?? '', contactAdvice: contactAdvice ?? '' }
    : { level: 'exists', id }
}
