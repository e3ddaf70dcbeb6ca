import { z } from 'zod'
import { asMember } from '#platform/actor'
import { readForm, typedSchema, typedValue } from '#platform/forms'
import { forRoles, pageWithErrors, type Route, redirect, route } from '#platform/http'
import { referenceSchema } from '#platform/ids'
import { giveReason, readReasonWanted, reasonForm } from './ask-reason.ts'
import { addressOf, getDisclosedRecord, type RecordKind } from './find-record.ts'
import { ReasonPage } from './reason-page.tsx'
import { readingRoles } from './who-may.ts'

/** Where a reason for opening a record is sent; the opening that follows carries it into the audit. */
export const reasonRoutes: readonly Route[] = [reasonRoute('report', 'ASB'), reasonRoute('case', 'CASE')]

function reasonRoute(kind: RecordKind, prefix: 'ASB' | 'CASE'): Route {
  return route({
    method: 'POST',
    url: `/${kind}s/:reference/reason`,
    // Whoever opens a record may be asked why: light accounts open what was given to them.
    permission: forRoles(...readingRoles, 'partner'),
    audit: 'nothing',
    params: z.object({ reference: referenceSchema(prefix) }),
    body: typedSchema,
    handler: async ({ db, actor, params, body: typed, clock }) => {
      const { memberId, organisationId } = asMember(actor)
      const record = await getDisclosedRecord(db, kind, params.reference)
      const wanted = await readReasonWanted(db, organisationId, record)
      const address = addressOf(record)
      const asked = typedValue(typed, 'return')
      // Only back to a page of the same record, or to a hand-over, which asks for the reason of its own record.
      const returnTo =
        asked === address ||
        (/^[/?]/.test(asked.slice(address.length)) && asked.startsWith(address)) ||
        /^\/hand-overs\/[0-9a-f-]{36}(\?done=\w+)?$/.test(asked)
          ? asked
          : address
      const read = readForm(reasonForm(wanted), typed)
      if (!read.ok)
        return pageWithErrors((frame) =>
          ReasonPage({ frame, record, wanted, returnTo, typed, errors: read.errors }),
        )
      await giveReason(db, memberId, record, read.value, clock.now())
      return redirect(returnTo)
    },
  })
}
