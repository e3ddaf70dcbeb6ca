import type { Draw } from './draw.ts'

/** By when organisations answer, as they say themselves: since long ago, and from a day that is long to come. */
export function drawTimesToAnswer(draw: Draw, organisations: readonly number[], members: readonly string[]) {
  return {
    answer_promise: organisations.flatMap((organisation_id) =>
      ['2020-01-01', '2099-01-01'].map((valid_from) => ({
        id: draw.id(),
        organisation_id,
        valid_from,
        hours: draw.pick([24, null]),
        working_days: null,
        source: 'Board of May',
        set_by: draw.pick(members),
      })),
    ),
  }
}
