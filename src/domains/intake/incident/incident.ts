import { z } from 'zod'
import { type Channel, personRoles, reporterKinds } from '#domains/reports'
import { sentShapes } from '../sent-report.ts'

/**
 * The canonical "incident received" message: what every control room, records system, file drop and mailbox is brought
 * to before it is taken. One message is one version of one incident of one source; what a message leaves out it says
 * nothing about, so a later one adds to what earlier ones said. The shape follows MAIT 1.0.0 (creation, update, closure)
 * and the incident transfer of UCRI2 (remarks with time and category).
 */
export const messageKinds = ['creation', 'update', 'closure', 'regrade', 'link'] as const
export type MessageKind = (typeof messageKinds)[number]

/** The doors whose messages are brought to this form, as channels of the report that comes of it. */
export const incidentDoors = [
  'command_and_control',
  'mait',
  'file_drop',
  'email',
  'open311',
  'single_online_home',
  'referral',
] as const satisfies readonly Channel[]
export type IncidentDoor = (typeof incidentDoors)[number]

const emptyIsAbsent = (value: string) => (value === '' ? undefined : value)
const withoutNul = (value: string) => !value.includes('\u0000')

/** Spaces around it are nothing, and an empty text is one that was left out. */
function text(most: number) {
  return z
    .string()
    .max(most)
    .refine(withoutNul, 'This text holds a character that cannot be saved')
    .transform((value) => emptyIsAbsent(value.trim()))
    .optional()
}

const moment = z.iso
  .datetime({ offset: true, error: 'Use ISO 8601 with the zone, such as 2026-11-01T22:15:00Z' })
  .refine((value) => new Date(value).getUTCFullYear() >= 1990, 'This is before 1990')

/** A code of the source with the words that the source shows for it; which of ours it is, its mapping says. */
const code = z.object({
  code: text(100).describe('As the source writes it; its mapping says what it is here'),
  text: text(300).describe('What the source shows for the code'),
})

const locationSchema = z
  .object({
    easting: z.number().min(0).max(700_000).optional().describe('British National Grid metres'),
    northing: z.number().min(0).max(1_300_000).optional(),
    longitude: z.number().min(-180).max(180).optional().describe('WGS84 degrees'),
    latitude: z.number().min(-90).max(90).optional(),
    precision_m: z.int().min(0).max(50_000).optional().describe('How far off the point may be, in metres'),
    ...sentShapes,
    radius_m: z
      .int()
      .min(1)
      .max(50_000)
      .optional()
      .describe('Where it is only known to be somewhere within so many metres of the place'),
    uprn: text(12).describe('Unique Property Reference Number'),
    postcode: text(10),
    address: text(500).describe('As one line, or the place in words'),
    beat: text(60).describe('The beat that the source gave it to'),
  })
  .superRefine((given, context) => {
    for (const [one, other] of [
      ['easting', 'northing'],
      ['northing', 'easting'],
      ['longitude', 'latitude'],
      ['latitude', 'longitude'],
    ] as const)
      if (given[one] === undefined && given[other] !== undefined)
        context.addIssue({ code: 'custom', path: [one], message: `The other half, ${other}, is here` })
  })
  .describe('Any of the ways to say where; the most exact one that is found counts')

const remarkSchema = z.object({
  at: moment,
  text: z
    .string()
    .trim()
    .min(1)
    .max(20_000)
    .refine(withoutNul, 'This text holds a character that cannot be saved'),
  category: text(100),
})

const personSchema = z.object({
  id: text(100).describe(
    "The source's own number of the person within the incident: the same one is replaced",
  ),
  role: text(100).describe(`${personRoles.join(', ')}, or a code that the source's mapping knows`),
  name: text(200),
  born_on: z.iso.date().optional(),
  phone: text(40),
  email: text(320),
  address: text(500),
  postcode: text(10),
  description: text(2_000),
  vulnerabilities: z.array(z.string().trim().min(1).max(60)).max(30).default([]),
  safe_contact: text(1_000).describe('When and how it is safe to reach them'),
})

const vehicleSchema = z.object({ registration: text(20), description: text(300) })

const linkSchema = z.object({
  source: text(60).describe('The same source when left out'),
  number: z.string().trim().min(1).max(100),
  relation: text(100).describe('Duplicate of, part of, follows'),
})

/** Names that stand in addresses: letters, digits, dot, dash and underscore. */
export const sourceSchema = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][\w.-]{0,59}$/, 'Use up to 60 letters, digits, dots, dashes or underscores')
  .transform((name) => name.toUpperCase())
  .describe('The system that sends, such as STORM; capitals make no difference')
export const numberSchema = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine(withoutNul, 'This text holds a character that cannot be saved')
  .describe('The number of the incident in that system')

export const incidentMessageSchema = z.object({
  source: sourceSchema,
  number: numberSchema,
  version: z
    .int()
    .min(0)
    .max(2_147_483_647)
    .describe('Counts up with every message about the incident; the same version sent again changes nothing'),
  kind: z.enum(messageKinds),
  sent_at: moment.optional().describe('When the source sent this message'),
  received_at: moment.optional().describe('When the incident was reported to the source'),
  occurred_from: moment.optional().describe('Taken as received_at when left out'),
  occurred_to: moment.optional(),
  asb_type: text(100).describe('Our own code of the type, where the source knows it'),
  reporter_kind: z.enum(reporterKinds).optional().describe('Who tells of it'),
  opening: code.optional().describe('Classification on opening'),
  closing: code.optional().describe('Classification on closing; never overwrites the opening one'),
  qualifier: z
    .enum(['personal', 'nuisance', 'environmental'])
    .optional()
    .describe('Of the National Standard for Incident Recording'),
  grade: code.optional().describe('Grade or priority of the response'),
  location: locationSchema.optional(),
  narrative: text(20_000).describe('What happened'),
  remarks: z
    .array(remarkSchema)
    .max(500)
    .default([])
    .describe('The log of the incident; only new ones need to be sent'),
  people: z.array(personSchema).max(50).default([]),
  vehicles: z.array(vehicleSchema).max(50).default([]),
  flags: z.array(z.string().trim().min(1).max(100)).max(50).default([]).describe('Tags of the source'),
  risk: text(5_000).describe('Warnings and risks, as the source writes them'),
  answers: z
    .array(
      z.object({
        question: z.string().trim().min(1).max(100),
        wording: z.string().trim().min(1).max(500),
        answer: z.string().trim().max(5_000),
      }),
    )
    .max(100)
    .default([])
    .describe('Questions as they were asked'),
  closure: z
    .object({ at: moment.optional(), disposal: code.optional(), text: text(5_000) })
    .optional()
    .describe('How the source closed it; what is decided here stays'),
  links: z.array(linkSchema).max(50).default([]),
  extra: z
    .record(z.string().min(1).max(100), z.string().max(20_000))
    .default({})
    .describe('Fields that have no place above; the mapping of the source may give them one'),
})

export type IncidentMessage = z.output<typeof incidentMessageSchema>
/** What an adapter hands in: everything that has a default may be left out. */
export type SentIncident = z.input<typeof incidentMessageSchema>

/** JSON Schema (2020-12) of the message, as it is published. */
export function incidentJsonSchema(): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(incidentMessageSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern
    },
  })
}
