import { z } from 'zod'
import { dayField } from '#domains/sharing'
import type { LocalDate } from '#platform/clock'
import { oneOf, severalOf, wordsField } from '#platform/forms'

/** Who hands layers in for their organisation. */
export const layerHanders = ['analyst', 'coordinator', 'supervisor'] as const
/** Who looks at them, as far as they are theirs to see. */
export const layerReaders = ['triage_officer', 'case_officer', ...layerHanders] as const

/** What a layer's figures may be of. */
export const layerAreas = {
  district: 'Districts',
  ward: 'Wards',
  beat: 'Beats',
  lsoa: 'Small areas (LSOA)',
  grid: 'Squares of the National Grid',
} as const
export type LayerArea = keyof typeof layerAreas

/** One area of each kind, in words. */
export const areaWords: Readonly<Record<LayerArea, string>> = {
  district: 'district',
  ward: 'ward',
  beat: 'beat',
  lsoa: 'small area',
  grid: 'grid',
}

/** What stands for no agreement: anybody may have the figures. */
export const openData = 'open'

/** Describing a layer, before figures are handed in. */
export function layerForm(
  today: LocalDate,
  agreements: readonly { id: string }[],
  organisations: readonly { id: number }[],
) {
  return z
    .object({
      name: wordsField({ name: 'The name', most: 100, missing: 'Enter what the layer is called' }),
      source: wordsField({ name: 'The source', most: 300, missing: 'Say where the figures come from' }),
      licence: wordsField({
        name: 'The licence',
        most: 300,
        missing: 'Say under which licence or handling rule they may be used',
      }),
      handling: wordsField({ name: 'How they are handled', most: 500 }),
      area: oneOf(Object.keys(layerAreas), 'Choose what the figures are of').transform(
        (code) => code as LayerArea,
      ),
      agreement: oneOf(
        [openData, ...agreements.map(({ id }) => id)],
        'Choose the agreement, or say that it is open data',
      ).transform((id) => id ?? ''),
      seenBy: severalOf(organisations.map(({ id }) => String(id))).transform((ids) => ids.map(Number)),
      until: dayField('Enter the last day on which it is shown').refine(
        (day) => day >= today,
        'The last day must be today or later',
      ),
    })
    .refine(({ agreement, seenBy }) => agreement === openData || seenBy.length > 0, {
      path: ['seenBy'],
      message: 'Choose at least one organisation that may see it',
    })
}
export type NewLayer = z.output<ReturnType<typeof layerForm>>

export const withdrawForm = z.object({
  because: wordsField({ name: 'The reason', most: 500, missing: 'Say why it is withdrawn' }),
})

/** The ten shades of a map, by a value's share of the highest. */
export function shadeOf(value: number, highest: number): number {
  return highest <= 0 ? 0 : Math.min(9, Math.floor((value / highest) * 9.999))
}
