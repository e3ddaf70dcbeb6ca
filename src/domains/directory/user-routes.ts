import { z } from 'zod'
import type { Answer, Route } from '#platform/http'
import { type DescribedUser, readUser } from './described-user.ts'
import {
  addUser,
  changeUser,
  type DirectoryUser,
  findUsers,
  removeUser,
  type UserOutcome,
  type UserSearch,
} from './directory-store.ts'
import { patchUser } from './patch-user.ts'
import {
  absent,
  chosen,
  combine,
  etag,
  listAnswer,
  oneAnswer,
  pageOf,
  stale,
  userResource,
} from './scim-answers.ts'
import { type Condition, readFilter } from './scim-filter.ts'
import { ScimRefusal } from './scim-refusal.ts'
import { type Asked, scimJson, scimNothing, scimRoute } from './scim-route.ts'

const isId = (text: string) => z.uuid().safeParse(text).success

export const userRoutes: readonly Route[] = [
  scimRoute({
    method: 'GET',
    path: '/Users',
    audit: 'consult',
    summary: 'Lists or finds the people of the organisation that its directory sent',
    async handler(asked) {
      const search = searchOf(asked.query.filter)
      const result =
        search === undefined
          ? { total: 0, found: [] }
          : await findUsers(asked.db, asked.token, search, pageOf(asked.query))
      asked.audit({ kind: 'member', summary: `${result.found.length} of ${result.total} listed` })
      return listAnswer(result, (user) => userResource(user, asked.base), asked.query)
    },
  }),
  scimRoute({
    method: 'GET',
    path: '/Users/:id',
    audit: 'consult',
    summary: 'One person, whether they still work there or not',
    async handler(asked) {
      const user = await getUser(asked)
      asked.audit({ kind: 'member', id: user.memberId })
      return oneAnswer(userResource(user, asked.base), user.version, asked)
    },
  }),
  scimRoute({
    method: 'POST',
    path: '/Users',
    audit: 'collect',
    summary: 'Adds a person, who signs in with their organisation and has no password here',
    status: 201,
    async handler(asked) {
      asked.about(nameSent(asked.body, ''))
      const described = readUser(asked.body)
      asked.about(described.userName)
      const added = await addUser(asked.db, asked.token, described)
      refuseTaken(added)
      asked.audit({ kind: 'member', id: added.member ?? added.id, summary: 'Added by the directory' })
      asked.changed('A person was added')
      const user = await getUser({ ...asked, params: { id: added.id } })
      const resource = userResource(user, asked.base)
      return scimJson(chosen(resource, asked.query), 201, {
        location: `${asked.base}/Users/${user.id}`,
        etag: etag(user.version),
      })
    },
  }),
  scimRoute({
    method: 'PUT',
    path: '/Users/:id',
    audit: 'alter',
    summary: 'Replaces what the directory says of a person',
    async handler(asked) {
      const before = await getUser(asked)
      asked.about(before.userName)
      return change(asked, readUser(asked.body, before))
    },
  }),
  scimRoute({
    method: 'PATCH',
    path: '/Users/:id',
    audit: 'alter',
    summary: 'Changes a person; active=false ends every access of theirs at once',
    async handler(asked) {
      const before = await getUser(asked)
      asked.about(before.userName)
      return change(asked, await patchUser(before, asked.body))
    },
  }),
  scimRoute({
    method: 'DELETE',
    path: '/Users/:id',
    audit: 'erase',
    summary: 'Forgets a person of the directory, whose access ends; what they did stays told',
    status: 204,
    async handler(asked) {
      const before = await getUser(asked)
      asked.about(before.userName)
      const removed = await removeUser(asked.db, asked.token, before.id, asked.seenVersion)
      if (removed.outcome === 'not_found') throw absent('User', asked.params.id)
      if (removed.outcome === 'stale') throw stale()
      asked.audit({ kind: 'member', id: before.memberId, summary: 'Removed by the directory; access ended' })
      asked.changed('A person was removed')
      return scimNothing
    },
  }),
]

const inWords: Readonly<Partial<Record<UserOutcome['outcome'], string>>> = {
  changed: 'A person was changed',
  left: 'A person left',
  returned: 'A person came back',
}

async function change(asked: Asked, described: DescribedUser): Promise<Answer> {
  const changed = await changeUser(asked.db, asked.token, asked.params.id, asked.seenVersion, described)
  if (changed.outcome === 'not_found') throw absent('User', asked.params.id)
  if (changed.outcome === 'stale') throw stale()
  refuseTaken(changed)
  const user = await getUser(asked)
  const what = inWords[changed.outcome] ?? 'A person was changed'
  asked.audit({ kind: 'member', id: user.memberId, summary: `${what}: by the directory` })
  asked.changed(what)
  return scimJson(chosen(userResource(user, asked.base), asked.query), 200, { etag: etag(user.version) })
}

async function getUser({
  db,
  token,
  params: { id },
}: Pick<Asked, 'db' | 'token' | 'params'>): Promise<DirectoryUser> {
  const [user] = isId(id) ? (await findUsers(db, token, { id }, { skip: 0, most: 1 })).found : []
  if (user === undefined) throw absent('User', id)
  return user
}

/** Whoever has the address: another organisation's person is not told apart from one of one's own. */
function refuseTaken({ outcome }: UserOutcome): void {
  if (outcome === 'user_name_taken')
    throw new ScimRefusal(409, 'uniqueness', 'There is a person with this userName already')
  if (outcome === 'email_taken')
    throw new ScimRefusal(
      409,
      'uniqueness',
      'This email address is in use. Ask the co-ordinator of the partnership, quoting the address.',
    )
}

function nameSent(body: unknown, otherwise: string): string {
  const sent = typeof body === 'object' && body !== null && 'userName' in body ? body.userName : undefined
  return typeof sent === 'string' ? sent : otherwise
}

/** What a filter asks for; undefined where nobody can match it. */
function searchOf(filter: string | undefined): UserSearch | undefined {
  return filter === undefined ? {} : combine(readFilter(filter).map(narrowing))
}

function narrowing({ path, value }: Condition): UserSearch | undefined {
  const text = typeof value === 'string' ? value : undefined
  switch (path) {
    case 'id':
      return text !== undefined && isId(text) ? { id: text.toLowerCase() } : undefined
    case 'username':
      return text === undefined ? undefined : { userName: text }
    case 'externalid':
      return text === undefined ? undefined : { externalId: text }
    case 'emails':
    case 'emails.value':
      return text === undefined ? undefined : { email: text }
    // The one address that is kept is of type “work” and primary.
    case 'emails.type':
      return text?.toLowerCase() === 'work' ? {} : undefined
    case 'emails.primary':
      return String(value).toLowerCase() === 'true' ? {} : undefined
    case 'active': {
      const word = String(value).toLowerCase()
      return word === 'true' || word === 'false' ? { active: word === 'true' } : undefined
    }
    default:
      throw new ScimRefusal(
        400,
        'invalidFilter',
        'People are found by id, userName, externalId, emails and active',
      )
  }
}
