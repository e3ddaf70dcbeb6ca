import { sql } from 'kysely'

/** For what a copy with parts taken out is given instead of anything else. */
export const redactionUses = ['partners', 'court'] as const
export type RedactionUse = (typeof redactionUses)[number]

export const useNames: Readonly<Record<RedactionUse, string>> = {
  partners: 'Everybody who sees the record and does no casework for its holder',
  court: 'The exhibit in a bundle for a court',
}

/** A copy with parts taken out, as the reader may know of it. */
export type Redaction = {
  id: string
  because: string
  status: 'asked' | 'made' | 'failed'
  says: string
  askedAt: string
  askedBy: string
  madeAt: string | null
  mediaType: string | null
  size: number | null
  sha256: string | null
  originalSha256: string | null
  uses: readonly RedactionUse[]
  /** Reference of the subject access request whose answer has it, or empty: another person's needs another copy. */
  subjectRequest: string
}

/** A column of a query over `item`: those of its copies with parts taken out that the reader may know of, oldest first. */
export const redactionsColumn = sql<
  readonly Redaction[]
>`coalesce((select json_agg(json_build_object('id', redaction.id,
    'because', redaction.because, 'status', redaction.status, 'says', redaction.says, 'askedAt', redaction.asked_at,
    'askedBy', (select member.name from member where member.id = redaction.asked_by), 'madeAt', redaction.made_at,
    'mediaType', redaction.media_type, 'size', redaction.size, 'sha256', encode(redaction.sha256, 'hex'),
    'originalSha256', encode(redaction.original_sha256, 'hex'),
    'uses', array_remove(array[case when redaction.for_partners then 'partners' end,
      case when redaction.for_court then 'court' end], null), 'subjectRequest', redaction.for_subject_access) order by redaction.asked_at, redaction.id)
  from evidence_redaction as redaction where redaction.item_id = item.id), '[]')`

/** The copy that is given for this, if one was chosen. */
export const redactionFor = (
  { redactions }: { redactions: readonly Redaction[] },
  use: RedactionUse,
): Redaction | undefined => redactions.find(({ uses }) => uses.includes(use))
