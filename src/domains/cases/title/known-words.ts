import type { Transaction } from '#platform/database'
import type { KnownWords } from './check-title.ts'

/** The names that may stand in words about a case that others read, and those of its people, which may not. */
export async function readKnownWords(
  db: Transaction,
  record: { id: string; typeLabel?: string },
): Promise<KnownWords> {
  const [people, parties, areas, organisations, streets] = await Promise.all([
    db
      .selectFrom('report_contact')
      .innerJoin('case_report', 'case_report.report_id', 'report_contact.report_id')
      .select('report_contact.name')
      .where('case_report.case_id', '=', record.id)
      .execute(),
    db.selectFrom('case_party').select('name').where('case_id', '=', record.id).execute(),
    db.selectFrom('area').select('name').distinct().execute(),
    db.selectFrom('organisation').select(['name', 'short_name']).execute(),
    db.selectFrom('street').select('name').distinct().execute(),
  ])
  return {
    people: [...people, ...parties].map(({ name }) => name),
    proper: [
      ...(record.typeLabel === undefined ? [] : [record.typeLabel]),
      ...areas.map(({ name }) => name),
      ...organisations.flatMap((organisation) => [organisation.name, organisation.short_name]),
      ...streets.map(({ name }) => name),
    ],
  }
}
