import { randomUUID } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { fileReport, type NewReport } from '#domains/reports'
import { routeReports } from '#domains/triage'
import { anybody, type MemberActor, system } from '#platform/actor'
import { asOwner, type Installation, openDatabase } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import { inNorthWest } from './partnership.ts'

/** A person who answers for information in an organisation, as they act from then on. */
export async function addGovernor(
  installation: Installation,
  name: string,
  organisation: number,
): Promise<MemberActor> {
  return asOwner(installation, async (client) => {
    const memberId = newId()
    await client.query('insert into member (id, name, email) values ($1, $2, $3)', [
      memberId,
      name,
      `${memberId}@example.org`,
    ])
    await client.query(
      `insert into membership (id, member_id, organisation_id, role) values ($1, $2, $3, 'information_governance')`,
      [newId(), memberId, organisation],
    )
    const { rows } = await client.query<{ name: string; circles: number[] }>(
      `select name, circles_of($1, array[id], '{}', current_date) as circles from organisation where id = $2`,
      [memberId, organisation],
    )
    return {
      kind: 'member',
      memberId,
      name,
      organisationId: organisation,
      organisationName: rows[0]?.name ?? '',
      organisations: [organisation],
      teamIds: [],
      roles: ['information_governance'],
      duties: [{ organisationId: organisation, role: 'information_governance' }],
      circles: rows[0]?.circles ?? [],
    }
  })
}

/** A report of noise in Northholme, routed; with what a test is about put in. */
export async function fileNoise(
  installation: Installation,
  changes: Partial<NewReport>,
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
          asbType: 'noise',
          summary: 'Drumming',
          occurrence: 'once',
          occurredFrom: new Date('2026-03-01T22:00:00Z'),
          occurredTo: new Date('2026-03-01T23:00:00Z'),
          location: { ...inNorthWest, precisionM: 10 },
          ...changes,
        },
      ),
    )
    await worker.withActor(system, (db) => routeReports(db, system, [filed.id]))
    return filed
  } finally {
    await Promise.all([web.close(), worker.close()])
  }
}

/** The files of an archive by name (ZIP, as PKWARE's APPNOTE 6.3 lays it out: central directory, local headers). */
export function unzip(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const files = new Map<string, Buffer>()
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const method = archive.readUInt16LE(at + 10)
    const packed = archive.readUInt32LE(at + 20)
    const nameLength = archive.readUInt16LE(at + 28)
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    const local = archive.readUInt32LE(at + 42)
    const starts = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const bytes = archive.subarray(starts, starts + packed)
    files.set(name, method === 8 ? inflateRawSync(bytes) : bytes)
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return files
}
