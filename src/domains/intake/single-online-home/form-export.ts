import { z } from 'zod'
import { reporterKinds } from '#domains/reports'
import { incidentMessageSchema, numberSchema, type SentIncident } from '../incident/incident.ts'

const { shape } = incidentMessageSchema
const person = shape.people.unwrap().element.shape
const answer = shape.answers.unwrap().element.shape
/** Up to a hundred characters; an empty one is one that was left out. */
const shortText = shape.asb_type

/** How people stand to it in the words of public forms, and in ours. */
const roles = {
  victim: 'victim',
  witness: 'witness',
  suspect: 'alleged_perpetrator',
  other: 'other',
} as const

const named = {
  name: person.name,
  born_on: person.born_on,
  phone: person.phone,
  email: person.email,
  address: person.address,
  postcode: person.postcode,
}

/**
 * A form that somebody filled in on the website of a police force, as it may be exported. Single Online Home publishes no
 * schema of its exports: this one is ours, in their style (who, what, where, when, and every answer with its question).
 */
export const formExportSchema = z.object({
  reference: numberSchema.describe('The number that the website gave to who filled it in'),
  submitted_at: shape.received_at.unwrap().describe('When it was sent'),
  force: shortText.describe('Code of the force whose page it was'),
  form: z.object({ name: shortText, version: shortText }).optional(),
  category: shape.opening.describe('What the form calls it; the mapping of the source says what it is here'),
  asb_type: shape.asb_type,
  incident: z.object({
    description: shape.narrative,
    started_at: shape.occurred_from,
    ended_at: shape.occurred_to,
    is_ongoing: z.boolean().optional(),
  }),
  location: shape.location,
  reporter: z
    .object({
      ...named,
      kind: z.enum(reporterKinds).default('not_known'),
      safe_contact: person.safe_contact,
    })
    .optional()
    .describe('Left out where it was sent without a name'),
  people: z
    .array(
      z.object({
        ...named,
        role: z.enum(Object.keys(roles) as (keyof typeof roles)[]),
        description: person.description,
      }),
    )
    .max(49)
    .default([])
    .describe('Others who are named'),
  vehicles: shape.vehicles,
  answers: z
    .array(z.object({ id: answer.question, question: answer.wording, answer: answer.answer }))
    .max(99)
    .default([])
    .describe('Every other question as it was asked'),
})
export type FormExport = z.output<typeof formExportSchema>

/** Its source here: one force's website counts its own numbers. */
export function sourceOf(force: string | undefined): string {
  const plain = (force ?? '').replaceAll(/[^A-Za-z0-9._-]/g, '-').slice(0, 50)
  return plain === '' ? 'SOH' : `SOH-${plain}`
}

/** A form is sent once and never changed: its one version. */
const onlyVersion = 1

export function incidentOfForm(sent: FormExport): SentIncident {
  const { incident, reporter, people } = sent
  const form = [sent.form?.name, sent.form?.version].filter((part) => part !== undefined).join(', version ')
  const facts = [
    { question: 'is_ongoing', wording: 'Is it still going on?', answer: yesOrNo(incident.is_ongoing) },
    { question: 'form', wording: 'Form of the website', answer: form },
  ]
  return {
    source: sourceOf(sent.force),
    number: sent.reference,
    version: onlyVersion,
    kind: 'creation',
    sent_at: sent.submitted_at,
    received_at: sent.submitted_at,
    occurred_from: incident.started_at,
    occurred_to: incident.ended_at,
    asb_type: sent.asb_type,
    opening: sent.category,
    reporter_kind: reporter === undefined ? 'anonymous' : reporter.kind,
    location: sent.location,
    narrative: incident.description,
    vehicles: sent.vehicles,
    people: [
      ...(reporter === undefined ? [] : [{ ...withoutKind(reporter), role: 'reporter' }]),
      ...people.map((each) => ({ ...each, role: roles[each.role] })),
    ],
    answers: [
      ...sent.answers.map(({ id, question, answer: said }) => ({
        question: id,
        wording: question,
        answer: said,
      })),
      ...facts.filter(({ answer: said }) => said !== ''),
    ].slice(0, 100),
  }
}

const withoutKind = ({ kind: _, ...rest }: NonNullable<FormExport['reporter']>) => rest
const yesOrNo = (is: boolean | undefined) => (is === undefined ? '' : is ? 'Yes' : 'No')

/** JSON Schema (2020-12) of the export, as it is published. */
export function formJsonSchema(): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(formExportSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern
    },
  })
}
