import type { NamedPerson, NewReport } from '#domains/reports'
import type { IncidentState } from './fold-incident.ts'
import type { IncidentDoor, IncidentMessage } from './incident.ts'
import type { FoundPlace } from './locate-incident.ts'
import { flagMeanings, gradeOf, grades, type Mapping, meaningOf, roleOf } from './mapping.ts'

/** As much as a field of the report holds. */
const mostSummary = 5_000
const mostAnswer = 5_000

/**
 * Whether enough is known for a report: the source opened it, or told where and when as well as what, so that nothing
 * waits for an opening that was lost on the way. Anything less waits for the message that opens the incident.
 */
export function isEnoughForReport(state: IncidentState): boolean {
  if (state.kinds.includes('creation')) return true
  const saysWhat =
    state.narrative !== undefined || state.opening !== undefined || state.asb_type !== undefined
  return saysWhat && state.location !== undefined && startOf(state) !== undefined
}

function startOf({ occurred_from, received_at }: IncidentState): string | undefined {
  return occurred_from ?? received_at
}

/** What an incident says when it is first filed, as a report; `asbType` is one of ours. */
export function reportOfIncident(
  state: IncidentState,
  given: {
    door: IncidentDoor
    asbType: string
    mapping: Mapping
    place: FoundPlace
    submissionId: string
    statusSecret: string
    sender: string
    entered: { by: string | null; for: number }
    now: Date
  },
): NewReport {
  const { mapping, place } = given
  const from = new Date(startOf(state) ?? state.remarks[0]?.at ?? given.now)
  const to = new Date(state.occurred_to ?? from)
  const people = state.people.map((person) => personOf(person, state, mapping))
  const reporter = state.people.find(({ role }) => roleOf(role, mapping) === 'reporter')
  return {
    submissionId: given.submissionId,
    statusSecret: given.statusSecret,
    channel: given.door,
    source: given.sender.slice(0, 200),
    asbType: given.asbType,
    summary: summaryOf(state),
    answers: answersOf(state, mapping),
    occurrence: 'once',
    occurredFrom: from,
    occurredTo: to < from ? from : to,
    ...(place.location === undefined ? {} : { location: place.location }),
    placeWords: place.words,
    ...(place.derived === undefined ? {} : { derived: place.derived }),
    ...(reporter === undefined
      ? {}
      : {
          contact: {
            name: reporter.name,
            phone: reporter.phone,
            email: reporter.email,
            address: reporter.address,
            preferredChannel:
              reporter.phone !== undefined ? 'phone' : reporter.email !== undefined ? 'email' : 'none',
            safeContact: reporter.safe_contact,
          },
        }),
    reporterKind: state.reporter_kind ?? 'not_known',
    entered: given.entered,
    people,
  }
}

/** A person as they are named in the report; a vehicle is theirs where there is one of each. */
export function personOf(
  person: IncidentMessage['people'][number],
  { vehicles, people }: Pick<IncidentState, 'vehicles' | 'people'>,
  mapping: Mapping,
): NamedPerson {
  const role = roleOf(person.role, mapping)
  const alone = people.filter((each) => roleOf(each.role, mapping) === 'alleged_perpetrator').length === 1
  return {
    role,
    name: person.name,
    ...(person.born_on === undefined ? {} : { bornOn: person.born_on }),
    phone: person.phone,
    email: person.email,
    address: person.address,
    postcode: person.postcode,
    description: person.description,
    ...(role === 'alleged_perpetrator' && alone && vehicles.length > 0
      ? { vehicle: vehicles.map(vehicleWords).join('; ').slice(0, 200) }
      : {}),
    vulnerabilities: person.vulnerabilities,
  }
}

export function vehicleWords({ registration, description }: IncidentMessage['vehicles'][number]): string {
  return [registration, description].filter((part) => part !== undefined).join(', ')
}

export function summaryOf({ narrative, remarks, opening }: IncidentState): string {
  const words = narrative ?? remarks[0]?.text ?? opening?.text ?? ''
  return words.length > mostSummary ? `${words.slice(0, mostSummary - 1)}…` : words
}

export function codeWords(code: IncidentState['opening']): string {
  return [code?.code, code?.text].filter((part) => part !== undefined).join(': ')
}

/** Facts that have no field of their own, as answers: shown with the report, and known to routing rules. */
function answersOf(state: IncidentState, mapping: Mapping): NonNullable<NewReport['answers']> {
  const grade = gradeOf(state.grade, mapping)
  const meanings = state.flags.flatMap((flag) => meaningOf(flag, mapping) ?? [])
  const flags = state.flags.map((flag) => {
    const meaning = meaningOf(flag, mapping)
    return meaning === undefined ? flag : flagMeanings[meaning]
  })
  const facts: [string, string, string][] = [
    ['grade', 'Grade of the response', grade === undefined ? codeWords(state.grade) : grades[grade]],
    ['opening_code', 'Classification on opening', codeWords(state.opening)],
    ['qualifier', 'Qualifier of the source', state.qualifier ?? ''],
    ['flags', 'Flags of the source', [...new Set(flags)].join(', ')],
    ['risk', 'Warnings of the source', state.risk ?? ''],
    ['vehicles', 'Vehicles', state.vehicles.map(vehicleWords).join('; ')],
  ]
  const asked = state.answers.map(({ question, wording, answer }) => [question, wording, answer] as const)
  return [...facts, ...asked]
    .filter(([, , answer]) => answer !== '')
    .slice(0, 100)
    .map(([question, wording, answer]) => ({
      question,
      wording,
      answer: answer.slice(0, mostAnswer),
      codes: question === 'flags' ? [...new Set(meanings)] : [],
    }))
}
