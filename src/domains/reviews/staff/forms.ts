import { z } from 'zod'
import { type LocalDate, londonInstant } from '#platform/clock'
import {
  dateField,
  emailField,
  oneOf,
  phoneField,
  type Typed,
  timeField,
  typedValue,
  wordsField,
} from '#platform/forms'
import { referenceSchema } from '#platform/ids'
import { appealable } from '../public/appeal-page.tsx'
import type { Review } from '../read-review.ts'
import {
  type AppealDecision,
  appealDecisions,
  closingReasons,
  type MinuteSubject,
  meetingReasons,
  minuteSubjects,
  refusalReasons,
  triggerReasons,
} from '../review.ts'
import { bodyRoles } from './people-section.tsx'

const words = (name: string, missing?: string, most = 5_000) => wordsField({ name, most, missing })
const nothing = z.undefined().catch(undefined)
const codes = (names: Readonly<Record<string, string>>) => oneOf(Object.keys(names), 'Choose the reason')
const reasons = words('Reasons', 'Give the reasons')
const told = words('What the applicant is told', 'Say what the applicant is told')
const text = (value: string | undefined) => value ?? ''

export const acknowledgeForm = () =>
  z.object({
    name: words('Name', 'Enter the name of the contact', 200),
    phone: phoneField(),
    email: emailField(),
  })

export const contactForm = () =>
  acknowledgeForm()
    .extend({ member: z.uuid('Choose who it is') })
    .transform(({ member, ...rest }) => ({
      ...rest,
      memberId: member,
    }))

const organisation = wordsField({ name: 'The organisation', most: 20 })
  .refine((typed) => /^\d{1,9}$/.test(typed), 'Choose the organisation')
  .transform(Number)
const why = words('Why', 'Say why', 500)

export const bodyForm = () =>
  z
    .object({ body: organisation, role: oneOf(Object.keys(bodyRoles), 'Choose as what'), because: why })
    .transform(({ body, role, because }) => ({
      organisationId: body,
      role: role as keyof typeof bodyRoles,
      because,
    }))

export const leadForm = () =>
  acknowledgeForm()
    .extend({ body: organisation, because: why })
    .transform(({ body, ...rest }) => ({ ...rest, organisationId: body }))

export const caseForm = () => z.object({ case: referenceSchema('CASE') })

/** By a reference, or made elsewhere on a day. */
export const complaintForm = (typed: Typed, today: LocalDate) => {
  const hasReference = typedValue(typed, 'reference').trim() !== ''
  return z.object({
    reference: words('Reference', undefined, 40),
    toldTo: words('Made to', hasReference ? undefined : 'Enter a reference, or to whom it was made', 200),
    complained: hasReference ? nothing : dateField({ name: 'the day on which it was made', latest: today }),
    incident: hasReference ? nothing : dateField({ name: 'the day of the incident', latest: today }),
    because: words('Why', 'Say why it is about the same behaviour', 500),
  })
}

export const metForm = () =>
  z.object({ code: codes(meetingReasons), reasons, told }).transform(({ code, ...rest }) => ({
    ...rest,
    decision: 'met' as const,
    reasonCode: text(code),
    persistence: '',
    harm: '',
    adequacy: '',
  }))

export const refusedForm = () =>
  z
    .object({
      code: codes(refusalReasons),
      persistence: words('Persistence', 'Say how persistent it is'),
      harm: words('Harm', 'Say what harm there is, or might be'),
      adequacy: words('Adequacy', 'Say whether what was done was adequate'),
      reasons,
      told,
    })
    .transform(({ code, ...rest }) => ({ ...rest, decision: 'not_met' as const, reasonCode: text(code) }))

export const triggerForm = () =>
  z
    .object({ code: codes(triggerReasons), reasons, told })
    .transform(({ code, ...rest }) => ({ ...rest, reasonCode: text(code) }))

