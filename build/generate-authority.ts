import { caseLifecycle } from '#domains/cases'
import { requestLifecycle } from '#domains/governance'
import { openDirectories, openMembers, type Role, roleNames } from '#domains/organisations'
import { reportLifecycle } from '#domains/reports'
import { reviewLifecycle } from '#domains/reviews'
import { handOverLifecycle } from '#domains/sharing'
import { type Actor, anybody, type MemberActor } from '#platform/actor'
import { systemClock } from '#platform/clock'
import { type Installation, openDatabase } from '#platform/database'
import type { Route } from '#platform/http'
import { authoritiesOf, type Lifecycle } from '#platform/lifecycle'
import { openSignIn } from '#platform/sign-in'
import { listRoutes } from '../src/app.ts'

/** Lifecycles by what they are of; each row of theirs is a row of the matrix. */
const lifecycles: readonly Lifecycle<string, string>[] = [
  reportLifecycle,
  caseLifecycle,
  handOverLifecycle,
  requestLifecycle,
  reviewLifecycle,
]
const roles = Object.keys(roleNames) as Role[]

/** Role by action by relation to the record, and role by route, from the lifecycles and the routes as they are declared. */
export async function describeAuthority(installation: Installation): Promise<string> {
  const routes = await readRoutes(installation)
  return `${[
    introduction,
    ...lifecycles.map(describeActions),
    '## Routes',
    routesIntroduction,
    ...describeRoutes(routes),
  ].join('\n\n')}\n`
}

function describeActions(lifecycle: Lifecycle<string, string>): string {
  const lines = lifecycle.transitions.flatMap((transition) =>
    authoritiesOf(transition).map(
      ({ roles: allowed, relation = 'holder' }) =>
        `| ${transition.label} | ${relation} | ${roles.map((role) => (allowed.includes(role) ? 'yes' : '–')).join(' | ')} |`,
    ),
  )
  const name = `${lifecycle.name.charAt(0).toUpperCase()}${lifecycle.name.slice(1)}`
  return [`## ${name}`, table(['Action', 'Their organisation'], [...new Set(lines)])].join('\n\n')
}

function describeRoutes(routes: readonly Route[]): string[] {
  const lines = routes
    .map((route) => {
      const marks = roles.map((role) => (route.permission.allows(inRole(role)) ? 'yes' : '–'))
      const address = `\`${route.method} ${route.url}\`${provingOf(route)}`
      return { route, line: `| ${address} | ${route.permission.name} | ${marks.join(' | ')} |` }
    })
    .sort(
      (one, other) =>
        one.route.url.localeCompare(other.route.url, 'en') ||
        one.route.method.localeCompare(other.route.method, 'en'),
    )
  const list = (title: string, which: (route: Route) => boolean) => [
    `### ${title}`,
    table(
      ['Route', 'Permission'],
      lines.filter(({ route }) => which(route)).map(({ line }) => line),
    ),
  ]
  const isOpen = ({ permission }: Route) => permission.allows(anybody)
  return [
    ...list('For members', (route) => route.machine === undefined && !isOpen(route)),
    ...list('For machines', (route) => route.machine !== undefined && !isOpen(route)),
    ...list('For anybody', isOpen),
  ]
}

function table(first: readonly string[], lines: readonly string[]): string {
  const head = [...first, ...roles.map((role) => roleNames[role])]
  return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...lines].join('\n')
}

/** Somebody with this one role and nothing else. */
function inRole(role: Role): Actor {
  const member: MemberActor = {
    kind: 'member',
    memberId: '',
    name: '',
    organisationId: 1,
    organisationName: '',
    organisations: [1],
    teamIds: [],
    roles: [role],
    duties: [{ organisationId: 1, role }],
    circles: [],
  }
  return member
}

/** As they are declared: nothing is opened for long, and nothing is asked of the database. */
async function readRoutes(installation: Installation): Promise<Route[]> {
  const identity = openDatabase(installation, 'openasb_identity', { connections: 1 })
  const signIn = openSignIn({
    installation,
    baseUrl: 'http://localhost',
    issuer: 'OpenASB',
    authenticatorRequired: true,
    exemptionsHold: false,
    onError: () => {},
  })
  const clock = systemClock
  const members = openMembers({ signIn, database: identity, clock })
  const directories = openDirectories({ signIn, database: identity, clock, secret: installation.secret })
  const settings = {
    demo: false,
    origin: 'http://localhost',
    trustProxy: false,
    busyAfterMs: 0,
    logLevel: 'error' as const,
    authenticatorRequired: true,
  }
  try {
    return listRoutes({ installation, settings }, { signIn, members, directories, identity, clock })
  } finally {
    await Promise.all([signIn.close(), identity.close()])
  }
}

const introduction = `<!-- Generated from the lifecycles and the routes by \`npm run generate\`; do not edit. -->

# Who may do what

A decision about a record counts one duty of one person: a role in an organisation, perhaps for one team or one area
alone. It counts where

1. the role is in the row of the action,
2. the organisation stands to the record as the row says: it holds the report, leads the case, reads it, or was given
   the action,
3. the report lies in a queue of the duty's team, where the duty is for a team,
4. the record lies in the duty's area, where the duty is for an area,
5. the person sees the record at all, which the database decides: by the circles of its audience, and for restricted
   records by their own clearance ([access.md](access.md)).

Two duties are never added together. Cover for an absence is a duty like any other, with an end; it holds no longer than
the duty it covers, and brings no clearance. A light account's duty holds no longer than its sponsor works for the
partnership.`

const routesIntroduction = `The first door only: what a record then shows is decided by the database, and what may be done with it by the tables
above.`

function provingOf({ stepUp = false }: Route): string {
  if (typeof stepUp === 'function') return ', proving who they are for some of it'
  return stepUp ? ', proving who they are' : ''
}
