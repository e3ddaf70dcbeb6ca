import { z } from 'zod'
import { asMember, organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import { isTyped, typedSchema, typedValue } from '#platform/forms'
import { forRoles, page, type Route, redirect, route } from '#platform/http'
import { newId } from '#platform/ids'
import { ExposurePage, findingNames } from './exposure-page.tsx'
import type { FindingKind } from './find-exposure.ts'
import { countUncoveredPairs, findFindings, findingsToAPage, readRuns } from './read-exposure.ts'
import { exposureAsked, givenUpMs } from './run-exposure.ts'

const readers = ['information_governance', 'supervisor'] as const
const runsShown = 14

const kinds = Object.keys(findingNames) as [FindingKind, ...FindingKind[]]
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional()).catch(undefined)
const querySchema = z.object({
  run: optional(z.uuid()),
  kind: optional(z.enum(kinds)),
  after: z.coerce.number().int().min(0).catch(0).default(0),
})

export const exposureRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/exposure',
    permission: forRoles(...readers, 'coordinator'),
    audit: 'consult',
    query: querySchema,
    handler: async ({ db, actor, query, audit }) => {
      const overseen = organisationsWith(actor, ...readers)
      const seesFindings = overseen.length > 0
      const runs = await readRuns(db, runsShown)
      const finished = runs.filter(({ finishedAt }) => finishedAt !== null)
      const shown = finished.find(({ id }) => id === query.run) ?? finished[0]
      const [found, pairs] =
        shown && seesFindings
          ? await Promise.all([
              findFindings(db, shown.id, overseen, { kind: query.kind, after: query.after }),
              countUncoveredPairs(db, shown.id, overseen),
            ])
          : [[], []]
      const findings = found.slice(0, findingsToAPage)
      audit({ kind: 'exposure', summary: `${findings.length} findings` })
      const next = new URLSearchParams({
        run: shown?.id ?? '',
        kind: query.kind ?? '',
        after: String(findings.at(-1)?.number ?? 0),
      })
      return page((frame) =>
        ExposurePage({
          frame,
          runs,
          shown,
          findings,
          pairs,
          kind: query.kind,
          next: found.length > findingsToAPage ? `/exposure?${next}` : undefined,
          seesFindings,
        }),
      )
    },
  }),
  route({
    method: 'POST',
    url: '/exposure',
    permission: forRoles(...readers),
    audit: 'consult',
    stepUp: (body) => isTyped(body, 'mends', 'yes'),
    body: typedSchema,
    handler: async ({ db, actor, clock, body, audit, emit }) => {
      const [latest] = await readRuns(db, 1)
      // One look at a time: whoever asks again is shown the one under way.
      const isRunning =
        latest !== undefined &&
        latest.finishedAt === null &&
        latest.startedAt.getTime() > clock.now().getTime() - givenUpMs
      if (!isRunning) {
        const id = newId()
        await db
          .insertInto('exposure_run')
          .values({
            id,
            for_day: today(clock),
            asked_by: asMember(actor).memberId,
            mends: typedValue(body, 'mends') === 'yes',
            started_at: clock.now(),
          })
          .execute()
        await emit(exposureAsked, { runId: id })
      }
      audit({ kind: 'exposure', summary: isRunning ? 'look under way' : 'look asked for' })
      return redirect('/exposure')
    },
  }),
]
