import { z } from 'zod'

export const channels = [
  'public_form',
  'phone',
  'paper',
  'in_person',
  'police_form',
  'control_room',
  'patrol',
  'diary',
  'email',
  'referral',
  'command_and_control',
  'mait',
  'file_drop',
  'open311',
  'single_online_home',
  'api',
  'import',
  'demo',
] as const
export type Channel = (typeof channels)[number]

/** How a report came, as pages, lists and filters name it. */
export const channelNames: Readonly<Record<Channel, string>> = {
  public_form: 'Public form',
  phone: 'Telephone',
  paper: 'Paper',
  in_person: 'In person',
  police_form: 'Police form',
  control_room: 'Control room',
  patrol: 'Patrol',
  diary: 'Diary',
  email: 'Email',
  referral: 'Referral',
  command_and_control: 'Command and control',
  mait: 'Incident transfer (MAIT)',
  file_drop: 'File drop',
  open311: 'Open311',
  single_online_home: 'Single Online Home',
  api: 'Another system',
  import: 'Import',
  demo: 'Demonstration',
}

/** Names of their own, which keep their capitals. */
const named: ReadonlySet<Channel> = new Set(['single_online_home', 'open311'])

/** The same within a sentence: "reported on 3 May, by telephone" and "Single Online Home". */
export function channelInWords(channel: Channel): string {
  const name = channelNames[channel]
  return named.has(channel) ? name : name.charAt(0).toLowerCase() + name.slice(1)
}

/** Who tells of it: not who typed it, and not the door it came by. */
export const reporterKinds = [
  'victim',
  'witness',
  'on_behalf',
  'professional',
  'officer',
  'anonymous',
  'not_known',
] as const
export type ReporterKind = (typeof reporterKinds)[number]

export const reporterKindNames: Readonly<Record<ReporterKind, string>> = {
  victim: 'Somebody it happens to',
  witness: 'Somebody who saw or heard it',
  on_behalf: 'Somebody speaking for the victim',
  professional: 'Somebody in their work',
  officer: 'Police or council officer',
  anonymous: 'Nobody gave their name',
  not_known: 'Not known',
}

/** How a person named in a report stands to it. */
/** What a local rule raised when a report was routed, for whoever triages it. */
export type RaisedPrompt = {
  /** The rule's id. */
  rule: string
  words: string
  isUrgent: boolean
  /** The rule in words, and its version. */
  because: string
}

export const personRoles = ['reporter', 'victim', 'witness', 'alleged_perpetrator', 'other'] as const
export type PersonRole = (typeof personRoles)[number]

/** Half the earth's worth of British National Grid that holds Great Britain, in metres (EPSG:27700). */
const easting = z
  .number()
  .min(0, 'Easting is outside Great Britain')
  .max(700_000, 'Easting is outside Great Britain')
const northing = z
  .number()
  .min(0, 'Northing is outside Great Britain')
  .max(1_300_000, 'Northing is outside Great Britain')

/** How a place was told: by what was found, or as what was marked. */
export const placeKinds = [
  'address',
  'postcode',
  'street',
  'named_area',
  'point',
  'around',
  'area',
  'moving',
] as const
export type PlaceTold = (typeof placeKinds)[number]

/** How a place was told, as pages name it. */
export const placeKindNames: Readonly<Record<PlaceTold, string>> = {
  address: 'An address',
  postcode: 'A postcode',
  street: 'A street',
  named_area: 'A named area',
  point: 'A point on the map',
  around: 'Somewhere around a point',
  area: 'A whole area',
  moving: 'It moves from place to place',
}

/** Whether the location is only the middle of where it is; as place_spread_m in db/migrations has it. */
export function isSpread(kind: PlaceTold | null | undefined): boolean {
  return kind === 'named_area' || kind === 'around' || kind === 'area' || kind === 'moving'
}

export const locationSchema = z.object({
  easting,
  northing,
  /** How far off the place may be, in metres: the radius of a circle, the reach of an area or way from its middle. */
  precisionM: z.int().min(0).max(50_000),
  kind: z.enum(placeKinds).optional(),
  /** Corners of an area, or the points of a way in order. */
  shape: z.array(z.object({ easting, northing })).min(2).max(200).optional(),
  /** Unique Property Reference Number of an address. */
  uprn: z
    .string()
    .regex(/^[1-9]\d{0,11}$/)
    .optional(),
})
export type Location = z.output<typeof locationSchema>

/** Hours on one weekday when it happens, local time; 1 is Monday (ISO 8601). */
export const patternSchema = z.array(
  z
    .object({
      weekday: z.int().min(1).max(7),
      fromHour: z.int().min(0).max(23),
      toHour: z.int().min(1).max(24),
    })
    .refine(({ fromHour, toHour }) => toHour > fromHour, 'The end must be after the start'),
)

