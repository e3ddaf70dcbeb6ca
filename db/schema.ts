// Generated from the migrated database by `npm run generate`; do not edit.
import type { ColumnType, Generated } from 'kysely'

/** A place in British National Grid metres; written as text "(easting,northing)". */
export type Point = ColumnType<{ x: number; y: number }, string, string>

export interface AccessToken {
  token_hash: Buffer
  api_token_id: string
  abilities: string[]
  issued_at: Generated<Date>
  expires_at: Date
  revoked_at: Date | null
}

export interface Address {
  uprn: string
  line: string
  postcode: Generated<string>
  /** The address in small letters and digits, as it is searched by its beginning */
  line_key: string
  /** The same without the number of the house */
  street_key: string
  postcode_key: string
  location: Point
  /** The landlord as the file names it; empty where it names none */
  landlord: Generated<string>
  /** The organisation of the partnership that goes by that name */
  landlord_id: number | null
  source: string
  imported_on: string
}

export interface Agreement {
  id: string
  title: string
  kind: 'information_sharing_agreement' | 'memorandum_of_understanding'
  purposes: string
  lawful_basis: string
  /** The most that may be shared under it */
  most_level: 'exists' | 'signpost' | 'summary' | 'full'
  /** What may be shared: reports, cases */
  data_categories: Generated<string[]>
  /** Restricted partitions it covers; records of others are not shared under it */
  partitions: Generated<string[]>
  valid_from: string
  review_on: string
  /** First day on which it no longer holds; empty while open */
  valid_to: string | null
  made_by: string | null
  made_at: Generated<Date>
  ended_at: Date | null
  ended_by: string | null
  ended_because: Generated<string>
  version: Generated<number>
  /** How many shares were still live when it was ended: what the job has to take back */
  live_shares_at_end: number | null
}

export interface AgreementParty {
  agreement_id: string
  organisation_id: number
  joined_on: string
  left_on: string | null
  left_because: Generated<string>
}

export interface AgreementVersion {
  /** An agreement that nobody has approved yet is no row of agreement */
  agreement_id: string
  number: number
  title: string
  kind: 'information_sharing_agreement' | 'memorandum_of_understanding'
  purposes: string
  lawful_basis: string
  most_level: 'exists' | 'signpost' | 'summary' | 'full'
  data_categories: string[]
  partitions: Generated<string[]>
  /** Organisations that are party to it from the day it is approved, or holds */
  parties: number[]
  valid_from: string
  review_on: string
  valid_to: string | null
  change_reason: Generated<string>
  proposed_by: string | null
  proposed_at: Generated<Date>
  decision: 'approved' | 'declined' | null
  decision_reason: Generated<string>
  /** Somebody else than who proposed it */
  decided_by: string | null
  decided_at: Date | null
}

export interface AnswerPromise {
  id: string
  organisation_id: number
  valid_from: string
  /** Real hours, day and night; null with working_days: from that day on what holds for its kind */
  hours: number | null
  /** Each to its end in England, without weekends and bank holidays */
  working_days: number | null
  /** Where it was decided */
  source: string
  set_by: string | null
  set_at: Generated<Date>
}

export interface ApiToken {
  id: string
  organisation_id: number
  name: string
  /** SHA-256 of 256 random bits; the token itself is shown once */
  secret_hash: Buffer
  may_read_feed: Generated<boolean>
  may_file_reports: Generated<boolean>
  created_at: Generated<Date>
  expires_at: Date | null
  revoked_at: Date | null
  /** May add, change and end people of its organisation, as the directory of the organisation does */
  may_provision: Generated<boolean>
  may_read_audit: Generated<boolean>
}

export interface ApprovalRule {
  kind: 'questions' | 'advice' | 'routing'
  valid_from: string
  /** As many votes approve it, and as many refuse it: whichever is first */
  approvals: number
  reason: string
  set_by: string
  set_at: Generated<Date>
}

export interface Area {
  id: string
  area_set_id: string
  code: string
  name: string
  /** A point inside the area that stands for it */
  label_point: Point
  search_text: ColumnType<string, never, never>
  search_words: ColumnType<string, never, never>
}

export interface AreaKind {
  kind: string
  label: string
  position: number
  is_searchable: boolean
}

export interface AreaPart {
  area_id: string
  part: number
  shell: string
  holes: Generated<string>
  /** polygon @> point cannot use an index; box @> box can */
  bounds: ColumnType<string, never, never>
}

export interface AreaSet {
  id: string
  kind: string
  vintage: string
  source: string
  attribution: string
  valid_from: string
  /** The first day on which the set no longer holds */
  valid_to: string | null
  imported_at: Generated<Date>
}

export interface AsbCase {
  id: string
  reference: string
  /** monitored: light, closed by review; investigative: promoted from that, which nobody takes back */
  kind: Generated<'monitored' | 'investigative'>
  status: 'open' | 'closed'
  title: string
  asb_type: string
  organisation_id: number
  opened_by: string | null
  location: Point | null
  beat_id: string | null
  ward_id: string | null
  lsoa_id: string | null
  district_id: string | null
  outcome: 'resolved' | 'behaviour_stopped' | 'enforcement' | 'no_further_contact' | 'no_evidence' | 'moved_away' | null
  closing_reason: Generated<string>
  /** Circles that see the case in full */
  audience: number[]
  version: Generated<number>
  opened_at: Generated<Date>
  closed_at: Date | null
  modified_at: Generated<Date>
  /** Restricted to people cleared for this partition; empty for ordinary records */
  partition_code: string | null
  /** Circles that see the case in summary alone */
  outline_audience: Generated<number[]>
  /** Words somebody added to the generated title: checked for names, addresses and numbers */
  title_words: Generated<string>
  /** Why it became an investigative case */
  kind_because: Generated<string>
  /** The highest (least number) of the types of its categories */
  priority: Generated<number>
  /** The band that case_risk says, written with it; of a closed case the last */
  risk_band: 'standard' | 'medium' | 'high' | null
  /** The day by which a Monitored Case is reviewed: closed, or kept for a reason */
  review_on: string | null
  /** The day on which its paused clocks run again; null while they run. Follows clock_pause */
  paused_until: string | null
  /** Whether clock_pause has anything of it */
  was_paused: Generated<boolean>
  /** The last day on which anything happened in it, where its review was suggested for that; null once a person reviewed it or something happened */
  quiet_since: string | null
}

export interface AsbReview {
  id: string
  reference: string
  submission_id: string
  /** The relevant body that leads it */
  organisation_id: number
  district_code: string
  /** The area's procedure on the day of the application; empty where the area has none and the Act alone holds */
  procedure_id: string | null
  case_id: string | null
  status: Generated<'received' | 'acknowledged' | 'threshold_met' | 'threshold_not_met' | 'panel_arranged' | 'outcome_told' | 'closed' | 'withdrawn'>
  channel: 'online' | 'phone' | 'paper' | 'in_person' | 'email'
  language: Generated<string>
  asb_type: string | null
  /** What it is about, in the applicant's words */
  behaviour: string
  is_hate: Generated<boolean>
  /** The applicant says that harm weighs more on the victim */
  is_vulnerable: Generated<boolean>
  /** The day that counts: when a form on paper arrived, or somebody rang */
  applied_on: string
  applied_at: Generated<Date>
  entered_by: string | null
  /** The single point of contact of the victim for the whole review */
  contact_member_id: string | null
  contact_name: Generated<string>
  contact_phone: Generated<string>
  contact_email: Generated<string>
  acknowledge_due_on: string
  threshold_due_on: string | null
  panel_due_on: string | null
  outcome_due_on: string | null
  appeal_until: string | null
  acknowledged_at: Date | null
  decided_at: Date | null
  panel_at: Date | null
  outcome_at: Date | null
  closed_at: Date | null
  /** Circles of the relevant bodies, kept by a trigger */
  audience: Generated<number[]>
  version: Generated<number>
  modified_at: Generated<Date>
}

export interface AsbType {
  code: string
  label: string
  /** Type heading of the National Standard for Incident Recording 2011 */
  national_type: string
  qualifier: 'personal' | 'nuisance' | 'environmental'
  /** 1 is the most urgent; a case takes the most urgent of its reports */
  priority: number
  valid_from: Generated<string>
  valid_to: string | null
  /** The broader type that this one is a kind of, with the same national type */
  parent: string | null
}

export interface AuditEntry {
  id: string
  at: Generated<Date>
  verb: 'collect' | 'alter' | 'consult' | 'disclose' | 'combine' | 'erase'
  actor_kind: string
  actor_name: string
  organisation_id: number | null
  member_id: string | null
  record_kind: string
  record_id: string | null
  recipient: Generated<string>
  reason: Generated<string>
  summary: Generated<string>
  request_id: string
}

export interface AuditSeal {
  number: number
  sealed_at: Generated<Date>
  /** Time of the latest entry sealed so far */
  through: Date
  entries: string[]
  entry_hashes: Buffer[]
  previous_hash: Buffer
  hash: Buffer
}

export interface AuditVerification {
  id: string
  asked_by: string | null
  asked_at: Generated<Date>
  finished_at: Date | null
  seals_checked: Generated<number>
  seals_to_check: Generated<number>
  sealed_entries: Generated<number>
  awaiting_seal: Generated<number>
  fault_count: Generated<number>
  /** The first of them, as the command prints them */
  faults: Generated<string[]>
  failure: Generated<string>
}

export interface BoardDigest {
  member_id: string
  organisation_id: number
  /** Its Monday */
  week: string
  /** How much was overdue then: actions past their day and reports not decided on by the promised day */
  overdue: number
  /** Of outgoing_message, which says whether it was sent; none where nothing was overdue */
  message_id: string | null
  written_at: Date
}

export interface CaseAction {
  id: string
  case_id: string
  what: string
  owner_organisation_id: number
  owner_member_id: string | null
  due_on: string
  status: 'open' | 'done' | 'cancelled'
  outcome: Generated<string>
  added_by: string | null
  version: Generated<number>
  created_at: Generated<Date>
  finished_at: Date | null
  modified_at: Generated<Date>
  /** The team of the owner that does it, where one was named */
  team_id: string | null
  /** Optional, said when it ends */
  minutes_spent: number | null
  /** Optional, said when it ends */
  cost_pence: number | null
}

export interface CaseActionEvidence {
  action_id: string
  item_id: string
  added_by: string
  added_at: Generated<Date>
}

export interface CaseCadence {
  id: string
  /** Whose it is; empty for the one that holds where an organisation has none of its own */
  organisation_id: number | null
  valid_from: string
  /** Who signs off, the lowest first */
  levels: string[]
  /** As in packs/law/case-cadence.json */
  content: unknown
  source: string
  set_by: string | null
  set_at: Generated<Date>
}

export interface CaseCategory {
  id: string
  case_id: string
  asb_type: string
  because: Generated<string>
  added_by: string | null
  added_at: Generated<Date>
  ended_at: Date | null
  ended_by: string | null
  ended_because: Generated<string>
}

export interface CaseCloseNews {
  case_id: string
  noticed_at: Generated<Date>
}

export interface CaseCriterion {
  code: string
  version: number
  valid_from: string
  valid_to: string | null
  name: string
  source: string
  /** reports: so many; risk: the band is high; panel: a panel wishes it */
  measure: 'reports' | 'risk' | 'panel'
  entity: 'person' | 'household' | 'place' | 'report'
  at_least: number
  /** Within so many days, ending with the report that is looked at */
  window_days: number
  same_type: Generated<boolean>
  within_m: number | null
  roles: Generated<string[]>
  /** A case that was opened by it is reviewed after so many days */
  review_after_days: number
}

export interface CaseDocument {
  id: string
  case_id: string
  intervention_id: string
  /** The code of the power whose contents it has; its version in packs/law */
  template: string
  template_version: number
  language: 'en' | 'cy'
  /** Of template and reference: it never has a name */
  title: string
  /** What was written under each content that the law asks for */
  words: Generated<unknown>
  status: Generated<'draft' | 'final'>
  pdf: Buffer | null
  /** Of the bytes of the PDF, by which anybody may tell that it was not changed */
  sha256: Buffer | null
  organisation_id: number
  drafted_by: string
  drafted_at: Generated<Date>
  final_by: string | null
  final_at: Date | null
  version: Generated<number>
}

export interface CaseEscalation {
  id: string
  case_id: string
  at: Generated<Date>
  what: 'kind' | 'priority' | 'risk_band' | 'lead' | 'status'
  /** As stored in asb_case; empty for the first */
  from_value: Generated<string>
  to_value: string
  because: Generated<string>
  /** For whom the person acted */
  organisation_id: number | null
  member_id: string | null
}

export interface CaseOutline {
  id: string
  reference: string
  title: string
  kind: string
  status: string
  asb_type: string
  beat_id: string
  ward_id: string
  district_id: string
  organisation_id: number
  opened_at: Date
  closed_at: Date
  modified_at: Date
}

export interface CaseParty {
  id: string
  case_id: string
  /** The same for all rows of one person in one case: the id of the first */
  person_id: string
  role: 'victim' | 'witness' | 'alleged_perpetrator' | 'group' | 'professional'
  name: string
  born_on: string | null
  phone: Generated<string>
  email: Generated<string>
  address: Generated<string>
  /** The report they were brought in from, and hidden with, where that is restricted; who reported it, where no person of it is named */
  report_id: string | null
  report_person_id: string | null
  /** The profile that the organisation which brought them in keeps of them */
  profile_id: string | null
  /** The first day of the role */
  since: string
  /** The first day on which the role no longer holds */
  until: string | null
  because: Generated<string>
  /** lead: the organisation that leads the case and the one that brought them in; partners: everybody who sees the case in full */
  seen_by: Generated<'lead' | 'partners'>
  /** Whose person brought them in */
  organisation_id: number
  added_by: string
  added_at: Generated<Date>
  ended_by: string | null
  ended_because: Generated<string>
  version: Generated<number>
  /** The group that the organisation which brought it in keeps, where the party is one */
  group_id: string | null
}

export interface CaseRegime {
  id: string
  case_id: string
  /** uk_gdpr: general processing; part_3: law enforcement by a competent authority (Data Protection Act 2018 sections 29 to 31) */
  regime: 'uk_gdpr' | 'part_3'
  reason: string
  since: Generated<Date>
  organisation_id: number
  member_id: string | null
  actor_name: string
}

