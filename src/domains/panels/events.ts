import { z } from 'zod'
import { defineEvent } from '#platform/jobs'

/** A meeting of a panel was held: its rule for afterwards is to be carried out. */
export const panelHeld = defineEvent('panel.held', z.object({ meetingId: z.uuid() }))

/** A meeting will not be held: what its nominations let others see is taken back. */
export const panelCancelled = defineEvent('panel.cancelled', z.object({ meetingId: z.uuid() }))

/** Each has a queue of its own (`prepareDatabase`). */
export const panelEvents = [panelHeld, panelCancelled]
