import type { ClientBase } from 'pg'
import type { LocalDate } from '#platform/clock'

/** No approved plan goes by what the operator typed; the message lists those that do. */
export class NoSuchPlan extends Error {}

/**
 * Moves the day of an approved plan to today, as the owner, for an operator who cannot wait. It is carried out as on its
 * own day, and never before it was approved. Gives its title.
 * @throws NoSuchPlan
 */
export async function bringForward(owner: ClientBase, wanted: string, today: LocalDate): Promise<string> {
  const { rows } = await owner.query<{ id: string; title: string; effective_on: LocalDate }>(
    `select id, title, effective_on from reorganisation where status in ('scheduled', 'moving') order by effective_on`,
  )
  const plan = rows.find(
    ({ id, title }) => id === wanted || title.toLowerCase() === wanted.trim().toLowerCase(),
  )
  if (plan === undefined) {
    const list = rows.map(({ id, title }) => `${id} ${title}`).join(', ')
    throw new NoSuchPlan(`There is no approved plan ${wanted}. There are: ${list || 'none'}`)
  }
  if (plan.effective_on > today)
    await owner.query(
      'update reorganisation set effective_on = $2, version = version + 1, modified_at = now() where id = $1',
      [plan.id, today],
    )
  return plan.title
}
