import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileReport, type NamedPerson, reportStaffRoutes } from '#domains/reports'
import { publishFlagRules, raiseAllFlags } from '#domains/risk'
import { routeReports } from '#domains/triage'
import { anybody, type MemberActor, system } from '#platform/actor'
import { asOwner, openDatabase } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import { flagRules } from '../../../packs/risk/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { restrict } from '../../../test/support/disclosures.ts'
import {
  inNorthWest,
  inSouthWest,
  NORTH,
  type Partnership,
  POLICE,
  seedPartnership,
} from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { matchDue } from './match-people.ts'
import { peoplePanel } from './people-panel.tsx'
import { peopleRoutes } from './people-routes.ts'

let testDatabase: TestDatabase
let partnership: Partnership
let staff: StaffServer
let officer: MemberActor

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  officer = partnership.people.officer
  await asOwner(testDatabase.installation, (owner) => publishFlagRules(owner, flagRules))
  staff = await startStaffServer(
    testDatabase.installation,
    [...peopleRoutes, ...reportStaffRoutes([peoplePanel])],
    Object.values(partnership.people),
  )
})
afterAll(async () => {
  await staff.close()
  await testDatabase.drop()
})

type Filed = { id: string; reference: string; person: string; profile: string | null }

async function file(person: Omit<NamedPerson, 'role'>, asbType = 'noise', at = inNorthWest): Promise<Filed> {
  const web = openDatabase(testDatabase.installation, 'openasb_web')
  const worker = openDatabase(testDatabase.installation, 'openasb_worker')
  try {
    const filed = await web.withActor(anybody, (db) =>
      fileReport(
        { db, actor: anybody, emit: async () => {} },
        {
          submissionId: randomUUID(),
          statusSecret: newSecret(),
          channel: 'phone',
          asbType,
          occurrence: 'once',
          occurredFrom: new Date('2026-03-01T22:00:00Z'),
          occurredTo: new Date('2026-03-01T23:00:00Z'),
          location: { ...at, precisionM: 10 },
          people: [{ role: 'victim', ...person }],
        },
      ),
    )
    await worker.withActor(system, (db) => routeReports(db, system, [filed.id]))
    await worker.withActor(system, (db) => matchDue(db, system))
    return { ...filed, ...(await matchOf(filed.id)) }
  } finally {
    await Promise.all([web.close(), worker.close()])
  }
}

async function matchOf(reportId: string): Promise<{ person: string; profile: string | null }> {
  return asOwner(testDatabase.installation, async (owner) => {
    const { rows } = await owner.query<{ person: string; profile: string | null }>(
      'select id as person, profile_id as profile from report_person where report_id = $1',
      [reportId],
    )
    if (rows[0] === undefined) throw new Error('Nobody is named in it')
    return rows[0]
  })
}

/** The holder of a report points somebody to it: ask us, and nothing else. */
const givePointer = (reportId: string, to: number) =>
  asOwner(testDatabase.installation, (owner) =>
    owner.query(
      `insert into share (id, report_id, organisation_id, level, because, reason, given_by_organisation_id)
       select $1, id, $3, 'signpost', 'override', 'They may meet the same people', organisation_id from report where id = $2`,
      [newId(), reportId, to],
    ),
  )

const decide = ({ reference, person }: Filed, fields: Record<string, string>, as = officer) =>
  staff.post(`/reports/${reference}/people/${person}`, fields, as)

test('the report shows who is named in it, and why they were matched, to the organisation that holds it alone', async () => {
  await file({ name: 'Hetty Hold', phone: '07700 900 701' }, 'vehicles')
  const { reference } = await file({ name: 'Hetty Hold', phone: '07700900701' }, 'vehicles')
  expect((await staff.get(`/reports/${reference}`, officer)).body).toContain('in 1 more')
  expect((await staff.get(`/reports/${reference}/people`, officer)).body).toContain(
    'same telephone number, same name',
  )
  // The police see this report in full, and nobody who is named in it.
  const { police } = partnership.people
  expect((await staff.get(`/reports/${reference}`, police)).body).not.toContain('Hetty')
  expect((await staff.get(`/reports/${reference}/people`, police)).status).toBe(404)
})

