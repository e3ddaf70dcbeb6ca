/** The words in which the oracle speaks: who asks, what a row is, and the tests that its rules are made of. */
import { holds as agreementHolds } from './asker.ts'

/** What stands in a column; an object is one of JSON. */
export type Value =
  | string
  | number
  | boolean
  | null
  | readonly number[]
  | readonly string[]
  | { readonly [part: string]: unknown }
export type Row = { readonly [column: string]: Value }
export type World = { readonly [table: string]: readonly Row[] }
export type Role = 'openasb_web' | 'openasb_worker' | 'openasb_feed' | 'openasb_identity'

/** The one who asks: what withActor tells the database about them. */
export type Asker = {
  role: Role
  organisations: readonly number[]
  /** The circles they belong to: what decides which records they see. */
  circles: readonly number[]
  member: string | null
  /** Hash of the draft link they hold. */
  draft: string | null
  /** The report they are filing in this transaction. */
  filing: string | null
}

/** As it is printed when the oracle and the database disagree. */
export function describeAsker({ role, organisations, member, draft, filing }: Asker): string {
  return `${role} for [${organisations.join(', ')}], member ${member}, draft ${draft?.slice(-6)}, filing ${filing}`
}

export type Test = (me: Asker, row: Row, world: World) => boolean
export type Columns = readonly string[]

/** What one role may do with one table; what is left out it may not do at all. */
export type Rights = {
  see?: { which: Test; columns?: Columns }
  add?: { which: Test; columns?: Columns }
  /** `which` rows may be changed, in these columns, so that afterwards `into` holds. */
  change?: { which: Test; into: Test; columns?: Columns }
  remove?: { which: Test }
}
export type TableRule = {
  says: string
  /** For views: the table whose rows it shows, and what tells them apart. */
  view?: { of: string; key: Columns }
  rights: Partial<Record<Role, Rights>>
}

export const everything: Test = () => true
export const mine = (me: Asker, organisation: Value | undefined) =>
  me.organisations.some((id) => id === organisation)
export const isMe = (me: Asker, member: Value | undefined) => me.member !== null && me.member === member
/** A machine of an organisation sees what it sees, and changes nothing. */
export const isPerson = (me: Asker) => me.member !== null
export const sharedWithMe = (me: Asker, audience: Value | undefined) =>
  Array.isArray(audience) && audience.some((id) => me.circles.includes(Number(id)))
export const onlyIn = (audience: Value | undefined, circle: Value | undefined) =>
  Array.isArray(audience) && audience.length === 1 && audience[0] === circle
/** Whether the organisation has a circle in the audience, under an agreement that still holds. */
export const reads = (world: World, audience: Value | undefined, organisation: Value | undefined) =>
  Array.isArray(audience) &&
  (world.circle ?? []).some(
    ({ id, organisation_id, agreement_id }) =>
      organisation_id === organisation &&
      audience.some((circle) => circle === id) &&
      (agreement_id === null || agreementHolds(world, agreement_id, null, organisation)),
  )
export const same = (list: Value | undefined, length: number) => Array.isArray(list) && list.length === length
/** Neither restricted nor shared in summary: nobody writes a record that is. */
export const isOrdinary = ({ partition_code, outline_audience }: Row) =>
  (partition_code ?? null) === null && same(outline_audience ?? [], 0)
export const signedIn: Test = (me) => me.organisations.length > 0

export const reportOf = (world: World, id: Value | undefined) =>
  world.report?.find((report) => report.id === id)
export const caseOf = (world: World, id: Value | undefined) =>
  world.asb_case?.find((found) => found.id === id)

/** The product's own jobs work on every report and case; everybody else on what is shared with them. */
export function seesReport(me: Asker, id: Value | undefined, world: World): boolean {
  const report = reportOf(world, id)
  return report !== undefined && (me.role === 'openasb_worker' || sharedWithMe(me, report.audience))
}
export function seesCase(me: Asker, id: Value | undefined, world: World): boolean {
  const found = caseOf(world, id)
  return found !== undefined && (me.role === 'openasb_worker' || sharedWithMe(me, found.audience))
}
export const leadsCase = (me: Asker, id: Value | undefined, world: World) =>
  seesCase(me, id, world) && mine(me, caseOf(world, id)?.organisation_id)

export const withItsReport: Test = (me, row, world) => seesReport(me, row.report_id, world)
export const withItsCase: Test = (me, row, world) => seesCase(me, row.case_id, world)
export const whileFiling: Test = (me, row) => me.filing !== null && row.report_id === me.filing
export const asMyself: Test = (me, row) =>
  row.member_id === me.member &&
  (row.organisation_id === null ? me.organisations.length === 0 : mine(me, row.organisation_id))
/** In one's own name, and at the time it is: one ahead would let later entries pass the seal. */
export const asMyselfNow: Test = (me, row, world) =>
  asMyself(me, row, world) &&
  (row.at === undefined || Math.abs(Date.parse(String(row.at)) - Date.now()) < 60_000)

export const readByAll = (says: string): TableRule => ({
  says,
  rights: {
    openasb_web: { see: { which: everything } },
    openasb_worker: { see: { which: everything } },
    openasb_feed: { see: { which: everything } },
  },
})
export const readByEveryRole = (says: string): TableRule => ({
  says,
  rights: { ...readByAll(says).rights, openasb_identity: { see: { which: everything } } },
})
export const forNobody = (says: string): TableRule => ({ says, rights: {} })
export const forSignInAlone = (says: string): TableRule => ({
  says,
  rights: {
    openasb_identity: {
      see: { which: everything },
      add: { which: everything },
      change: { which: everything, into: everything },
      remove: { which: everything },
    },
  },
})
export const readByFeed = (says: string, of: string, key: Columns, which: Test): TableRule => ({
  says,
  view: { of, key },
  rights: { openasb_feed: { see: { which } } },
})
