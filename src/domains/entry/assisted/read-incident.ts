import { z } from 'zod'
import { type Grade, gradeNames, grades, mostLetters, type PoliceIncident } from '#domains/police-log'
import { type FormError, oneOf, readForm, type Typed, typedValue, wordsField } from '#platform/forms'

/** What a force requires of its own form (feature row 49): the incident, and the first entry of its log. */
export type ReadIncident = { incident: PoliceIncident; firstEntry: string }

export const attendedChoices = ['yes', 'no', 'not_known'] as const

export const incidentFields = [
  'incident_number',
  'occurrence_number',
  'grade',
  'officer_number',
  'attended',
  'log_words',
] as const

const number = (name: string, most: number, missing?: string) => wordsField({ name, most, missing })

const schema = z.object({
  incident_number: number('The incident number', 60, 'Enter the incident number'),
  occurrence_number: number('The occurrence number', 60),
  grade: oneOf(grades, 'Select the grade'),
  officer_number: number('Your officer or staff number', 20, 'Enter your officer or staff number'),
  attended: oneOf(attendedChoices, 'Say whether somebody attended'),
  log_words: wordsField({
    name: 'The first entry of the log',
    most: mostLetters,
    missing: 'Write the first entry of the log',
  }),
})

export function readIncident(
  typed: Typed,
): { ok: true; read: ReadIncident } | { ok: false; errors: readonly FormError[] } {
  const result = readForm(schema, typed)
  if (!result.ok) return result
  const { incident_number, occurrence_number, grade, officer_number, attended, log_words } = result.value
  return {
    ok: true,
    read: {
      incident: {
        incidentNumber: incident_number,
        occurrenceNumber: occurrence_number,
        grade: gradeOf(grade),
        officerNumber: officer_number,
        attended: attended === 'yes' ? true : attended === 'no' ? false : null,
      },
      firstEntry: log_words,
    },
  }
}

function gradeOf(code: string | undefined): Grade {
  return grades.find((grade) => grade === code) ?? 'not_known'
}

/**
 * As much of the incident as there is, for somebody who may be at risk: the log begins with what there is to say, and a
 * number that is missing stays empty, with why among what is not known.
 */
export function readWhatThereIs(typed: Typed): { read: ReadIncident; missing: string[] } {
  const missing = readIncident(typed)
  const text = (name: string, most: number) => typedValue(typed, name).trim().slice(0, most)
  const attended = typedValue(typed, 'attended')
  return {
    read: {
      incident: {
        incidentNumber: text('incident_number', 60),
        occurrenceNumber: text('occurrence_number', 60),
        grade: gradeOf(typedValue(typed, 'grade')),
        officerNumber: text('officer_number', 20),
        attended: attended === 'yes' ? true : attended === 'no' ? false : null,
      },
      firstEntry:
        text('log_words', mostLetters) || 'Saved because somebody may be at risk; the first entry follows.',
    },
    missing: missing.ok ? [] : missing.errors.map(({ field }) => field),
  }
}

export function gradeItems() {
  return grades.map((grade) => ({ value: grade, text: gradeNames[grade] }))
}
