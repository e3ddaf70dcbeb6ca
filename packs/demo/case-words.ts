import type { CaseOutcome } from './plan-cases.ts'

/** What partners do about a case, and what comes of it. */
export const actionPlans: readonly { what: string; outcome: string }[] = [
  {
    what: 'Visit the reporter and complete a risk assessment',
    outcome: 'Visited. Risk assessed as medium and support offered.',
  },
  { what: 'Send a first warning letter', outcome: 'Letter sent and receipt confirmed.' },
  { what: 'Ask the reporter to keep a diary for two weeks', outcome: 'Diary returned with six entries.' },
  { what: 'Install noise monitoring equipment for seven days', outcome: 'Recordings made on four nights.' },
  { what: 'Add the place to evening patrols', outcome: 'Patrolled on nine evenings; two groups moved on.' },
  { what: 'Speak to the people responsible', outcome: 'Spoken to at the address; they agreed to stop.' },
  { what: 'Check tenancy and history with the landlord', outcome: 'One earlier warning on file.' },
  { what: 'Offer mediation to both households', outcome: 'Both agreed and met once.' },
  { what: 'Review street lighting and cameras', outcome: 'Two lamps repaired; camera angle changed.' },
  { what: 'Refer a young person to youth services', outcome: 'Accepted; first session attended.' },
  { what: 'Draw up an acceptable behaviour contract', outcome: 'Signed for six months.' },
  { what: 'Issue a community protection warning', outcome: 'Warning served in person.' },
  { what: 'Clear the site and fit a barrier', outcome: 'Cleared; barrier fitted.' },
  { what: 'Update the reporter', outcome: 'Rang the reporter, who is content with progress.' },
  { what: 'Gather statements from other residents', outcome: 'Three statements taken.' },
  { what: 'Seek advice on an injunction', outcome: 'Advice received: evidence not yet enough.' },
]

export const closingReasons: Record<CaseOutcome, string> = {
  resolved: 'The plan is complete and the reporter agrees that it can close.',
  behaviour_stopped: 'Nothing new has been reported for six weeks.',
  enforcement: 'A formal notice was served and is being kept to.',
  no_further_contact: 'Three attempts to reach the reporter were not answered.',
  no_evidence: 'Monitoring found nothing that could be acted on.',
  moved_away: 'The household concerned has moved away.',
}
