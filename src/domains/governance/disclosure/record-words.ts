/** What the audit calls a kind of record, in words for readers; a kind that is not here is called by its name. */
const words: Readonly<Record<string, string>> = {
  activity: 'what a person did',
  analysis: 'result of analysis',
  case_review: 'Case Review',
  case_review_list: 'list of Case Reviews',
  case_review_procedure: 'procedure of Case Reviews',
  directory_group: 'group of a directory',
  disclosure_search: 'search of this record',
  exposure: 'look at exposure',
  hand_over: 'hand-over',
  incident_letter: 'message that was not taken',
  member: 'person',
  overlay: 'overlay of people’s places',
  panel: 'meeting of a panel',
  panel_list: 'list of meetings',
  person_group: 'group of people',
  report_list: 'list of reports',
  safety_page: 'call of the safety net',
  share: 'list of what is shared',
  source_mapping: 'mapping of a source',
  service_endpoint: 'system that takes requests',
  subject_request: 'subject access request',
  task_list: 'list of tasks',
  webhook_endpoint: 'webhook',
  work_list: 'list of work',
}

export const kindWords = (kind: string): string => words[kind] ?? kind.replaceAll('_', ' ')

/** For a record without an address, or whose reference is not for the reader. */
export const hiddenRecord = (kind: string): string =>
  kind === 'report' || kind === 'case' ? `a ${kind} you cannot see` : kindWords(kind)