test('a match is undone, another chosen, and somebody new made; each with its reason, and each can be changed again', async () => {
  const known = await file({ name: 'Wanda Known', phone: '07700 900 702' })
  const open = await file({ phone: '07700 900 702' })
  expect(open.profile).toBeNull()
  expect((await staff.get(`/reports/${open.reference}/people`, officer)).body).toContain(
    'same telephone number (50 points)',
  )

  expect((await decide(open, { profile: '', why: '' })).body).toContain('Say who it is')
  expect((await decide(open, { profile: known.profile ?? '', why: 'She rang back' })).status).toBe(303)
  expect((await matchOf(open.id)).profile).toBe(known.profile)
  await decide(open, { profile: 'none', why: 'It was her sister' })
  expect((await matchOf(open.id)).profile).toBeNull()
  await decide(open, { profile: 'new', why: 'Her sister' })
  const made = (await matchOf(open.id)).profile
  expect(made).not.toBe(known.profile)
  await decide(open, {
    profile: 'other',
    other: `http://localhost/profiles/${known.profile}`,
    why: 'It was her',
  })
  expect((await matchOf(open.id)).profile).toBe(known.profile)

  const profile = await staff.get(`/profiles/${known.profile}`, officer)
  for (const words of ['She rang back', 'It was her sister', 'by Asha Officer', open.reference])
    expect(profile.body).toContain(words)
  const timeline = (await staff.get(`/reports/${open.reference}`, officer)).body
  expect(timeline).toContain('Somebody in it was matched by a person')
  const audited = await asOwner(testDatabase.installation, (owner) =>
    owner.query(
      `select reason from audit_entry where verb = 'combine' and record_id = $1 and reason = 'It was her'`,
      [open.id],
    ),
  )
  expect(audited.rowCount).toBe(1)

  // Two organisations say different things of her: both stand there, with who said which, and neither is overwritten.
  const married = await file({ name: 'Wanda Married', phone: '07700 900 702' })
  await decide(married, { profile: known.profile ?? '', why: 'She changed her name' })
  await asOwner(testDatabase.installation, (owner) =>
    owner.query(`update report set entered_for = $1 where id = $2`, [POLICE, married.id]),
  )
  const both = (await staff.get(`/profiles/${known.profile}`, officer)).body
  expect(both.match(/Reports differ/g)).toHaveLength(2)
  for (const said of ['Wanda Known', 'Wanda Married', 'Police', 'Whoever reported it'])
    expect(both).toContain(said)
})

test('a match made late raises what follows from it at once, and undoing it ends that on both reports', async () => {
  const liveFlags = ({ id }: Filed) =>
    asOwner(testDatabase.installation, async (owner) => {
      const { rows } = await owner.query<{ rule: string }>(
        'select distinct rule from flag where report_id = $1 and ended_at is null order by rule',
        [id],
      )
      return rows.map(({ rule }) => rule)
    })
  const before = await file({ name: 'Una Married', phone: '07700 900 731' }, 'vehicles')
  const later = await file({ name: 'Una Maiden', phone: '07700 900 732' }, 'vehicles')
  const repeat = 'repeat_victim_12_months'
  expect([await liveFlags(before), await liveFlags(later)].flat()).not.toContain(repeat)

  await decide(later, { profile: 'other', other: `/profiles/${before.profile}`, why: 'She changed her name' })
  expect(await liveFlags(later)).toContain(repeat)
  expect(await liveFlags(before)).toContain(repeat)
  // Saving something else about the first one does not forget what came after it.
  const worker = openDatabase(testDatabase.installation, 'openasb_worker')
  try {
    await worker.withActor(system, (db) => raiseAllFlags(db, [before.id]))
  } finally {
    await worker.close()
  }
  expect(await liveFlags(before)).toContain(repeat)

  await decide(later, { profile: 'none', why: 'Another Una' })
  expect([await liveFlags(before), await liveFlags(later)].flat()).not.toContain(repeat)
})

test('nobody is matched to a profile of another organisation, or by those who do not hold the report', async () => {
  const south = await file({ name: 'Sven Southern', phone: '07700 900 703' }, 'noise', inSouthWest)
  const mine = await file({ name: 'Nils Northern', phone: '07700 900 704' })
  const other = await decide(mine, { profile: 'other', other: `/profiles/${south.profile}`, why: 'Alike' })
  expect([other.status, other.body.includes('keeps no such profile')]).toEqual([422, true])
  expect((await decide(mine, { profile: 'none', why: 'Ours' }, partnership.people.south)).status).toBe(404)
  expect((await decide(mine, { profile: 'none', why: 'Ours' }, partnership.people.analyst)).status).toBe(403)
  expect((await staff.get(`/profiles/${south.profile}`, officer)).status).toBe(404)
})