export const panelForm = (typed: Typed) =>
  z
    .object({
      on: dateField({ name: 'the day of the panel' }),
      at: timeField({ name: 'the time of the panel' }),
      place: words('Place', 'Enter the place, or how to join', 500),
      chair: words('Chair', 'Enter who chairs the panel', 200),
      from: words('Where the chair comes from', 'Enter where the chair comes from', 200),
      independent: oneOf(['yes', 'no'], 'Say whether the chair is independent'),
      chairBecause: words(
        'Why',
        typedValue(typed, 'independent') === 'no' ? 'Say why there is no independent chair' : undefined,
        500,
      ),
      members: words('Members', 'Enter the members of the panel'),
      invited: oneOf(['yes', 'no'], 'Say whether the victim is invited'),
      notInvited: words(
        'Why',
        typedValue(typed, 'invited') === 'no' ? 'Say why the victim is not invited' : undefined,
        500,
      ),
    })
    .transform((typedPanel) => ({
      meetsAt: londonInstant(typedPanel.on, typedPanel.at),
      place: typedPanel.place,
      chairName: typedPanel.chair,
      chairFrom: typedPanel.from,
      chairIsIndependent: typedPanel.independent === 'yes',
      chairBecause: typedPanel.independent === 'yes' ? '' : typedPanel.chairBecause,
      members: typedPanel.members,
      victimInvited: typedPanel.invited === 'yes',
      notInvitedBecause: typedPanel.invited === 'yes' ? '' : typedPanel.notInvited,
    }))

export const heldForm = () =>
  z
    .object({
      attended: words('Who was there', 'Enter who was there'),
      absent: words('Who was not there'),
      victim: oneOf(['yes', 'no'], 'Say whether the victim was there'),
    })
    .transform(({ victim, ...rest }) => ({ ...rest, victimAttended: victim === 'yes' }))

export const minuteForm = () =>
  z
    .object({
      subject: oneOf(Object.keys(minuteSubjects), 'Choose what it is about'),
      words: words('Minutes', 'Enter the minutes', 10_000),
      read: oneOf(['all', 'own'], 'Choose who reads it'),
    })
    .transform(({ subject, read, words: written }) => ({
      subject: subject as MinuteSubject,
      words: written,
      isPrivate: read === 'own',
    }))

export const recommendForm = (review: Review, today: LocalDate) =>
  z
    .object({
      what: words('What should be done', 'Say what should be done', 1_000),
      body: oneOf(
        review.bodies.map(({ id }) => String(id)),
        'Choose by whom',
      ),
      due: dateField({ name: 'the day by which it is done' }).refine((day) => day >= today, {
        message: 'The day by which it is done must be today or in the future',
        path: ['day'],
      }),
    })
    .transform(({ what, body, due }) => ({ what, organisationId: Number(body), dueOn: due }))

export const answerForm = (typed: Typed) =>
  z
    .object({
      answer: oneOf(['accept', 'refuse'], 'Say whether you do it'),
      response: words(
        'The answer',
        typedValue(typed, 'answer') === 'refuse' ? 'Say why not' : undefined,
        1_000,
      ),
    })
    .transform(({ answer, response }) => ({ isAccepted: answer === 'accept', response }))

export const finishForm = () => z.object({ outcome: words('What came of it', 'Say what came of it', 1_000) })

export const outcomeForm = () =>
  z
    .object({ code: codes(meetingReasons), reasons, told })
    .transform(({ code, ...rest }) => ({ ...rest, reasonCode: text(code) }))

export const appealForm = () =>
  z
    .object({
      submission: z.uuid(),
      against: oneOf(appealable, 'Choose what it is against'),
      grounds: words('Why', 'Say why they do not agree'),
    })
    .transform(({ submission, against, grounds }) => ({
      submissionId: submission,
      against: appealable.find((each) => each === against) ?? 'conduct',
      grounds,
    }))

export const decideAppealForm = () =>
  z
    .object({
      decision: oneOf(Object.keys(appealDecisions), 'Choose the decision'),
      by: words('Decided by', 'Enter who decided', 200),
      reasons,
      told,
    })
    .transform(({ decision, by, ...rest }) => ({
      ...rest,
      decision: decision as AppealDecision,
      decidedBy: by,
    }))

export const closeForm = () =>
  z
    .object({ code: codes(closingReasons), reasons, told })
    .transform(({ code, ...rest }) => ({ ...rest, reasonCode: text(code) }))

export const withdrawForm = () => z.object({ reasons: words('What they said', 'Say what they said'), told })