export interface CaseReport {
  case_id: string
  report_id: string
  reason: Generated<string>
  linked_by: string | null
  linked_at: Generated<Date>
}

export interface CaseReviewExplained {
  report_id: string
  earlier_report_id: string
  text_version: number
  rule_from: string
  channel: 'page' | 'email' | 'text' | 'letter' | 'none'
  because: Generated<string>
  at: Generated<Date>
  told_at: Date | null
  told_by: string | null
  /** How a person told it, where no message could */
  told_how: Generated<string>
}

export interface CaseRisk {
  case_id: string
  organisation_id: number
  /** The gravest of what holds of the case and its reports; empty while nobody has assessed any */
  band: 'standard' | 'medium' | 'high' | null
  /** Since when the band has been the same */
  band_since: string | null
  /** The assessment that says the band */
  assessment_id: string | null
  next_due_on: string
  /** The day from which it is stale, and a supervisor is called */
  stale_on: string
  /** When somebody was called about it; empty again once it is assessed */
  called_at: Date | null
}

export interface CaseSignOffDue {
  case_id: string
  level: string
  organisation_id: number
  due_on: string
}

export interface CaseSuggestion {
  id: string
  /** The report that fulfilled it, by which it is found */
  report_id: string
  criterion: string
  criterion_version: number
  /** The person named in the report; the report itself for its place, its risk or a wish */
  subject: string
  /** The other reports it rests on, a hundred at most */
  basis: Generated<string[]>
  /** What the panel said */
  wish: Generated<string>
  suggested_at: Generated<Date>
  ended_at: Date | null
  ended_by: string | null
  /** superseded: a later report fulfils the same with these among its own */
  ended_as: 'opened' | 'dismissed' | 'superseded' | null
  ended_because: Generated<string>
  case_id: string | null
}

export interface ChangeVote {
  /** The proposal of that kind: question_set_proposal, type_advice_proposal or routing_proposal */
  change_id: string
  cast_by: string
  kind: 'questions' | 'advice' | 'routing'
  vote: 'approved' | 'declined'
  reason: Generated<string>
  cast_at: Generated<Date>
}

export interface Circle {
  /** The number of the organisation itself for the circle of those who see what it holds */
  id: number
  organisation_id: number
  /** For records of other organisations that were given to this one, which light accounts see too */
  given: boolean
  /** Only while this agreement holds and the organisation is a party to it */
  agreement_id: string | null
  /** Only people cleared for this restricted partition */
  partition_code: string | null
  /** Only this person */
  member_id: string | null
}

export interface CircleInForce {
  id: number
  organisation_id: number
}

export interface Clearance {
  id: string
  member_id: string
  organisation_id: number
  partition_code: string
  granted_by: string | null
  reason: string
  valid_from: Generated<string>
  valid_to: string | null
  withdrawn_at: Date | null
  withdrawn_by: string | null
}

export interface ClearanceGap {
  id: string
  organisation_id: number
  partition_code: string
  /** Where it went instead; empty where nobody in the partnership is cleared, so that it stayed and is not restricted yet */
  went_to: number | null
  at: Generated<Date>
}

export interface ClockPause {
  id: string
  report_id: string | null
  case_id: string | null
  organisation_id: number
  /** Code of the dated list of reasons */
  reason: string
  words: Generated<string>
  /** The time to answer had not run out when it began: a pause makes nothing punctual that was late already */
  in_time: boolean
  paused_by: string | null
  paused_at: Date
  /** The first day on which the clocks run again, unless somebody lets them run before */
  runs_on: string
  resumed_at: Date | null
  /** Null where its day came, or the record was decided on or changed hands */
  resumed_by: string | null
  /** When a person looked at what came back; until then it is somebody's work */
  settled_at: Date | null
}

export interface ComplaintLedger {
  report_id: string
  made_at: Date
  /** The first report of the same incident; the report itself where there is no earlier one */
  counts_with: string
  /** Harassment, alarm or distress (section 2(1)(a)): the only limb that counts here */
  limb_a: boolean
  limb_because: string
  is_hate: boolean
  /** By the Act alone, as far as it does not depend on the day of the application; each incident counts once */
  qualifies: boolean
  because: string
  judged_at: Generated<Date>
}

export interface ComplaintLedgerDue {
  report_id: string
  made_at: Date
  noticed_at: Generated<Date>
}

export interface ContactPlan {
  id: string
  case_id: string
  party_id: string
  /** The report whose private page is theirs, and whose wishes about contact are */
  report_id: string | null
  organisation_id: number
  owner_member_id: string | null
  preferred_channel: 'phone' | 'visit' | 'email' | 'text' | 'letter' | 'page' | null
  unsafe_channels: Generated<string[]>
  safe_times: Generated<string>
  avoid_words: Generated<string>
  /** By which the next contact was counted; empty while the risk is not assessed */
  band: 'standard' | 'medium' | 'high' | null
  started_on: string
  /** When they last heard: an attempt that did not reach them does not count */
  last_contact_on: string | null
  next_due_on: string
  /** The day from which the contact is missed, and a supervisor is called */
  missed_on: string
  called_at: Date | null
  /** The clock changed, and the job is to count again */
  retime: Generated<boolean>
  /** The case is closed, and a person has to tell them by this day because no message could */
  tell_close_by: string | null
  ended_on: string | null
  ended_because: Generated<string>
  modified_by: string | null
  version: Generated<number>
  /** When a victim is asked again what they need; empty while nobody has asked */
  needs_due_on: string | null
}

export interface ContactPromise {
  id: string
  plan_id: string
  contact_id: string
  case_id: string
  organisation_id: number
  what: string
  due_on: string
  made_by: string
  made_at: Generated<Date>
  settled_as: 'kept' | 'taken_back' | null
  settled_at: Date | null
  settled_by: string | null
  settled_words: Generated<string>
}

export interface ContactWish {
  report_id: string
  language: Generated<'en' | 'cy'>
  only_channel: 'page' | 'email' | 'phone' | 'text' | 'letter' | null
  unsafe_channels: Generated<string[]>
  safe_times: Generated<string>
  avoid_words: Generated<string>
  /** The member who wrote it down for them; empty where the reporter did */
  set_by: string | null
  modified_at: Generated<Date>
}

export interface ContextLayer {
  id: string
  organisation_id: number
  name: string
  source: string
  licence: string
  handling: Generated<string>
  /** What its area codes are of; grid: the grid references of squares */
  area_kind: 'district' | 'ward' | 'beat' | 'lsoa' | 'grid'
  /** The agreement under which others see it, while that holds for both; none where the figures are open data, which everybody in the partnership sees */
  agreement_id: string | null
  /** The organisations that see it under the agreement */
  seen_by: Generated<number[]>
  /** The last day on which others see it */
  valid_until: string
  /** The figures that are shown; none until some are published */
  current_version_id: string | null
  added_by: string
  added_at: Generated<Date>
  withdrawn_at: Date | null
  withdrawn_by: string | null
  withdrawn_because: Generated<string>
  version: Generated<number>
}

export interface ContextLayerValue {
  version_id: string
  line: number
  area_code: string
  /** As the partner wrote it: a year, a quarter, a month */
  period: Generated<string>
  measure: Generated<string>
  value: number
}

export interface ContextLayerVersion {
  id: string
  layer_id: string
  number: number
  file_name: Generated<string>
  header: string[]
  /** What each column says: area, period, measure, value, or nothing */
  targets: string[]
  /** The rows as they were handed in, until they are published */
  sheet: unknown | null
  status: Generated<'draft' | 'published'>
  added_by: string
  added_at: Generated<Date>
  published_at: Date | null
}

export interface Coverage {
  id: string
  organisation_id: number
  area_kind: string
  area_code: string
  asb_type: string | null
  valid_from: Generated<string>
  valid_to: string | null
}

export interface CustodyEntry {
  id: Generated<string>
  item_id: string
  at: Generated<Date>
  what: 'received' | 'attached' | 'scanned' | 'copied' | 'viewed' | 'downloaded' | 'hash_verified' | 'hash_differs' | 'shared_as_it_is' | 'redaction_asked' | 'redacted' | 'redaction_failed' | 'redaction_given' | 'held' | 'hold_lifted' | 'deleted'
  detail: Generated<string>
  organisation_id: number | null
  member_id: string | null
  actor_name: string
}

export interface DecisionReason {
  id: string
  report_id: string | null
  case_id: string | null
  /** The decision: refuse, not_asb or close of a report, close of a case; others name their own */
  gate: string
  /** Of the dated list of reasons that held on that day */
  code: string
  /** As the list had it */
  label: string
  /** For colleagues */
  words: Generated<string>
  /** In words for them; empty where there is nobody to tell */
  told_victim: Generated<string>
  organisation_id: number
  /** Null where a dated rule of the partnership decided, which words names */
  decided_by: string | null
  decided_at: Generated<Date>
  /** The day from which the list of reasons held that the reason is from; unknown for decisions before it was kept */
  list_from: string | null
}

export interface DiaryEntry {
  id: string
  report_id: string
  submission_id: string
  started_at: Date
  ended_at: Date | null
  what: string
  effect: Generated<string>
  added_at: Generated<Date>
}

export interface DirectoryActivity {
  organisation_id: number
  heard_at: Date
  changed_at: Date | null
  change: Generated<string>
}

export interface DirectoryGroup {
  id: string
  organisation_id: number
  display_name: string
  external_id: Generated<string>
  role: 'triage_officer' | 'case_officer' | 'supervisor' | 'analyst' | 'coordinator' | 'information_governance' | null
  team_id: string | null
  /** Whether the directory has sent the group; one that is expected, or was deleted there, keeps its role for when it comes */
  is_provisioned: boolean
  version: Generated<number>
  created_at: Generated<Date>
  modified_at: Generated<Date>
}

export interface DirectoryGroupMember {
  group_id: string
  user_id: string
  added_at: Generated<Date>
}

export interface DirectoryIdentity {
  issuer: string
  subject: string
  user_id: string
  provider_id: string
  linked_at: Generated<Date>
  last_used_at: Generated<Date>
}

export interface DirectoryProblem {
  organisation_id: number
  kind: string
  subject: string
  detail: string
  times: Generated<number>
  first_at: Generated<Date>
  last_at: Generated<Date>
}

export interface DirectoryUser {
  id: string
  organisation_id: number
  member_id: string
  user_name: string
  external_id: Generated<string>
  display_name: Generated<string>
  formatted_name: Generated<string>
  given_name: Generated<string>
  family_name: Generated<string>
  email: string
  active: boolean
  version: Generated<number>
  created_at: Generated<Date>
  modified_at: Generated<Date>
}

export interface DisclosurePolicy {
  organisation_id: number
  sensitivity: 'ordinary' | 'restricted'
  asks_reason: boolean
  /** Characters a reason in own words has at least */
  least_length: Generated<number>
  /** Reasons that may be picked instead of typing one */
  standard_reasons: Generated<string[]>
  version: Generated<number>
  modified_by: string | null
  modified_at: Generated<Date>
}

export interface EntryDraft {
  id: string
  member_id: string
  /** For which of their organisations they type it */
  organisation_id: number
  channel: 'phone' | 'paper' | 'in_person' | 'email' | 'police_form'
  asb_type: string
  question_set_version: number
  submission_id: string
  /** As typed, by field of the page */
  answers: Generated<unknown>
  started_at: Generated<Date>
  updated_at: Generated<Date>
  submitted_at: Date | null
}

export interface ErasedRecord {
  record_kind: string
  record_id: string
  audience: number[]
  erased_at: Generated<Date>
}

export interface EvidenceFile {
  item_id: string
  role: 'original' | 'copy' | 'thumbnail'
  /** Its name in the store; an original shared as it is stands there once */
  file_id: string
  media_type: string
  size: number
  sha256: Buffer
  created_at: Generated<Date>
}

export interface EvidenceHold {
  id: string
  item_id: string
  because: string
  placed_by: string
  placed_at: Generated<Date>
  released_by: string | null
  released_at: Date | null
  released_because: Generated<string>
}

export interface EvidenceItem {
  id: string
  report_id: string | null
  case_id: string | null
  /** The submission it was sent with: whatever report comes of that has it */
  submission_id: string | null
  /** It came without a record: this organisation finds out what it belongs to, by due_at */
  inbox_organisation_id: number | null
  kind: 'photo' | 'video' | 'sound' | 'document'
  /** Found in the bytes; never what the sender or the name said */
  media_type: string
  size: number
  /** Of the original as it was received */
  sha256: Buffer
  door: 'public_form' | 'status_page' | 'diary' | 'staff' | 'machine' | 'demo'
  received_at: Generated<Date>
  added_by: string | null
  added_for: number | null
  scan_status: Generated<'pending' | 'clean' | 'infected' | 'unavailable'>
  /** What was found in it, or why it was not looked at */
  scan_says: Generated<string>
  scanned_at: Date | null
  copy_status: Generated<'pending' | 'ready' | 'none'>
  /** Why there is no copy for others to see */
  copy_says: Generated<string>
  due_at: Date | null
  /** The last day on which it is kept, as the job worked it out; null while its record has not ended or no rule says how long */
  kept_until: string | null
  /** What stops its deletion: a hold, an open record, an order in force, a Case Review, or that no rule says how long */
  held_by: 'hold' | 'open' | 'order' | 'review' | 'rule' | null
  /** When its bytes and what the file told of its maker were deleted; the row and its chain of custody stay */
  deleted_at: Date | null
}

export interface EvidencePrivate {
  item_id: string
  original_name: Generated<string>
  /** Date and time as the device had them, without a time zone */
  taken_at: Generated<string>
  /** Longitude and latitude in degrees (WGS84) */
  position: Point | null
  device: Generated<string>
  read_at: Date | null
}

