import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor } from '#platform/actor'
import { addDays, formatDate, type LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { dateField, type FormError, readForm, type Typed, wordsField } from '#platform/forms'
import { mayArrangeCover } from './arranger.ts'
import type { Person } from './get-person.ts'
import { giveMembership } from './give-membership.ts'
import type { Membership } from './membership.ts'
import { mostDays } from './membership-form.ts'

/** What of somebody's duties the actor may have covered: their own, now or later, and no cover of a cover. */
export function coverable(actor: Actor, person: Person, day: LocalDate): Membership[] {
  return person.memberships.filter(
    ({ coversFor, organisationId, role, validTo }) =>
      coversFor === null &&
      (validTo === null || validTo > day) &&
      mayArrangeCover(actor, organisationId, role),
  )
}

export type CoveringColleague = {
  memberId: string
  name: string
  organisationId: number
  organisationName: string
}

/** Who works for these organisations today in their own right, and could cover: not the actor, who gives themselves nothing. */
export async function readColleagues(
  db: Transaction,
  actor: Actor,
  person: Person,
  organisations: readonly number[],
  day: LocalDate,
): Promise<CoveringColleague[]> {
  const me = actor.kind === 'member' ? actor.memberId : null
  const { rows } = await sql<CoveringColleague>`
    select distinct member.id as "memberId", member.name, organisation.id as "organisationId",
      organisation.name as "organisationName"
    from membership
    join member on member.id = membership.member_id
    join organisation on organisation.id = membership.organisation_id
    where membership.organisation_id = any (${[...organisations]}::integer[]) and membership.role <> 'partner'
      and membership.covers_for is null and membership.valid_from <= ${day}
      and (membership.valid_to is null or membership.valid_to > ${day})
      and member.id <> ${person.id} and member.id is distinct from ${me}::uuid
    order by member.name, "memberId", "organisationName"`.execute(db)
  return rows
}

const coverForm = z.object({
  colleague: wordsField({ name: 'The colleague', most: 100, missing: 'Choose who covers' }),
  from: dateField({ name: 'the first day' }),
  until: dateField({ name: 'the last day' }),
})

export type Cover = { colleague: CoveringColleague; from: LocalDate; until: LocalDate; duties: Membership[] }

export const optionOf = ({ organisationId, memberId }: CoveringColleague) => `${organisationId}:${memberId}`

/** What was typed, held against what can be covered. */
export function readCover(
  typed: Typed,
  duties: readonly Membership[],
  colleagues: readonly CoveringColleague[],
  day: LocalDate,
): { ok: true; value: Cover } | { ok: false; errors: readonly FormError[] } {
  const read = readForm(coverForm, typed)
  if (!read.ok) return read
  const { from, until } = read.value
  const refuse = (field: string, message: string, anchor = field) =>
    ({ ok: false, errors: [{ field, anchor, message }] }) as const
  const colleague = colleagues.find((each) => optionOf(each) === read.value.colleague)
  if (colleague === undefined) return refuse('colleague', 'Choose who covers')
  const latest = addDays(from, mostDays - 1)
  if (from < day) return refuse('from', 'The first day must be today or later', 'from-day')
  if (until < from) return refuse('until', 'The last day must not be before the first', 'until-day')
  if (until > latest)
    return refuse('until', `The last day must be ${formatDate(latest)} or before`, 'until-day')
  const covered = duties.filter(
    ({ organisationId, validFrom, validTo }) =>
      organisationId === colleague.organisationId &&
      validFrom <= from &&
      (validTo === null || validTo > from),
  )
  if (covered.length === 0) return refuse('from', 'They have nothing to be covered on that day', 'from-day')
  return { ok: true, value: { colleague, from, until, duties: covered } }
}

/** Gives the colleague each of the duties for the days between; each ends sooner where the duty itself does. */
export async function arrangeCover(db: Transaction, actor: Actor, cover: Cover): Promise<string[]> {
  const given: string[] = []
  for (const duty of cover.duties)
    given.push(
      await giveMembership(db, actor, {
        memberId: cover.colleague.memberId,
        organisationId: duty.organisationId,
        role: duty.role,
        teamId: duty.teamId,
        area:
          duty.areaKind === null || duty.areaCode === null
            ? null
            : { kind: duty.areaKind, code: duty.areaCode },
        validFrom: cover.from,
        validTo: addDays(cover.until, 1),
        coversFor: duty.memberId,
      }),
    )
  return given
}
