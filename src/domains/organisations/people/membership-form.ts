import { sql } from 'kysely'
import { z } from 'zod'
import { addDays, formatDate, type LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import {
  dateField,
  type FormError,
  oneOf,
  readForm,
  type Typed,
  typedValue,
  wordsField,
} from '#platform/forms'
import { fullRoles, isRole, type Role } from '../role.ts'
import { findArea } from './find-area.ts'
import type { NewMembership } from './give-membership.ts'

/** The longest that a light account or a cover is given for, in days: it is looked at once a year at least. */
export const mostDays = 366

export type Choices = {
  organisations: readonly { id: number; name: string }[]
  teams: readonly { id: string; organisationId: number; name: string }[]
}

/** Organisations and teams of today, to choose from. */
export async function readChoices(db: Transaction, day: LocalDate): Promise<Choices> {
  const holds = (table: string) =>
    sql<boolean>`${sql.ref(`${table}.valid_from`)} <= ${day} and (${sql.ref(`${table}.valid_to`)} is null or ${sql.ref(`${table}.valid_to`)} > ${day})`
  const [organisations, teams] = await Promise.all([
    db
      .selectFrom('organisation')
      .select(['id', 'name'])
      .where(holds('organisation'))
      .orderBy('name')
      .execute(),
    db
      .selectFrom('team')
      .select(['id', 'organisation_id as organisationId', 'name'])
      .where(holds('team'))
      .orderBy('name')
      .execute(),
  ])
  return { organisations, teams }
}

type Read = { ok: true; value: Omit<NewMembership, 'memberId'> } | { ok: false; errors: FormError[] }

const roleCodes = [...fullRoles, 'partner'] as const

function schemaFor(role: Role | undefined) {
  return z.object({
    role: oneOf(roleCodes, 'Choose what they will do'),
    from: dateField({ name: 'the first day' }),
    because: wordsField({ name: 'The reason', most: 500 }),
    ...(role === 'partner' ? { until: dateField({ name: 'the last day' }) } : {}),
  })
}

/** The choices of a membership form, put together; `organisationId` where it is not theirs to choose. */
export async function readMembershipForm(
  db: Transaction,
  typed: Typed,
  choices: Choices,
  day: LocalDate,
  organisationId?: number,
): Promise<Read> {
  const typedRole = typedValue(typed, 'role')
  const role = isRole(typedRole) ? typedRole : undefined
  const errors: FormError[] = []
  const say = (field: string, message: string, anchor = field) => errors.push({ field, anchor, message })

  const organisation =
    organisationId ??
    choices.organisations.find(({ id }) => String(id) === typedValue(typed, 'organisation'))?.id
  if (organisation === undefined) say('organisation', 'Choose the organisation')
  const read = readForm(schemaFor(role), typed)
  if (!read.ok) errors.push(...read.errors)
  const team = choices.teams.find(({ id }) => id === typedValue(typed, 'team'))
  if (team !== undefined && organisation !== undefined && team.organisationId !== organisation)
    say('team', 'Choose a team of the organisation, or none')
  const area = await readArea(db, typedValue(typed, 'area').trim(), day, (message) => say('area', message))
  const sponsorId =
    role === 'partner' ? await readSponsor(db, typed, day, (message) => say('sponsor', message)) : undefined
  if (read.ok && read.value.from < day) say('from', 'The first day must be today or later', 'from-day')
  const until = read.ok && 'until' in read.value ? String(read.value.until) : undefined
  if (read.ok && until !== undefined) {
    const latest = addDays(read.value.from, mostDays - 1)
    if (until < read.value.from) say('until', 'The last day must not be before the first', 'until-day')
    else if (until > latest) say('until', `The last day must be ${formatDate(latest)} or before`, 'until-day')
  }
  if (!read.ok || errors.length > 0 || role === undefined || organisation === undefined)
    return { ok: false, errors }
  return {
    ok: true,
    value: {
      organisationId: organisation,
      role,
      teamId: role === 'partner' ? null : (team?.id ?? null),
      area: role === 'partner' ? null : area,
      validFrom: read.value.from,
      validTo: until === undefined ? null : addDays(until, 1),
      because: read.value.because,
      ...(sponsorId === undefined ? {} : { sponsorId }),
    },
  }
}

async function readArea(
  db: Transaction,
  typed: string,
  day: LocalDate,
  say: (message: string) => void,
): Promise<NewMembership['area']> {
  if (typed === '') return null
  const found = await findArea(db, typed, day)
  const [only] = found
  if (only !== undefined && found.length === 1) return { kind: only.kind, code: only.code }
  say(
    only === undefined
      ? 'Enter the name or code of a beat, ward or district, or leave it empty'
      : `There are several of that name. Enter the code: ${found.map(({ code, kindLabel }) => `${code} (${kindLabel})`).join(', ')}`,
  )
  return null
}

/** The person with the typed address, where they may answer for a light account. */
export async function readSponsor(
  db: Transaction,
  typed: Typed,
  day: LocalDate,
  say: (message: string) => void,
): Promise<string | undefined> {
  const email = typedValue(typed, 'sponsor').trim().toLowerCase()
  if (email === '') {
    say('Enter the email address of the sponsor')
    return undefined
  }
  const { rows } = await sql<{ id: string }>`
    select id from person where lower(email) = ${email} and works_for(id, null, ${day})`.execute(db)
  if (rows[0] === undefined)
    say(
      'Nobody with this address works for an organisation of the partnership. A light account cannot sponsor another',
    )
  return rows[0]?.id
}
