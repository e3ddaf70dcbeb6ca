import { z } from 'zod'
import { defineEvent } from '#platform/jobs'

/** Somebody asked for the chain of seals to be checked. */
export const verificationAsked = defineEvent(
  'audit.verification_asked',
  z.object({ verificationId: z.uuid() }),
)
