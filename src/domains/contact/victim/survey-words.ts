import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { type FormError, type Typed, typedValue } from '#platform/forms'
import type { Answers } from './survey.ts'

/** What a colleague decides about the words of a victim; until then nobody else reads them. */
export const wordDecisions = ['released', 'redacted', 'withheld'] as const
export type WordDecision = (typeof wordDecisions)[number]

export type AnsweredSurvey = {
  id: string
  caseId: string
  /** Null where the reader does not see the case. */
  caseReference: string | null
  teamName: string | null
  answeredAt: Date
  answers: Answers
  /** Null where nothing was written. */
  wordsState: WordDecision | 'waiting' | null
  /** What may be shown of the words. */
  words: string
  because: string
  decidedAt: Date | null
  decidedByName: string | null
  isMineToDecide: boolean
}

export const mostSurveys = 200

export type SurveyFilter = { id?: string; team?: string; words?: 'waiting' }

/** What victims answered, those that wait for a decision first, then the latest. */
export async function readSurveys(
  db: Transaction,
  organisations: readonly number[],
  { id, team, words }: SurveyFilter = {},
): Promise<AnsweredSurvey[]> {
  const { rows } = await sql<AnsweredSurvey>`
    select survey.id, survey.case_id as "caseId", asb_case.reference as "caseReference", team.name as "teamName",
      survey.answered_at as "answeredAt", survey.answers, survey.words_state as "wordsState",
      survey.words_shown as words, survey.moderated_because as because, survey.moderated_at as "decidedAt",
      decider.name as "decidedByName",
      survey.words_state is not null and moderates_survey(survey.id) as "isMineToDecide"
    from (select id, case_id, team_id, answered_at, answers, words_state, words_shown, moderated_because, moderated_at,
          moderated_by
        from satisfaction_survey as survey
        where answered_at is not null and organisation_id = any (${[...organisations]}::integer[])
          and (${id ?? null}::uuid is null or id = ${id ?? null})
          and (${team ?? null}::uuid is null or team_id = ${team ?? null})
          and (${words ?? null}::text is null or words_state = ${words ?? null})
        order by answered_at desc, id limit ${mostSurveys}) as survey
      left join asb_case on asb_case.id = survey.case_id left join team on team.id = survey.team_id
      left join member as decider on decider.id = survey.moderated_by
    order by survey.answered_at desc, survey.id`.execute(db)
  return rows
}

export type DecidedWords = { decision: WordDecision; because: string; takenOut: readonly string[] }
export type ReadWords = { ok: true; value: DecidedWords } | { ok: false; errors: readonly FormError[] }

const mostLetters = 1_000
const wrong = (field: string, message: string): FormError => ({ field, anchor: field, message })

/** The decision as it was typed: pieces to take out stand one to a line, as the victim wrote them. */
export function readDecision(typed: Typed, words: string): ReadWords {
  const decision = wordDecisions.find((one) => one === typedValue(typed, 'decision'))
  const because = typedValue(typed, 'because').trim()
  const { takenOut, unknown } =
    decision === 'redacted'
      ? takeOut(typedValue(typed, 'parts').split(/\r?\n/), words)
      : { takenOut: [], unknown: undefined }
  const errors = [
    ...(decision === undefined ? [wrong('decision', 'Choose what is shown')] : []),
    ...(decision === 'redacted' && takenOut.length === 0 && unknown === undefined
      ? [wrong('parts', 'Enter what is taken out, one piece to a line')]
      : []),
    ...(unknown === undefined ? [] : [wrong('parts', `They did not write “${unknown}”`)]),
    ...(decision === 'withheld' && because === '' ? [wrong('because', 'Say why nobody may read it')] : []),
    ...(because.length > mostLetters ? [wrong('because', 'Shorten it to 1,000 characters or fewer')] : []),
  ]
  return decision === undefined || errors.length > 0
    ? { ok: false, errors }
    : { ok: true, value: { decision, because, takenOut } }
}

/** The longest part first, so that a name within a longer part is taken out where it stands alone too. */
function takeOut(lines: readonly string[], words: string): { takenOut: string[]; unknown?: string } {
  const parts = [...new Set(lines.map((line) => line.trim()))]
    .filter((part) => part !== '')
    .sort((one, other) => other.length - one.length)
  const takenOut: string[] = []
  let left = words
  for (const part of parts) {
    if (left.includes(part)) {
      left = left.replaceAll(part, '[…]')
      takenOut.push(part)
    } else if (!takenOut.some((longer) => longer.includes(part))) return { takenOut, unknown: part }
  }
  return { takenOut }
}
