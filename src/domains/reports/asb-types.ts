import type { Transaction } from '#platform/database'

export type Qualifier = 'personal' | 'nuisance' | 'environmental'

export type AsbType = {
  code: string
  label: string
  nationalType: string
  qualifier: Qualifier
  /** 1 is the most urgent. */
  priority: number
  /** The broader type that this one is a kind of. */
  parent?: string | null | undefined
}

/** Types in force on a day (`YYYY-MM-DD`), by label. */
export function readAsbTypes(db: Transaction, day: string): Promise<AsbType[]> {
  return db
    .selectFrom('asb_type')
    .select(['code', 'label', 'national_type as nationalType', 'qualifier', 'priority', 'parent'])
    .where('valid_from', '<=', day)
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', day)]))
    .orderBy('label')
    .execute()
}

/** A type by its code, whenever it was in force; undefined when there is none. */
export function findAsbType(db: Transaction, code: string): Promise<AsbType | undefined> {
  return db
    .selectFrom('asb_type')
    .select(['code', 'label', 'national_type as nationalType', 'qualifier', 'priority', 'parent'])
    .where('code', '=', code)
    .executeTakeFirst()
}
