import { type Actor, asMember } from '#platform/actor'
import type { Transaction } from '#platform/database'
import type { FormError } from '#platform/forms'
import { newId } from '#platform/ids'
import { checkOpen } from './decide-items.ts'
import type { Passage } from './read-items.ts'
import type { SubjectRequest } from './read-request.ts'

/** What a person decided about the passages of one item. */
export type RedactionChoices = {
  /** Redactions that are kept; all others of the item are not. */
  kept: ReadonlySet<string>
  /** Passages of which every word is kept back. */
  whole: ReadonlySet<string>
  /** Further words to keep back, by passage, one in a line. */
  words: ReadonlyMap<string, string>
  exemption: string
}

type Added = { passageId: string; starts: number; ends: number }

/**
 * Further words must stand in their passage, and are kept back wherever they stand in the record; what does not stand
 * there is an error at its field.
 */
export function findWords(
  passages: readonly Passage[],
  choices: RedactionChoices,
): { added: Added[]; errors: FormError[] } {
  const added: Added[] = []
  const errors: FormError[] = []
  for (const { id, content } of passages) {
    if (choices.whole.has(id)) {
      added.push({ passageId: id, starts: 0, ends: content.length })
      continue
    }
    for (const line of (choices.words.get(id) ?? '').split('\n')) {
      const words = line.trim()
      if (words === '') continue
      if (placesOf(content, words).length === 0)
        errors.push({
          field: `words_${id}`,
          anchor: `words_${id}`,
          message: `“${words}” does not stand in this passage. Copy the words as they are`,
        })
      // Whoever keeps a name back in one place means it everywhere in the record.
      for (const passage of passages)
        for (const starts of placesOf(passage.content, words))
          added.push({ passageId: passage.id, starts, ends: starts + words.length })
    }
  }
  return { added, errors }
}

/** Everywhere the words stand, in whatever case. */
function placesOf(content: string, words: string): number[] {
  const places: number[] = []
  const [text, sought] = [content.toLowerCase(), words.toLowerCase()]
  // Lower case may be longer than what it is made of, and then its places are not those of the text.
  const [within, looked] =
    text.length === content.length && sought.length === words.length ? [text, sought] : [content, words]
  for (let at = within.indexOf(looked); at >= 0; at = within.indexOf(looked, at + looked.length))
    places.push(at)
  return places
}

/** Writes what a person decided: what they keep is confirmed, what they leave is rejected, what they add is confirmed. */
export async function redactItem(
  db: Transaction,
  actor: Actor,
  request: SubjectRequest,
  itemId: string,
  passages: readonly Passage[],
  choices: RedactionChoices,
  added: readonly Added[],
  now: Date,
): Promise<void> {
  checkOpen(request)
  const decided = { decided_by: asMember(actor).memberId, decided_at: now }
  for (const { id, status, exemption } of passages.flatMap(({ redactions }) => redactions)) {
    const isKept = choices.kept.has(id)
    if (status === (isKept ? 'confirmed' : 'rejected')) continue
    await db
      .updateTable('subject_redaction')
      .set({
        status: isKept ? 'confirmed' : 'rejected',
        exemption: isKept ? (exemption ?? choices.exemption) : null,
        ...decided,
      })
      .where('id', '=', id)
      .execute()
  }
  if (added.length > 0)
    await db
      .insertInto('subject_redaction')
      .values(
        added.map(({ passageId, starts, ends }) => ({
          id: newId(),
          passage_id: passageId,
          starts,
          ends,
          kind: 'other' as const,
          status: 'confirmed' as const,
          exemption: choices.exemption,
          ...decided,
        })),
      )
      .execute()
  await db
    .updateTable('subject_item')
    .set({ withheld_under: null, reviewed_by: decided.decided_by, reviewed_at: now })
    .where('id', '=', itemId)
    .execute()
}

/** Keeps the whole of an item back, under an exemption and for a reason. */
export async function withholdItem(
  db: Transaction,
  actor: Actor,
  request: SubjectRequest,
  itemId: string,
  withheld: { under: string; reason: string; now: Date },
): Promise<void> {
  checkOpen(request)
  await db
    .updateTable('subject_item')
    .set({
      withheld_under: withheld.under,
      reason: withheld.reason,
      reviewed_by: asMember(actor).memberId,
      reviewed_at: withheld.now,
    })
    .where('id', '=', itemId)
    .execute()
}
