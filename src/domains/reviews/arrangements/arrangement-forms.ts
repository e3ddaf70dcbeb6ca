import { z } from 'zod'
import { addDays, formatDate, type LocalDate } from '#platform/clock'
import { dateField, emailField, oneOf, phoneField, severalOf, type Typed, wordsField } from '#platform/forms'
import { reviewLawOn } from '../law.ts'
import type { DatedProcedure } from './read-arrangements.ts'

export const bodyRoles = {
  council: 'Council',
  police: 'Police',
  health: 'Health service',
  housing: 'Landlord (registered provider)',
} as const
export type BodyRole = keyof typeof bodyRoles
export const appealTos = {
  csp_chair: 'The chair of the community safety partnership',
  local_policing_body: 'The police and crime commissioner',
  other_body: 'The chair of another area',
} as const

/** The clocks of a review: the field's name, and what it counts. */
export const clockFields = [
  ['acknowledgeDays', 'Acknowledge, from the application'],
  ['thresholdDays', 'Decide on the threshold, from the acknowledgement'],
  ['panelDays', 'Hold the panel, from the decision'],
  ['outcomeDays', 'Tell the outcome, from the panel'],
  ['respondDays', 'A body answers a recommendation'],
  ['appealWithinDays', 'The applicant may appeal'],
  ['appealDays', 'An appeal is decided'],
] as const

/** A whole number from the smallest to the largest that is allowed; without `missing` it may be left empty. */
function whole(
  name: string,
  { least, most, isNeeded = true }: { least: number; most: number; isNeeded?: boolean },
) {
  return wordsField({ name, most: 10, missing: isNeeded ? `${name}: enter a number` : undefined })
    .refine(
      (typed) => typed === '' || (/^\d+$/.test(typed) && Number(typed) >= least && Number(typed) <= most),
      `${name}: enter a whole number from ${least} to ${most}`,
    )
    .transform((typed) => (typed === '' ? null : Number(typed)))
}
const days = (name: string) => whole(name, { least: 1, most: 250 }).transform(Number)
const tomorrowOn = (today: LocalDate, name: string) =>
  dateField({ name }).refine((day) => day > today, {
    message: `Enter a day from ${formatDate(addDays(today, 1))} on: what holds already is not changed`,
    path: ['day'],
  })

/** What an area may say: it can make the Act's conditions easier and never harder (section 104(4), Schedule 4). */
export const procedureForm = (today: LocalDate) => {
  const { statute } = reviewLawOn(today)
  return z
    .object({
      from: tomorrowOn(today, 'the day from which it holds'),
      complaints: whole('Complaints', { least: 1, most: statute.complaints }).transform(Number),
      complaintMonths: whole('Months between incident and complaint', {
        least: statute.complaintMonths,
        most: 24,
      }).transform(Number),
      applicationMonths: whole('Months between complaint and application', {
        least: statute.applicationMonths,
        most: 60,
      }).transform(Number),
      beyond: oneOf(['none', 'some'], 'Say whether there are conditions beyond the Act'),
      conditions: severalOf(['noAction']),
      latest: whole('Months since the latest complaint', { least: 1, most: 60, isNeeded: false }),
      hate: whole('Complaints motivated by hate', { least: 1, most: 3, isNeeded: false }),
      metres: whole('Metres', { least: 1, most: 20_000 }).transform(Number),
      acknowledgeDays: days('Acknowledge'),
      thresholdDays: days('Decide on the threshold'),
      panelDays: days('Hold the panel'),
      outcomeDays: days('Tell the outcome'),
      respondDays: days('Answer a recommendation'),
      appealWithinDays: days('Time to appeal'),
      appealDays: days('Decide an appeal'),
      appealTo: oneOf(Object.keys(appealTos), 'Choose who decides appeals'),
      contactName: wordsField({ name: 'Contact', most: 200, missing: 'Enter whom the public asks' }),
      contactPhone: phoneField(),
      contactEmail: emailField(),
      contactAddress: wordsField({ name: 'Address', most: 500 }),
      source: wordsField({ name: 'Where it was decided', most: 500, missing: 'Say where it was decided' }),
      checked: severalOf(['yes']),
    })
    .transform(({ beyond, conditions, latest, checked, appealTo, ...rest }) => ({
      ...rest,
      statutoryOnly: beyond === 'none',
      latestWithinMonths: beyond === 'none' ? null : latest,
      noActionCaveat: beyond === 'some' && conditions.includes('noAction'),
      verified: checked.includes('yes'),
      appealTo: appealTo as keyof typeof appealTos,
    }))
}
export type NewProcedure = z.output<ReturnType<typeof procedureForm>>

/** The form as it stands for what holds now, from which a change begins. */
export function typedFrom({ procedure, contact }: Pick<DatedProcedure, 'procedure' | 'contact'>): Typed {
  const number = (value: number | null) => (value === null ? '' : String(value))
  return {
    complaints: number(procedure.complaints),
    complaintMonths: number(procedure.complaintMonths),
    applicationMonths: number(procedure.applicationMonths),
    beyond: procedure.statutoryOnly ? 'none' : 'some',
    conditions: procedure.noActionCaveat ? 'noAction' : '',
    latest: number(procedure.latestWithinMonths),
    hate: number(procedure.hateReports),
    metres: number(procedure.sameMetres),
    ...Object.fromEntries(clockFields.map(([clock]) => [clock, number(procedure.clocks[clock])])),
    appealTo: procedure.appealTo,
    contactName: contact.name,
    contactPhone: contact.phone,
    contactEmail: contact.email,
    contactAddress: contact.address,
  }
}

export const bodyForm = (today: LocalDate, organisations: readonly number[]) =>
  z
    .object({
      body: oneOf(organisations.map(String), 'Choose the organisation'),
      role: oneOf(Object.keys(bodyRoles), 'Choose as what'),
      bodyFrom: tomorrowOn(today, 'the day from which it is one'),
      because: wordsField({ name: 'Why', most: 500, missing: 'Say why, or where that was agreed' }),
    })
    .transform(({ body, role, bodyFrom, because }) => ({
      organisationId: Number(body),
      role: role as BodyRole,
      from: bodyFrom,
      because,
    }))

export const endForm = (today: LocalDate) =>
  z.object({ until: tomorrowOn(today, 'the first day on which it is none any more') })
