import { z } from 'zod'
import { isRole, roleNames } from '#domains/organisations'
import { today } from '#platform/clock'
import { oneOf, readForm, typedSchema, typedValue, wordsField } from '#platform/forms'
import {
  conflict,
  forRoles,
  notFound,
  page,
  pageWithErrors,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { DirectoryPage } from './directory-page.tsx'
import { ExpectGroupPage, GroupPage } from './group-page.tsx'
import { expectGroup, mapGroup } from './map-group.ts'
import { findGroup, type GroupRole, readDirectories, readOrganisations, readTeams } from './read-directory.ts'

/** Not those that end by themselves or that somebody answers for: they are given to one person, by hand. */
const givenByHand: readonly string[] = ['partner']
const groupRoles = Object.keys(roleNames).filter((role) => !givenByHand.includes(role))
const isGroupRole = (text: string): text is GroupRole => isRole(text) && groupRoles.includes(text)

const idParams = z.object({ id: z.uuid() })
const forCoordinators = forRoles('coordinator')

const expectedSchema = z.object({
  organisation: wordsField({ name: 'Organisation', most: 20, missing: 'Choose an organisation' }),
  name: wordsField({ name: 'Name of the group', most: 255, missing: 'Enter the name of the group' }),
  role: oneOf(groupRoles, 'Choose a role'),
})

/** Where a co-ordinator decides what the groups of directories give, and sees how the directories do. */
export const directoryPages: readonly Route[] = [
  route({
    method: 'GET',
    url: '/directory',
    permission: forCoordinators,
    audit: 'nothing',
    async handler({ db }) {
      const directories = await readDirectories(db)
      return page((frame) => DirectoryPage({ frame, directories }))
    },
  }),
  route({
    method: 'GET',
    url: '/directory/expect',
    permission: forCoordinators,
    audit: 'nothing',
    async handler({ db, clock }) {
      const organisations = await readOrganisations(db, today(clock))
      return page((frame) =>
        ExpectGroupPage({ frame, organisations, roles: groupRoles, typed: {}, errors: [] }),
      )
    },
  }),
  route({
    method: 'POST',
    url: '/directory/expect',
    permission: forCoordinators,
    audit: 'alter',
    stepUp: true,
    body: typedSchema,
    async handler({ db, clock, body, audit }) {
      const organisations = await readOrganisations(db, today(clock))
      const again = (errors: Parameters<typeof ExpectGroupPage>[0]['errors']) =>
        pageWithErrors((frame) =>
          ExpectGroupPage({ frame, organisations, roles: groupRoles, typed: body, errors }),
        )
      const read = readForm(expectedSchema, body)
      if (!read.ok) return again(read.errors)
      const { name, role } = read.value
      const organisation = organisations.find(({ id }) => String(id) === read.value.organisation)
      if (organisation === undefined)
        return again([{ field: 'organisation', anchor: 'organisation', message: 'Choose an organisation' }])
      if (role === undefined || !isGroupRole(role))
        return again([{ field: 'role', anchor: 'role', message: 'Choose a role' }])
      const id = await expectGroup(db, { organisationId: organisation.id, displayName: name, role })
      if (id === undefined)
        return again([
          { field: 'name', anchor: 'name', message: `${organisation.name} has a group of this name already` },
        ])
      audit({ kind: 'directory_group', id, summary: `Expected; gives ${role}` })
      return redirect(`/directory/groups/${id}`)
    },
  }),
  route({
    method: 'GET',
    url: '/directory/groups/:id',
    permission: forCoordinators,
    audit: 'nothing',
    params: idParams,
    async handler({ db, clock, params }) {
      const group = await findGroup(db, params.id)
      if (group === undefined) throw notFound('group')
      const teams = await readTeams(db, group.organisationId, today(clock))
      return page((frame) => GroupPage({ frame, group, teams, roles: groupRoles, errors: [] }))
    },
  }),
  route({
    method: 'POST',
    url: '/directory/groups/:id',
    permission: forCoordinators,
    audit: 'alter',
    stepUp: true,
    params: idParams,
    body: typedSchema,
    async handler({ db, clock, params, body, audit }) {
      const group = await findGroup(db, params.id)
      if (group === undefined) throw notFound('group')
      const teams = await readTeams(db, group.organisationId, today(clock))
      const sent = typedValue(body, 'role')
      const role = isGroupRole(sent) ? sent : null
      const team = teams.find(({ id }) => id === typedValue(body, 'team'))
      if (role === null && team !== undefined)
        return pageWithErrors((frame) =>
          GroupPage({
            frame,
            group: { ...group, teamId: team.id },
            teams,
            roles: groupRoles,
            errors: [{ field: 'role', anchor: 'role', message: 'Choose a role for the team, or no team' }],
          }),
        )
      const version = z.coerce
        .number()
        .int()
        .min(1)
        .max(2_000_000_000)
        .catch(0)
        .parse(typedValue(body, 'version'))
      const members = await mapGroup(db, { id: group.id, version }, { role, teamId: team?.id ?? null })
      if (members === undefined)
        throw conflict('The group was changed meanwhile. Open it again and look at what it gives now.')
      audit({ kind: 'directory_group', id: group.id, summary: `Gives ${role ?? 'no role'}` })
      for (const member of members)
        audit({ kind: 'member', id: member, summary: 'Memberships follow the group' })
      return redirect('/directory')
    },
  }),
]
