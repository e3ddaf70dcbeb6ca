import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'

/** Entries being typed, by every member for every organisation, theirs and not; some are filed. */
export function drawEntryDrafts(
  draw: Draw,
  organisations: readonly number[],
  members: readonly string[],
  sets: readonly Row[],
): { entry_draft: Row[] } {
  return {
    entry_draft: members.flatMap((member) =>
      draw.times(draw.number(1, 3), () => {
        const set = draw.pick(sets)
        return {
          id: draw.id(),
          member_id: member,
          organisation_id: draw.pick(organisations),
          channel: draw.pick(['phone', 'paper', 'in_person', 'email', 'police_form']),
          asb_type: set.asb_type ?? null,
          question_set_version: set.version ?? null,
          submission_id: draw.id(),
          submitted_at: draw.chance(0.3) ? '2026-10-01T20:00:00Z' : null,
        }
      }),
    ),
  }
}
