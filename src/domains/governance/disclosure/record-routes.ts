import { z } from 'zod'
import { opensRecords } from '#domains/sharing'
import { organisationsWith } from '#platform/actor'
import type { SigningKey } from '#platform/audit'
import { page, type Route, route } from '#platform/http'
import { referenceSchema } from '#platform/ids'
import { queryOf } from '#platform/lists'
import { askReason } from './ask-reason.ts'
import { DisclosuresPage } from './disclosures-page.tsx'
import { exportAnswer } from './export-answer.ts'
import { disclosureFilterSchema } from './filter.ts'
import { getDisclosedRecord, type RecordKind } from './find-record.ts'
import { readDisclosedEntries, readDisclosures, readGivenSight } from './read-disclosures.ts'
import { signingKeyUrl } from './signing-key-routes.tsx'
import { recordReaders, seesNames } from './who-may.ts'

/** Who has seen one record: a page, and the same to take away. */
export function recordRoutes(key: SigningKey): Route[] {
  return [...routesOf('report', 'ASB', key), ...routesOf('case', 'CASE', key)]
}

function routesOf(kind: RecordKind, prefix: 'ASB' | 'CASE', key: SigningKey): Route[] {
  const params = z.object({ reference: referenceSchema(prefix) })
  return [
    route({
      method: 'GET',
      url: `/${kind}s/:reference/disclosures`,
      permission: recordReaders,
      audit: 'consult',
      params,
      query: disclosureFilterSchema,
      handler: async (context) => {
        const { db, actor, query: filter } = context
        const record = await getDisclosedRecord(db, kind, context.params.reference)
        const asked = await askReason(context, record)
        if ('answer' in asked) return asked.answer
        const names = seesNames(actor, record.holderId)
        const [view, sight] = await Promise.all([
          readDisclosures(db, record, filter, names),
          readGivenSight(db, record),
        ])
        context.audit({ kind, id: record.id, reason: asked.reason, summary: 'record of disclosure' })
        return page((frame) =>
          DisclosuresPage({
            frame,
            record,
            filter,
            view,
            sight,
            names,
            overseen: organisationsWith(actor, 'supervisor', 'information_governance'),
            signingKeyUrl,
            opens: opensRecords(actor),
          }),
        )
      },
    }),
    route({
      method: 'POST',
      url: `/${kind}s/:reference/disclosures/export`,
      permission: recordReaders,
      audit: 'disclose',
      stepUp: true,
      transaction: 'none',
      params,
      query: disclosureFilterSchema,
      handler: async (context) => {
        const { actor, query, params } = context
        const found = await context.inTransaction(async (parts) => {
          const record = await getDisclosedRecord(parts.db, kind, params.reference)
          const asked = await askReason({ ...context, ...parts }, record)
          if ('answer' in asked) return asked
          const audited = {
            kind,
            id: record.id,
            recipient: 'The person who asked, as signed files',
            reason: asked.reason,
          }
          parts.audit({ ...audited, summary: 'export of the record of disclosure begun' })
          return { record, audited }
        })
        if ('answer' in found) return found.answer
        const { record, audited } = found
        const names = seesNames(actor, record.holderId)
        return exportAnswer(context, key, {
          of: `Record of disclosure of ${record.reference}`,
          filter: queryOf(query, { view: undefined, after: undefined }),
          async readPage(db, after, most) {
            const page = await readDisclosedEntries(db, record, { ...query, after }, names, most)
            return {
              ...page,
              entries: page.entries.map((entry) => ({ ...entry, record: { text: record.reference } })),
            }
          },
          audited: (rows) => ({ ...audited, summary: `record of disclosure exported: ${rows} rows` }),
        })
      },
    }),
  ]
}
