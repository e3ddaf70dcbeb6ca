import { type AskedQuestion, askedIn, questionsOf, readAsbTypes, readQuestionSets } from '#domains/reports'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Item } from './formats.ts'

type ChoiceQuestion = Exclude<AskedQuestion, { kind: 'words' }>

/** A type of anti-social behaviour as another system offers it to those who report. */
export type Service = {
  code: string
  name: string
  description: string
  group: string
  /** Of its published question set, those that are answered by choosing. */
  questions: readonly ChoiceQuestion[]
}

/** Stands for a type that nobody gave; nobody is asked to choose it. */
const notGiven = 'unspecified'

/** Types in force on a day with the questions of their sets, in English, by name. */
export async function readServices(db: Transaction, day: LocalDate): Promise<Service[]> {
  const [types, sets] = await Promise.all([readAsbTypes(db, day), readQuestionSets(db, day)])
  const asked = new Map(sets.map((set) => [set.asbType, askedIn(set, 'en')]))
  return types
    .filter(({ code }) => code !== notGiven)
    .map(({ code, label, nationalType }) => {
      const set = asked.get(code)
      return {
        code,
        name: set?.label ?? label,
        description: set?.examples ?? label,
        group: nationalType,
        questions: set === undefined ? [] : questionsOf(set).filter((question) => question.kind !== 'words'),
      }
    })
}

export function serviceItem({ code, name, description, group }: Service): Item {
  return {
    service_code: code,
    service_name: name,
    description,
    // Each has at least the attribute by which a report that is sent twice is known.
    metadata: true,
    type: 'realtime',
    keywords: 'anti-social behaviour',
    group,
  }
}

/** Where FixMyStreet puts its own number of a report, so that one it sends again is filed once. */
export const fixMyStreetId = 'fixmystreet_id'

export function definitionItem({ code, questions }: Service): Item {
  const own = {
    variable: false,
    code: fixMyStreetId,
    datatype: 'string',
    required: false,
    datatype_description: '',
    order: 0,
    description: 'Your own number of the report, so that it is filed once however often it is sent',
    // Of FixMyStreet: filled in by the sending system and not asked of anybody.
    automated: 'server_set',
    values: [],
  }
  return {
    service_code: code,
    attributes: [
      own,
      ...questions.map((question, index) => ({
        variable: true,
        code: question.id,
        datatype: question.kind === 'one' ? 'singlevaluelist' : 'multivaluelist',
        // A report without it is taken all the same: nobody's words are lost for a box that was not ticked.
        required: false,
        datatype_description: question.hint ?? '',
        order: index + 1,
        description: question.wording,
        values: question.options.map(({ code: key, label }) => ({ key, name: label })),
      })),
    ],
  }
}
