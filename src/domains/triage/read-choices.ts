import { readAsbTypes } from '#domains/reports'
import { readAnsweringOrganisations } from '#domains/times-to-answer'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Choices } from './choices.ts'

/** What there is to choose from on a day; of queues also those that have ended. */
export async function readChoices(db: Transaction, day: LocalDate): Promise<Choices> {
  const [types, queues, areas, holders] = await Promise.all([
    readAsbTypes(db, day),
    db
      .selectFrom('queue')
      .innerJoin('organisation', 'organisation.id', 'queue.organisation_id')
      .select([
        'queue.id as id',
        'queue.name as name',
        'queue.organisation_id as organisationId',
        'queue.team_id as teamId',
        'organisation.name as organisationName',
        'queue.valid_to as validTo',
      ])
      .orderBy('organisation.name')
      .orderBy('queue.name')
      .execute(),
    db
      .selectFrom('area')
      .innerJoin('area_set', 'area_set.id', 'area.area_set_id')
      .select(['area.id as id', 'area_set.kind as kind', 'area.code as code', 'area.name as name'])
      .where('area_set.kind', 'in', ['beat', 'ward', 'district'])
      .where('area_set.valid_from', '<=', day)
      .where((is) => is.or([is('area_set.valid_to', 'is', null), is('area_set.valid_to', '>', day)]))
      .orderBy('area_set.kind')
      .orderBy('area.name')
      .execute(),
    readAnsweringOrganisations(db),
  ])
  return { types, queues, areas, holders: new Map(holders.map((holder) => [holder.id, holder])) }
}

const keepMilliseconds = 30_000
const kept = new WeakMap<object, { choices: Choices; day: LocalDate; until: number }>()

/** What `readChoices` gave within the last half minute; `owner` is the server, so that no two installations share it. */
export async function recallChoices(
  owner: object,
  db: Transaction,
  day: LocalDate,
  now: Date,
): Promise<Choices> {
  const known = kept.get(owner)
  if (known !== undefined && known.day === day && known.until > now.getTime()) return known.choices
  const choices = await readChoices(db, day)
  kept.set(owner, { choices, day, until: now.getTime() + keepMilliseconds })
  return choices
}
