import type pg from 'pg'
import { addDays, type LocalDate } from '#platform/clock'
import { CITY, LANDLORDS } from './organisation-facts.ts'

/** A council that answers sooner than is usual, and a landlord that will. */
export async function loadTimesToAnswer(owner: pg.ClientBase, today: LocalDate): Promise<void> {
  await owner.query(
    `insert into answer_promise (id, organisation_id, valid_from, working_days, hours, source) values
       ('01900000-0000-7000-8000-0000000d5801', $1, $2, 2, null, 'Standards of service of the city council, cabinet of the spring'),
       ('01900000-0000-7000-8000-0000000d5802', $3, $4, null, 48, 'Neighbourhood policy of the landlord, next edition')`,
    [CITY, addDays(today, -300), LANDLORDS[0], addDays(today, 40)],
  )
}