test('profiles are found by name, number and postcode, in one’s own organisation', async () => {
  const { profile } = await file({ name: 'Quentin Findable', phone: '07700 900 705', postcode: 'ZZ1 1AA' })
  const found = async (query: string, as = officer) =>
    (await staff.get(`/profiles?${query}`, as)).body.includes(`/profiles/${profile}`)
  expect(await found('name=findable')).toBe(true)
  expect(await found('name=Quentyn+Findable')).toBe(true)
  expect(await found('phone=%2B44+7700+900705')).toBe(true)
  expect(await found('postcode=zz11aa&name=quentin')).toBe(true)
  expect(await found('postcode=zz11aa&name=nobody+such')).toBe(false)
  expect(await found('')).toBe(true)
  expect(await found('name=findable', partnership.people.south)).toBe(false)
})

test('a profile says whom else to ask about somebody, where they gave a signpost, and nothing of what they know', async () => {
  const ours = await file({ name: 'Wanda Elsewhere', phone: '07700 900 707' })
  const theirs = await file({ name: 'Wanda Elsewhere', phone: '07700 900 707' }, 'noise', inSouthWest)
  const another = await file({ name: 'Bertram Flatmate', phone: '07700 900 707' }, 'noise', inSouthWest)
  const shown = async (as = officer) => (await staff.get(`/profiles/${ours.profile}`, as)).body
  expect(await shown()).not.toContain('Others know')
  await givePointer(another.id, NORTH)
  expect(await shown()).not.toContain('Others know')

  await givePointer(theirs.id, NORTH)
  expect(await shown()).toMatch(
    /Others know of them too[\s\S]*1 more record names them: ask Southholme District Council\./,
  )
  expect(await shown()).not.toContain(theirs.reference)
  expect((await staff.get(`/profiles/${ours.profile}`, partnership.people.south)).status).toBe(404)
  expect((await staff.get(`/profiles/${theirs.profile}`, partnership.people.south)).body).not.toContain(
    'Others know',
  )

  // The function asks by itself who asks: the page is not the only way to it.
  const web = openDatabase(testDatabase.installation, 'openasb_web')
  const told = (as: MemberActor) =>
    web.withActor(
      as,
      async (db) => (await sql`select from signposts_of_profile(${ours.profile})`.execute(db)).rows.length,
    )
  try {
    expect(await told(officer)).toBe(1)
    // The police were pointed there too, and keep no such profile.
    await givePointer(theirs.id, POLICE)
    expect(await told(partnership.people.police)).toBe(0)
    await restrict(testDatabase.installation, { kind: 'report', id: ours.id }, [])
    expect(await told(officer)).toBe(0)
  } finally {
    await web.close()
  }
})

test('a signpost to what others know of somebody ends with what was given', async () => {
  const ours = await file({ name: 'Wilma Faraway', phone: '07700 900 708' })
  const theirs = await file({ name: 'Wilma Faraway', phone: '07700 900 708' }, 'noise', inSouthWest)
  await givePointer(theirs.id, NORTH)
  const shown = async () => (await staff.get(`/profiles/${ours.profile}`, officer)).body
  expect(await shown()).toContain('Others know')
  await asOwner(testDatabase.installation, (owner) =>
    owner.query('update share set ended_at = now() where report_id = $1', [theirs.id]),
  )
  expect(await shown()).not.toContain('Others know')
})

test('the profile of somebody who is named in a restricted report alone is for those who are cleared', async () => {
  const secret = await file({ name: 'Perdita Sheltered', phone: '07700 900 706' })
  const [cleared = officer] = await restrict(testDatabase.installation, { kind: 'report', id: secret.id }, [
    officer,
  ])
  await staff.close()
  staff = await startStaffServer(testDatabase.installation, peopleRoutes, [
    cleared,
    ...Object.values(partnership.people).filter(({ memberId }) => memberId !== cleared.memberId),
  ])
  const { colleague } = partnership.people
  expect((await staff.get(`/profiles/${secret.profile}`, colleague)).status).toBe(404)
  expect((await staff.get('/profiles?name=perdita', colleague)).body).not.toContain('Sheltered')
  expect((await staff.get('/profiles?name=perdita', cleared)).body).toContain('Sheltered')
})
