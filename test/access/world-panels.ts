import type { Draw } from './draw.ts'
import type { Row, Value } from './rights.ts'

/** Two meetings of the panel, planned, held or cancelled, with cases on their agenda and what was written on them. */
export function drawPanels(
  draw: Draw,
  organisations: readonly number[],
  members: readonly Value[],
  panel: readonly Row[],
  { asb_case, case_action }: { asb_case: readonly Row[]; case_action: readonly Row[] },
) {
  const somebody = () => draw.pick(members)
  const panel_meeting: Row[] = draw.times(2, () => {
    const status = draw.pick(['planned', 'planned', 'held', 'cancelled'])
    return {
      id: draw.id(),
      panel_id: panel[0]?.id ?? null,
      kind: 'asbrac',
      organisation_id: draw.pick(organisations),
      starts_at: '2026-12-01T10:00:00Z',
      nominate_by: '2026-11-25',
      status,
      arranged_by: somebody(),
      held_at: status === 'held' ? '2026-12-01T12:00:00Z' : null,
      held_by: status === 'held' ? somebody() : null,
      shared_at: status === 'held' && draw.chance(0.5) ? '2026-12-01T12:00:00Z' : null,
    }
  })
  const panel_item: Row[] = panel_meeting.flatMap((meeting) =>
    asb_case
      .filter(() => draw.chance(0.6))
      .map((found) => ({
        id: draw.id(),
        meeting_id: meeting.id ?? null,
        case_id: found.id ?? null,
        organisation_id: found.organisation_id ?? null,
        nominated_by: somebody(),
      })),
  )
  return {
    panel_meeting,
    panel_item,
    panel_paper: panel_item
      .filter(() => draw.chance(0.7))
      .map(({ id }) => ({ item_id: id ?? null, reason: 'Several victims', written_by: somebody() })),
    panel_part: panel_item.flatMap(({ id }) =>
      draw.times(draw.number(0, 2), () => {
        const author = draw.pick(organisations)
        return {
          id: draw.id(),
          item_id: id ?? null,
          organisation_id: author,
          words: 'Known to us',
          visible_to: [...new Set([author, ...organisations.filter(() => draw.chance(0.4))])],
          written_by: somebody(),
        }
      }),
    ),
    panel_attendance: panel_meeting.flatMap(({ id }) =>
      organisations
        .filter(() => draw.chance(0.6))
        .map((organisation_id) => ({
          meeting_id: id ?? null,
          organisation_id,
          standing: 'attended',
          recorded_by: somebody(),
        })),
    ),
    panel_notice: panel_meeting
      .filter(() => draw.chance(0.6))
      .map(({ id }) => ({
        meeting_id: id ?? null,
        kind: 'invitation',
        member_id: somebody(),
        organisation_id: draw.pick(organisations),
        at: '2026-10-01T20:00:00Z',
        message_id: draw.id(),
      })),
    panel_minute: panel_item
      .filter(() => draw.chance(0.5))
      .map(({ id }) => ({
        id: draw.id(),
        item_id: id ?? null,
        decision: 'Warn',
        reasoning: 'It goes on',
        minuted_by: somebody(),
      })),
    panel_action: case_action.flatMap(({ id, case_id }) => {
      const item = panel_item.find((each) => each.case_id === case_id)
      return item !== undefined && draw.chance(0.5)
        ? [{ action_id: id ?? null, item_id: item.id ?? null }]
        : []
    }),
  }
}