export interface EvidenceRedaction {
  id: string
  item_id: string
  /** Areas of a picture in per cent of its width and height, times of a recording in seconds, or lines of a text */
  parts: unknown
  /** Why these parts are taken out */
  because: string
  asked_by: string
  /** The organisation for which whoever made it acted */
  asked_for: number
  asked_at: Date
  status: Generated<'asked' | 'made' | 'failed'>
  /** Why it could not be made */
  says: Generated<string>
  made_at: Date | null
  /** Of the original as it was found when this copy was made */
  original_sha256: Buffer | null
  file_id: string | null
  media_type: string | null
  size: number | null
  /** Of this copy */
  sha256: Buffer | null
  /** Those outside the holder's casework see this copy and no other */
  for_partners: Generated<boolean>
  /** This copy is the exhibit in a bundle for a court */
  for_court: Generated<boolean>
  /** Reference of the one subject access request whose answer has this copy: what is hidden from one person is not what is hidden from another */
  for_subject_access: Generated<string>
}

export interface EvidenceRetention {
  valid_from: string
  kind: 'any' | 'photo' | 'video' | 'sound' | 'document'
  /** Of the case that closed last; of the report itself where it is in no case (closed, refused, not_asb) */
  outcome: 'any' | 'resolved' | 'behaviour_stopped' | 'enforcement' | 'no_further_contact' | 'no_evidence' | 'moved_away' | 'closed' | 'refused' | 'not_asb'
  /** After the record ended; null: the product never deletes it */
  keep_months: number | null
  source: string
  /** Null for what the product publishes */
  set_by: string | null
}

export interface ExposureFinding {
  run_id: string
  number: number
  kind: 'drift' | 'override' | 'agreement_over' | 'nobody_cleared' | 'reads_many' | 'reads_one_often' | 'reads_at_night'
  organisation_id: number
  report_id: string | null
  case_id: string | null
  /** The organisation that sees the record without an agreement */
  receiver_id: number | null
  member_id: string | null
  /** Records opened, or times one was opened, that day */
  counted: Generated<number>
  /** The same person's usual day */
  usual: Generated<number>
  detail: Generated<string>
}

export interface ExposureRun {
  id: string
  for_day: string
  asked_by: string | null
  /** Puts right what the look before found drifted, then looks again */
  mends: Generated<boolean>
  started_at: Generated<Date>
  finished_at: Date | null
  records_to_check: Generated<number>
  records_checked: Generated<number>
  /** Records whose audience is not what holder and shares make of it */
  drifted: Generated<number>
  /** Shares that live without an agreement that holds */
  uncovered: Generated<number>
  /** People whose reading was out of the ordinary */
  unusual: Generated<number>
  failure: Generated<string>
}

export interface FeedAction {
  /** Identifier of the action, the same for ever. */
  id: string
  /** The case whose plan it stands on. Joins to cases. */
  case_id: string
  /** Organisation that is to do it. Joins to organisations. */
  owner_organisation_id: number
  /** Day by which it is to be done. */
  due_on: string
  /** open, done or cancelled. */
  status: string
  /** When it was put on the plan. Never changes. */
  created_at: Date
  /** When it was done or cancelled. */
  finished_at: Date
  /** When the row last changed. */
  modified_at: Date
}

export interface FeedArea {
  id: string
  code: string
  name: string
  vintage: string
}

export interface FeedCase {
  /** Identifier of the case, the same for ever. */
  id: string
  /** Reference that people use. */
  reference: string
  /** monitored or investigative. */
  kind: string
  /** open or closed. */
  status: string
  /** Code of the type of anti-social behaviour. */
  asb_type: string
  /** Type heading of the National Standard for Incident Recording 2011. */
  national_type: string
  /** Organisation that leads the case. Joins to organisations. */
  organisation_id: number
  /** Code of the beat of the place. */
  beat_code: string
  /** Name of the beat. */
  beat_name: string
  /** Which drawing of the beat boundaries the code belongs to. */
  beat_vintage: string
  /** Code of the ward of the place. */
  ward_code: string
  /** Name of the ward. */
  ward_name: string
  /** Which drawing of the ward boundaries the code belongs to. */
  ward_vintage: string
  /** Code of the lower layer super output area of the place. */
  lsoa_code: string
  /** Name of the lower layer super output area. */
  lsoa_name: string
  /** Which drawing of the lower layer super output area boundaries the code belongs to. */
  lsoa_vintage: string
  /** Code of the district of the place. */
  district_code: string
  /** Name of the district. */
  district_name: string
  /** Which drawing of the district boundaries the code belongs to. */
  district_vintage: string
  /** Reports linked to it that the reader's organisation may see. */
  report_count: number
  /** Outcome when closed: resolved, behaviour_stopped, enforcement, no_further_contact, no_evidence or moved_away. */
  outcome: string
  /** When it was opened. Never changes. */
  opened_at: Date
  /** When it was closed; empty again when reopened. */
  closed_at: Date
  /** When the row, or what is shown with it, last changed. */
  modified_at: Date
}

export interface FeedErased {
  /** report, case or action. */
  record_kind: string
  /** The id that the record had in its list. */
  record_id: string
  /** When it was erased or withdrawn. */
  erased_at: Date
}

export interface FeedOrganisation {
  /** Number of the organisation, the same for ever. */
  id: number
  /** Full name. */
  name: string
  /** Name in lists. */
  short_name: string
  /** police, unitary_council, county_council, district_council, landlord or third_sector. */
  kind: string
  /** First day on which it belongs to the partnership. */
  valid_from: string
  /** First day on which it no longer does; empty while it does. */
  valid_to: string
  /** When the row last changed. */
  modified_at: Date
}

export interface FeedReport {
  /** Identifier of the report, the same for ever. */
  id: string
  /** Reference that people use, such as ASB-7K3M-92XD. */
  reference: string
  /** How it arrived: public_form, api, phone, paper, import or demo. */
  channel: string
  /** Code of the type of anti-social behaviour. */
  asb_type: string
  /** Type heading of the National Standard for Incident Recording 2011. */
  national_type: string
  /** filed, awaiting_triage, accepted, refused, not_asb or closed. */
  status: string
  /** National category when filed: personal, nuisance or environmental. */
  opening_qualifier: string
  /** National category when closed; empty while open. */
  closing_qualifier: string
  /** once, pattern (on certain days and hours) or now (under way when reported). */
  occurrence: string
  /** When it began, or the first time of a pattern. */
  occurred_from: Date
  /** When it ended, or the last time of a pattern. */
  occurred_to: Date
  /** Easting of the south-west corner of the square that holds the place (EPSG:27700). Empty when no place was given. */
  square_easting: number
  /** Northing of the same corner. */
  square_northing: number
  /** Side of the square in metres: 1000 where either category is personal, because the place is mostly a home; otherwise 100. */
  square_m: number
  /** How far off the place may be as the reporter gave it, in metres. */
  location_precision_m: number
  /** How the place was told: address, postcode, street, named_area, point, around (somewhere within the metres of location_precision_m), area or moving. Of the last four the square holds only the middle. Empty where nobody said. */
  place_kind: string
  /** Code of the beat of the place. */
  beat_code: string
  /** Name of the beat. */
  beat_name: string
  /** Which drawing of the beat boundaries the code belongs to. */
  beat_vintage: string
  /** Code of the ward of the place. */
  ward_code: string
  /** Name of the ward. */
  ward_name: string
  /** Which drawing of the ward boundaries the code belongs to. */
  ward_vintage: string
  /** Code of the lower layer super output area of the place. */
  lsoa_code: string
  /** Name of the lower layer super output area. */
  lsoa_name: string
  /** Which drawing of the lower layer super output area boundaries the code belongs to. */
  lsoa_vintage: string
  /** Code of the district of the place. */
  district_code: string
  /** Name of the district. */
  district_name: string
  /** Which drawing of the district boundaries the code belongs to. */
  district_vintage: string
  /** Whether the reporter said they had reported it before; empty when not asked. */
  reported_before: boolean
  /** Whether it was filed without contact details. */
  anonymous: boolean
  /** Organisation that holds the report; empty until it is routed. Joins to organisations. */
  organisation_id: number
  /** Cases it is linked to that the reader's organisation may see, in the order of linking. In CSV separated by spaces. Joins to cases. */
  case_ids: string[]
  /** When it was filed. Never changes, so it suits partitions of an incremental refresh. */
  filed_at: Date
  /** When it was accepted, refused or marked as not anti-social behaviour. */
  triaged_at: Date
  /** When it was closed. */
  closed_at: Date
  /** When the row, or what is shown with it, last changed. */
  modified_at: Date
}

export interface FeedSuccession {
  /** Identifier of the succession, the same for ever. */
  id: string
  /** Organisation that ended. Joins to organisations. */
  predecessor_id: number
  /** Organisation that took over. Joins to organisations. */
  successor_id: number
  /** First day of the successor. */
  from_on: string
  /** Whether it answers for what the predecessor did: of several successors, one. */
  keeps_record: boolean
  /** When the row was written. */
  modified_at: Date
}

export interface Flag {
  id: string
  report_id: string
  rule: string
  rule_version: number
  /** The person named in the report; the report itself for who is in touch about it, and for its place */
  subject: string
  /** The report itself says it, whatever others do */
  rests_on_itself: boolean
  /** The other reports it rests on, a hundred at most */
  basis: Generated<string[]>
  raised_at: Generated<Date>
  expires_at: Date
  ended_at: Date | null
  ended_by: string | null
  ended_because: Generated<string>
}

export interface FlagRule {
  code: string
  version: number
  valid_from: string
  valid_to: string | null
  kind: 'vulnerability' | 'repeat_victim' | 'repeat_place' | 'escalation'
  name: string
  source: string
  measure: 'reports' | 'vulnerability' | 'risk'
  entity: 'person' | 'household' | 'place' | 'report'
  /** So many reports, this one among them */
  at_least: number
  /** Within so many days, ending with the report that is looked at */
  window_days: number
  same_type: Generated<boolean>
  within_m: number | null
  /** Of people in reports that count */
  roles: Generated<string[]>
  expires_after_days: number
}

export interface FollowedPlace {
  id: string
  case_id: string
  organisation_id: number
  /** SHA-256 of the link that is handed out, on a poster for example */
  secret_hash: Buffer
  /** The place, in words that anybody may read */
  words: string
  words_cy: Generated<string>
  /** Why neighbours may follow it, and why that tells nothing of a person */
  reason: string
  /** Types of report that are about the same, by the pack of the day on which it was switched on */
  like_types: string[]
  /** How near a report is to be about the same, in metres */
  within_m: number
  location: Point
  switched_on_by: string
  switched_on_at: Generated<Date>
  ended_at: Date | null
  ended_by: string | null
  ended_because: Generated<string>
  version: Generated<number>
}

export interface Follower {
  id: string
  place_id: string
  /** The report by which they follow: they are reached as it says, and as its reporter wishes */
  report_id: string | null
  secret_hash: Buffer
  channel: 'page' | 'email' | 'text'
  /** Where news goes to; gone when they stop */
  recipient: Generated<string>
  language: Generated<string>
  /** They said that it affects them too */
  affects_me: Generated<boolean>
  followed_at: Generated<Date>
  /** Nothing is sent to an address before whoever reads it said so */
  confirmed_at: Date | null
  ended_at: Date | null
  ended_because: 'stopped' | 'stale' | 'not_confirmed' | 'place_ended' | null
  /** Since when they are to be told that there is no more news; they end as they are told */
  last_due_at: Date | null
}

export interface FollowerMessage {
  /** Also that of the message as it is sent, where it went by one */
  id: string
  follower_id: string
  news_id: string | null
  channel: 'page' | 'email' | 'text' | 'letter'
  at: Generated<Date>
  /** It says that there is no more news */
  is_last: Generated<boolean>
}

export interface GroupMember {
  id: string
  group_id: string
  /** The profile that the organisation keeps of them; erased with it */
  profile_id: string | null
  /** Only of somebody without a profile */
  name: Generated<string>
  born_on: string | null
  role: 'leads' | 'member' | 'associate' | 'relative' | 'not_known'
  since: string
  /** The first day on which it no longer holds */
  until: string | null
  /** What it rests on, in words */
  because: string
  source: 'intelligence' | 'report' | 'case' | 'partner' | 'own_words' | 'seen'
  confidence: 'confirmed' | 'likely' | 'suspected'
  added_by: string
  added_at: Generated<Date>
  ended_by: string | null
  ended_at: Date | null
  ended_because: Generated<string>
  version: Generated<number>
}

export interface GroupReview {
  id: string
  group_id: string
  added_at: Generated<Date>
  because: string
  /** The last day until which it may then be kept */
  next_on: string
  added_by: string
}

export interface HandOver {
  id: string
  kind: 'assign' | 'refer' | 'transfer' | 'request_access'
  status: Generated<'awaiting' | 'accepted' | 'refused' | 'withdrawn' | 'lapsed' | 'ended'>
  /** The record as the asker named it; a request may name one that nobody holds, and looks the same to them */
  reference: string
  report_id: string | null
  case_id: string | null
  /** That of the record, which it follows */
  partition_code: string | null
  /** Asks */
  from_organisation_id: number
  /** Answers; empty where a request names no record that may be asked for */
  to_organisation_id: number | null
  /** Held the record when it was asked */
  giver_organisation_id: ColumnType<number | null, never, never>
  /** Is to have it, or sight of it */
  receiver_organisation_id: ColumnType<number | null, never, never>
  to_team_id: string | null
  to_member_id: string | null
  from_queue_id: string | null
  /** How much the receiver is to see; for a transfer, how much the giver goes on seeing */
  level: 'exists' | 'signpost' | 'summary' | 'full'
  /** The piece of work of an assignment; empty for a supporting team */
  work: Generated<string>
  reason: string
  consent_by: 'victim' | 'parent' | 'representative' | null
  consent_on: string | null
  lawful_basis_code: string | null
  basis_words: Generated<string>
  /** The holder gives it for its reason and lawful basis although no agreement covers it */
  insists: Generated<boolean>
  asked_by: string
  asked_at: Generated<Date>
  due_on: string
  /** When it was seen to be late and given to supervisors */
  overdue_at: Date | null
  answered_by: string | null
  answered_at: Date | null
  answer_reason: Generated<string>
  /** The agreement relied on when it was accepted; empty where none covers it */
  agreement_id: string | null
  ended_by: string | null
  ended_at: Date | null
  ended_because: Generated<string>
  version: Generated<number>
}

