import { z } from 'zod'
import { defineEvent } from '#platform/jobs'

/** Something was received: it is looked at, and copies of it are made. */
export const evidenceReceived = defineEvent('evidence.received', z.object({ itemId: z.uuid() }))

/** Somebody wants a copy of it with parts taken out. */
export const redactionAsked = defineEvent('evidence.redaction_asked', z.object({ redactionId: z.uuid() }))
