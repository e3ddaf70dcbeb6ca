import { type Actor, hasRole } from '#platform/actor'
import { type Authority, hasAuthority, type RecordFacts } from './authority.ts'

/** Whether a reason goes with an action; a required one cannot be declared without its error message. */
export type CommentRule =
  | { rule: 'none' }
  | { rule: 'optional'; label: string }
  | { rule: 'required'; label: string; missing: string }

/** One row of the table: these people may do this to a record in these statuses, and then it is in that one. */
export type Transition<Status extends string, Action extends string> = Authority & {
  action: Action
  from: readonly Status[]
  /** `same` leaves the status as it is. */
  to: Status | 'same'
  /** Further people, whose organisation stands to the record in another way. */
  or?: readonly Authority[]
  /** The words on the button. */
  label: string
  comment: CommentRule
  /** Done words, for the timeline: "Accepted". */
  done: string
}

export type Lifecycle<Status extends string, Action extends string> = {
  name: string
  statuses: Readonly<Record<Status, string>>
  transitions: readonly Transition<Status, Action>[]
}

/** Declares the lifecycle of a kind of record: permissions, buttons, tests and diagrams all come from this table. */
export function defineLifecycle<Status extends string, Action extends string>(
  lifecycle: Lifecycle<Status, Action>,
): Lifecycle<Status, Action> {
  const seen = new Set<string>()
  for (const { action, from } of lifecycle.transitions) {
    for (const status of from) {
      const key = `${action} from ${status}`
      if (seen.has(key)) throw new Error(`${lifecycle.name}: ${key} is declared twice`)
      seen.add(key)
    }
  }
  return lifecycle
}

/** A record as a decision about it needs it. */
export type RecordToDecide<Status extends string> = RecordFacts & { status: Status }

/** Everybody whom a row of the table lets do it. */
export function authoritiesOf({
  roles,
  relation,
  or = [],
}: Transition<string, string>): readonly Authority[] {
  return [{ roles, ...(relation === undefined ? {} : { relation }) }, ...or]
}

/** The actions that this actor's duties include on this record as it is now, in the table's order. */
export function availableActions<Status extends string, Action extends string>(
  lifecycle: Lifecycle<Status, Action>,
  record: RecordToDecide<Status>,
  actor: Actor,
): readonly Transition<Status, Action>[] {
  return lifecycle.transitions.filter(
    (transition) => transition.from.includes(record.status) && mayDo(transition, record, actor),
  )
}

export type Decision<Status extends string, Action extends string> =
  | { allowed: true; transition: Transition<Status, Action>; newStatus: Status }
  /**
   * `role`: nobody in this role ever does it; `record`: they do, for other records than this one;
   * `status`: not from this status (somebody was quicker).
   */
  | { allowed: false; because: 'role' | 'record' | 'status' }

/** Whether this actor may do this to this record now, and what it leads to. */
export function decide<Status extends string, Action extends string>(
  lifecycle: Lifecycle<Status, Action>,
  record: RecordToDecide<Status>,
  action: Action,
  actor: Actor,
): Decision<Status, Action> {
  const ofAction = lifecycle.transitions.filter((transition) => transition.action === action)
  const allowed = ofAction.filter((transition) => mayDo(transition, record, actor))
  if (allowed.length === 0) {
    const roles = ofAction.flatMap((transition) => authoritiesOf(transition).flatMap((each) => each.roles))
    return { allowed: false, because: hasRole(actor, ...roles) ? 'record' : 'role' }
  }
  const transition = allowed.find(({ from }) => from.includes(record.status))
  if (transition === undefined) return { allowed: false, because: 'status' }
  return { allowed: true, transition, newStatus: transition.to === 'same' ? record.status : transition.to }
}

function mayDo(transition: Transition<string, string>, record: RecordFacts, actor: Actor): boolean {
  return authoritiesOf(transition).some((authority) => hasAuthority(actor, authority, record))
}

/** The lifecycle as a Mermaid state diagram with its table, for docs/generated. */
export function describeLifecycle<Status extends string, Action extends string>(
  lifecycle: Lifecycle<Status, Action>,
): string {
  const arrows = lifecycle.transitions.flatMap(({ from, to, label }) =>
    from.map((status) => `  ${status} --> ${to === 'same' ? status : to}: ${label}`),
  )
  const names = Object.entries<string>(lifecycle.statuses).map(([status, name]) => `  ${status}: ${name}`)
  const rows = lifecycle.transitions.map(
    (transition) =>
      `| ${transition.label} | ${transition.from.map((status) => lifecycle.statuses[status]).join(', ')} | ${transition.to === 'same' ? 'unchanged' : lifecycle.statuses[transition.to]} | ${authoritiesOf(transition).map(describeAuthority).join('; ')} | ${transition.comment.rule} |`,
  )
  return [
    `# Lifecycle of a ${lifecycle.name}`,
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...names,
    ...arrows,
    '```',
    '',
    '| action | from | to | who | reason |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

function describeAuthority({ roles, relation = 'holder' }: Authority): string {
  return `${relation}: ${roles.join(', ')}`
}
