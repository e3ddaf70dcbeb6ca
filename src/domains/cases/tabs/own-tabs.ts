import type { CaseTab } from './case-tab.ts'

/** The pages of a case that this domain has itself; those of others follow them. */
export const ownTabs: readonly CaseTab[] = [
  { text: 'Overview', path: '', lightAccounts: true },
  { text: 'Timeline', path: 'timeline', lightAccounts: true },
  {
    text: 'Plan',
    path: 'plan',
    lightAccounts: true,
    count: async (db, caseId) => {
      const { open } = await db
        .selectFrom('case_action')
        .select((is) => is.fn.countAll<number>().as('open'))
        .where('case_id', '=', caseId)
        .where('status', '=', 'open')
        .executeTakeFirstOrThrow()
      return open
    },
  },
  {
    text: 'People',
    path: 'people',
    count: async (db, caseId) => {
      const { involved } = await db
        .selectFrom('case_party')
        .select((is) => is.fn.count<number>('person_id').distinct().as('involved'))
        .where('case_id', '=', caseId)
        .where('until', 'is', null)
        .executeTakeFirstOrThrow()
      return involved
    },
  },
  { text: 'Patterns', path: 'patterns' },
]
