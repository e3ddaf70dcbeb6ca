/** What is overdue in one organisation, by team; a team without a name is no team. */
export type OverdueOf = {
  organisationName: string
  actions: readonly { team: string | null; overdue: number }[]
  /** Reports that nobody decided on by the promised day. */
  reports: number
}

/** What a supervisor is sent once a week: numbers and links, and nothing of any record. */
export function writeDigest(
  { organisationName, actions, reports }: OverdueOf,
  organisationId: number,
  origin: string,
): { subject: string; body: string } {
  const all = actions.reduce((sum, { overdue }) => sum + overdue, 0)
  const lines = actions.map(({ team, overdue }) => `- ${team ?? 'No team'}: ${overdue}`)
  return {
    subject: `Overdue at ${organisationName}: ${all + reports}`,
    body: [
      `Overdue at ${organisationName} this Monday. Restricted records are not counted here.`,
      all === 0 ? 'Actions of cases: none.' : `Actions of cases: ${all}\n${lines.join('\n')}`,
      `Reports not decided on by the promised day: ${reports === 0 ? 'none' : reports}.`,
      `The actions:\n${origin}/actions?due=overdue&owner=${organisationId}`,
      `What is late, risky or untouched:\n${origin}/work/supervisor`,
      `The weekly board:\n${origin}/board?organisation=${organisationId}`,
    ].join('\n\n'),
  }
}

export const countOf = ({ actions, reports }: OverdueOf) =>
  actions.reduce((sum, { overdue }) => sum + overdue, reports)
