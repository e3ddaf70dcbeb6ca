import { z } from 'zod'
import { defineEvent } from '#platform/jobs'

/** A sharing rule is to be applied to the records that were there before it. */
export const ruleApplicationAsked = defineEvent(
  'sharing.rule_application_asked',
  z.object({ applicationId: z.uuid() }),
)

/** An agreement, a party's part in it or a rule ended: the shares under it are to be taken back. */
export const sharingEnded = defineEvent('sharing.ended', z.object({}))