export interface HandOverRecord {
  hand_over_id: string
  moment: 'asked' | 'answered'
  title: string
  status: string
  version: number
}

export interface HandOverSnapshot {
  hand_over_id: string
  moment: 'asked' | 'answered'
  taken_at: Generated<Date>
  giver_name: string
  giver_kind: string
  giver_contact: string
  giver_team: string
  giver_person: string
  receiver_name: string
  receiver_kind: string
  receiver_contact: string
  receiver_team: string
  receiver_person: string
  held_by: string
  level: string
  agreement_id: string | null
  agreement_title: Generated<string>
  agreement_version: number | null
}

export interface HandOverTerm {
  kind: 'assign' | 'refer' | 'transfer' | 'request_access'
  working_days: number
  valid_from: Generated<string>
  valid_to: string | null
}

export interface HeldForm {
  secret_hash: string
  user_id: string
  url: string
  /** Encrypted with a key from the installation's secret and the secret in the link */
  fields: Buffer
  held_at: Date
  expires_at: Date
  sent_at: Date | null
}

export interface IdentityAttempt {
  subject: string
  attempts: number
  window_ends_at: Date
}

export interface IdentityCredential {
  id: string
  user_id: string
  account_id: string
  provider_id: string
  password: string | null
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_at: Date | null
  refresh_token_expires_at: Date | null
  scope: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface IdentityPasskey {
  /** Credential id, base64url */
  id: string
  user_id: string
  name: string
  public_key: Buffer
  /** Signatures made, where the authenticator counts: one that falls back is a copy */
  counter: Generated<number>
  transports: Generated<string[]>
  backed_up: Generated<boolean>
  added_at: Generated<Date>
  last_used_at: Date | null
}

export interface IdentityProvider {
  id: string
  organisation_id: number
  name: string
  issuer: string
  client_id: string
  /** Encrypted with a key from the installation's secret, which is not in the database */
  client_secret_sealed: Buffer | null
  /** The environment variable that holds the secret instead */
  client_secret_variable: string | null
  /** E-mail domains this organisation alone gives out, in lower case; nobody else is linked through it */
  email_domains: string[]
  /** The directory sends no email_verified, and its administrators alone set addresses */
  vouches_for_email: Generated<boolean>
  added_at: Generated<Date>
  ended_at: Date | null
}

export interface IdentitySession {
  id: string
  user_id: string
  /** Worth nothing without the installation's secret, which signs the cookie that carries it */
  token: string
  expires_at: Date
  ip_address: string | null
  user_agent: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
  /** When the person last proved who they are, for sensitive acts */
  proved_at: Date | null
  proved_by: string | null
  /** Browser and system in words; never the whole user agent, which can single out a person */
  device: Generated<string>
  /** To within five minutes */
  last_used_at: Generated<Date>
  provider_id: string | null
  /** The directory's own name for the session (sid), by which it can end it */
  provider_session: string | null
}

export interface IdentityTwoFactor {
  id: string
  user_id: string
  secret: string
  backup_codes: string
  verified: Generated<boolean | null>
  failed_verification_count: Generated<number | null>
  locked_until: Date | null
}

export interface IdentityUsedCode {
  user_id: string
  code: string
  used_at: Generated<Date>
}

export interface IdentityUser {
  id: string
  name: string
  email: string
  email_verified: Generated<boolean>
  image: string | null
  two_factor_enabled: Generated<boolean | null>
  /** Made by an operator: the person must choose their own before anything else */
  password_is_temporary: Generated<boolean>
  /** Demonstration accounts, which have no password either */
  authenticator_exempt: Generated<boolean>
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface IdentityVerification {
  id: string
  identifier: string
  value: string
  expires_at: Date
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface ImpactAssessment {
  id: string
  agreement_id: string | null
  number: number
  title: string
  /** What officers wrote, and the facts as the product had them when it was sent for signature */
  content: unknown
  /** SHA-256 of title, content, owner and review date, as the pack prints it */
  hash: string
  /** Who answers for its review */
  owner_id: string
  review_on: string
  proposed_by: string
  proposed_at: Generated<Date>
  /** approved: signed; declined: returned to be changed; withdrawn: taken back by who sent it */
  decision: 'approved' | 'declined' | 'withdrawn' | null
  decision_reason: Generated<string>
  /** Somebody else than who sent it, who can only withdraw it */
  decided_by: string | null
  decided_at: Date | null
}

export interface ImpactDraft {
  id: string
  /** The agreement's id, or `partnership`: what is assessed has one draft */
  subject: string
  /** What it assesses; empty for the partnership as a whole */
  agreement_id: string | null
  content: unknown
  /** Grows with every save: who saves what they no longer see is told so */
  saves: Generated<number>
  made_by: string
  made_at: Generated<Date>
  modified_by: string
  saved_at: Generated<Date>
}

export interface Incident {
  id: string
  organisation_id: number
  source: string
  number: string
  channel: string
  created_at: Generated<Date>
}

export interface IncidentChange {
  id: Generated<string>
  incident_id: string
  organisation_id: number
  status: string
  at: Generated<Date>
  dispatched_at: Date | null
}

export interface IncidentLetter {
  id: string
  organisation_id: number
  channel: string
  source: Generated<string>
  number: Generated<string>
  /** Not valid by the schema, a code that its mapping does not know, a version received before with other content, or a fault of ours */
  reason: 'not_valid' | 'not_mapped' | 'differs' | 'fault'
  because: string
  body: string
  original: Generated<string>
  body_hash: Buffer
  times_received: Generated<number>
  received_at: Generated<Date>
  last_received_at: Generated<Date>
  replayed_at: Date | null
  discarded_at: Date | null
  settled_by: string | null
  settled_because: Generated<string>
  incident_id: string | null
}

export interface IncidentReport {
  incident_id: string
  organisation_id: number
  report_id: string
}

export interface IncidentVersion {
  incident_id: string
  organisation_id: number
  version: number
  kind: 'creation' | 'update' | 'closure' | 'regrade' | 'link'
  /** The message in its canonical form (JSON), before its codes were mapped */
  message: string
  /** What the door received, where that was something else than the canonical form */
  original: Generated<string>
  message_hash: Buffer
  /** Codes of the source that its mapping did not know: kind and code */
  not_mapped: Generated<string[]>
  warnings: Generated<string[]>
  token_id: string | null
  received_at: Generated<Date>
}

export interface IntakeReceipt {
  submission_id: string
  organisation_id: number
  token_id: string
  /** SHA-256 of the body as validated */
  body_hash: Buffer
  received_at: Generated<Date>
}

export interface Intervention {
  id: string
  case_id: string
  /** Whom it is about; none where it is about a place */
  party_id: string | null
  place: Generated<string>
  /** Its code in packs/law/powers, in the version of the day it was issued */
  power: string
  issued_on: string
  ends_on: string | null
  /** Rank or office of whoever authorised it, as the power asks */
  authority: Generated<string>
  grounds: string
  evidence: Generated<string>
  /** Why this power and not another: the reason of the decision */
  because: string
  conditions: Generated<string[]>
  /** When it was served; of what is agreed, when it was signed */
  served_at: Date | null
  /** The moment at which the time to appeal or challenge runs out, from its date or its service */
  appeal_by: Date | null
  /** When it is next looked at */
  review_on: string | null
  /** undone: withdrawn, or quashed on appeal, so that it counts for nothing */
  status: Generated<'open' | 'undone' | 'ended'>
  /** Breaches recorded, as its events tell them */
  breaches: Generated<number>
  organisation_id: number
  recorded_by: string
  recorded_at: Generated<Date>
  version: Generated<number>
  /** The moment from which it holds, where the law limits it in hours */
  begins_at: Date | null
  /** The moment at which it ends, where the law limits it in hours */
  ends_at: Date | null
  /** The moment at which the time to put it right, or to pay, runs out; empty once somebody has looked */
  comply_by: Date | null
  /** The moment by which a court hears the application; empty once it has */
  court_by: Date | null
}

export interface InterventionConsultation {
  id: string
  case_id: string
  /** About whom the power would be used; none where it is about a place */
  party_id: string | null
  place: Generated<string>
  /** Its code in packs/law/powers */
  power: string
  /** The code of what the law wants, among the consults of that power */
  duty: string
  /** nobody: whoever uses the power found nobody appropriate to ask, and said why */
  outcome: 'answered' | 'silent' | 'nobody'
  /** Who was asked or told; empty where there was nobody */
  whom: Generated<string>
  consulted_on: string
  way: 'meeting' | 'call' | 'letter' | 'visit' | 'notice' | null
  /** What they said; where they did not answer, how long they had; where there was nobody, why */
  said: string
  organisation_id: number
  recorded_by: string
  recorded_at: Generated<Date>
}

export interface InterventionEvent {
  id: string
  intervention_id: string
  kind: 'served' | 'signed' | 'breached' | 'varied' | 'appealed' | 'upheld' | 'quashed' | 'reviewed' | 'heard' | 'withdrawn' | 'discharged' | 'ended'
  happened_at: Date
  /** Of a service: by hand, by post, left at the address */
  how: Generated<string>
  by_whom: Generated<string>
  /** Of a service or signature: certificate, statement, photograph, signed copy, and where it is kept */
  proof: Generated<string>
  what: Generated<string>
  added_by: string
  organisation_id: number
  added_at: Generated<Date>
  /** Of a variation: the conditions it changed, as they were */
  conditions_before: string[] | null
  /** Of a variation or discharge: the last day it changed, as it was */
  ends_before: string | null
}

export interface JourneyOutage {
  id: string
  journey: string
  began_at: Date
  problem: string
  called: Generated<string>
  ended_at: Date | null
}

export interface JourneyRun {
  id: string
  journey: string
  at: Date
  ms: number
  /** What went wrong in our own words; empty where all went well */
  problem: Generated<string>
}

export interface LawfulBasis {
  code: string
  label: string
  citation: string
  valid_from: Generated<string>
  valid_to: string | null
}

export interface LinkAsk {
  /** Also of the message that carries the link */
  id: string
  /** As it was asked for: whether there is such a report is found out afterwards, so that nobody learns it by asking */
  reference: string
  asked_at: Generated<Date>
  /** Null until it was looked for */
  report_id: string | null
  /** Of the link, from when it is sent */
  secret_hash: Buffer | null
  expires_at: Date | null
  opened_at: Date | null
}

export interface LocalType {
  organisation_id: number
  code: string
  label: string
  asb_type: string
  valid_from: string
  valid_to: string | null
}

export interface MatchDue {
  report_id: string
  since: Generated<Date>
}

export interface Member {
  id: string
  sign_in_id: string | null
  name: string
  email: string
}

export interface Membership {
  id: string
  member_id: string
  organisation_id: number
  /** Records in the queues of this team alone; empty for the whole organisation */
  team_id: string | null
  role: 'triage_officer' | 'case_officer' | 'supervisor' | 'analyst' | 'coordinator' | 'information_governance' | 'partner'
  valid_from: Generated<string>
  /** First day on which it no longer holds; always there for covers and light accounts */
  valid_to: string | null
  /** The group of the directory that gave it; empty where a person did */
  directory_group_id: string | null
  area_kind: string | null
  /** Records in this area alone, by the code of its kind; empty for everywhere */
  area_code: string | null
  /** The colleague whose same duty this covers while they are away; it holds no longer than theirs */
  covers_for: string | null
  /** The member of a full organisation who answers for a light account (role partner) */
  sponsor_id: string | null
  /** Why it was given, in words of whoever gave it; never why somebody is away */
  because: Generated<string>
  /** Empty for what operators and directories gave */
  given_by: string | null
  /** Empty for what was there before this was recorded */
  given_at: Generated<Date | null>
  ended_by: string | null
  ended_at: Date | null
  ended_because: Generated<string>
}

export interface MembershipReview {
  id: string
  membership_id: string
  /** kept: still needed. end_asked: the co-ordinator is asked to end it */
  outcome: 'kept' | 'end_asked'
  /** How the reviewer knows, in their words */
  because: string
  reviewed_by: string
  reviewed_at: Generated<Date>
}

export interface Migration {
  name: string
  hash: string
  applied_at: Generated<Date>
}

export interface NeedsAssessment {
  id: string
  plan_id: string
  case_id: string
  organisation_id: number
  instrument_version: number
  asked_on: string
  asked_whom: 'victim' | 'somebody_for_them'
  /** By area, with its wording as shown: a need, none, or unknown and why; and what would help */
  answers: unknown
  assessed_by: string
  assessed_at: Generated<Date>
}

export interface NudgeDue {
  subject: string
  kind: 'report' | 'place'
  since: Generated<Date>
}

export interface OpeningReason {
  id: string
  member_id: string
  record_kind: 'report' | 'case'
  record_id: string
  reason: string
  given_at: Generated<Date>
  expires_at: Date
}

export interface Organisation {
  id: number
  name: string
  short_name: string
  kind: 'police' | 'unitary_council' | 'county_council' | 'district_council' | 'landlord' | 'third_sector'
  /** Shown to the public when this organisation holds their report */
  contact_advice: Generated<string>
  valid_from: Generated<string>
  valid_to: string | null
  modified_at: Generated<Date>
}

export interface OrganisationSuccession {
  id: string
  predecessor_id: number
  successor_id: number
  from_on: string
  /** Answers for what the predecessor did: of several successors, one */
  keeps_record: boolean
  reorganisation_id: string
  modified_at: Generated<Date>
}

export interface OutgoingMessage {
  /** Also our reference at whoever carries it: sent again it is the same message */
  id: string
  channel: 'email' | 'text' | 'letter'
  recipient: string
  subject: Generated<string>
  /** Where it has a link, a mark stands in its place: links are secret and made when it is sent */
  body: string
  status: Generated<'waiting' | 'sending' | 'sent' | 'delivered' | 'failed'>
  attempts: Generated<number>
  /** Attempts that ended without an answer, so that it may have been sent */
  doubts: Generated<number>
  next_attempt_at: Generated<Date>
  /** Why it was not sent, in our words: never what a carrier said about a person */
  problem: Generated<string>
  created_at: Generated<Date>
  sent_at: Date | null
  /** What it is written in (BCP 47): a letter is a document that is read out in it */
  language: Generated<string>
}

export interface OverlayLook {
  id: string
  member_id: string
  organisation_id: number
  /** Its code in packs/law/overlay-purposes.json */
  purpose: string
  /** The purpose in the person’s own words */
  words: string
  district_id: string
  asb_type: string | null
  from_day: string
  to_day: string
  started_at: Date
  /** When the page closes by itself; another look needs a purpose again */
  expires_at: Date
}

export interface OverlayPermission {
  id: string
  member_id: string
  organisation_id: number
  granted_by: string
  reason: string
  valid_from: Generated<string>
  /** The first day on which it no longer holds */
  valid_to: string
  withdrawn_at: Date | null
  withdrawn_by: string | null
}

export interface Panel {
  id: string
  name: string
  purpose: Generated<string>
  made_by: string | null
  made_at: Generated<Date>
}

export interface PanelAction {
  action_id: string
  item_id: string
}

export interface PanelAttendance {
  meeting_id: string
  organisation_id: number
  standing: 'attended' | 'apologies' | 'absent'
  /** Who came for them, as the convenor wrote it down */
  names: Generated<string>
  recorded_by: string
}

export interface PanelItem {
  id: string
  meeting_id: string
  case_id: string
  organisation_id: number
  nominated_by: string
  nominated_at: Generated<Date>
  /** The shares that the nomination gave: they end when it is withdrawn or the meeting is cancelled */
  shares: Generated<string[]>
}

export interface PanelMeeting {
  id: string
  panel_id: string
  /** ASB risk assessment conference, joint action group, or in the manner of a MARAC */
  kind: 'asbrac' | 'jag' | 'marac' | 'other'
  organisation_id: number
  starts_at: Date
  place: Generated<string>
  /** The last day on which a case can be put on the agenda */
  nominate_by: string
  /** The rule for afterwards: how much of each case the organisations that attended go on seeing; nothing when empty */
  sight_level: 'summary' | 'full' | null
  /** For how many days after the meeting that sight lasts */
  sight_days: Generated<number>
  status: Generated<'planned' | 'held' | 'cancelled'>
  arranged_by: string
  arranged_at: Generated<Date>
  held_at: Date | null
  held_by: string | null
  /** When the rule for afterwards was carried out */
  shared_at: Date | null
  version: Generated<number>
  /** How many days before the last one for nominations everybody invited is reminded; on none where it is 0 */
  remind_days: Generated<number>
}

export interface PanelMember {
  panel_id: string
  organisation_id: number
  joined_on: string
  /** First day on which it is no member any more */
  left_on: string | null
}

export interface PanelMinute {
  id: string
  item_id: string
  discussion: Generated<string>
  decision: string
  reasoning: string
  minuted_by: string
  minuted_at: Generated<Date>
}

export interface PanelNotice {
  meeting_id: string
  kind: 'invitation' | 'reminder' | 'cancelled'
  member_id: string
  organisation_id: number
  at: Date
  /** Of outgoing_message, which says whether it was sent */
  message_id: string
}

export interface PanelPaper {
  item_id: string
  reason: string
  /** Structured: what bears on the case, such as mental_health */
  factors: Generated<string[]>
  written_by: string
  /** Of a case that was closed when it was put on the agenda: whether to open it again, whether it stayed quiet, or to learn from it */
  closed_because: 'reopen' | 'watch' | 'learn' | null
}

export interface PanelPart {
  id: string
  item_id: string
  organisation_id: number
  words: string
  visible_to: number[]
  written_by: string
  written_at: Generated<Date>
}

export interface Partition {
  code: string
  label: string
  /** When a record belongs here, for the person who decides */
  guidance: Generated<string>
  valid_from: Generated<string>
  valid_to: string | null
}

export interface Person {
  id: string
  name: string
  email: string
  has_account: boolean
}

export interface PersonGroup {
  id: string
  organisation_id: number
  kind: 'gang' | 'family' | 'household' | 'gathering' | 'other'
  name: string
  /** Why it is necessary and fair to record these people as a group */
  reason: string
  /** What the name and the kind rest on */
  source: string
  /** Restricted to people cleared for this partition; empty for an ordinary group; never changed */
  partition_code: string | null
  /** The last day on which the label holds without somebody saying again that it is needed; after it no member is shown */
  review_on: string
  added_by: string
  added_at: Generated<Date>
  /** The first day on which the organisation no longer keeps it */
  ended_on: string | null
  ended_by: string | null
  ended_because: Generated<string>
  version: Generated<number>
}

export interface PlaceNews {
  id: string
  place_id: string
  words: string
  words_cy: Generated<string>
  written_by: string
  organisation_id: number
  written_at: Generated<Date>
  /** When it had gone to everybody who followed then */
  told_at: Date | null
}

export interface PoliceIncident {
  report_id: string
  organisation_id: number
  /** Of command and control; empty while it is not known */
  incident_number: string
  /** Of the records system; known later */
  occurrence_number: Generated<string>
  /** How soon somebody was to attend */
  grade: 'immediate' | 'priority' | 'scheduled' | 'no_deployment' | 'not_known'
  /** Of whoever recorded it; empty where it was not given */
  officer_number: string
  attended: boolean | null
  recorded_by: string
  recorded_at: Generated<Date>
}

export interface PoliceLogEntry {
  id: string
  report_id: string
  organisation_id: number
  number: number
  at: Generated<Date>
  member_id: string
  member_name: string
  officer_number: string
  words: string
}

export interface Postcode {
  postcode: string
  compact: ColumnType<string, never, never>
  location: Point
  /** As its source gives it: Code-Point Open 10 (best) to 60, ONS Postcode Directory 1 (best) to 8 */
  quality: number
  vintage: string
}

export interface PostcodeGroup {
  label: string
  compact: ColumnType<string, never, never>
  postcodes: number
  title: ColumnType<string, never, never>
  location: Point
}

export interface PowerSwitch {
  id: string
  /** Its code in packs/law/powers */
  power: string
  from_on: string
  /** The commencement order, or where it stands */
  because: string
  proposed_by: string
  proposed_at: Generated<Date>
  approved_by: string | null
  approved_at: Date | null
  /** Codes of the areas of a pilot; empty where it holds everywhere */
  areas: Generated<string[]>
}

export interface Profile {
  id: string
  organisation_id: number
  name: Generated<string>
  born_on: string | null
  created_at: Generated<Date>
  modified_at: Generated<Date>
}

export interface ProfileMatch {
  id: string
  report_person_id: string
  organisation_id: number
  profile_id: string | null
  /** matched, created, suggested: by the rules; chosen, created, undone: by a person */
  outcome: 'matched' | 'created' | 'suggested' | 'chosen' | 'undone'
  /** How much spoke for it */
  points: number | null
  because: string
  /** The rules it was judged by */
  rules_valid_from: string | null
  decided_by: string | null
  decided_at: Generated<Date>
}

export interface QuestionSet {
  asb_type: string
  version: number
  valid_from: string
  content: unknown
}

export interface QuestionSetDraft {
  id: string
  asb_type: string
  /** The version of which it began as a copy */
  based_on: number
  content: unknown
  /** How often it was saved, so that one window does not write over another */
  saves: Generated<number>
  made_by: string
  saved_at: Generated<Date>
}

export interface QuestionSetProposal {
  id: string
  asb_type: string
  based_on: number
  /** The questions as they would be asked; its number is given when it is approved */
  content: unknown
  valid_from: string
  reason: string
  proposed_by: string
  proposed_at: Generated<Date>
  decision: 'approved' | 'declined' | 'withdrawn' | null
  decision_reason: Generated<string>
  /** Somebody else than who proposed it, who can only withdraw it */
  decided_by: string | null
  decided_at: Date | null
  /** As which it was published, when it was approved; a version without a proposal came with the product */
  version: number | null
}

export interface Queue {
  id: string
  organisation_id: number
  team_id: string
  name: string
  is_fallback: Generated<boolean>
  valid_from: Generated<string>
  valid_to: string | null
}

export interface QueueSuccession {
  reorganisation_id: string
  queue_id: string
  organisation_id: number
  new_queue_id: string
}

export interface QuietRule {
  valid_from: string
  /** So many days in which nobody did anything in it or in its reports */
  quiet_days: number
  /** Within so many days from then on whoever leads it closes it or keeps it */
  answer_days: number
  /** So many days after that it is closed by this rule; null, as usually: a person always decides */
  closes_after_days: number | null
  source: string
  /** Null for what the product publishes */
  set_by: string | null
}

export interface RecordPointer {
  id: string
  record_kind: string
  record_id: string
  reference: string
  level: string
  organisation_id: number
  given_at: Date
}

export interface ReferralRow {
  sheet_id: string
  line: number
  cells: string[]
  /** What came of it; empty while nobody has brought it in or left it out */
  outcome: Generated<'filed' | 'unchanged' | 'not_taken' | 'left_out'>
  reference: Generated<string>
  problem: Generated<string>
}

export interface ReferralSheet {
  id: string
  organisation_id: number
  member_id: string | null
  name: string
  header: string[]
  /** What each column says, in the order of the header; empty where nobody has said */
  targets: string[]
  added_at: Generated<Date>
  /** The address from which it was e-mailed, where nobody at work handed it in */
  sender: Generated<string>
}

export interface Reorganisation {
  id: string
  kind: 'merge_organisations' | 'split_organisation' | 'redraw_areas'
  title: string
  /** The order, Act or decision by which it happens */
  grounds: Generated<string>
  effective_on: string
  /** Split: the kind of area by which work is divided. Redraw: the kind that is drawn anew */
  area_kind: string | null
  /** Redraw: the kind of area out of which the new ones are put together */
  block_kind: string | null
  /** Redraw: what the new set of areas is called */
  vintage: Generated<string>
  /** Whether teams of one name become one team or stay apart under longer names */
  same_named_teams: Generated<'apart' | 'join'>
  /** Split: the successor that takes whatever has no other place */
  default_position: number | null
  /** scheduled: approved, waiting for its day; moving: the organisations have changed and closed records are still being passed on */
  status: 'draft' | 'proposed' | 'scheduled' | 'moving' | 'carried_out' | 'cancelled'
  version: Generated<number>
  drafted_by: string
  drafted_at: Generated<Date>
  proposed_by: string | null
  proposed_at: Date | null
  approved_by: string | null
  approved_at: Date | null
  cancelled_by: string | null
  cancelled_at: Date | null
  cancelled_because: Generated<string>
  begun_at: Date | null
  carried_out_at: Date | null
  /** How many records of each kind have been passed on so far */
  passed_on: Generated<unknown>
  modified_at: Generated<Date>
}

export interface ReorganisationAllocation {
  reorganisation_id: string
  subject: 'area' | 'team' | 'member' | 'token' | 'block'
  /** Code of an area or block, id of a team, a person or a token */
  item: string
  /** Of the successor or new area; a token at 0 ends on the day */
  position: number
}

export interface ReorganisationArea {
  reorganisation_id: string
  position: number
  code: string
  name: string
  /** Found when its outline is drawn, which is when the plan is proposed */
  label_point: Point | null
}

export interface ReorganisationAreaPart {
  reorganisation_id: string
  position: number
  part: number
  shell: string
  holes: Generated<string>
}

export interface ReorganisationPredecessor {
  reorganisation_id: string
  organisation_id: number
}

export interface ReorganisationSuccessor {
  reorganisation_id: string
  position: number
  is_new: boolean
  /** A new one is given its number when the plan is carried out */
  organisation_id: number | null
  name: Generated<string>
  short_name: Generated<string>
  kind: 'police' | 'unitary_council' | 'county_council' | 'district_council' | 'landlord' | 'third_sector' | null
  contact_advice: Generated<string>
}

export interface Report {
  id: string
  reference: string
  submission_id: string
  channel: 'public_form' | 'api' | 'phone' | 'paper' | 'in_person' | 'import' | 'demo' | 'police_form' | 'control_room' | 'patrol' | 'command_and_control' | 'mait' | 'file_drop' | 'email' | 'open311' | 'single_online_home' | 'referral' | 'diary'
  source: Generated<string>
  asb_type: string
  question_set_version: number | null
  /** Generated from type, area and reference: never a name or an address */
  title: string
  summary: Generated<string>
  status: 'filed' | 'awaiting_triage' | 'accepted' | 'refused' | 'not_asb' | 'closed'
  opening_qualifier: 'personal' | 'nuisance' | 'environmental'
  closing_qualifier: 'personal' | 'nuisance' | 'environmental' | null
  occurrence: 'once' | 'pattern' | 'now'
  occurred_from: Date
  occurred_to: Date
  /** British National Grid metres (EPSG:27700) */
  location: Point | null
  location_precision_m: number | null
  place_words: Generated<string>
  beat_id: string | null
  ward_id: string | null
  lsoa_id: string | null
  district_id: string | null
  reported_before: boolean | null
  anonymous: Generated<boolean>
  organisation_id: number | null
  team_id: string | null
  queue_id: string | null
  routed_because: Generated<string>
  /** Who is triaging the report, until claim_expires_at; an expired claim holds nobody back */
  claimed_by: string | null
  claim_expires_at: Date | null
  decision_reason: Generated<string>
  /** Circles that see the report in full */
  audience: Generated<number[]>
  /** Filled by the routing job so that filing stays quick */
  search: string | null
  version: Generated<number>
  filed_at: Generated<Date>
  triaged_at: Date | null
  closed_at: Date | null
  modified_at: Generated<Date>
  /** Side of the square, in metres, to which the feed coarsens the place */
  square_m: ColumnType<number | null, never, never>
  square_easting: ColumnType<number | null, never, never>
  square_northing: ColumnType<number | null, never, never>
  /** Restricted to people cleared for this partition; empty for ordinary records */
  partition_code: string | null
  /** Circles that see the report in summary alone */
  outline_audience: Generated<number[]>
  /** Who typed it for the reporter; empty where the reporter did, or a machine sent it */
  entered_by: string | null
  /** The organisation whose person or machine entered it */
  entered_for: number | null
  /** Who tells of it */
  reporter_kind: Generated<'victim' | 'witness' | 'on_behalf' | 'professional' | 'officer' | 'anonymous' | 'not_known'>
  /** In which language it was told (BCP 47): whoever writes to the reporter uses it */
  language: Generated<string>
  /** The day on which its paused clocks run again; null while they run. Follows clock_pause */
  paused_until: string | null
  /** Whether clock_pause has anything of it: most reports need not be looked up there */
  was_paused: Generated<boolean>
  /** How the place was told: a found address, postcode, street or named area; a marked point; somewhere around a point, an area, or a way along which it moves. Empty where nobody said */
  place_kind: 'address' | 'postcode' | 'street' | 'named_area' | 'point' | 'around' | 'area' | 'moving' | null
  /** The outline of an area (closed) or the way along which it moves (open), in metres of the National Grid; location is then a point in its middle and location_precision_m how far its ends are from there */
  place_shape: string | null
  /** Unique Property Reference Number of the address that was chosen; none where it was no address */
  uprn: string | null
  /** What local rules raised when it was routed: the words, whether urgent, and by which rule of which version */
  prompts: Generated<unknown>
}

export interface ReportAnswer {
  report_id: string
  position: number
  question: string
  /** As it was asked, in the language of the report */
  wording: string
  answer: string
  /** Of the options chosen, which mean the same in every language and version */
  codes: Generated<string[]>
  wording_in_english: Generated<string>
  /** Where it was answered in another language by choosing; what was typed stands as it was typed */
  answer_in_english: Generated<string>
}

export interface ReportContact {
  report_id: string
  name: Generated<string>
  email: Generated<string>
  phone: Generated<string>
  address: Generated<string>
  preferred_channel: Generated<'none' | 'email' | 'phone' | 'text' | 'letter'>
  safe_contact: Generated<string>
  /** In which language or form the reporter can be written or talked to: sign language, Easy Read, an interpreter */
  format: Generated<string>
}

export interface ReportDerived {
  report_id: string
  fact: 'uprn' | 'landlord' | 'beat' | 'ward'
  /** As it followed: a number, a name, or for an area its name and code; empty where nothing did */
  derived: Generated<string>
  origin: Generated<string>
  /** What holds instead: a name, or the code of an area; empty for "none" */
  chosen: string | null
  because: Generated<string>
  chosen_by: string | null
}

export interface ReportDraft {
  secret_hash: Buffer
  asb_type: string | null
  question_set_version: number | null
  submission_id: string
  answers: Generated<unknown>
  started_at: Generated<Date>
  updated_at: Generated<Date>
  submitted_at: Date | null
}

export interface ReportKey {
  report_id: string
  /** The person named in the report; the report itself for who is in touch about it */
  subject: string
  kind: 'phone' | 'email' | 'name_born' | 'name_postcode' | 'household' | 'postcode' | 'born'
  key: string
  /** The name as it is compared: one telephone may serve a house */
  name: Generated<string>
  /** As in report_person; a professional or an officer who reports is other */
  role: string
  filed_at: Date
}

export interface ReportLink {
  report_id: string
  other_report_id: string
  reason: string
  linked_by: string | null
  linked_at: Generated<Date>
  /** The reporter says that it happened again: the same person, place and behaviour */
  said_by_reporter: Generated<boolean>
}

export interface ReportOccurrence {
  report_id: string
  weekday: number
  from_hour: number
  to_hour: number
}

export interface ReportOutline {
  id: string
  reference: string
  title: string
  asb_type: string
  status: string
  opening_qualifier: string
  beat_id: string
  ward_id: string
  district_id: string
  organisation_id: number
  filed_at: Date
  triaged_at: Date
  closed_at: Date
  modified_at: Date
}

export interface ReportPerson {
  id: string
  report_id: string
  position: number
  role: 'reporter' | 'victim' | 'witness' | 'alleged_perpetrator' | 'other'
  name: Generated<string>
  born_on: string | null
  phone: Generated<string>
  email: Generated<string>
  address: Generated<string>
  postcode: Generated<string>
  description: Generated<string>
  vehicle: Generated<string>
  /** What makes harm worse for them, as codes of the risk pack */
  vulnerabilities: Generated<string[]>
  /** The holder's profile of them, found or made when the report is routed */
  profile_id: string | null
  matched_because: Generated<string>
}

export interface ReportStatusLink {
  secret_hash: Buffer
  report_id: string
}

export interface ReportTask {
  id: string
  report_id: string
  /** The report's own, for those who own the task and do not see the report */
  reference: string
  what: string
  organisation_id: number
  team_id: string | null
  due_at: Date
  added_by: string
  added_at: Generated<Date>
  done_at: Date | null
  done_by: string | null
  outcome: Generated<string>
}

export interface ReportUnknown {
  report_id: string
  fact: string
  because: string
}

export interface ReporterKey {
  report_id: string
  key: Buffer
}

export interface ReporterMessage {
  id: string
  report_id: string
  submission_id: string
  direction: 'to_reporter' | 'from_reporter'
  kind: 'acknowledgement' | 'update' | 'explainer' | 'message'
  words: string
  /** How it went; every message also stands on the private status page */
  channel: 'page' | 'email' | 'text' | 'letter'
  /** Why it went by no other way than the page */
  page_alone_because: Generated<string>
  /** Why it went by a channel that the reporter called unsafe */
  override_reason: Generated<string>
  /** The news it tells: each is told once */
  timeline_entry_id: string | null
  organisation_id: number | null
  member_id: string | null
  author_name: Generated<string>
  at: Generated<Date>
  reply_due_on: string | null
  settled_at: Date | null
  settled_by: string | null
  settled_because: Generated<string>
}

export interface ReporterNews {
  timeline_entry_id: string
  report_id: string
  noticed_at: Generated<Date>
}

export interface ReviewAppeal {
  id: string
  review_id: string
  submission_id: string
  against: 'threshold' | 'outcome' | 'conduct'
  grounds: string
  heard_by: 'csp_chair' | 'local_policing_body' | 'other_body'
  made_at: Generated<Date>
  entered_by: string | null
  due_on: string
  decision: 'upheld' | 'partly_upheld' | 'not_upheld' | null
  decided_by_name: Generated<string>
  reasons: Generated<string>
  told: Generated<string>
  decided_at: Date | null
  recorded_by: string | null
  version: Generated<number>
}

export interface ReviewApplicant {
  review_id: string
  name: string
  email: Generated<string>
  phone: Generated<string>
  address: Generated<string>
  preferred_channel: Generated<'none' | 'email' | 'phone' | 'text' | 'letter'>
  safe_contact: Generated<string>
  /** Empty where they apply for themselves */
  victim_name: Generated<string>
  relation: Generated<string>
  consent: Generated<'said' | 'written' | 'unable'>
  consent_words: Generated<string>
  /** What helps them to take part: language, form, access */
  needs: Generated<string>
}

export interface ReviewBody {
  review_id: string
  organisation_id: number
  role: 'council' | 'police' | 'health' | 'housing' | 'other'
  because: Generated<string>
  passed_by: string | null
  passed_at: Generated<Date>
}

export interface ReviewComplaint {
  id: string
  review_id: string
  report_id: string | null
  reference: Generated<string>
  told_to: Generated<string>
  complained_on: string | null
  incident_on: string | null
  because: Generated<string>
  /** Empty where the applicant named it */
  added_by: string | null
  added_at: Generated<Date>
}

export interface ReviewDecision {
  id: string
  review_id: string
  kind: 'threshold' | 'trigger' | 'outcome' | 'close' | 'withdraw'
  decision: 'met' | 'not_met' | 'told' | 'closed' | 'withdrawn'
  reason_code: string
  reasons: string
  told: string
  /** Qualifying complaints on the ledger at that moment */
  complaints: number | null
  /** So many that the bodies must decide that the threshold is met: section 104(4) */
  is_must: Generated<boolean>
  persistence: Generated<string>
  harm: Generated<string>
  /** Whether the responses were adequate: section 104(5)(c) */
  adequacy: Generated<string>
  organisation_id: number
  decided_by: string
  decided_at: Generated<Date>
}

export interface ReviewEvent {
  id: string
  review_id: string
  at: Generated<Date>
  kind: string
  what: string
  /** As the applicant reads them, where they are told; else why */
  words: Generated<string>
  is_told: Generated<boolean>
  /** How it was sent to the applicant */
  channel: Generated<'page' | 'email' | 'text' | 'letter'>
  organisation_id: number | null
  member_id: string | null
  actor_name: string
}

export interface ReviewFigure {
  organisation_id: number
  year: number
  body_id: number
  measure: 'applications' | 'not_met' | 'reviews' | 'recommendations' | 'accepted'
  shown: string
  published_by: string | null
  published_at: Generated<Date>
}

export interface ReviewKey {
  review_id: string
  kind: string
  key: string
}

export interface ReviewLink {
  secret_hash: Buffer
  review_id: string
}

export interface ReviewMinute {
  id: string
  review_id: string
  subject: 'history' | 'risk' | 'response' | 'reasoning' | 'other'
  words: string
  is_private: Generated<boolean>
  organisation_id: number
  written_by: string
  written_at: Generated<Date>
}

export interface ReviewPanel {
  id: string
  review_id: string
  meets_at: Date
  place: string
  chair_name: string
  chair_from: string
  chair_is_independent: boolean
  /** Why the chair is not independent of the bodies that dealt with the complaints */
  chair_because: Generated<string>
  members: string
  victim_invited: boolean
  not_invited_because: Generated<string>
  victim_answer: Generated<'in_person' | 'remote' | 'represented' | 'written' | 'no'>
  victim_words: Generated<string>
  victim_attended: boolean | null
  attended: Generated<string>
  absent: Generated<string>
  held_at: Date | null
  arranged_by: string
  version: Generated<number>
}

export interface ReviewProcedure {
  id: string
  /** The council that leads reviews of this district */
  organisation_id: number
  district_code: string
  valid_from: string
  valid_to: string | null
  /** Qualifying complaints at which the threshold is met: three in the Act, or fewer */
  complaints: number
  /** Within how many months of the incident a complaint is made */
  complaint_months: number
  /** Within how many months of the complaint the application is made */
  application_months: number
  /** The conditions of the area beyond the Act are not looked at */
  statutory_only: Generated<boolean>
  /** A condition beyond the Act: the latest complaint is no older */
  latest_within_months: number | null
  /** A condition beyond the Act: nothing was done about the complaints */
  no_action_caveat: Generated<boolean>
  /** So many complaints motivated by hate are enough */
  hate_reports: number | null
  /** Complaints of one person within this distance are about the same behaviour */
  same_metres: number
  /** Working days from the application */
  acknowledge_days: number
  /** Working days from the acknowledgement */
  threshold_days: number
  /** Working days from the threshold decision */
  panel_days: number
  /** Working days from the panel */
  outcome_days: number
  /** Working days in which a body answers a recommendation */
  respond_days: number
  /** Working days in which the applicant may appeal */
  appeal_within_days: number
  /** Working days in which an appeal is decided */
  appeal_days: number
  appeal_to: 'csp_chair' | 'local_policing_body' | 'other_body'
  contact_name: string
  contact_phone: Generated<string>
  contact_email: Generated<string>
  contact_address: Generated<string>
  source: string
  /** False for a default that has to be checked locally */
  verified: Generated<boolean>
  /** Empty where it came with the partnership */
  set_by: string | null
  set_at: Generated<Date>
}

export interface ReviewRecommendation {
  id: string
  review_id: string
  what: string
  organisation_id: number
  owner_member_id: string | null
  due_on: string
  respond_due_on: string
  status: Generated<'made' | 'accepted' | 'refused' | 'done'>
  response: Generated<string>
  responded_by: string | null
  responded_at: Date | null
  case_action_id: string | null
  outcome: Generated<string>
  done_at: Date | null
  made_by: string
  made_at: Generated<Date>
  version: Generated<number>
}

export interface ReviewRelevantBody {
  organisation_id: number
  district_code: string
  role: 'council' | 'police' | 'health' | 'housing'
  valid_from: string
  valid_to: string | null
  /** Why it is a relevant body here, or where that was agreed */
  because: Generated<string>
  /** Empty where it came with the partnership */
  set_by: string | null
  set_at: Generated<Date>
  ended_by: string | null
}

export interface RiskAssessment {
  id: string
  report_id: string | null
  instrument: string
  instrument_version: number
  /** By item: the option chosen, or why it is unknown */
  answers: unknown
  score: number
  /** What the score says */
  score_band: 'standard' | 'medium' | 'high'
  /** What a person made of it, with a reason */
  override_band: 'standard' | 'medium' | 'high' | null
  override_reason: Generated<string>
  /** The band that holds */
  band: 'standard' | 'medium' | 'high'
  /** What was left open: an incomplete assessment is saved all the same */
  missing: Generated<string[]>
  /** An answer says that harm weighs more on this person */
  is_vulnerable: Generated<boolean>
  /** The day by which it is looked at again, by the cadence of the band */
  next_due_on: string
  assessed_by: string
  organisation_id: number
  assessed_at: Generated<Date>
  /** Where a whole case was assessed, not one report */
  case_id: string | null
}

export interface RiskInstrument {
  code: string
  version: number
  valid_from: string
  /** As in packs/risk */
  content: unknown
}

export interface RiskSignOff {
  id: string
  case_id: string
  level: string
  band: 'standard' | 'medium' | 'high'
  assessment_id: string | null
  /** What they looked at, and what is to be done */
  words: string
  signed_by: string
  organisation_id: number
  signed_at: Generated<Date>
}

export interface RoutingCondition {
  rule_id: string
  fact: string
  expected: string
}

export interface RoutingDraft {
  id: string
  /** Every rule in order: kept, removed, or written anew, perhaps in the place of another */
  content: unknown
  /** How often it was saved, so that one window does not write over another */
  saves: Generated<number>
  made_by: string
  saved_at: Generated<Date>
}

export interface RoutingProposal {
  id: string
  /** Every rule that would hold on its day: kept, removed, or written anew, perhaps in the place of another */
  content: unknown
  valid_from: string
  reason: string
  proposed_by: string
  proposed_at: Generated<Date>
  decision: 'approved' | 'declined' | 'withdrawn' | null
  decision_reason: Generated<string>
  /** Somebody else than who proposed it, who can only withdraw it */
  decided_by: string | null
  decided_at: Date | null
}

export interface RoutingRule {
  id: string
  position: number
  name: string
  area_kind: string | null
  area_code: string | null
  asb_type: string | null
  queue_id: string | null
  valid_from: Generated<string>
  valid_to: string | null
  /** What whoever triages a matching report is asked to do; such a rule sends nowhere */
  prompt: string | null
  /** Whether a report that raises it is marked and sorted as urgent */
  is_urgent: Generated<boolean>
}

export interface RuleApplication {
  id: string
  sharing_rule_id: string
  asked_by: string
  asked_at: Generated<Date>
  /** How many records it reached when it was asked for */
  total: number
  done: Generated<number>
  given: Generated<number>
  /** The last record that was looked at */
  through: string | null
  finished_at: Date | null
}

export interface SafetyConcern {
  id: string
  kind: 'place' | 'victim' | 'high_risk'
  report_id: string
  /** The report that made it as many, or the assessment: one cause is watched once */
  cause: string
  /** The other reports it rests on, a hundred at most */
  basis: Generated<string[]>
  rule_id: string
  arisen_at: Date
  page_at: Date
  settled_at: Date | null
  /** opened by a person in time, paged, or joined to a page that is still open */
  settled_as: 'opened' | 'paged' | 'joined' | null
}

export interface SafetyDue {
  report_id: string
  since: Generated<Date>
}

export interface SafetyNetRule {
  id: string
  /** Whose rule it is; empty for the one that holds where an organisation has none of its own */
  organisation_id: number | null
  valid_from: string
  /** So many reports of one place or one victim, by whoever holds them */
  at_least: number
  window_days: number
  within_m: number
  /** Hours by the clock, nights and weekends too */
  unseen_hours: number
  high_risk_hours: number
  /** Reports filed longer ago page nobody: they came by an import */
  look_back_days: number
  /** Whom a page goes to, one after the other: role, and hours after the step before */
  steps: unknown
  source: string
  set_by: string | null
  set_at: Generated<Date>
}

export interface SafetyNotice {
  page_id: string
  step: number
  member_id: string
  organisation_id: number
  role: string
  at: Date
  /** The e-mail that told them */
  message_id: string
}

export interface SafetyPage {
  id: string
  /** What it is about: one cause pages once */
  cause: string
  kind: 'place' | 'victim' | 'high_risk' | 'stale_risk' | 'missed_contact' | 'unanswered_updates'
  organisation_id: number
  report_id: string | null
  case_id: string | null
  basis: Generated<string[]>
  rule_id: string
  /** Since when a person should have looked */
  since: Date
  paged_at: Date
  step: Generated<number>
  /** When it goes to the next step; empty at the last */
  next_step_at: Date | null
  acknowledged_at: Date | null
  acknowledged_by: string | null
  /** What is done about it, and by whom */
  acknowledged_words: Generated<string>
}

export interface SatisfactionSurvey {
  id: string
  plan_id: string
  case_id: string
  report_id: string
  organisation_id: number
  asked_at: Date
  answered_at: Date | null
  answers: Generated<unknown>
  words: Generated<string>
  /** The team of whoever kept the victim in touch, when they were asked */
  team_id: string | null
  /** Whether their words may be shown in results: waiting until a person looked; null where they wrote none */
  words_state: 'waiting' | 'released' | 'redacted' | 'withheld' | null
  /** Their words as results show them, with what was taken out; empty unless released or redacted */
  words_shown: Generated<string>
  moderated_by: string | null
  moderated_at: Date | null
  /** Why they are withheld, or what was taken out */
  moderated_because: Generated<string>
}

export interface SavedQuery {
  id: string
  organisation_id: number
  made_by: string
  name: string
  /** The query as it stands in the address of its page; it is read anew each time, so it may be refused one day */
  address: string
  /** me: who made it, while they work for the organisation; organisation: everybody in it */
  seen_by: 'me' | 'organisation'
  version: Generated<number>
  made_at: Generated<Date>
  modified_at: Generated<Date>
}

export interface ServiceEndpoint {
  id: string
  organisation_id: number
  name: string
  url: string
  jurisdiction_id: Generated<string>
  /** Its api_key, encrypted with the secret of the installation; none where it asks for none */
  key_sealed: Buffer | null
  /** It takes the same attribute[external_id] twice as one request, so that one without an answer may be sent again */
  knows_repeats: Generated<boolean>
  services_wanted_at: Generated<Date>
  services_read_at: Date | null
  services_outcome: Generated<string>
  /** What it offers, as it told: code and name */
  services: Generated<unknown>
  /** Its service code for a type of anti-social behaviour */
  mapping: Generated<unknown>
  made_by: string
  made_at: Generated<Date>
  disabled_at: Date | null
}

export interface ServiceFault {
  id: string
  at: Date
  kind: string
  method: string
  route: string
  status: number
  reference: string
}

export interface ServiceMinute {
  id: string
  minute: Date
  kind: string
  requests: number
  faults: number
  /** How many took up to 5, 10, 25, 50, 100, 200, 300, 500, 1,000, 2,000, 5,000 milliseconds, and longer */
  durations: number[]
}

export interface ServiceObjective {
  id: string
  /** Of a million requests, how many may be answered with a 5xx status: 5,000 where 99.5 % are to be answered */
  faults_per_million: number
  window_days: number
  call_email: Generated<string>
  reason: string
  set_by: string
  set_at: Generated<Date>
}

export interface ServiceRequest {
  id: string
  report_id: string
  endpoint_id: string
  organisation_id: number
  service_code: string
  service_name: string
  /** The words that left, written for it: nothing of who reported */
  description: string
  made_by: string
  made_at: Generated<Date>
  /** sending: an attempt is under way, or its worker died in the middle; unclear: nobody knows whether it arrived */
  state: Generated<'waiting' | 'sending' | 'sent' | 'unclear' | 'failed' | 'closed'>
  attempts: Generated<number>
  /** When it is next sent or asked after; never, where there is nothing more to do */
  due_at: Generated<Date | null>
  outcome: Generated<string>
  token: string | null
  remote_id: string | null
  remote_status: string | null
  remote_notes: Generated<string>
  asked_at: Date | null
  finished_at: Date | null
}

export interface Share {
  id: string
  report_id: string | null
  case_id: string | null
  organisation_id: number
  /** Only this person of the organisation; empty for everybody in it */
  member_id: string | null
  /** The agreement that covers it; without one a reason is required and the sharing is reported */
  agreement_id: string | null
  /** Follows from organisation, agreement, person and the record's partition: written by a trigger */
  circle_id: Generated<number>
  level: 'exists' | 'signpost' | 'summary' | 'full'
  /** rule: by a sharing rule; case: a report of a case that is shared; partner: by a person under an agreement; override: by a person without one; hand_over: asked for and accepted; submission: the person filed it */
  because: 'rule' | 'case' | 'partner' | 'override' | 'hand_over' | 'submission'
  sharing_rule_id: string | null
  /** The shared case because of which this report is shared */
  through_case_id: string | null
  reason: Generated<string>
  lawful_basis: Generated<string>
  given_by_organisation_id: number | null
  given_by: string | null
  given_at: Generated<Date>
  expires_at: Date | null
  ended_at: Date | null
  ended_by: string | null
  ended_because: Generated<string>
  /** The accepted hand-over that gave it */
  hand_over_id: string | null
  /** Where the report is, in metres of the national grid, so that signposts near another report are found by place */
  location: Point | null
}

export interface SharingRule {
  id: string
  name: string
  agreement_id: string
  /** Records held by this organisation; empty for every party to the agreement */
  giver_organisation_id: number | null
  receiver_organisation_id: number | null
  record_kind: 'report' | 'case'
  level: 'exists' | 'signpost' | 'summary' | 'full'
  area_kind: string | null
  area_code: string | null
  asb_type: string | null
  expires_after_days: number | null
  valid_from: Generated<string>
  valid_to: string | null
  made_by: string | null
  /** Records held by organisations of this kind, such as landlords */
  giver_kind: string | null
  /** Shared with those of this kind, such as landlords, that cover the place of the record */
  receiver_kind: string | null
  /** Shared with whoever is a member of this panel */
  receiver_panel_id: string | null
  /** Types of this priority or a more urgent one (1 is the most urgent), until risk is assessed */
  least_urgent: number | null
  made_at: Generated<Date>
  ended_at: Date | null
  ended_by: string | null
  ended_because: Generated<string>
  /** The rule of an organisation that ended, or of an area drawn anew, in whose place this one stands */
  continues: string | null
  /** Shared only while the latest assessment of the record says this band or a higher one; empty for any, assessed or not */
  least_band: 'standard' | 'medium' | 'high' | null
}

export interface SignInEvent {
  id: string
  at: Date
  /** Empty where the attempt named no account that exists */
  account_id: string | null
  member_id: string | null
  method: 'password' | 'password_and_code' | 'password_and_backup_code' | 'passkey' | 'directory' | 'demonstration' | 'session' | 'operator'
  outcome: 'signed_in' | 'code_needed' | 'refused' | 'wait' | 'start_again' | 'signed_out' | 'session_ended' | 'reset' | 'linked' | 'not_a_member' | 'passkey_added' | 'passkey_removed'
  session_id: string | null
  provider_id: string | null
  device: Generated<string>
  /** Who did it to the account of somebody else; nobody for an operator */
  done_by: string | null
}

export interface SignLanguageLink {
  kind: 'video' | 'relay'
  valid_from: string
  /** Null: there is none from this day on */
  address: string | null
  set_by: string | null
}

export interface SignOffLevel {
  id: string
  organisation_id: number
  member_id: string
  level: string
  valid_from: string
  valid_to: string | null
  given_by: string
  given_at: Generated<Date>
}

export interface SourceMapping {
  id: string
  organisation_id: number
  source: string
  version: number
  /** Whether a message with an opening code that is not mapped is accepted and marked, or set aside */
  unknown_types: Generated<'accept' | 'set_aside'>
  /** Of each entry: type, grade, role, flag or field; codes and targets stand at the same place */
  kinds: string[]
  codes: string[]
  targets: string[]
  change_reason: string
  proposed_by: string
  proposed_at: Generated<Date>
  decision: 'approved' | 'declined' | null
  decided_by: string | null
  decided_at: Date | null
  decision_reason: Generated<string>
}

export interface StoredFile {
  id: string
  kind: string
  /** The organisation that answers for it */
  organisation_id: number
  record_kind: string
  record_id: string
  /** The name it is downloaded under: never a name or an address of a person */
  name: string
  media_type: string
  size: number
  sha256: Buffer
  created_by: string | null
  created_at: Generated<Date>
  expires_at: Date | null
  /** When its bytes were deleted; the row stays to say what there was */
  removed_at: Date | null
}

export interface Street {
  id: string
  name: string
  locality: Generated<string>
  /** A point about the middle of the street */
  location: Point
  source: string
  search_text: ColumnType<string, never, never>
  search_words: ColumnType<string, never, never>
}

export interface SubjectContribution {
  id: string
  request_id: string
  controller_id: number
  organisation_id: number
  status: 'asked' | 'accepted' | 'refused' | 'answered' | 'withdrawn'
  message: Generated<string>
  due_on: string
  reason: Generated<string>
  asked_by: string
  asked_at: Generated<Date>
  decided_by: string | null
  decided_at: Date | null
  answered_at: Date | null
  searched_at: Date | null
  restricted_left: Generated<number>
  version: Generated<number>
}

export interface SubjectItem {
  id: string
  request_id: string
  controller_id: number
  /** Who found it and sees it in full: the controller, or an organisation that contributes */
  organisation_id: number
  report_id: string | null
  case_id: string | null
  reference: string
  title: string
  held_by: string
  recorded_on: string
  score: number
  matches: string[]
  decision: Generated<'undecided' | 'included' | 'excluded'>
  reason: Generated<string>
  /** The exemption under which the whole of it is kept back */
  withheld_under: string | null
  decided_by: string | null
  decided_at: Date | null
  reviewed_by: string | null
  reviewed_at: Date | null
  /** When a contributing organisation gave it to the controller, redacted */
  shared_at: Date | null
}

export interface SubjectPackage {
  id: string
  request_id: string
  status: 'building' | 'ready' | 'failed'
  done: Generated<number>
  total: Generated<number>
  file_id: string | null
  failure: Generated<string>
  asked_by: string
  asked_at: Generated<Date>
  finished_at: Date | null
}

export interface SubjectPassage {
  id: string
  item_id: string
  position: number
  heading: string
  /** record: what the record says; reporter: who reported; told: who was told */
  part: 'record' | 'reporter' | 'told'
  content: string
}

export interface SubjectRedaction {
  id: string
  passage_id: string
  starts: number
  ends: number
  kind: 'name' | 'phone' | 'email' | 'address' | 'staff' | 'informant' | 'other'
  status: 'suggested' | 'confirmed' | 'rejected'
  exemption: string | null
  because: Generated<string>
  decided_by: string | null
  decided_at: Date | null
}

export interface SubjectRequest {
  id: string
  reference: string
  organisation_id: number
  /** UK GDPR article 15, or Part 3 of the Data Protection Act 2018 (section 45) for law enforcement */
  regime: 'uk_gdpr' | 'part_3'
  status: 'open' | 'awaiting_approval' | 'approved' | 'released' | 'closed'
  person_name: string
  other_names: Generated<string>
  email: Generated<string>
  phone: Generated<string>
  address: Generated<string>
  asked_by: 'themselves' | 'representative'
  representative: Generated<string>
  /** What they asked for, in their words */
  wanted: Generated<string>
  from_date: string | null
  to_date: string | null
  received_on: string
  identity_proof: Generated<string>
  identity_seen_on: string | null
  /** One calendar month from receipt or from proof of identity, with extensions and pauses */
  due_on: string
  extended_months: Generated<number>
  extension_reason: Generated<string>
  /** Waiting since then for what is needed to understand the request; empty while the clock runs */
  paused_on: string | null
  pause_reason: Generated<string>
  paused_days: Generated<number>
  withhold_staff_names: Generated<boolean>
  searched_at: Date | null
  /** Restricted records that speak of the person and were found by nobody yet, by the latest search: their number alone */
  restricted_left: Generated<number>
  submitted_by: string | null
  submitted_at: Date | null
  /** The second person: never the one who handed it in */
  approved_by: string | null
  approved_at: Date | null
  released_on: string | null
  released_to: Generated<string>
  release_method: Generated<string>
  closed_on: string | null
  closing_reason: Generated<string>
  version: Generated<number>
  created_by: string
  created_at: Generated<Date>
  modified_at: Generated<Date>
}

export interface SupportOutcome {
  id: string
  referral_id: string
  outcome: 'accepted' | 'declined' | 'engaged' | 'ended' | 'not_reached'
  words: Generated<string>
  next_due_on: string | null
  member_id: string
  organisation_id: number
  at: Generated<Date>
}

export interface SupportReferral {
  id: string
  assessment_id: string
  plan_id: string
  case_id: string
  service_id: string
  organisation_id: number
  partner_organisation_id: number | null
  need: string
  /** What the service is told; it sees nothing else of the case */
  told: string
  /** How the service reaches the victim safely */
  reach: Generated<string>
  consent: 'given' | 'not_needed'
  consent_on: string | null
  /** The ground in law where nobody consented */
  basis: Generated<string>
  sent_by: 'partner_page' | 'email' | 'by_hand'
  made_by: string
  made_at: Generated<Date>
  status: Generated<'sent' | 'accepted' | 'declined' | 'engaged' | 'ended' | 'not_reached'>
  /** By when the service says what becomes of it; empty once it is over */
  due_on: string | null
  version: Generated<number>
}

export interface SupportService {
  id: string
  /** Whose co-ordinator keeps it */
  organisation_id: number
  name: string
  what_for: string
  /** Areas of need that it is for */
  needs: string[]
  area: Generated<string>
  how_to_refer: Generated<string>
  /** The organisation of the partnership that it is: it answers on its own page */
  partner_organisation_id: number | null
  email: Generated<string>
  consent_needed: Generated<boolean>
  /** Working days within which it says what becomes of a referral */
  answer_working_days: number
  modified_by: string
  ended_on: string | null
  version: Generated<number>
}

export interface Team {
  id: string
  organisation_id: number
  name: string
  valid_from: Generated<string>
  valid_to: string | null
}

export interface TeamSuccession {
  reorganisation_id: string
  team_id: string
  organisation_id: number
  new_team_id: string
}

export interface TimelineEntry {
  id: string
  report_id: string | null
  case_id: string | null
  at: Generated<Date>
  kind: string
  what: string
  why: Generated<string>
  organisation_id: number | null
  member_id: string | null
  actor_name: string
  /** Shown on the reporter's private status page */
  told_to_reporter: Generated<boolean>
  /** Another record that the entry tells of: shown with it to those who see that one too */
  about_report_id: string | null
  /** Another record that the entry tells of: shown with it to those who see that one too */
  about_case_id: string | null
}

export interface ToldAction {
  plan_id: string
  action_id: string
  words: string
  told_by: string
  organisation_id: number
  told_at: Generated<Date>
}

export interface TypeAdvice {
  id: string
  organisation_id: number
  asb_type: string
  advice: unknown
  who_deals: unknown
  valid_from: string
  valid_to: string | null
}

export interface TypeAdviceProposal {
  id: string
  organisation_id: number
  asb_type: string
  advice: unknown
  who_deals: unknown
  valid_from: string
  reason: string
  proposed_by: string
  proposed_at: Generated<Date>
  decision: 'approved' | 'declined' | 'withdrawn' | null
  decision_reason: Generated<string>
  /** Somebody else than who proposed it, who can only withdraw it */
  decided_by: string | null
  decided_at: Date | null
  /** The advice that it became, when it was approved; advice without a proposal is from before there were any */
  advice_id: string | null
}

export interface UnmatchedItem {
  id: string
  organisation_id: number
  report_id: string
  diary_entry_id: string
  arrived_at: Generated<Date>
  due_at: Date
  settled_at: Date | null
  settled_by: string | null
  settled_as: 'attached' | 'answered' | null
  attached_report_id: string | null
  attached_case_id: string | null
  reason: Generated<string>
}

export interface UpdateNudge {
  id: string
  report_id: string | null
  place_id: string | null
  /** How much was told since the last answer */
  updates: number
  nudged_at: Date
  /** By when an answer is promised, as for a message */
  due_on: string
  /** When a supervisor was called because nobody answered */
  called_at: Date | null
  answered_at: Date | null
}

export interface VictimContact {
  id: string
  plan_id: string
  case_id: string
  at: Date
  channel: 'phone' | 'visit' | 'email' | 'text' | 'letter' | 'page'
  outcome: 'reached' | 'sent' | 'not_reached'
  /** What was said on both sides */
  said: Generated<string>
  /** Why it went by a way that they called unsafe */
  override_reason: Generated<string>
  member_id: string
  organisation_id: number
  recorded_at: Generated<Date>
}

export interface WebhookAttempt {
  delivery_id: string
  organisation_id: number
  number: number
  at: Generated<Date>
  answer: number | null
  outcome: string
  took_ms: number
}

export interface WebhookDelivery {
  id: string
  endpoint_id: string
  organisation_id: number
  change_id: string
  state: Generated<'waiting' | 'delivered' | 'failed'>
  attempts: Generated<number>
  due_at: Generated<Date>
  created_at: Generated<Date>
  finished_at: Date | null
}

export interface WebhookEndpoint {
  id: string
  organisation_id: number
  url: string
  statuses: string[]
  /** Encrypted with the secret of the installation */
  secret_sealed: Buffer
  /** Signs as well until former_until, so that a receiver changes its key without losing a message */
  former_secret_sealed: Buffer | null
  former_until: Date | null
  /** Who is told when it is switched off */
  notify_email: Generated<string>
  made_by: string
  made_at: Generated<Date>
  failing_since: Date | null
  disabled_at: Date | null
  disabled_because: Generated<string>
}

export interface DB {
  access_token: AccessToken
  address: Address
  agreement: Agreement
  agreement_party: AgreementParty
  agreement_version: AgreementVersion
  answer_promise: AnswerPromise
  api_token: ApiToken
  approval_rule: ApprovalRule
  area: Area
  area_kind: AreaKind
  area_part: AreaPart
  area_set: AreaSet
  asb_case: AsbCase
  asb_review: AsbReview
  asb_type: AsbType
  audit_entry: AuditEntry
  audit_seal: AuditSeal
  audit_verification: AuditVerification
  board_digest: BoardDigest
  case_action: CaseAction
  case_action_evidence: CaseActionEvidence
  case_cadence: CaseCadence
  case_category: CaseCategory
  case_close_news: CaseCloseNews
  case_criterion: CaseCriterion
  case_document: CaseDocument
  case_escalation: CaseEscalation
  case_outline: CaseOutline
  case_party: CaseParty
  case_regime: CaseRegime
  case_report: CaseReport
  case_review_explained: CaseReviewExplained
  case_risk: CaseRisk
  case_sign_off_due: CaseSignOffDue
  case_suggestion: CaseSuggestion
  change_vote: ChangeVote
  circle: Circle
  circle_in_force: CircleInForce
  clearance: Clearance
  clearance_gap: ClearanceGap
  clock_pause: ClockPause
  complaint_ledger: ComplaintLedger
  complaint_ledger_due: ComplaintLedgerDue
  contact_plan: ContactPlan
  contact_promise: ContactPromise
  contact_wish: ContactWish
  context_layer: ContextLayer
  context_layer_value: ContextLayerValue
  context_layer_version: ContextLayerVersion
  coverage: Coverage
  custody_entry: CustodyEntry
  decision_reason: DecisionReason
  diary_entry: DiaryEntry
  directory_activity: DirectoryActivity
  directory_group: DirectoryGroup
  directory_group_member: DirectoryGroupMember
  directory_identity: DirectoryIdentity
  directory_problem: DirectoryProblem
  directory_user: DirectoryUser
  disclosure_policy: DisclosurePolicy
  entry_draft: EntryDraft
  erased_record: ErasedRecord
  evidence_file: EvidenceFile
  evidence_hold: EvidenceHold
  evidence_item: EvidenceItem
  evidence_private: EvidencePrivate
  evidence_redaction: EvidenceRedaction
  evidence_retention: EvidenceRetention
  exposure_finding: ExposureFinding
  exposure_run: ExposureRun
  feed_action: FeedAction
  feed_area: FeedArea
  feed_case: FeedCase
  feed_erased: FeedErased
  feed_organisation: FeedOrganisation
  feed_report: FeedReport
  feed_succession: FeedSuccession
  flag: Flag
  flag_rule: FlagRule
  followed_place: FollowedPlace
  follower: Follower
  follower_message: FollowerMessage
  group_member: GroupMember
  group_review: GroupReview
  hand_over: HandOver
  hand_over_record: HandOverRecord
  hand_over_snapshot: HandOverSnapshot
  hand_over_term: HandOverTerm
  held_form: HeldForm
  identity_attempt: IdentityAttempt
  identity_credential: IdentityCredential
  identity_passkey: IdentityPasskey
  identity_provider: IdentityProvider
  identity_session: IdentitySession
  identity_two_factor: IdentityTwoFactor
  identity_used_code: IdentityUsedCode
  identity_user: IdentityUser
  identity_verification: IdentityVerification
  impact_assessment: ImpactAssessment
  impact_draft: ImpactDraft
  incident: Incident
  incident_change: IncidentChange
  incident_letter: IncidentLetter
  incident_report: IncidentReport
  incident_version: IncidentVersion
  intake_receipt: IntakeReceipt
  intervention: Intervention
  intervention_consultation: InterventionConsultation
  intervention_event: InterventionEvent
  journey_outage: JourneyOutage
  journey_run: JourneyRun
  lawful_basis: LawfulBasis
  link_ask: LinkAsk
  local_type: LocalType
  match_due: MatchDue
  member: Member
  membership: Membership
  membership_review: MembershipReview
  migration: Migration
  needs_assessment: NeedsAssessment
  nudge_due: NudgeDue
  opening_reason: OpeningReason
  organisation: Organisation
  organisation_succession: OrganisationSuccession
  outgoing_message: OutgoingMessage
  overlay_look: OverlayLook
  overlay_permission: OverlayPermission
  panel: Panel
  panel_action: PanelAction
  panel_attendance: PanelAttendance
  panel_item: PanelItem
  panel_meeting: PanelMeeting
  panel_member: PanelMember
  panel_minute: PanelMinute
  panel_notice: PanelNotice
  panel_paper: PanelPaper
  panel_part: PanelPart
  partition: Partition
  person: Person
  person_group: PersonGroup
  place_news: PlaceNews
  police_incident: PoliceIncident
  police_log_entry: PoliceLogEntry
  postcode: Postcode
  postcode_group: PostcodeGroup
  power_switch: PowerSwitch
  profile: Profile
  profile_match: ProfileMatch
  question_set: QuestionSet
  question_set_draft: QuestionSetDraft
  question_set_proposal: QuestionSetProposal
  queue: Queue
  queue_succession: QueueSuccession
  quiet_rule: QuietRule
  record_pointer: RecordPointer
  referral_row: ReferralRow
  referral_sheet: ReferralSheet
  reorganisation: Reorganisation
  reorganisation_allocation: ReorganisationAllocation
  reorganisation_area: ReorganisationArea
  reorganisation_area_part: ReorganisationAreaPart
  reorganisation_predecessor: ReorganisationPredecessor
  reorganisation_successor: ReorganisationSuccessor
  report: Report
  report_answer: ReportAnswer
  report_contact: ReportContact
  report_derived: ReportDerived
  report_draft: ReportDraft
  report_key: ReportKey
  report_link: ReportLink
  report_occurrence: ReportOccurrence
  report_outline: ReportOutline
  report_person: ReportPerson
  report_status_link: ReportStatusLink
  report_task: ReportTask
  report_unknown: ReportUnknown
  reporter_key: ReporterKey
  reporter_message: ReporterMessage
  reporter_news: ReporterNews
  review_appeal: ReviewAppeal
  review_applicant: ReviewApplicant
  review_body: ReviewBody
  review_complaint: ReviewComplaint
  review_decision: ReviewDecision
  review_event: ReviewEvent
  review_figure: ReviewFigure
  review_key: ReviewKey
  review_link: ReviewLink
  review_minute: ReviewMinute
  review_panel: ReviewPanel
  review_procedure: ReviewProcedure
  review_recommendation: ReviewRecommendation
  review_relevant_body: ReviewRelevantBody
  risk_assessment: RiskAssessment
  risk_instrument: RiskInstrument
  risk_sign_off: RiskSignOff
  routing_condition: RoutingCondition
  routing_draft: RoutingDraft
  routing_proposal: RoutingProposal
  routing_rule: RoutingRule
  rule_application: RuleApplication
  safety_concern: SafetyConcern
  safety_due: SafetyDue
  safety_net_rule: SafetyNetRule
  safety_notice: SafetyNotice
  safety_page: SafetyPage
  satisfaction_survey: SatisfactionSurvey
  saved_query: SavedQuery
  service_endpoint: ServiceEndpoint
  service_fault: ServiceFault
  service_minute: ServiceMinute
  service_objective: ServiceObjective
  service_request: ServiceRequest
  share: Share
  sharing_rule: SharingRule
  sign_in_event: SignInEvent
  sign_language_link: SignLanguageLink
  sign_off_level: SignOffLevel
  source_mapping: SourceMapping
  stored_file: StoredFile
  street: Street
  subject_contribution: SubjectContribution
  subject_item: SubjectItem
  subject_package: SubjectPackage
  subject_passage: SubjectPassage
  subject_redaction: SubjectRedaction
  subject_request: SubjectRequest
  support_outcome: SupportOutcome
  support_referral: SupportReferral
  support_service: SupportService
  team: Team
  team_succession: TeamSuccession
  timeline_entry: TimelineEntry
  told_action: ToldAction
  type_advice: TypeAdvice
  type_advice_proposal: TypeAdviceProposal
  unmatched_item: UnmatchedItem
  update_nudge: UpdateNudge
  victim_contact: VictimContact
  webhook_attempt: WebhookAttempt
  webhook_delivery: WebhookDelivery
  webhook_endpoint: WebhookEndpoint
}
