/** The kinds of configuration that change by votes, each with its name, its table and where one of its proposals is. */
export const changeKinds = {
  questions: { name: 'Questions', table: 'question_set_proposal', address: '/question-sets/proposals' },
  advice: {
    name: 'Who deals with what',
    table: 'type_advice_proposal',
    address: '/question-sets/advice/proposals',
  },
  routing: { name: 'Routing rules', table: 'routing_proposal', address: '/triage/rules/changes' },
} as const
export type ChangeKind = keyof typeof changeKinds
export const changeKindNames = {
  questions: changeKinds.questions.name,
  advice: changeKinds.advice.name,
  routing: changeKinds.routing.name,
} satisfies Record<ChangeKind, string>

/** What becomes of a proposal. Whoever made it can only withdraw it. */
export const decisions = { approved: 'Approved', declined: 'Refused', withdrawn: 'Withdrawn' } as const
export type Decision = keyof typeof decisions
/** What anybody else says of it. */
export const votes = ['approved', 'declined'] as const
export type Vote = (typeof votes)[number]
