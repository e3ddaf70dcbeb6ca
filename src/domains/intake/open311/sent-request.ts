import { createHash } from 'node:crypto'
import type { FieldProblem } from '#platform/http'
import type { SentIncident } from '../incident/incident.ts'
import { fieldOf, type SentForm } from './sent-form.ts'
import { fixMyStreetId, type Service } from './services.ts'

type Fields = Pick<SentForm, 'fields'>

/** What tells a report from another of the same sender: its own number where it gives one. */
export type OwnNumber = { source: string; number: string } | { source: string; sameWords: string }

export function ownNumberOf(form: Fields): OwnNumber {
  const given = fieldOf(form, `attribute[${fixMyStreetId}]`)
  if (given !== undefined) return { source: 'FIXMYSTREET', number: given.slice(0, 100) }
  const external = fieldOf(form, 'external_id') ?? fieldOf(form, 'attribute[external_id]')
  if (external !== undefined) return { source: 'OPEN311', number: external.slice(0, 100) }
  const said = [...form.fields].filter(([name]) => name !== 'api_key').sort()
  return {
    source: 'OPEN311',
    sameWords: createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32),
  }
}

const coordinate = /^-?\d{1,3}(\.\d{1,20})?$/

/** What keeps a report from being taken: the place, as the standard asks for one in one of three ways. */
export function findProblems(form: Fields): FieldProblem[] {
  const [lat, long] = [fieldOf(form, 'lat'), fieldOf(form, 'long')]
  if (lat === undefined && long === undefined)
    return fieldOf(form, 'address_string') === undefined && fieldOf(form, 'address_id') === undefined
      ? [{ field: 'lat', message: 'give lat and long, address_string or address_id' }]
      : []
  const bounds = [
    ['lat', lat, 90],
    ['long', long, 180],
  ] as const
  return bounds
    .filter(([, text, most]) => !coordinate.test(text ?? '') || Math.abs(Number(text)) > most)
    .map(([field, , most]) => ({ field, message: `give degrees (WGS84) from -${most} to ${most}` }))
}

/** Parameters that have a place of their own; everything else is kept beside the report. */
const known = new Set([
  'api_key',
  'jurisdiction_id',
  'service_code',
  'lat',
  'long',
  'address_string',
  'address_id',
  'email',
  'first_name',
  'last_name',
  'phone',
  'description',
  'media_url',
  'external_id',
])

/** FixMyStreet's word for a report whose place nobody pointed at. */
const notPinpointed = '#NOTPINPOINTED#'

/** A request of GeoReport v2 as the canonical message; its number is given by the caller. */
export function incidentOfRequest(
  form: Fields,
  service: Service,
  about: { source: string; number: string; now: Date },
): SentIncident {
  const reporter = reporterOf(form)
  const { answers, extra } = attributesOf(form, service)
  const media = mediaOf(form)
  const now = about.now.toISOString()
  const addressId = fieldOf(form, 'address_id')
  return {
    source: about.source,
    number: about.number,
    version: 0,
    kind: 'creation',
    sent_at: now,
    received_at: now,
    asb_type: service.code,
    reporter_kind: reporter === undefined ? 'anonymous' : 'not_known',
    narrative: fieldOf(form, 'description'),
    location: {
      ...(fieldOf(form, 'lat') === undefined
        ? {}
        : { latitude: Number(fieldOf(form, 'lat')), longitude: Number(fieldOf(form, 'long')) }),
      address: fieldOf(form, 'address_string') ?? (addressId === notPinpointed ? undefined : addressId),
    },
    people: reporter === undefined ? [] : [reporter],
    answers: [
      ...answers,
      ...(media === '' ? [] : [{ question: 'media_url', wording: 'Photo elsewhere', answer: media }]),
    ].slice(0, 100),
    extra,
  }
}

export function reporterOf(form: Fields) {
  const names = [fieldOf(form, 'first_name'), fieldOf(form, 'last_name')]
  const name = names.filter((part) => part !== undefined && part !== '-').join(' ')
  const [phone, email] = [fieldOf(form, 'phone'), fieldOf(form, 'email')]
  if (name === '' && phone === undefined && email === undefined) return undefined
  return { id: 'reporter', role: 'reporter', name: name === '' ? undefined : name, phone, email }
}

/** Addresses of photos elsewhere are kept as words: nothing is fetched for a stranger. */
export const mediaOf = ({ fields }: Fields) =>
  (fields.get('media_url') ?? [])
    .map((url) => url.trim())
    .filter((url) => url !== '')
    .join(' ')

/** Attributes that the question set knows are answers in its words; others are kept as they are. */
function attributesOf({ fields }: Fields, { questions }: Service) {
  const answers: { question: string; wording: string; answer: string }[] = []
  const extra: Record<string, string> = {}
  for (const [parameter, values] of fields) {
    const code = /^attribute\[([^\]]{1,100})\](?:\[\])?$/.exec(parameter)?.[1]
    const given = values.map((value) => value.trim()).filter((value) => value !== '')
    if (given.length === 0 || code === fixMyStreetId || code === 'external_id') continue
    const question = questions.find(({ id }) => id === code)
    if (question === undefined) {
      if (!known.has(parameter)) extra[(code ?? parameter).slice(0, 100)] = given.join(', ').slice(0, 20_000)
      continue
    }
    const labels = given.map(
      (value) => question.options.find((option) => option.code === value)?.label ?? value,
    )
    answers.push({
      question: question.id,
      wording: question.wording,
      answer: labels.join(', ').slice(0, 5_000),
    })
  }
  return { answers, extra }
}
