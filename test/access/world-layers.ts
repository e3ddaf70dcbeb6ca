import { today } from './asker.ts'
import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'

const inDays = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)

/** Layers open, under agreements, past and withdrawn, with drafts and figures; permissions for the overlay, and looks. */
export function drawLayers(
  draw: Draw,
  organisations: readonly number[],
  members: readonly string[],
  agreement: readonly Row[],
) {
  const layers: Row[] = draw.times(4, () => ({
    id: draw.id(),
    organisation_id: draw.pick(organisations),
    name: 'Ambulance calls',
    source: 'The ambulance service',
    licence: 'Open Government Licence',
    area_kind: 'ward',
    agreement_id: draw.pick([null, ...agreement.map(({ id }) => id ?? null)]),
    seen_by: draw.some(organisations),
    valid_until: draw.pick([inDays(-3), inDays(60), inDays(60)]),
    added_by: draw.pick(members),
    ...(draw.chance(0.2)
      ? { withdrawn_at: '2026-10-20T20:00:00Z', withdrawn_by: draw.pick(members), withdrawn_because: 'Wrong' }
      : { withdrawn_at: null, withdrawn_by: null, withdrawn_because: '' }),
  }))
  const context_layer_version: Row[] = layers.flatMap(({ id }) =>
    [1, 2].map((number) => {
      const isPublished = draw.chance(0.6)
      return {
        id: draw.id(),
        layer_id: id ?? null,
        number,
        header: '{Ward}',
        targets: '{area}',
        status: isPublished ? 'published' : 'draft',
        added_by: draw.pick(members),
        published_at: isPublished ? '2026-10-01T20:00:00Z' : null,
      }
    }),
  )
  const published = context_layer_version.filter(({ status }) => status === 'published')
  return {
    context_layer: layers.map((layer) => ({
      ...layer,
      current_version_id: published.find(({ layer_id }) => layer_id === layer.id)?.id ?? null,
    })),
    context_layer_version,
    context_layer_value: context_layer_version.map(({ id }) => ({
      version_id: id ?? null,
      line: 1,
      area_code: 'W1',
      value: 7,
    })),
    overlay_permission: draw.times(6, () => ({
      id: draw.id(),
      member_id: draw.pick(members),
      organisation_id: draw.pick(organisations),
      granted_by: draw.pick(members),
      reason: 'Problem solving',
      valid_from: inDays(-30),
      valid_to: draw.pick([inDays(-1), inDays(30), inDays(30)]),
      withdrawn_at: draw.chance(0.2) ? '2026-10-01T20:00:00Z' : null,
      withdrawn_by: draw.pick([null, ...members]),
    })),
    overlay_look: draw.times(3, () => ({
      id: draw.id(),
      member_id: draw.pick(members),
      organisation_id: draw.pick(organisations),
      purpose: 'problem_solving',
      words: 'The plan for the square',
      district_id: draw.id(),
      from_day: '2026-09-01',
      to_day: '2026-10-01',
      started_at: '2026-10-01T20:00:00Z',
      expires_at: '2026-10-01T20:20:00Z',
    })),
  }
}
