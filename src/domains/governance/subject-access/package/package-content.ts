import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { exemptionOf } from '../exemptions.ts'
import { cutText, marker, type RedactionKind } from '../redacted-text.ts'
import type { PassagePart } from '../split-record.ts'
import type { Regime } from '../subject-request.ts'

/** A passage as it is given: nothing of what is kept back is in it. */
export type GivenPassage = {
  heading: string
  part: PassagePart
  pieces: readonly { text: string; isMarker: boolean }[]
}

export type GivenRecord = {
  reference: string
  kind: 'Report' | 'Case'
  title: string
  heldBy: string
  foundBy: string
  recordedOn: LocalDate
  passages: readonly GivenPassage[]
  partsWithheld: number
  /** Names of the files in the folder `evidence`. */
  files: readonly string[]
}

/** How often something was kept back under an exemption, and nothing of what it was. */
export type WithheldCount = {
  code: string
  citation: string
  label: string
  plain: string
  parts: number
  records: number
}

/** Everything a package says, and nothing else: the words kept back are gone before it is made. */
export type PackageContent = {
  reference: string
  regime: Regime
  controller: string
  contactAdvice: string
  personName: string
  receivedOn: LocalDate
  wanted: string
  records: readonly GivenRecord[]
  withheld: readonly WithheldCount[]
  told: readonly { reference: string; words: string }[]
  /** Organisations that said what they hold, or refused. */
  asked: readonly { name: string; status: string }[]
}

/** The request as the package tells it. */
export async function readPackageHead(
  db: Transaction,
  requestId: string,
): Promise<
  Omit<PackageContent, 'records' | 'withheld' | 'told'> & { status: string; organisationId: number }
> {
  const request = await db
    .selectFrom('subject_request')
    .innerJoin('organisation', 'organisation.id', 'subject_request.organisation_id')
    .select([
      'subject_request.reference as reference',
      'subject_request.regime as regime',
      'subject_request.status as status',
      'subject_request.organisation_id as organisationId',
      'organisation.name as controller',
      'organisation.contact_advice as contactAdvice',
      'subject_request.person_name as personName',
      'subject_request.received_on as receivedOn',
      'subject_request.wanted as wanted',
    ])
    .where('subject_request.id', '=', requestId)
    .executeTakeFirstOrThrow()
  const asked = await db
    .selectFrom('subject_contribution')
    .innerJoin('organisation', 'organisation.id', 'subject_contribution.organisation_id')
    .select(['organisation.name as name', 'subject_contribution.status as status'])
    .where('subject_contribution.request_id', '=', requestId)
    .where('subject_contribution.status', 'in', ['answered', 'refused'])
    .orderBy('organisation.name')
    .execute()
  return { ...request, asked }
}

export type PackedItem = {
  id: string
  reference: string
  report_id: string | null
  case_id: string | null
  title: string
  held_by: string
  foundBy: string
  recorded_on: LocalDate
  withheld_under: string | null
}

/** What goes into the package: included, and found by the controller or given by those who were asked. */
export function readPackedItems(db: Transaction, requestId: string): Promise<PackedItem[]> {
  return db
    .selectFrom('subject_item')
    .innerJoin('organisation', 'organisation.id', 'subject_item.organisation_id')
    .select([
      'subject_item.id as id',
      'subject_item.reference as reference',
      'subject_item.report_id as report_id',
      'subject_item.case_id as case_id',
      'subject_item.title as title',
      'subject_item.held_by as held_by',
      'organisation.name as foundBy',
      'subject_item.recorded_on as recorded_on',
      'subject_item.withheld_under as withheld_under',
    ])
    .where('subject_item.request_id', '=', requestId)
    .where('subject_item.decision', '=', 'included')
    .where((is) =>
      is.or([
        is('subject_item.shared_at', 'is not', null),
        is('subject_item.organisation_id', '=', is.ref('subject_item.controller_id')),
      ]),
    )
    .orderBy('subject_item.recorded_on')
    .orderBy('subject_item.reference')
    .execute()
}

/** One record with the words kept back already gone, and the exemptions under which they are. */
export async function readGivenRecord(
  db: Transaction,
  item: PackedItem,
): Promise<{ record: GivenRecord; exemptions: string[] }> {
  const passages = await db
    .selectFrom('subject_passage')
    .select(['id', 'heading', 'part', 'content'])
    .where('item_id', '=', item.id)
    .orderBy('position')
    .execute()
  const redactions = await db
    .selectFrom('subject_redaction')
    .innerJoin('subject_passage', 'subject_passage.id', 'passage_id')
    .select([
      'subject_redaction.passage_id as passageId',
      'subject_redaction.starts as starts',
      'subject_redaction.ends as ends',
      'subject_redaction.kind as kind',
      'subject_redaction.status as status',
      'subject_redaction.exemption as exemption',
    ])
    .where('subject_passage.item_id', '=', item.id)
    .where('subject_redaction.status', '<>', 'rejected')
    .execute()
  if (redactions.some(({ status }) => status === 'suggested'))
    throw new Error(`${item.reference} has suggestions that nobody decided`)
  const of = Map.groupBy(redactions, ({ passageId }) => passageId)
  return {
    record: {
      reference: item.reference,
      kind: item.case_id === null ? 'Report' : 'Case',
      title: item.title,
      heldBy: item.held_by,
      foundBy: item.foundBy,
      recordedOn: item.recorded_on,
      partsWithheld: redactions.length,
      files: [],
      passages: passages.map(({ id, heading, part, content }) => ({
        heading,
        part,
        pieces: piecesOf(content, of.get(id) ?? []),
      })),
    },
    exemptions: redactions.flatMap(({ exemption }) => exemption ?? []),
  }
}

function piecesOf(content: string, spans: readonly { starts: number; ends: number; kind: RedactionKind }[]) {
  return cutText(content, spans).map(({ text, withheld }) =>
    withheld === undefined ? { text, isMarker: false } : { text: marker(withheld), isMarker: true },
  )
}

/** Counts by exemption, in the order in which they first come. */
export function countWithheld(parts: readonly string[], records: readonly string[]): WithheldCount[] {
  return [...new Set([...parts, ...records])].map((code) => {
    const { citation, label, plain } = exemptionOf(code)
    const count = (codes: readonly string[]) => codes.filter((each) => each === code).length
    return { code, citation, label, plain, parts: count(parts), records: count(records) }
  })
}
