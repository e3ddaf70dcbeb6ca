import { z } from 'zod'
import type { Answer, Route } from '#platform/http'
import { type GroupChange, readGroup, readGroupPatch } from './described-group.ts'
import {
  addGroup,
  changeGroup,
  type DirectoryGroup,
  findGroups,
  type GroupOutcome,
  type GroupSearch,
  removeGroup,
} from './directory-store.ts'
import {
  absent,
  chosen,
  combine,
  etag,
  groupResource,
  listAnswer,
  oneAnswer,
  pageOf,
  stale,
  wantsMembers,
} from './scim-answers.ts'
import { type Condition, readFilter } from './scim-filter.ts'
import { ScimRefusal } from './scim-refusal.ts'
import { type Asked, scimJson, scimNothing, scimRoute } from './scim-route.ts'

const isId = (text: string) => z.uuid().safeParse(text).success

export const groupRoutes: readonly Route[] = [
  scimRoute({
    method: 'GET',
    path: '/Groups',
    audit: 'consult',
    summary: 'Lists or finds the groups that the directory sent',
    async handler(asked) {
      const search = searchOf(asked.query.filter)
      const result =
        search === undefined
          ? { total: 0, found: [] }
          : await findGroups(asked.db, asked.token, search, {
              ...pageOf(asked.query),
              withMembers: wantsMembers(asked.query),
            })
      asked.audit({ kind: 'directory_group', summary: `${result.found.length} of ${result.total} listed` })
      return listAnswer(result, (group) => groupResource(group, asked.base), asked.query)
    },
  }),
  scimRoute({
    method: 'GET',
    path: '/Groups/:id',
    audit: 'consult',
    summary: 'One group with the people in it',
    async handler(asked) {
      const group = await getGroup(asked)
      asked.audit({ kind: 'directory_group', id: group.id })
      return oneAnswer(groupResource(group, asked.base), group.version, asked)
    },
  }),
  scimRoute({
    method: 'POST',
    path: '/Groups',
    audit: 'alter',
    summary: 'Adds a group; which role it gives is decided here, by a co-ordinator',
    status: 201,
    async handler(asked) {
      const wanted = readGroup(asked.body)
      asked.about(wanted.displayName)
      const added = await addGroup(asked.db, asked.token, wanted)
      refuse(added)
      const id = added.id ?? ''
      tell(asked, id, wanted, added, `The group ${wanted.displayName} was added`)
      const group = await getGroup({ ...asked, params: { id } })
      return scimJson(chosen(groupResource(group, asked.base), asked.query), 201, {
        location: `${asked.base}/Groups/${id}`,
        etag: etag(group.version),
      })
    },
  }),
  scimRoute({
    method: 'PUT',
    path: '/Groups/:id',
    audit: 'alter',
    summary: 'Replaces a group and who is in it',
    async handler(asked) {
      await change(asked, readGroup(asked.body))
      const group = await getGroup(asked)
      return scimJson(chosen(groupResource(group, asked.base), asked.query), 200, {
        etag: etag(group.version),
      })
    },
  }),
  scimRoute({
    method: 'PATCH',
    path: '/Groups/:id',
    audit: 'alter',
    summary:
      'Renames a group and moves people in and out: joining gives its role from today, leaving ends it',
    status: 204,
    async handler(asked): Promise<Answer> {
      await change(asked, readGroupPatch(asked.body))
      return scimNothing
    },
  }),
  scimRoute({
    method: 'DELETE',
    path: '/Groups/:id',
    audit: 'alter',
    summary: 'Forgets a group: the memberships it gave end today',
    status: 204,
    async handler(asked) {
      const before = await getGroup({ ...asked, query: { excludedAttributes: 'members' } })
      const removed = await removeGroup(asked.db, asked.token, before.id, asked.seenVersion)
      refuse(removed, before.id)
      tell(asked, before.id, undefined, removed, `The group ${before.displayName} was removed`)
      return scimNothing
    },
  }),
]

async function change(asked: Asked, wanted: GroupChange): Promise<void> {
  const { id } = asked.params
  const before = await getGroup({ ...asked, query: { excludedAttributes: 'members' } })
  asked.about(before.displayName)
  const changed = await changeGroup(asked.db, asked.token, id, asked.seenVersion, wanted)
  refuse(changed, id)
  tell(asked, id, wanted, changed, `The group ${wanted.displayName ?? before.displayName} was changed`)
}

/** The group and everybody for whom a membership began or ended, each in the audit. */
function tell(
  { audit, changed }: Asked,
  id: string,
  wanted: GroupChange | undefined,
  { members }: GroupOutcome,
  what: string,
): void {
  const moved =
    wanted === undefined ? '' : `${wanted.joining.length} joining, ${wanted.leaving.length} leaving`
  audit({ kind: 'directory_group', id, summary: moved })
  for (const member of members) audit({ kind: 'member', id: member, summary: 'Memberships follow the group' })
  changed(what)
}

function refuse({ outcome }: GroupOutcome, id = ''): void {
  if (outcome === 'not_found') throw absent('Group', id)
  if (outcome === 'stale') throw stale()
  if (outcome === 'name_taken')
    throw new ScimRefusal(409, 'uniqueness', 'There is a group with this displayName already')
  if (outcome === 'unknown_member')
    throw new ScimRefusal(400, 'invalidValue', 'members: somebody in it is no User of this directory')
}

async function getGroup({
  db,
  token,
  params: { id },
  query,
}: Pick<Asked, 'db' | 'token' | 'params' | 'query'>): Promise<DirectoryGroup> {
  const options = { skip: 0, most: 1, withMembers: wantsMembers(query) }
  const [group] = isId(id) ? (await findGroups(db, token, { id }, options)).found : []
  if (group === undefined) throw absent('Group', id)
  return group
}

/** What a filter asks for; undefined where no group can match it. */
function searchOf(filter: string | undefined): GroupSearch | undefined {
  return filter === undefined ? {} : combine(readFilter(filter).map(narrowing))
}

function narrowing({ path, value }: Condition): GroupSearch | undefined {
  const text = typeof value === 'string' ? value : undefined
  const id = text !== undefined && isId(text) ? text.toLowerCase() : undefined
  switch (path) {
    case 'id':
      return id === undefined ? undefined : { id }
    case 'displayname':
      return text === undefined ? undefined : { displayName: text }
    case 'externalid':
      return text === undefined ? undefined : { externalId: text }
    case 'members':
    case 'members.value':
      return id === undefined ? undefined : { member: id }
    default:
      throw new ScimRefusal(
        400,
        'invalidFilter',
        'Groups are found by id, displayName, externalId and members',
      )
  }
}
