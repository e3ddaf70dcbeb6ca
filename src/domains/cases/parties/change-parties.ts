import { addTimelineEntries } from '#domains/timeline'
import { type MemberActor, organisationsWith } from '#platform/actor'
import { formatDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict } from '#platform/http'
import { newId } from '#platform/ids'
import { type CaseToChange, checkCaseAction } from '../change-case.ts'
import { casework } from '../lifecycle.ts'
import { type NewGroupParty, type NewParty, type PartyChange, partyRoles } from './party.ts'
import type { CaseParty, GroupToBring, PersonToBring } from './read-parties.ts'

/** For which organisation they bring somebody in: the lead where they work for it, else one that sees the case. */
function organisationOf(actor: MemberActor, found: CaseToChange): number {
  const theirs = organisationsWith(actor, ...casework)
  return theirs.includes(found.organisationId)
    ? found.organisationId
    : (theirs.find((id) => found.readers.includes(id)) ?? actor.organisationId)
}

/** Brings people of the case's reports into the case, each keeping the link to where they were named. */
export async function bringParties(
  db: Transaction,
  actor: MemberActor,
  found: CaseToChange,
  people: readonly PersonToBring[],
): Promise<void> {
  checkCaseAction(actor, found, 'add_party')
  if (people.length === 0) return
  const organisation = organisationOf(actor, found)
  await db
    .insertInto('case_party')
    .values(
      people.map((person) => {
        const id = newId()
        return {
          id,
          case_id: found.id,
          person_id: id,
          role: person.role,
          name: person.name,
          born_on: person.bornOn,
          phone: person.phone,
          email: person.email,
          address: person.address,
          report_id: person.reportId,
          report_person_id: person.reportPersonId,
          profile_id: person.profileId,
          since: person.filedOn,
          because: `Named in ${[person.reportReference, ...person.alsoIn].join(', ')}`,
          organisation_id: organisation,
          added_by: actor.memberId,
        }
      }),
    )
    .execute()
  await addTimelineEntries(db, actor, [
    {
      caseId: found.id,
      kind: 'party_added',
      // Everybody who sees the case reads the timeline: it names nobody.
      what: `${people.length === 1 ? '1 person' : `${people.length} people`} of the reports brought into the case`,
    },
  ])
}

/** Adds somebody whom no report names. */
export async function addParty(
  db: Transaction,
  actor: MemberActor,
  found: CaseToChange,
  party: NewParty,
): Promise<void> {
  checkCaseAction(actor, found, 'add_party')
  const id = newId()
  await db
    .insertInto('case_party')
    .values({
      id,
      case_id: found.id,
      person_id: id,
      role: party.role,
      name: party.name,
      phone: party.phone,
      email: party.email,
      address: party.address,
      since: party.since,
      because: party.why,
      seen_by: party.partners ? 'partners' : 'lead',
      organisation_id: organisationOf(actor, found),
      added_by: actor.memberId,
    })
    .execute()
  await addTimelineEntries(db, actor, [
    { caseId: found.id, kind: 'party_added', what: `${partyRoles[party.role]} added` },
  ])
}

/** Brings in a group that an organisation keeps, under the name it is kept by. */
export async function bringGroup(
  db: Transaction,
  actor: MemberActor,
  found: CaseToChange,
  { group, since, why }: NewGroupParty,
  groups: readonly GroupToBring[],
): Promise<void> {
  checkCaseAction(actor, found, 'add_party')
  const kept = groups.find(({ id }) => id === group)
  if (kept === undefined) throw conflict('This group is in the case already, or is no longer kept.')
  const id = newId()
  await db
    .insertInto('case_party')
    .values({
      id,
      case_id: found.id,
      person_id: id,
      role: 'group',
      name: kept.name,
      group_id: kept.id,
      since,
      because: why,
      organisation_id: kept.organisationId,
      added_by: actor.memberId,
    })
    .execute()
  await addTimelineEntries(db, actor, [
    { caseId: found.id, kind: 'party_added', what: `${partyRoles.group} added` },
  ])
}

/** Gives somebody another role from a day on, or ends the one they have; what was before stays to be read. */
export async function changeParty(
  db: Transaction,
  actor: MemberActor,
  found: CaseToChange,
  party: CaseParty,
  { role, from, why, version }: PartyChange & { version: number },
): Promise<void> {
  checkPartyChange(actor, found, party)
  await write(db, party, version, { until: from, ended_by: actor.memberId, ended_because: why })
  if (role !== 'none') {
    const { rows } = await copyParty(db, actor, party, role, from, why)
    if (rows === 0) throw conflict('They have this role already.')
  }
  await addTimelineEntries(db, actor, [
    {
      caseId: found.id,
      kind: 'party_changed',
      what:
        role === 'none'
          ? `${partyRoles[party.role]} no longer involved from ${formatDate(from)}`
          : `${partyRoles[party.role]} is ${partyRoles[role].toLowerCase()} from ${formatDate(from)}`,
    },
  ])
}

async function copyParty(
  db: Transaction,
  actor: MemberActor,
  party: CaseParty,
  role: CaseParty['role'],
  from: string,
  why: string,
): Promise<{ rows: number }> {
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('case_party')
    .columns([
      ...(['id', 'case_id', 'person_id', 'role', 'name', 'born_on', 'phone', 'email', 'address'] as const),
      ...(['report_id', 'report_person_id', 'profile_id', 'since', 'because', 'seen_by'] as const),
      ...(['organisation_id', 'added_by'] as const),
    ])
    .expression((is) =>
      is
        .selectFrom('case_party')
        .select([
          is.val(newId()).as('id'),
          'case_id',
          'person_id',
          is.val(role).as('role'),
          'name',
          'born_on',
          'phone',
          'email',
          'address',
          'report_id',
          'report_person_id',
          'profile_id',
          is.val(from).as('since'),
          is.val(why).as('because'),
          'seen_by',
          'organisation_id',
          is.val(actor.memberId).as('added_by'),
        ])
        .where('id', '=', party.id),
    )
    .onConflict((on) => on.doNothing())
    .executeTakeFirst()
  return { rows: Number(numInsertedOrUpdatedRows) }
}

/** Opens a person of the case to the partners who see it in full, or keeps them to the lead again. */
export async function openParty(
  db: Transaction,
  actor: MemberActor,
  found: CaseToChange,
  party: CaseParty,
  version: number,
): Promise<void> {
  checkPartyChange(actor, found, party)
  const seenBy = party.seenBy === 'lead' ? 'partners' : 'lead'
  await write(db, party, version, { seen_by: seenBy })
  await addTimelineEntries(db, actor, [
    {
      caseId: found.id,
      kind: 'party_opened',
      what:
        seenBy === 'partners'
          ? `${partyRoles[party.role]} opened to partners who see the case in full`
          : `${partyRoles[party.role]} kept to the lead from now on`,
    },
  ])
}

function checkPartyChange(actor: MemberActor, found: CaseToChange, party: CaseParty): void {
  checkCaseAction(actor, found, 'change_party', { id: party.organisationId, name: party.organisationName })
}

async function write(
  db: Transaction,
  party: CaseParty,
  seenVersion: number,
  change: { until?: string; ended_by?: string; ended_because?: string; seen_by?: 'lead' | 'partners' },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('case_party')
    .set({ ...change, version: seenVersion + 1 })
    .where('id', '=', party.id)
    .where('version', '=', seenVersion)
    .where('until', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict(
      'Somebody has changed this person since you opened the page. They are shown as they are now.',
    )
}
