// Generated from the migrated database by `npm run generate`; do not edit.
import type { ColumnType, Generated } from 'kysely'

/** A place in British National Grid metres; written as text "(easting,northing)". */
export type Point = ColumnType<{ x: number; y: number }, string, string>

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
  audience: number[]
  version: Generated<number>
  opened_at: Generated<Date>
  closed_at: Date | null
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
}

export interface CaseReport {
  case_id: string
  report_id: string
  reason: Generated<string>
  linked_by: string | null
  linked_at: Generated<Date>
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

export interface ErasedRecord {
  record_kind: string
  record_id: string
  audience: number[]
  erased_at: Generated<Date>
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

export interface IntakeReceipt {
  submission_id: string
  organisation_id: number
  token_id: string
  /** SHA-256 of the body as validated */
  body_hash: Buffer
  received_at: Generated<Date>
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
  team_id: string | null
  role: 'triage_officer' | 'case_officer' | 'supervisor' | 'analyst' | 'coordinator'
  valid_from: Generated<string>
  valid_to: string | null
}

export interface Migration {
  name: string
  hash: string
  applied_at: Generated<Date>
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

export interface QuestionSet {
  asb_type: string
  version: number
  valid_from: string
  content: unknown
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

export interface Report {
  id: string
  reference: string
  submission_id: string
  channel: 'public_form' | 'api' | 'phone' | 'paper' | 'import' | 'demo'
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
  /** Organisations that may see the report */
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
}

export interface ReportAnswer {
  report_id: string
  position: number
  question: string
  wording: string
  answer: string
}

export interface ReportContact {
  report_id: string
  name: Generated<string>
  email: Generated<string>
  phone: Generated<string>
  address: Generated<string>
  preferred_channel: Generated<'none' | 'email' | 'phone' | 'text' | 'letter'>
  safe_contact: Generated<string>
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

export interface ReportLink {
  report_id: string
  other_report_id: string
  reason: string
  linked_by: string | null
  linked_at: Generated<Date>
}

export interface ReportOccurrence {
  report_id: string
  weekday: number
  from_hour: number
  to_hour: number
}

export interface ReportStatusLink {
  secret_hash: Buffer
  report_id: string
}

export interface RoutingCondition {
  rule_id: string
  fact: string
  expected: string
}

export interface RoutingRule {
  id: string
  position: number
  name: string
  area_kind: string | null
  area_code: string | null
  asb_type: string | null
  queue_id: string
  share_with: Generated<number[]>
  valid_from: Generated<string>
  valid_to: string | null
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

export interface Team {
  id: string
  organisation_id: number
  name: string
  valid_from: Generated<string>
  valid_to: string | null
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
}

export interface DB {
  api_token: ApiToken
  area: Area
  area_kind: AreaKind
  area_part: AreaPart
  area_set: AreaSet
  asb_case: AsbCase
  asb_type: AsbType
  audit_entry: AuditEntry
  audit_seal: AuditSeal
  case_action: CaseAction
  case_report: CaseReport
  coverage: Coverage
  erased_record: ErasedRecord
  feed_action: FeedAction
  feed_area: FeedArea
  feed_case: FeedCase
  feed_erased: FeedErased
  feed_organisation: FeedOrganisation
  feed_report: FeedReport
  identity_attempt: IdentityAttempt
  identity_credential: IdentityCredential
  identity_session: IdentitySession
  identity_two_factor: IdentityTwoFactor
  identity_used_code: IdentityUsedCode
  identity_user: IdentityUser
  identity_verification: IdentityVerification
  intake_receipt: IntakeReceipt
  member: Member
  membership: Membership
  migration: Migration
  organisation: Organisation
  postcode: Postcode
  postcode_group: PostcodeGroup
  question_set: QuestionSet
  queue: Queue
  report: Report
  report_answer: ReportAnswer
  report_contact: ReportContact
  report_draft: ReportDraft
  report_link: ReportLink
  report_occurrence: ReportOccurrence
  report_status_link: ReportStatusLink
  routing_condition: RoutingCondition
  routing_rule: RoutingRule
  street: Street
  team: Team
  timeline_entry: TimelineEntry
}
