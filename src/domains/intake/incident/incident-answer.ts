import { z } from 'zod'
import { type Answer, json, text } from '#platform/http'
import { mappingKinds } from './mapping.ts'
import type { KeptLetter, TakenIncident } from './receive-incident.ts'

const status = z
  .string()
  .nullable()
  .describe(
    'Of the report that came of it: filed, awaiting_triage, accepted, refused, not_asb or closed; null before there is one',
  )

export const acknowledgementSchema = z.object({
  id: z.uuid(),
  source: z.string(),
  number: z.string(),
  version: z.int(),
  outcome: z
    .enum(['filed', 'updated', 'unchanged', 'waiting'])
    .describe('waiting: kept until the message comes that opens the incident'),
  reference: z.string().nullable().describe('Of the report that came of it'),
  status,
  status_url: z.url().describe('What became of it, for as long as it is kept'),
  warnings: z.array(z.string()),
  not_mapped: z.array(
    z.object({
      kind: z.enum(Object.keys(mappingKinds) as (keyof typeof mappingKinds)[]),
      code: z.string(),
    }),
  ),
  not_understood: z
    .array(z.string())
    .describe('Fields that the schema has no place for; they were kept and not read'),
  versions_missing: z.array(z.int()).describe('Versions in between that have not come'),
})

export const incidentUrl = (origin: string, source: string, number: string) =>
  `${origin}/api/v1/incidents/${encodeURIComponent(source)}/${encodeURIComponent(number)}`

/** 201 when a report was filed, 202 when it waits, 200 when there was one before. */
export function acknowledge(taken: TakenIncident, origin: string): Answer {
  const url = incidentUrl(origin, taken.source, taken.number)
  const { id, source, number, version, outcome, reference, status: state } = taken
  return json(
    {
      ...{ id, source, number, version, outcome, reference, status: state },
      status_url: url,
      warnings: taken.warnings,
      not_mapped: taken.notMapped,
      not_understood: taken.notUnderstood,
      versions_missing: taken.missing,
    },
    {
      status: outcome === 'filed' ? 201 : outcome === 'waiting' ? 202 : 200,
      headers: { location: new URL(url).pathname },
    },
  )
}

const statuses = { not_valid: 422, not_mapped: 202, differs: 409, fault: 202 } as const

/**
 * A message that was not taken is kept: the sender is told what is wrong with it (RFC 9457), or that nothing is left for
 * the sender to do (202) where its mapping or a fault of ours is what has to be put right.
 */
export function tellOfLetter(letter: KeptLetter, requestId: string): Answer {
  const code = statuses[letter.reason]
  const body = {
    type: 'about:blank',
    title: 'The message was kept and not taken',
    status: code,
    detail: `${letter.because}. It is kept and can be replayed once that is put right.`,
    reference: requestId,
    letter: letter.letterId,
    ...(letter.problems.length > 0 ? { problems: letter.problems } : {}),
  }
  return text(JSON.stringify(body), 'application/problem+json', { status: code })
}
