import type { ClientBase } from 'pg'
import type { AsbType } from './asb-types.ts'

/**
 * Publishes types as the owner; doing it again changes nothing. A type that is there keeps what the partnership made
 * of it: its reports were filed under that.
 * @param validFrom the day from which they are in force, `YYYY-MM-DD`
 */
export async function publishAsbTypes(
  owner: ClientBase,
  types: readonly AsbType[],
  validFrom: string,
): Promise<void> {
  for (const { code, label, nationalType, qualifier, priority, parent } of types) {
    await owner.query(
      `insert into asb_type (code, label, national_type, qualifier, priority, valid_from, parent)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (code) do nothing`,
      [code, label, nationalType, qualifier, priority, validFrom, parent ?? null],
    )
  }
}
