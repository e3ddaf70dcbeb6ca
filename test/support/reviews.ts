import { expect } from 'vitest'
import { reviewRoutes } from '#domains/reviews'
import type { MemberActor } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { asOwner, type Database, type Installation, openDatabase } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import { fileAndRoute, rowsOf } from './contact.ts'
import { createTestDatabase } from './database.ts'
import { NORTH, POLICE, seedPartnership } from './partnership.ts'
import { startStaffServer } from './staff-server.ts'

/** The procedure of Northholme, with conditions of its own beyond the Act, and its relevant bodies. */
export async function seedReviews(installation: Installation): Promise<void> {
  await asOwner(installation, async (client) => {
    await client.query(
      `insert into review_relevant_body (organisation_id, district_code, role, valid_from)
       values ($1, 'Z07000001', 'council', '2020-01-01'), ($2, 'Z07000001', 'police', '2020-01-01')`,
      [NORTH, POLICE],
    )
    await client.query(
      `insert into review_procedure (id, organisation_id, district_code, valid_from, complaints, complaint_months,
         application_months, statutory_only, latest_within_months, no_action_caveat, hate_reports, same_metres,
         acknowledge_days, threshold_days, panel_days, outcome_days, respond_days, appeal_within_days, appeal_days, appeal_to,
         contact_name, contact_phone, source)
       values ($1, $2, 'Z07000001', '2020-01-01', 3, 1, 6, false, 1, true, null, 500, 3, 15, 20, 25, 10, 28, 20, 'csp_chair',
         'Community safety team', '01632 960 000', 'Made up for tests')`,
      [newId(), NORTH],
    )
  })
}

export type ReviewBench = Awaited<ReturnType<typeof openReviewBench>>

/** A partnership with its procedure, in which victims complain, people apply for a Case Review and staff decide it. */
export async function openReviewBench() {
  const database = await createTestDatabase()
  const partnership = await seedPartnership(database.installation)
  await seedReviews(database.installation)
  const clock = fixedClock(new Date())
  const staff = await startStaffServer(
    database.installation,
    reviewRoutes,
    Object.values(partnership.people),
    { clock },
  )
  const rows = <Row>(statement: string, values: readonly unknown[] = []) =>
    rowsOf<Row>(database.installation, statement, values)
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * 86_400_000)
  const versionOf = async (reference: string) =>
    String(
      (await rows<{ version: number }>('select version from asb_review where reference = $1', [reference]))[0]
        ?.version,
    )

  return {
    clock,
    database,
    partnership,
    staff,
    rows,
    daysAgo,
    versionOf,
    /** Works with the ledger as the worker does. */
    async ledger<Value>(work: (worker: Database) => Promise<Value>): Promise<Value> {
      const worker = openDatabase(database.installation, 'openasb_worker', { connections: 1 })
      try {
        return await work(worker)
      } finally {
        await worker.close()
      }
    },
    /** A complaint of this victim about something of so many days ago. */
    complain: (name: string, days: number, more = {}) =>
      fileAndRoute(database.installation, {
        contact: {
          name,
          email: `${name.toLowerCase().replaceAll(' ', '.')}@example.org`,
          phone: '',
          preferredChannel: 'email',
        },
        reporterKind: 'victim',
        occurredFrom: daysAgo(days),
        occurredTo: daysAgo(days),
        ...more,
      }),
    async apply(fields: Record<string, string> = {}): Promise<{ reference: string; secret: string }> {
      const secret = fields.secret ?? newSecret()
      const { status, location, body } = await staff.post('/case-review/apply', {
        submission: newId(),
        secret,
        district: 'Z07000001',
        who: 'myself',
        kind: 'other',
        behaviour: 'Drums every night, and nobody comes',
        name: 'Vera Victim',
        email: 'vera.victim@example.org',
        preferred: 'email',
        ...fields,
      })
      expect(status, body.slice(0, 300)).toBe(303)
      expect(location).toContain(secret)
      const [row] = await rows<{ reference: string }>(
        'select reference from asb_review order by applied_at desc, id desc limit 1',
      )
      return { reference: row?.reference ?? '', secret }
    },
    /** Sends a form of a review with the version that it has now. */
    async act(
      reference: string,
      path: string,
      fields: Record<string, string>,
      as: MemberActor = partnership.people.caseOfficer,
    ) {
      return staff.post(
        `/reviews/${reference}/${path}`,
        { version: await versionOf(reference), ...fields },
        as,
      )
    },
    async close() {
      await staff.close()
      await database.drop()
    },
  }
}
