import { createHash, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { forAnybody, json, notSignedIn, type Route, route } from '#platform/http'

/** What GOV.UK Notify posts when it knows whether a message arrived; what else it says (the address) is not kept. */
const receipt = z.object({
  reference: z.uuid().nullable(),
  status: z.enum([
    'delivered',
    'permanent-failure',
    'temporary-failure',
    'technical-failure',
    'sent',
    'created',
  ]),
})

const problems: Readonly<Record<string, string>> = {
  'permanent-failure': 'The address or number does not exist',
  'temporary-failure': 'The inbox was full or the telephone off for days',
  'technical-failure': 'GOV.UK Notify could not send it',
}

/** Where delivery receipts come in. Without a token there is no such address. */
export function receiptRoutes(token: string | undefined): Route[] {
  if (token === undefined) return []
  return [
    route({
      method: 'POST',
      url: '/messages/receipts',
      permission: forAnybody,
      audit: 'nothing',
      machine: {
        summary: 'Delivery receipts of GOV.UK Notify',
        answer: z.object({ known: z.boolean() }),
      },
      body: receipt,
      repeatable: true,
      async handler({ db, body, request }) {
        if (!isSame(request.headers.authorization ?? '', `Bearer ${token}`)) throw notSignedIn()
        const { rows } = await sql<{ known: boolean }>`
          select record_receipt(${body.reference}, ${body.status === 'delivered'}, ${problems[body.status] ?? ''}) as known`.execute(
          db,
        )
        return json({ known: rows[0]?.known ?? false })
      },
    }),
  ]
}

function isSame(given: string, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(expected))
}
