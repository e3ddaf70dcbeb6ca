import { randomUUID } from 'node:crypto'
import { fileReport } from '#domains/reports'
import { routeReports } from '#domains/triage'
import { anybody, type MemberActor, system } from '#platform/actor'
import { recordAudit } from '#platform/audit'
import { asOwner, type Installation, openDatabase } from '#platform/database'
import { newId, newReference, newSecret } from '#platform/ids'
import { inNorthWest, NORTH } from './partnership.ts'

/** A report of vehicles in Northholme, which its rule shares with the police; or of noise, which nobody shares. */
export async function fileSharedReport(
  installation: Installation,
  asbType: 'vehicles' | 'noise' = 'vehicles',
): Promise<{ id: string; reference: string }> {
  const web = openDatabase(installation, 'openasb_web')
  const worker = openDatabase(installation, 'openasb_worker')
  try {
    const filed = await web.withActor(anybody, (db) =>
      fileReport(
        { db, actor: anybody, emit: async () => {} },
        {
          submissionId: randomUUID(),
          statusSecret: newSecret(),
          channel: 'public_form',
          asbType,
          summary: 'Two motorbikes on the playing field',
          occurrence: 'once',
          occurredFrom: new Date('2026-03-01T22:00:00Z'),
          occurredTo: new Date('2026-03-01T23:00:00Z'),
          location: { ...inNorthWest, precisionM: 10 },
        },
      ),
    )
    await worker.withActor(system, (db) => routeReports(db, system, [filed.id]))
    return filed
  } finally {
    await Promise.all([web.close(), worker.close()])
  }
}

/** An open case of Northholme alone. */
export async function addOpenCase(installation: Installation): Promise<{ id: string; reference: string }> {
  const made = { id: newId(), reference: newReference('CASE') }
  await asOwner(installation, (client) =>
    client.query(
      `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
       values ($1, $2, 'open', 'Noise · ' || $2, 'noise', $3, $4)`,
      [made.id, made.reference, NORTH, [NORTH]],
    ),
  )
  return made
}

/** Puts a record into a restricted partition and clears people for it; gives them as they act from then on. */
export async function restrict(
  installation: Installation,
  { kind, id }: { kind: 'report' | 'case'; id: string },
  cleared: readonly MemberActor[],
): Promise<MemberActor[]> {
  return asOwner(installation, async (client) => {
    for (const { memberId, organisationId } of cleared)
      await client.query(
        `insert into clearance (id, member_id, organisation_id, partition_code, reason)
         values ($1, $2, $3, 'domestic_abuse', 'Works on them')`,
        [newId(), memberId, organisationId],
      )
    await client.query(
      `update ${kind === 'report' ? 'report' : 'asb_case'} set partition_code = 'domestic_abuse' where id = $1`,
      [id],
    )
    return Promise.all(
      cleared.map(async (person) => {
        const { rows } = await client.query<{ circles: number[] }>(
          `select circles_of($1, $2, '{}', current_date) as circles`,
          [person.memberId, person.organisations],
        )
        return { ...person, circles: rows[0]?.circles ?? [] }
      }),
    )
  })
}

/** The same person in another role of their organisation. */
export function inRole(person: MemberActor, role: string): MemberActor {
  return { ...person, roles: [role], duties: [{ organisationId: person.organisationId, role }] }
}

/** The same person appointed to another role of their organisation, as the database knows it too. */
export async function appoint(
  installation: Installation,
  person: MemberActor,
  role: string,
): Promise<MemberActor> {
  await asOwner(installation, (client) =>
    client.query('insert into membership (id, member_id, organisation_id, role) values ($1, $2, $3, $4)', [
      newId(),
      person.memberId,
      person.organisationId,
      role,
    ]),
  )
  return inRole(person, role)
}

/** Writes acts on a record as if the person had done them. */
export async function act(
  installation: Installation,
  person: MemberActor,
  record: { kind: string; id: string },
  times: number,
  words: { recipient?: string; reason?: string; summary?: string } = {},
): Promise<void> {
  const web = openDatabase(installation, 'openasb_web')
  try {
    for (let time = 0; time < times; time += 1)
      await web.withActor(person, (db) =>
        recordAudit(
          db,
          person,
          words.recipient === undefined ? 'consult' : 'disclose',
          [{ ...record, ...words }],
          'TEST',
        ),
      )
  } finally {
    await web.close()
  }
}
