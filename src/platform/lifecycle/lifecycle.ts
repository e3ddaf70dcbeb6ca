import type { Actor } from '#platform/actor'
import { hasRole } from '#platform/actor'

/** Whether a reason goes with an action; a required one cannot be declared without its error message. */
export type CommentRule =
  | { rule: 'none' }
  | { rule: 'optional'; label: string }
  | { rule: 'required'; label: string; missing: string }

/** One row of the table: these roles may do this to a record in these statuses, and then it is in that one. */
export type Transition<Status extends string, Action extends string> = {
  action: Action
  from: readonly Status[]
  /** `same` leaves the status as it is. */
  to: Status | 'same'
  roles: readonly string[]
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

/** The actions that this actor's role includes on a record in this status, in the table's order. */
export function availableActions<Status extends string, Action extends string>(
  lifecycle: Lifecycle<Status, Action>,
  status: Status,
  actor: Actor,
): readonly Transition<Status, Action>[] {
  return lifecycle.transitions.filter(({ from, roles }) => from.includes(status) && hasRole(actor, ...roles))
}

export type Decision<Status extends string, Action extends string> =
  | { allowed: true; transition: Transition<Status, Action>; newStatus: Status }
  /** `status`: not from this status (somebody was quicker); `role`: never for this role. */
  | { allowed: false; because: 'status' | 'role' }

/** Whether this role may do this now, and what it leads to. */
export function decide<Status extends string, Action extends string>(
  lifecycle: Lifecycle<Status, Action>,
  status: Status,
  action: Action,
  actor: Actor,
): Decision<Status, Action> {
  const forRole = lifecycle.transitions.filter(
    (transition) => transition.action === action && hasRole(actor, ...transition.roles),
  )
  if (forRole.length === 0) return { allowed: false, because: 'role' }
  const transition = forRole.find(({ from }) => from.includes(status))
  if (transition === undefined) return { allowed: false, because: 'status' }
  return { allowed: true, transition, newStatus: transition.to === 'same' ? status : transition.to }
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
    ({ label, from, to, roles, comment }) =>
      `| ${label} | ${from.map((status) => lifecycle.statuses[status]).join(', ')} | ${to === 'same' ? 'unchanged' : lifecycle.statuses[to]} | ${roles.join(', ')} | ${comment.rule} |`,
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
    '| action | from | to | roles | reason |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}
