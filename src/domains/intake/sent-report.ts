import { z } from 'zod'
import { newReportSchema, patternSchema } from '#domains/reports'

const { shape } = newReportSchema
const contact = shape.contact.unwrap().shape

const moment = z.iso
  .datetime({ offset: true, error: 'Use ISO 8601 with the zone, such as 2026-11-01T22:15:00Z' })
  .refine((text) => new Date(text).getUTCFullYear() >= 1990, 'This is before 1990')

const sentPoint = z.strictObject({
  longitude: z.number().min(-180).max(180),
  latitude: z.number().min(-90).max(90),
})

/** An area or a way as other systems send it. */
export const sentShapes = {
  area: z.array(sentPoint).min(3).max(200).optional().describe('Corners of an area, in order, WGS84'),
  route: z
    .array(sentPoint)
    .min(2)
    .max(200)
    .optional()
    .describe('Points of the way along which it moves, in order, WGS84'),
}

/** One of five ways to say where; the fields are optional one by one so that each fault is told by its own field. */
const locationSchema = z
  .strictObject({
    longitude: z.number().min(-180).max(180).optional().describe('WGS84 degrees, with latitude'),
    latitude: z.number().min(-90).max(90).optional(),
    easting: z
      .number()
      .min(0)
      .max(700_000)
      .optional()
      .describe('British National Grid metres, with northing'),
    northing: z.number().min(0).max(1_300_000).optional(),
    postcode: z.string().trim().min(5).max(10).optional(),
    ...sentShapes,
    radius_m: z
      .int()
      .min(1)
      .max(50_000)
      .optional()
      .describe('Where it is only known to be somewhere within so many metres of the place'),
    precision_m: z
      .int()
      .min(0)
      .max(50_000)
      .optional()
      .describe(
        'How far off the place may be, in metres; 20 for coordinates and 100 for a postcode when left out',
      ),
  })
  .superRefine((given, context) => {
    const ways = [
      ['longitude', 'latitude'],
      ['easting', 'northing'],
      ['postcode'],
      ['area'],
      ['route'],
    ] as const
    const begun = ways.filter((fields) => fields.some((field) => given[field] !== undefined))
    if (begun.length !== 1)
      context.addIssue({
        code: 'custom',
        message:
          'Give longitude and latitude, or easting and northing, or a postcode, or an area, or a route',
      })
    for (const field of begun.flat())
      if (given[field] === undefined)
        context.addIssue({
          code: 'custom',
          path: [field],
          message: 'The other half of the pair is here, this is missing',
        })
  })
export type SentLocation = z.output<typeof locationSchema>

/** A report as another system sends it. Unknown fields are refused: what is not understood is not silently lost. */
export const sentReportSchema = z
  .strictObject({
    asb_type: shape.asbType.max(100).describe('Code of the type of anti-social behaviour'),
    summary: shape.summary.describe('What happened, in the words of the reporter'),
    occurrence: shape.occurrence.describe('once, pattern, or now where it is under way'),
    occurred_from: moment,
    occurred_to: moment.optional().describe('The same as occurred_from when left out'),
    pattern: z
      .array(
        z.strictObject({
          weekday: z.int().min(1).max(7).describe('1 is Monday'),
          from_hour: z.int().min(0).max(23),
          to_hour: z.int().min(1).max(24),
        }),
      )
      .max(7 * 24)
      .default([])
      .describe('Days and hours, local time'),
    location: locationSchema.optional(),
    place_words: shape.placeWords,
    reported_before: shape.reportedBefore,
    answers: z
      .array(z.strictObject(shape.answers.unwrap().element.shape))
      .max(100)
      .default([])
      .describe('Further questions with the wording as it was shown'),
    contact: z
      .strictObject({
        name: contact.name,
        email: contact.email,
        phone: contact.phone,
        address: contact.address,
        preferred_channel: contact.preferredChannel,
        safe_contact: contact.safeContact.describe('When and how it is safe to reach them'),
      })
      .optional()
      .describe('Left out when the reporter is anonymous'),
    sender_reference: shape.source.describe('Your own number for it, kept as given'),
  })
  .superRefine((sent, context) => {
    if (sent.location === undefined && sent.place_words.trim() === '')
      context.addIssue({
        code: 'custom',
        path: ['location'],
        message: 'Give a location, or the place in words as place_words',
      })
    if (new Date(sent.occurred_to ?? sent.occurred_from) < new Date(sent.occurred_from))
      context.addIssue({
        code: 'custom',
        path: ['occurred_to'],
        message: 'The end must not be before the start',
      })
    const hours = patternSchema.safeParse(
      sent.pattern.map(({ weekday, from_hour, to_hour }) => ({
        weekday,
        fromHour: from_hour,
        toHour: to_hour,
      })),
    )
    for (const { path, message } of hours.error?.issues ?? [])
      context.addIssue({ code: 'custom', path: ['pattern', ...path], message })
    const starts = sent.pattern.map(({ weekday, from_hour }) => `${weekday} ${from_hour}`)
    if (new Set(starts).size < starts.length)
      context.addIssue({ code: 'custom', path: ['pattern'], message: 'Two entries begin at the same hour' })
  })
export type SentReport = z.output<typeof sentReportSchema>
