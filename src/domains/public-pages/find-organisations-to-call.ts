import type { Transaction } from '#platform/database'
import type { ToCall } from './ways-to-report-page.tsx'

/** Organisations that there are on a day (`YYYY-MM-DD`) and that say how the public reaches them, by name. */
export function findOrganisationsToCall(db: Transaction, day: string): Promise<ToCall[]> {
  return db
    .selectFrom('organisation')
    .select(['name', 'contact_advice as contactAdvice'])
    .where('contact_advice', '<>', '')
    .where('valid_from', '<=', day)
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', day)]))
    .orderBy('name')
    .execute()
}
