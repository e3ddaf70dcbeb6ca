import { defineLifecycle } from '#platform/lifecycle'

export type ReportStatus = 'filed' | 'awaiting_triage' | 'accepted' | 'refused' | 'not_asb' | 'closed'
export type ReportAction =
  | 'claim'
  | 'release'
  | 'accept'
  | 'reroute'
  | 'refuse'
  | 'not_asb'
  | 'close'
  | 'reopen'
  | 'note'

const triage = ['triage_officer', 'supervisor'] as const
export const casework = ['triage_officer', 'case_officer', 'supervisor'] as const

/**
 * What may happen to a report, and who may do it: people of the organisation that holds it, within team and area. A
 * reason is asked at every gate that says no (Ombudsman findings). A note, which decides nothing, is for every reader:
 * an organisation that sees the report in full, the holder too.
 */
export const reportLifecycle = defineLifecycle<ReportStatus, ReportAction>({
  name: 'report',
  statuses: {
    filed: 'Filed, being routed',
    awaiting_triage: 'Awaiting triage',
    accepted: 'Accepted',
    refused: 'Refused',
    not_asb: 'Not anti-social behaviour',
    closed: 'Closed',
  },
  transitions: [
    {
      action: 'claim',
      from: ['awaiting_triage'],
      to: 'same',
      roles: triage,
      label: 'Claim',
      comment: { rule: 'none' },
      done: 'Claimed',
    },
    {
      action: 'release',
      from: ['awaiting_triage'],
      to: 'same',
      roles: triage,
      label: 'Release',
      comment: { rule: 'none' },
      done: 'Released',
    },
    {
      action: 'accept',
      from: ['awaiting_triage'],
      to: 'accepted',
      roles: triage,
      label: 'Accept',
      comment: { rule: 'optional', label: 'Note for colleagues (optional)' },
      done: 'Accepted',
    },
    {
      action: 'reroute',
      from: ['awaiting_triage', 'accepted'],
      to: 'awaiting_triage',
      roles: triage,
      label: 'Send to another queue',
      comment: {
        rule: 'required',
        label: 'Why does it belong there?',
        missing: 'Say why it belongs in the other queue',
      },
      done: 'Sent to another queue',
    },
    {
      action: 'refuse',
      from: ['awaiting_triage'],
      to: 'refused',
      roles: triage,
      label: 'Refuse',
      comment: {
        rule: 'required',
        label: 'Why is it refused? The reporter will read this.',
        missing: 'Say why the report is refused: the reporter will read this',
      },
      done: 'Refused',
    },
    {
      action: 'not_asb',
      from: ['awaiting_triage'],
      to: 'not_asb',
      roles: triage,
      label: 'Not anti-social behaviour',
      comment: {
        rule: 'required',
        label: 'Why is it not anti-social behaviour, and who can help? The reporter will read this.',
        missing: 'Say why it is not anti-social behaviour and who can help: the reporter will read this',
      },
      done: 'Found not to be anti-social behaviour',
    },
    {
      action: 'close',
      from: ['accepted'],
      to: 'closed',
      roles: casework,
      label: 'Close',
      comment: {
        rule: 'required',
        label: 'What was done? The reporter will read this.',
        missing: 'Say what was done: the reporter will read this',
      },
      done: 'Closed',
    },
    {
      action: 'reopen',
      from: ['closed', 'refused', 'not_asb'],
      to: 'awaiting_triage',
      roles: triage,
      label: 'Reopen',
      comment: { rule: 'required', label: 'Why is it reopened?', missing: 'Say why the report is reopened' },
      done: 'Reopened',
    },
    {
      action: 'note',
      from: ['awaiting_triage', 'accepted', 'refused', 'not_asb', 'closed'],
      to: 'same',
      roles: casework,
      relation: 'reader',
      label: 'Add a note',
      comment: {
        rule: 'required',
        label: 'Note, for everybody who sees this report',
        missing: 'Write the note',
      },
      done: 'Note added',
    },
  ],
})

/** The gates of a report, at which a reason is chosen and told to whoever is affected. */
export function gateOf(action: ReportAction): string | undefined {
  return action === 'refuse' || action === 'not_asb' || action === 'close' ? `report_${action}` : undefined
}
