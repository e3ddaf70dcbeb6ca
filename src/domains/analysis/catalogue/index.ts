import { actionSubject, caseSubject, riskSubject } from './case-subjects.ts'
import { handOverSubject, orderSubject, reviewSubject } from './casework-subjects.ts'
import { reportSubject } from './report-subject.ts'
import type { Subject } from './subject.ts'
import {
  contactMadeSubject,
  contactSubject,
  evidenceSubject,
  personSubject,
  surveySubject,
} from './victim-subjects.ts'

export * from './subject.ts'

/** Everything that can be counted, in the order in which it is offered. The names are part of addresses. */
export const subjects = {
  reports: reportSubject,
  cases: caseSubject,
  actions: actionSubject,
  risk: riskSubject,
  reviews: reviewSubject,
  powers: orderSubject,
  hand_overs: handOverSubject,
  evidence: evidenceSubject,
  contact: contactSubject,
  contacts_made: contactMadeSubject,
  satisfaction: surveySubject,
  people: personSubject,
} as const satisfies Readonly<Record<string, Subject>>

export type SubjectName = keyof typeof subjects
export const subjectNames = Object.keys(subjects) as readonly SubjectName[]
export const isSubjectName = (name: string): name is SubjectName => Object.hasOwn(subjects, name)
export const subjectOf = (name: SubjectName): Subject => subjects[name]

/** An entry of a record by a name that was checked before. */
export function named<Value>(among: Readonly<Record<string, Value>>, name: string): Value {
  const found = Object.hasOwn(among, name) ? among[name] : undefined
  if (found === undefined) throw new Error(`The catalogue has no ${name}`)
  return found
}
