import { z } from 'zod'
import { bearerSecret } from '#domains/feed'
import { fileReport, type NewReport } from '#domains/reports'
import type { Actor, MachineActor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { forbidden, forMachines, invalid, json, Refusal, type Route, route } from '#platform/http'
import { isSameAsBefore, keepReceipt, statusSecretOf, submissionIdOf } from './idempotency.ts'
import { incidentRoutes } from './incident/incident-routes.ts'
import { locate } from './locate.ts'
import { maitRoutes } from './mait/mait-routes.ts'
import { type SentReport, sentReportSchema } from './sent-report.ts'
import { singleOnlineHomeRoutes } from './single-online-home/form-routes.ts'

const headersSchema = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .describe('Your own unguessable name for this report: sent again with it, the report is filed once'),
})

const answerSchema = z.object({
  id: z.uuid(),
  reference: z.string(),
  status_url: z.url().describe('A private page for the reporter: what happens with the report'),
})

/** Clocks of two systems differ. */
const mostAheadMs = 10 * 60_000

export const intakeRoutes: readonly Route[] = [
  route({
    method: 'POST',
    url: '/api/v1/reports',
    permission: forMachines('file_reports'),
    audit: 'collect',
    body: sentReportSchema,
    machine: {
      summary: 'Files a report; 200 instead of 201 when the same was filed before under the same key',
      headers: headersSchema,
      answer: answerSchema,
      answerStatus: 201,
    },
    // The submission's own id finds what was done, so an unknown outcome is asked again.
    repeatable: true,
    async handler({ db, actor, body, clock, emit, origin, request, audit }) {
      const machine = machineOf(actor)
      const key = keyOf(request.headers)
      refuseFuture(body, clock.now())
      const receipt = {
        submissionId: submissionIdOf(machine.tokenId, key),
        organisationId: machine.organisationId,
        tokenId: machine.tokenId,
        body,
      }
      const statusSecret = statusSecretOf(bearerSecret(request.headers.authorization) ?? '', key)
      const report = await toReport(db, body, { submissionId: receipt.submissionId, statusSecret })
      const alongside = () => keepReceipt(db, receipt)
      const filed = await fileReport({ db, actor, emit, alongside }, report).catch((error: unknown) => {
        throw error instanceof Refusal ? inSentNames(error) : error
      })
      if (!filed.isNew && !(await isSameAsBefore(db, receipt)))
        throw new Refusal(
          422,
          'This key was used before',
          `Another report was filed under this Idempotency-Key: ${filed.reference}. Use a new key for a new report.`,
        )
      audit({ kind: 'report', id: filed.id, ...(filed.isNew ? {} : { summary: 'sent again, filed before' }) })
      return json(
        { id: filed.id, reference: filed.reference, status_url: `${origin}/status/${statusSecret}` },
        { status: filed.isNew ? 201 : 200, headers: { location: `/status/${statusSecret}` } },
      )
    },
  }),
  ...incidentRoutes,
  ...maitRoutes,
  ...singleOnlineHomeRoutes,
]

function machineOf(actor: Actor): MachineActor {
  if (actor.kind !== 'machine') throw forbidden()
  return actor
}

function keyOf(headers: unknown): string {
  const read = headersSchema.safeParse(headers)
  if (read.success) return read.data['idempotency-key']
  throw new Refusal(
    400,
    'The Idempotency-Key header is missing',
    'Send an Idempotency-Key of up to 255 characters, the same whenever you send the same report again.',
  )
}

function refuseFuture(sent: SentReport, now: Date): void {
  const latest = now.getTime() + mostAheadMs
  const ahead = (['occurred_from', 'occurred_to'] as const).filter(
    (field) => new Date(sent[field] ?? 0).getTime() > latest,
  )
  if (ahead.length > 0)
    throw invalid(
      'Some fields are missing or not valid.',
      ahead.map((field) => ({ field, message: 'This has not happened yet' })),
    )
}

/** The command names fields as the code does, the sender as the API does. */
function inSentNames({ status, heading, message, problems }: Refusal): Refusal {
  const renamed = problems.map((problem) => ({
    ...problem,
    field: problem.field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  }))
  return new Refusal(status, heading, message, renamed)
}

async function toReport(
  db: Transaction,
  sent: SentReport,
  ids: Pick<NewReport, 'submissionId' | 'statusSecret'>,
): Promise<NewReport> {
  const { contact } = sent
  return {
    ...ids,
    channel: 'api',
    source: sent.sender_reference,
    asbType: sent.asb_type,
    summary: sent.summary,
    answers: sent.answers,
    occurrence: sent.occurrence,
    occurredFrom: new Date(sent.occurred_from),
    occurredTo: new Date(sent.occurred_to ?? sent.occurred_from),
    pattern: sent.pattern.map(({ weekday, from_hour, to_hour }) => ({
      weekday,
      fromHour: from_hour,
      toHour: to_hour,
    })),
    ...(sent.location === undefined ? {} : { location: await locate(db, sent.location) }),
    placeWords: sent.place_words,
    reportedBefore: sent.reported_before,
    ...(contact === undefined
      ? {}
      : {
          contact: {
            name: contact.name,
            email: contact.email,
            phone: contact.phone,
            address: contact.address,
            preferredChannel: contact.preferred_channel,
            safeContact: contact.safe_contact,
          },
        }),
  }
}
