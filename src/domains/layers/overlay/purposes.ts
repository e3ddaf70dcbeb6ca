import { z } from 'zod'
import published from '../../../../packs/law/overlay-purposes.json' with { type: 'json' }

const purposesSchema = z.object({
  from: z.iso.date(),
  source: z.string(),
  /** False where a partnership must still check the list against its own rules. */
  verified: z.boolean(),
  /** How long one look lasts. */
  minutes: z.number().int().min(1).max(30),
  purposes: z.array(z.object({ code: z.string(), label: z.string() })).min(1),
})

/** For what somebody may look, and for how long, as published. */
export const overlayPurposes = purposesSchema.parse(published)

/** A purpose as it was chosen. */
export const purposeLabel = (code: string): string =>
  overlayPurposes.purposes.find((purpose) => purpose.code === code)?.label ?? code