/** Words of one answer or field; long enough for anything that people have typed, short enough for a page. */
const words = (most: number) =>
  z
    .string()
    .max(most)
    // PostgreSQL's text holds every character but this one.
    .refine((value) => !value.includes('\u0000'), 'This text holds a character that cannot be saved')

export const contactSchema = z.object({
  name: words(200).default(''),
  email: words(320).default(''),
  phone: words(40).default(''),
  address: words(500).default(''),
  preferredChannel: z.enum(['none', 'email', 'phone', 'text', 'letter']).default('none'),
  safeContact: words(1_000).default(''),
  /** In which language or form to be in touch: sign language, Easy Read, an interpreter. */
  format: words(1_000).default(''),
})

/** A person as they were named in a report. */
export const namedPersonSchema = z.object({
  role: z.enum(personRoles),
  name: words(200).default(''),
  bornOn: z.iso.date().optional(),
  phone: words(40).default(''),
  email: words(320).default(''),
  address: words(500).default(''),
  postcode: words(10).default(''),
  description: words(2_000).default(''),
  vehicle: words(200).default(''),
  /** Codes of the risk pack. */
  vulnerabilities: z.array(words(60)).max(30).default([]),
})
export type NamedPerson = z.input<typeof namedPersonSchema>

/** One normalised report, whatever door it came through. */
export const newReportSchema = z
  .object({
    /** Made when the typing began: however often it is sent, one report comes of it. */
    submissionId: z.uuid(),
    /** 256 unguessable bits, the same on every retry: what the link of the private status page holds. */
    statusSecret: z.string().min(43).max(100),
    channel: z.enum(channels),
    /** The sender's own name or number for it, kept as given. */
    source: words(200).default(''),
    asbType: z.string().min(1),
    questionSetVersion: z.int().nullable().default(null),
    /** What happened, in the reporter's words. */
    summary: words(5_000).default(''),
    /** In which it was told (BCP 47). */
    language: z
      .string()
      .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})?$/)
      .default('en'),
    answers: z
      .array(
        z.object({
          question: words(100),
          wording: words(500),
          answer: words(5_000),
          /** Of the options chosen. */
          codes: z.array(words(100)).max(100).default([]),
          inEnglish: z.object({ wording: words(500), answer: words(5_000) }).optional(),
        }),
      )
      .max(100)
      .default([]),
    occurrence: z.enum(['once', 'pattern', 'now']),
    occurredFrom: z.date(),
    occurredTo: z.date(),
    pattern: patternSchema.max(7 * 24).default([]),
    location: locationSchema.optional(),
    /** An area or a way told by names alone; looked up when it is filed, where no location is given. */
    placeNames: z
      .object({ kind: z.enum(['area', 'moving']), names: z.array(words(200)).min(1).max(30) })
      .optional(),
    placeWords: words(1_000).default(''),
    /** What followed from the place, from what, and what whoever entered it chose instead, with why. */
    derived: z
      .array(
        z
          .object({
            fact: z.enum(['uprn', 'landlord', 'beat', 'ward']),
            derived: words(300).default(''),
            origin: words(300).default(''),
            chosen: words(300).optional(),
            because: words(500).default(''),
          })
          .refine(({ chosen, because }) => (chosen === undefined) === (because === ''), {
            message: 'What is chosen instead needs a reason',
          }),
      )
      .max(4)
      .default([]),
    reportedBefore: z.boolean().nullable().default(null),
    contact: contactSchema.optional(),
    /** `anonymous` unless said otherwise where there is nobody to be in touch with. */
    reporterKind: z.enum(reporterKinds).optional(),
    /** The member who typed it and the organisation they did it for; a machine's organisation alone. */
    entered: z.object({ by: z.uuid().nullable(), for: z.int() }).optional(),
    people: z.array(namedPersonSchema).max(50).default([]),
    /** What was asked and left open on purpose. */
    unknowns: z
      .array(z.object({ fact: words(100).min(1), because: words(500).min(1) }))
      .max(50)
      .default([]),
  })
  .refine(({ occurredFrom, occurredTo }) => occurredTo >= occurredFrom, {
    path: ['occurredTo'],
    message: 'The end must not be before the start',
  })
export type NewReport = z.input<typeof newReportSchema>

/**
 * A title of type, area and reference: never a name or an address, so that a list or an email subject
 * gives nobody away (feature rows 23 and 101).
 */
export function reportTitle(typeLabel: string, areaName: string | undefined, reference: string): string {
  return [typeLabel, areaName, reference].filter((part) => part !== undefined).join(' · ')
}
